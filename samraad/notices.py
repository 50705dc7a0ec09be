"""Which notices an event leads to: who should know, and what. Telling them is delivery's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samraad.case import CaseFile
from samraad.codec import Recorded
from samraad.deadlines import deadline, running
from samraad.delivery import Notice, NoticeKind
from samraad.events import CaseOpened, CaseRouted, NotificationAttached, NotSummonedProposed, RungReached
from samraad.ladder import told
from samraad.rulebook import Rulebook
from samraad.times import danish_date, last_day, show_due, start_of
from samraad.vocabulary import Kind, Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """The deadline a notice speaks of."""

    milestone: Milestone
    due_at: datetime
    kind: Kind


def notices(case: CaseFile, recorded: Recorded, rulebook: Rulebook) -> tuple[Notice, ...]:
    """The notices of one event, one per recipient, without ids. `case` is the file after the event."""
    match recorded.event:
        case CaseOpened():
            limit = _limit(case, Milestone.ASSESSMENT, rulebook)
            return _tell(("intake",), NoticeKind.ASSIGNED, case, recorded, rulebook, limit)
        case NotificationAttached():
            return _tell(
                ("caseworker",), NoticeKind.FURTHER_NOTIFICATION, case, recorded, rulebook, _next(case, rulebook)
            )
        case CaseRouted(caseworker=str() as caseworker):
            limit = _limit(case, Milestone.ASSIGNMENT, rulebook)
            return (_notice(caseworker, NoticeKind.ASSIGNED, recorded, limit),)
        case NotSummonedProposed():
            limit = _limit(case, Milestone.APPROVAL, rulebook)
            return _tell(("team_leader",), NoticeKind.REMINDER, case, recorded, rulebook, limit)
        case RungReached() as event:
            kind = NoticeKind.MISSED if event.missed else NoticeKind.REMINDER
            rule = rulebook.rule(event.milestone, event.attempt)
            limit = _Limit(milestone=event.milestone, due_at=event.due_at, kind=rule.kind)
            return tuple(_notice(each, kind, recorded, limit, urgent=event.urgent) for each in event.told)
        case _:
            return ()


def _tell(
    roles: tuple[str, ...],
    kind: NoticeKind,
    case: CaseFile,
    recorded: Recorded,
    rulebook: Rulebook,
    limit: _Limit | None,
) -> tuple[Notice, ...]:
    return tuple(_notice(each, kind, recorded, limit) for each in told(case, roles, rulebook, recorded.at))


def _notice(
    recipient: str, kind: NoticeKind, recorded: Recorded, limit: _Limit | None, *, urgent: bool = False
) -> Notice:
    return Notice(
        case=recorded.case,
        event_version=recorded.version,
        recipient=recipient,
        kind=kind,
        milestone=limit.milestone if limit else None,
        due_on=last_day(limit.due_at) if limit else None,
        urgent=urgent,
        created_at=recorded.at,
        fields=_fields(limit) if limit else {},
    )


def _fields(limit: _Limit) -> Mapping[str, str]:
    """How binding the deadline is, and its hour where it does not end with the day."""
    fields = {"deadline_kind": limit.kind.label}
    if limit.due_at != start_of(danish_date(limit.due_at)):
        fields["deadline"] = show_due(limit.due_at)
    return fields


def _limit(case: CaseFile, milestone: Milestone, rulebook: Rulebook) -> _Limit | None:
    track = case.track(milestone)
    if track is None:
        return None
    found = deadline(track, rulebook, track.counts_from)
    return _Limit(milestone=milestone, due_at=found.due_at, kind=found.kind)


def _next(case: CaseFile, rulebook: Rulebook) -> _Limit | None:
    """The earliest deadline that runs: with a further notification it is the one that counts."""
    first = min(running(case, rulebook, case.received_at), key=lambda each: each.due_at, default=None)
    return None if first is None else _Limit(milestone=first.milestone, due_at=first.due_at, kind=first.kind)
