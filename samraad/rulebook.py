"""The rulebook: every number and ground of the law and of practice, as data.

Effective-dated; a case keeps the rulebook it was opened under, by the content hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from samraad.errors import BrokenRulebook
from samraad.later_rules import MILESTONES, QUARANTINE, TODOS
from samraad.limits import KEPT, Limit, MilestoneRule, Span, Table, span
from samraad.offences import FEWEST_LETTERS, Words, letters
from samraad.route_rules import Allotment, District, Route, RoutingStep
from samraad.target_rows import TargetGroupRow, check
from samraad.times import optional_days
from samraad.vocabulary import Milestone, Offence, TodoKind

#: Stands in where the rulebook's own day cannot be read.
_ANY_DAY = date(2026, 1, 1)


def _later(rule: dict[str, Any] | None) -> MilestoneRule | None:
    return MilestoneRule.model_validate(rule) if rule else None


class Rulebook(Table):
    """A rulebook as read. `content` and `hash` identify it for ever."""

    name: str
    effective_from: date
    #: Under this age on the Danish day of receipt.
    under_age: int = Field(default=18, ge=1)
    #: Days after a held samråd within which a new suspicion leads to a plan review.
    protected: Annotated[Span, BeforeValidator(span)]
    #: A date further back than this before the receipt is taken for a slip.
    believable: Annotated[Span, BeforeValidator(span)]
    #: Hour of the Danish day at which day-wise rungs fire.
    message_hour: int = Field(ge=0, le=23)
    #: Names of optional holidays the municipality is closed, as the `holidays` package spells them.
    closed_days: frozenset[str] = frozenset()
    #: Role told instead of intake at weekends and holidays, before a caseworker is found.
    weekend_role: str
    routes: tuple[Route, ...] = Field(min_length=1)
    #: How the colleague is found, step by step; the first that finds one decides.
    routing: tuple[RoutingStep, ...] = tuple(RoutingStep)
    #: Initials of those who take all samråd.
    advisers: tuple[str, ...] = ()
    districts: tuple[District, ...] = ()
    #: The weekly meeting at which cases are allotted, where there is one.
    allotment: Allotment | None = None
    #: Full hours between which an interrogation on a working day is the day staff's.
    office_from_hour: int = Field(default=8, ge=0, le=24)
    office_until_hour: int = Field(default=16, ge=0, le=24)
    #: Words by which a kind of crime is recognised (`samraad.offences`).
    offences: dict[Offence, tuple[str, ...]]
    milestones: dict[Milestone, MilestoneRule]
    #: How long each kind of todo may take.
    todos: dict[TodoKind, MilestoneRule] = Field(default_factory=dict)
    #: Role that looks at the target group of a case in the grey zone.
    grey_role: str = "intake_leader"
    #: Full hour of the next working day by which the duty officer hands over.
    hand_over_hour: int = Field(default=10, ge=1, le=23)
    #: Days before the 15th and 18th birthday at which the hand-over is prompted, by the week.
    age_notice_days: int = Field(default=30, ge=7, le=365)
    #: The decision table of the target group; the first row that fits decides. Empty: everything is grey.
    target_group: tuple[TargetGroupRow, ...] = ()
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
        if unnamed := [kind.value for kind in TodoKind if kind not in self.todos]:
            raise ValueError(f"todos missing: {', '.join(unnamed)}")
        check(self.target_group)
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

    def rule(self, milestone: Milestone, *, again: bool = False) -> Limit:
        """The limit of a milestone, or that of a further attempt at it. Raises BrokenRulebook, see `full_rule`."""
        rule = self.full_rule(milestone)
        return rule.again if again and rule.again else rule

    def full_rule(self, milestone: Milestone) -> MilestoneRule:
        """The limit of a milestone, with its ladder.

        A milestone that is younger than the rulebook has the limit it came with (`samraad.later_rules`). Raises
        BrokenRulebook where there is none either: no number is made up.
        """
        found = self.milestones.get(milestone) or _later(MILESTONES.get(milestone))
        if found is None:
            raise BrokenRulebook(
                f"regelsættet {self.name} fra {self.effective_from.isoformat()} har ingen regel om {milestone.label}: "
                "sagen følger et regelsæt, der er ældre end det skridt"
            )
        return found

    def todo_rule(self, kind: TodoKind) -> MilestoneRule:
        """The limit of a kind of todo, with its ladder; for one younger than the rulebook the one it came with."""
        return self.todos.get(kind) or MilestoneRule.model_validate(TODOS[kind])

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
