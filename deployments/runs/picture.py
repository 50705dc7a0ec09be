"""Keeps Prefect's picture up to date: connects, deploys where it was emptied, mends runs and the quarantine's page."""

from __future__ import annotations

import threading
import time
from typing import Final

import structlog
from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

from deployments.runs.case_runs import CaseRuns
from deployments.runs.quarantine_page import QuarantinePage
from deployments.runs.reconciler import Reconciler
from deployments.server.deploying import ensure_deployed
from deployments.services.plan import read_plan
from samraad.errors import PrefectDown
from tasks.office import Office

log = structlog.get_logger()

#: Seconds between catching up with files that changed, and between looking all runs over.
CATCH_UP_EVERY: Final = 0.3
LOOK_OVER_EVERY: Final = 5.0


def keep_picture(office: Office, stop: threading.Event) -> None:
    """Reconcile until told to stop. Raises PrefectDown: connect again later."""
    try:
        _keep_picture(office, stop)
    except (HTTPError, ObjectNotFound) as error:
        raise PrefectDown(
            f"Prefect svarer ikke ({type(error).__name__}). Fristerne løber videre i databasen."
        ) from error


def _keep_picture(office: Office, stop: threading.Event) -> None:
    plan = read_plan()
    if ensure_deployed(plan):
        log.info("prefect.deployed")
    with get_client(sync_client=True) as client:
        reconciler, quarantine = Reconciler(office, CaseRuns(office, client, plan)), QuarantinePage(office, client)
        looked_at = 0.0
        while not stop.is_set():
            reconciler.catch_up()
            if time.monotonic() - looked_at > LOOK_OVER_EVERY:
                reconciler.look_over()
                quarantine.keep_up()
                looked_at = time.monotonic()
            stop.wait(CATCH_UP_EVERY)
