"""An answer in the file as the fields it was typed in: a correction changes those, and is judged as the form is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from samraad.case import CaseFile
from samraad.events import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CaseMerged,
    CaseMoved,
    CaseReopened,
    CourseChosen,
    DateAgreed,
    DutyTaken,
    Event,
    FollowUpAnswered,
    InterrogationAnswered,
    MeasureMoved,
    MeetingAnswered,
    MeetingPrepared,
    MotivationAnswered,
    MoveReported,
    NotSummonedAnswered,
    NotSummonedProposed,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    PlanAnswered,
    PlanReviewed,
    PoliceAsked,
    RemandBegan,
    RemandEnded,
    Summoned,
    TargetGroupDecided,
    TargetGroupReferred,
    TodoAnswered,
    TodoOpened,
    VerdictFell,
    WronglyOpened,
)
from samraad.forms import DAY_FIELD, FORMS
from samraad.times import danish_date, end_of, show_clock
from samraad.vocabulary import Holders, Invitation, Matter, Milestone, Move, Remand, Summons, TargetGroup, Topic

Fields = dict[str, Any]

#: The form on which each event is registered by a person.
TOPICS: Final[Mapping[type[Event], Topic]] = {
    AcuteNeedAssessed: Milestone.ASSESSMENT,
    TargetGroupDecided: Milestone.TARGET_GROUP,
    TargetGroupReferred: Milestone.TARGET_GROUP,
    PoliceAsked: Milestone.TARGET_GROUP,
    AssignmentAnswered: Milestone.ASSIGNMENT,
    Summoned: Milestone.SUMMONS,
    NotSummonedProposed: Milestone.SUMMONS,
    NotSummonedAnswered: Milestone.APPROVAL,
    MeetingAnswered: Milestone.MEETING,
    MotivationAnswered: Milestone.MOTIVATION,
    CourseChosen: Milestone.COURSE,
    PlanAnswered: Milestone.PLAN,
    PlanReviewed: Milestone.PLAN_REVIEW,
    FollowUpAnswered: Milestone.FOLLOW_UP,
    VerdictFell: Matter.VERDICT,
    DateAgreed: Matter.AGREED_DATE,
    InterrogationAnswered: Matter.INTERROGATION,
    TodoOpened: Matter.NEW_TODO,
    TodoAnswered: Matter.TODO,
    ParticipantInvited: Matter.INVITATION,
    ParticipantNotInvited: Matter.INVITATION,
    MeetingPrepared: Matter.PREPARATION,
    RemandBegan: Matter.REMAND,
    RemandEnded: Matter.REMAND,
    PermitAsked: Matter.PERMITS,
    DutyTaken: Matter.DUTY,
    MeasureMoved: Matter.MEASURE,
    MoveReported: Matter.MOVED,
    CaseMoved: Matter.MOVED,
    WronglyOpened: Matter.WRONGLY_OPENED,
    CaseReopened: Matter.REOPENED,
    CaseMerged: Matter.MERGED,
}

#: Where the event has another name for what the form asks: event's field → form's.
RENAMED: Final[Mapping[type[Event], Mapping[str, str]]] = {
    TargetGroupReferred: {"referred_on": "decided_on"},
    PoliceAsked: {"asked_on": "decided_on"},
    Summoned: {
        "young_person_on": "sent_on",
        "young_person_channel": "channel",
        "holder_on": "holder_sent_on",
        "second_holder_on": "second_sent_on",
        "second_holder_channel": "second_channel",
    },
    NotSummonedProposed: {"proposed_on": "sent_on"},
    MeetingAnswered: {"on": "held_on"},
    MotivationAnswered: {"on": "attempted_on"},
    PlanAnswered: {"on": "registered_on"},
    FollowUpAnswered: {"on": "done_on"},
    VerdictFell: {"on": "decided_on"},
    InterrogationAnswered: {"on": "held_on"},
    TodoAnswered: {"on": "done_on"},
    ParticipantNotInvited: {"decided_on": "invited_on"},
    MeetingPrepared: {"on": "done_on"},
    WronglyOpened: {"on": "found_on"},
    CaseReopened: {"on": "reopened_on"},
    CaseMerged: {"on": "merged_on"},
}


def typed(event: Event, before: CaseFile) -> Fields:
    """The fields of the form as they would be typed, by name. before: the case as it stood before the event."""
    form, renamed = FORMS[TOPICS[type(event)]], RENAMED.get(type(event), {})
    names = {each.name: renamed.get(each.name, each.name) for each in fields(event)}
    said = {to: getattr(event, name) for name, to in names.items() if to in form.model_fields}
    more = _MORE.get(type(event))
    said |= more(event, before) if more else {}
    return {name: _text(value) for name, value in said.items()}


def _text(value: Any) -> Any:
    """A member of an enumeration by its code: the form may know it under another type."""
    return value.value if isinstance(value, StrEnum) else value


def _assessed(event: AcuteNeedAssessed, _: CaseFile) -> Fields:
    on = danish_date(event.assessed_at)
    by_day = event.assessed_at == end_of(on) - timedelta(seconds=1)
    return {"assessed_on": on, "assessed_time": None if by_day else show_clock(event.assessed_at)}


def _weighed(event: TargetGroupDecided | TargetGroupReferred | PoliceAsked, _: CaseFile) -> Fields:
    facts = event.facts
    said = {"amount_kr": str(facts.amount_kr) if facts.amount_kr is not None else None} if facts else {}
    said |= {"setting": facts.setting, "repeated": facts.repeated} if facts else {}
    if isinstance(event, TargetGroupDecided):
        return said
    referred = isinstance(event, TargetGroupReferred)
    return said | {"outcome": TargetGroup.REFERRED if referred else TargetGroup.POLICE_ASKED}


def _summoned(event: Summoned, _: CaseFile) -> Fields:
    """A holder who was summoned with the young person needs no day, and no channel, of their own."""
    both = event.second_holder_on is not None
    holders = Holders.ONE if event.complete and not both else Holders.TWO if event.complete else Holders.TWO_ONE_MISSING
    return {"outcome": Summons.SENT, "holders": holders}


def _interrogated(event: InterrogationAnswered, _: CaseFile) -> Fields:
    at = event.documents_at
    return {
        "held_on": event.planned_on or event.on,
        "documents_on": danish_date(at) if at else None,
        "documents_time": show_clock(at) if at else None,
    }


def _participant(event: ParticipantInvited | ParticipantNotInvited, before: CaseFile) -> Fields:
    invited = isinstance(event, ParticipantInvited)
    known = before.participant(event.participant)
    return {
        "outcome": Invitation.INVITED if invited else Invitation.NOT_INVITED,
        "participant": known.number if known else None,
    }


def _permit(event: PermitAsked, _: CaseFile) -> Fields:
    return {"roles": (event.role.value,)}


def _measure(event: MeasureMoved, before: CaseFile) -> Fields:
    known = before.measure(event.measure)
    return {"measure": known.number if known else None}


def _move_reported(event: MoveReported, _: CaseFile) -> Fields:
    """The form asks for the day of the hand-over in any case."""
    return {"outcome": Move.NOT_YET, "handed_over_on": event.known_on}


def _always(**said: object) -> Callable[[Any, CaseFile], Fields]:
    return lambda _event, _before: dict(said)


#: What cannot be had by name alone.
_MORE: Final[Mapping[type[Event], Callable[[Any, CaseFile], Fields]]] = {
    AcuteNeedAssessed: _assessed,
    TargetGroupDecided: _weighed,
    TargetGroupReferred: _weighed,
    PoliceAsked: _weighed,
    Summoned: _summoned,
    NotSummonedProposed: _always(outcome=Summons.NOT_SUMMONED),
    InterrogationAnswered: _interrogated,
    ParticipantInvited: _participant,
    ParticipantNotInvited: _participant,
    RemandBegan: _always(outcome=Remand.BEGINS),
    RemandEnded: _always(outcome=Remand.ENDS),
    PermitAsked: _permit,
    MeasureMoved: _measure,
    MoveReported: _move_reported,
    CaseMoved: _always(outcome=Move.HANDED_OVER),
}

#: Days ahead: they do not move with the day on which something happened.
_AHEAD: Final = frozenset({"planned_on", "meeting_on", "due_on", "agreed_on", "duties_due_on"})


def day_field(event: Event) -> str:
    """The form's field for the day on which it happened."""
    named = {DateAgreed: "agreed_on", MoveReported: "moved_on"}
    return named.get(type(event)) or DAY_FIELD[TOPICS[type(event)]]


def on_day(said: Fields, event: Event, to: date) -> Fields:
    """The fields with another day on which it happened; all that were said to be on the same day go along."""
    field = day_field(event)
    before = said[field]
    same = {name for name, value in said.items() if value == before and name not in _AHEAD}
    return {**said, **dict.fromkeys(same | {field}, to)}
