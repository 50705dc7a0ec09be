"""What an event tells, whom, and of which deadline: what `samraad.notices` makes its notices of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samraad.case import CaseFile, Todo
from samraad.codec import Recorded
from samraad.deadlines import awaited_until, due
from samraad.delivery import NoticeKind
from samraad.ladder import told
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.vocabulary import Kind, Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The deadline a notice speaks of: a milestone's or a todo's."""

    #: None for a todo.
    milestone: Milestone | None
    due_at: datetime
    kind: Kind
    #: Where it is a todo's.
    todo: Todo | None = None
    #: A day that was agreed, not a deadline.
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an event tells, and whom."""

    recipients: tuple[str, ...]
    kind: NoticeKind
    limit: Limit | None
    urgent: bool = False
    #: A Danish sentence.
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event of a case, to be told of."""

    #: The case after the event.
    case: CaseFile
    recorded: Recorded
    rulebook: Rulebook
    staff: Staff

    def those(self, role: str) -> tuple[str, ...]:
        """Who has the role on the case now."""
        return told(self.case, (role,), self.rulebook, self.recorded.at, self.staff)

    def limit(self, milestone: Milestone) -> Limit | None:
        """The deadline of the latest attempt at the milestone."""
        return limit_of(self.case, milestone, self.rulebook)


def limit_of(case: CaseFile, milestone: Milestone, rulebook: Rulebook) -> Limit | None:
    """The deadline of the latest attempt at the milestone, or the day that was agreed for it, as reminders name it."""
    track = case.track(milestone)
    if track is None:
        return None
    kind, agreed = rulebook.rule(milestone, again=track.again).kind, track.open and track.agreed_on is not None
    due_at = awaited_until(track, rulebook) if agreed else due(track, rulebook)
    return Limit(milestone=milestone, due_at=due_at, kind=kind, agreed=agreed)


def earliest(case: CaseFile, rulebook: Rulebook) -> Limit | None:
    """The earliest deadline that runs: with a further notification it is the one that counts."""
    running = [limit_of(case, track.milestone, rulebook) for track in case.tracks if track.open]
    return min((each for each in running if each), key=lambda each: each.due_at, default=None)


def handed_over(of: Told, caseworker: str) -> Telling | None:
    """Who takes the case over learns of it, unless they registered it themselves."""
    if of.recorded.actor == caseworker:
        return None
    return Telling(recipients=(caseworker,), kind=NoticeKind.ASSIGNED, limit=earliest(of.case, of.rulebook))
