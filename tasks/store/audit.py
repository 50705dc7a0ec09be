"""The check of every chain: has anybody changed rows behind our back?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Final

from samraad.case import CaseFile, evolve
from samraad.codec import GENESIS, Recorded, chain, decode
from samraad.rulebook import Rulebook
from samraad.summary import CaseRow, summarise
from samraad.vocabulary import Via
from tasks.store.port import Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A row of the events table, as it lies there."""

    case: str
    version: int
    at: datetime
    type: str
    actor: str
    via: str
    body: str
    hash: str


@dataclass(slots=True)
class _Count:
    """Of the events that pass by."""

    events: int = 0
    problems: list[str] = field(default_factory=list)


def check(
    written: Iterable[Written],
    read_model: Mapping[str, CaseRow],
    last_numbers: Mapping[int, int],
    rulebook: Callable[[str], Rulebook],
) -> Audit:
    """Check all chains.

    written: all events, a case's together and by version; read once, not kept. read_model: by case number.
    last_numbers: year → the last serial number given. rulebook: by hash, raises KeyError.
    """
    count, seen = _Count(), set()
    for number, rows in groupby(written, key=lambda each: each.case):
        seen.add(number)
        case = _chain(number, rows, count)
        count.problems += _read_model(number, case, read_model.get(number), rulebook)
    given = {f"{year}-{serial:04d}" for year, last in last_numbers.items() for serial in range(1, last + 1)}
    count.problems += [
        f"Sag {each} mangler: den har ingen hændelser." for each in sorted((given | set(read_model)) - seen)
    ]
    count.problems += [f"Sag {each} har et nummer, der aldrig er givet." for each in sorted(seen - given)]
    return Audit(cases=len(seen), events=count.events, problems=tuple(count.problems))


_CHANGED: Final = "indholdet passer ikke med hashen: rækken, eller en før den, er ændret"


def _chain(number: str, rows: Iterator[Written], count: _Count) -> CaseFile | None:
    """The case file as far as it can be read.

    Each broken link is told once: the next row is checked from what stands in this one.
    """
    case: CaseFile | None = None
    previous, expected, readable = GENESIS, 1, True
    for row in rows:
        count.events += 1
        if row.version != expected:
            count.problems.append(f"Sag {number}: hændelse {expected} til {row.version - 1} mangler.")
            readable = False
        elif row.hash != _hash_of(row, previous):
            count.problems.append(f"Sag {number}, hændelse {row.version}: {_CHANGED}.")
        try:
            case = _next(case, row) if readable else case
        except (ValueError, KeyError, TypeError, AttributeError):
            count.problems.append(f"Sag {number}, hændelse {row.version}: kan ikke læses ({row.type}).")
            readable = False
        previous, expected = row.hash, row.version + 1
    return case if readable else None


def _hash_of(row: Written, previous: str) -> str:
    return chain(
        previous,
        case=row.case,
        version=row.version,
        at=row.at,
        type_=row.type,
        actor=row.actor,
        via=row.via,
        body=row.body,
    )


def _next(case: CaseFile | None, row: Written) -> CaseFile:
    event = decode(row.type, row.body)
    return evolve(
        case,
        Recorded(
            case=row.case,
            version=row.version,
            at=row.at,
            actor=row.actor,
            via=Via.read(row.via),
            event=event,
            hash=row.hash,
        ),
    )


def _read_model(
    number: str, case: CaseFile | None, row: CaseRow | None, rulebook: Callable[[str], Rulebook]
) -> Iterator[str]:
    """What is wrong with the row of a case. A case that cannot be read was told of already."""
    if row is None:
        yield f"Sag {number} mangler i sagslisten."
        return
    if case is None:
        return
    if row.version != case.version:
        yield f"Sag {number}: sagslisten siger hændelse {row.version}, men den sidste er {case.version}."
        return
    try:
        expected = summarise(case, rulebook(case.rulebook))
    except KeyError:
        yield f"Sag {number}: dens regelsæt {case.rulebook[:12]} mangler."
        return
    if row != expected:
        yield f"Sag {number}, hændelse {case.version}: sagslisten siger noget andet end hændelserne."
