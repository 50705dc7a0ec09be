"""One full pass of the reconciler over all cases: `samraad reconcile`. Imports Prefect."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound

from deployments.runs.case_runs import CaseRuns
from deployments.runs.reconciler import Reconciler
from deployments.server.deploying import ensure_deployed
from deployments.services.plan import read_plan
from samraad.errors import PrefectDown
from tasks.office import Office

#: Seconds without any progress after which what is left is left: it waits for a worker.
PATIENCE: Final = 3.0
#: How many that are behind are counted.
_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What a pass came to: numbers of runs."""

    #: Set going again, or made anew.
    revived: int
    #: Brought up to date.
    caught_up: int
    #: Still behind: their next step needs a worker.
    left: int


def full_pass(office: Office) -> Passed:
    """Mend all that differs between Prefect and the case files. Raises PrefectDown."""
    try:
        ensure_deployed(read_plan())
        with get_client(sync_client=True) as client:
            return _pass(office, client)
    except (HTTPError, ObjectNotFound) as error:
        raise PrefectDown(f"Prefect svarer ikke ({type(error).__name__}). Prøv igen.") from error


def _pass(office: Office, client: SyncPrefectClient) -> Passed:
    reconciler = Reconciler(office, CaseRuns(office, client, read_plan()))
    revived = reconciler.look_over()
    behind, moved_at = _behind(office), time.monotonic()
    first = behind
    while behind and time.monotonic() - moved_at < PATIENCE:
        reconciler.catch_up()
        still = _behind(office)
        if still == behind:
            time.sleep(0.2)
        else:
            behind, moved_at = still, time.monotonic()
    return Passed(revived=revived, caught_up=len(first - behind), left=len(behind))


def _behind(office: Office) -> frozenset[str]:
    with office.store.work() as work:
        return frozenset(row.case for row in work.outdated_runs(_COUNTED))
