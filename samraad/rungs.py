"""A ladder's rungs and their moments, whatever the ladder stands against: a milestone of a case, or an item."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from samraad.deadlines import limit
from samraad.limits import Offset, Rung, Span, Unit
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.times import add_working_days, at_hour, danish_date, is_working_day, last_day

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Generic[K]):
    """A rung and its moment."""

    #: What the ladder stands against, e.g. a milestone and the attempt at it.
    of: K
    rung: Rung
    occurrence: int
    #: When it is to fire.
    rung_at: datetime
    #: The deadline it belongs to.
    due_at: datetime

    @property
    def missed(self) -> bool:
        """From the deadline on: not a reminder any more."""
        return self.rung_at >= self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached(Generic[K]):
    """A rung that fires now."""

    due: Due[K]
    #: The roles that are told, none where a later rung speaks for it.
    tells: tuple[str, ...]
    urgent: bool


def rungs(of: K, due_at: datetime, ladder: Iterable[Rung], rulebook: Rulebook) -> Iterator[Due[K]]:
    """All rungs of a ladder, each occurrence by itself."""
    for rung in ladder:
        rung_at = _moment(due_at, rung.at, rulebook)
        for occurrence in range(1, rung.times + 1):
            yield Due(of=of, rung=rung, occurrence=occurrence, rung_at=rung_at, due_at=due_at)
            rung_at = _again(rung_at, rung.every, rulebook) if rung.every else rung_at


def reached(pending: Iterable[Due[K]], now: datetime) -> tuple[Reached[K], ...]:
    """What fell due of the rungs that have not fired, oldest first.

    Where several rungs of one ladder come due at once (nobody ticked for a while) only the last of them tells
    anybody: "three days left" after the deadline would be nonsense. The others are recorded all the same. That the
    deadline was missed is told to everybody the overtaken rungs would have told, as urgently as any of them.
    """
    due = sorted((each for each in pending if each.rung_at <= now), key=lambda each: each.rung_at)
    together: dict[K, list[Due[K]]] = {}
    for each in due:
        together.setdefault(each.of, []).append(each)
    return tuple(_reached(each, together[each.of]) for each in due)


def _reached(due: Due[K], together: list[Due[K]]) -> Reached[K]:
    """The last of them brings its own message, and those from the deadline on that it overtook."""
    if due is not together[-1]:
        return Reached(due=due, tells=(), urgent=due.rung.urgent)
    speaks_for = [each.rung for each in together if each is due or each.missed]
    tells = tuple(role for rung in speaks_for for role in rung.tell)
    return Reached(due=due, tells=tells, urgent=any(rung.urgent for rung in speaks_for))


def each_once(roles: Iterable[str], recipient: Callable[[str], str]) -> tuple[str, ...]:
    """The recipients behind the roles, each once, in order."""
    return tuple(dict.fromkeys(recipient(role) for role in roles))


def intake_role(rulebook: Rulebook, now: datetime, role: str = "intake") -> str:
    """The role, or the one the municipality names for weekends and holidays."""
    return role if is_working_day(danish_date(now), rulebook.closed_days) else rulebook.weekend_role


def on_duty(rulebook: Rulebook, now: datetime, staff: Staff) -> tuple[str, ...]:
    """Initials of the duty officers at work, out of office hours; nobody within them."""
    today = danish_date(now)
    open_, closed = (at_hour(today, hour) for hour in (rulebook.office_from_hour, rulebook.office_until_hour))
    if is_working_day(today, rulebook.closed_days) and open_ <= now < closed:
        return ()
    return tuple(each.initials for each in staff.colleagues if each.duty_officer and each.at_work(today))


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
