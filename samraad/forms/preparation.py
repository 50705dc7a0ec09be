"""The forms of how the meeting is prepared, of remand, and of what is agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from pydantic import Field

from samraad.case import CaseFile
from samraad.forms.base import Form, Initials, Note, PrivateName
from samraad.participants import PERMIT_ROLES, to_ask_for, to_come
from samraad.vocabulary import (
    Channel,
    Consent,
    Duty,
    Invitation,
    Labelled,
    Matter,
    MeasureKind,
    MeasureStatus,
    MeetingPlace,
    Milestone,
    NotInvited,
    Preparation,
    Prepared,
    Remand,
    RemandPlace,
    Role,
    Topic,
)


class InvitationForm(Form):
    topic = Matter.INVITATION

    participant: int | None = Field(
        default=None, title="Deltagerens nummer", ge=1, description="Kun for at rette en, der står i sagen. Tom: en ny."
    )
    role: Role | None = Field(default=None, title="Hvem (rolle)")
    outcome: Invitation = Field(default=Invitation.INVITED, title="Er vedkommende inviteret?")
    invited_on: date = Field(title="Inviteret, eller fravalgt, den")
    channel: Channel | None = Field(default=None, title="Inviteret ved")
    consent: Consent | None = Field(default=None, title="Familiens samtykke til, at vedkommende deltager")
    purpose_told_on: date | None = Field(
        default=None, title="Formålet fortalt den", description="For fagfolk. Der tales ikke om skyld."
    )
    why: NotInvited | None = Field(default=None, title="Hvorfor ikke inviteret")
    who: PrivateName | None = Field(default=None, title="Navn og adresse")
    note: Note | None = Field(default=None, title="Bemærkning")


class PreparationForm(Form):
    topic = Matter.PREPARATION

    item: Preparation = Field(title="Hvad er forberedt?")
    outcome: Prepared = Field(default=Prepared.DONE, title="Er det gjort?")
    done_on: date = Field(title="Gjort, eller fravalgt, den")
    led_by: Initials | None = Field(default=None, title="Mødelederens initialer", description="Kun ved mødeleder.")
    place: MeetingPlace | None = Field(default=None, title="Hvor mødet holdes", description="Kun ved lokale.")
    minutes: int | None = Field(
        default=None, title="Mødets længde i minutter", ge=10, le=480, description="Kun ved lokale. Varetægt: ofte 60."
    )
    who: PrivateName | None = Field(default=None, title="Hvem fra politiet (navn)")
    note: Note | None = Field(default=None, title="Bemærkning")


class RemandForm(Form):
    topic = Matter.REMAND

    outcome: Remand = Field(default=Remand.BEGINS, title="Begynder eller slutter det?")
    on: date = Field(title="Begyndt eller slut den")
    place: RemandPlace | None = Field(default=None, title="Hvor er den unge?")


class PermitsForm(Form):
    topic = Matter.PERMITS

    roles: tuple[Role, ...] = Field(
        default=(), title="Hvem er der spurgt om tilladelse for?", description="Hver får sin egen opgave og frist."
    )
    asked_on: date = Field(title="Politiet spurgt den")
    participant: int | None = Field(
        default=None, title="Kun for deltager nummer", ge=1, description="Hvor flere har samme rolle."
    )


class DutyForm(Form):
    topic = Matter.DUTY

    role: Role = Field(title="Hvem har fået handlepligten?")
    what: Duty = Field(title="Hvad går den ud på?")
    agreed_on: date = Field(title="Aftalt den")
    due_on: date | None = Field(default=None, title="Senest den", description="Tom: kommunens sædvanlige frist.")
    note: Note | None = Field(default=None, title="Aftalens ord")


class MeasureForm(Form):
    topic = Matter.MEASURE

    measure: int | None = Field(
        default=None, title="Foranstaltningens nummer", ge=1, description="Tom: en ny. Står på sagens side."
    )
    kind: MeasureKind | None = Field(default=None, title="Hvilken foranstaltning?", description="Kun for en ny.")
    status: MeasureStatus = Field(default=MeasureStatus.PROPOSED, title="Hvor langt er den?")
    on: date = Field(title="Nået så langt den")
    note: Note | None = Field(default=None, title="Bemærkning")


FORMS: Final[tuple[type[Form], ...]] = (
    InvitationForm,
    PreparationForm,
    RemandForm,
    PermitsForm,
    DutyForm,
    MeasureForm,
)

DAY_FIELD: Final[dict[Topic, str]] = {
    Matter.INVITATION: "invited_on",
    Matter.PREPARATION: "done_on",
    Matter.REMAND: "on",
    Matter.PERMITS: "asked_on",
    Matter.DUTY: "agreed_on",
    Matter.MEASURE: "on",
}


def _permits(case: CaseFile, _now: datetime) -> dict[str, object]:
    return {"roles": to_ask_for(case)}


def _meeting(case: CaseFile, _now: datetime) -> dict[str, object]:
    """Whoever was invited is there, until somebody says otherwise."""
    return {"participants": to_come(case)}


def _duty(case: CaseFile, _now: datetime) -> dict[str, object]:
    """Duties are mostly those of the meeting."""
    return {"agreed_on": case.held.on} if case.held else {}


#: The options a field offers, where not all of them can be chosen.
OFFERED: Final[dict[tuple[Topic, str], tuple[Labelled, ...]]] = {(Matter.PERMITS, "roles"): PERMIT_ROLES}

#: What a form begins with besides the day, in the light of the case.
DEFAULTS: Final[dict[Topic, Callable[[CaseFile, datetime], dict[str, object]]]] = {
    Matter.PERMITS: _permits,
    Matter.DUTY: _duty,
    Milestone.MEETING: _meeting,
}
