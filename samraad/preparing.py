"""How a meeting's preparation and what was agreed are shown: a short checklist with ticks, in one manner everywhere.

Nothing of it is demanded: what is not ticked is only not registered. What is odd is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from samraad.case import CaseFile, Participant
from samraad.events import CaseOpened, Event, InterrogationAnswered, MeetingPrepared, NotificationAttached
from samraad.notification import Origin
from samraad.participants import LAY
from samraad.times import danish_date, show_day
from samraad.vocabulary import Channel, Consent, Milestone, Preparation, Prepared, Role

#: While the case waits for one of these the checklist is of use.
_BEFORE_THE_MEETING: Final = (Milestone.SUMMONS, Milestone.MEETING)
#: Of use only where the young person is held.
_REMAND_ONLY: Final = (Preparation.POLICE_ATTENDS, Preparation.TRANSPORT)
#: A summons that reaches those who seldom read their e-Boks.
_HEARD: Final = (Channel.PHONE, Channel.HANDED)


def said(case: CaseFile) -> tuple[str, ...]:
    """All there is to show, a Danish line each: checklist, warnings, participants, remand, measures."""
    return (*checklist(case), *_people(case), *_attendance(case), *_remand(case), *_measures(case))


def above(case: CaseFile) -> tuple[str, ...]:
    """What stands above a form: as `said`, without the checklist once the meeting is behind us."""
    return (*(checklist(case) if case.awaiting in _BEFORE_THE_MEETING else ()), *said(case)[len(checklist(case)) :])


def checklist(case: CaseFile) -> tuple[str, ...]:
    """The ticks in one line, and what is odd about them; none where the meeting is behind us and nothing was ticked."""
    if case.held is not None and not case.prepared:
        return ()
    if case.awaiting not in _BEFORE_THE_MEETING and not case.prepared:
        return ()
    items = [each for each in Preparation if case.remand or each not in _REMAND_ONLY or _registered(case, each)]
    return ("Forberedelse: " + " · ".join(_tick(case, each) for each in items), *warnings(case))


def _tick(case: CaseFile, item: Preparation) -> str:
    found = _registered(case, item)
    if found is None:
        return f"{'☑' if _follows(case, item) else '☐'} {item.label}"
    if found.outcome is Prepared.NOT_RELEVANT:
        return f"– {item.label} (ikke relevant)"
    place = found.place.label if found.place else None
    minutes = f"{found.minutes} minutter" if found.minutes else None
    more = ", ".join(each for each in (found.led_by, place, minutes, show_day(found.on)) if each)
    return f"☑ {item.label} ({more})"


def _registered(case: CaseFile, item: Preparation) -> MeetingPrepared | None:
    return next((each for each in case.prepared if each.item is item), None)


def _follows(case: CaseFile, item: Preparation) -> bool:
    """Whether what is in the file ticks the item by itself."""
    return item in _FOLLOWS and _FOLLOWS[item](case)


def _all_consented(case: CaseFile) -> bool:
    invited = [each for each in case.participants if each.why_not is None]
    return bool(invited) and all(each.consent not in (None, Consent.REFUSED) for each in invited)


def _all_told(case: CaseFile) -> bool:
    invited = [each for each in case.participants if each.why_not is None and each.role not in LAY]
    return bool(invited) and all(each.purpose_told_on for each in invited)


def _called(case: CaseFile) -> bool:
    return case.summons is not None and {case.summons.young_person_channel, case.summons.holder_channel} <= set(_HEARD)


_FOLLOWS: Final[dict[Preparation, Callable[[CaseFile], bool]]] = {
    Preparation.CONSENT: _all_consented,
    Preparation.PROFESSIONALS: _all_told,
    Preparation.PHONE_CALL: _called,
}


def warnings(case: CaseFile) -> tuple[str, ...]:
    """What is odd: registered all the same, for it happened."""
    talk, leader = _registered(case, Preparation.FAMILY_TALK), _registered(case, Preparation.MEETING_LEADER)
    found = []
    if talk is not None and talk.outcome is Prepared.DONE and talk.on in interrogated_on(case):
        found.append("**Obs:** samtalen med familien lå på afhøringsdagen; den bør ligge en anden dag")
    if leader is not None and leader.led_by is not None and leader.led_by == case.caseworker:
        found.append("**Obs:** mødelederen er sagsbehandleren selv, som så ikke kan skrive referat")
    return tuple(found)


def interrogated_on(case: CaseFile) -> frozenset[date]:
    """The days the file knows of an interrogation."""
    return frozenset(day for each in case.history for day in _interrogation_days(each.event))


def _interrogation_days(event: Event) -> Iterator[date]:
    """When it was, or was to be; a notification that was told at an interrogation was received there."""
    match event:
        case InterrogationAnswered():
            yield event.planned_on or event.on
        case CaseOpened() | NotificationAttached():
            if event.interrogation_at is not None:
                yield danish_date(event.interrogation_at)
            if event.origin is Origin.INTERROGATION:
                yield danish_date(event.received_at)
        case _:
            return


def _people(case: CaseFile) -> tuple[str, ...]:
    invited = [each for each in case.participants if each.why_not is None]
    others = [each for each in case.participants if each.why_not is not None]
    lines = [("Inviteret", invited), ("Ikke inviteret", others)]
    return tuple(f"{words}: {'; '.join(map(_person, people))}" for words, people in lines if people)


def _person(each: Participant) -> str:
    """`skole, mundtligt samtykke (deltager 1)`: the number is what forms and corrections name, and comes last."""
    if each.why_not is not None:
        return f"{each.role.label}, fordi: {each.why_not.label} (deltager {each.number})"
    consent = each.consent.label if each.consent else "samtykke ikke registreret"
    return f"{each.role.label}, {consent} (deltager {each.number})"


def _attendance(case: CaseFile) -> tuple[str, ...]:
    """Who was invited and did not come, and who came uninvited; nothing where no invitation was registered."""
    if case.held is None or not case.participants:
        return ()
    invited, present = {each.role for each in case.participants if each.why_not is None}, set(case.held.participants)
    away = [role.label for role in Role if role in invited - present]
    # The young person and the parents are summoned.
    uninvited = [role.label for role in Role if role in present - invited - {Role.YOUNG_PERSON, Role.PARENT}]
    said = [
        ("Inviteret, men ikke registreret til stede", away),
        ("**Obs:** til stede uden at stå som inviteret", uninvited),
    ]
    return tuple(f"{how}: {', '.join(who)}" for how, who in said if who)


def _remand(case: CaseFile) -> tuple[str, ...]:
    if not case.remand:
        return ()
    place = f", {case.remand_place.label}" if case.remand_place else ""
    since = f" siden {show_day(case.remand_since)}" if case.remand_since else ""
    return (f"Varetægtssurrogat{since}{place}",)


def _measures(case: CaseFile) -> tuple[str, ...]:
    """Those that were started first."""
    ordered = sorted(case.measures, key=lambda each: (each.started_on is None, each.number))
    shown = [
        f"{each.kind.label} (nr. {each.number}): {each.status.label} {show_day(each.on)}"
        + (" (bevilling ikke registreret)" if each.ungranted else "")
        for each in ordered
    ]
    return (f"Foranstaltninger: {'; '.join(shown)}",) if shown else ()
