"""Todos: opened by hand, answered, reminded of. Those that another event brings with it need none of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.events.instants import store_utc
from samraad.vocabulary import LateCause, Reason, Role, TodoKind, TodoOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoOpened:
    """Somebody wrote down what is to be done beside the course."""

    kind: TodoKind
    opened_on: date
    #: Last day, where one was agreed; None: the rulebook's limit for the kind.
    due_on: date | None = None
    #: Whom it is about.
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoAnswered:
    #: Its number in the case, from 1.
    todo: int
    outcome: TodoOutcome
    on: date
    reason: Reason | None = None
    #: Of a late summons.
    cause: LateCause | None = None
    #: The instant, where the law counts by the hour; None of the others, and in files from before it.
    at: datetime | None = None

    def __post_init__(self) -> None:
        store_utc(self, "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRungReached:
    """A reminder of a todo came due, or its time is over. Each rung fires exactly once."""

    todo: int
    kind: TodoKind
    rung: str
    #: 1 for the first time, counted up by a rung that repeats.
    occurrence: int
    due_at: datetime
    #: When the rung should have fired.
    rung_at: datetime
    #: Roles and persons told; empty where a later rung overtook this one.
    told: tuple[str, ...]
    missed: bool
    urgent: bool = False

    def __post_init__(self) -> None:
        store_utc(self, "due_at", "rung_at")


TodoEvent = TodoOpened | TodoAnswered | TodoRungReached
