"""Parts of sentences on events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samraad.times import show_day
from samraad.vocabulary import Labelled


def answer(outcome: Labelled, on: date) -> str:
    """`Afholdt lør 28. nov`."""
    return f"{outcome.label.removesuffix(', fordi …')} {show_day(on)}"


def because(reason: Labelled | None) -> str:
    """`: sygdom eller ulykke`, nothing where there is none."""
    return f": {reason.label}" if reason else ""


def listed(what: str, several: Iterable[Labelled]) -> str:
    """`; deltagere: den unge, forælder`, nothing where there are none."""
    words = ", ".join(each.label for each in several)
    return f"; {what}: {words}" if words else ""


def over_to(caseworker: str | None) -> str:
    """`; BOS overtager sagen`, nothing where nobody does."""
    return f"; {caseworker} overtager sagen" if caseworker else ""


def say_told(recipients: Iterable[str]) -> str:
    """Who was told of a rung, as the end of a sentence."""
    names = ", ".join(say_role(each) for each in recipients)
    return f"; besked til {names}" if names else "; ingen besked, et senere trin gik forud"


_ROLES = {
    "intake": "modtagelsen",
    "intake_leader": "lederen af modtagelsen",
    "team_leader": "teamlederen",
    "manager": "lederen",
    "target_group_board": "målgruppeudvalget",
    "weekend": "weekendvagten",
}


def say_role(recipient: str) -> str:
    """`team_leader:unge` → `teamlederen (unge)`; initials as they are."""
    role, _, team = recipient.partition(":")
    said = _ROLES.get(role, role)
    return f"{said} ({team})" if team else said
