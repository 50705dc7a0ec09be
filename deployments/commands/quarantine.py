"""`samraad quarantine`: what could not be understood, and what a person decides on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.text import Text

from config.settings import load_settings
from deployments.commands.asking import ask, explain_fields, typed_fields
from deployments.commands.item_shapes import item_line, label, shown_line
from deployments.commands.printing import AsJson, console, print_json, say, table
from deployments.commands.saving import EXISTS, saved_as
from deployments.opening import at_office
from samraad.call_form import shown as in_words
from samraad.correcting import corrected
from samraad.errors import BadInput
from samraad.item import ItemState
from samraad.item_events import Dismissal
from samraad.item_wording import PROBLEMS, say_decision, say_item, say_problem
from samraad.notification import Note, Outcome, Problem
from samraad.quarantine import ItemRow
from samraad.times import show_instant
from tasks import quarantine as desk
from tasks.office import Office
from tasks.reading_again import read_again
from tasks.store.records import ItemQuery, Result

Number = Annotated[str, Parameter(name="NUMMER", help="F.eks. K2026-0007.")]
By = Annotated[str, Parameter(help="Dine initialer.")]

quarantine = App(name="quarantine")


@quarantine.default
@quarantine.command(name="list", help="Vis det, der venter, med frist; --all også det afgjorte.")
def list_items(
    *,
    everything: Annotated[bool, Parameter(name="--all", negative="", help="Også det, der er afgjort.")] = False,
    as_json: AsJson = False,
) -> int:
    """What waits in quarantine, by number; no personal data."""
    with at_office(load_settings()) as office:
        now = office.clock.now()
        with office.store.work() as work:
            rows = work.items(ItemQuery(waiting_only=not everything))
            results = work.results_of([row.notification for row in rows])
    if as_json:
        for row in rows:
            print_json(item_line(row, results[row.notification], now))
    elif rows:
        _print(rows, results, now)
    else:
        say("Intet venter.")
    return 0


@quarantine.command(help="Vis en post dekrypteret. Det skrives ned, hvem der så den.")
def show(
    number: Number,
    /,
    *,
    by: By,
    save: Annotated[
        Path | None, Parameter(help="Skriv filen, posten handler om, her (fil eller mappe); er der ingen, så mailen.")
    ] = None,
    mail: Annotated[bool, Parameter(negative="", help="Med --save: hele mailen, som den kom, og ikke filen.")] = False,
    as_json: AsJson = False,
) -> int:
    """One item, decrypted. Raises UnknownItem; BadInput for initials nobody here has, or a file that exists."""
    if save is not None and save.exists() and not save.is_dir():
        raise BadInput(EXISTS)
    purpose = "samraad quarantine show" + (" --save" if save else "")
    with at_office(load_settings()) as office:
        shown = desk.show(office, number.strip(), by, purpose)
    saved = save and saved_as(save, shown, whole=mail)
    if as_json:
        history = [
            {"at": each.at.isoformat(), "actor": each.actor, "text": say_item(each.event)} for each in shown.history
        ]
        print_json({"item": shown.item.number, **shown_line(shown.kept, shown.item.received_at), "history": history})
        return 0
    _print_shown(shown)
    if saved:
        say(saved)
    return 0


@quarantine.command(
    help="Frigiv: med rettede felter, med adgangskode, eller læs mailen igen.", help_epilogue=explain_fields()
)
def release(
    number: Number,
    /,
    *fields: Annotated[
        str, Parameter(name="FELT=VÆRDI", help="Det, der skal rettes; det øvrige står, som det er læst.")
    ],
    by: By,
    cpr: Annotated[bool, Parameter(negative="", help="Spørg om CPR-nummeret; det skrives ikke i kommandoen.")] = False,
    ask_all: Annotated[
        bool, Parameter(name="--ask", negative="", help="Spørg om alle felter, også CPR-nummeret.")
    ] = False,
    password: Annotated[
        bool, Parameter(negative="", help="Spørg om adgangskoden til filen, og læs hele mailen.")
    ] = False,
    more: Annotated[
        bool, Parameter(negative="", help="Posten rummer flere personer: tag denne ind, og lad posten vente på resten.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Release an item. Exit code 1 where it stays in quarantine. Raises UnknownItem, BadInput, Refused."""
    number, correcting = number.strip(), bool(fields or cpr or ask_all)
    if correcting and password:
        raise BadInput("Felter og --password går ikke sammen: åbn filen først.")
    if more and not correcting:
        raise BadInput("--more er til felter: skriv dem, eller brug --ask.")
    typed = typed_fields(fields, cpr=cpr, everything=ask_all) if correcting else {}
    word = ask("Adgangskode", hidden=True) if password else None
    with at_office(load_settings()) as office:
        if correcting:
            done = desk.release_corrected(office, number, partial(corrected, typed=typed), by, more=more)
        else:
            done = read_again(office, number, by, word)
    print_decided(done, as_json=as_json)
    return 0 if done.stays is None else 1


@quarantine.command(help="Afvis: der skal intet gøres. En kendt liste uden rækker behøver ingen grund.")
def dismiss(
    number: Annotated[str | None, Parameter(name="NUMMER", help="F.eks. K2026-0007.")] = None,
    /,
    *,
    by: By,
    reason: Annotated[
        str | None,
        Parameter(help="; ".join(f"{each.value} – {each.label}" for each in Dismissal)),
    ] = None,
    see: Annotated[str | None, Parameter(help="Nummeret på den sag eller post, den hører til.")] = None,
    empty: Annotated[bool, Parameter(negative="", help="Alle kendte lister uden rækker på én gang.")] = False,
    as_json: AsJson = False,
) -> int:
    """Dismiss one item, or all empty weekly sheets. Raises UnknownItem, BadInput, Refused."""
    if (number is None) != empty:
        raise BadInput("Skriv nummeret på en post, eller --empty for alle lister uden rækker.")
    why = _reason(reason)
    with at_office(load_settings()) as office:
        numbers = _empty_sheets(office) if number is None else [number.strip()]
        for each in numbers:
            item = desk.dismiss(office, each, why, by, see)
            if as_json:
                print_json({"item": item.number, "state": item.state.value, "reason": item.dismissal, "see": see})
            else:
                say(f"{item.number}: {say_decision(item)}.")
    if not numbers and not as_json:
        say("Ingen lister uden rækker venter.")
    return 0


def print_decided(done: desk.Decided, *, as_json: bool) -> None:
    """What came of a release, a line each; no personal data."""
    item = done.item
    if as_json:
        results = [
            {"row": each.row, "outcome": each.outcome.value, "case": each.case, "reason": each.reason}
            for each in done.results
        ]
        print_json({"item": item.number, "state": item.state.value, "stays": done.stays, "results": results})
        return
    for each in done.results:
        row = f"række {each.row}: " if each.row is not None else ""
        say(f"{item.number}: {row}{_SAID[each.outcome]}{f' {each.case}' if each.case else ''}{_why(each)}")
    if done.stays is None and item.state is ItemState.WAITING:
        say(f"{item.number} venter stadig: tag den næste person ind, eller »dismiss«, når alle er taget ind.")
    if done.stays:
        say(f"{item.number} bliver i karantæne: {done.stays}")


_SAID = {
    Outcome.OPENED: "sag åbnet",
    Outcome.ATTACHED: "føjet til sagen",
    Outcome.DUPLICATE: "allerede modtaget",
    Outcome.QUARANTINED: "ny post i karantæne",
    Outcome.IGNORED: "ikke relevant",
}


def _why(result: Result) -> str:
    return f" ({result.reason})" if result.outcome in (Outcome.QUARANTINED, Outcome.IGNORED) else ""


def _reason(text: str | None) -> Dismissal | None:
    try:
        return None if text is None else Dismissal.read(text)
    except ValueError:
        choices = ", ".join(f"{each.value} ({each.label})" for each in Dismissal)
        raise BadInput(f"Grunden kendes ikke. Vælg en af: {choices}.") from None


def _empty_sheets(office: Office) -> list[str]:
    with office.store.work() as work:
        rows = work.items(ItemQuery(waiting_only=True))
    return [row.item for row in rows if row.problem is Problem.EMPTY_SHEET]


def _print(rows: Sequence[ItemRow], results: Mapping[str, Result], now: datetime) -> None:
    shown = table("Nummer", "Modtaget", "Senest", "Hvad", "Fil")
    for column in (0, 1, 2):
        shown.columns[column].no_wrap = True
    for row in rows:
        due = Text(show_instant(row.due_at) if row.due_at else "")
        if row.overdue(now):
            due.append("\noverskredet", style="bold red")
        waits = row.state is ItemState.WAITING
        what = results[row.notification].reason or say_problem(row.problem)
        done = "" if waits else f"\n{row.state.label}: {row.decided_by}"
        shown.add_row(row.item, show_instant(row.received_at), due, f"{what}{done}", row.file_kind)
    console().print(shown)


def _print_shown(shown: desk.Shown) -> None:
    item = shown.item
    say(f"{item.number} · modtaget {show_instant(item.received_at)} · {say_decision(item)}")
    say(f"{shown.kept.result.reason or say_problem(item.problem)}")
    if item.problem and item.state is ItemState.WAITING:
        say(f"Gør: {PROBLEMS[item.problem][1]}.")
    for note in item.notes:
        say(f"Obs: {Note.read(note).label}")
    for key, value in shown_line(shown.kept, shown.item.received_at).items():
        if value not in (None, [], "", False):
            say(f"{label(key)}: {in_words(tuple(value) if isinstance(value, list) else value)}")
    for each in shown.history:
        say(f"{show_instant(each.at)} · {each.actor}: {say_item(each.event)}")
