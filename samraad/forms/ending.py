"""The forms of what takes a case out of the ordinary course."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from samraad.forms.base import Example, Form, Note
from samraad.vocabulary import Matter, Move, Reopening, Topic, WrongOpening

CaseNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\d{4}-\d{4,6}$"), Example("2026-0042")]


class MovedForm(Form):
    topic = Matter.MOVED

    outcome: Move = Field(
        default=Move.NOT_YET, title="Er sagen overdraget?", description="Til det er sket, løber fristerne her."
    )
    moved_on: date | None = Field(
        default=None, title="Flyttet den", description="Tom: som meldt før, ellers overdragelsens dag."
    )
    handed_over_on: date | None = Field(
        default=None,
        title="Overdraget til den nye kommune den",
        description="Kun når den er overdraget; oplys den løbende frist. Tom: i dag.",
    )
    note: Note | None = Field(default=None, title="Den nye kommune og kontakten dér")


class WronglyOpenedForm(Form):
    topic = Matter.WRONGLY_OPENED

    because: WrongOpening = Field(title="Hvorfor er sagen oprettet forkert?", description="En leder eller modtagelsen.")
    found_on: date = Field(title="Opdaget den")


class MergedForm(Form):
    topic = Matter.MERGED

    into: CaseNumber = Field(title="Hvilken sag fortsætter?", description="Denne sag lukkes; den anden går videre.")
    merged_on: date = Field(title="Lagt sammen den")


class ReopenedForm(Form):
    topic = Matter.REOPENED

    because: Reopening = Field(title="Hvorfor genåbnes sagen?", description="Fristerne løber videre som før.")
    reopened_on: date = Field(title="Genåbnet den")


FORMS: Final[tuple[type[Form], ...]] = (MovedForm, MergedForm, WronglyOpenedForm, ReopenedForm)

DAY_FIELD: Final[dict[Topic, str]] = {
    Matter.MERGED: "merged_on",
    Matter.WRONGLY_OPENED: "found_on",
    Matter.REOPENED: "reopened_on",
}
