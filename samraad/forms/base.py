"""What all forms share."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samraad.vocabulary import Topic

Initials = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-zÆØÅæøå]{2,6}$")]
TimeOfDay = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^([01]?\d|2[0-3])[.:][0-5]\d$")]


class Form(BaseModel):
    """Base of the forms. `by` is who answers, as claimed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    topic: ClassVar[Topic]

    by: Initials = Field(title="Dine initialer")
