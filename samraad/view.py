"""How a case must look to people in Prefect: run name, tags, form and its description. No personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from samraad.allotment import warning
from samraad.amounts import amount
from samraad.branch_notes import branch_notes
from samraad.case import CaseFile
from samraad.course import STAGE_OF
from samraad.deadlines import Deadline, protected_until, running
from samraad.notification import Note
from samraad.preparing import above as prepared
from samraad.process import Wait, next_step
from samraad.rulebook import Rulebook
from samraad.target_group import said as said_on_target_group
from samraad.times import show_day, show_instant, show_long_day
from samraad.todo_limits import TodoLimit, todo_limits
from samraad.vocabulary import Kind, Milestone, Stage, State


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a run shows."""

    #: `2026-0042 · indkaldelse senest lør 28. nov`.
    name: str
    #: Sorted.
    tags: tuple[str, ...]
    #: Whose form is offered, None while samraad itself has something to do or the case is closed.
    form: Milestone | None
    #: Which attempt the form is for.
    attempt: int
    #: Danish markdown above the form.
    description: str
    #: Numbers of the todos that the description names.
    todos: tuple[int, ...]


#: A todo that is due within so long stands above the form, and at most so many of them.
_SOON: Final = timedelta(days=7)
_TODOS_SHOWN: Final = 4


#: How a deadline is spoken of while it runs, and when its time is over: by how binding it is.
_RUNS = {Kind.STATUTORY: "senest {}", Kind.RECOMMENDED: "anbefalet senest {}", Kind.NORM: "senest {} (norm)"}
_PAST = {Kind.STATUTORY: "frist", Kind.RECOMMENDED: "anbefalet", Kind.NORM: "norm"}

_TAG_OF = {Kind.STATUTORY: "frist:lov", Kind.RECOMMENDED: "frist:anbefalet", Kind.NORM: "frist:norm"}


def view(case: CaseFile, rulebook: Rulebook, now: datetime) -> View:
    """How the case's run must look at this instant."""
    open_ = running(case, rulebook, now)
    step, todos = next_step(case), _Todos.of(todo_limits(case, rulebook, now), now)
    waits = step if isinstance(step, Wait) else None
    return View(
        name=f"{case.number} · {_headline(open_)}",
        tags=_tags(case, open_),
        form=waits.milestone if waits else None,
        attempt=waits.attempt if waits else 1,
        description=_description(case, rulebook, open_, todos, now) if open_ else _closed(case),
        todos=tuple(each.todo.number for each in todos.shown),
    )


def _closed(case: CaseFile) -> str:
    into = f": den er lagt sammen med sag {case.merged_into}, som fortsætter" if case.merged_into else ""
    return f"Sag {case.number} er afsluttet{into}."


@dataclass(frozen=True, slots=True)
class _Todos:
    """What is to be done beside the course: shown are those that are late or due soon, the rest is counted."""

    shown: tuple[TodoLimit, ...]
    others: int

    @classmethod
    def of(cls, limits: tuple[TodoLimit, ...], now: datetime) -> _Todos:
        """Of all of a case."""
        open_ = sorted((each for each in limits if each.todo.open), key=lambda each: each.due_at)
        near = [each for each in open_ if each.due_at - now <= _SOON] or open_[:1]
        return cls(tuple(near[:_TODOS_SHOWN]), len(open_) - len(near[:_TODOS_SHOWN]))

    @property
    def lines(self) -> list[str]:
        """A paragraph each."""
        if not self.others:
            return [each.said for each in self.shown]
        return [
            *(each.said for each in self.shown),
            f"Desuden {amount(self.others, 'opgave')} med senere frist: se sagens side.",
        ]


def _headline(open_: tuple[Deadline, ...]) -> str:
    """The awaited milestone, and the statutory summons that runs meanwhile."""
    if not open_:
        return Stage.CLOSED.label
    parts = [say(open_[0])]
    parts += [say(each) for each in open_[1:] if each.milestone is Milestone.SUMMONS and each.kind is Kind.STATUTORY]
    return " · ".join(parts)


def say(deadline: Deadline) -> str:
    """`indkaldelse senest lør 28. nov`, or `indkaldelse ikke registreret (frist lør 28. nov)` when its time is over."""
    if deadline.agreed_on:
        past = " ikke registreret," if deadline.state is State.OVERDUE else ""
        recommended = _RUNS[deadline.kind].format(deadline.shown)
        return f"{deadline.milestone.label}{past} aftalt {show_day(deadline.agreed_on)} ({recommended})"
    if deadline.state is State.OVERDUE:
        return f"{deadline.milestone.label} ikke registreret ({_PAST[deadline.kind]} {deadline.shown})"
    return f"{deadline.milestone.label} {_RUNS[deadline.kind].format(deadline.shown)}"


def _tags(case: CaseFile, open_: tuple[Deadline, ...]) -> tuple[str, ...]:
    if not open_:
        return tuple(sorted({"afsluttet", *_team(case)}))
    tags = {f"afventer:{STAGE_OF[open_[0].milestone].label}", _TAG_OF[open_[0].kind], *_team(case)}
    if any(each.state is State.OVERDUE for each in open_):
        tags.add("overskredet")
    if any(each.state is State.OVERDUE and each.kind is Kind.STATUTORY for each in open_):
        tags.add("lovfrist-overskredet")
    return tuple(sorted(tags))


def _team(case: CaseFile) -> set[str]:
    return {f"team:{case.team}"} if case.team else set()


def _description(case: CaseFile, rulebook: Rulebook, open_: tuple[Deadline, ...], todos: _Todos, now: datetime) -> str:
    """What the person with ten minutes has to know before answering: what is awaited until when, then the rest."""
    awaited, *others = open_
    lines = [f"**{_capital(say(awaited))}**", f"{_capital(_ground(awaited))}"]
    lines += [f"Samtidig løber: **{say(each)}**. {_capital(_ground(each))}" for each in others]
    if case.samraad_on and case.team is None and case.received_at < protected_until(case.samraad_on, rulebook):
        lines.append(f"**Obs:** netværkssamråd holdt {show_long_day(case.samraad_on)}, for mindre end et år siden.")
    if case.meeting_planned_on and awaited.milestone in (Milestone.SUMMONS, Milestone.MEETING):
        lines.append(f"Aftalt ny mødedato: {show_day(case.meeting_planned_on)}.")
    lines += branch_notes(case, awaited, rulebook)
    if case.first_taken_as:
        lines.append(_moved(case.first_taken_as))
    lines += said_on_target_group(case, rulebook)
    if too_late := warning(case, rulebook, now):
        lines.append(f"**Obs:** {too_late}")
    lines += todos.lines
    lines += prepared(case)
    lines += [f"**Obs:** {note.label}" for note in Note if note.value in case.notes]
    lines.append(
        f"Sag {case.number} · modtaget {show_instant(case.received_at)} · {case.origin.label}{_caseworker(case)}"
    )
    return "\n\n".join(lines)


def _moved(first_taken_as: datetime) -> str:
    return (
        f"**Obs:** modtaget tidligere end først registreret ({show_instant(first_taken_as)}): fristerne er rykket frem."
    )


def _ground(each: Deadline) -> str:
    """How binding a deadline is, how it was counted, and where it stands."""
    binding, basis = f"{each.kind.label}: {each.counted}.", each.legal_basis
    if basis.casefold() == each.kind.label:
        return binding
    if basis.casefold().startswith(f"{each.kind.label}: "):  # said already
        basis = basis[len(each.kind.label) + 2 :]
    return f"{binding} {_capital(basis)}."


def _caseworker(case: CaseFile) -> str:
    if case.caseworker is None:
        return ""
    return f" · sagsbehandler {case.caseworker}" + ("" if case.accepted else " (har endnu ikke taget sagen)")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
