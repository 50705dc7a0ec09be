"""The check of every chain: has anybody changed rows behind our back?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from samraad.case import evolve
from samraad.codec import GENESIS, Link, chain, decode, decode_item
from samraad.item import PREFIX, evolve_item, is_item
from samraad.quarantine import ItemRow, item_row
from samraad.rulebook import Rulebook
from samraad.summary import CaseRow, summarise
from samraad.vocabulary import Via
from tasks.store.records import Audit


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What the events are held against: read models by number, and year → last number given."""

    cases: Mapping[str, CaseRow]
    case_numbers: Mapping[int, int]
    items: Mapping[str, ItemRow]
    item_numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """Files of one kind: what they are called, how one is told from its events, and what is known of them besides."""

    noun: str
    prefix: str
    decode: Callable[[str, str], Any]
    evolve: Callable[[Any, Link[Any]], Any]
    summarise: Callable[[Any, Rulebook], Any]
    read_model: Mapping[str, Any]
    last_numbers: Mapping[int, int]

    def given(self) -> set[str]:
        """All numbers that were given."""
        numbers = self.last_numbers.items()
        return {f"{self.prefix}{year}-{serial:04d}" for year, last in numbers for serial in range(1, last + 1)}


def _shelves(books: Books) -> tuple[_Shelf, _Shelf]:
    """Cases, items."""
    return (
        _Shelf(
            noun="Sag",
            prefix="",
            decode=decode,
            evolve=evolve,
            summarise=summarise,
            read_model=books.cases,
            last_numbers=books.case_numbers,
        ),
        _Shelf(
            noun="Karantæne",
            prefix=PREFIX,
            decode=decode_item,
            evolve=evolve_item,
            summarise=item_row,
            read_model=books.items,
            last_numbers=books.item_numbers,
        ),
    )


@dataclass(slots=True)
class _Count:
    """Of the events that pass by."""

    events: int = 0
    problems: list[str] = field(default_factory=list)


def check(written: Iterable[Written], books: Books, rulebook: Callable[[str], Rulebook]) -> Audit:
    """Check all chains.

    written: all events, a file's together and by version; read once, not kept. rulebook: by hash, raises KeyError.
    """
    count, shelves = _Count(), _shelves(books)
    seen: tuple[set[str], set[str]] = (set(), set())
    for number, rows in groupby(written, key=lambda each: each.case):
        shelf = shelves[is_item(number)]
        seen[is_item(number)].add(number)
        file = _chain(shelf, number, rows, count)
        count.problems += _read_model(shelf, number, file, rulebook)
    for shelf, found in zip(shelves, seen, strict=True):
        given = shelf.given()
        missing = sorted((given | set(shelf.read_model)) - found)
        count.problems += [f"{shelf.noun} {each} mangler: den har ingen hændelser." for each in missing]
        strange = sorted(found - given)
        count.problems += [f"{shelf.noun} {each} har et nummer, der aldrig er givet." for each in strange]
    return Audit(cases=len(seen[0]), items=len(seen[1]), events=count.events, problems=tuple(count.problems))


_CHANGED: Final = "indholdet passer ikke med hashen: rækken, eller en før den, er ændret"


def _chain(shelf: _Shelf, number: str, rows: Iterator[Written], count: _Count) -> Any:
    """The file as far as it can be read, None if not to its end.

    Each broken link is told once: the next row is checked from what stands in this one.
    """
    file: Any = None
    previous, expected, readable = GENESIS, 1, True
    for row in rows:
        count.events += 1
        if row.version != expected:
            count.problems.append(f"{shelf.noun} {number}: hændelse {expected} til {row.version - 1} mangler.")
            readable = False
        elif row.hash != _hash_of(row, previous):
            count.problems.append(f"{shelf.noun} {number}, hændelse {row.version}: {_CHANGED}.")
        try:
            file = _next(shelf, file, row) if readable else file
        except (ValueError, KeyError, TypeError, AttributeError):
            count.problems.append(f"{shelf.noun} {number}, hændelse {row.version}: kan ikke læses ({row.type}).")
            readable = False
        previous, expected = row.hash, row.version + 1
    return file if readable else None


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


def _next(shelf: _Shelf, file: Any, row: Written) -> Any:
    return shelf.evolve(
        file,
        Link(
            case=row.case,
            version=row.version,
            at=row.at,
            actor=row.actor,
            via=Via.read(row.via),
            event=shelf.decode(row.type, row.body),
            hash=row.hash,
        ),
    )


def _read_model(shelf: _Shelf, number: str, file: Any, rulebook: Callable[[str], Rulebook]) -> Iterator[str]:
    """What is wrong with the row of a file. One that cannot be read was told of already."""
    row, what = shelf.read_model.get(number), f"{shelf.noun} {number}"
    if row is None:
        yield f"{what} mangler i sagslisten."
        return
    if file is None:
        return
    if row.version != file.version:
        yield f"{what}: sagslisten siger hændelse {row.version}, men den sidste er {file.version}."
        return
    try:
        expected = shelf.summarise(file, rulebook(file.rulebook))
    except KeyError:
        yield f"{what}: dens regelsæt {file.rulebook[:12]} mangler."
        return
    if row != expected:
        yield f"{what}, hændelse {file.version}: sagslisten siger noget andet end hændelserne."
