"""The ladder: which reminders and escalations have come due. Timers are decided here, in nobody's process.

A rung's identity is (milestone, attempt, rung, occurrence): each fires exactly once, as an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from samraad.case import CaseFile, RungKey, Track
from samraad.deadlines import limit
from samraad.events import RungReached
from samraad.rulebook import Offset, Rulebook, Rung, Span, Unit
from samraad.times import add_working_days, at_hour, danish_date, is_working_day, last_day
from samraad.vocabulary import Milestone

#: Roles that mean nothing before a caseworker is found → who is told instead.
_BEFORE_ASSIGNMENT = {"caseworker": "intake", "team_leader": "intake_leader"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A rung and its moment."""

    track: Track
    rung: Rung
    occurrence: int
    #: When it is to fire.
    rung_at: datetime
    #: The deadline it belongs to.
    due_at: datetime

    @property
    def key(self) -> RungKey:
        """What makes it this rung and no other."""
        return (self.track.milestone, self.track.attempt, self.rung.rung, self.occurrence)

    @property
    def missed(self) -> bool:
        """From the deadline on: not a reminder any more."""
        return self.rung_at >= self.due_at


def tick(case: CaseFile, rulebook: Rulebook, now: datetime) -> tuple[RungReached, ...]:
    """What fell due and has not fired, oldest first.

    Where several rungs of one milestone come due at once (nobody ticked for a while) only the last of them tells
    anybody: "three days left" after the deadline would be nonsense. The others are recorded all the same. That the
    deadline was missed is told to everybody the overtaken rungs would have told, as urgently as any of them.
    """
    due = [each for each in _pending(case, rulebook) if each.rung_at <= now]
    together: dict[tuple[Milestone, int], list[Due]] = {}
    for each in due:
        together.setdefault((each.track.milestone, each.track.attempt), []).append(each)
    last = {each[-1].key: _speaks_for(each) for each in together.values()}
    return tuple(_reached(case, rulebook, each, now, last.get(each.key, ())) for each in due)


def _speaks_for(together: list[Due]) -> tuple[Rung, ...]:
    """The rungs whose message the last one brings: its own, and those from the deadline on that it overtook."""
    last = together[-1]
    return tuple(each.rung for each in together if each is last or each.missed)


def next_tick_at(case: CaseFile, rulebook: Rulebook) -> datetime | None:
    """When the case has to be looked at next; None when nothing is left to fire."""
    return min((each.rung_at for each in _pending(case, rulebook)), default=None)


def _pending(case: CaseFile, rulebook: Rulebook) -> list[Due]:
    """Rungs of open milestones that have not fired, in the order they fire."""
    tracks = [track for track in case.tracks if track.open]
    due = [each for track in tracks for each in _rungs(track, rulebook) if each.key not in case.rungs]
    return sorted(due, key=lambda each: each.rung_at)


def _rungs(track: Track, rulebook: Rulebook) -> Iterator[Due]:
    due_at = limit(track.counts_from, rulebook.rule(track.milestone, track.attempt).limit, rulebook.closed_days)
    for rung in rulebook.full_rule(track.milestone).ladder:
        rung_at = _moment(due_at, rung.at, rulebook)
        for occurrence in range(1, rung.times + 1):
            yield Due(track=track, rung=rung, occurrence=occurrence, rung_at=rung_at, due_at=due_at)
            rung_at = _again(rung_at, rung.every, rulebook) if rung.every else rung_at


def _moment(due_at: datetime, offset: Offset, rulebook: Rulebook) -> datetime:
    """When a rung fires. Day-wise ones fire at the message hour of a Danish day, hour-wise ones to the minute."""
    if offset.unit is Unit.HOURS:
        return due_at + timedelta(hours=offset.count)
    day = last_day(due_at)
    if offset.unit is Unit.WORKING_DAYS:
        return at_hour(add_working_days(day, offset.count, rulebook.closed_days), rulebook.message_hour)
    return at_hour(day + timedelta(days=offset.count), rulebook.message_hour)


def _again(rung_at: datetime, every: Span, rulebook: Rulebook) -> datetime:
    day = last_day(limit(rung_at, every, rulebook.closed_days))
    return rung_at + timedelta(hours=every.count) if every.unit is Unit.HOURS else at_hour(day, rulebook.message_hour)


def _reached(case: CaseFile, rulebook: Rulebook, due: Due, now: datetime, tells: tuple[Rung, ...]) -> RungReached:
    """`tells`: the rungs whose message it brings; none where a later one speaks for it."""
    return RungReached(
        milestone=due.track.milestone,
        attempt=due.track.attempt,
        rung=due.rung.rung,
        occurrence=due.occurrence,
        due_at=due.due_at,
        rung_at=due.rung_at,
        told=told(case, tuple(role for rung in tells for role in rung.tell), rulebook, now),
        missed=due.missed,
        urgent=any(rung.urgent for rung in tells or (due.rung,)),
    )


def told(case: CaseFile, roles: tuple[str, ...], rulebook: Rulebook, now: datetime) -> tuple[str, ...]:
    """The recipients behind the roles: initials, `team_leader:unge`, `intake` …; each once, in order."""
    found = [_recipient(case, role, rulebook, now) for role in roles]
    return tuple(dict.fromkeys(found))


def _recipient(case: CaseFile, role: str, rulebook: Rulebook, now: datetime) -> str:
    before = case.team is None or (case.awaiting in (Milestone.ASSESSMENT, Milestone.TARGET_GROUP))
    if before:
        role = _BEFORE_ASSIGNMENT.get(role, role)
        return intake_role(rulebook, now, role) if role in _BEFORE_ASSIGNMENT.values() else role
    if role == "caseworker":
        return case.caseworker or f"team_leader:{case.team}"
    return f"team_leader:{case.team}" if role == "team_leader" else role


def intake_role(rulebook: Rulebook, now: datetime, role: str = "intake") -> str:
    """The role, or the one the municipality names for weekends and holidays."""
    return role if is_working_day(danish_date(now), rulebook.closed_days) else rulebook.weekend_role
