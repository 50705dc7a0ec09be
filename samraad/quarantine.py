"""The quarantine: until when a person has to decide, who is told meanwhile, and what a decision leads to. Pure.

An item's deadline counts from the receipt of its mail, as the law's may. What was ignored has none: it stands in the
list of its day, and a person may reopen it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samraad.codec import ItemRecorded
from samraad.deadlines import limit
from samraad.delivery import Notice, NoticeKind
from samraad.errors import AlreadyRegistered, Refused
from samraad.item import Item, ItemState
from samraad.item_events import (
    Dismissal,
    ItemDismissed,
    ItemPersonTaken,
    ItemReadInVain,
    ItemReleased,
    ItemRungReached,
    Release,
)
from samraad.item_wording import PROBLEMS
from samraad.notification import Problem
from samraad.rulebook import Rulebook
from samraad.rungs import Due, each_once, intake_role, reached, rungs
from samraad.times import last_day, show_due, show_instant

#: The reason that goes without saying.
_PRESET: Final = {Problem.EMPTY_SHEET: Dismissal.NO_ROWS}
#: A number of a case or an item.
_NUMBER: Final = re.compile(r"K?\d{4}-\d{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """The read model of an item, kept in the same transaction as its events."""

    item: str
    version: int
    state: ItemState
    problem: Problem | None
    file_kind: str
    notification: str
    evidence: str
    received_at: datetime
    kept_at: datetime
    #: None for what was ignored.
    due_at: datetime | None
    #: None once it is decided, or the ladder has come to its end.
    next_tick_at: datetime | None
    rulebook: str
    decided_by: str | None
    decided_at: datetime | None
    cases: tuple[str, ...]

    def overdue(self, now: datetime) -> bool:
        """It waits still, and the deadline has passed."""
        return self.state is ItemState.WAITING and self.due_at is not None and self.due_at <= now


def item_row(item: Item, rulebook: Rulebook) -> ItemRow:
    """The row of an item. It does not depend on the present instant."""
    return ItemRow(
        item=item.number,
        version=item.version,
        state=item.state,
        problem=item.problem,
        file_kind=item.file_kind,
        notification=item.notification,
        evidence=item.evidence,
        received_at=item.received_at,
        kept_at=item.kept_at,
        due_at=None if item.problem is None else item_due(item.received_at, rulebook),
        next_tick_at=min((each.rung_at for each in _pending(item, rulebook)), default=None),
        rulebook=item.rulebook,
        decided_by=item.decided_by,
        decided_at=item.decided_at,
        cases=item.cases,
    )


def item_due(received_at: datetime, rulebook: Rulebook) -> datetime:
    """The first instant at which a decision is too late."""
    return limit(received_at, rulebook.quarantine.limit, rulebook.closed_days)


def tick_item(item: Item, rulebook: Rulebook, now: datetime) -> tuple[ItemRungReached, ...]:
    """What fell due and has not fired, oldest first; see `samraad.rungs.reached`."""
    return tuple(
        ItemRungReached(
            rung=each.due.rung.rung,
            occurrence=each.due.occurrence,
            due_at=each.due.due_at,
            rung_at=each.due.rung_at,
            told=each_once(each.tells, lambda role: _recipient(role, rulebook, now)),
            missed=each.due.missed,
            urgent=each.urgent,
        )
        for each in reached(_pending(item, rulebook), now)
    )


def _pending(item: Item, rulebook: Rulebook) -> list[Due[str]]:
    """Rungs that have not fired, as long as it waits."""
    if item.state is not ItemState.WAITING:
        return []
    due_at = item_due(item.received_at, rulebook)
    found = rungs(item.number, due_at, rulebook.quarantine.ladder, rulebook)
    return [each for each in found if (each.rung.rung, each.occurrence) not in item.rungs]


def _recipient(role: str, rulebook: Rulebook, now: datetime) -> str:
    return intake_role(rulebook, now, role) if role in ("intake", "intake_leader") else role


def item_notices(item: Item, recorded: ItemRecorded, rulebook: Rulebook) -> tuple[Notice, ...]:
    """The notices of one event, one per recipient, without ids. That it was put aside is told once for the mail."""
    event = recorded.event
    if not isinstance(event, ItemRungReached):
        return ()
    fields = {"deadline": show_due(event.due_at), "deadline_kind": rulebook.quarantine.kind.label}
    return tuple(
        Notice(
            case=item.number,
            event_version=recorded.version,
            recipient=recipient,
            kind=NoticeKind.MISSED if event.missed else NoticeKind.REMINDER,
            due_on=last_day(event.due_at),
            urgent=event.urgent,
            created_at=recorded.at,
            fields={**fields, "mail": item.evidence, "items": item.number},
        )
        for recipient in event.told
    )


def undecided(item: Item) -> Item:
    """The item, if nobody has decided on it. Raises AlreadyRegistered saying who has, and when."""
    if item.decided_at is None:
        return item
    when, cases = show_instant(item.decided_at), f" (sag {', '.join(item.cases)})" if item.cases else ""
    raise AlreadyRegistered(
        "already", f"{item.number} er allerede {item.state.label}{cases}: {item.decided_by}, {when}. Intet er ændret."
    )


def waiting(item: Item) -> Item:
    """The item, if it is in quarantine and undecided. Raises Refused, AlreadyRegistered."""
    if undecided(item).state is not ItemState.WAITING:
        text = f"{item.number} er ikke i karantæne, men ignoreret. »samraad ignored reopen {item.number}« genåbner den."
        raise Refused("not_quarantined", text)
    return item


def ignored(item: Item) -> Item:
    """The item, if it was ignored and is not reopened. Raises Refused, AlreadyRegistered."""
    if undecided(item).state is not ItemState.IGNORED:
        text = f"{item.number} er i karantæne, ikke ignoreret. Brug »samraad quarantine release {item.number}«."
        raise Refused("not_ignored", text)
    return item


def dismiss(item: Item, reason: Dismissal | None, see: str | None = None) -> ItemDismissed:
    """The event of a dismissal. reason None: the one that goes without saying, for a weekly sheet without rows.

    Raises Refused, AlreadyRegistered.
    """
    problem = waiting(item).problem
    chosen = reason or (Dismissal.ALL_TAKEN if item.persons else _PRESET.get(problem) if problem else None)
    if chosen is Dismissal.ALL_TAKEN and not item.persons:
        raise Refused("none_taken", "Ingen er taget ind af den. Vælg en anden grund.", "reason")
    if chosen is None:
        choices = ", ".join(f"{each.value} ({each.label})" for each in Dismissal)
        raise Refused("reason_missing", f"Vælg en grund med --reason: {choices}.", "reason")
    if see is not None and not _NUMBER.fullmatch(see):
        raise Refused("no_number", "--see skal være et sags- eller karantænenummer, f.eks. 2026-0042.", "see")
    return ItemDismissed(reason=chosen, see=see)


def readable(item: Item, *, password: bool) -> Item:
    """The item, if it waits and reading its mail again can help. password: with one. Raises Refused, AlreadyRegistered.

    Of a mail that is too large only the beginning was kept: it must not be read as if it were whole.
    """
    problem = waiting(item).problem
    if problem is Problem.TOO_LARGE or (password and problem is Problem.FOREIGN_KEY):
        wrong, remedy = PROBLEMS[problem]
        raise Refused("not_readable", f"{item.number} {wrong}. I stedet: {remedy}. Intet er ændret.")
    return item


def person_taken(outcomes: tuple[tuple[str, str | None], ...]) -> ItemPersonTaken:
    """The event of a person taken in while the item waits for more. outcomes: as for `released`."""
    done = released(Release.CORRECTED, outcomes)
    return ItemPersonTaken(notifications=done.notifications, cases=done.cases)


def released(how: Release, outcomes: tuple[tuple[str, str | None], ...]) -> ItemReleased:
    """The event of a release. outcomes: id of each notification it became, and its case."""
    cases = dict.fromkeys(case for _, case in outcomes if case)
    return ItemReleased(how=how, notifications=tuple(id_ for id_, _ in outcomes), cases=tuple(cases))


def in_vain(how: Release, problem: Problem | None) -> ItemReadInVain:
    """The event of a reading that did not help."""
    return ItemReadInVain(how=how, problem=problem)
