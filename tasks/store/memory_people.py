"""Evidence, persons and notifications in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from samraad.errors import UnknownCase
from samraad.intake import Known
from samraad.notification import Entry, Outcome, Suspicion
from samraad.vocabulary import Stage
from tasks.store import marks
from tasks.store.memory_tables import KnownPerson, MemoryPart, Notification
from tasks.store.recognise import Candidate, Recognised, recognise
from tasks.store.records import Evidence, KeptText, Person, Result, Said


class MemoryPeople(MemoryPart):
    """See the part on evidence and persons of `tasks.store.port.Work`."""

    def keep_evidence(self, *, source: str, raw: bytes, arrived_at: datetime | None, at: datetime) -> Evidence:
        for each in self._tables.evidence.values():
            if each.source == source:
                return each
        evidence = Evidence(id=str(uuid4()), source=source, raw=raw, arrived_at=arrived_at, kept_at=at)
        self._tables.evidence[evidence.id] = evidence
        return evidence

    def evidence_from(self, sources: Sequence[str]) -> Mapping[str, str]:
        return {each.source: each.id for each in self._tables.evidence.values() if each.source in sources}

    def evidence_arrived(self, at: datetime) -> tuple[Evidence, ...]:
        return tuple(each for each in self._tables.evidence.values() if each.arrived_at == at)

    def settled(self, evidence: Sequence[str]) -> Mapping[str, bool]:
        read = [id_ for id_ in evidence if id_ in self._tables.evidence and self.is_read(id_)]
        return {id_: any(each.outcome is Outcome.QUARANTINED for each in self.results(id_)) for id_ in read}

    def evidence(self, id_: str) -> Evidence:
        return self._tables.evidence[id_]

    def unread_evidence(self) -> tuple[str, ...]:
        waiting = [each for each in self._tables.evidence.values() if each.read_at is None]
        return tuple(each.id for each in sorted(waiting, key=lambda each: each.kept_at))

    def is_read(self, id_: str) -> bool:
        return self._tables.evidence[id_].read_at is not None

    def mark_read(self, id_: str, message_id: str | None, at: datetime) -> None:
        if self.is_read(id_):
            raise KeyError(id_)
        self._tables.evidence[id_] = replace(self._tables.evidence[id_], read_at=at)
        self._tables.message_ids[id_] = message_id

    def intake_lock(self) -> None:
        """Nothing to do: transactions take turns."""

    def message_seen(self, message_id: str, except_evidence: str) -> bool:
        return any(seen == message_id and id_ != except_evidence for id_, seen in self._tables.message_ids.items())

    def expect(self, entries: Sequence[Entry]) -> None:
        """Nothing to do: everything is at hand."""

    def known(self, entry: Entry) -> tuple[Known, str | None]:
        who = self._recognise(entry) if isinstance(entry, Suspicion) else Recognised()
        sought = marks.sought(entry, who.person)
        seen = [each for each in self._tables.notifications.values() if each.marks & sought]
        found = seen[0] if seen else None
        taken = next((each.result.case for each in seen if each.result.case), None)
        known = Known(
            seen=found is not None,
            taken=taken,
            taken_from=self._tables.cases[taken].received_at if taken else None,
            case=(found.result.case if found else None) or who.open_case,
            samraad_on=who.samraad_on,
            notifications=who.notifications,
            namesake=isinstance(entry, Suspicion) and who.person is None and self._namesake(entry),
        )
        return known, who.person

    def _recognise(self, entry: Suspicion) -> Recognised:
        mark, candidates = marks.name_and_birth(entry), []
        for id_, person in self._tables.persons.items():
            same_number = entry.cpr is not None and person.cpr == entry.cpr
            if same_number or (mark is not None and mark in person.marks):
                candidates += self._candidates(id_, person)
        return recognise(entry.cpr, candidates)

    def _candidates(self, id_: str, person: KnownPerson) -> list[Candidate]:
        rows = [self._tables.cases[number] for number, whose in self._tables.people_of.items() if whose == id_]
        nothing = Candidate(person=id_, cpr=person.cpr, case=None, open=False, samraad_on=None)
        found = [
            replace(
                nothing,
                case=row.case,
                open=row.stage is not Stage.CLOSED,
                samraad_on=self._tables.samraad_on[row.case],
                notifications=self._notifications(row.case),
            )
            for row in sorted(rows, key=lambda row: row.received_at)
        ]
        return found or [nothing]

    def _notifications(self, number: str) -> int:
        led = (each.result for each in self._tables.notifications.values() if each.result.case == number)
        return sum(each.outcome in (Outcome.OPENED, Outcome.ATTACHED) for each in led)

    def _namesake(self, entry: Suspicion) -> bool:
        name, spellings = marks.name(entry), marks.spellings(entry)
        with_case = [self._tables.persons[id_] for id_ in self._tables.people_of.values()]
        return any(
            name in person.marks or ((entry.cpr is None or person.cpr is None) and spellings & person.marks)
            for person in with_case
        )

    def keep_person(self, entry: Entry, known_as: str | None) -> str | None:
        if not isinstance(entry, Suspicion):
            return None
        id_ = known_as or str(uuid4())
        new = KnownPerson(name=entry.name, cpr=None, birth_date=entry.birth_date, marks=frozenset())
        person = self._tables.persons.get(id_, new)
        taken = any(each.cpr == entry.cpr for each in self._tables.persons.values())
        self._tables.persons[id_] = replace(
            person,
            name=person.name or entry.name,
            cpr=person.cpr if taken else person.cpr or entry.cpr,
            marks=person.marks | marks.of_person(entry),
        )
        return id_

    def keep_result(self, result: Result, entry: Entry | None, person: str | None, at: datetime) -> None:
        kept = frozenset() if entry is None else marks.of_notification(entry, person, result.outcome)
        self._tables.notifications[result.notification] = Notification(result=result, entry=entry, marks=kept, at=at)

    def results(self, evidence: str) -> tuple[Result, ...]:
        found = [each.result for each in self._tables.notifications.values() if each.result.evidence == evidence]
        return tuple(sorted(found, key=lambda result: result.position))

    def entries_under(self, message_id: str, except_evidence: str) -> tuple[Entry, ...]:
        mails = {id_ for id_, seen in self._tables.message_ids.items() if seen == message_id} - {except_evidence}
        kept = self._tables.notifications.values()
        return tuple(each.entry for each in kept if each.result.evidence in mails and each.entry is not None)

    def change_person(self, number: str, entry: Suspicion) -> tuple[str, str]:
        before = self._tables.people_of.get(number)
        if before is None:
            raise UnknownCase(number)
        _, known = self.known(entry)
        if known == before:
            self._tables.persons[before] = replace(self._tables.persons[before], cpr=None)
        person = self.keep_person(entry, known if known != before else None)
        self._tables.people_of[number] = person or before
        return before, person or before

    def person_of(self, number: str) -> Person:
        if number not in self._tables.people_of:
            raise UnknownCase(number)
        person = self._tables.persons[self._tables.people_of[number]]
        said = tuple(
            Said(notification=id_, entry=each.entry)
            for id_, each in self._tables.notifications.items()
            if each.result.case == number and each.result.outcome in (Outcome.OPENED, Outcome.ATTACHED)
            if isinstance(each.entry, Suspicion)
        )
        return Person(name=person.name, cpr=person.cpr, birth_date=person.birth_date, said=said)

    def cases_of_the_same(self, number: str) -> tuple[str, ...]:
        whose = self._tables.people_of.get(number)
        same = (each for each, person in self._tables.people_of.items() if person == whose and each != number)
        return tuple(sorted(same, reverse=True))

    def keep_text(self, text: KeptText) -> None:
        self._tables.texts[text.id] = text

    def texts_of(self, number: str) -> tuple[KeptText, ...]:
        return tuple(each for each in self._tables.texts.values() if each.case == number)

    def cpr_known(self, numbers: Sequence[str]) -> Mapping[str, bool]:
        people = {number: self._tables.people_of.get(number) for number in numbers}
        return {number: self._tables.persons[id_].cpr is not None for number, id_ in people.items() if id_ is not None}
