"""Whom it is told that a caseworker is away, that a case changes hands, or that an interrogation comes out of hours."""

from __future__ import annotations

from samraad import rungs
from samraad.delivery import NoticeKind
from samraad.events import CaseOpened, CaseReassigned, CaseworkerAway, NotificationAttached, RemandBegan, TodoAnswered
from samraad.notification import LISTS
from samraad.route_rules import RoutingStep
from samraad.telling import Telling, Told, earliest, handed_over
from samraad.times import danish_date
from samraad.vocabulary import Speciality, TodoKind, TodoOutcome
from samraad.wording.staffing import say_away


def caseworker_away(of: Told, event: CaseworkerAway) -> Telling | None:
    """Who looks after the case meanwhile; an offer that falls is told by the next one."""
    if event.offered_again:
        return None
    why, limit_ = f"{say_away(event)}.", earliest(of.case, of.rulebook)
    if event.deputy is None:
        return Telling(recipients=of.those("team_leader"), kind=NoticeKind.REASSIGN, limit=limit_, why=why)
    return Telling(recipients=(event.deputy,), kind=NoticeKind.STAND_IN, limit=limit_, why=why)


def reassigned(of: Told, event: CaseReassigned) -> Telling | None:
    return handed_over(of, event.caseworker)


def not_taken(of: Told, event: TodoAnswered) -> Telling | None:
    """Who was given the case does not take it: a leader chooses again."""
    todo = of.case.todo(event.todo)
    if todo is None or todo.kind is not TodoKind.ACCEPT or event.outcome is not TodoOutcome.NOT_DONE:
        return None
    return Telling(recipients=of.those("team_leader"), kind=NoticeKind.UNASSIGNED, limit=None)


def on_duty(of: Told, event: CaseOpened | NotificationAttached) -> tuple[str, ...]:
    """Out of hours the duty officers attend an interrogation; a weekly sheet never calls for one."""
    if not event.interrogation or event.origin in LISTS:
        return ()
    return rungs.on_duty(of.rulebook, of.recorded.at, of.staff)


def remand_began(of: Told, _: RemandBegan) -> Telling | None:
    """The case was routed before anybody knew: who leads may give it to who is specialised in remand."""
    why = specialist_for(of)
    if why is None:
        return None
    limit_ = earliest(of.case, of.rulebook)
    return Telling(recipients=of.those("team_leader"), kind=NoticeKind.SPECIALIST, limit=limit_, why=why)


def specialist_for(of: Told) -> str | None:
    """A Danish sentence naming who could have the case instead; None where a specialist has it, or none is free."""
    if not of.case.remand or of.case.caseworker is None or RoutingStep.REMAND not in of.rulebook.routing:
        return None
    on, having = danish_date(of.recorded.at), of.staff.get(of.case.caseworker)
    if having is not None and Speciality.REMAND in having.specialities:
        return None
    free = [
        each.initials
        for each in of.staff.colleagues
        if Speciality.REMAND in each.specialities and each.takes_cases and each.at_work(on)
    ]
    free = [each for each in free if each not in of.case.declined_by]
    if not free:
        return None
    return f"Den unge er varetægtsfængslet; speciale i varetægtssurrogat har {', '.join(free)}."
