"""`config/recipients.toml`: what is in it, and what is refused, without an address in any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.recipients import AddressBook, load_recipients
from config.settings import ROOT
from samraad.errors import BadSetting
from tasks.messages import AppriseSender

DELIVERED = ROOT / "config" / "recipients.toml"
#: Apprise imports a module Python 3.11 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
PORT = {"SAMRAAD_DEMO_SMTP_PORT": "1025"}

SMALL = """
fallback = "intake"
[recipients.intake]
label = "modtagelsen"
targets = [{ name = "mail", url = "mailto://${USER}:${PASSWORD}@post.example?to=a@kommune.example" }]
"""
VARIABLES = {"USER": "bruger", "PASSWORD": "hemme/lig@"}


def load(tmp_path: Path, text: str, **variables: str) -> AddressBook:
    file = tmp_path / "recipients.toml"
    file.write_text(text, "utf-8")
    return load_recipients(file, {**VARIABLES, **variables})


def test_every_address_as_delivered_can_be_used_and_goes_to_this_machine() -> None:
    book = load_recipients(DELIVERED, PORT)
    sender = AppriseSender(book.address)
    for target in [*book.targets(), "ANK/mail"]:
        assert sender.check(target) is None
        assert (book.address(target) or "").startswith("mailto://127.0.0.1:1025")


def test_the_recipients_as_delivered() -> None:
    recipients = load_recipients(DELIVERED, PORT).recipients
    assert {"intake", "intake_leader", "team_leader:unge", "team_leader:familie", "weekend", "manager"} <= set(
        recipients.named
    )
    assert [recipients.retry.wait(n) is None for n in (1, 4, 5)] == [False, False, True]
    assert recipients.named["weekend"].always


def test_staff_have_an_address_each() -> None:
    book = load_recipients(DELIVERED, PORT)
    assert "to=ank@kommune.example" in (book.address("ANK/mail") or "")
    assert book.address("ANK/sms") is None
    assert book.address("ukendt rolle/mail") is None


def test_a_secret_comes_from_its_variable_percent_encoded(tmp_path: Path) -> None:
    book = load(tmp_path, SMALL)
    assert book.address("intake/mail") == "mailto://bruger:hemme%2Flig%40@post.example?to=a@kommune.example"
    assert "hemme" not in repr(book)


def test_an_address_that_is_a_variable_is_taken_as_it_is(tmp_path: Path) -> None:
    text = SMALL.replace("mailto://${USER}:${PASSWORD}@post.example?to=a@kommune.example", "${PASSWORD}")
    assert load(tmp_path, text).address("intake/mail") == "hemme/lig@"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('label = "modtagelsen"', "", "recipients.intake.label"),
        ("label", 'colour = "red"\nlabel', "recipients.intake.colour"),
        ('fallback = "intake"', 'fallback = "nogen"', "felt fallback: »nogen«"),
        ('label = "modtagelsen"', 'label = "x"\nnext_role = "nogen"', "recipients.intake.next_role: »nogen«"),
        ("${USER}", "${UKENDT}", "recipients.intake.mail: miljøvariablen UKENDT er ikke sat"),
        ("fallback =", "retry_minutes = [0]\nfallback =", "retry_minutes.0"),
        ("[recipients", "[quiet]\nfrom_hour = 25\n[recipients", "quiet.from_hour"),
        ("[recipients", "[quiet]\nfrom_hour = 6\n[recipients", "felt quiet"),
        ("targets = [", "targets = [] #", "recipients.intake.targets"),
        ("targets = [", 'targets = [{ name = "mail", url = "x" }, ', "navnet mail står der to gange"),
        ("[recipients", "[staff]\ntargets = []\n[recipients", "staff.targets"),
        ('"mailto', '5, hem = "mailto', "recipients.intake.targets.0"),
        ("fallback =", "fallback", "ikke gyldig TOML"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load(tmp_path, SMALL.replace(old, new, 1))
    assert "recipients.toml" in str(refused.value)
    assert says in str(refused.value)
    assert "post.example" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="findes ikke"):
        load_recipients(tmp_path / "borte.toml", {})
