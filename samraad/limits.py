"""Limits and ladders, as a rulebook writes them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from samraad.vocabulary import Kind

#: Context of reading a rulebook that cases live under: it was checked when it came into force, and today's checks may
#: be stricter. A case must stay readable.
KEPT = "kept"


class Unit(StrEnum):
    """How time is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


class Table(BaseModel):
    """Base of what a rulebook is made of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Table):
    """`7 days`, `2 working days`, `24 hours`, `3 months`."""

    count: int = Field(ge=0)
    unit: Unit


class Offset(Table):
    """`3 days before`, `at the deadline`, `2 working days after`."""

    count: int
    unit: Unit


_UNIT = r"(?P<unit>hour|day|working day|month)s?"


def span(text: object) -> object:
    """The parts of `7 days`. Raises ValueError."""
    found = re.fullmatch(rf"(?P<count>\d+) {_UNIT}", text) if isinstance(text, str) else None
    if found is None:
        raise ValueError("write e.g. '7 days', '2 working days', '24 hours' or '3 months'")
    return {"count": int(found["count"]), "unit": f"{found['unit']}s"}


def _offset(text: object) -> object:
    if text == "at the deadline":
        return {"count": 0, "unit": "hours"}
    found = re.fullmatch(rf"(?P<count>\d+) {_UNIT} (?P<side>before|after)", text) if isinstance(text, str) else None
    if found is None or found["unit"] == "month":
        raise ValueError("write e.g. '3 days before', 'at the deadline' or '2 working days after'")
    return {"count": int(found["count"]) * (-1 if found["side"] == "before" else 1), "unit": f"{found['unit']}s"}


class Rung(Table):
    """One step of the ladder: when somebody is told that a milestone is not registered."""

    rung: str
    at: Annotated[Offset, BeforeValidator(_offset)]
    #: Roles: caseworker, team_leader, intake, intake_leader, manager.
    tell: tuple[str, ...] = Field(min_length=1)
    urgent: bool = False
    #: Repeats with this distance, `times` in all.
    every: Annotated[Span, BeforeValidator(span)] | None = None
    times: int = Field(default=1, ge=1, le=50)

    @model_validator(mode="after")
    def _repeats(self) -> Rung:
        if (self.every is None) != (self.times == 1):
            raise ValueError("'every' and 'times' go together")
        return self


class Limit(Table):
    """How long a milestone may take, how binding that is, and on what ground."""

    kind: Kind
    limit: Annotated[Span, BeforeValidator(span)]
    legal_basis: str


class MilestoneRule(Limit):
    """A limit and its ladder: of a milestone, a kind of todo, or the quarantine."""

    #: Another limit for the second and later attempts.
    again: Limit | None = None
    ladder: tuple[Rung, ...]

    @model_validator(mode="after")
    def _complete_ladder(self, info: ValidationInfo) -> MilestoneRule:
        if info.context == KEPT:
            return self
        names = [rung.rung for rung in self.ladder]
        if len(names) != len(set(names)):
            raise ValueError("two rungs of a ladder have the same name")
        if not any(rung.at.count == 0 and rung.at.unit is Unit.HOURS for rung in self.ladder):
            raise ValueError("one rung must be 'at the deadline': else nobody would learn that it was missed")
        return self
