"""How commands speak: JSON for scripts, rich tables for people, errors on stderr. Danish time in both."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

from cyclopts import Parameter
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from samraad.times import DENMARK, aware
from samraad.vocabulary import Kind, State

#: The switch that every command has that prints data.
AsJson = Annotated[bool, Parameter(name="--json", negative="", help="JSON i stedet for tabeller.")]

#: How binding a deadline is, seen without colours too: a sign, and a weight that any background bears.
_KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.STATUTORY: ("§ lovfrist", "bold red"),
    Kind.RECOMMENDED: ("○ anbefalet", "italic cyan"),
    Kind.NORM: ("· norm", "none"),
}
_STATES: Final[Mapping[State, str]] = {
    State.OVERDUE: "bold red",
    State.LAPSED_OVERDUE: "bold red",
    State.MET: "green",
    State.MET_LATE: "yellow",
}


def print_json(value: object) -> None:
    """One line; flushed, so that a reader of a pipe gets it at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def plain(text: str) -> str:
    """Somebody else's words in one line: what would steer the terminal, or hide letters, is shown as `�`."""
    return "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))


def console() -> Console:
    """The terminal, or what stdout is sent to. Case data are never taken for markup."""
    return Console(highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """A line for a person."""
    console().print(text, soft_wrap=True)


def complain(text: str) -> None:
    """A line on stderr."""
    sys.stderr.write(f"{text}\n")


def iso(instant: datetime | None) -> str | None:
    """Danish time with its offset."""
    return aware(instant).astimezone(DENMARK).isoformat() if instant else None


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table for at least 80 columns; long texts wrap."""
    made = Table(
        box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False, show_edge=False
    )
    made.padding = (0, 1, 0, 0)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def kind_text(kind: Kind) -> Text:
    """`§ lovfrist`, `○ anbefalet`, `· norm`."""
    text, style = _KINDS[kind]
    return Text(text, style=style)


def state_text(state: State) -> Text:
    """How a deadline stands; `overskredet` stands out."""
    return Text(state.label, style=_STATES.get(state, "none"))
