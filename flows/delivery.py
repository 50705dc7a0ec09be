"""Delivery: what waits in the outbox is gathered into messages and sent."""

from __future__ import annotations

from prefect import State, flow
from prefect.states import Completed

from deployments.opening import office
from flows.boundary import nothing_personal
from tasks.delivering import deliver


@flow(name="Beskeder", description="Påmindelser og overskredne frister sendes til dem, der skal handle.")
def delivery() -> State:
    """Send what is due. What fails is tried again by a later run."""
    with nothing_personal():
        return Completed(name="Sendt", message=str(deliver(office())))
