"""The further mails, taken in one after the other into one store: each comes out as was expected before it was read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from samraad.notification import Entry, Letter, Note, Suspicion, Unclear
from samraad.times import DENMARK
from tasks import parsing
from tasks.office import Office
from tasks.store.records import Result
from tasks.taking_in import keep, take_in
from tests.tasks.given import SetClock, office

FOLDER: Final = Path(__file__).parents[1] / "corpus" / "further"
EXPECTED: Final[list[dict[str, Any]]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
#: When the corpus is taken in, as its README says.
NOW: Final = datetime(2026, 11, 21, 12, tzinfo=DENMARK)
#: What the corpus' encrypted files open with.
PASSWORD: Final = "Havnegade-4-Lerbæk"

#: What is compared of a person, beside the outcome and the row; the last four only where the file is about them.
_ALWAYS: Final = ("name", "cpr", "birth_date", "offences")
_SOMETIMES: Final = ("police_case", "remand", "interrogation", "sheet")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file."""

    letter: Letter
    rows: tuple[Row, ...]


def _row(entry: Entry | None, result: Result) -> Row:
    person = entry if isinstance(entry, Suspicion) else None
    return {
        "outcome": result.outcome.value,
        "row": result.row,
        "name": entry.name if entry else None,
        "cpr": person.cpr if person else None,
        "birth_date": person.birth_date.isoformat() if person else None,
        "offences": list(entry.offences) if entry else [],
        "police_case": person.police_case if person else None,
        "remand": person.remand if person else False,
        "interrogation": person.interrogation if person else False,
        "sheet": entry.place.sheet if entry else None,
        "reason": result.reason,
    }


def _take(desk: Office, file: str) -> Taken:
    raw = (FOLDER / file).read_bytes()
    letter = parsing.read(raw)
    results = take_in(desk, keep(desk, source=f"file:{file}", raw=raw, arrived_at=None).id)
    entries: tuple[Entry | None, ...] = letter.entries or (None,)
    return Taken(letter=letter, rows=tuple(_row(entry, each) for entry, each in zip(entries, results, strict=True)))


@pytest.fixture(scope="module")
def corpus() -> dict[str, Taken]:
    """Every file, in the order of their names."""
    desk = office(clock=SetClock(NOW))
    return {mail["file"]: _take(desk, mail["file"]) for mail in EXPECTED}


def _is(wanted: Row, got: Row) -> bool:
    if got["outcome"] not in (wanted["outcome"], *wanted.get("also_accepted", ())) or got["row"] != wanted["row"]:
        return False
    if got["outcome"] in ("quarantined", "ignored") or wanted["cpr"] is wanted["birth_date"] is None:
        return True
    same_name = (wanted["name"] or "").casefold().split() == (got["name"] or "").casefold().split()
    asked = (*_ALWAYS[1:], *(key for key in _SOMETIMES if key in wanted))
    return same_name and all(wanted[key] == got[key] for key in asked)


def _differs(wanted: list[Row], got: tuple[Row, ...], may_also: list[Row]) -> tuple[list[Row], list[Row]]:
    """What is missing, and what is too much."""
    left, missing = list(got), []
    for row in wanted:
        found = next((each for each in left if _is(row, each)), None)
        if found is None:
            missing.append(row)
        else:
            left.remove(found)
    return missing, [each for each in left if not any(_is(also, each) for also in may_also)]


def _alternatives(mail: Row) -> Iterator[list[Row]]:
    yield mail["rows"]
    yield from mail.get("also_accepted_rows", ())


@pytest.mark.parametrize("mail", EXPECTED, ids=lambda mail: mail["file"])
def test_every_person_comes_out_as_expected(mail: Row, corpus: dict[str, Taken]) -> None:
    got = corpus[mail["file"]].rows
    differences = [_differs(rows, got, mail.get("may_also", [])) for rows in _alternatives(mail)]
    assert ([], []) in differences, f"{mail['why']}\n{differences[0]}"


@pytest.mark.parametrize("mail", EXPECTED, ids=lambda mail: mail["file"])
def test_every_file_is_received_when_expected(mail: Row, corpus: dict[str, Taken]) -> None:
    said = corpus[mail["file"]].letter.received_at
    assert said == (datetime.fromisoformat(mail["received_at"]) if mail["received_at"] else None)


@pytest.mark.parametrize("mail", [m for m in EXPECTED if "must_say" in m], ids=lambda mail: mail["file"])
def test_what_was_not_read_is_said_to_exist(mail: Row, corpus: dict[str, Taken]) -> None:
    taken = corpus[mail["file"]]
    unclear = [entry for entry in taken.letter.entries if isinstance(entry, Unclear)]
    for wanted in mail["must_say"]:
        if wanted.startswith("hidden"):
            assert Note.HIDDEN_NOT_READ in taken.letter.notes or unclear
        else:
            # For whoever has to look at it.
            assert any(wanted in entry.text for entry in unclear)


@pytest.mark.parametrize("mail", [m for m in EXPECTED if "after_password" in m], ids=lambda mail: mail["file"])
def test_the_password_opens_the_file(mail: Row) -> None:
    letter = parsing.read((FOLDER / mail["file"]).read_bytes(), PASSWORD)
    persons = [
        (each.name, each.cpr, each.place.row, list(each.offences))
        for each in letter.entries
        if isinstance(each, Suspicion)
    ]
    # Beside whom the mail names in clear.
    wanted = [(row["name"], row["cpr"], row["row"], row["offences"]) for row in mail["after_password"]]
    assert [each for each in wanted if each not in persons] == []
    assert all(isinstance(each, Suspicion) for each in letter.entries)
