"""What Prefect has of ours: the deployments, and a worker that answers. Imports Prefect: for `samraad doctor` only."""

from __future__ import annotations

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.client.schemas.objects import WorkPoolStatus
from prefect.exceptions import ObjectNotFound

from deployments.services.plan import Plan, read_plan
from samraad.errors import PrefectDown


def worker_health() -> str:
    """Danish: that all is well. Raises PrefectDown saying what is missing, BadSetting for a broken prefect.yaml."""
    plan = read_plan()
    try:
        with get_client(sync_client=True) as client:
            return _health(client, plan)
    except HTTPError as error:
        raise PrefectDown(f"Prefect afviser at svare ({type(error).__name__}). Se adgangen, PREFECT_API_…") from error


def _health(client: SyncPrefectClient, plan: Plan) -> str:
    wanted = [each.name for each in plan.deployments]
    found = client.read_deployments(deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=wanted)))
    if missing := set(wanted) - {each.name for each in found}:
        raise PrefectDown(
            f"Flowene {', '.join(sorted(missing))} er ikke lagt op. »samraad up« eller »prefect deploy --all« gør det."
        )
    try:
        pool = client.read_work_pool(plan.pool)
    except ObjectNotFound:
        raise PrefectDown(f"Work pool {plan.pool} findes ikke. »samraad up« opretter den.") from None
    if pool.is_paused:
        raise PrefectDown(f"Work pool {plan.pool} er sat på pause. Slå den til igen i Prefect.")
    if pool.status is not WorkPoolStatus.READY:
        raise PrefectDown(
            f"Ingen arbejder svarer for {plan.pool}. Start med »samraad up« eller"
            f" »prefect worker start --pool {plan.pool}«."
        )
    return f"{len(wanted)} flows er lagt op, og en arbejder svarer for {plan.pool}."
