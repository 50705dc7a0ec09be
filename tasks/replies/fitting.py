"""Whether a mail answers a message of ours: token, sender, and what our mail server says of them."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from samraad.delivery import ANSWERS, Delivery
from samraad.item import is_item
from samraad.replies.authentication import forged
from samraad.replies.reply import Reply
from samraad.replies.rules import MOST_AN_HOUR, ReplyRules
from samraad.replies.token import TAG_LENGTH, Token, letters
from tasks.office import Office
from tasks.store.port import Work
from tasks.store.records import Evidence

#: What the person who has to look at the mail is told.
_NOT_OURS: Final = "Mailen ligner et svar på en besked fra samraad, men koden i emnet er ikke en, der er sendt."
_NOT_THEM: Final = "Mailen ligner et svar på en besked, men kommer ikke fra den, beskeden blev sendt til."
_FORGED: Final = "Mailen ligner et svar på en besked, men mailserveren siger, at afsenderen er forfalsket."
_TOO_MANY: Final = "Mailen ligner et svar, men der er kommet usædvanligt mange fra samme modtager den seneste time."
_MACHINE: Final = "Mailen er et automatisk svar på en besked."
_LOOK: Final = "Intet er registreret. Spørg afsenderen ad anden vej."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A mail that answers a message of ours."""

    evidence: Evidence
    reply: Reply
    #: The message it answers.
    delivery: Delivery
    #: Case → the latest version of its file that the message told of.
    told: Mapping[str, int]
    #: Of whom the message went to; None where several share the address.
    initials: str | None
    #: The message is too old to be answered.
    expired: bool
    now: datetime

    @property
    def role(self) -> bool:
        """Whether the answer has to say who gives it."""
        return self.initials is None


class NoAnswer(Exception):
    """The mail answers no message of ours. Its text is Danish, for the person who has to look at the mail."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} {_LOOK}")


class ByMachine(NoAnswer):
    """A machine answers a message of ours: an absence notice, say."""


def token_of(office: Office, delivery: Delivery) -> Token | None:
    """The token of a message; None where it cannot be answered by mail."""
    if office.replies is None or not office.sender.mailboxes(delivery.target):
        return None
    return Token(reference=delivery.reference, tag=_tag(office, delivery))


def _tag(office: Office, delivery: Delivery) -> str:
    """The id names recipient, target and what is told; nobody without our key can make the tag of it."""
    return letters(office.store.seal(delivery.id), TAG_LENGTH)


def fitting(office: Office, work: Work, evidence: Evidence, reply: Reply, rules: ReplyRules) -> Answering:
    """The mail with what it answers. Raises NoAnswer, ByMachine."""
    now = office.clock.now()
    delivery = _message(office, work, reply)
    if reply.by_machine:
        raise ByMachine(_MACHINE)
    if reply.sender not in office.sender.mailboxes(delivery.target) - {rules.address.casefold()}:
        raise NoAnswer(_NOT_THEM)
    if forged(reply.authentication, rules.server):
        raise NoAnswer(_FORGED)
    if work.told_since(delivery.recipient, ANSWERS, now - timedelta(hours=1)) >= MOST_AN_HOUR:
        raise NoAnswer(_TOO_MANY)
    colleague = work.staff().get(delivery.recipient)
    return Answering(
        evidence=evidence,
        reply=reply,
        delivery=delivery,
        told=_told(work, delivery),
        initials=colleague.initials if colleague else None,
        expired=now - delivery.next_attempt_at > rules.valid_for,
        now=now,
    )


def _message(office: Office, work: Work, reply: Reply) -> Delivery:
    for each in work.deliveries_under(reply.token.reference):
        if hmac.compare_digest(_tag(office, each), reply.token.tag):
            return each
    raise NoAnswer(_NOT_OURS)


def _told(work: Work, delivery: Delivery) -> dict[str, int]:
    told: dict[str, int] = {}
    for notice in work.notices_of(delivery):
        if notice.case is not None and not is_item(notice.case):
            told[notice.case] = max(told.get(notice.case, 0), notice.event_version or 0)
    return told
