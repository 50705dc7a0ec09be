"""What is noted on a case without changing where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samraad.events.instants import store_utc
from samraad.vocabulary import Matter, Milestone, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class RungReached:
    """A rung of the ladder came due: a reminder, or a missed deadline. Each fires exactly once."""

    milestone: Milestone
    attempt: int
    #: Name of the rung in the rulebook.
    rung: str
    #: 1 for the first time, counted up by a rung that repeats.
    occurrence: int
    #: The deadline the rung belongs to.
    due_at: datetime
    #: When the rung should have fired; the event's own time minus this is its lateness.
    rung_at: datetime
    #: Roles and persons told; empty where a later rung overtook this one.
    told: tuple[str, ...]
    #: The deadline has passed.
    missed: bool
    urgent: bool = False

    def __post_init__(self) -> None:
        store_utc(self, "due_at", "rung_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRefused:
    """An answer made no sense, or came second. Kept, so that nobody need wonder what became of it."""

    #: What the answer was about: a milestone, or …
    milestone: Milestone | None
    #: Stable code of the refusal.
    code: str
    field: str | None
    #: … a matter.
    matter: Matter | None = None

    @property
    def topic(self) -> Topic | None:
        """What the answer was about."""
        return self.milestone or self.matter


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTried:
    """One attempt at telling somebody, and how it went."""

    #: Reference that stands in the message's text.
    reference: str
    recipient: str
    target: str
    attempt: int
    delivered: bool
    #: No further attempt at this target.
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody read the personal data of the case."""

    #: What for, as claimed.
    purpose: str


RecordEvent = RungReached | AnswerRefused | MessageTried | PersonShown
