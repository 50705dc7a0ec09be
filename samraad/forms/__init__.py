"""The forms people answer: defined once, typed; each channel (Prefect, command line, mail) renders them.

Field names and codes are English, titles and options Danish. Names, addresses and free text have fields of their own
type (`samraad.forms.base.Private`): they are kept encrypted, and only the command line offers them. What makes sense in
the light of the case is decided by `samraad.register`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from samraad.case import CaseFile
from samraad.forms import branches, corrections, course, ending, preparation, staffing, target, todos
from samraad.forms.base import Form
from samraad.rulebook import Rulebook
from samraad.times import danish_date
from samraad.vocabulary import Labelled, Reason, Topic

#: The form of each milestone and matter.
FORMS: Final[dict[Topic, type[Form]]] = {
    form.topic: form
    for form in (
        *course.FORMS,
        *branches.FORMS,
        *target.FORMS,
        *todos.FORMS,
        *preparation.FORMS,
        *ending.FORMS,
        *corrections.FORMS,
        *staffing.FORMS,
    )
}

#: The field that says on which day it happened, where today is what is meant unless said otherwise.
DAY_FIELD: Final[dict[Topic, str]] = {
    **course.DAY_FIELD,
    **branches.DAY_FIELD,
    **target.DAY_FIELD,
    **todos.DAY_FIELD,
    **preparation.DAY_FIELD,
    **ending.DAY_FIELD,
    **staffing.DAY_FIELD,
}

#: The reasons each form takes for "not done, because".
REASONS: Final[dict[Topic, tuple[Reason, ...]]] = {
    **course.REASONS,
    **branches.REASONS,
    **todos.REASONS,
    **staffing.REASONS,
}

#: The options a field offers, where not all of them can be chosen.
OFFERED: Final[dict[tuple[Topic, str], tuple[Labelled, ...]]] = {
    **todos.OFFERED,
    **preparation.OFFERED,
    **{(topic, "reason"): reasons for topic, reasons in REASONS.items()},
}

#: Fields whose options a rulebook holds.
BY_RULEBOOK: Final = target.BY_RULEBOOK

_DEFAULTS: Final = {**course.DEFAULTS, **target.DEFAULTS, **preparation.DEFAULTS, **corrections.DEFAULTS}


def offered(topic: Topic, rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """The options that are the rulebook's, by the name of the field."""
    return {name: options(rulebook) for (of, name), options in BY_RULEBOOK.items() if of is topic}


def defaults(topic: Topic, case: CaseFile, now: datetime) -> dict[str, object]:
    """What the form starts with in the light of the case: today, the caseworker offered …, by the name of the field."""
    start: dict[str, object] = {DAY_FIELD[topic]: danish_date(now)} if topic in DAY_FIELD else {}
    more = _DEFAULTS.get(topic)
    return start | more(case, now) if more else start


__all__ = ["BY_RULEBOOK", "DAY_FIELD", "FORMS", "OFFERED", "REASONS", "Form", "defaults", "offered"]
