"""The fifteen sample mails, field by field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from samraad.automatic import tells
from samraad.notification import Letter, Suspicion
from tasks.parsing import read
from tests import samples


def _rows(letter: Letter) -> list[dict[str, Any]]:
    return [
        {
            "row": entry.place.row,
            "name": entry.name,
            "cpr": entry.cpr if isinstance(entry, Suspicion) else None,
            "birth_date": entry.birth_date.isoformat() if isinstance(entry, Suspicion) else None,
            "offences": list(entry.offences),
        }
        for entry in letter.entries
    ]


@pytest.mark.parametrize("mail", samples.expected(), ids=lambda mail: mail["file"])
def test_every_mail_is_received_when_its_topmost_received_header_says(mail: dict[str, Any]) -> None:
    assert read(samples.raw(mail["file"])).received_at == datetime.fromisoformat(mail["received_at"])


@pytest.mark.parametrize("mail", samples.expected(), ids=lambda mail: mail["file"])
def test_the_persons_are_those_expected(mail: dict[str, Any]) -> None:
    letter = read(samples.raw(mail["file"]))
    wanted = [{key: row[key] for key in ("row", "name", "cpr", "birth_date", "offences")} for row in mail["rows"]]
    if letter.automatic:
        assert [row["outcome"] for row in mail["rows"]] == ["ignored"]
        assert not any(tells(entry) for entry in letter.entries)
    else:
        assert _rows(letter) == wanted


def test_remand_and_interrogation_are_noticed() -> None:
    kinds = {
        name: {
            (entry.remand, entry.interrogation)
            for entry in read(samples.raw(name)).entries
            if isinstance(entry, Suspicion)
        }
        for name in ("01-plain-utf8.eml", "02-latin1-quoted-printable.eml", "04-interrogation-two-youths.eml")
    }
    assert kinds == {
        "01-plain-utf8.eml": {(False, False)},
        "02-latin1-quoted-printable.eml": {(True, False)},
        "04-interrogation-two-youths.eml": {(False, True)},
    }
