"""The rulebook: every number and ground of the law and of practice, as data.

Effective-dated; a case keeps the rulebook it was opened under, by the content hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from samraad.errors import BrokenRulebook
from samraad.offences import FEWEST_LETTERS, Words, letters
from samraad.quarantine_rules import QUARANTINE
from samraad.times import optional_days
from samraad.vocabulary import Kind, Milestone, Offence

#: Context of reading a rulebook that cases live under: it was checked when it came into force, and today's checks may
#: be stricter. A case must stay readable.
KEPT = "kept"
#: Stands in where the rulebook's own day cannot be read.
_ANY_DAY = date(2026, 1, 1)


class Unit(StrEnum):
    """How time is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Table):
    """`7 days`, `2 working days`, `24 hours`, `3 months`."""

    count: int = Field(ge=0)
    unit: Unit


class Offset(_Table):
    """`3 days before`, `at the deadline`, `2 working days after`."""

    count: int
    unit: Unit


_UNIT = r"(?P<unit>hour|day|working day|month)s?"


def _span(text: object) -> object:
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


class Rung(_Table):
    """One step of the ladder: when somebody is told that a milestone is not registered."""

    rung: str
    at: Annotated[Offset, BeforeValidator(_offset)]
    #: Roles: caseworker, team_leader, intake, intake_leader, manager.
    tell: tuple[str, ...] = Field(min_length=1)
    urgent: bool = False
    #: Repeats with this distance, `times` in all.
    every: Annotated[Span, BeforeValidator(_span)] | None = None
    times: int = Field(default=1, ge=1, le=50)

    @model_validator(mode="after")
    def _repeats(self) -> Rung:
        if (self.every is None) != (self.times == 1):
            raise ValueError("'every' and 'times' go together")
        return self


class Limit(_Table):
    """How long a milestone may take, how binding that is, and on what ground."""

    kind: Kind
    limit: Annotated[Span, BeforeValidator(_span)]
    legal_basis: str


class MilestoneRule(Limit):
    """A milestone's limit and ladder."""

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


class Route(_Table):
    """By age at receipt: the team a case goes to."""

    team: str
    from_age: int = Field(ge=0)
    below_age: int = Field(le=18)
    because: str


class Rulebook(_Table):
    """A rulebook as read. `content` and `hash` identify it for ever."""

    name: str
    effective_from: date
    #: Under this age on the Danish day of receipt.
    under_age: int = Field(default=18, ge=1)
    #: Days after a held samråd within which a new suspicion leads to a plan review.
    protected: Annotated[Span, BeforeValidator(_span)]
    #: A date further back than this before the receipt is taken for a slip.
    believable: Annotated[Span, BeforeValidator(_span)]
    #: Hour of the Danish day at which day-wise rungs fire.
    message_hour: int = Field(ge=0, le=23)
    #: Names of optional holidays the municipality is closed, as the `holidays` package spells them.
    closed_days: frozenset[str] = frozenset()
    #: Role told instead of intake at weekends and holidays, before a caseworker is found.
    weekend_role: str
    routes: tuple[Route, ...] = Field(min_length=1)
    #: Words by which a kind of crime is recognised (`samraad.offences`).
    offences: dict[Offence, tuple[str, ...]]
    milestones: dict[Milestone, MilestoneRule]
    #: How long what could not be understood may wait for a person, from receipt.
    quarantine: MilestoneRule = Field(default_factory=lambda: MilestoneRule.model_validate(QUARANTINE))

    _content: str = PrivateAttr(default="")

    @field_validator("closed_days")
    @classmethod
    def _known_days(cls, days: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        if info.context == KEPT:
            return days
        known = optional_days(info.data.get("effective_from", _ANY_DAY).year)
        if strange := days - known:
            raise ValueError(f"no such day: {', '.join(sorted(strange))}; there are {', '.join(sorted(known))}")
        return days

    @field_validator("offences")
    @classmethod
    def _particular(cls, offences: dict[Offence, tuple[str, ...]], info: ValidationInfo) -> dict[Offence, Any]:
        for word in () if info.context == KEPT else chain.from_iterable(offences.values()):
            if letters(word) < FEWEST_LETTERS:
                raise ValueError(
                    f"{word!r} would fit anything: a word needs at least {FEWEST_LETTERS} letters of its own"
                )
        return offences

    @model_validator(mode="after")
    def _complete(self, info: ValidationInfo) -> Rulebook:
        if info.context == KEPT:
            return self
        missing = [milestone.value for milestone in Milestone if milestone not in self.milestones]
        if missing:
            raise ValueError(f"milestones missing: {', '.join(missing)}")
        for age in range(self.under_age):
            if sum(route.from_age <= age < route.below_age for route in self.routes) != 1:
                raise ValueError(f"routes: exactly one must fit age {age}")
        return self

    def with_content(self, text: str) -> Rulebook:
        """This rulebook, knowing the text it was read from."""
        self._content = text
        return self

    @property
    def content(self) -> str:
        """The text it was read from."""
        return self._content

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return hashlib.sha256(self._content.encode()).hexdigest()

    @cached_property
    def _kinds_in(self) -> Callable[[str], tuple[Offence, ...]]:
        """Remembers: the rows of a weekly sheet say the same few things."""
        return lru_cache(maxsize=1024)(Words.of(self.offences).kinds_in)

    def rule(self, milestone: Milestone, attempt: int = 1) -> Limit:
        """The limit of a milestone at this attempt. Raises BrokenRulebook, see `full_rule`."""
        rule = self.full_rule(milestone)
        return rule.again if attempt > 1 and rule.again else rule

    def full_rule(self, milestone: Milestone) -> MilestoneRule:
        """The limit of a milestone, with its ladder.

        Raises BrokenRulebook for one that is younger than the rulebook: there is no number to count with, and none is
        made up. Asked of milestones that a case has come to, never of all there are.
        """
        found = self.milestones.get(milestone)
        if found is None:
            raise BrokenRulebook(
                f"regelsættet {self.name} fra {self.effective_from.isoformat()} har ingen regel om {milestone.label}: "
                "sagen følger et regelsæt, der er ældre end det skridt"
            )
        return found

    def route(self, age: int) -> Route:
        """The one route for the age; a case that a person opened on somebody older goes where the oldest go."""
        age = min(age, self.under_age - 1)
        return next(route for route in self.routes if route.from_age <= age < route.below_age)

    def kinds_of(self, passages: Sequence[str]) -> tuple[Offence, ...]:
        """The kinds of crime the passages speak of; what no word fits is `other`."""
        found: list[Offence] = []
        for passage in passages:
            found += [kind for kind in self._kinds_in(passage) if kind not in found]
        return tuple(found)
