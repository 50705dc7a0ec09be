"""Free text: whom the reader finds, of what they are suspected, and whom it leaves alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from samraad.notification import Entry, Place, Suspicion
from tasks.parsing.prose import text

sys.path.insert(0, str(Path(__file__).parent))
from free_text_cases import FIFTH, FOURTH, NEGATIVE, POSITIVE, SECOND, THIRD, UNCLEAR, Case


def _plain(entry: Entry) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    if isinstance(entry, Suspicion):
        return "s", entry.name, entry.cpr or entry.birth_date.isoformat(), entry.offences
    return "u", entry.name, None, entry.offences


@pytest.mark.parametrize(
    "case", [*POSITIVE, *UNCLEAR, *NEGATIVE, *SECOND, *THIRD, *FOURTH, *FIFTH], ids=lambda case: case[0]
)
def test_free_text_names(case: Case) -> None:
    _, body, wanted = case
    subject = ""
    if body.startswith("Emne|"):
        _, subject, body = body.split("|", 2)
    assert [_plain(entry) for entry in text.read(body, subject, Place())] == wanted
