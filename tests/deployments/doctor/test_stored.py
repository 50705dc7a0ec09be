"""Database and key, as `samraad doctor` sees them."""

from __future__ import annotations

from tests import samples
from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import wrong_in


def test_another_key_than_the_databases_is_wrong(without_prefect: Terminal) -> None:
    without_prefect("intake", samples.FOLDER / "01-plain-utf8.eml")
    assert "key" not in wrong_in(without_prefect("doctor", "--json"))

    (without_prefect.home / "key").write_text("A" * 43 + "=")

    assert "Nøglen er ikke den" in wrong_in(without_prefect("doctor", "--json"))["key"]
