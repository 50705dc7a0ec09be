"""What `samraad doctor` looks at where messages are concerned: where they go, and whether each text can be made."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Final
from urllib.parse import parse_qs, urlsplit

from samraad.delivery import Delivery, Notice, NoticeKind
from samraad.message import Texts, render
from samraad.vocabulary import Kind, Milestone

#: This machine, as addresses call it.
_HERE: Final = ("127.0.0.1", "localhost", "::1")
#: Of messages that are made and thrown away.
_AT: Final = datetime(2026, 1, 5, 12, tzinfo=UTC)


def is_sink(address: str, port: int) -> bool:
    """Whether an Apprise address leads to the demo's own mail server, which listens on the port."""
    try:
        parts = urlsplit(address)
        host = parse_qs(parts.query).get("smtp", [parts.hostname])[-1]
        found = parts.port
    except ValueError:  # none that is a number
        return False
    return host in _HERE and found == port


def make_all(texts: Texts) -> int:
    """Make a message of every kind there is, passed on and not, with a deadline and without; how many that were.

    Raises BadSetting naming the template and its line.
    """
    notices = [
        _notice(kind, number, milestone, about)
        for number, (kind, milestone) in enumerate(product(NoticeKind, (None, Milestone.SUMMONS)), 1)
        for about in (NoticeKind if kind is NoticeKind.UNDELIVERED else (kind,))
    ]
    alone = [(each,) for each in notices]
    together = (*notices, *(_notice(NoticeKind.OPENED, 100 + number, None, NoticeKind.OPENED) for number in range(50)))
    for each in (*alone, together):
        render(_delivery(each), each, texts)
    return len(alone) + 1


def _notice(kind: NoticeKind, number: int, milestone: Milestone | None, about: NoticeKind) -> Notice:
    deadline = {"deadline_kind": Kind.STATUTORY.label} if milestone else {}
    passed_on = {"about": about.value} if kind is NoticeKind.UNDELIVERED else {}
    return Notice(
        id=number,
        case=None if kind in (NoticeKind.QUARANTINED, NoticeKind.MAILBOX) else f"2026-{number:04}",
        recipient="intake",
        kind=kind,
        milestone=milestone,
        due_on=_AT.date() if milestone else None,
        created_at=_AT,
        fields={**deadline, **passed_on},
    )


def _delivery(notices: tuple[Notice, ...]) -> Delivery:
    return Delivery(
        id="doctor",
        recipient="intake",
        target="intake/doctor",
        notice_ids=tuple(each.id for each in notices),
        next_attempt_at=_AT,
        reference="DOCTOR",
    )
