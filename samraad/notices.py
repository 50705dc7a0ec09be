"""Which notices an event leads to: who should know, and what. Telling them is delivery's work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samraad.case import CaseFile
from samraad.codec import Recorded
from samraad.course import From
from samraad.deadlines import limit
from samraad.delivery import Notice, NoticeKind
from samraad.events import (
    AssignmentAnswered,
    CaseOpened,
    CaseRouted,
    CourseChosen,
    FollowUpAnswered,
    NotificationAttached,
    NotSummonedProposed,
    ReceiptMoved,
    RungReached,
)
from samraad.ladder import told
from samraad.rulebook import Rulebook
from samraad.times import danish_date, last_day, show_due, start_of
from samraad.vocabulary import Assignment, Kind, Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    """The deadline a notice speaks of."""

    milestone: Milestone
    due_at: datetime
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What an event tells, and whom."""

    recipients: tuple[str, ...]
    kind: NoticeKind
    limit: _Limit | None
    urgent: bool = False


def notices(case: CaseFile, recorded: Recorded, rulebook: Rulebook) -> tuple[Notice, ...]:
    """The notices of one event, one per recipient, without ids. `case` is the file after the event."""
    telling = _telling(case, recorded, rulebook)
    if telling is None:
        return ()
    due_at = telling.limit.due_at if telling.limit else None
    return tuple(
        Notice(
            case=recorded.case,
            event_version=recorded.version,
            recipient=recipient,
            kind=telling.kind,
            milestone=telling.limit.milestone if telling.limit else None,
            due_on=last_day(due_at) if due_at else None,
            urgent=telling.urgent,
            created_at=recorded.at,
            fields=_fields(telling.limit) if telling.limit else {},
        )
        for recipient in telling.recipients
    )


def _telling(  # noqa: C901, PLR0911 – one arm an event
    case: CaseFile, recorded: Recorded, rulebook: Rulebook
) -> _Telling | None:
    def those(role: str) -> tuple[str, ...]:
        return told(case, (role,), rulebook, recorded.at)

    match recorded.event:
        case CaseOpened():
            # It must be assessed within 24 hours, whoever looks after intake that day.
            of = _limit(case, Milestone.ASSESSMENT, rulebook)
            return _Telling(recipients=those("intake"), kind=NoticeKind.OPENED, limit=of)
        case NotificationAttached(received_at=at, moves_receipt=False) if at < case.received_at and case.awaiting:
            # The event after it tells that the deadline has moved.
            return None
        case ReceiptMoved():
            of = _moved(case, rulebook)
            over_today = of is not None and last_day(of.due_at) <= danish_date(recorded.at)
            return _Telling(recipients=those("caseworker"), kind=NoticeKind.RECEIPT_MOVED, limit=of, urgent=over_today)
        case NotificationAttached():
            of = _earliest(case, rulebook)
            return _Telling(recipients=those("caseworker"), kind=NoticeKind.FURTHER_NOTIFICATION, limit=of)
        case CaseRouted(caseworker=caseworker, team=team):
            of = _limit(case, Milestone.ASSIGNMENT, rulebook)
            if caseworker is None:
                return _Telling(recipients=(f"team_leader:{team}",), kind=NoticeKind.UNASSIGNED, limit=of)
            return _Telling(recipients=(caseworker,), kind=NoticeKind.ASSIGNED, limit=of)
        case AssignmentAnswered(outcome=Assignment.ACCEPTED, caseworker=caseworker) if caseworker != case.offered_to:
            return _handed_over(case, caseworker, recorded, rulebook)
        case CourseChosen(caseworker=str() as caseworker) | FollowUpAnswered(caseworker=str() as caseworker):
            return _handed_over(case, caseworker, recorded, rulebook)
        case NotSummonedProposed():
            of = _limit(case, Milestone.APPROVAL, rulebook)
            return _Telling(recipients=those("team_leader"), kind=NoticeKind.APPROVAL, limit=of)
        case RungReached() as event:
            kind = NoticeKind.MISSED if event.missed else NoticeKind.REMINDER
            rule = rulebook.rule(event.milestone, event.attempt)
            of = _Limit(milestone=event.milestone, due_at=event.due_at, kind=rule.kind)
            return _Telling(recipients=event.told, kind=kind, limit=of, urgent=event.urgent)
        case _:
            return None


def _handed_over(case: CaseFile, caseworker: str, recorded: Recorded, rulebook: Rulebook) -> _Telling | None:
    """Who takes the case over learns of it, unless they registered it themselves."""
    if recorded.actor == caseworker:
        return None
    return _Telling(recipients=(caseworker,), kind=NoticeKind.ASSIGNED, limit=_earliest(case, rulebook))


def _fields(of: _Limit) -> Mapping[str, str]:
    """How binding the deadline is, and its hour where it does not end with the day."""
    fields = {"deadline_kind": of.kind.label}
    if of.due_at != start_of(danish_date(of.due_at)):
        fields["deadline"] = show_due(of.due_at)
    return fields


def _limit(case: CaseFile, milestone: Milestone, rulebook: Rulebook) -> _Limit | None:
    """The deadline of the latest attempt at the milestone."""
    track = case.track(milestone)
    if track is None:
        return None
    rule = rulebook.rule(milestone, track.attempt)
    due_at = limit(track.counts_from, rule.limit, rulebook.closed_days)
    return _Limit(milestone=milestone, due_at=due_at, kind=rule.kind)


def _moved(case: CaseFile, rulebook: Rulebook) -> _Limit | None:
    """The summons, where its deadline has moved; else the earliest that runs."""
    summons = case.track(Milestone.SUMMONS)
    if summons is not None and summons.open and summons.origin is From.RECEIPT:
        return _limit(case, Milestone.SUMMONS, rulebook)
    return _earliest(case, rulebook)


def _earliest(case: CaseFile, rulebook: Rulebook) -> _Limit | None:
    """The earliest deadline that runs: with a further notification it is the one that counts."""
    running = [_limit(case, track.milestone, rulebook) for track in case.tracks if track.open]
    return min((each for each in running if each), key=lambda each: each.due_at, default=None)
