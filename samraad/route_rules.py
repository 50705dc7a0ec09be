"""Who is offered a case, and when cases are allotted: as a rulebook writes it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from samraad.limits import Table


class Route(Table):
    """By age at receipt: the team a case goes to."""

    team: str
    from_age: int = Field(ge=0)
    below_age: int = Field(le=18)
    because: str


class RoutingStep(StrEnum):
    """How the colleague is found. A municipality leaves out what it does not do, or changes the order."""

    #: Who has the young person's case already, as intake said; absent: their deputy.
    OWN_CASEWORKER = "own_caseworker"
    #: Those who take all samråd.
    ADVISERS = "advisers"
    #: For a young person on remand, who is specialised in that.
    REMAND = "remand"
    #: Who has the district that intake said.
    DISTRICT = "district"
    #: Of those who are left, who has the fewest open cases. Without it the team leader chooses.
    LEAST_LOADED = "least_loaded"


#: One word of the rulebook, in small letters: no place for a name.
DistrictName = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[A-Za-zÆØÅæøå-]{2,20}$")
]


class District(Table):
    """A part of the municipality."""

    name: DistrictName
    #: The team that has it, whatever the age; None: the team by age.
    team: str | None = None


class Weekday(StrEnum):
    """In the order of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @property
    def number(self) -> int:
        """Monday is 0."""
        return list(Weekday).index(self)


class Allotment(Table):
    """The weekly meeting at which cases are allotted."""

    weekday: Weekday
    #: The teams that allot their cases there; empty: all.
    teams: tuple[str, ...] = ()
