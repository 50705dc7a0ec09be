"""What a case asks of whom, as they answer it by mail."""

from __future__ import annotations

from samraad.bench import takes
from samraad.case import CaseFile, Todo
from samraad.replies.examples import offered, todo_examples
from samraad.replies.phrases import SECOND_HOLDER
from samraad.vocabulary import Matter, Milestone, TodoKind, Topic


def answers(case: CaseFile, asked: Milestone | Todo | None, recipient: str) -> tuple[str, ...]:
    """Lines by which the recipient answers what is asked; None: nothing is, for the case is closed.

    recipient: initials or a role. Only whom a case was offered to says that they take it; others can give it away.
    """
    if asked is None:
        return (Matter.REOPENED.label,)
    if _takes_it(asked) and recipient != case.caseworker:
        return (Matter.REASSIGN.label,)
    if isinstance(asked, Todo):
        return todo_examples(asked.kind, asked.number)[:2]
    if asked is Milestone.SUMMONS and case.summons is not None and not case.summons.complete:
        return (SECOND_HOLDER,)
    return offered(asked) or (asked.label,)


def _takes_it(asked: Milestone | Todo) -> bool:
    return asked is Milestone.ASSIGNMENT or (isinstance(asked, Todo) and asked.kind is TodoKind.ACCEPT)


def fitting(case: CaseFile, topic: Topic | None) -> Topic:
    """What can be registered on the case now: what somebody meant, where it takes that, else what it waits for."""
    if topic is not None and takes(topic, case):
        return topic
    return case.awaiting or Matter.REOPENED
