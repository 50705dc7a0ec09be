"""The Danish words of the quarantine: what is wrong with an item, and an event in its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from samraad.events import MessageTried, PersonShown
from samraad.item import Item, ItemState
from samraad.item_events import (
    ItemDismissed,
    ItemEvent,
    ItemKept,
    ItemPersonTaken,
    ItemReadInVain,
    ItemReleased,
    ItemRungReached,
)
from samraad.notification import Outcome, Problem
from samraad.times import show_due, show_instant
from samraad.wording import say_message, say_told

#: What is wrong, and how a person decides. Without personal data: it stands in Prefect.
PROBLEMS: Final[Mapping[Problem, tuple[str, str]]] = {
    Problem.UNREADABLE: (
        "kan ikke læses",
        "se den med »show --save«, og frigiv den med de rigtige oplysninger",
    ),
    Problem.ENCRYPTED: (
        "er krypteret",
        "ring til politiet efter adgangskoden: »release --password«",
    ),
    Problem.FOREIGN_KEY: (
        "er krypteret på en måde, vi ikke kan låse op",
        "bed politiet sende den igen ukrypteret, eller åbn den i dens eget program, og frigiv den med oplysningerne",
    ),
    Problem.EMPTY_SHEET: (
        "er en kendt liste uden rækker",
        "er det rigtigt, så »dismiss«",
    ),
    Problem.UNKNOWN_LAYOUT: (
        "er en liste med ukendte kolonner",
        "lær samraad kolonnerne, og læs den igen: »release«",
    ),
    Problem.NO_PERSON: (
        "nævner ingen person",
        "er det ingen underretning, så »dismiss«; ellers frigiv den med oplysningerne",
    ),
    Problem.NO_IDENTITY: (
        "har hverken et rigtigt CPR-nummer eller en rigtig fødselsdato",
        "spørg politiet, og frigiv den med oplysningerne",
    ),
    Problem.OVER_LIMIT: (
        "er for stor eller for indviklet",
        "se den med »show --save«, og bed politiet sende den i mindre dele",
    ),
    Problem.TOO_LARGE: (
        "er for stor: kun begyndelsen er gemt",
        "åbn den i postkassen, og frigiv den med oplysningerne, eller bed politiet sende den i mindre dele",
    ),
    Problem.OTHER: (
        "kan ikke forstås med sikkerhed",
        "se den med »show«, og frigiv den med de rigtige oplysninger",
    ),
}

#: So many numbers are named; the others are counted.
_MOST: Final = 5


def say_problem(item: Problem | None) -> str:
    """What is wrong, as the end of a sentence."""
    return "er ignoreret" if item is None else PROBLEMS[item][0]


def say_numbers(numbers: Sequence[str]) -> str:
    """`K2026-0007, K2026-0008 og 12 mere`."""
    more = f" og {len(numbers) - _MOST} mere" if len(numbers) > _MOST else ""
    return ", ".join(numbers[:_MOST]) + more


def say_decision(item: Item) -> str:
    """`frigivet: læst igen (sag 2026-0042)`, `afvist: uønsket mail`; where nobody has decided, its state."""
    if item.state is ItemState.RELEASED and item.release:
        cases = f" (sag {', '.join(item.cases)})" if item.cases else ""
        return f"{item.state.label}: {item.release.label}{cases}"
    if item.dismissal:
        return f"{item.state.label}: {item.dismissal.label}"
    return item.state.label


def say_item(event: ItemEvent) -> str:  # noqa: PLR0911 – one arm an event, exhaustive
    """One Danish sentence on the event, for the item's history. No personal data."""
    match event:
        case ItemKept():
            what = "Ignoreret" if event.outcome is Outcome.IGNORED else "I karantæne"
            why = "" if event.problem is None else f": {say_problem(event.problem)}"
            return f"{what}, modtaget {show_instant(event.received_at)}{why}"
        case ItemRungReached():
            what = "Frist overskredet" if event.missed else "Påmindelse"
            return f"{what}: ikke afgjort, fristen {show_due(event.due_at)}{say_told(event.told)}"
        case ItemReadInVain():
            why = "den siger intet nyt" if event.problem is None else f"den {say_problem(event.problem)}"
            return f"{event.how.label.capitalize()} uden held: {why}"
        case ItemPersonTaken():
            cases = f"; sag {', '.join(event.cases)}" if event.cases else ""
            return f"En person taget ind{cases}. Posten venter stadig"
        case ItemReleased():
            cases = f"; sag {', '.join(event.cases)}" if event.cases else ""
            return f"Frigivet: {event.how.label}{cases}"
        case ItemDismissed():
            see = f", se {event.see}" if event.see else ""
            return f"Afvist: {event.reason.label}{see}"
        case MessageTried():
            return say_message(event)
        case PersonShown():
            return "Indholdet blev vist"
        case _ as unknown:
            assert_never(unknown)
