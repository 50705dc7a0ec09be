"""Looking up persons and notifications in PostgreSQL, for one entry or for a whole letter at once.

Two intakes of the same person, or of the same mail, at the same moment must not open two cases. Therefore there is one
lock for all intake, held to the end of the transaction: whoever asks next sees what the first one decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ARRAY, Executable, LargeBinary, Row, Uuid, any_, bindparam, func, select

from samraad.notification import Entry, Outcome, Suspicion
from samraad.vocabulary import Stage
from tasks.store import marks
from tasks.store.base import Part
from tasks.store.card_index import CaseCard, PersonCard, Seen
from tasks.store.locks import advisory_key
from tasks.store.schema import cases, notification_marks, notifications, person_marks, persons

_INTAKE_LOCK: Final = advisory_key("intake")
_KEYS = ARRAY(LargeBinary)
_IDS = ARRAY(Uuid(as_uuid=False))
_NUMBERS = select(persons.c.id).where(persons.c.cpr_index == any_(bindparam("keys", type_=_KEYS)))
_MARKS = select(person_marks).where(person_marks.c.mark == any_(bindparam("keys", type_=_KEYS)))
_PERSONS = select(persons.c.id, persons.c.cpr_index, persons.c.name_enc.is_not(None).label("named")).where(
    persons.c.id == any_(bindparam("ids", type_=_IDS))
)
_OF_CASE = (
    select(func.count())
    .select_from(notifications)
    .where(
        notifications.c.case_number == cases.c.case_number,
        notifications.c.outcome.in_([Outcome.OPENED.value, Outcome.ATTACHED.value]),
    )
    .scalar_subquery()
    .label("notifications")
)
_CASES = select(
    *(cases.c.person, cases.c.case_number, cases.c.stage, cases.c.received_at, cases.c.samraad_on), _OF_CASE
).where(cases.c.person == any_(bindparam("ids", type_=_IDS)))
_SEEN = (
    select(notification_marks.c.mark, notifications.c.serial, notifications.c.case_number)
    .join(notifications, notification_marks.c.notification == notifications.c.id)
    .where(notification_marks.c.mark == any_(bindparam("keys", type_=_KEYS)))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """By what the person of an entry is found: keyed hashes."""

    #: Of the CPR number.
    number: bytes | None
    #: Of the marks (`tasks.store.marks`).
    name_and_birth: bytes | None
    name: bytes | None
    spellings: tuple[bytes, ...]

    @property
    def identity(self) -> tuple[bytes | None, bytes | None]:
        """Who has one of these may be the person."""
        return self.number, self.name_and_birth

    @property
    def kept(self) -> tuple[bytes, ...]:
        """All marks a person is kept under."""
        return tuple(mark for mark in (self.name_and_birth, self.name, *self.spellings) if mark is not None)


class LookUps(Part):
    """The part of a transaction that fills the card index."""

    #: This transaction holds the lock of all intake.
    _has_turn = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        #: Name, CPR number, birth date → keys: nothing else of an entry bears on them.
        self._keys_of: dict[tuple[str | None, str | None, date], _Keys] = {}

    def expect(self, entries: Sequence[Entry]) -> None:
        """See `tasks.store.port.Work.expect`."""
        self.intake_lock()
        self._look_up([entry for entry in entries if isinstance(entry, Suspicion)])
        self._look_for(mark for entry in entries for mark in self._could_be_seen_by(entry))

    def intake_lock(self) -> None:
        """See `tasks.store.port.Work.intake_lock`."""
        if not self._has_turn:
            self._connection.execute(select(func.pg_advisory_xact_lock(_INTAKE_LOCK)))
            self._has_turn = True

    def _look_up(self, entries: Sequence[Suspicion], persons: Iterable[str] = ()) -> None:
        """Put the persons the entries could be, and these, into the index. What was held back stands there already."""
        numbers = self._cards.missing(self._keys(entry).number for entry in entries)
        kept = self._cards.missing(mark for entry in entries for mark in self._keys(entry).kept)
        found = [(row.mark, row.person) for row in self._ask(_MARKS, "keys", kept)]
        wanted = [row.id for row in self._ask(_NUMBERS, "keys", numbers)]
        ids = [each for each in {*persons, *wanted, *(person for _, person in found)} if not self._cards.person(each)]
        for row in self._ask(_PERSONS, "ids", ids):
            self._cards.add_person(row.id, PersonCard(number=row.cpr_index, named=row.named))
        for row in self._ask(_CASES, "ids", ids):
            case = CaseCard(
                number=row.case_number,
                open=row.stage != Stage.CLOSED.value,
                received_at=row.received_at,
                samraad_on=row.samraad_on,
                notifications=row.notifications,
            )
            self._cards.add_case(row.person, case)
        for mark, person in found:
            self._cards.add_mark(mark, person)

    def _look_for(self, sought: Iterable[bytes]) -> None:
        """Put the notifications kept under these marks into the index."""
        for row in self._ask(_SEEN, "keys", self._cards.missing(sought)):
            self._cards.add_seen(row.mark, Seen(serial=row.serial, case=row.case_number))

    def _ask(self, statement: Executable, name: str, values: Sequence[object]) -> Sequence[Row[Any]]:
        return self._execute_for(None, statement, {name: values}).all() if values else ()

    def _could_be_seen_by(self, entry: Entry) -> list[bytes]:
        """The marks to look for, whichever of the known persons it turns out to be."""
        persons = self._cards.persons(self._keys(entry).identity) if isinstance(entry, Suspicion) else []
        return self._hashed(mark for person in (None, *persons) for mark in marks.sought(entry, person))

    def _keys(self, entry: Suspicion) -> _Keys:
        """Worked out once a person."""
        who = (entry.name, entry.cpr, entry.birth_date)
        if who not in self._keys_of:
            self._keys_of[who] = _Keys(
                number=self._index("cpr", marks.cpr(entry)),
                name_and_birth=self._index("mark", marks.name_and_birth(entry)),
                name=self._index("mark", marks.name(entry)),
                spellings=tuple(self._hashed(marks.spellings(entry))),
            )
        return self._keys_of[who]

    def _index(self, domain: str, value: str | None) -> bytes | None:
        return None if value is None else self._keyring.index(domain, value)

    def _hashed(self, texts: Iterable[str]) -> list[bytes]:
        return [self._keyring.index("mark", text) for text in texts]
