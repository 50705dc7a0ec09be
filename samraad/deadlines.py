"""When a milestone is too late, how binding that is, and how the date arose.

Source: `domain.md`, "The rule" and "Stages of a case"; the numbers are the rulebook's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from samraad.amounts import amount
from samraad.case import CaseFile, Todo, Track
from samraad.course import COUNTED_IN, NOT_DONE, From
from samraad.limits import Span, Unit
from samraad.rulebook import Rulebook
from samraad.times import (
    add_months,
    add_working_days,
    aware,
    danish_date,
    end_of,
    last_day,
    show_day,
    show_due,
    show_instant,
    show_long_day,
    start_of,
)
from samraad.vocabulary import Counted, Kind, Milestone, State, TodoKind

#: What an agreed day is called where a deadline says how binding it is.
AGREED_DAY: Final = "aftalt dato"
#: Todos whose day people agree on.
_AGREED_ON: Final = (TodoKind.DUTY, TodoKind.COURT_STATEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One milestone's limit."""

    milestone: Milestone
    attempt: int
    #: The milestone, with how often it has come up: `netværkssamråd (2. forsøg)`, `opfølgning (2. runde)`.
    name: str
    kind: Kind
    #: Exclusive: the first instant that is too late.
    due_at: datetime
    legal_basis: str
    #: A plain Danish sentence: how the date arose.
    explanation: str
    #: The same in a few words, e.g. `7 dage efter modtagelsen lør 21. nov`.
    counted: str
    state: State
    #: The day that was agreed for it: reminders go by that, the deadline stays.
    agreed_on: date | None = None

    @property
    def shown(self) -> str:
        """The deadline as people say it, e.g. `lør 28. nov`."""
        return show_due(self.due_at)


def limit(counts_from: datetime, span: Span, closed_days: frozenset[str] = frozenset()) -> datetime:
    """The first instant that is too late. Counted in days, the day after is day 1 and the last day ends at midnight."""
    day = danish_date(counts_from)
    match span.unit:
        case Unit.HOURS:
            return aware(counts_from) + timedelta(hours=span.count)
        case Unit.DAYS:
            return end_of(day + timedelta(days=span.count))
        case Unit.WORKING_DAYS:
            return end_of(add_working_days(day, span.count, closed_days))
        case Unit.MONTHS:
            return end_of(add_months(day, span.count))
        case _ as unknown:
            assert_never(unknown)


def due(track: Track, rulebook: Rulebook) -> datetime:
    """The first instant that is too late for one attempt at a milestone: as a leader moved it, else by the rulebook."""
    return track.moved_to or _by_rule(track, rulebook)


def awaited_until(track: Track, rulebook: Rulebook) -> datetime:
    """From when a milestone that is not registered is missed: the end of the day agreed for it, else its deadline."""
    return end_of(track.agreed_on) if track.agreed_on else due(track, rulebook)


def _by_rule(track: Track, rulebook: Rulebook) -> datetime:
    rule = rulebook.rule(track.milestone, again=track.again)
    return limit(track.counts_from, rule.limit, rulebook.closed_days)


def todo_due(todo: Todo, rulebook: Rulebook) -> datetime:
    """The first instant that is too late for a todo: as agreed, else by the rulebook."""
    return todo.agreed_due_at or _todo_by_rule(todo, rulebook)


def todo_agreed(todo: Todo, rulebook: Rulebook) -> bool:
    """Whether its day is one that people agreed on: neither the rulebook's nor one that follows from what was told."""
    return todo.kind in _AGREED_ON and todo_due(todo, rulebook) != _todo_by_rule(todo, rulebook)


def _todo_by_rule(todo: Todo, rulebook: Rulebook) -> datetime:
    return limit(todo.counts_from, rulebook.todo_rule(todo.kind).limit, rulebook.closed_days)


def deadline(track: Track, rulebook: Rulebook, now: datetime) -> Deadline:
    """The deadline of one attempt at a milestone, with all there is to say of it."""
    rule = rulebook.rule(track.milestone, again=track.again)
    due_at = due(track, rulebook)
    return Deadline(
        milestone=track.milestone,
        attempt=track.attempt,
        name=name(track),
        kind=rule.kind,
        due_at=due_at,
        legal_basis=rule.legal_basis,
        explanation=_explain(track, rule.limit, _by_rule(track, rulebook)) + _moved(track),
        counted=_count(track, rule.limit) + (", flyttet af lederen" if track.moved_to else ""),
        state=_state(track, awaited_until(track, rulebook) if track.open else due_at, now, rule.kind),
        agreed_on=track.agreed_on,
    )


def name(track: Track) -> str:
    """The milestone in Danish, with how often it has come up, where it has before."""
    counted = COUNTED_IN[track.milestone]
    if counted is Counted.ROUND:
        again = f"{track.attempt}. {counted.label}" if track.attempt > 1 else ""
    elif track.of_samraad > 1:
        again = f"{track.of_samraad}. {counted.label}"
    else:
        again = "ny underretning" if track.attempt > 1 else ""
    return f"{track.milestone.label} ({again})" if again else track.milestone.label


def deadlines(case: CaseFile, rulebook: Rulebook, now: datetime) -> tuple[Deadline, ...]:
    """All deadlines the case has had, in the order they arose."""
    return tuple(deadline(track, rulebook, now) for track in case.tracks)


def running(case: CaseFile, rulebook: Rulebook, now: datetime) -> tuple[Deadline, ...]:
    """The deadlines still open, the awaited milestone's first."""
    open_ = [deadline(track, rulebook, now) for track in case.tracks if track.open]
    return tuple(sorted(open_, key=lambda each: list(Milestone).index(each.milestone)))


def summons_by_on(case: CaseFile, received_at: datetime, rulebook: Rulebook) -> date | None:
    """The law's last day by this receipt for the summons that was sent upon the first; None where none was."""
    rule = rulebook.rule(Milestone.SUMMONS)
    if case.first_summoned_on is None or rule.kind is not Kind.STATUTORY:
        return None
    return last_day(limit(received_at, rule.limit, rulebook.closed_days))


def protected_until(samraad_on: date, rulebook: Rulebook) -> datetime:
    """The first instant at which a new suspicion no longer counts as within the year of a held samråd."""
    return limit(start_of(samraad_on), rulebook.protected)


def lapsed_as(of: Track | Todo, due_at: datetime, kind: Kind) -> State:
    """How something that lapsed stands: a duty of the law that was missed before the case was closed stays missed."""
    missed = kind is Kind.STATUTORY and of.closed_at is not None and of.closed_at >= due_at
    return State.LAPSED_OVERDUE if missed else State.LAPSED


def _state(track: Track, due_at: datetime, now: datetime, kind: Kind) -> State:
    if track.lapsed:
        return lapsed_as(track, due_at, kind)
    if track.outcome is None or track.done_at is None:
        return State.OVERDUE if now >= due_at else State.OPEN
    if (track.milestone, track.outcome) in NOT_DONE:
        return State.NOT_DONE
    return State.MET if track.done_at < due_at else State.MET_LATE


_UNITS = {
    Unit.HOURS: "time",
    Unit.DAYS: "dag",
    Unit.WORKING_DAYS: "arbejdsdag",
    Unit.MONTHS: "måned",
}

#: What a deadline counts from: as the beginning of a sentence, and as what comes after "efter".
_ORIGINS: dict[From | Milestone, tuple[str, str]] = {
    From.RECEIPT: ("Modtaget", "modtagelsen"),
    From.NEW_RECEIPT: ("Ny underretning modtaget", "modtagelsen af den nye underretning"),
    From.VERDICT: ("Dommen faldt, eller mistanken blev frafaldet,", "dommen eller frafaldet"),
    From.AGREEMENT: ("Familien sagde ja", "familiens ja"),
    From.CHOICE: ("Der blev valgt andet end et netværkssamråd", "valget"),
    From.MEETING: ("Netværkssamrådet var", "netværkssamrådet"),
    From.AGREED_BEFORE: (
        "Indkaldt, før underretningen kom, så der regnes fra modtagelsen",
        "modtagelsen (der var indkaldt før)",
    ),
    From.REASSIGNED: ("Sagen blev givet til en anden", "omfordelingen"),
    Milestone.ASSIGNMENT: ("Målgruppen blev afgjort", "afgørelsen om målgruppen"),
    Milestone.APPROVAL: ("Forslaget om ikke at indkalde blev registreret", "forslaget om ikke at indkalde"),
    Milestone.SUMMONS: ("Der skal indkaldes igen fra", "beslutningen om at indkalde igen"),
    Milestone.MEETING: ("Indkaldt", "indkaldelsen"),
    Milestone.MOTIVATION: ("Familien sagde nej", "familiens nej"),
    Milestone.COURSE: ("Det blev afgjort, at der ikke bliver samråd,", "afgørelsen om, at der ikke bliver samråd"),
    Milestone.PLAN: ("Netværkssamrådet var", "netværkssamrådet"),
    Milestone.FOLLOW_UP: ("Forrige skridt var", "forrige skridt"),
}


def _origin(track: Track) -> tuple[str, str]:
    return _ORIGINS.get(track.origin) or _ORIGINS[track.milestone]


def _moved(track: Track) -> str:
    return f" Lederen har flyttet fristen til {show_due(track.moved_to)}." if track.moved_to else ""


def _explain(track: Track, span: Span, due_at: datetime) -> str:
    origin, _ = _origin(track)
    long = amount(span.count, _UNITS[span.unit])
    if span.unit is Unit.HOURS:
        return f"{origin} {show_instant(track.counts_from)}; {long} derfra er {show_instant(due_at)}."
    begun = show_long_day(danish_date(track.counts_from))
    counted = "dagen efter er dag 1, " if span.unit in (Unit.DAYS, Unit.WORKING_DAYS) else ""
    end = show_long_day(danish_date(due_at - timedelta(seconds=1)))
    what = " Det er indkaldelsen, der skal være sendt; mødet må ligge senere." if _first_summons(track) else ""
    return f"{origin} {begun}; {counted}sidste dag er {long} efter: {end}, til midnat.{what}"


def _count(track: Track, span: Span) -> str:
    _, origin = _origin(track)
    begun = show_instant(track.counts_from) if span.unit is Unit.HOURS else show_day(danish_date(track.counts_from))
    what = "; mødet må ligge senere" if _first_summons(track) else ""
    return f"{amount(span.count, _UNITS[span.unit])} efter {origin} {begun}{what}"


def _first_summons(track: Track) -> bool:
    return track.milestone is Milestone.SUMMONS and not track.again
