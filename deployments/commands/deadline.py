"""`samraad deadline`: a deadline worked out from the rulebook alone. Needs no database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

from cyclopts import Parameter
from rich.text import Text

from config.rules import load_rulebooks
from config.settings import load_settings
from deployments.commands.milestones import read_milestone
from deployments.commands.printing import AsJson, console, iso, kind_text, print_json, say
from samraad.case import Track
from samraad.course import FOLLOWS, OPENING, From
from samraad.deadlines import Deadline
from samraad.deadlines import deadline as work_out
from samraad.errors import BadInput
from samraad.rulebook import Rulebook
from samraad.rulebooks import in_force
from samraad.times import DENMARK, aware, danish_date, show_instant, start_of
from samraad.vocabulary import Milestone

_EXAMPLE: Final = "Skriv f.eks. 2026-11-21, 2026-11-21T14:30 (dansk tid) eller 2026-11-21T14:30+01:00."
#: A year beyond this is a slip of the pen; Danish holidays are not known for ever either.
_LAST_YEAR: Final = 2099


def deadline(
    received: Annotated[str, Parameter(name="MODTAGET", help="Dato, eller dato og klokkeslæt. " + _EXAMPLE)],
    /,
    *,
    milestone: Annotated[str, Parameter(help="Milepælen, f.eks. assessment eller meeting.")] = Milestone.SUMMONS.value,
    as_json: AsJson = False,
) -> int:
    """When a milestone is too late, how binding that is, on what ground, and how it was counted.

    Raises BadInput: not a time, or an unknown milestone; BrokenRulebook: no rules were in force on that day.
    """
    asked = read_milestone(milestone)
    received_at, assumed = _read(received)
    rulebook = in_force(load_rulebooks(load_settings().rulebooks), danish_date(received_at))
    found = _work_out(asked, received_at, rulebook)
    if as_json:
        print_json(
            {
                "milestone": asked.value,
                "kind": found.kind.value,
                "received_at": iso(received_at),
                "due_at": iso(found.due_at),
                "legal_basis": found.legal_basis,
                "explanation": found.explanation,
            }
        )
    else:
        _print(found, received_at, assumed)
    return 0


def _work_out(milestone: Milestone, from_: datetime, rulebook: Rulebook) -> Deadline:
    track = Track(milestone=milestone, attempt=1, counts_from=from_, origin=_origin(milestone))
    return work_out(track, rulebook, from_)


def _origin(milestone: Milestone) -> From:
    """From when the first attempt at the milestone counts in the usual course."""
    if milestone in OPENING:
        return From.RECEIPT
    origins = {origin for opened in FOLLOWS.values() for each, origin in opened if each is milestone}
    return next((each for each in (From.RECEIPT, From.MEETING) if each in origins), From.OUTCOME)


def _read(text: str) -> tuple[datetime, str | None]:
    """The instant, UTC, and what had to be assumed. A date is taken from its first minute: never too late."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return _read_instant(text.strip())
    _believable(day, text)
    return start_of(day), "Uden klokkeslæt er der regnet fra dagens begyndelse, dansk tid."


def _read_instant(text: str) -> tuple[datetime, str | None]:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"»{text}« er ikke et tidspunkt. {_EXAMPLE}") from None
    _believable(read.date(), text)
    if read.tzinfo is None:
        return aware(read.replace(tzinfo=DENMARK)), "Uden tidszone er klokkeslættet læst som dansk tid."
    return aware(read), None


def _believable(day: date, text: str) -> None:
    if day.year > _LAST_YEAR or day.year == date.min.year:
        raise BadInput(f"»{text}«: er årstallet rigtigt? {_EXAMPLE}")


def _print(found: Deadline, received_at: datetime, assumed: str | None) -> None:
    line = Text(f"{found.milestone.label.capitalize()} senest ")
    line.append(found.shown, style="bold")
    terminal = console()
    terminal.print(Text.assemble(line, " – ", kind_text(found.kind), f" ({found.legal_basis})"))
    terminal.print(Text(found.explanation))
    if _origin(found.milestone) is not From.RECEIPT:
        say(f"{show_instant(received_at)} er taget som den dag, fristen regnes fra: den regnes ikke fra modtagelsen.")
    if assumed:
        say(assumed)
