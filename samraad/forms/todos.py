"""The forms of todos."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from samraad.case.todos import BY_HAND
from samraad.forms.base import Form
from samraad.vocabulary import Labelled, LateCause, Matter, Reason, Role, TodoKind, TodoOutcome, Topic


class TodoForm(Form):
    topic = Matter.TODO

    todo: int = Field(title="Opgavens nummer", ge=1, description="Står på sagens side.")
    outcome: TodoOutcome = Field(default=TodoOutcome.DONE, title="Hvad er der kommet ud af den?")
    done_on: date = Field(title="Gjort eller opgivet den")
    reason: Reason | None = Field(default=None, title="Hvorfor ikke gjort", description="Kun hvis den ikke blev gjort.")
    # The form is one for all todos and cannot know which is meant.
    cause: LateCause | None = Field(
        default=None,
        title="Årsag til den sene indkaldelse",
        description=f"Kun hvis det er opgaven »{TodoKind.LATE_CAUSE.label}«; ellers tom.",
    )


class NewTodoForm(Form):
    topic = Matter.NEW_TODO

    kind: TodoKind = Field(title="Hvad skal der gøres?")
    opened_on: date = Field(title="Besluttet den")
    due_on: date | None = Field(default=None, title="Senest den", description="Tom: kommunens sædvanlige frist.")
    role: Role | None = Field(default=None, title="Hvem handler den om?")


FORMS: Final[tuple[type[Form], ...]] = (TodoForm, NewTodoForm)

#: The options a field offers, where not all of them can be chosen.
OFFERED: Final[dict[tuple[Topic, str], tuple[Labelled, ...]]] = {(Matter.NEW_TODO, "kind"): BY_HAND}

DAY_FIELD: Final[dict[Topic, str]] = {Matter.TODO: "done_on", Matter.NEW_TODO: "opened_on"}

REASONS: Final[dict[Topic, tuple[Reason, ...]]] = {
    Matter.TODO: (Reason.NOT_REACHED, Reason.DECLINES, Reason.OTHER_AGENCY, Reason.MOVED, Reason.ABSENT, Reason.OTHER),
}
