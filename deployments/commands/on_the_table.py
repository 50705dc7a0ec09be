"""A case file with all that its page and its JSON show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deployments.commands.shapes import Line
from samraad.case import CaseFile
from samraad.codec import Recorded
from samraad.completeness import Completeness
from samraad.deadlines import Deadline
from samraad.events import RungReached, TodoRungReached
from samraad.preparing import said as prepared
from samraad.rulebook import Rulebook
from samraad.todo_limits import TodoLimit
from samraad.told import Told
from tasks.store.records import KeptText, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case file on the table."""

    case: CaseFile
    rulebook: Rulebook
    history: tuple[Recorded, ...]
    limits: tuple[Deadline, ...]
    todos: tuple[TodoLimit, ...]
    #: The `cases` line.
    line: Line
    person: Person | None
    #: The notifications, for whoever may see the person.
    told: tuple[Told, ...]
    #: What stands above the form of the target group.
    above: tuple[str, ...]
    #: How the seven fields stand.
    fields: Completeness
    #: Names and notes, for the same.
    texts: tuple[KeptText, ...]
    now: datetime

    @property
    def rungs(self) -> Iterator[tuple[Recorded, RungReached | TodoRungReached]]:
        """Reminders and escalations, oldest first."""
        for each in self.history:
            if isinstance(each.event, RungReached | TodoRungReached):
                yield each, each.event

    @property
    def notes(self) -> tuple[str, ...]:
        """How the meeting is prepared, and what is missing of the seven fields; a Danish line each."""
        return (*prepared(self.case), self.fields.said)
