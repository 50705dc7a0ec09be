"""A case file for people: whom it is about, what the police told, deadlines, reminders, everything that happened."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from deployments.commands.notifications_page import notifications
from deployments.commands.printing import console, kind_text, plain, state_text, table
from samraad.case import CaseFile
from samraad.case.corrections import corrected_by
from samraad.codec import Recorded
from samraad.deadlines import Deadline
from samraad.forms import FORMS
from samraad.times import show_due, show_instant
from samraad.todo_limits import TodoLimit
from samraad.told import Told
from samraad.vocabulary import State
from samraad.wording import corrected, say
from tasks.store.port import KeptText, Person


def print_page(
    case: CaseFile,
    history: Sequence[Recorded],
    limits: Sequence[Deadline],
    todos: Sequence[TodoLimit],
    notes: Sequence[str],
    person: Person | None,
    told: Sequence[Told],
    texts: Sequence[KeptText],
    above: Sequence[str],
) -> None:
    """The whole file, in 80 columns or more. notes: lines on how the meeting is prepared, and what is missing."""
    terminal = console()
    terminal.print(_head(case, person, above))
    for shown in notifications(told):
        terminal.print(shown)
        terminal.print()
    terminal.print(limits_table(limits))
    terminal.print()
    for each in limits:
        if each.state in (State.OPEN, State.OVERDUE):
            terminal.print(Text.assemble(kind_text(each.kind), f" – {each.milestone.label}: {_ground(each)}"))
    terminal.print()
    if todos:
        terminal.print(_todos(todos))
        terminal.print()
    for note in notes:
        terminal.print(Text(note.replace("**", "")))
        terminal.print()
    if texts:
        terminal.print(_texts(texts, history))
        terminal.print()
    terminal.print(_events(history))


def _ground(each: Deadline) -> str:
    return f"{each.explanation} ({each.legal_basis})"


def _head(case: CaseFile, person: Person | None, above: Sequence[str]) -> Panel:
    lines = [
        f"Modtaget {show_instant(case.received_at)} · alder ved modtagelsen: {case.age_at_receipt} år",
        f"Kom som: {case.origin.label}",
        f"Team: {case.team or 'ikke fordelt'} · sagsbehandler: {_caseworker(case)}",
        f"Afventer: {case.awaiting.label}" if case.awaiting else "Sagen er afsluttet.",
        *(line.replace("**", "") for line in above),
    ]
    if person is not None:
        lines += [
            "",
            plain(person.name or "Navn ukendt"),
            f"CPR {person.cpr or 'ukendt'} · født {person.birth_date:%d-%m-%Y}",
        ]
    title = Text(f"Sag {case.number} · {case.stage.label}", style="bold")
    return Panel(Text("\n".join(lines)), title=title, title_align="left", box=box.ROUNDED)


def _caseworker(case: CaseFile) -> str:
    if case.caseworker is None:
        return "ingen endnu"
    return case.caseworker if case.accepted else f"{case.caseworker} (har endnu ikke taget sagen)"


def limits_table(limits: Sequence[Deadline]) -> Table:
    """The deadlines of a case."""
    shown = table("Milepæl", "Senest", "Art", "Status", title="Frister")
    for each in limits:
        name = each.milestone.label + (f" ({each.attempt}. forsøg)" if each.attempt > 1 else "")
        shown.add_row(name, each.shown, kind_text(each.kind), state_text(each.state))
    return shown


def _todos(limits: Sequence[TodoLimit]) -> Table:
    shown = table("Opgave", "Senest", "Art", "Status", title="Opgaver")
    for each in limits:
        outcome = each.todo.outcome
        status = Text(outcome.label) if outcome else state_text(each.state)
        shown.add_row(each.name.removeprefix("Opgave "), show_due(each.due_at), kind_text(each.kind), status)
    return shown


def _texts(texts: Sequence[KeptText], history: Sequence[Recorded]) -> Table:
    """Names and notes, each with the number of the event it belongs to."""
    shown = table("Nr.", "Hvad", "Tekst", title="Navne, adresser og bemærkninger")
    version = {getattr(each.event, kept.field, None): each.version for kept in texts for each in history}
    for kept in texts:
        title = FORMS[kept.topic].model_fields[kept.field].title or kept.field
        shown.add_row(str(version.get(kept.id, "–")), title, Text(plain(kept.text)))
    return shown


def _events(history: Sequence[Recorded]) -> Table:
    shown = table("Nr.", "Hvornår", "Hvem", "Hvad", title="Forløb")
    instead = corrected_by(tuple(history))
    for each in history:
        said = say(each.event) + corrected(instead.get(each.version))
        shown.add_row(str(each.version), show_instant(each.at), f"{each.actor}\n{each.via.label}", Text(said))
    return shown
