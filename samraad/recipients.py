"""Who can be told, in which order of targets, and when: the content of `config/recipients.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from samraad.times import DENMARK, add_working_days, at_hour, aware, is_working_day

#: Initials have no more letters than this; whatever is longer is a role.
_LONGEST_INITIALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A role or a member of staff."""

    #: `intake`, `team_leader:unge`, or initials.
    key: str
    #: What staff read: `teamlederen i ungeafdelingen`.
    label: str
    #: Names of the targets in the order they are tried; at least one.
    targets: tuple[str, ...]
    #: Role that is told when nothing can be delivered here; None at the top.
    next_role: str | None = None
    #: Told at any hour.
    always: bool = False

    def target_after(self, target: str) -> str | None:
        """The next one to try; the first where the target is no longer listed; None after the last."""
        left = self.targets[self.targets.index(target) + 1 :] if target in self.targets else self.targets
        return left[0] if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """When only urgent messages go out: evenings, nights, weekends and holidays, in Danish time."""

    #: Full hour from which it is quiet, 0–24.
    from_hour: int = 17
    #: Full hour at which a working day begins.
    until_hour: int = 7
    #: Optional holidays that are days off here, e.g. `Juleaftensdag`.
    closed_days: frozenset[str] = frozenset()

    def at(self, instant: datetime) -> bool:
        """Whether it is quiet."""
        return self.end(instant) > aware(instant)

    def end(self, instant: datetime) -> datetime:
        """The same instant outside quiet hours, else when the next working day begins, UTC."""
        local = aware(instant).astimezone(DENMARK)
        today = local.date()
        working = is_working_day(today, self.closed_days)
        if working and self.until_hour <= local.hour < self.from_hour:
            return aware(instant)
        day = today if working and local.hour < self.until_hour else add_working_days(today, 1, self.closed_days)
        return at_hour(day, self.until_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How long to wait after an attempt in vain."""

    #: Between the first attempt and the second, the second and the third …
    waits: tuple[timedelta, ...] = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))

    @property
    def last(self) -> timedelta:
        """Between the attempts at a target that nobody takes over from."""
        return self.waits[-1] if self.waits else timedelta(hours=1)

    def wait(self, attempts: int) -> timedelta | None:
        """After so many attempts (1 or more); None: give the target up, if there is another."""
        return self.waits[attempts - 1] if attempts <= len(self.waits) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Everybody who can be told."""

    named: Mapping[str, Recipient]
    #: Key in `named` of who is told in place of somebody nobody knows.
    fallback: str
    #: How a member of staff is reached who is not named: target names, without the initials. Empty: not at all.
    staff_targets: tuple[str, ...] = ()
    #: Role that is told when a member of staff cannot be; `{team}` stands for their team.
    staff_next_role: str | None = None
    #: Initials → team, of those at work here.
    teams: Mapping[str, str] = field(default_factory=dict)
    quiet: QuietHours = QuietHours()
    retry: Retry = Retry()

    def get(self, key: str) -> Recipient:
        """The recipient; for a key that is neither named nor initials, the fallback."""
        if key in self.named:
            return self.named[key]
        if self.staff_targets and is_initials(key):
            targets = tuple(target_name(key, name) for name in self.staff_targets)
            return Recipient(key=key, label=key, targets=targets, next_role=self._role_above(key))
        return self.named[self.fallback]

    def _role_above(self, initials: str) -> str | None:
        """An unknown team leads to a role nobody knows, and so to the fallback."""
        return self.staff_next_role and self.staff_next_role.replace("{team}", self.teams.get(initials, ""))

    def quiet_for(self, recipient: Recipient, now: datetime) -> bool:
        """Whether only urgent messages may go to the recipient now."""
        return not recipient.always and self.quiet.at(now)

    def open_for(self, recipient: Recipient, instant: datetime) -> datetime:
        """The instant, or the end of the quiet hours it falls in."""
        return instant if recipient.always else self.quiet.end(instant)


def is_initials(key: str) -> bool:
    """Whether a key can be the initials of a member of staff."""
    return key.isalnum() and len(key) <= _LONGEST_INITIALS and key.upper() == key


def target_name(recipient: str, name: str) -> str:
    """`team_leader:unge/mail`: what a delivery calls a recipient's target."""
    return f"{recipient}/{name}"
