"""Intake of one mail: read it, decide on each person in it, write it all down."""

from __future__ import annotations

from prefect import State, flow
from prefect.states import Completed

from deployments.opening import office
from flows.boundary import nothing_personal
from tasks.outcomes import summary
from tasks.taking_in import take_in


@flow(name="Underretning", description="En mail fra politiet læses: sager åbnes, eller den lægges til gennemsyn.")
def intake(evidence: str) -> State:
    """Take in the stored mail with this id. Again and again gives the same."""
    with nothing_personal():
        return Completed(name="Læst", message=summary(take_in(office(), evidence)))
