"""Persons and what was said of them, encrypted, in PostgreSQL.

Two intakes of the same person, or of the same mail, at the same moment must not open two cases. Therefore there is one
lock for all intake, held to the end of the transaction: whoever asks next sees what the first one decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ARRAY, Executable, LargeBinary, Row, Uuid, any_, bindparam, func, select, update

from samraad.errors import UnknownCase
from samraad.intake import Known
from samraad.notification import Entry, Outcome, Suspicion
from samraad.vocabulary import Stage
from tasks.store import marks
from tasks.store.base import Part
from tasks.store.card_index import CaseCard, PersonCard, Seen
from tasks.store.locks import advisory_key
from tasks.store.port import Person, Result
from tasks.store.recognise import Recognised, recognise
from tasks.store.rows import entry_of, entry_text, result_of
from tasks.store.schema import cases, notification_marks, notifications, person_marks, persons

_INTAKE_LOCK: Final = advisory_key("intake")
_KEYS = ARRAY(LargeBinary)
_IDS = ARRAY(Uuid(as_uuid=False))
_NUMBERS = select(persons.c.id).where(persons.c.cpr_index == any_(bindparam("keys", type_=_KEYS)))
_MARKS = select(person_marks).where(person_marks.c.mark == any_(bindparam("keys", type_=_KEYS)))
_PERSONS = select(persons.c.id, persons.c.cpr_index, persons.c.name_enc.is_not(None).label("named")).where(
    persons.c.id == any_(bindparam("ids", type_=_IDS))
)
_CASES = select(cases.c.person, cases.c.case_number, cases.c.stage, cases.c.received_at, cases.c.samraad_on).where(
    cases.c.person == any_(bindparam("ids", type_=_IDS))
)
_SEEN = (
    select(notification_marks.c.mark, notifications.c.serial, notifications.c.case_number)
    .join(notifications, notification_marks.c.notification == notifications.c.id)
    .where(notification_marks.c.mark == any_(bindparam("keys", type_=_KEYS)))
)
#: Later than any serial the database has given.
_NEW: Final = 2**62
_PERSON_OF = (
    select(persons).join(cases, cases.c.person == persons.c.id).where(cases.c.case_number == bindparam("number"))
)
_SAID = (
    select(notifications.c.id, notifications.c.entry_enc)
    .where(
        notifications.c.case_number == bindparam("number"),
        notifications.c.outcome.in_([Outcome.OPENED.value, Outcome.ATTACHED.value]),
        notifications.c.entry_enc.is_not(None),
    )
    .order_by(notifications.c.serial)
)


class People(Part):
    """The part of a transaction that knows persons and notifications."""

    #: This transaction holds the lock of all intake.
    _has_turn = False
    #: Notifications kept in this transaction.
    _kept = 0

    def expect(self, entries: Sequence[Entry]) -> None:
        """See `tasks.store.port.Work.expect`."""
        self.intake_lock()
        self._look_up([entry for entry in entries if isinstance(entry, Suspicion)])
        self._look_for(mark for entry in entries for mark in self._could_be_seen_by(entry))

    def known(self, entry: Entry) -> tuple[Known, str | None]:
        """See `tasks.store.port.Work.known`."""
        self.intake_lock()
        who = self._recognise(entry) if isinstance(entry, Suspicion) else Recognised()
        sought = self._hashed(marks.sought(entry, who.person))
        self._look_for(sought)
        seen = self._cards.seen(sought)
        known = Known(
            seen=seen is not None,
            case=(seen.case if seen else None) or who.open_case,
            samraad_on=who.samraad_on,
            namesake=isinstance(entry, Suspicion) and who.person is None and self._namesake(entry),
        )
        return known, who.person

    def intake_lock(self) -> None:
        """See `tasks.store.port.Work.intake_lock`."""
        if not self._has_turn:
            self._connection.execute(select(func.pg_advisory_xact_lock(_INTAKE_LOCK)))
            self._has_turn = True

    def _look_up(self, entries: Sequence[Suspicion], persons: Iterable[str] = ()) -> None:
        """Put the persons the entries could be, and these, into the index. What was held back stands there already."""
        numbers = self._cards.missing(self._index("cpr", marks.cpr(entry)) for entry in entries)
        kept = self._cards.missing(self._hashed(mark for entry in entries for mark in marks.of_person(entry)))
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
        persons = self._cards.persons(self._identity(entry)) if isinstance(entry, Suspicion) else []
        return self._hashed(mark for person in (None, *persons) for mark in marks.sought(entry, person))

    def _identity(self, entry: Suspicion) -> tuple[bytes | None, bytes | None]:
        return self._index("cpr", marks.cpr(entry)), self._index("mark", marks.name_and_birth(entry))

    def _recognise(self, entry: Suspicion) -> Recognised:
        self._look_up([entry])
        cpr, name_and_birth = self._identity(entry)
        return recognise(cpr, self._cards.candidates((cpr, name_and_birth)))

    def _namesake(self, entry: Suspicion) -> bool:
        name = self._index("mark", marks.name(entry))
        return self._cards.namesake(name, self._hashed(marks.spellings(entry)), without_number=entry.cpr is None)

    def keep_person(self, entry: Entry, known_as: str | None) -> str | None:
        """See `tasks.store.port.Work.keep_person`."""
        if not isinstance(entry, Suspicion):
            return None
        self._look_up([entry], () if known_as is None else (known_as,))
        person = known_as or str(uuid4())
        if known_as is None:
            self._new_person(person, entry)
        else:
            self._complete(person, entry)
        for mark in self._hashed(marks.of_person(entry)):
            self._later(person_marks, {"mark": mark, "person": person})
            self._cards.add_mark(mark, person)
        return person

    def _new_person(self, person: str, entry: Suspicion) -> None:
        number = self._index("cpr", marks.cpr(entry))
        row = {
            "id": person,
            "cpr_enc": self._hidden("cpr_enc", person, entry.cpr),
            "cpr_index": number,
            "name_enc": self._hidden("name_enc", person, entry.name),
            "birth_date_enc": self._hidden("birth_date_enc", person, entry.birth_date.isoformat()),
        }
        self._later(persons, row)
        self._cards.add_person(person, PersonCard(number=number, named=entry.name is not None))

    def _complete(self, person: str, entry: Suspicion) -> None:
        """Add what the person lacked. A number that is another person's already stays theirs."""
        card, number = self._cards.person(person), self._index("cpr", marks.cpr(entry))
        if card is None:
            raise KeyError(person)
        learnt: dict[str, bytes | None] = {}
        if number is not None and card.number is None and not self._cards.has_number(number):
            learnt |= {"cpr_enc": self._hidden("cpr_enc", person, entry.cpr), "cpr_index": number}
            card = replace(card, number=number)
        if entry.name and not card.named:
            learnt["name_enc"] = self._hidden("name_enc", person, entry.name)
            card = replace(card, named=True)
        if learnt:
            self._execute(update(persons).where(persons.c.id == person).values(learnt))
            self._cards.add_person(person, card)

    def keep_result(self, result: Result, entry: Entry | None, person: str | None, at: datetime) -> None:
        """See `tasks.store.port.Work.keep_result`."""
        id_, text = result.notification, None if entry is None else entry_text(entry)
        values = {
            "id": id_,
            "evidence": result.evidence,
            "position": result.position,
            "row_number": result.row,
            "outcome": result.outcome.value,
            "case_number": result.case,
            "reason": result.reason,
            "person": person,
            "entry_enc": text and self._keyring.encrypt(text, table="notifications", column="entry_enc", row=id_),
            "commitment": text and self._keyring.commitment(id_, text),
            "at": at,
        }
        self._later(notifications, values)
        self._kept += 1
        for mark in self._hashed(marks.of_notification(entry, person)) if entry is not None else ():
            self._later(notification_marks, {"mark": mark, "notification": id_})
            self._cards.add_seen(mark, Seen(serial=_NEW + self._kept, case=result.case))

    def results(self, evidence: str) -> tuple[Result, ...]:
        """See `tasks.store.port.Work.results`."""
        statement = select(notifications).where(notifications.c.evidence == evidence).order_by(notifications.c.position)
        return tuple(result_of(row) for row in self._execute(statement))

    def person_of(self, number: str) -> Person:
        """See `tasks.store.port.Work.person_of`."""
        row = self._execute(_PERSON_OF, {"number": number}).one_or_none()
        if row is None:
            raise UnknownCase(number)
        said = [offence for entry in self._said(number) for offence in entry.offences]
        return Person(
            name=self._shown("name_enc", row.id, row.name_enc),
            cpr=self._shown("cpr_enc", row.id, row.cpr_enc),
            birth_date=date.fromisoformat(self._shown("birth_date_enc", row.id, row.birth_date_enc) or ""),
            offences=tuple(dict.fromkeys(said)),
        )

    def _said(self, number: str) -> list[Entry]:
        rows = self._execute(_SAID, {"number": number}).all()
        place = {"table": "notifications", "column": "entry_enc"}
        return [entry_of(self._keyring.decrypt(row.entry_enc, row=row.id, **place)) for row in rows]

    def _index(self, domain: str, value: str | None) -> bytes | None:
        return None if value is None else self._keyring.index(domain, value)

    def _hashed(self, texts: Iterable[str]) -> list[bytes]:
        return [self._keyring.index("mark", text) for text in texts]

    def _hidden(self, column: str, person: str, value: str | None) -> bytes | None:
        return None if value is None else self._keyring.encrypt(value, table="persons", column=column, row=person)

    def _shown(self, column: str, person: str, cipher: bytes | None) -> str | None:
        if cipher is None:
            return None
        return self._keyring.decrypt_text(cipher, table="persons", column=column, row=person)
