"""What all forms share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samraad.vocabulary import Topic


@dataclass(frozen=True, slots=True)
class Example:
    """How a text that has a pattern is written: shown with the field, and where it was written otherwise."""

    text: str


Initials = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-zÆØÅæøå]{2,6}$"),
    Example("ANK"),
]
TimeOfDay = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^([01]?\d|2[0-3])[.:][0-5]\d$"), Example("14.30")
]


@dataclass(frozen=True, slots=True)
class Private:
    """Marks a field that may hold personal data: kept encrypted, never in an event, offered by the command line only.

    By the time a form is judged the field holds the id under which its text is kept (`samraad.private_texts`).
    """


#: Characters a note takes, and a name with its address.
LONGEST_NOTE: Final = 2000
LONGEST_NAME: Final = 200

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE), Private()]
PrivateName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), Private()]


class Form(BaseModel):
    """Base of the forms. `by` is who answers, as claimed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    topic: ClassVar[Topic]
    #: Fields whose text Prefect could not hold in check: typed on the command line, or in a mail.
    typed_only: ClassVar[frozenset[str]] = frozenset()

    by: Initials = Field(title="Dine initialer")
