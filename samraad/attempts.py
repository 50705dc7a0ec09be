"""Telling people: what becomes of a message that is tried – sent, tried again, given up, passed on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind, message_of
from samraad.recipients import Recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChannel:
    """The target is given up; the recipient's next one takes over. Both are to be kept."""

    given_up: Delivery
    instead: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRole:
    """The recipient's last target is given up, and `pass_on` finds somebody else for every notice."""

    given_up: Delivery


def under_way(delivery: Delivery, now: datetime, recipients: Recipients) -> Delivery:
    """How a delivery stands while it is being tried: as an attempt in vain, until it is known what it came to.

    Where that can never be written it goes out again, for it may not have arrived, but after ever longer pauses.
    """
    tried = replace(delivery, attempt=delivery.attempt + 1)
    return _again(tried, recipients.retry.wait(tried.attempt), now, recipients)


def after(
    delivery: Delivery, notices: Iterable[Notice], *, ok: bool, now: datetime, recipients: Recipients
) -> Delivery | NextChannel | NextRole:
    """What becomes of a delivery once it has been tried: sent, tried again later, or given up for the next.

    `notices` are those it covers. Where nobody is left to be told of one of them, the last target is tried for ever:
    an outage of some hours must not lose an escalation.
    """
    tried = replace(delivery, attempt=delivery.attempt + 1)
    if ok:
        return replace(tried, state=DeliveryState.SENT)
    recipient = recipients.get(delivery.recipient)
    wait = recipients.retry.wait(tried.attempt)
    target = recipient.target_after(delivery.target)
    given_up = replace(tried, state=DeliveryState.GIVEN_UP)
    if wait is None and target is not None:
        instead = message_of(
            recipient=delivery.recipient,
            target=target,
            notice_ids=delivery.notice_ids,
            urgent=delivery.urgent,
            at=now if delivery.urgent else recipients.open_for(recipient, now),
        )
        return NextChannel(given_up=given_up, instead=instead)
    notices = tuple(notices)
    if wait is None and len(pass_on(given_up, notices, recipients, now)) == len(notices):
        return NextRole(given_up=given_up)
    return _again(tried, wait, now, recipients)


def _again(tried: Delivery, wait: timedelta | None, now: datetime, recipients: Recipients) -> Delivery:
    """Tried in vain, and to be tried again after `wait`; what is not urgent not in the recipient's quiet hours."""
    at = now + (wait or recipients.retry.last)
    open_at = at if tried.urgent else recipients.open_for(recipients.get(tried.recipient), at)
    return replace(tried, state=DeliveryState.FAILED, next_attempt_at=open_at)


def pass_on(given_up: Delivery, notices: Iterable[Notice], recipients: Recipients, now: datetime) -> tuple[Notice, ...]:
    """That a message did not arrive, told to the next role, once for each notice; its id is still to be given.

    Nobody is told twice of the same notice, however the roles refer to each other: the result is empty when all
    have been tried.
    """
    failed = recipients.get(given_up.recipient)
    if failed.next_role is None:
        return ()
    chosen = recipients.get(failed.next_role)
    return tuple(
        replace(
            notice,
            id=0,
            recipient=chosen.key,
            kind=NoticeKind.UNDELIVERED,
            created_at=now,
            fields={
                **notice.fields,
                "about": notice.fields.get("about", notice.kind.value),
                "tried": ",".join([*_tried(notice), failed.key]),
                "not_reached": failed.label,
            },
        )
        for notice in notices
        if chosen.key not in (*_tried(notice), failed.key)
    )


def _tried(notice: Notice) -> list[str]:
    return [key for key in notice.fields.get("tried", "").split(",") if key]
