"""An item of the quarantine: a fold over its events. Nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never

from samraad.codec import ItemRecorded
from samraad.events import MessageTried, PersonShown
from samraad.item_events import (
    Dismissal,
    ItemDismissed,
    ItemKept,
    ItemPersonTaken,
    ItemReadInVain,
    ItemReleased,
    ItemRungReached,
    Release,
)
from samraad.joining import joined
from samraad.notification import Entry, Outcome, Problem
from samraad.vocabulary import Labelled

#: What a number of an item begins with: `K2026-0007`. Cases' numbers begin with the year.
PREFIX: Final = "K"
#: Endings by which a file's kind is told; another one could hold anything.
_KINDS: Final = frozenset(
    {
        *("csv", "doc", "docx", "eml", "htm", "html", "jpeg", "jpg", "msg", "odt", "ods", "p7m", "pdf", "png", "rtf"),
        *("tif", "tiff", "tsv", "txt", "xls", "xlsb", "xlsm", "xlsx", "zip"),
    }
)


class ItemState(Labelled):
    """Where an item stands."""

    WAITING = "waiting", "venter"
    IGNORED = "ignored", "ignoreret"
    RELEASED = "released", "frigivet"
    DISMISSED = "dismissed", "afvist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """All that is known of an item, without personal data."""

    #: `K2026-0007`.
    number: str
    version: int
    #: Hash of the last event folded.
    head: str
    received_at: datetime
    #: When it was put aside.
    kept_at: datetime
    notification: str
    evidence: str
    rulebook: str
    #: None for what was ignored.
    problem: Problem | None
    file_kind: str
    state: ItemState
    #: (rung, occurrence) of those that fired.
    rungs: frozenset[tuple[str, int]] = frozenset()
    #: Initials of who decided, and when.
    decided_by: str | None = None
    decided_at: datetime | None = None
    release: Release | None = None
    dismissal: Dismissal | None = None
    #: Cases it led to, each once.
    cases: tuple[str, ...] = ()
    #: How many persons were taken in of it while it waits.
    persons: int = 0
    #: Codes of what intake should know of its mail.
    notes: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """A person has released or dismissed it."""
        return self.state in (ItemState.RELEASED, ItemState.DISMISSED)


def is_item(number: str) -> bool:
    """Whether a number is an item's and not a case's."""
    return number.startswith(PREFIX)


def file_kind(entry: Entry | None) -> str:
    """`mail`, `xlsx`, `pdf` … or `other`: what a list may show of a file's name, which can hold personal data."""
    name = entry.place.file if entry else None
    if name is None:
        return "mail"
    ending = name.rpartition(".")[2].lower()
    return ending if ending in _KINDS else "other"


def fold_item(history: Iterable[ItemRecorded]) -> Item:
    """The item after its whole history. Raises ValueError without events."""
    item: Item | None = None
    for recorded in history:
        item = evolve_item(item, recorded)
    if item is None:
        raise ValueError("an item without events")
    return item


def evolve_item(item: Item | None, recorded: ItemRecorded) -> Item:
    """The item after one more event."""
    if item is None:
        if not isinstance(recorded.event, ItemKept):
            raise ValueError(f"an item begins with ItemKept, not {type(recorded.event).__name__}")
        return _kept(recorded, recorded.event)
    return replace(_after(item, recorded), version=recorded.version, head=recorded.hash)


def _kept(recorded: ItemRecorded, event: ItemKept) -> Item:
    return Item(
        number=recorded.case,
        version=recorded.version,
        head=recorded.hash,
        received_at=event.received_at,
        kept_at=recorded.at,
        notification=event.notification,
        evidence=event.evidence,
        rulebook=event.rulebook,
        problem=event.problem,
        file_kind=event.file_kind,
        notes=event.notes,
        state=ItemState.IGNORED if event.outcome is Outcome.IGNORED else ItemState.WAITING,
    )


def _after(item: Item, recorded: ItemRecorded) -> Item:
    match recorded.event:
        case ItemKept():
            raise ValueError(f"{item.number} is kept already")
        case ItemRungReached() as event:
            return replace(item, rungs=item.rungs | {(event.rung, event.occurrence)})
        case ItemPersonTaken() as event:
            return replace(item, persons=item.persons + 1, cases=joined(item.cases, event.cases))
        case ItemReleased() as event:
            cases = joined(item.cases, event.cases)
            item = replace(item, state=ItemState.RELEASED, release=event.how, cases=cases)
            return replace(item, decided_by=recorded.actor, decided_at=recorded.at)
        case ItemDismissed() as event:
            item = replace(item, state=ItemState.DISMISSED, dismissal=event.reason)
            return replace(item, decided_by=recorded.actor, decided_at=recorded.at)
        case ItemReadInVain() | MessageTried() | PersonShown():
            return item
        case _ as unknown:
            assert_never(unknown)
