"""Puts the work pool and the deployments of `prefect.yaml` into Prefect, as `prefect deploy --all` does, in a moment.

`python -m deployments.server.deploying` waits for the API named by PREFECT_API_URL, deploys, and ends.
"""

from __future__ import annotations

import sys

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.exceptions import MissingFlowError, ObjectAlreadyExists, ObjectNotFound, ScriptError
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema
from prefect.workers.base import BaseWorker

from config.settings import load_settings
from deployments.server.stack import wait_until_it_answers
from deployments.services.plan import POOL_TYPES, PREFECT_FILE, Deployment, Plan, read_plan
from samraad.errors import BadSetting, SamraadError

#: Seconds the API may take to come up beside us.
PATIENCE_SECONDS = 90


def ensure_deployed(plan: Plan, *, renew: bool = False) -> bool:
    """Make pool and deployments that are missing or differ; with `renew` all. False if all was there already.

    Two API calls where nothing is missing, so watch may ask often. Works on the API named by PREFECT_API_URL.
    """
    with get_client(sync_client=True) as client:
        if not renew and _is_deployed(client, plan):
            return False
        _ensure_pool(client, plan.pool)
        for deployment in plan.deployments:
            _deploy(client, deployment)
        return True


def _is_deployed(client: SyncPrefectClient, plan: Plan) -> bool:
    names = [deployment.name for deployment in plan.deployments]
    found = client.read_deployments(deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=names)))
    there = {(each.name, each.entrypoint, each.work_pool_name) for each in found}
    return {(each.name, each.entrypoint, each.work_pool.name) for each in plan.deployments} <= there


def _ensure_pool(client: SyncPrefectClient, name: str) -> None:
    if name not in POOL_TYPES:
        _existing_pool_type(client, name)
        return
    worker = BaseWorker.get_worker_class_from_type(POOL_TYPES[name])
    if worker is None:
        raise BadSetting(f"Prefect kender ikke typen {POOL_TYPES[name]}. Installér projektet: pip install -e .")
    template = worker.get_default_base_job_template()
    try:
        client.create_work_pool(WorkPoolCreate(name=name, type=POOL_TYPES[name], base_job_template=template))
    except ObjectAlreadyExists:
        existing = _existing_pool_type(client, name)
        if existing != POOL_TYPES[name]:
            raise BadSetting(
                f"Work pool {name} har typen {existing} i stedet for {POOL_TYPES[name]}. Slet den i Prefect."
            ) from None


def _existing_pool_type(client: SyncPrefectClient, name: str) -> str:
    try:
        return client.read_work_pool(name).type
    except ObjectNotFound:
        known = " eller ".join(POOL_TYPES)
        raise BadSetting(
            f"Work pool {name} i {PREFECT_FILE.name} findes ikke i Prefect. Opret den, eller skriv {known}."
        ) from None


def _deploy(client: SyncPrefectClient, deployment: Deployment) -> None:
    flow = _flow(deployment.entrypoint)
    client.create_deployment(
        flow_id=client.create_flow_from_name(flow.name),
        name=deployment.name,
        version=flow.version,
        entrypoint=deployment.entrypoint,
        description=flow.description,
        work_pool_name=deployment.work_pool.name,
        parameter_openapi_schema=parameter_schema(flow).model_dump(exclude_unset=True),
        enforce_parameter_schema=True,
        tags=list(deployment.tags),
        pull_steps=[],
    )


def _flow(entrypoint: str) -> Flow[..., object]:
    try:
        return load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
    except (ImportError, MissingFlowError, ScriptError) as error:
        raise BadSetting(f"Flowet {entrypoint} i {PREFECT_FILE.name} kan ikke indlæses: {error}") from error


def main() -> int:
    """Exit code: 0 deployed, 1 Prefect is away, 2 something is wrong in `prefect.yaml`."""
    try:
        wait_until_it_answers(load_settings(), PATIENCE_SECONDS)
        ensure_deployed(read_plan(), renew=True)
    except SamraadError as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, BadSetting) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
