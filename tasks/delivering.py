"""Delivery: the outbox becomes messages, the messages are tried, and how it went is written into the files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from samraad.attempts import NextChannel, NextRole, after, pass_on, under_way
from samraad.delivery import ANSWERS, Delivery, DeliveryState, Notice, due, plan
from samraad.errors import BadInput, DatabaseDown
from samraad.events import MessageTried
from samraad.item import is_item
from samraad.message import render
from samraad.vocabulary import Via
from tasks.mishaps import again_on_conflict, told
from tasks.office import Office, run_link
from tasks.replies.fitting import token_of
from tasks.store.port import Work

#: Name of the lock: one delivery at a time, whoever runs it.
_LOCK = "delivery"

log = structlog.get_logger()

#: What reading a broken case file or rulebook raises.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, BadInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one delivery came to: numbers of messages."""

    sent: int = 0
    failed: int = 0

    def __str__(self) -> str:
        """Danish, for the run's state."""
        return f"{self.sent} sendt, {self.failed} ikke leveret"


def waits(office: Office) -> bool:
    """Whether there is anything to send now."""
    with office.store.work() as work:
        now = office.clock.now()
        open_ = work.open_deliveries()
        return bool(due(open_, now)) or bool(plan(work.waiting_notices(), office.recipients, open_, now))


def deliver(office: Office) -> Delivered:
    """Send what is due. At least once: a repeat bears the same reference. Nothing if another delivery is under way.

    A message that cannot be written, or a sender that breaks, is an attempt in vain like any other: the next messages
    go out all the same. Where it cannot be written what a message came to, it is sent again, after ever longer pauses,
    also by another process. Raises DatabaseDown.
    """
    result = Delivered()
    with office.store.step_lock(_LOCK) as free:
        if not free:
            return result
        with office.store.work() as work:
            now = office.clock.now()
            work.keep_deliveries(plan(work.waiting_notices(), office.recipients, work.open_deliveries(), now))
        with office.store.work() as work:
            ready = due(work.open_deliveries(), now)
        for delivery in ready:
            sent = _attempt(office, delivery)
            result = replace(result, sent=result.sent + sent, failed=result.failed + (not sent))
    return result


def _attempt(office: Office, delivery: Delivery) -> bool:
    """Whether it was sent."""
    sent, now = False, office.clock.now()
    again = under_way(delivery, now, office.recipients)
    try:
        # First, and for good: or what cannot be written afterwards would be sent again at once, and without end.
        with office.store.work() as work:
            work.keep_deliveries([again])
        with office.store.work() as work:
            notices = _linked(office, work, work.notices_of(delivery))
        sent = _send(office, delivery, notices)
        again_on_conflict(lambda: _note(office, delivery, notices, sent=sent))
    except DatabaseDown:
        raise
    except Exception as error:  # noqa: BLE001 - no other message may wait for this one
        log.error(  # noqa: TRY400 - not with its text
            "message.not_noted",
            reference=delivery.reference,
            sent=sent,
            attempt=again.attempt,
            again_at=again.next_attempt_at.isoformat(),
            **told(error),
        )
    return sent


def _send(office: Office, delivery: Delivery, notices: tuple[Notice, ...]) -> bool:
    try:
        subject, body = render(delivery, notices, office.texts, token_of(office, delivery))
        answers = any(notice.kind in ANSWERS for notice in notices)
        return office.sender.send(delivery.target, subject, body, replies=answers)
    except Exception as error:  # noqa: BLE001 - an attempt in vain: tried again, then passed on
        log.error("message.failed", reference=delivery.reference, **told(error))  # noqa: TRY400 - not with its text
        return False


def _linked(office: Office, work: Work, notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notices with links to the very runs: Prefect's lists forget what is older than a week."""
    runs = work.runs_of(_cases(notices))

    def linked(notice: Notice) -> Notice:
        row = runs.get(notice.case) if notice.case else None
        if row is None or row.flow_run_id is None:
            return notice
        return replace(notice, fields={**notice.fields, "link": run_link(office.public_url, row.flow_run_id)})

    return tuple(linked(each) for each in notices)


def _cases(notices: Iterable[Notice]) -> list[str]:
    """Numbers of the cases, each once."""
    return list(dict.fromkeys(each.case for each in notices if each.case and not is_item(each.case)))


def _note(office: Office, delivery: Delivery, notices: tuple[Notice, ...], *, sent: bool) -> None:
    """Write how the attempt went, into the outbox and into every case's file. Raises Conflict."""
    with office.store.work() as work:
        now = office.clock.now()
        # A message may tell of two thousand cases: one by one, whoever has to do with one of them would wait.
        work.expect_cases(_cases(notices))
        tried = _keep(office, work, delivery, notices, now, sent=sent)
        for number in dict.fromkeys(notice.case for notice in notices if notice.case):
            _into_file(work, number, tried, now)


def _into_file(work: Work, number: str, tried: MessageTried, now: datetime) -> None:
    """Into the file of the case or item; where that or its rules cannot be read, the attempt counts all the same."""
    by: dict[str, Any] = {"at": now, "actor": "samraad", "via": Via.SERVICE}
    try:
        if is_item(number):
            item = work.item(number)
            work.rulebook(item.rulebook)
        else:
            case = work.load(number)
            work.rulebook(case.rulebook)
    except _UNREADABLE as error:
        log.error("message.not_in_the_file", case=number, **told(error))  # noqa: TRY400 - its text could be personal
        return
    if is_item(number):
        work.append_item(item, [tried], **by)
    else:
        work.append(case, [tried], **by)


def _keep(
    office: Office, work: Work, delivery: Delivery, notices: tuple[Notice, ...], now: datetime, *, sent: bool
) -> MessageTried:
    recipients = replace(office.recipients, teams=work.staff().teams)
    outcome = after(delivery, notices, ok=sent, now=now, recipients=recipients)
    match outcome:
        case NextChannel():
            tried = outcome.given_up
            work.keep_deliveries([tried, outcome.instead])
        case NextRole():
            tried = outcome.given_up
            work.keep_deliveries([tried])
            work.notify(pass_on(tried, notices, recipients, now), now)
        case Delivery():
            tried = outcome
            work.keep_deliveries([tried])
    return MessageTried(
        reference=tried.reference,
        recipient=tried.recipient,
        target=tried.target,
        attempt=tried.attempt,
        delivered=sent,
        final=tried.state in (DeliveryState.SENT, DeliveryState.GIVEN_UP),
    )
