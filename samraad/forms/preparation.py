"""The forms of how the meeting is prepared."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from samraad.forms.base import Form, Note, PrivateName
from samraad.vocabulary import Channel, Consent, Invitation, Matter, NotInvited, Role, Topic


class InvitationForm(Form):
    topic = Matter.INVITATION

    participant: int | None = Field(
        default=None, title="Deltagerens nummer", ge=1, description="Kun for at rette en, der står i sagen. Tom: en ny."
    )
    role: Role | None = Field(default=None, title="Hvem (rolle)")
    outcome: Invitation = Field(default=Invitation.INVITED, title="Er vedkommende inviteret?")
    invited_on: date = Field(title="Den")
    channel: Channel | None = Field(default=None, title="Inviteret ved")
    consent: Consent | None = Field(default=None, title="Familiens samtykke til, at vedkommende deltager")
    purpose_told_on: date | None = Field(
        default=None, title="Formålet fortalt den", description="For fagfolk. Der tales ikke om skyld."
    )
    why: NotInvited | None = Field(default=None, title="Hvorfor ikke inviteret")
    who: PrivateName | None = Field(default=None, title="Navn og adresse")
    note: Note | None = Field(default=None, title="Bemærkning")


FORMS: Final[tuple[type[Form], ...]] = (InvitationForm,)

DAY_FIELD: Final[dict[Topic, str]] = {Matter.INVITATION: "invited_on"}
