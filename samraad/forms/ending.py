"""The forms of what takes a case out of the ordinary course."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import Field

from samraad.forms.base import Form
from samraad.vocabulary import Matter, Topic


class MovedForm(Form):
    topic = Matter.MOVED

    moved_on: date = Field(title="Flyttet den")
    handed_over_on: date = Field(
        title="Overdraget til den nye kommune den", description="Oplys den løbende frist ved overdragelsen."
    )


FORMS: Final[tuple[type[Form], ...]] = (MovedForm,)

DAY_FIELD: Final[dict[Topic, str]] = {Matter.MOVED: "handed_over_on"}
