"""What a case file is made of: milestones, todos, participants, measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samraad.course import From, Outcome
from samraad.vocabulary import (
    Channel,
    Consent,
    Duty,
    MeasureKind,
    MeasureStatus,
    Milestone,
    NotInvited,
    Role,
    TodoKind,
    TodoOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One milestone, asked for once: open until it has an outcome or lapses."""

    milestone: Milestone
    #: 1 for the first in the case.
    attempt: int
    #: 1 for the first of the samråd it belongs to: a further notification's has 7 days and attempts of its own.
    of_samraad: int = 1
    #: The instant its deadline counts from.
    counts_from: datetime
    origin: From
    #: First instant that is too late, where a leader moved the deadline.
    moved_to: datetime | None = None
    outcome: Outcome | None = None
    #: When it was carried out (for a date: the Danish midnight that begins it), not when it was registered.
    done_at: datetime | None = None
    lapsed: bool = False
    #: It lapsed as the case was closed.
    at_closing: bool = False
    #: The instant the case was closed, as far as is known; None where that says nothing of a duty that was missed.
    closed_at: datetime | None = None
    #: The day that was agreed for it: reminders go by that.
    agreed_on: date | None = None

    @property
    def again(self) -> bool:
        """A further attempt at the same; one that counts from a receipt begins anew, by the first one's rule."""
        return self.attempt > 1 and self.origin not in (From.RECEIPT, From.NEW_RECEIPT)

    @property
    def open(self) -> bool:
        """Neither carried out nor lapsed."""
        return self.outcome is None and not self.lapsed


#: (milestone, attempt, rung, occurrence): each fires exactly once.
RungKey = tuple[Milestone, int, str, int]

#: (version of the event that brought the todo, its kind, which one of that kind the event brought).
TodoKey = tuple[int, TodoKind, int]

#: (number of the todo, rung, occurrence): each fires exactly once.
TodoRungKey = tuple[int, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something to be done beside the course: open until it has an outcome or lapses."""

    #: From 1, in the order they arose in the case. It stays the same when a correction changes what arose before.
    number: int
    key: TodoKey
    kind: TodoKind
    #: The instant the rulebook's limit counts from.
    counts_from: datetime
    #: First instant that is too late, where one was agreed or told; None: the rulebook's limit.
    agreed_due_at: datetime | None = None
    #: Whom it is about.
    role: Role | None = None
    #: What was taken on, or set going.
    what: Duty | MeasureKind | None = None
    #: Number of the participant or measure it is about.
    about: int | None = None
    outcome: TodoOutcome | None = None
    done_on: date | None = None
    #: The instant, where the law counts by the hour.
    done_at: datetime | None = None
    lapsed: bool = False
    #: It lapsed as the case was closed.
    at_closing: bool = False
    #: The instant the case was closed, as far as is known; None where that says nothing of a duty that was missed.
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Neither answered nor lapsed."""
        return self.outcome is None and not self.lapsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who is invited to the meeting, or who is not, and why. Names stand encrypted beside the file."""

    #: From 1, in the order they were told of.
    number: int
    role: Role
    #: The day of the invitation, or of deciding against it.
    on: date
    channel: Channel | None = None
    consent: Consent | None = None
    #: Only of professionals.
    purpose_told_on: date | None = None
    #: None: invited.
    why_not: NotInvited | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Support that was proposed, and how far it has come."""

    #: From 1, in the order they were proposed.
    number: int
    kind: MeasureKind
    status: MeasureStatus
    #: The day of the status.
    on: date
    #: The day it began, None where it never did.
    started_on: date | None = None
    #: It was proposed, and then began without anybody registering that it was granted.
    ungranted: bool = False
