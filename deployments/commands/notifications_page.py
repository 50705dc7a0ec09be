"""The notifications of a case for people: each field as the police have it, how certain it is, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from deployments.commands.printing import plain, table
from samraad.call_form import shown
from samraad.notification import Certainty, Field
from samraad.times import show_instant
from samraad.told import Told, where, where_within

#: Shown where nothing was read as well: that nothing is said of it is worth knowing.
_ALWAYS: Final = {Field.OFFENCES, Field.REMAND, Field.INTERROGATION}
#: Seen without colours too, by the word itself.
_STYLES: Final = {Certainty.CERTAIN: "none", Certainty.LIKELY: "yellow", Certainty.DOUBTFUL: "bold red"}


def notifications(told: Sequence[Told]) -> Iterator[Table]:
    """A table for each, in order."""
    for number, each in enumerate(told, 1):
        yield _table(each, f"Underretning {number} af {len(told)}" if len(told) > 1 else "Underretning")


def _table(told: Told, name: str) -> Table:
    entry = told.entry
    moved = f" · fra sag {told.taken_over_from}" if told.taken_over_from else ""
    title = (
        f"{name} · modtaget {show_instant(told.received_at)} · {told.origin.label}{moved}\n"
        f"Kilde: {plain(where(entry.place, told.origin))}"
    )
    made = table("Felt", "Oplyst", "Hvor sikkert", "Hvor det står", title=title)
    # A title is markup unless it is a text.
    made.title = Text(title, style="bold")
    sources = {source.field: source for source in entry.sources}
    for field in Field:
        if not getattr(entry, field.value) and field not in _ALWAYS:
            continue
        source = sources.get(field)
        made.add_row(
            field.label,
            Text(_value(told, field)),
            Text(source.certainty.label, style=_STYLES[source.certainty]) if source else "–",
            Text(plain(where_within(source.place, entry.place, told.origin))) if source else "–",
        )
    return made


def _value(told: Told, field: Field) -> str:
    value = getattr(told.entry, field.value)
    if field is Field.OFFENCES and value:
        kinds = ", ".join(kind.label for kind in told.kinds)
        return "\n".join([*(f"»{plain(passage)}«" for passage in value), f"→ {kinds}"])
    return "ikke nævnt" if value is False else plain(shown(value))
