"""What a transaction knows of persons and notifications: what it looked up, and what it has added itself.

Look-ups fill it for many entries at once, and each question is then answered from here. A sheet of two thousand rows
would otherwise cost a handful of round trips for every row. Marks and numbers stand in it as their keyed hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tasks.store.recognise import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person."""

    #: Index of the CPR number, None where none is known.
    number: bytes | None
    #: Whether a name is known.
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case of a person."""

    number: str
    open: bool
    received_at: datetime
    samraad_on: date | None
    notifications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A notification that was kept."""

    #: The earlier the lower.
    serial: int
    case: str | None


@dataclass(slots=True)
class CardIndex:
    """Cards by person, by mark and by number. Holds whatever was looked up whole, so that no card means none there."""

    #: Marks and numbers that were looked up.
    looked_up: set[bytes] = field(default_factory=set)
    _persons: dict[str, PersonCard] = field(default_factory=dict)
    _by_number: dict[bytes, str] = field(default_factory=dict)
    #: Mark → persons, in the order in which they came.
    _by_mark: dict[bytes, dict[str, None]] = field(default_factory=dict)
    #: Person → case number → card.
    _cases: dict[str, dict[str, CaseCard]] = field(default_factory=dict)
    _whose: dict[str, str] = field(default_factory=dict)
    _seen: dict[bytes, Seen] = field(default_factory=dict)
    #: The same of notifications that led to a case.
    _taken: dict[bytes, Seen] = field(default_factory=dict)

    def missing(self, keys: Iterable[bytes | None]) -> list[bytes]:
        """Those that were not looked up yet; from now on they count as looked up."""
        new = [key for key in dict.fromkeys(keys) if key is not None and key not in self.looked_up]
        self.looked_up.update(new)
        return new

    # -- filling it

    def add_person(self, person: str, card: PersonCard) -> None:
        """A person, or what is known of one now."""
        self._persons[person] = card
        if card.number is not None:
            self._by_number[card.number] = person

    def forget_number(self, person: str) -> None:
        """The number is somebody else's."""
        card = self._persons[person]
        if card.number is not None:
            del self._by_number[card.number]
        self._persons[person] = replace(card, number=None)

    def add_mark(self, mark: bytes, person: str) -> None:
        """A mark the person is kept under."""
        self._by_mark.setdefault(mark, {})[person] = None

    def add_case(self, person: str, card: CaseCard) -> None:
        """A case of the person."""
        self._cases.setdefault(person, {})[card.number] = card
        self._whose[card.number] = person

    def move_case(self, card: CaseCard) -> None:
        """A case as it stands now, where it is known here at all."""
        if card.number in self._whose:
            self.add_case(self._whose[card.number], card)

    def add_seen(self, mark: bytes, seen: Seen) -> None:
        """A mark of a notification; the earliest under it counts, and the earliest that led to a case."""
        for cards in (self._seen, self._taken) if seen.case else (self._seen,):
            there = cards.get(mark)
            if there is None or seen.serial < there.serial:
                cards[mark] = seen

    # -- asking it

    def person(self, person: str) -> PersonCard | None:
        """The card of a person."""
        return self._persons.get(person)

    def has_number(self, number: bytes) -> bool:
        """Whether it is somebody's already."""
        return number in self._by_number

    def persons(self, keys: Iterable[bytes | None]) -> list[str]:
        """Those with one of these numbers or marks."""
        found: dict[str, None] = {}
        for key in keys:
            if key is not None:
                if key in self._by_number:
                    found[self._by_number[key]] = None
                found |= self._by_mark.get(key, {})
        return list(found)

    def candidates(self, keys: Iterable[bytes | None]) -> list[Candidate]:
        """Each with each case, the case received first at the beginning, those without a case at the end."""
        with_case: list[tuple[datetime, Candidate]] = []
        without: list[Candidate] = []
        for person in self.persons(keys):
            nothing = Candidate(person=person, cpr=self._persons[person].number, case=None, open=False, samraad_on=None)
            cards = self._cases.get(person, {}).values()
            with_case += [
                (
                    card.received_at,
                    replace(
                        nothing,
                        case=card.number,
                        open=card.open,
                        samraad_on=card.samraad_on,
                        notifications=card.notifications,
                    ),
                )
                for card in cards
            ]
            without += [] if cards else [nothing]
        with_case.sort(key=lambda each: each[0])
        return [*(candidate for _, candidate in with_case), *without]

    def namesake(self, name: bytes | None, spellings: Iterable[bytes], *, without_number: bool) -> bool:
        """Whether somebody of this name, or of such a spelling where either has no number, has a case."""
        if any(self._cases.get(person) for person in self._by_mark.get(name or b"", ())):
            return True
        return any(
            self._cases.get(person) and (without_number or self._persons[person].number is None)
            for spelling in spellings
            for person in self._by_mark.get(spelling, ())
        )

    def case(self, number: str) -> CaseCard | None:
        """The card of a case, where its person was looked up."""
        return self._cases[self._whose[number]][number] if number in self._whose else None

    def seen(self, marks: Iterable[bytes]) -> Seen | None:
        """The earliest notification kept under one of the marks."""
        return _earliest(self._seen, marks)

    def taken(self, marks: Iterable[bytes]) -> Seen | None:
        """The earliest of them that led to a case."""
        return _earliest(self._taken, marks)


def _earliest(cards: Mapping[bytes, Seen], marks: Iterable[bytes]) -> Seen | None:
    found = [cards[mark] for mark in marks if mark in cards]
    return min(found, key=lambda each: each.serial, default=None)
