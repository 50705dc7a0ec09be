"""The account of the notification mailbox: what is missing is named, what is set is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from config.settings import Settings
from deployments.watch.source import account
from samraad.errors import BadSetting

WHOLE = {"mailbox_host": "imap.example", "mailbox_user": "post", "mailbox_password": SecretStr("hemmelig")}


@pytest.mark.parametrize("missing", WHOLE)
def test_what_is_missing_is_named(home: Path, missing: str) -> None:
    settings = Settings(home=home).model_copy(update=WHOLE | {missing: None})
    with pytest.raises(BadSetting, match=f"SAMRAAD_{missing.upper()} er ikke sat") as refused:
        account(settings)
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize(("tls", "used"), [("ssl", True), ("starttls", True), ("none", False)])
def test_the_certificate_authority_is_used_where_there_is_tls(home: Path, tls: str, used: bool) -> None:
    file = home / "ca.pem"
    settings = Settings(home=home).model_copy(update=WHOLE | {"mailbox_tls": tls, "mailbox_ca_file": file})
    assert account(settings).ca_file == (file if used else None)
