"""The form by which a leader gives a case to another."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from samraad.forms.base import Form, Initials
from samraad.vocabulary import Matter, Reason, Topic


class ReassignForm(Form):
    topic = Matter.REASSIGN

    caseworker: Initials = Field(title="Ny sagsbehandlers initialer", description="Kun en leder kan fordele om.")
    reassigned_on: date = Field(title="Omfordelt den")
    reason: Reason | None = Field(default=None, title="Hvorfor omfordeles sagen?")


FORMS: Final[tuple[type[Form], ...]] = (ReassignForm,)

DAY_FIELD: Final[dict[Topic, str]] = {Matter.REASSIGN: "reassigned_on"}

R = Reason

REASONS: Final[dict[Topic, tuple[Reason, ...]]] = {
    Matter.REASSIGN: (R.ABSENT, R.LEFT, R.NO_ANSWER, R.WORKLOAD, R.CONFLICT_OF_INTEREST, R.OTHER),
}
