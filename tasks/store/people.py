"""Persons and what was said of them, encrypted, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from samraad.errors import UnknownCase
from samraad.intake import Known
from samraad.notification import Entry, Outcome, Suspicion
from tasks.store import marks
from tasks.store.card_index import PersonCard, Seen
from tasks.store.look_ups import LookUps
from tasks.store.recognise import Recognised, recognise
from tasks.store.records import Person, Result, Said
from tasks.store.rows import entry_of, entry_text, result_of
from tasks.store.schema import cases, evidence, notification_marks, notifications, person_marks, persons

#: Later than any serial the database has given.
_NEW: Final = 2**62
_PERSON_OF = (
    select(persons).join(cases, cases.c.person == persons.c.id).where(cases.c.case_number == bindparam("number"))
)
_THIS = cases.alias()
_OF_THE_SAME = (
    select(cases.c.case_number)
    .join(_THIS, _THIS.c.person == cases.c.person)
    .where(_THIS.c.case_number == bindparam("number"), cases.c.case_number != bindparam("number"))
    .order_by(cases.c.case_number.desc())
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

_UNDER = (
    select(notifications.c.id, notifications.c.entry_enc)
    .join(evidence, notifications.c.evidence == evidence.c.id)
    .where(
        evidence.c.message_id_index == bindparam("index"),
        evidence.c.id != bindparam("except"),
        notifications.c.entry_enc.is_not(None),
    )
)


class People(LookUps):
    """The part of a transaction that knows persons and notifications."""

    #: Notifications kept in this transaction.
    _kept = 0

    def known(self, entry: Entry) -> tuple[Known, str | None]:
        """See `tasks.store.port.Work.known`."""
        self.intake_lock()
        who = self._recognise(entry) if isinstance(entry, Suspicion) else Recognised()
        sought = self._hashed(marks.sought(entry, who.person))
        self._look_for(sought)
        seen, taken = self._cards.seen(sought), self._cards.taken(sought)
        card = self._cards.case(taken.case) if taken and taken.case else None
        known = Known(
            seen=seen is not None,
            taken=taken.case if taken else None,
            taken_from=card.received_at if card else None,
            case=(seen.case if seen else None) or who.open_case,
            samraad_on=who.samraad_on,
            notifications=who.notifications,
            namesake=isinstance(entry, Suspicion) and who.person is None and self._namesake(entry),
        )
        return known, who.person

    def _recognise(self, entry: Suspicion) -> Recognised:
        self._look_up([entry])
        keys = self._keys(entry)
        return recognise(keys.number, self._cards.candidates(keys.identity))

    def _namesake(self, entry: Suspicion) -> bool:
        keys = self._keys(entry)
        return self._cards.namesake(keys.name, keys.spellings, without_number=keys.number is None)

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
        for mark in self._keys(entry).kept:
            self._later(person_marks, {"mark": mark, "person": person})
            self._cards.add_mark(mark, person)
        return person

    def _new_person(self, person: str, entry: Suspicion) -> None:
        number = self._keys(entry).number
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
        card, number = self._cards.person(person), self._keys(entry).number
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
            "released_from": result.released_from,
        }
        self._later(notifications, values)
        self._kept += 1
        for mark in self._hashed(marks.of_notification(entry, person, result.outcome)) if entry is not None else ():
            self._later(notification_marks, {"mark": mark, "notification": id_})
            self._cards.add_seen(mark, Seen(serial=_NEW + self._kept, case=result.case))

    def results(self, evidence: str) -> tuple[Result, ...]:
        """See `tasks.store.port.Work.results`."""
        statement = select(notifications).where(notifications.c.evidence == evidence).order_by(notifications.c.position)
        return tuple(result_of(row) for row in self._execute(statement))

    def entries_under(self, message_id: str, except_evidence: str) -> tuple[Entry, ...]:
        """See `tasks.store.port.Work.entries_under`."""
        values = {"index": self._keyring.index("message-id", message_id), "except": except_evidence}
        return tuple(self._entries(self._execute(_UNDER, values)))

    def person_of(self, number: str) -> Person:
        """See `tasks.store.port.Work.person_of`."""
        row = self._execute(_PERSON_OF, {"number": number}).one_or_none()
        if row is None:
            raise UnknownCase(number)
        return Person(
            name=self._shown("name_enc", row.id, row.name_enc),
            cpr=self._shown("cpr_enc", row.id, row.cpr_enc),
            birth_date=date.fromisoformat(self._shown("birth_date_enc", row.id, row.birth_date_enc) or ""),
            said=self._said(number),
        )

    def cases_of_the_same(self, number: str) -> tuple[str, ...]:
        """See `tasks.store.port.Work.cases_of_the_same`."""
        return tuple(row.case_number for row in self._execute(_OF_THE_SAME, {"number": number}))

    def change_person(self, number: str, entry: Suspicion) -> tuple[str, str]:
        """See `tasks.store.port.Work.change_person`."""
        row = self._execute(_PERSON_OF, {"number": number}).one_or_none()
        if row is None:
            raise UnknownCase(number)
        _, known = self.known(entry)
        if known == row.id:
            self._execute(update(persons).where(persons.c.id == row.id).values(cpr_index=None))
            self._cards.forget_number(row.id)
        person = known if known is not None and known != row.id else str(uuid4())
        if person != known:
            self._new_person(person, entry)
        for mark in self._keys(entry).kept:
            self._execute(upsert(person_marks).on_conflict_do_nothing(), {"mark": mark, "person": person})
            self._cards.add_mark(mark, person)
        self._execute(update(cases).where(cases.c.case_number == number).values(person=person))
        return row.id, person

    def _said(self, number: str) -> tuple[Said, ...]:
        rows = self._execute(_SAID, {"number": number}).all()
        read = zip((row.id for row in rows), self._entries(rows), strict=True)
        return tuple(Said(notification=id_, entry=entry) for id_, entry in read if isinstance(entry, Suspicion))

    def _entries(self, rows: Iterable[Row[Any]]) -> list[Entry]:
        place = {"table": "notifications", "column": "entry_enc"}
        return [entry_of(self._keyring.decrypt(row.entry_enc, row=row.id, **place)) for row in rows]

    def _hidden(self, column: str, person: str, value: str | None) -> bytes | None:
        return None if value is None else self._keyring.encrypt(value, table="persons", column=column, row=person)

    def _shown(self, column: str, person: str, cipher: bytes | None) -> str | None:
        if cipher is None:
            return None
        return self._keyring.decrypt_text(cipher, table="persons", column=column, row=person)
