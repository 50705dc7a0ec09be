"""Our deploying and `prefect deploy --all` come to the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.settings import ROOT
from deployments.server.deploying import ensure_deployed
from deployments.services.plan import Deployment, Plan, Pool, read_plan
from samraad.errors import BadSetting
from tests.conftest import PrefectServer


@pytest.fixture
def client(prefect_server: PrefectServer) -> Iterator[SyncPrefectClient]:
    with temporary_settings({PREFECT_API_URL: prefect_server.api_url}), get_client(sync_client=True) as client:
        yield client


def test_stock_command_makes_the_same_deployments(prefect_server: PrefectServer, client: SyncPrefectClient) -> None:
    ensure_deployed(read_plan(), renew=True)
    ours = _deployments(client)
    # As the README says it: the API's address is all it needs.
    command = (sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all")
    subprocess.run(command, cwd=ROOT, env=prefect_server.environment, check=True, capture_output=True)
    assert _deployments(client) == ours
    assert ensure_deployed(read_plan()) is False


def test_deleted_deployment_is_made_again(client: SyncPrefectClient) -> None:
    ensure_deployed(read_plan())
    names = {deployment.name for deployment in read_plan().deployments}
    for deployment in client.read_deployments():
        if deployment.name in names:
            client.delete_deployment(deployment.id)
    assert ensure_deployed(read_plan()) is True
    assert set(_deployments(client)) == names


# A pool we do not make and nobody has made; a flow that is not there.
@pytest.mark.parametrize(
    ("pool", "entrypoint", "word"),
    [("kubernetes", "flows.case.case", "kubernetes"), ("samraad", "flows.case.cases", "flows.case.cases")],
)
def test_plan_that_cannot_be_deployed_is_refused_by_name(
    client: SyncPrefectClient, pool: str, entrypoint: str, word: str
) -> None:
    plan = Plan(deployments=(Deployment(name="x", entrypoint=entrypoint, work_pool=Pool(name=pool)),))
    with pytest.raises(BadSetting, match=word):
        ensure_deployed(plan)


def _deployments(client: SyncPrefectClient) -> dict[str, dict[str, Any]]:
    """The plan's deployments as Prefect holds them, without what changes with every deploying."""
    names = {deployment.name for deployment in read_plan().deployments}
    # The version too: the stock command names the commit where the checkout has a remote.
    changing = {"created", "updated", "last_polled", "status", "version", "version_id", "branch", "version_info"}
    found = client.read_deployments()
    return {each.name: each.model_dump(exclude=changing) for each in found if each.name in names}
