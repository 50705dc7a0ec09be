"""Telling people: what waits in the outbox, gathered into messages. What becomes of them: `attempts`.

A `Notice` is one thing one recipient should know; a `Delivery` is one message to one target that covers many of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from samraad.recipients import Recipients
from samraad.replies.token import REFERENCE_LENGTH, letters
from samraad.times import aware
from samraad.vocabulary import Labelled, Milestone


class NoticeKind(Labelled):
    """What a notice tells, the worst first."""

    MISSED = "missed", "frist overskredet"
    MAILBOX = "mailbox", "kan ikke bruges"
    UNDELIVERED = "undelivered", "besked ikke leveret"
    QUARANTINED = "quarantined", "skal ses igennem"
    UNASSIGNED = "unassigned", "ingen sagsbehandler er ledig"
    REASSIGN = "reassign", "sagen skal have en anden sagsbehandler"
    APPROVAL = "approval", "godkendelse ønskes"
    REFERRED = "referred", "målgruppen er forelagt"
    RECEIPT_MOVED = "receipt_moved", "fristen er rykket frem"
    LEADER_ANSWERED = "leader_answered", "lederen har svaret"
    RULING = "ruling", "dom eller frafald"
    SPECIALIST = "specialist", "varetægt: en kollega har specialet"
    REOPENED = "reopened", "sagen er genåbnet"
    CORRECTED = "corrected", "der er rettet i sagen"
    REMINDER = "reminder", "frist nærmer sig"
    FURTHER_NOTIFICATION = "further_notification", "ny underretning"
    OPENED = "opened", "ny sag"
    ASSIGNED = "assigned", "ny sag til dig"
    STAND_IN = "stand_in", "du er stedfortræder"
    IGNORED = "ignored", "ignorerede underretninger"
    ANSWER_REFUSED = "answer_refused", "dit svar er ikke registreret"
    ANSWER_TAKEN = "answer_taken", "dit svar er registreret"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(NoticeKind).index(self)


#: What is told by return to somebody who answered by mail: in a message of its own, to where the answer came from.
ANSWERS: Final = (NoticeKind.ANSWER_REFUSED, NoticeKind.ANSWER_TAKEN)


class DeliveryState(StrEnum):
    """How a message to a target stands."""

    #: Not tried yet.
    WAITING = "waiting"
    #: Tried in vain; tried again at `next_attempt_at`.
    FAILED = "failed"
    SENT = "sent"
    #: Not tried again at this target.
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One outbox row: one thing one recipient should know."""

    #: Number in the outbox; 0 until it has one.
    id: int = 0
    #: `2026-0042`, or `K2026-0007` for an item in quarantine; None for what is on neither.
    case: str | None
    #: Version of the case's or item's event that caused it; None where there is none.
    event_version: int | None = None
    #: Initials or role: `HJ`, `intake`, `team_leader:unge`.
    recipient: str
    kind: NoticeKind
    milestone: Milestone | None = None
    #: The deadline as the day it is shown as.
    due_on: date | None = None
    #: Goes out in quiet hours too.
    urgent: bool = False
    created_at: datetime
    #: What the text shows besides, without personal data: `link`; `deadline` in words where the day alone will not do;
    #: `deadline_kind`; `why`; `warning`; `todo`, its number and kind, and with what it is and whose `todo_in_full`;
    #: `answer`, the lines that answer it by mail. For a mail in quarantine its id (`mail`) and its items' numbers, with
    #: blanks (`items`). For an answer by mail what came of it (`text`), how to write one (`hint`) and the target the
    #: answer came from (`target`).
    fields: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        aware(self.created_at)

    @property
    def target(self) -> str | None:
        """Name of the target it goes to, whichever the recipient's first is."""
        return self.fields.get("target") if self.kind in ANSWERS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one target."""

    #: Made of recipient, target and notices: planning the same twice gives the same id.
    id: str
    #: Key in the recipients: a role or initials.
    recipient: str
    #: Name of the target, never its address.
    target: str
    notice_ids: tuple[int, ...]
    #: Number of attempts made so far.
    attempt: int = 0
    next_attempt_at: datetime
    state: DeliveryState = DeliveryState.WAITING
    #: Stands in the text; a repeat, also by another target, bears the same.
    reference: str
    urgent: bool = False

    def __post_init__(self) -> None:
        aware(self.next_attempt_at)

    @property
    def open(self) -> bool:
        """To be tried, or tried again."""
        return self.state in (DeliveryState.WAITING, DeliveryState.FAILED)


def plan(
    notices: Iterable[Notice], recipients: Recipients, open_deliveries: Iterable[Delivery], now: datetime
) -> tuple[Delivery, ...]:
    """New messages for the notices that no open delivery covers: all of one recipient's in one message, answers apart.

    Notices stay in the outbox in the recipient's quiet hours, and while an earlier message to the recipient is still
    being tried; urgent ones do not. A recipient nobody knows is told through the fallback.
    """
    open_deliveries = tuple(open_deliveries)
    covered = {notice for each in open_deliveries for notice in each.notice_ids}
    busy = {each.recipient for each in open_deliveries}
    waiting: dict[tuple[str, str | None], list[Notice]] = {}
    for notice in notices:
        recipient = recipients.get(notice.recipient)
        held = recipient.key in busy or recipients.quiet_for(recipient, now)
        if notice.id not in covered and (notice.urgent or not held):
            waiting.setdefault((recipient.key, notice.target), []).append(notice)
    return tuple(
        message_of(
            recipient=key,
            target=target or recipients.get(key).targets[0],
            notice_ids=tuple(sorted(each.id for each in gathered)),
            urgent=any(each.urgent for each in gathered),
            at=now,
        )
        for (key, target), gathered in waiting.items()
    )


def message_of(*, recipient: str, target: str, notice_ids: tuple[int, ...], urgent: bool, at: datetime) -> Delivery:
    """A new message, not tried yet."""
    told = f"{recipient}\n{','.join(map(str, notice_ids))}"
    return Delivery(
        id=hashlib.sha256(f"{told}\n{target}".encode()).hexdigest()[:32],
        recipient=recipient,
        target=target,
        notice_ids=notice_ids,
        next_attempt_at=at,
        reference=_reference(told),
        urgent=urgent,
    )


def _reference(text: str) -> str:
    return letters(hashlib.sha256(text.encode()).digest(), REFERENCE_LENGTH)


def due(deliveries: Iterable[Delivery], now: datetime) -> tuple[Delivery, ...]:
    """Those to be tried now, urgent ones first, then the longest waiting."""
    ready = [each for each in deliveries if each.open and each.next_attempt_at <= now]
    return tuple(sorted(ready, key=lambda each: (not each.urgent, each.next_attempt_at, each.id)))
