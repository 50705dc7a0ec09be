"""Errands: runs of the flows `Underretning` and `Beskeder`, made when there is something for them to do.

If Prefect does not get round to it in time, the same functions are called here: a mail is read and a leader is told
whether Prefect is up or not. Once Prefect has not answered for as long, nothing waits for it until it answers again.
Both functions may run twice at once; the second finds nothing left to do.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import structlog
from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from samraad.errors import DatabaseDown
from tasks.delivering import deliver, waits
from tasks.mishaps import told
from tasks.office import Office
from tasks.taking_in import take_in

log = structlog.get_logger()

INTAKE_DEPLOYMENT: Final = "Underretning/underretning"
DELIVERY_DEPLOYMENT: Final = "Beskeder/beskeder"
#: What a run is called until it knows better: the cases' own runs should be what catches the eye.
_NAMES: Final = {INTAKE_DEPLOYMENT: "underretning læses", DELIVERY_DEPLOYMENT: "beskeder sendes"}
#: Seconds Prefect has before watch does it itself.
PATIENCE: Final = 30.0
#: Seconds Prefect has to say that it is there again.
_SHORTLY: Final = 2.0
#: Seconds a mail rests that could not be taken in: at first, and at most.
FIRST_REST: Final = 1.0
LONGEST_REST: Final = 60.0
#: Name under which the delivery's turn is remembered.
_DELIVERY: Final = "delivery"


@dataclass(slots=True)
class _Asking:
    """What was asked of Prefect, and when."""

    #: Errand → monotonic seconds at which it was first due.
    since: dict[str, float] = field(default_factory=dict)
    #: Errands Prefect has accepted, and the runs it made of them.
    asked: dict[str, UUID] = field(default_factory=dict)
    #: Prefect did not answer in this round.
    away: bool = False
    #: Monotonic seconds at which Prefect was first asked in vain, None where it answered last.
    silent_since: float | None = None

    def ask(self, errand: str, deployment: str, parameters: dict[str, str]) -> bool:
        """Ask Prefect once. False when its time is over."""
        began = time.monotonic()
        if began - self.since.setdefault(errand, began) > PATIENCE:
            log.warning("prefect.too_late", deployment=deployment)
            return False
        if self._gone():
            log.warning("prefect.gone", deployment=deployment)
            return False
        if errand not in self.asked and not self.away:
            try:
                self.asked[errand] = _create(deployment, parameters)
            except (HTTPError, ObjectNotFound) as error:
                self._heard(error, began)
                log.warning("prefect.away", deployment=deployment, error=type(error).__name__)
            else:
                self._heard(None, began)
        return True

    def ask_again_if_done(self, errand: str) -> None:
        """What is due came after the run asked for had looked. Its time goes on: a run that does nothing counts not."""
        run = self.asked.get(errand)
        if run is None or self.away:
            return
        began = time.monotonic()
        try:
            with get_client(sync_client=True) as client:
                state = client.read_flow_run(run).state
        except (HTTPError, ObjectNotFound) as error:
            self._heard(error, began)
            return
        self._heard(None, began)
        if state is not None and state.is_completed():
            del self.asked[errand]

    def _heard(self, error: Exception | None, began: float) -> None:
        """What came of asking: an answer that something is not found is one too."""
        self.away = isinstance(error, HTTPError)
        self.silent_since = (self.silent_since or began) if self.away else None

    def _gone(self) -> bool:
        """Whether Prefect has been silent for so long that nothing waits for it; asked shortly, once a round."""
        if self.silent_since is None or time.monotonic() - self.silent_since <= PATIENCE:
            return False
        if not self.away:
            self._heard(_no_answer(), self.silent_since)
        return self.away

    def forget(self, errands: set[str]) -> None:
        """They are done."""
        for errand in errands:
            self.since.pop(errand, None)
            self.asked.pop(errand, None)


@dataclass(slots=True)
class Readings:
    """The mails that are to be read."""

    office: Office
    _prefect: _Asking = field(default_factory=_Asking)
    #: Mails that could not be taken in → monotonic seconds before which they rest, and how long that was.
    _resting: dict[str, tuple[float, float]] = field(default_factory=dict)

    def run(self) -> None:
        """One round. A mail that cannot be taken in rests for itself, ever longer. Raises DatabaseDown."""
        self._prefect.away = False
        with self.office.store.work() as work:
            unread = work.unread_evidence()
        now = time.monotonic()
        for evidence in unread:
            # For all of them before any is asked for: asking takes long when Prefect is away.
            self._prefect.since.setdefault(evidence, now)
        for evidence in unread:
            if self._resting.get(evidence, (0.0, 0.0))[0] <= time.monotonic():
                self._read(evidence)
        self._prefect.forget(set(self._prefect.since) - set(unread))
        self._resting = {evidence: rest for evidence, rest in self._resting.items() if evidence in unread}

    def _read(self, evidence: str) -> None:
        """One mail must not keep the others waiting."""
        try:
            if not self._prefect.ask(evidence, INTAKE_DEPLOYMENT, {"evidence": evidence}):
                take_in(self.office, evidence)
        except DatabaseDown:
            raise
        except Exception as error:  # noqa: BLE001 – nothing may keep the other errands waiting
            rest = min(2 * self._resting.get(evidence, (0.0, FIRST_REST / 2))[1], LONGEST_REST)
            self._resting[evidence] = (time.monotonic() + rest, rest)
            log.error("intake.failed", evidence=evidence, again_in=rest, **told(error))  # noqa: TRY400 – not its text


@dataclass(slots=True)
class Messages:
    """The messages that are to go out: apart from the mails, for those of a large list take long to send."""

    office: Office
    _prefect: _Asking = field(default_factory=_Asking)

    def run(self) -> None:
        """One round. Raises DatabaseDown."""
        self._prefect.away = False
        if not waits(self.office):
            self._prefect.forget({_DELIVERY})
            return
        self._prefect.ask_again_if_done(_DELIVERY)
        if not self._prefect.ask(_DELIVERY, DELIVERY_DEPLOYMENT, {}):
            deliver(self.office)
            self._prefect.forget({_DELIVERY})


def _no_answer() -> Exception | None:
    """Why Prefect does not answer, None where it does. Soon: a mail waits for it."""
    with (
        temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}),
        get_client(httpx_settings={"timeout": _SHORTLY}, sync_client=True) as client,
    ):
        return client.api_healthcheck()


def _create(deployment: str, parameters: dict[str, str]) -> UUID:
    """A run of the deployment; for the same parameters of an intake always the same run. Its id."""
    with get_client(sync_client=True) as client:
        found = client.read_deployment_by_name(deployment)
        key = parameters.get("evidence")
        made = client.create_flow_run_from_deployment(
            found.id, parameters=parameters, idempotency_key=key, name=_NAMES[deployment]
        )
        return made.id
