"""The Danish words of messages, from the templates in `config/texts/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from samraad.delivery import ANSWERS, Delivery, Notice, NoticeKind
from samraad.item import is_item
from samraad.recipients import is_initials
from samraad.replies.token import Token
from samraad.replies.wording import invitation, shown
from samraad.times import show_day

#: A message names at most so many cases and mails; the others are counted.
MOST_PARAGRAPHS = 40
#: C0 and C1 control characters, line and paragraph separators: in a subject they lose the message.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_SUBJECT = 150
_KINDS = {kind.value: kind for kind in NoticeKind}


class Texts(Protocol):
    """The templates."""

    def fill(self, template: str, values: Mapping[str, object]) -> str:
        """The text of a template with the values filled in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is told of a case, as the template gets it."""

    kind: NoticeKind
    #: What an undelivered message was about; else the kind itself.
    about: NoticeKind
    #: Danish word for the milestone or todo, empty where there is none.
    milestone: str
    #: `lør 28. nov`, with the hour where it matters; empty where there is none.
    deadline: str
    fields: Mapping[str, str]
    #: Numbers of the items in quarantine it is about, each in its first line only.
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is told of one case, of one mail with all that waits of it in quarantine, or of the list of a day."""

    #: None for a mail or list.
    case: str | None
    #: The worst first, none twice.
    lines: tuple[Line, ...]

    @property
    def mail(self) -> bool:
        """On no case yet, but something is to be done about it."""
        return self.case is None and self.lines[0].kind not in (NoticeKind.IGNORED, *ANSWERS)

    @property
    def link(self) -> str:
        """Where to look; empty where there is nothing to see."""
        return next((line.fields["link"] for line in self.lines if line.fields.get("link")), "")


def render(delivery: Delivery, notices: Iterable[Notice], texts: Texts, token: Token | None = None) -> tuple[str, str]:
    """Subject and body: the worst thing and the number of cases first, a short paragraph a case, the reference last.

    token: by which an answer by mail is known, in the subject's end; None where none is taken.
    """
    notices = tuple(notices)
    paragraphs = _paragraphs(notices)
    worst = paragraphs[0].lines[0].kind
    told_of = list(dict.fromkeys(each.case for each in paragraphs if each.case and not is_item(each.case)))
    token = token if told_of else None
    values: dict[str, object] = {
        "paragraphs": paragraphs[:MOST_PARAGRAPHS],
        "left_out": len(paragraphs[MOST_PARAGRAPHS:]),
        "cases": sum(each.case is not None for each in paragraphs),
        "mails": sum(each.mail for each in paragraphs),
        "all": len(paragraphs),
        "worst": worst,
        "worst_count": sum(each.lines[0].kind is worst for each in paragraphs),
        "reference": delivery.reference,
        "invitation": _invitation(delivery, notices, told_of) if token else "",
    }
    subject = _CONTROL.sub(" ", texts.fill("subject.txt.j2", values)).strip()[:_LONGEST_SUBJECT]
    if token:
        subject = f"{subject} {token.written(told_of[0] if len(told_of) == 1 else None)}"
    return subject, texts.fill("body.txt.j2", values).strip() + "\n"


def _invitation(delivery: Delivery, notices: tuple[Notice, ...], cases: list[str]) -> str:
    """That the message can be answered, with an example that answers the worst thing."""
    worst = min(notices, key=_order)
    # Notices from before they said how they are answered name the milestone alone.
    lines = tuple(worst.fields["answer"].split("\n")) if worst.fields.get("answer") else shown(worst.milestone)
    return invitation(lines, cases=len(cases), role=not is_initials(delivery.recipient))


def _paragraphs(notices: Iterable[Notice]) -> tuple[Paragraph, ...]:
    """The worst first, then by case number."""
    found: dict[str, list[Notice]] = {}
    for notice in sorted(notices, key=_order):
        mail = notice.fields.get("mail")
        found.setdefault(f"mail {mail}" if mail else notice.case or f"list {notice.id}", []).append(notice)
    return tuple(
        Paragraph(case=None if "mail" in each[0].fields else each[0].case, lines=_lines(each))
        for each in found.values()
    )


def _order(notice: Notice) -> tuple[int, date, str, int]:
    return notice.kind.rank, notice.due_on or date.max, notice.case or "", -notice.id


def _lines(notices: list[Notice]) -> tuple[Line, ...]:
    """One line a milestone, or for a mail one a kind: a missed deadline makes the reminder before it superfluous."""
    worst: dict[object, list[Notice]] = {}
    for notice in notices:
        same = notice.milestone or notice.fields.get("todo") or (notice.id if notice.kind in ANSWERS else notice.kind)
        worst.setdefault(same, []).append(notice)
    lines: list[Line] = []
    named: set[str] = set()
    for each in worst.values():
        about = {number for notice in each for number in notice.fields.get("items", "").split()}
        if not about or about - named:
            lines.append(_line(each[0], tuple(sorted(about - named))))
        named |= about
    return tuple(lines)


def _line(notice: Notice, items: tuple[str, ...]) -> Line:
    day = "" if notice.due_on is None else show_day(notice.due_on)
    return Line(
        kind=notice.kind,
        about=_KINDS[notice.fields.get("about", notice.kind.value)],
        milestone=notice.milestone.label if notice.milestone else notice.fields.get("todo", ""),
        deadline=notice.fields.get("deadline", day),
        fields=notice.fields,
        items=items,
    )
