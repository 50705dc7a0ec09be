"""By what a person and a notification are recognised when they come again (outcome rules of the sample corpus).

A mark is a text made of personal data; it never leaves the process: PostgreSQL gets a keyed hash of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from samraad.codec import canonical
from samraad.intake import normal_name
from samraad.notification import Entry, Outcome, Place, Suspicion, Unclear


def cpr(entry: Suspicion) -> str | None:
    """The number by which a person is known for certain."""
    return entry.cpr


def name_and_birth(entry: Suspicion) -> str | None:
    """What identifies a person where the one or the other listing has no CPR number."""
    if not entry.name:
        return None
    return canonical(["name and birth", normal_name(entry.name), entry.birth_date.isoformat()])


def name(entry: Suspicion) -> str | None:
    """The normal name alone: a namesake, whom a person must look at."""
    return canonical(["name", normal_name(entry.name)]) if entry.name else None


def spellings(entry: Suspicion) -> frozenset[str]:
    """Each word of the name with the birth date: the same person with another spelling shares one at least."""
    born = entry.birth_date.isoformat()
    return frozenset(canonical(["spelling", word, born]) for word in normal_name(entry.name or "").split())


def of_person(entry: Suspicion) -> frozenset[str]:
    """All marks a person is kept under."""
    marks = {name_and_birth(entry), name(entry), *spellings(entry)}
    return frozenset(mark for mark in marks if mark is not None)


def of_notification(entry: Entry, person: str | None, outcome: Outcome) -> frozenset[str]:
    """The marks a notification is kept under; none of what an automatic mail held that was not understood.

    The same file may come again with a mail that somebody wrote.
    """
    match entry:
        case Unclear():
            return frozenset() if outcome is Outcome.IGNORED else _unclear(entry)
        case Suspicion():
            with_cpr = "name, has cpr" if entry.cpr else "name, no cpr"
            return _rows(entry) | _suspicion(entry, person, (with_cpr,), _said_or_less(entry))


def sought(entry: Entry, person: str | None) -> frozenset[str]:
    """The marks under which the same notification would have been kept.

    Two listings with different CPR numbers are never the same, however their names agree.
    """
    match entry:
        case Unclear():
            return _unclear(entry)
        case Suspicion():
            names = ("name, no cpr",) if entry.cpr else ("name, no cpr", "name, has cpr")
            return _rows(entry) | _suspicion(entry, person, names, (_grave(entry),))


def _grave(entry: Suspicion) -> frozenset[str]:
    """What changes the course of a case, and is news where it was not said before."""
    said = {"remand": entry.remand, "interrogation": entry.interrogation}
    return frozenset(name for name, holds in said.items() if holds)


def _said_or_less(entry: Suspicion) -> tuple[frozenset[str], ...]:
    """Whoever later says as much, or less, says nothing new."""
    grave = _grave(entry)
    return tuple(frozenset(some) for size in range(len(grave) + 1) for some in combinations(sorted(grave), size))


def _suspicion(
    entry: Suspicion, person: str | None, by_name: tuple[str, ...], graves: Iterable[frozenset[str]]
) -> frozenset[str]:
    """Same person, offences, police case, and no news; nothing where offences or police case are missing."""
    if not entry.offences or not entry.police_case:
        return frozenset()
    offences = sorted({normal_name(offence) for offence in entry.offences})
    matters = [[offences, normal_name(entry.police_case).replace(" ", ""), sorted(grave)] for grave in graves]
    who = [["person", person], ["cpr", entry.cpr], *([label, name_and_birth(entry)] for label in by_name)]
    return frozenset(
        canonical(["suspicion", each, matter]) for each in who if each[1] is not None for matter in matters
    )


def _rows(entry: Suspicion) -> frozenset[str]:
    """The very same row of the very same file, read the same way."""
    if entry.place.digest is None:
        return frozenset()
    read = [entry.name, entry.cpr, entry.birth_date.isoformat(), entry.offences, entry.police_case]
    return frozenset({canonical(["row", *_in_file(entry.place), read])})


def _unclear(entry: Unclear) -> frozenset[str]:
    """The same file, or the same words in the same place. Something without words is never the same."""
    words = [entry.name, entry.offences, " ".join(entry.text.split())]
    marks = set()
    if entry.place.digest is not None:
        marks.add(canonical(["unclear file", *_in_file(entry.place), words]))
    if entry.name or entry.text.strip():
        marks.add(canonical(["unclear words", entry.place.file, entry.place.sheet, entry.place.row, words]))
    return frozenset(marks)


def _in_file(place: Place) -> tuple[str | None, str | None, int | None]:
    return place.digest, place.sheet, place.row
