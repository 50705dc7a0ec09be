"""A form that was filled in as a run of its own: taken, told of in the run's name and state, and put out of sight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext, SyncClientContext
from prefect.states import Completed, Failed

from samraad.crossing import beside, say_beside
from samraad.errors import BadInput, Refused
from samraad.vocabulary import Topic, Via
from tasks.office import Office
from tasks.prefect_parameters import CASE_NUMBER, CASE_NUMBER_PATTERN, harmless
from tasks.registering import register

log = structlog.get_logger()

FLOW_NAME: Final = "Registrering"
#: Tags of a run: as long as its form is not taken, and after that.
WAITS, TAKEN = "registrering:ny", "registrering"


def lock_name(run: object) -> str:
    """The lock by which it is seen that somebody is at work on the run."""
    return f"registrering/{run}"


def hand_in(office: Office, topic: Topic, parameters: Mapping[str, Any]) -> State[Any]:
    """Register what was filled in. The state the run ends with. Inside a flow run only.

    What was typed is deleted from the run's parameters: they lie in clear in Prefect. Choices and days stay where the
    answer was refused, so that the run can be copied and mended.
    """
    run = _present_run()
    fields = {name: value for name, value in parameters.items() if name != CASE_NUMBER}
    number = str(parameters.get(CASE_NUMBER) or "").strip()
    about = f"{number} · {topic.label}" if _is_number(number) else topic.label
    with office.store.step_lock(lock_name(run.id)), SyncClientContext.get_or_create() as context:
        said, refused = _taken(office, topic, number, fields, run)
        kept = {CASE_NUMBER: number} if _is_number(number) else {}
        if refused:
            kept |= harmless(topic, fields)
        name = " · ".join(filter(None, (about, f"ikke registreret: {said}" if refused else said)))
        context.client.update_flow_run(run.id, name=name, tags=[TAKEN], parameters=kept)
    if refused:
        return Failed(name="Ikke registreret", message=said)
    return Completed(name="Registreret", message=" ".join(filter(None, (f"Registreret: {about}.", said))))


def _is_number(text: str) -> bool:
    return re.fullmatch(CASE_NUMBER_PATTERN, text) is not None


def _taken(office: Office, topic: Topic, number: str, fields: Mapping[str, Any], run: FlowRun) -> tuple[str, bool]:
    """What the person has to know of it, empty where that is nothing, and whether it was refused."""
    try:
        if not _is_number(number):
            raise Refused("case_number", "»Sagsnummer« er ikke skrevet rigtigt: skriv f.eks. 2026-0042.", CASE_NUMBER)
        case = register(office, number, topic, fields, Via.PREFECT, handed_in_at=_handed_in_at(office, run))
    except BadInput as refused:
        log.info("matter.refused", topic=topic.value, code=getattr(refused, "code", type(refused).__name__))
        return str(refused), True
    first = beside(case, str(fields["by"]).strip().upper())
    return say_beside(first) if first else "", False


def _handed_in_at(office: Office, run: FlowRun) -> datetime:
    """When the person sent the form, by the office's clock."""
    now = datetime.now(UTC)
    return office.clock.now() - (now - (run.created or now))


def _present_run() -> FlowRun:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("a form is handed in only inside its flow run")
    return context.flow_run
