"""The forms of what turns the course of a case."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from samraad.forms.base import Form
from samraad.vocabulary import Agreed, Matter, Milestone, Motivation, Reason, Ruling, Topic


class MotivationForm(Form):
    topic = Milestone.MOTIVATION

    outcome: Motivation = Field(title="Hvad kom der ud af motivationsforsøget?")
    attempted_on: date = Field(title="Talt med familien den")
    reason: Reason | None = Field(default=None, title="Hvorfor ikke holdt", description="Tom: familien siger nej.")


class VerdictForm(Form):
    topic = Matter.VERDICT

    outcome: Ruling = Field(title="Hvad er der sket?")
    decided_on: date = Field(title="Afgjort eller frafaldet den")


class AgreedDateForm(Form):
    topic = Matter.AGREED_DATE

    milestone: Agreed = Field(default=Agreed.MEETING, title="Hvad er aftalt?")
    agreed_on: date = Field(title="Aftalt til den", description="Påmindelser følger den dag.")


FORMS: Final[tuple[type[Form], ...]] = (MotivationForm, VerdictForm, AgreedDateForm)

DAY_FIELD: Final[dict[Topic, str]] = {Milestone.MOTIVATION: "attempted_on", Matter.VERDICT: "decided_on"}

R = Reason

REASONS: Final[dict[Topic, tuple[Reason, ...]]] = {
    Milestone.MOTIVATION: (R.DECLINES, R.PLACED, R.HEALTH, R.OTHER_AGENCY, R.MOVED, R.ILL, R.PHONE_CALL, R.OTHER),
}
