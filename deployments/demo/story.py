"""What happens in the demo, read from the case files and told in Danish. No personal data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Engine, func, select

from deployments.demo.terminal import Terminal
from samraad.case import CaseFile, evolve
from samraad.codec import Recorded
from samraad.deadlines import running
from samraad.events import (
    AnswerRefused,
    CaseOpened,
    CaseRouted,
    Event,
    MessageTried,
    NotificationAttached,
    PersonShown,
    ReceiptMoved,
    RungReached,
    Summoned,
    TodoRungReached,
)
from samraad.notification import Outcome
from samraad.rulebook import Rulebook
from samraad.times import danish_date, show_day, show_due
from samraad.vocabulary import Kind, Milestone
from samraad.wording import say
from tasks.office import Office
from tasks.store.records import CaseQuery
from tasks.store.schema import notifications

#: What became of a person or file in a mail that gets no case.
_SET_ASIDE: Final = {
    Outcome.QUARANTINED: "Mailen lægges i karantæne, og modtagelsen får besked",
    Outcome.IGNORED: "En i mailen får ingen sag",
    Outcome.DUPLICATE: "Modtaget før, åbner ingen ny sag",
}


class Story:
    """Remembers how far it has told. What there was when it began is not told again."""

    def __init__(self, office: Office, engine: Engine, terminal: Terminal) -> None:
        self._office = office
        self._engine = engine
        self._terminal = terminal
        #: Case → version up to which it is told.
        self._told = dict(self._versions())
        #: The same for those who got no case.
        self._serial = self._last_serial()

    def round(self) -> None:
        """Tell what is new."""
        self._tell_set_aside()
        for number, version in self._versions():
            if version > self._told.get(number, 0):
                self._tell_case(number)

    def _tell_case(self, number: str) -> None:
        with self._office.store.work() as work:
            history = work.history(number)
            rulebook = work.rulebook(work.load(number).rulebook)
        case: CaseFile | None = None
        for recorded in history:
            before, case = case, evolve(case, recorded)
            if recorded.version > self._told.get(number, 0):
                self._told[number] = recorded.version
                self._tell_event(case, recorded, rulebook)
                if case.awaiting is None and before is not None and before.awaiting is not None:
                    self._terminal.tell(f"Sag {number} er afsluttet.")

    def _tell_event(  # noqa: C901 – one arm an event
        self, case: CaseFile, recorded: Recorded, rulebook: Rulebook
    ) -> None:
        number, tell = case.number, self._terminal.tell
        match recorded.event:
            case CaseOpened() as event:
                limits = {each.milestone: each.shown for each in running(case, rulebook, event.received_at)}
                tell(f"Sag {number} er åbnet. Indkaldelsen skal være sendt senest {limits[Milestone.SUMMONS]}.")
            case ReceiptMoved() as event:
                tell(f"Sag {number}: {say(event, case.todos)}.")
            case NotificationAttached():
                tell(f"Ny underretning om den unge i sag {number}: føjet til sagen.")
            case CaseRouted() as event:
                tell(f"Sag {number} er fordelt til {event.caseworker or 'teamlederen'} i team {event.team}.")
            case RungReached() as event:
                if event.rung_at == event.due_at and _by_law(case, event, rulebook):
                    self._terminal.murmur(
                        f"LOVFRIST OVERSKREDET i sag {number}: {event.milestone.label} ikke registreret,"
                        f" fristen var {show_due(event.due_at)}."
                    )
            case TodoRungReached() as event:
                self._terminal.murmur(f"Sag {number}: {say(event, case.todos)}")
            case MessageTried(delivered=True) | PersonShown():
                pass
            case MessageTried() as event:
                self._terminal.murmur(f"Sag {number}: {say(event, case.todos)}")
            case AnswerRefused() as event:
                tell(f"Sag {number}: {say(event, case.todos)}")
            case event:
                tell(f"{recorded.actor} registrerer i sag {number}: {_briefly(case, event, recorded)}.")

    def _tell_set_aside(self) -> None:
        columns = notifications.c
        wanted = (
            select(columns.serial, columns.outcome, columns.reason)
            .where(columns.serial > self._serial, columns.outcome.in_(list(_SET_ASIDE)))
            .order_by(columns.serial)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        for row in rows:
            self._serial = row.serial
            self._terminal.tell(f"{_SET_ASIDE[Outcome(row.outcome)]}{_because(row.reason)}")

    def _versions(self) -> Iterator[tuple[str, int]]:
        with self._office.store.work() as work:
            rows = work.cases(CaseQuery())
        return ((row.case, row.version) for row in rows)

    def _last_serial(self) -> int:
        with self._engine.connect() as connection:
            return connection.execute(select(func.max(notifications.c.serial))).scalar_one() or 0


def _by_law(case: CaseFile, event: RungReached, rulebook: Rulebook) -> bool:
    of = (event.milestone, event.attempt)
    again = any(each.again for each in case.tracks if (each.milestone, each.attempt) == of)
    return rulebook.rule(event.milestone, again=again).kind is Kind.STATUTORY


def _briefly(case: CaseFile, event: Event, recorded: Recorded) -> str:
    """What was registered, without what stands before it in the line: who, and today's date."""
    if isinstance(event, Summoned):
        return f"Indkaldt ved {event.young_person_channel.label}"
    today = show_day(danish_date(recorded.at))
    return say(event, case.todos).removeprefix(f"{recorded.actor}: ").removesuffix(f" {today}")


def _because(reason: str | None) -> str:
    """Our own words, without personal data: `samraad.intake`."""
    return f": {reason.rstrip('.')}." if reason else "."
