"""`samraad case`: one case file; with `--person` whom it is about, which is written into the file."""

from __future__ import annotations

import getpass
import os
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from config.settings import load_settings
from deployments.commands.case_page import print_page
from deployments.commands.on_the_table import Opened
from deployments.commands.preparation_shapes import preparation_lines
from deployments.commands.printing import AsJson, print_json
from deployments.commands.shapes import (
    Line,
    case_line,
    deadline_line,
    escalation_line,
    event_line,
    person_line,
    text_line,
    todo_line,
)
from deployments.opening import at_office
from samraad.completeness import completeness
from samraad.deadlines import Deadline, deadlines
from samraad.errors import BadInput, Conflict
from samraad.events import PersonShown
from samraad.summary import summarise
from samraad.target_group import said as said_on_target_group
from samraad.todo_limits import todo_limits
from samraad.told import told
from samraad.vocabulary import Via
from tasks.office import Office
from tasks.persons import with_taken_over


def case(
    number: Annotated[str, Parameter(name="SAGSNUMMER", help="F.eks. 2026-0042.")],
    /,
    *,
    person: Annotated[
        bool,
        Parameter(
            negative="",
            help="Vis, hvem sagen er om, og hvad politiet har oplyst. Det skrives i sagen, hvem der så det.",
        ),
    ] = False,
    by: Annotated[str | None, Parameter(help="Dine initialer, til --person; ellers brugernavnet.")] = None,
    as_json: AsJson = False,
) -> int:
    """Show a case. Raises UnknownCase; BadInput for initials nobody here has."""
    with at_office(load_settings()) as office:
        reader = _reader(office, by) if person else None
        opened = _open(office, number.strip(), reader)
    if as_json:
        print_json(_as_line(opened))
    else:
        print_page(opened)
    return 0


def _open(office: Office, number: str, reader: str | None) -> Opened:
    """The case file; for a reader also the person, once it is written that they were shown."""
    while True:
        try:
            return _open_once(office, number, reader)
        except Conflict:
            continue


def _open_once(office: Office, number: str, reader: str | None) -> Opened:
    now = office.clock.now()
    with office.store.work() as work:
        case, person = work.load(number), None
        if reader is not None:
            person = with_taken_over(work, work.person_of(number), case.history)
            case = work.append(case, [PersonShown(purpose="samraad case --person")], at=now, actor=reader, via=Via.CLI)
        rulebook = work.rulebook(case.rulebook)
        history = work.history(number)
        said = {} if person is None else {each.notification: each.entry for each in person.said}
        return Opened(
            case=case,
            rulebook=rulebook,
            history=history,
            limits=deadlines(case, rulebook, now),
            todos=todo_limits(case, rulebook, now),
            line=case_line(summarise(case, rulebook), work.run(number).flow_run_id, now),
            person=person,
            told=told(history, said, rulebook),
            above=said_on_target_group(case, rulebook),
            fields=completeness(case, rulebook, now, cpr_known=work.cpr_known([number])[number]),
            texts=() if person is None else work.texts_of(number),
            now=now,
        )


def _reader(office: Office, by: str | None) -> str:
    """Who reads, as claimed."""
    if by is None:
        return _user()
    colleague = office.staff.get(by)
    if colleague is None:
        raise BadInput("Ingen medarbejder har de initialer. Personoplysningerne er ikke vist.")
    return colleague.initials


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run us as a number without a name
        return f"uid {os.getuid()}"


def _as_line(opened: Opened) -> Line:
    line = {
        **opened.line,
        "origin": opened.case.origin.value,
        "deadlines": _lines(opened.limits),
        "todos": [todo_line(each) for each in opened.todos],
        "escalations": [escalation_line(recorded, rung) for recorded, rung in opened.rungs],
        "missing": [each.value for each in opened.fields.missing],
        **preparation_lines(opened.case),
        "events": [event_line(each) for each in opened.history],
    }
    if opened.person is not None:
        line |= person_line(opened.person, opened.case.age_at_receipt, opened.told)
        line["texts"] = [text_line(each, opened.history) for each in opened.texts]
    return line


def _lines(limits: Sequence[Deadline]) -> list[Line]:
    return [deadline_line(each) for each in limits]
