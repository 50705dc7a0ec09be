"""Todos that come with an event: which event brings which kind, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samraad.case.file import CaseFile
from samraad.events import (
    AgeNear,
    CaseOpened,
    CaseReassigned,
    CaseworkerAway,
    CourseChosen,
    Event,
    FollowUpAnswered,
    InterrogationAnswered,
    MergedIn,
    MoveReported,
    NotificationAttached,
    NotificationReweighed,
    PersonCorrected,
    PoliceAsked,
    ReceiptCorrected,
    ReceiptMoved,
    Summoned,
    TargetGroupReferred,
    TodoAnswered,
)
from samraad.times import start_of
from samraad.vocabulary import AgeChange, Away, Milestone, Role, TodoKind, TodoOutcome

T, Out = TodoKind, TodoOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A todo that comes with an event."""

    #: The instant the rulebook's limit counts from; None: when the event was registered.
    counts_from: datetime | None
    #: First instant that is too late, where one was told; None: the rulebook's limit.
    agreed_due_at: datetime | None = None
    #: Whom it is about.
    role: Role | None = None


#: What an event brings, asked with the case before it; None before the first.
Brings = Callable[[Event, CaseFile | None], Brought | None]


def _further_notification(event: Event, before: CaseFile | None) -> Brought | None:
    """Each notification is assessed within 24 hours; while the first is not, one look covers both.

    One that was received before the others is the first: the case's own assessment counts from it.
    """
    if isinstance(event, NotificationReweighed):
        return Brought(counts_from=event.received_at) if event.assess else None
    if not isinstance(event, NotificationAttached) or event.assessed:
        return None
    if before is None or event.received_at <= before.received_at:
        return None
    first = before.track(Milestone.ASSESSMENT)
    return None if first is not None and first.open else Brought(counts_from=event.received_at)


def _interrogation(event: Event, before: CaseFile | None) -> Brought | None:
    """Who attends is decided before the police want to know, or else before it begins.

    An invitation sent again brings nothing new, unless it tells another time.
    """
    if not isinstance(event, CaseOpened | NotificationAttached) or not event.interrogation:
        return None
    due_at = event.reply_by_at or event.interrogation_at
    known = before.todos if before else ()
    asked = [each.agreed_due_at for each in known if each.open and each.kind is T.INTERROGATION]
    if asked and due_at in (None, *asked):
        return None
    return Brought(counts_from=event.received_at, agreed_due_at=due_at)


def _hand_over(event: Event, _: CaseFile | None) -> Brought | None:
    """The duty officer hands over the next working morning (§7.1)."""
    if not isinstance(event, InterrogationAnswered) or event.hand_over_by_at is None:
        return None
    return Brought(counts_from=start_of(event.on), agreed_due_at=event.hand_over_by_at)


def _outcome(event: Event, _: CaseFile | None) -> Brought | None:
    """What is agreed is not held yet: what came of it is asked for once its day is there."""
    if not isinstance(event, InterrogationAnswered) or event.outcome_by_at is None:
        return None
    return Brought(counts_from=start_of(event.on), agreed_due_at=event.outcome_by_at)


def _referred(event: Event, _: CaseFile | None) -> Brought | None:
    return Brought(counts_from=start_of(event.referred_on)) if isinstance(event, TargetGroupReferred) else None


def _police_asked(event: Event, _: CaseFile | None) -> Brought | None:
    return Brought(counts_from=start_of(event.asked_on)) if isinstance(event, PoliceAsked) else None


def _near(age: int) -> Brings:
    """Information was lost when the young passed from one department to the other (§7.1)."""

    def brings(event: Event, _: CaseFile | None) -> Brought | None:
        if not isinstance(event, AgeNear) or event.age != age:
            return None
        return Brought(counts_from=start_of(event.week_of))

    return brings


def _age_corrected(event: Event, before: CaseFile | None) -> Brought | None:
    """The case was routed by an age that was wrong: who leads says where it goes; not asked twice."""
    if before is None or not isinstance(event, PersonCorrected | ReceiptCorrected | ReceiptMoved):
        return None
    if event.age_change not in (AgeChange.OTHER_TEAM, AgeChange.OVER_AGE):
        return None
    asked = any(each.open and each.kind is T.AGE_CORRECTED for each in before.todos)
    return None if asked else Brought(counts_from=None)


def _accept(event: Event, before: CaseFile | None) -> Brought | None:
    """Whoever gets a case in the middle of its course says whether they take it; nothing waits for that."""
    match event:
        case (
            CaseReassigned(on=on) | FollowUpAnswered(to_accept=True, on=on) | CourseChosen(to_accept=True, chosen_on=on)
        ):
            asked = before.track(Milestone.ASSIGNMENT) if before else None
            return None if asked is not None and asked.open else Brought(counts_from=start_of(on))
        case _:
            return None


def _reassign(event: Event, before: CaseFile | None) -> Brought | None:
    """Somebody else is chosen when the caseworker leaves, or does not take what was given to them."""
    if isinstance(event, CaseworkerAway):
        leaves = event.why is Away.LEAVES and not event.offered_again
        return Brought(counts_from=start_of(event.from_on)) if leaves else None
    if isinstance(event, TodoAnswered) and event.outcome is Out.NOT_DONE:
        todo = before.todo(event.todo) if before else None
        return Brought(counts_from=start_of(event.on)) if todo is not None and todo.kind is T.ACCEPT else None
    return None


def _late(event: Event, before: CaseFile | None) -> Brought | None:
    """Late is explained: a summons after its limit asks for the cause where none was given."""
    if isinstance(event, Summoned):
        return Brought(counts_from=start_of(event.sent_on)) if event.late and not event.late_cause else None
    if before is None or not isinstance(event, ReceiptMoved | ReceiptCorrected | MergedIn):
        return None
    return Brought(counts_from=None) if _made_late(event, before) else None


def _made_late(event: ReceiptMoved | ReceiptCorrected | MergedIn, before: CaseFile) -> bool:
    """By the receipt as it is now known; not asked twice."""
    if any(each.kind is T.LATE_CAUSE and not each.lapsed for each in before.todos):
        return False
    explained = before.summons is not None and before.summons.late_cause is not None
    return summoned_late(event, before) is True and not explained


def summoned_late(event: ReceiptMoved | ReceiptCorrected | MergedIn, case: CaseFile) -> bool | None:
    """Whether the summons upon the first receipt was sent too late by the event's; None where that says nothing."""
    on = case.first_summoned_on
    return None if on is None or event.summons_by_on is None else on > event.summons_by_on


def _moved(event: Event, before: CaseFile | None) -> Brought | None:
    waits = before is not None and any(each.open and each.kind is T.MOVED_HAND_OVER for each in before.todos)
    return None if waits or not isinstance(event, MoveReported) else Brought(counts_from=start_of(event.known_on))


#: Kind → how it comes with an event, if it does.
BROUGHT: Final[tuple[tuple[TodoKind, Brings], ...]] = (
    (T.ASSESS_AGAIN, _further_notification),
    (T.INTERROGATION, _interrogation),
    (T.TARGET_GROUP_REFERRED, _referred),
    (T.POLICE_ASKED, _police_asked),
    (T.HAND_OVER, _hand_over),
    (T.INTERROGATION_OUTCOME, _outcome),
    (T.LATE_CAUSE, _late),
    (T.MOVED_HAND_OVER, _moved),
    (T.TURNS_15, _near(15)),
    (T.TURNS_18, _near(18)),
    (T.AGE_CORRECTED, _age_corrected),
    (T.ACCEPT, _accept),
    (T.REASSIGN, _reassign),
)
