"""What can be registered on a case at any time, as forms in the Prefect UI: one flow, deployed once for each form.

`flows.registering.moved` is the flow whose parameters are the form of the matter (or milestone) with that code.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from prefect import Flow, State
from pydantic_core import PydanticUndefined

from deployments.opening import office
from flows.boundary import nothing_personal
from samraad.vocabulary import Matter, Milestone, Topic
from tasks.handing_in import FLOW_NAME, hand_in
from tasks.prefect_parameters import signature


def __getattr__(code: str) -> Flow[..., State]:
    """The flow of the matter or milestone with this code."""
    for topic in (*Matter, *Milestone):
        if topic.value == code:
            return registering(topic)
    raise AttributeError(f"no form is called {code}")


@cache
def registering(topic: Topic) -> Flow[..., State]:
    """Hand the filled-in form in; the run's name and state say what became of it."""

    def handed_in(**fields: Any) -> State:
        # What was left out, and begins with nothing, comes as undefined.
        given = {name: value for name, value in fields.items() if value is not PydanticUndefined}
        with nothing_personal():
            return hand_in(office(), topic, given)

    handed_in.__signature__ = signature(topic)  # type: ignore[attr-defined]
    # The form judges what it gets, in Danish; Prefect's server has held it against the schema.
    return Flow(handed_in, name=FLOW_NAME, description=f"Registrér {topic.label} i en sag.", validate_parameters=False)
