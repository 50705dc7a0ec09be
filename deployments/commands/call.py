"""`samraad open`: a notification by telephone or at an interrogation, asked for field by field, or as JSON on stdin."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated, Final

from cyclopts import Parameter
from rich.text import Text

from config.settings import load_settings
from deployments.commands.case_page import limits_table
from deployments.commands.printing import AsJson, complain, console, iso, print_json, say
from deployments.commands.shapes import deadline_line
from deployments.opening import at_office
from samraad import cpr
from samraad.call import Call
from samraad.call_form import QUESTIONS, Asking, Question, shown, understand
from samraad.deadlines import Deadline, deadlines
from samraad.errors import BadInput, Refused
from samraad.notification import Outcome
from samraad.times import danish_date
from tasks.calls import take_call
from tasks.office import Office
from tasks.store.records import Result

#: What a person reads of each outcome.
_SAID: Final = {
    Outcome.OPENED: "Sag {} er åbnet.",
    Outcome.ATTACHED: "Føjet til sag {}, som den unge har i forvejen.",
    Outcome.DUPLICATE: "Det er allerede modtaget{}.",
    Outcome.QUARANTINED: "Gemt, men det skal ses af et menneske: {}.",
    Outcome.IGNORED: "Gemt, men ingen sag: {}.",
}
_NOTHING_SAVED: Final = "Afbrudt. Intet er gemt."


def open_by_call(
    stdin: Annotated[
        str | None, Parameter(name="STDIN", allow_leading_hyphen=True, help="Et - læser felterne som JSON fra stdin.")
    ] = None,
    /,
    *,
    json_in: Annotated[bool, Parameter(negative="", help="Det samme som -.")] = False,
    as_json: AsJson = False,
) -> int:
    """Take in what was told. Raises BadInput: JSON that makes no sense, or what was typed ended too soon."""
    if stdin not in (None, "-"):
        raise BadInput(f"»{stdin[:40]}« er for meget: oplysninger skrives, når der spørges, eller gives på stdin.")
    with at_office(load_settings()) as office:
        asking = Asking(now=office.clock.now(), staff=office.staff, rulebook=office.rulebook_at(office.clock.now()))
        try:
            call = _from_json(asking) if stdin or json_in else _asked(asking)
        except KeyboardInterrupt:
            complain(f"\n{_NOTHING_SAVED}")
            return 1
        with _finish_first():
            result = take_call(office, call)
        limits = _limits(office, result.case)
    _print(call, result, limits, as_json=as_json)
    return 0


def _from_json(asking: Asking) -> Call:
    try:
        fields = json.load(sys.stdin)
    except ValueError:
        raise BadInput("Det på stdin er ikke JSON. Intet er gemt.") from None
    if not isinstance(fields, dict):
        raise BadInput("Giv ét JSON-objekt på stdin. Intet er gemt.")
    try:
        return understand(fields, asking)
    except Refused as refused:
        field = f"{refused.field}: " if refused.field else ""
        raise BadInput(f"{field}{refused} Intet er gemt.") from None


def _asked(asking: Asking) -> Call:
    """Every field, then all of them once more, until somebody says it is right."""
    for question in QUESTIONS:
        if question.asked(asking.told):
            _ask(question, asking)
        else:
            asking.answer(question, "")
    while True:
        _show(asking)
        answer = _line("Er det rigtigt? (j = gem, et nummer = ret det, Ctrl-C = gem ikke)").casefold()
        if answer in ("j", "ja"):
            return asking.call()
        _correct(answer, asking)


def _correct(answer: str, asking: Asking) -> None:
    """Ask for one field again, and for those that hang on it where they no longer fit."""
    if not answer.isdecimal() or not 1 <= int(answer) <= len(QUESTIONS):
        say(f"Skriv j, eller et nummer fra 1 til {len(QUESTIONS)}.")
        return
    chosen = QUESTIONS[int(answer) - 1]
    _ask(chosen, asking)
    for question in QUESTIONS:
        if question.name in _HANGS_ON.get(chosen.name, ()):
            if question.asked(asking.told):
                _ask(question, asking)
            else:
                asking.answer(question, "")


#: Field → the fields whose answers were judged by it.
_HANGS_ON: Final = {
    "cpr": ("birth_date", "name"),
    "received_at": ("interrogation_time", "reply_by"),
    "interrogation": ("interrogation_time", "reply_by"),
    "interrogation_time": ("reply_by",),
}


def _ask(question: Question, asking: Asking) -> None:
    while True:
        empty = f" [{question.empty}]" if question.empty else ""
        try:
            return asking.answer(question, _line(f"{question.text}{empty}"))
        except Refused as refused:
            console().print(Text(str(refused), style="bold red"))


def _line(prompt: str) -> str:
    try:
        return console().input(Text(f"{prompt}: ")).strip()
    except EOFError:
        raise BadInput(_NOTHING_SAVED) from None


def _show(asking: Asking) -> None:
    terminal = console()
    terminal.print()
    for number, question in enumerate(QUESTIONS, 1):
        if question.asked(asking.told):
            label = question.text.partition(" (")[0]
            line = Text(f"{number:>2}  {label}: ").append(shown(asking.told[question.name]), style="bold")
            terminal.print(line, soft_wrap=True)
    age = cpr.age(asking.told["birth_date"], danish_date(asking.told["received_at"]))
    old = asking.rulebook.under_age
    warning = f" Det er ikke under {old}: der bliver ikke åbnet en sag." if age >= old else ""
    say(f"    Alder ved modtagelsen: {age} år.{warning}")


@contextmanager
def _finish_first() -> Iterator[None]:
    """The first Ctrl-C waits until what is being saved is saved; a second one ends it, with nothing saved by half."""

    def wait(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal hands them over
        signal.signal(signal.SIGINT, before)
        complain("Gemmer – vent et øjeblik.")

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _limits(office: Office, number: str | None) -> tuple[Deadline, ...]:
    if number is None:
        return ()
    with office.store.work() as work:
        case = work.load(number)
        return deadlines(case, work.rulebook(case.rulebook), office.clock.now())


def _print(call: Call, result: Result, limits: tuple[Deadline, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "outcome": result.outcome.value,
                "case": result.case,
                "reason": result.reason,
                "notes": [note.value for note in result.notes],
                "origin": call.origin.value,
                "received_at": iso(call.received_at),
                "deadlines": [deadline_line(each) for each in limits],
            }
        )
        return
    about = result.case or result.reason
    if result.outcome is Outcome.DUPLICATE:
        about = f" i sag {result.case}" if result.case else ""
    say(_SAID[result.outcome].format(about))
    for note in result.notes:
        say(f"Obs: {note.label}")
    if limits:
        console().print(limits_table(limits))
