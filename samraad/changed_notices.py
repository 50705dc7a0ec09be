"""Whom it is told that a leader has answered, that a deadline has moved, or that what a case rests on was put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samraad.case import CaseFile
from samraad.course import From
from samraad.delivery import NoticeKind
from samraad.events import DeadlineMoved, NotSummonedAnswered, PersonCorrected, ReceiptCorrected, ReceiptMoved
from samraad.rulebook import Rulebook
from samraad.telling import Limit, Telling, Told, earliest, limit_of
from samraad.times import danish_date, last_day
from samraad.vocabulary import Approval, Milestone
from samraad.wording import say

#: What the leader's answer means for whoever has the case.
_MEANS: Final[Mapping[Approval, tuple[str, Milestone]]] = {
    Approval.APPROVED: ("Lederen har godkendt, at der ikke indkaldes: vælg, hvad der sker i stedet.", Milestone.COURSE),
    Approval.REJECTED: ("Lederen har ikke godkendt, at der ikke indkaldes: der skal indkaldes.", Milestone.SUMMONS),
}


def leader_answered(of: Told, event: NotSummonedAnswered) -> Telling:
    """Who proposed it has to act on it, on the last day at once."""
    why, follows = _MEANS[event.outcome]
    limit = of.limit(follows)
    return _told(of, NoticeKind.LEADER_ANSWERED, limit, why=why, urgent=_over_today(of, limit))


def receipt_moved(of: Told, _: ReceiptMoved) -> Telling:
    return _earlier(of)


def receipt_corrected(of: Told, event: ReceiptCorrected) -> Telling:
    """Earlier, it takes days away; later, it gives some."""
    if event.received_at < event.before:
        return _earlier(of)
    limit = _from_receipt(of.case, of.rulebook)
    return _told(of, NoticeKind.CORRECTED, limit, why=f"{say(event)}.")


def deadline_moved(of: Told, event: DeadlineMoved) -> Telling:
    why = f"{say(event)}."
    return _told(of, NoticeKind.CORRECTED, of.limit(event.milestone), why=why)


def person_corrected(of: Told, event: PersonCorrected) -> Telling:
    return _told(of, NoticeKind.CORRECTED, earliest(of.case, of.rulebook), why=f"{say(event)}: se i sagen.")


def _earlier(of: Told) -> Telling:
    moved = _from_receipt(of.case, of.rulebook)
    over_today = _over_today(of, moved)
    return Telling(recipients=of.those("caseworker"), kind=NoticeKind.RECEIPT_MOVED, limit=moved, urgent=over_today)


def _told(of: Told, kind: NoticeKind, limit: Limit | None, *, why: str, urgent: bool = False) -> Telling:
    """Who has the case, unless they registered it themselves."""
    recipients = tuple(each for each in of.those("caseworker") if each != of.recorded.actor)
    return Telling(recipients=recipients, kind=kind, limit=limit, why=why, urgent=urgent)


def _over_today(of: Told, limit: Limit | None) -> bool:
    return limit is not None and last_day(limit.due_at) <= danish_date(of.recorded.at)


def _from_receipt(case: CaseFile, rulebook: Rulebook) -> Limit | None:
    """The summons, where its deadline has moved; else the earliest that runs."""
    summons = case.track(Milestone.SUMMONS)
    if summons is not None and summons.open and summons.origin is From.RECEIPT:
        return limit_of(case, Milestone.SUMMONS, rulebook)
    return earliest(case, rulebook)
