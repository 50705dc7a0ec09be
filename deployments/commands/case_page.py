"""A case file for people: whom it is about, what the police told, deadlines, reminders, everything that happened."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from deployments.commands.notifications_page import notifications
from deployments.commands.on_the_table import Opened
from deployments.commands.printing import console, kind_text, plain, state_text, table
from samraad.case import CaseFile
from samraad.case.corrections import corrected_by
from samraad.codec import Recorded
from samraad.deadlines import Deadline
from samraad.forms import FORMS
from samraad.target_group import row_behind
from samraad.times import show_due, show_instant
from samraad.todo_limits import TodoLimit
from samraad.vocabulary import State
from samraad.wording import corrected, say
from tasks.store.records import KeptText, Person


def print_page(opened: Opened) -> None:
    """The whole file, in 80 columns or more."""
    terminal = console()
    terminal.print(_head(opened.case, opened.person, opened.above))
    for shown in notifications(opened.told):
        terminal.print(shown)
        terminal.print()
    terminal.print(limits_table(opened.limits))
    terminal.print()
    for each in opened.limits:
        if each.state in (State.OPEN, State.OVERDUE):
            terminal.print(Text.assemble(kind_text(each.kind), f" – {each.milestone.label}: {_ground(each)}"))
    terminal.print()
    if opened.todos:
        terminal.print(_todos(opened.todos))
        terminal.print()
    for note in opened.notes:
        terminal.print(Text(note.replace("**", "")))
        terminal.print()
    if opened.texts:
        terminal.print(_texts(opened.texts, opened.history))
        terminal.print()
    terminal.print(_events(opened))


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
        shown.add_row(each.name, each.shown, kind_text(each.kind), state_text(each.state))
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


def _events(opened: Opened) -> Table:
    """What happened. The row of the table behind a decision tells the kind of crime: it is never shown in Prefect."""
    shown = table("Nr.", "Hvornår", "Hvem", "Hvad", title="Forløb")
    instead = corrected_by(opened.history)
    for each in opened.history:
        row = row_behind(each.event, opened.rulebook)
        said = say(each.event, opened.case.todos) + row + corrected(instead.get(each.version))
        shown.add_row(str(each.version), show_instant(each.at), f"{each.actor}\n{each.via.label}", Text(said))
    return shown
