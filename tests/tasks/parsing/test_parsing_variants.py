"""Free text in forms the reader was not written for: whom it finds, of what, and whom it leaves to a person."""

from __future__ import annotations

import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from samraad.notification import Entry, Suspicion
from tasks.parsing import read

sys.path.insert(0, str(Path(__file__).parent))
from free_text_variants import VARIANTS, Variant, Wanted


def _plain(entry: Entry) -> Wanted:
    if isinstance(entry, Suspicion):
        return "s", entry.name, entry.cpr or entry.birth_date.isoformat(), entry.offences
    return "u", entry.name, None, ()


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant[0])
def test_a_variant_is_read_as_it_is_meant(variant: Variant) -> None:
    _, body, wanted, why = variant
    subject = ""
    if body.startswith("Emne|"):
        _, subject, body = body.split("|", 2)
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(body)
    found = [_plain(entry) for entry in read(mail.as_bytes()).entries]
    nobody: Wanted = ("u", None, None, ())
    assert found == (wanted or [nobody]), why
