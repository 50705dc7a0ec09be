"""Everything that can happen to a case: a closed union of frozen events, past tense.

No event holds personal data: names, numbers and words of the police live encrypted beside the file and are referred
to by id (`notification`), and so are names and notes that people type (`who`, `note`). Dates are Danish calendar days
(`_on`), instants are UTC (`_at`).

An event's name and the meaning of its fields never change once written. A new shape gets a higher schema version and
an upcaster in `samraad.codec`.
"""

from typing import get_args

from samraad.events.branches import BranchEvent, DateAgreed, MotivationAnswered, VerdictFell
from samraad.events.corrections import (
    Corrected,
    CorrectionEvent,
    DeadlineMoved,
    OffencesStated,
    PersonCorrected,
    ReceiptCorrected,
    Withdrawn,
)
from samraad.events.course import (
    AcuteNeedAssessed,
    AssignmentAnswered,
    CourseChosen,
    CourseEvent,
    FollowUpAnswered,
    MeetingAnswered,
    NotSummonedAnswered,
    NotSummonedProposed,
    PlanAnswered,
    PlanReviewed,
    Summoned,
    TargetGroupDecided,
)
from samraad.events.ending import (
    AgeNear,
    CaseMerged,
    CaseMoved,
    CaseReopened,
    EndingEvent,
    MergedIn,
    MoveReported,
    WronglyOpened,
)
from samraad.events.opening import CaseOpened, NotificationAttached, NotificationReweighed, OpeningEvent, ReceiptMoved
from samraad.events.preparation import (
    DutyTaken,
    MeasureMoved,
    MeetingPrepared,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    PreparationEvent,
    RemandBegan,
    RemandEnded,
)
from samraad.events.record import AnswerRefused, MessageTried, PersonShown, RecordEvent, RungReached
from samraad.events.staffing import CaseReassigned, CaseRouted, CaseworkerAway, RoutingTold, StaffingEvent
from samraad.events.target import (
    InterrogationAnswered,
    PoliceAsked,
    TargetEvent,
    TargetFacts,
    TargetGroupReferred,
)
from samraad.events.texts import TextId
from samraad.events.todos import TodoAnswered, TodoEvent, TodoOpened, TodoRungReached

Event = (
    OpeningEvent
    | CourseEvent
    | BranchEvent
    | StaffingEvent
    | TargetEvent
    | TodoEvent
    | PreparationEvent
    | EndingEvent
    | CorrectionEvent
    | RecordEvent
)

#: Every event by its name, which is its class's.
EVENTS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}

__all__ = [
    "EVENTS",
    "AcuteNeedAssessed",
    "AgeNear",
    "AnswerRefused",
    "AssignmentAnswered",
    "BranchEvent",
    "CaseMerged",
    "CaseMoved",
    "CaseOpened",
    "CaseReassigned",
    "CaseReopened",
    "CaseRouted",
    "CaseworkerAway",
    "Corrected",
    "CorrectionEvent",
    "CourseChosen",
    "CourseEvent",
    "DateAgreed",
    "DeadlineMoved",
    "DutyTaken",
    "EndingEvent",
    "Event",
    "FollowUpAnswered",
    "InterrogationAnswered",
    "MeasureMoved",
    "MeetingAnswered",
    "MeetingPrepared",
    "MergedIn",
    "MessageTried",
    "MotivationAnswered",
    "MoveReported",
    "NotSummonedAnswered",
    "NotSummonedProposed",
    "NotificationAttached",
    "NotificationReweighed",
    "OffencesStated",
    "OpeningEvent",
    "ParticipantInvited",
    "ParticipantNotInvited",
    "PermitAsked",
    "PersonCorrected",
    "PersonShown",
    "PlanAnswered",
    "PlanReviewed",
    "PoliceAsked",
    "PreparationEvent",
    "ReceiptCorrected",
    "ReceiptMoved",
    "RecordEvent",
    "RemandBegan",
    "RemandEnded",
    "RoutingTold",
    "RungReached",
    "StaffingEvent",
    "Summoned",
    "TargetEvent",
    "TargetFacts",
    "TargetGroupDecided",
    "TargetGroupReferred",
    "TextId",
    "TodoAnswered",
    "TodoEvent",
    "TodoOpened",
    "TodoRungReached",
    "VerdictFell",
    "Withdrawn",
    "WronglyOpened",
]
