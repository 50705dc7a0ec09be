"""The field's own words: English codes in data and code, Danish labels for staff.

Sources: the national study (002) §3–7.5 and Table 1, through `domain.md`.
"""

from samraad.vocabulary.branches import Agreed, LateCause, Move, Reopening, Ruling, WrongOpening
from samraad.vocabulary.corrections import AgeChange, Amendment, CorrectionCause, DeadlineBasis, ReceiptBasis
from samraad.vocabulary.course import (
    Approval,
    Assessment,
    Assignment,
    Counted,
    Course,
    Destination,
    FollowUp,
    Kind,
    Meeting,
    Milestone,
    Motivation,
    Plan,
    PlanReview,
    Reason,
    Stage,
    State,
    Summons,
    TargetGroup,
    WithPlan,
)
from samraad.vocabulary.crime import Offence
from samraad.vocabulary.labelled import Labelled, choices
from samraad.vocabulary.matters import Matter, Topic, read_topic
from samraad.vocabulary.people import Channel, Holders, Role
from samraad.vocabulary.preparation import (
    Consent,
    Duty,
    Invitation,
    MeasureKind,
    MeasureStatus,
    MeetingPlace,
    NotInvited,
    Preparation,
    Prepared,
    Remand,
    RemandPlace,
)
from samraad.vocabulary.record import Via
from samraad.vocabulary.staffing import Away, Speciality
from samraad.vocabulary.target import Attendance, FamilyTold, Override, Proposal, Repeated, Setting, Verdict
from samraad.vocabulary.todos import TodoKind, TodoOutcome

__all__ = [
    "AgeChange",
    "Agreed",
    "Amendment",
    "Approval",
    "Assessment",
    "Assignment",
    "Attendance",
    "Away",
    "Channel",
    "Consent",
    "CorrectionCause",
    "Counted",
    "Course",
    "DeadlineBasis",
    "Destination",
    "Duty",
    "FamilyTold",
    "FollowUp",
    "Holders",
    "Invitation",
    "Kind",
    "Labelled",
    "LateCause",
    "Matter",
    "MeasureKind",
    "MeasureStatus",
    "Meeting",
    "MeetingPlace",
    "Milestone",
    "Motivation",
    "Move",
    "NotInvited",
    "Offence",
    "Override",
    "Plan",
    "PlanReview",
    "Preparation",
    "Prepared",
    "Proposal",
    "Reason",
    "ReceiptBasis",
    "Remand",
    "RemandPlace",
    "Reopening",
    "Repeated",
    "Role",
    "Ruling",
    "Setting",
    "Speciality",
    "Stage",
    "State",
    "Summons",
    "TargetGroup",
    "TodoKind",
    "TodoOutcome",
    "Topic",
    "Verdict",
    "Via",
    "WithPlan",
    "WrongOpening",
    "choices",
    "read_topic",
]
