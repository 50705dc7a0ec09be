"""Errands: runs of the flows `Underretning` and `Beskeder`, made when there is something for them to do.

If Prefect does not get round to it in time, the same functions are called here: a mail is read and a leader is told
whether Prefect is up or not. Both functions may run twice at once; the second finds nothing left to do.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import structlog
from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

from tasks.delivering import deliver, waits
from tasks.office import Office
from tasks.taking_in import take_in

log = structlog.get_logger()

INTAKE_DEPLOYMENT: Final = "Underretning/underretning"
DELIVERY_DEPLOYMENT: Final = "Beskeder/beskeder"
#: What a run is called until it knows better: the cases' own runs should be what catches the eye.
_NAMES: Final = {INTAKE_DEPLOYMENT: "underretning læses", DELIVERY_DEPLOYMENT: "beskeder sendes"}
#: Seconds Prefect has before watch does it itself.
PATIENCE: Final = 30.0
#: Name under which the delivery's turn is remembered.
_DELIVERY: Final = "delivery"


@dataclass(slots=True)
class Errands:
    """What was asked of Prefect, and when."""

    office: Office
    #: Errand → monotonic seconds at which it was first due.
    _since: dict[str, float] = field(default_factory=dict)
    #: Errands Prefect has accepted, and the runs it made of them.
    _asked: dict[str, UUID] = field(default_factory=dict)

    def run(self) -> None:
        """One round. Raises, once all else is done, what a mail raised that could not be taken in."""
        with self.office.store.work() as work:
            unread = work.unread_evidence()
        failures = [failure for evidence in unread if (failure := self._intake(evidence))]
        self._delivery(unread)
        for failure in failures:
            raise failure

    def _intake(self, evidence: str) -> Exception | None:
        """What went wrong: one mail must not keep the others waiting, nor the messages."""
        try:
            if not self._ask(evidence, INTAKE_DEPLOYMENT, {"evidence": evidence}):
                take_in(self.office, evidence)
        except Exception as error:  # noqa: BLE001 – raised again at the end of the round
            return error
        return None

    def _delivery(self, unread: Sequence[str]) -> None:
        due = {*unread, *((_DELIVERY,) if waits(self.office) else ())}
        if _DELIVERY in due:
            self._ask_again_if_done(_DELIVERY)
        if _DELIVERY in due and not self._ask(_DELIVERY, DELIVERY_DEPLOYMENT, {}):
            deliver(self.office)
            self._forget({_DELIVERY})
        self._forget(set(self._since) - due)

    def _ask(self, errand: str, deployment: str, parameters: dict[str, str]) -> bool:
        """Ask Prefect once. False when its time is over."""
        since = self._since.setdefault(errand, time.monotonic())
        if time.monotonic() - since > PATIENCE:
            log.warning("prefect.too_late", deployment=deployment)
            return False
        if errand not in self._asked:
            try:
                self._asked[errand] = _create(deployment, parameters)
            except (HTTPError, ObjectNotFound) as error:
                log.warning("prefect.away", deployment=deployment, error=type(error).__name__)
        return True

    def _ask_again_if_done(self, errand: str) -> None:
        """What is due came after the run asked for had looked. Its time goes on: a run that does nothing counts not."""
        run = self._asked.get(errand)
        if run is None:
            return
        try:
            with get_client(sync_client=True) as client:
                state = client.read_flow_run(run).state
        except (HTTPError, ObjectNotFound):
            return
        if state is not None and state.is_completed():
            del self._asked[errand]

    def _forget(self, errands: set[str]) -> None:
        for errand in errands:
            self._since.pop(errand, None)
            self._asked.pop(errand, None)


def _create(deployment: str, parameters: dict[str, str]) -> UUID:
    """A run of the deployment; for the same parameters of an intake always the same run. Its id."""
    with get_client(sync_client=True) as client:
        found = client.read_deployment_by_name(deployment)
        key = parameters.get("evidence")
        made = client.create_flow_run_from_deployment(
            found.id, parameters=parameters, idempotency_key=key, name=_NAMES[deployment]
        )
        return made.id
