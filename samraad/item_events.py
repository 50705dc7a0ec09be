"""Everything that can happen to an item: an entry of a mail that opened nothing, until a person has decided on it.

A closed union of its own, in the same append-only table as the cases' events, under the item's number (`K2026-0007`).
No event holds personal data: what could not be understood lies encrypted beside it (`notification`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from samraad.events import MessageTried, PersonShown
from samraad.notification import Outcome, Problem
from samraad.times import aware
from samraad.vocabulary import Labelled


class Release(Labelled):
    """How an item was released."""

    CORRECTED = "corrected", "med rettede oplysninger"
    READ_AGAIN = "read_again", "læst igen"
    PASSWORD = "password", "åbnet med adgangskode"
    REOPENED = "reopened", "genåbnet"


class Dismissal(Labelled):
    """Why nothing is to be made of an item."""

    NOT_A_NOTIFICATION = "not_a_notification", "ikke en underretning"
    NO_ROWS = "no_rows", "ingen unge på ugens liste"
    DUPLICATE = "duplicate", "allerede modtaget"
    SPAM = "spam", "uønsket mail"
    NOT_A_SUSPECT = "not_a_suspect", "personen er ikke mistænkt"
    NOT_UNDER_AGE = "not_under_age", "personen er fyldt 18 år"
    OTHER_MUNICIPALITY = "other_municipality", "hører til en anden kommune"
    ALL_TAKEN = "all_taken", "alle personer er taget ind"
    HANDLED_OTHERWISE = "handled_otherwise", "håndteret på anden vis"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKept:
    """An entry was put aside for a person: it could not be understood, or it was ignored."""

    #: When the municipality received it: the clock of the law may run from here.
    received_at: datetime
    #: Id of the notification, where what was read of it lies encrypted.
    notification: str
    #: Id of the mail.
    evidence: str
    #: Content hash of the rulebook the item keeps.
    rulebook: str
    #: `quarantined` or `ignored`.
    outcome: Outcome
    #: What kind of thing could not be understood; None for what was ignored.
    problem: Problem | None = None
    #: `mail`, or the kind of file as its ending says (`xlsx`, `pdf` …), `other` for an ending that is none of ours.
    file_kind: str = "mail"
    #: Codes of `samraad.notification.Note`: what intake should know of the mail.
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "received_at", aware(self.received_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRungReached:
    """A rung of the quarantine's ladder came due: a reminder, or a missed deadline. Each fires exactly once."""

    #: Name of the rung in the rulebook.
    rung: str
    #: 1 for the first time, counted up by a rung that repeats.
    occurrence: int
    due_at: datetime
    #: When the rung should have fired; the event's own time minus this is its lateness.
    rung_at: datetime
    #: Roles told; empty where a later rung overtook this one.
    told: tuple[str, ...]
    #: The deadline has passed.
    missed: bool
    urgent: bool = False

    def __post_init__(self) -> None:
        for name in ("due_at", "rung_at"):
            object.__setattr__(self, name, aware(getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReadInVain:
    """The mail was read anew, with a password or without, and the item cannot be understood still."""

    how: Release
    #: What is wrong now; None where it can be read, and says nothing that was not taken in before.
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPersonTaken:
    """A person was taken in of an item that holds several: it goes on waiting, its deadline goes on."""

    #: Ids of the notifications it became.
    notifications: tuple[str, ...]
    #: Cases opened or added to, each once.
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReleased:
    """A person released it: what came of it stands in notifications of its own, with the original receipt."""

    how: Release
    #: Ids of the notifications it became.
    notifications: tuple[str, ...]
    #: Cases opened or added to, each once.
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDismissed:
    """A person decided that nothing is to be made of it."""

    reason: Dismissal
    #: Number of the case or item it belongs to, where one was named.
    see: str | None = None


ItemEvent = (
    ItemKept
    | ItemRungReached
    | ItemReadInVain
    | ItemPersonTaken
    | ItemReleased
    | ItemDismissed
    | MessageTried
    | PersonShown
)

#: Every event by its name, which is its class's. What cases share with items means the same in both.
ITEM_EVENTS: dict[str, type[ItemEvent]] = {kind.__name__: kind for kind in get_args(ItemEvent)}
