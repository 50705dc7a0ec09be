"""Who works here: initials only. The database is the truth (`tasks.store`); a file is imported into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from samraad.times import aware
from samraad.vocabulary import Speciality


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days somebody is away, both included."""

    from_on: date
    #: None: until further notice.
    until_on: date | None = None
    #: Initials of who looks after the cases meanwhile; None: the colleague's own deputy.
    deputy: str | None = None

    def covers(self, on: date) -> bool:
        """Whether the day is one of them."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """One member of staff, known by initials only."""

    initials: str
    #: `familie`, `unge`, `visitation` …
    team: str
    #: Takes cases; leaders and intake do not.
    takes_cases: bool = True
    #: May approve that nobody is summoned, and hand a case to another.
    leader: bool = False
    #: Attends interrogations out of hours.
    duty_officer: bool = False
    #: Initials of who looks after their cases when they are absent.
    deputy: str | None = None
    specialities: tuple[Speciality, ...] = ()
    #: Names of the rulebook's districts.
    districts: tuple[str, ...] = ()
    #: By their first day.
    absences: tuple[Absence, ...] = ()
    #: The last day at work.
    left_on: date | None = None

    def left(self, on: date) -> bool:
        """Whether they have left before the day."""
        return self.left_on is not None and self.left_on < on

    def absence(self, on: date) -> Absence | None:
        """The absence that covers the day."""
        return next((each for each in self.absences if each.covers(on)), None)

    def at_work(self, on: date) -> bool:
        """Neither absent nor gone."""
        return not self.left(on) and self.absence(on) is None


@dataclass(frozen=True, kw_only=True)
class Staff:
    """All colleagues, also those who have left."""

    colleagues: tuple[Colleague, ...]

    @cached_property
    def _by_initials(self) -> Mapping[str, Colleague]:
        return {each.initials: each for each in self.colleagues}

    def get(self, initials: str) -> Colleague | None:
        """The colleague with the initials, in either case; None for a stranger."""
        return self._by_initials.get(initials.strip().upper())

    @property
    def teams(self) -> Mapping[str, str]:
        """Initials → team."""
        return {each.initials: each.team for each in self.colleagues}

    def deputy_for(self, colleague: Colleague, on: date) -> Colleague | None:
        """Who looks after the cases of somebody absent that day; None where nobody is named, or they are away too."""
        absence = colleague.absence(on)
        named = (absence and absence.deputy) or colleague.deputy
        deputy = self.get(named) if named else None
        return deputy if deputy is not None and deputy.at_work(on) else None

    def told_for(self, initials: str, on: date) -> tuple[str, ...]:
        """Who is told that day what concerns the colleague: they, and while they are absent their deputy as well.

        One who has left is not told. Fewer than two of an absent one, or nobody: somebody above has to know.
        Initials that nobody knows are told as they are: nothing may get lost.
        """
        colleague = self.get(initials)
        if colleague is None:
            return (initials,)
        if colleague.left(on):
            return ()
        deputy = None if colleague.at_work(on) else self.deputy_for(colleague, on)
        return (initials, deputy.initials) if deputy else (initials,)

    def covered(self, initials: str, on: date) -> bool:
        """Whether somebody is at work who looks after the colleague's cases."""
        colleague = self.get(initials)
        return colleague is None or colleague.at_work(on) or self._stood_in_for(colleague, on)

    def _stood_in_for(self, colleague: Colleague, on: date) -> bool:
        return not colleague.left(on) and self.deputy_for(colleague, on) is not None


#: Where nobody is known, nobody is absent.
NOBODY = Staff(colleagues=())


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChange:
    """One line of the log of staff: it is only ever added to."""

    #: 1 for the first.
    serial: int
    at: datetime
    #: Who, as claimed: initials, or `samraad`.
    actor: str
    #: The colleague from then on.
    colleague: Colleague

    def __post_init__(self) -> None:
        aware(self.at)
