"""The case's page for managers: a markdown artifact with deadlines and what happened. No personal data.

The page is made of sections. An area adds its own to `SECTIONS`: a function that gives the lines, none if there is
nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from samraad.bench import takes
from samraad.case import CaseFile
from samraad.case.corrections import corrected_by
from samraad.codec import Recorded
from samraad.completeness import completeness
from samraad.deadlines import Deadline, deadlines
from samraad.events import MessageTried
from samraad.preparing import said as prepared
from samraad.rulebook import Rulebook
from samraad.times import show_instant
from samraad.todo_limits import TodoLimit, todo_limits
from samraad.vocabulary import Matter, State
from samraad.wording import corrected, say
from tasks.bars import picture
from tasks.form_links import FormLinks
from tasks.prefect_parameters import CASE_NUMBER, begin_with

#: Who samraad itself is in a case file.
_SERVICE: Final = "samraad"
_NO_LINKS: Final = FormLinks(public_url="", deployments={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a section is made from."""

    case: CaseFile
    history: Sequence[Recorded]
    rulebook: Rulebook
    now: datetime
    links: FormLinks
    limits: tuple[Deadline, ...]
    #: Not only the birth date.
    cpr_known: bool

    def takes(self, matter: Matter) -> bool:
        """Whether the case takes the matter now."""
        return takes(matter, self.case)

    def link(self, words: str, matter: Matter, values: Mapping[str, Any]) -> str:
        """The words as a link to the matter's form, which begins with the values; plain while the case takes none."""
        address = self.links.to(matter, {CASE_NUMBER: self.case.number, **values}) if self.takes(matter) else None
        return f"[{words}]({address})" if address else words


Section = Callable[[Page], list[str]]


def timeline(
    case: CaseFile,
    history: Sequence[Recorded],
    rulebook: Rulebook,
    now: datetime,
    links: FormLinks = _NO_LINKS,
    *,
    cpr_known: bool,
) -> str:
    """The artifact's markdown."""
    limits = deadlines(case, rulebook, now)
    page = Page(
        case=case,
        history=history,
        rulebook=rulebook,
        now=now,
        links=links,
        limits=limits,
        cpr_known=cpr_known,
    )
    sections = [lines for section in SECTIONS if (lines := section(page))]
    return "\n\n".join("\n".join(lines) for lines in sections)


def _head(page: Page) -> list[str]:
    case = page.case
    return [
        f"# Sag {case.number} – {case.stage.label}",
        "",
        f"Modtaget {show_instant(case.received_at)}. Sagsbehandler: {case.caseworker or 'ingen endnu'}.",
    ]


def _deadlines(page: Page) -> list[str]:
    shown = picture(page.case, page.limits, page.now)
    return [f"![Frister]({shown})", "", *(_deadline(each) for each in page.limits)]


def _todos(page: Page) -> list[str]:
    """What is to be done beside the course: what is open first, by its day."""
    limits = todo_limits(page.case, page.rulebook, page.now)
    open_ = sorted((each for each in limits if each.todo.open), key=lambda each: each.due_at)
    done = [f"- {each.said}" for each in limits if not each.todo.open]
    return ["## Opgaver", "", *(_todo(page, each) for each in open_), *done] if limits else []


def _preparation(page: Page) -> list[str]:
    """How the meeting is prepared, what was agreed, and what is missing of the seven fields."""
    fields = completeness(page.case, page.rulebook, page.now, cpr_known=page.cpr_known)
    return ["## Forberedelse og registrering", "", *(f"- {line}" for line in (*prepared(page.case), fields.said))]


def _todo(page: Page, each: TodoLimit) -> str:
    """Its name is the link to its form."""
    name = page.link(each.name, Matter.TODO, {"todo": each.todo.number})
    return f"- {each.said.replace(each.name, name, 1)}"


def _forms(page: Page) -> list[str]:
    """What can be registered now, beside what the case waits for."""
    taken = [each for each in page.links.offered() if page.takes(each)]
    links = [page.link(each.label, each, begin_with(each, page.case, page.now)) for each in taken]
    return ["## Registrér", "", " · ".join(links)] if links else []


def _course(page: Page) -> list[str]:
    """What happened, the latest first, each by its number: a correction names it."""
    instead = corrected_by(tuple(page.history))
    told = [each for each in reversed(page.history) if not _went_well(each)]
    return ["## Forløb", "", *(_entry(page, each) + corrected(instead.get(each.version)) for each in told)]


def _entry(page: Page, each: Recorded) -> str:
    """What a person registered is put right by its number."""
    number = f"nr. {each.version}"
    if each.actor != _SERVICE and each.version > 1:
        number = page.link(number, Matter.CORRECTION, {"entry": each.version})
    said = _line(say(each.event, page.case.todos)).removeprefix(f"{each.actor}: ")
    return f"- {number} · **{show_instant(each.at)}** · {each.actor} · {said}"


def _grounds(page: Page) -> list[str]:
    lines = [f"- **{each.name}**: {_line(each.explanation)} {each.legal_basis}." for each in page.limits]
    return ["## Sådan er fristerne talt", "", *lines]


#: The page from top to bottom.
SECTIONS: Final[tuple[Section, ...]] = (_head, _deadlines, _todos, _forms, _preparation, _course, _grounds)


def _deadline(each: Deadline) -> str:
    """A list entry, not a row of a table: on a phone a table's last columns cannot be seen."""
    shown = f"**{each.state.label}**" if each.state is State.OVERDUE else each.state.label
    return f"- **{each.name}** · {each.shown} · {each.kind.label} · {shown}"


def _went_well(each: Recorded) -> bool:
    """A message that was delivered: that somebody was told stands in the entry it is about."""
    return isinstance(each.event, MessageTried) and each.event.delivered


def _line(text: str) -> str:
    """On one line: a line break would end the list entry."""
    return " ".join(text.split())
