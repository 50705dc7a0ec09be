"""The forms of the milestones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from pydantic import Field

from samraad.case import CaseFile
from samraad.events import Summoned
from samraad.forms.base import Form, Initials, TimeOfDay
from samraad.times import danish_date
from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Channel,
    Course,
    FollowUp,
    Holders,
    LateCause,
    Meeting,
    Milestone,
    Plan,
    PlanReview,
    Reason,
    Role,
    Summons,
    TodoKind,
    Topic,
    WithPlan,
)


class AssessmentForm(Form):
    topic = Milestone.ASSESSMENT

    outcome: Assessment = Field(title="Er der akut behov?")
    assessed_on: date = Field(title="Vurderet den")
    assessed_time: TimeOfDay | None = Field(
        default=None, title="Klokken", description="F.eks. 14.30. Tom: nu, eller dagens slutning for en tidligere dag."
    )
    reason: Reason | None = Field(default=None, title="Hvorfor ikke vurderet")


class AssignmentForm(Form):
    topic = Milestone.ASSIGNMENT

    outcome: Assignment = Field(default=Assignment.ACCEPTED, title="Tager sagsbehandleren sagen?")
    caseworker: Initials = Field(title="Sagsbehandlerens initialer")
    answered_on: date = Field(title="Taget eller afvist den")
    reason: Reason | None = Field(default=None, title="Hvorfor ikke")


class ApprovalForm(Form):
    topic = Milestone.APPROVAL

    outcome: Approval = Field(title="Godkendes det, at der ikke indkaldes?", description="Kun en leder kan svare.")
    answered_on: date = Field(title="Svaret den")


class SummonsForm(Form):
    topic = Milestone.SUMMONS

    outcome: Summons = Field(default=Summons.SENT, title="Er der indkaldt?")
    sent_on: date = Field(title="Den unge indkaldt den", description="Dagen indkaldelsen blev sendt, ikke mødedagen.")
    channel: Channel = Field(default=Channel.DIGITAL_POST, title="Den unge indkaldt ved")
    holders: Holders = Field(default=Holders.ONE, title="Hvor mange har forældremyndigheden?")
    holder_sent_on: date | None = Field(default=None, title="Forælder indkaldt den", description="Tom: samme dag.")
    holder_channel: Channel | None = Field(
        default=None, title="Forælder indkaldt ved", description="Tom: som den unge."
    )
    second_sent_on: date | None = Field(
        default=None, title="Anden forælder indkaldt den", description="Tom: samme dag."
    )
    second_channel: Channel | None = Field(
        default=None, title="Anden forælder indkaldt ved", description="Tom: som den første."
    )
    meeting_on: date | None = Field(default=None, title="Mødet er aftalt til den")
    late_cause: LateCause | None = Field(
        default=None, title="Årsag, hvis fristen er overskredet", description="Tom: der spørges bagefter."
    )
    reason: Reason | None = Field(
        default=None, title="Hvorfor ikke indkaldt", description="En leder skal godkende, at der ikke indkaldes."
    )


class MeetingForm(Form):
    topic = Milestone.MEETING

    outcome: Meeting = Field(default=Meeting.HELD, title="Blev netværkssamrådet holdt?")
    held_on: date = Field(title="Holdt, udsat eller opgivet den")
    participants: tuple[Role, ...] = Field(
        default=(Role.YOUNG_PERSON, Role.PARENT), title="Deltagere", description="Ud over sagsbehandleren."
    )
    planned_on: date | None = Field(
        default=None, title="Ny mødedato", description="Ved udsættelse, hvis den er aftalt."
    )
    reason: Reason | None = Field(default=None, title="Hvorfor ikke holdt")


class CourseForm(Form):
    topic = Milestone.COURSE

    outcome: Course = Field(title="Hvad sker der i stedet?")
    chosen_on: date = Field(title="Valgt den")
    caseworker: Initials | None = Field(
        default=None, title="Ny sagsbehandlers initialer", description="Ved børnefaglig undersøgelse."
    )
    plan: WithPlan | None = Field(
        default=None, title="Laves der en handleplan?", description="Ved anden støtte. Tom: nej, kun opfølgning."
    )
    reason: Reason | None = Field(default=None, title="Hvorfor afsluttes sagen")


class PlanForm(Form):
    topic = Milestone.PLAN

    outcome: Plan = Field(default=Plan.REGISTERED, title="Er handleplanen lavet?")
    registered_on: date = Field(title="Aftalerne registreret den")
    minutes_sent_on: date | None = Field(
        default=None,
        title="Referat sendt til deltagerne den",
        description="Tom: samme dag som aftalerne; uden møde: intet referat.",
    )
    duties: tuple[Role, ...] = Field(
        default=(), title="Hvem har fået handlepligter?", description="Hver får en opgave; ordene kan tilføjes."
    )
    duties_due_on: date | None = Field(
        default=None, title="Handlepligterne opfyldt senest den", description="Tom: kommunens sædvanlige frist."
    )
    reason: Reason | None = Field(default=None, title="Hvorfor ingen handleplan")


class PlanReviewForm(Form):
    topic = Milestone.PLAN_REVIEW

    outcome: PlanReview = Field(title="Skal handleplanen ændres?")
    reviewed_on: date = Field(title="Vurderet den")
    reason: Reason | None = Field(default=None, title="Hvorfor ikke vurderet")


class FollowUpForm(Form):
    topic = Milestone.FOLLOW_UP

    outcome: FollowUp = Field(title="Hvad er der kommet ud af opfølgningen?")
    done_on: date = Field(title="Fulgt op den")
    next_on: date | None = Field(
        default=None,
        title="Næste opfølgning aftalt til den",
        description="Ved ny opfølgning eller opfølgningsmøde, hvis dagen er aftalt.",
    )
    caseworker: Initials | None = Field(
        default=None, title="Ny sagsbehandlers initialer", description="Ved børnefaglig undersøgelse."
    )
    reason: Reason | None = Field(default=None, title="Hvorfor ikke fulgt op")


#: The form of each milestone.
FORMS: Final[tuple[type[Form], ...]] = (
    AssessmentForm,
    AssignmentForm,
    ApprovalForm,
    SummonsForm,
    MeetingForm,
    CourseForm,
    PlanForm,
    PlanReviewForm,
    FollowUpForm,
)

#: The field that says on which day it happened: today unless said otherwise.
DAY_FIELD: Final[dict[Topic, str]] = {
    Milestone.ASSESSMENT: "assessed_on",
    Milestone.ASSIGNMENT: "answered_on",
    Milestone.APPROVAL: "answered_on",
    Milestone.SUMMONS: "sent_on",
    Milestone.MEETING: "held_on",
    Milestone.COURSE: "chosen_on",
    Milestone.PLAN: "registered_on",
    Milestone.PLAN_REVIEW: "reviewed_on",
    Milestone.FOLLOW_UP: "done_on",
}

M, R = Milestone, Reason

#: The reasons each form takes for "not done, because".
REASONS: Final[dict[Topic, tuple[Reason, ...]]] = {
    M.ASSESSMENT: (R.NOT_REACHED, R.OTHER_AGENCY, R.MOVED, R.OTHER),
    M.ASSIGNMENT: (R.ABSENT, R.CONFLICT_OF_INTEREST, R.WORKLOAD, R.OTHER),
    M.SUMMONS: (R.DECLINES, R.PLACED, R.HEALTH, R.OTHER_AGENCY, R.MOVED, R.SUSPICION_DROPPED, R.OTHER),
    M.MEETING: (
        *(R.DECLINES, R.PLACED, R.HEALTH, R.OTHER_AGENCY, R.MOVED),
        *(R.NO_VISIT_PERMIT, R.ILL, R.PHONE_CALL, R.OTHER),
    ),
    M.COURSE: (R.DECLINES, R.OTHER_AGENCY, R.MOVED, R.SUSPICION_DROPPED, R.TURNED_18, R.OTHER),
    M.PLAN: (R.DECLINES, R.NO_AGREEMENTS, R.OTHER_PLAN, R.MOVED, R.OTHER),
    M.PLAN_REVIEW: (R.DECLINES, R.OTHER_PLAN, R.MOVED, R.OTHER),
    M.FOLLOW_UP: (R.DECLINES, R.MOVED, R.OTHER_AGENCY, R.TURNED_18, R.OTHER),
}


def _assignment(case: CaseFile, _now: datetime) -> dict[str, object]:
    return {"caseworker": case.caseworker} if case.caseworker else {}


def _plan(case: CaseFile, _now: datetime) -> dict[str, object]:
    """Whose duty was registered already has one."""
    have = {each.role for each in case.todos if each.kind is TodoKind.DUTY}
    return {"duties": tuple(role for role in Role if role in have)} if have else {}


def _summons(case: CaseFile, now: datetime) -> dict[str, object]:
    return _second_holder(case.summons, danish_date(now)) if case.summons else {}


#: What a form begins with besides the day, in the light of the case.
DEFAULTS: Final[dict[Topic, Callable[[CaseFile, datetime], dict[str, object]]]] = {
    M.ASSIGNMENT: _assignment,
    M.PLAN: _plan,
    M.SUMMONS: _summons,
}


def _second_holder(sent: Summoned, today: date) -> dict[str, object]:
    """Who was summoned already keeps day and channel; what is missing is the second holder of custody."""
    return {
        "sent_on": sent.young_person_on,
        "channel": sent.young_person_channel,
        "holders": Holders.TWO,
        "holder_sent_on": sent.holder_on,
        "holder_channel": sent.holder_channel,
        "second_sent_on": today,
    }
