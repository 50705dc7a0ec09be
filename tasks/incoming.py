"""A mail on its way in: what is read of it, when it came, and who brings it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog

from samraad.intake import Content, Hand
from samraad.notification import Letter, Note, Problem
from samraad.rulebook import Rulebook
from samraad.vocabulary import Via
from tasks.office import Office
from tasks.reading.headers import set_aside
from tasks.reading.port import SAID, UNREADABLE, Limit, OverLimit, Unread
from tasks.store.records import Evidence

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail on its way in."""

    evidence: Evidence
    letter: Letter
    received_at: datetime
    notes: tuple[Note, ...]
    #: What other mails with the same Message-ID said, None where there was none.
    before: frozenset[Content] | None
    rulebook: Rulebook
    #: Who brings it: the police, or initials.
    actor: str
    via: Via
    now: datetime
    #: What a person of ours who releases it from quarantine stands in for.
    hand: Hand | None = None
    #: The notification that is released.
    released_from: str | None = None


def read_mail(office: Office, evidence: Evidence, password: str | None = None) -> Letter:
    """The mail, files opened with the password. Where reading it breaks, something a person must look at.

    Or it would never be taken in.
    """
    try:
        return office.reader.read(evidence.raw, password)
    except OverLimit as error:
        log.error("mail.over_limit", evidence=evidence.id, limit=error.limit.value)  # noqa: TRY400 - nothing to trace
        return set_aside(
            evidence.raw, SAID[error.limit], Problem.TOO_LARGE if error.limit is Limit.MAIL else Problem.OVER_LIMIT
        )
    except Unread as error:
        log.error("mail.unreadable", evidence=evidence.id, error=error.error, where=error.where)  # noqa: TRY400
        return set_aside(evidence.raw, UNREADABLE)
