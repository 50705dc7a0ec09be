"""The forms of the target group and of what leads up to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from samraad.case import CaseFile
from samraad.forms.base import Example, Form, Initials, TimeOfDay
from samraad.route_rules import DistrictName
from samraad.rulebook import Rulebook
from samraad.vocabulary import (
    Attendance,
    Destination,
    FamilyTold,
    Matter,
    Milestone,
    Override,
    Proposal,
    Repeated,
    Setting,
    TargetGroup,
    Topic,
)

#: `16000`, `16.000`, `16 000 kr.`: whole kroner. No ten digits: a CPR number is no amount.
_KRONER: Final = r"^(\d{1,3}([. ]\d{3}){1,2}|\d{1,9})( ?kr\.?)?$"


def _kroner(typed: object) -> object:
    """The amount as people write it; a point stands before every three digits or nowhere."""
    if not isinstance(typed, str):
        return typed
    if not re.search(_KRONER, typed.strip()):
        raise ValueError("whole kroner, e.g. 16000 or 16.000")
    return re.sub(r"\D", "", typed)


Kroner = Annotated[
    int,
    BeforeValidator(_kroner),
    Field(ge=0),
    WithJsonSchema({"type": "string", "pattern": _KRONER}),
    Example("16.000"),
]


class TargetGroupForm(Form):
    topic = Milestone.TARGET_GROUP

    outcome: TargetGroup = Field(title="Er den unge i målgruppen?")
    decided_on: date = Field(title="Afgjort, forelagt eller spurgt den")
    destination: Destination | None = Field(default=None, title="Uden for målgruppen: hvor går underretningen hen")
    amount_kr: Kroner | None = Field(
        default=None, title="Værdi i hele kroner, hvis den kendes", description="Ved tyveri og hærværk."
    )
    setting: Setting | None = Field(default=None, title="Hvor skete det, hvis det vides?")
    repeated: Repeated | None = Field(
        default=None,
        title="Har den unge været mistænkt før?",
        description="Tom: som sagerne viser, også dem der ikke var alvorlige. Flere, der afgøres sammen, tæller ikke.",
    )
    override: Override | None = Field(
        default=None, title="Hvorfor anderledes end tabellen", description="Kun når tabellens svar er klart."
    )
    ssp_told_on: date | None = Field(
        default=None, title="SSP-konsulenten underrettet den", description="Kan udfyldes uden for målgruppen."
    )
    own_caseworker: Initials | None = Field(
        default=None, title="Den unges egen sagsbehandler", description="Initialer, hvis den unge er kendt."
    )
    district: Annotated[DistrictName, Example("vest")] | None = Field(
        default=None, title="Distrikt", description="Hvis kommunen fordeler efter distrikt."
    )


class InterrogationForm(Form):
    topic = Matter.INTERROGATION

    attendance: Attendance = Field(title="Hvem møder eller mødte op?")
    attended_by: Initials | None = Field(
        default=None, title="Initialer på den, der møder", description="Tom: dig, når en medarbejder møder."
    )
    held_on: date = Field(title="Aftalt til eller holdt den", description="Aftalt: den dag, afhøringen skal holdes.")
    held_time: TimeOfDay | None = Field(default=None, title="Holdt klokken", description="F.eks. 14.30.")
    documents_on: date | None = Field(
        default=None,
        title="Politiets dokumentation udleveret den",
        description="De 7 dage løber fra dokumentationen, hvis den kom før mailen.",
    )
    documents_time: TimeOfDay | None = Field(default=None, title="Dokumentationen udleveret klokken")
    family_told: tuple[FamilyTold, ...] = Field(
        default=(),
        title="Hvad fik familien at vide?",
        description="Sig ikke, at det nok var denne ene gang: det er ikke vurderet.",
    )
    proposal: Proposal | None = Field(default=None, title="Forslag om målgruppen")


FORMS: Final[tuple[type[Form], ...]] = (TargetGroupForm, InterrogationForm)

DAY_FIELD: Final[dict[Topic, str]] = {Milestone.TARGET_GROUP: "decided_on", Matter.INTERROGATION: "held_on"}


def _target_group(case: CaseFile, _now: datetime) -> dict[str, object]:
    """What was said when it was referred, or the police asked, need not be typed again."""
    said = case.target_facts
    values = {"amount_kr": said.amount_kr, "setting": said.setting, "repeated": said.repeated} if said else {}
    return {name: value for name, value in values.items() if value is not None}


#: Fields whose options are the rulebook's: without any the field is not asked.
BY_RULEBOOK: Final[dict[tuple[Topic, str], Callable[[Rulebook], tuple[str, ...]]]] = {
    (Milestone.TARGET_GROUP, "district"): lambda rulebook: tuple(each.name for each in rulebook.districts),
}

#: What a form begins with besides the day, in the light of the case.
DEFAULTS: Final[dict[Topic, Callable[[CaseFile, datetime], dict[str, object]]]] = {
    Milestone.TARGET_GROUP: _target_group,
}
