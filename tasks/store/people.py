"""Persons and what was said of them, encrypted, in PostgreSQL.

Two intakes of the same person, or of the same mail, at the same moment must not open two cases. Therefore there is one
lock for all intake, held to the end of the transaction: whoever asks next sees what the first one decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import ARRAY, Boolean, LargeBinary, any_, bindparam, exists, func, not_, or_, select, union, update

from samraad.errors import UnknownCase
from samraad.intake import Known
from samraad.notification import Entry, Outcome, Suspicion
from samraad.vocabulary import Stage
from tasks.store import marks
from tasks.store.base import Part
from tasks.store.locks import advisory_key
from tasks.store.port import Person, Result
from tasks.store.recognise import Candidate, Recognised, recognise
from tasks.store.rows import entry_of, entry_text, result_of
from tasks.store.schema import cases, notification_marks, notifications, person_marks, persons

_INTAKE_LOCK: Final = advisory_key("intake")
_ONE_OF = ARRAY(LargeBinary)
_SEEN = (
    select(notifications.c.serial, notifications.c.case_number)
    .join(notification_marks, notification_marks.c.notification == notifications.c.id)
    .where(notification_marks.c.mark == any_(bindparam("marks", type_=_ONE_OF)))
)
_SAME = union(
    select(persons.c.id).where(persons.c.cpr_index == bindparam("cpr")),
    select(person_marks.c.person).where(person_marks.c.mark == bindparam("name_and_birth")),
).subquery()
_CANDIDATES = (
    select(persons.c.id, persons.c.cpr_index, cases.c.case_number, cases.c.stage, cases.c.samraad_on)
    .select_from(_SAME.join(persons, persons.c.id == _SAME.c.id).outerjoin(cases, cases.c.person == persons.c.id))
    .order_by(cases.c.received_at)
)
_NAMESAKE = (
    select(person_marks.c.person)
    .join(persons, persons.c.id == person_marks.c.person)
    .join(cases, cases.c.person == persons.c.id)
    .where(
        person_marks.c.mark == any_(bindparam("spellings", type_=_ONE_OF)),
        or_(
            person_marks.c.mark == bindparam("name"),
            persons.c.cpr_index.is_(None),
            bindparam("without_cpr", type_=Boolean),
        ),
    )
    .limit(1)
)
_WITH_NUMBER = persons.alias()
_COMPLETE = update(persons).where(
    persons.c.id == bindparam("person"),
    persons.c.cpr_index.is_(None),
    not_(exists().where(_WITH_NUMBER.c.cpr_index == bindparam("found_index"))),
)
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

    def known(self, entry: Entry) -> tuple[Known, str | None]:
        """See `tasks.store.port.Work.known`."""
        self.intake_lock()
        who = self._recognise(entry) if isinstance(entry, Suspicion) else Recognised()
        sought = self._hashed(marks.sought(entry, who.person))
        found = self._execute_for(sought, _SEEN, {"marks": sought}).all() if sought else []
        first = min(found, key=lambda row: row.serial, default=None)
        known = Known(
            seen=first is not None,
            case=(first.case_number if first else None) or who.open_case,
            samraad_on=who.samraad_on,
            namesake=isinstance(entry, Suspicion) and who.person is None and self._namesake(entry),
        )
        return known, who.person

    def intake_lock(self) -> None:
        """See `tasks.store.port.Work.intake_lock`."""
        if not self._has_turn:
            self._connection.execute(select(func.pg_advisory_xact_lock(_INTAKE_LOCK)))
            self._has_turn = True

    def _recognise(self, entry: Suspicion) -> Recognised:
        cpr = self._index("cpr", marks.cpr(entry))
        wanted = {"cpr": cpr, "name_and_birth": self._index("mark", marks.name_and_birth(entry))}
        return recognise(
            cpr,
            [
                Candidate(
                    person=row.id,
                    cpr=row.cpr_index,
                    case=row.case_number,
                    open=row.case_number is not None and row.stage != Stage.CLOSED.value,
                    samraad_on=row.samraad_on,
                )
                for row in self._execute_for(wanted.values(), _CANDIDATES, wanted)
            ],
        )

    def _namesake(self, entry: Suspicion) -> bool:
        spellings = self._hashed({marks.name(entry) or "", *marks.spellings(entry)})
        wanted = {
            "name": self._index("mark", marks.name(entry)),
            "spellings": spellings,
            "without_cpr": entry.cpr is None,
        }
        return self._execute_for(spellings, _NAMESAKE, wanted).first() is not None

    def keep_person(self, entry: Entry, known_as: str | None) -> str | None:
        """See `tasks.store.port.Work.keep_person`."""
        if not isinstance(entry, Suspicion):
            return None
        person = known_as or str(uuid4())
        cpr_index = self._index("cpr", marks.cpr(entry))
        values = {"cpr_enc": self._hidden("cpr_enc", person, entry.cpr), "cpr_index": cpr_index}
        if known_as is None:
            values["name_enc"] = self._hidden("name_enc", person, entry.name)
            values["birth_date_enc"] = self._hidden("birth_date_enc", person, entry.birth_date.isoformat())
            self._later(persons, values | {"id": person}, found_by=(cpr_index, person))
        else:
            self._complete(person, entry, values)
        for mark in self._hashed(marks.of_person(entry)):
            self._later(person_marks, {"mark": mark, "person": person}, found_by=(mark,))
        return person

    def _complete(self, person: str, entry: Suspicion, number: dict[str, bytes | None]) -> None:
        """Add what the person lacked. A number that is another person's already stays theirs."""
        if number["cpr_index"] is not None:
            key = {"person": person, "found_index": number["cpr_index"]}
            self._execute(_COMPLETE, number | key)
        if entry.name:
            nameless = update(persons).where(persons.c.id == person, persons.c.name_enc.is_(None))
            self._execute(nameless.values(name_enc=self._hidden("name_enc", person, entry.name)))

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
        kept = self._hashed(marks.of_notification(entry, person)) if entry is not None else []
        for mark in kept:
            self._later(notification_marks, {"mark": mark, "notification": id_}, found_by=(mark,))

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
