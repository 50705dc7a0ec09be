"""What a duplicate brings into the case that goes on: its receipt, and every notification with what it still asks for.

The duplicate's own file stays as it was. What was settled there is not asked for again; what still ran runs on here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samraad.case import CaseFile
from samraad.codec import Recorded
from samraad.deadlines import summons_by_on
from samraad.events import CaseOpened, Event, MergedIn, NotificationAttached
from samraad.further import calls_for, is_settled, weighed_anew, with_event
from samraad.rulebook import Rulebook
from samraad.vocabulary import Milestone, TodoKind


def brought_in(duplicate: CaseFile, into: CaseFile, rulebook: Rulebook, now: datetime) -> tuple[Event, ...]:
    """The events on the case that goes on. duplicate: as it was closed; rulebook: that of `into`."""
    earlier = duplicate.received_at < into.received_at
    first = MergedIn(
        merged=duplicate.number,
        received_at=duplicate.received_at,
        age_at_receipt=duplicate.age_at_receipt,
        offences=duplicate.offences,
        remand=duplicate.remand,
        interrogation=duplicate.interrogation,
        summons_by_on=summons_by_on(into, duplicate.received_at, rulebook) if earlier else None,
        samraad_on=duplicate.samraad_on,
        earlier_notifications=duplicate.earlier_notifications,
    )
    events: list[Event] = [first]
    case = with_event(into, first, now)
    for each in _notifications(duplicate):
        taken = _taken_over(each, duplicate, case, rulebook)
        events.append(taken)
        case = with_event(case, taken, now)
    return (*events, *weighed_anew(case, (), rulebook, now))


def _notifications(case: CaseFile) -> Iterator[tuple[Recorded, CaseOpened | NotificationAttached]]:
    """Each with the row it stands in."""
    for each in case.history:
        if isinstance(each.event, CaseOpened | NotificationAttached):
            yield each, each.event


def _taken_over(
    found: tuple[Recorded, CaseOpened | NotificationAttached], duplicate: CaseFile, case: CaseFile, rulebook: Rulebook
) -> NotificationAttached:
    row, event = found
    version, received_at = row.version, event.received_at
    settled = is_settled(duplicate, received_at, rulebook, max(row.at, received_at)) or _settled_before(event)
    return NotificationAttached(
        received_at=received_at,
        notification=event.notification,
        offences=event.offences,
        remand=event.remand,
        interrogation=event.interrogation and _interrogation_waited(duplicate, version),
        notes=event.notes,
        origin=event.origin,
        interrogation_at=event.interrogation_at,
        reply_by_at=event.reply_by_at,
        opens=None if settled else calls_for(case, received_at, rulebook),
        taken_over_from=duplicate.number,
        assessed=_assessed(duplicate, version),
        settled=settled,
    )


def _settled_before(event: CaseOpened | NotificationAttached) -> bool:
    """The duplicate had taken in another itself."""
    return isinstance(event, NotificationAttached) and event.settled


def _interrogation_waited(duplicate: CaseFile, version: int) -> bool:
    """Who attends was still to be said, or what came of it: else nobody has to be asked again."""
    planned = any(todo.at_closing and todo.kind is TodoKind.INTERROGATION_OUTCOME for todo in duplicate.todos)
    return planned or _waited(duplicate, version, TodoKind.INTERROGATION)


def _assessed(duplicate: CaseFile, version: int) -> bool:
    """Acute need was looked at there. While the first was not assessed, one look was to cover all."""
    first = duplicate.track(Milestone.ASSESSMENT)
    done = first is not None and first.outcome is not None
    return done and not _waited(duplicate, version, TodoKind.ASSESS_AGAIN)


def _waited(case: CaseFile, version: int, kind: TodoKind) -> bool:
    """Whether the event of this version had brought a todo of the kind that was open as the case was closed."""
    return any(todo.at_closing and todo.key[:2] == (version, kind) for todo in case.todos)
