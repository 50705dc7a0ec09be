"""Who a case is about, put right: the old person stays where they were, the case is another's from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from samraad.ages import age_change
from samraad.codec import Recorded
from samraad.cpr import age
from samraad.errors import Refused
from samraad.events import NotificationAttached, PersonCorrected
from samraad.notification import Origin, Place, Suspicion
from samraad.times import danish_date
from samraad.vocabulary import CorrectionCause, Via
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.store.port import Work
from tasks.store.records import Person, Said

_SAME: Final = "Sådan står der allerede: navn, CPR-nummer og fødselsdato er uændrede."


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A young person, all of them: what is None is not known. Personal data."""

    name: str | None
    cpr: str | None
    birth_date: date


def with_taken_over(work: Work, person: Person, history: Sequence[Recorded]) -> Person:
    """The person with what the police wrote in duplicates of the case: it is kept there, and was attached here.

    The caller logs the reading.
    """
    attached = (each.event for each in history if isinstance(each.event, NotificationAttached))
    taken = [event.notification for event in attached if event.taken_over_from]
    kept = work.kept_of(taken) if taken else {}
    entries = ((id_, kept[id_].entry) for id_ in taken if id_ in kept)
    said = tuple(Said(notification=id_, entry=entry) for id_, entry in entries if isinstance(entry, Suspicion))
    return replace(person, said=(*person.said, *said))


def correct_person(office: Office, number: str, whose: Whose, because: CorrectionCause, by: str) -> PersonCorrected:
    """Write that the case is about this person. Raises UnknownCase; Refused where nothing would change."""
    return again_on_conflict(lambda: _correct(office, number, whose, because, by))


def _correct(office: Office, number: str, whose: Whose, because: CorrectionCause, by: str) -> PersonCorrected:
    now = office.clock.now()
    with office.store.work() as work:
        case, known = work.load(number), work.person_of(number)
        if (known.name, known.cpr, known.birth_date) == (whose.name, whose.cpr, whose.birth_date):
            raise Refused("no_change", _SAME)
        entry = Suspicion(
            place=Place(),
            name=whose.name,
            cpr=whose.cpr,
            birth_date=whose.birth_date,
            offences=(),
            origin=Origin.TELEPHONE,
        )
        before, person = work.change_person(number, entry)
        years = age(whose.birth_date, danish_date(case.received_at))
        event = PersonCorrected(
            before=before,
            person=person,
            because=because,
            age_at_receipt=years,
            age_change=age_change(case, years, work.rulebook(case.rulebook)),
        )
        work.append(case, [event], at=now, actor=by.strip().upper(), via=Via.CLI)
    return event
