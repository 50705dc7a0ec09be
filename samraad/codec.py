"""Events to bytes and back, and the hash that chains them.

The body is canonical JSON (UTF-8, keys sorted, no blanks) with the schema version of its event; these very bytes are
stored and hashed. What was written once is read for ever: old versions go through `UPCASTERS`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter

from samraad.events import EVENTS, Event
from samraad.item_events import ITEM_EVENTS, ItemEvent
from samraad.times import aware
from samraad.vocabulary import Via

Body = dict[str, Any]
_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
#: The union a chain's events are of: a case's or an item's.
E = TypeVar("E", bound=Event | ItemEvent)
E_co = TypeVar("E_co", bound=Event | ItemEvent, covariant=True)

#: Present schema version of an event, where it is not 1.
SCHEMAS: Final[Mapping[str, int]] = {
    "AnswerRefused": 2,
    "AssignmentAnswered": 2,
    "CaseMoved": 2,
    "CaseOpened": 3,
    "CourseChosen": 3,
    "FollowUpAnswered": 2,
    "InterrogationAnswered": 2,
    "ItemKept": 2,
    "MergedIn": 3,
    "MoveReported": 2,
    "NotificationAttached": 5,
    "PlanAnswered": 2,
    "PersonCorrected": 2,
    "ReceiptCorrected": 3,
    "ReceiptMoved": 3,
    "Summoned": 2,
    "TargetGroupDecided": 2,
    "TodoAnswered": 3,
    "VerdictFell": 2,
}

_NO_TIMES: Final[Body] = {"interrogation_at": None, "reply_by_at": None}


def _without_summons(body: Body) -> Body:
    return {**body, "summons_by_on": None}


def _without_age_change(body: Body) -> Body:
    return {**body, "age_change": None}


def _without_taker(body: Body) -> Body:
    return {**body, "team": None, "to_accept": False}


def _without_note(body: Body) -> Body:
    return {**body, "note": None}


#: (type, version) → how its body becomes one of the next version.
UPCASTERS: Final[Mapping[tuple[str, int], Callable[[Body], Body]]] = {
    # Only milestones could be answered.
    ("AnswerRefused", 1): lambda body: {**body, "matter": None},
    # Which way a notification came was not told; all that was read were the police's mails.
    ("CaseOpened", 1): lambda body: {**body, "origin": "police_mail"},
    # An earlier receipt counted without an event of its own.
    ("NotificationAttached", 1): lambda body: {
        **body,
        "notes": [],
        "origin": "police_mail",
        "moves_receipt": True,
    },
    # What intake should know of the mail was told when it was taken in, and not kept.
    ("ItemKept", 1): lambda body: {**body, "notes": []},
    # The person's earlier notifications were not counted, and times of interrogations not understood.
    ("CaseOpened", 2): lambda body: {**body, "earlier_notifications": None, **_NO_TIMES},
    ("NotificationAttached", 2): lambda body: {**body, **_NO_TIMES},
    # It only joined the case, whatever had been held, and no case was merged with another.
    ("NotificationAttached", 3): lambda body: {**body, "opens": None, "taken_over_from": None, "assessed": False},
    ("NotificationAttached", 4): lambda body: {**body, "settled": False},
    # Why it was late was not asked, and a day agreed for the meeting not kept.
    ("Summoned", 1): lambda body: {**body, "late": False, "late_cause": None, "meeting_on": None},
    ("TodoAnswered", 1): lambda body: {**body, "cause": None},
    # The hour was not asked.
    ("TodoAnswered", 2): lambda body: {**body, "at": None},
    # Where they moved to was not asked.
    ("CaseMoved", 1): _without_note,
    ("MoveReported", 1): _without_note,
    # A summons that became late by an earlier receipt was not asked about, and none is afterwards.
    ("MergedIn", 1): _without_summons,
    # What the other case knew of earlier ones was left behind.
    ("MergedIn", 2): lambda body: {**body, "samraad_on": None, "earlier_notifications": None},
    ("ReceiptCorrected", 1): _without_summons,
    ("ReceiptMoved", 1): _without_summons,
    # Nobody was asked where a case belongs by an age that was put right, and nobody is afterwards.
    ("PersonCorrected", 1): _without_age_change,
    ("ReceiptCorrected", 2): _without_age_change,
    ("ReceiptMoved", 2): _without_age_change,
    # Nobody was reminded of what was planned, nor of the duties of a plan: what is in a file brings no todo later.
    ("InterrogationAnswered", 1): lambda body: {**body, "planned_on": None, "outcome_by_at": None},
    ("PlanAnswered", 1): lambda body: {**body, "duties_due_on": None},
    # The review of the plan counted from the decision, also from one before the samråd.
    ("VerdictFell", 1): lambda body: {**body, "review_from_on": None},
    # The team stayed what it was, and who got an investigation was not asked whether they take it, nor is afterwards.
    ("AssignmentAnswered", 1): lambda body: {**body, "team": None},
    ("CourseChosen", 1): _without_taker,
    ("FollowUpAnswered", 1): _without_taker,
    # Whether a plan is made with the other support was not asked: what was chosen asks for none later.
    ("CourseChosen", 2): lambda body: {**body, "plan": None},
    # A person decided without a table.
    ("TargetGroupDecided", 1): lambda body: {
        **body,
        "verdict": None,
        "row": None,
        "facts": None,
        "override": None,
        "ssp_told_on": None,
    },
}

#: The hash before a case's first event.
GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[E_co]):
    """An event as it stands in the file."""

    #: Number of the case or item.
    case: str
    #: 1 for the first event of the case or item, without gaps.
    version: int
    at: datetime
    #: Who, as claimed: initials, `politi`, `samraad`.
    actor: str
    via: Via
    event: E_co
    #: SHA-256 over the row and the hash before it, 64 hexadecimal digits.
    hash: str

    def __post_init__(self) -> None:
        aware(self.at)


#: An event of a case, and one of an item. Only names for types: a frozen record cannot be made by such a name.
Recorded = Link[Event]
ItemRecorded = Link[ItemEvent]


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter({**EVENTS, **ITEM_EVENTS}[name])


def encode(event: Event | ItemEvent) -> str:
    """The canonical body of an event."""
    name = type(event).__name__
    body = _adapter(name).dump_python(event, mode="json")
    return canonical({"schema": SCHEMAS.get(name, 1), **body})


def decode(name: str, body: str) -> Event:
    """The event of a case in a stored body, lifted to the present schema.

    Raises KeyError for a name that is unknown: written by a later release, so this one must not read on.
    """
    event: Event = _lifted(EVENTS[name], body)
    return event


def decode_item(name: str, body: str) -> ItemEvent:
    """The event of an item in a stored body; otherwise as `decode`."""
    event: ItemEvent = _lifted(ITEM_EVENTS[name], body)
    return event


def _lifted(kind: type[Any], body: str) -> Any:
    name, fields = kind.__name__, json.loads(body)
    version = fields.pop("schema")
    while version < SCHEMAS.get(name, 1):
        fields = UPCASTERS[name, version](fields)
        version += 1
    return _adapter(name).validate_python(fields)


def canonical(value: object) -> str:
    """JSON with one spelling only."""
    return _CANONICAL.encode(value)


def chain(previous: str, *, case: str, version: int, at: datetime, type_: str, actor: str, via: str, body: str) -> str:
    """SHA-256 (hex) over the previous hash and the row's columns, as canonical JSON of a list of texts."""
    row = [previous, case, version, aware(at).isoformat(timespec="microseconds"), type_, actor, via, body]
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def record(previous: str, case: str, version: int, event: E, *, at: datetime, actor: str, via: Via) -> Link[E]:
    """The event as the next row of the chain of its case or item."""
    digest = chain(
        previous,
        case=case,
        version=version,
        at=at,
        type_=type(event).__name__,
        actor=actor,
        via=via,
        body=encode(event),
    )
    return Link(case=case, version=version, at=aware(at), actor=actor, via=via, event=event, hash=digest)
