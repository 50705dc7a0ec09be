"""Prefect, as `samraad doctor` sees it, and `samraad reconcile`."""

from __future__ import annotations

from pathlib import Path

from tests import samples
from tests.conftest import PrefectServer
from tests.deployments.command_line import Terminal, as_user
from tests.deployments.doctor.given import wrong_in


def test_reconcile_makes_the_runs_that_are_missing_and_doctor_misses_a_worker(
    terminal: Terminal, recipients: Path, prefect_server: PrefectServer
) -> None:
    terminal("intake", samples.FOLDER / "01-plain-utf8.eml")
    variables = {"SAMRAAD_PREFECT_PORT": str(prefect_server.settings.prefect_port)}

    done = as_user("reconcile", **variables)

    assert (done.code, done.err) == (0, "")
    assert "1 bragt ajour" in done.out
    assert terminal("cases", "--json").lines[0]["flow_run_id"]
    assert set(wrong_in(as_user("doctor", "--json", **variables))) == {"worker"}


def test_reconcile_without_prefect_is_a_failure(without_prefect: Terminal) -> None:
    done = without_prefect("reconcile")

    assert (done.code, done.out) == (1, "")
    assert "Prefect svarer ikke" in done.err
