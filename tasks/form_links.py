"""Links to the forms of what can be registered at any time, filled in as far as the case knows."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName

from samraad.vocabulary import Matter, Topic
from tasks.handing_in import FLOW_NAME

#: Seconds for which a deployment that was found is taken to be there still.
_FOUND_FOR: Final = 300.0
#: Address of an API → monotonic second until which its forms need not be looked for again, and the forms.
_found: dict[str, tuple[float, Mapping[str, UUID]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLinks:
    """Where the forms are."""

    public_url: str
    #: Code of a matter → its form's deployment.
    deployments: Mapping[str, UUID]

    def to(self, topic: Topic, values: Mapping[str, Any]) -> str | None:
        """The address of the form that begins with these parameters; None while it is not deployed.

        It leads to the second UI. The first one takes the same parameters at `/deployments/…`.
        """
        deployment = self.deployments.get(topic.value)
        if deployment is None:
            return None
        # Round brackets end a link in markdown.
        begun = quote(json.dumps(values, ensure_ascii=False, separators=(",", ":")), safe="")
        return f"{self.public_url}/v2/deployments/deployment/{deployment}/run?parameters={begun}"

    def page(self, artifact: str) -> str:
        """The address of a case's page."""
        return f"{self.public_url}/v2/artifacts/artifact/{artifact}"

    def offered(self) -> Iterator[Matter]:
        """The matters that have a form, in their order."""
        return (matter for matter in Matter if matter.value in self.deployments)


def form_links(client: SyncPrefectClient, public_url: str) -> FormLinks:
    """The forms that are deployed, asked for now and then. Raises what Prefect's client raises."""
    api, now = str(client.api_url), time.monotonic()
    until, deployments = _found.get(api, (now, {}))
    if now >= until:
        wanted = FlowFilter(name=FlowFilterName(any_=[FLOW_NAME]))
        found = client.read_deployments(flow_filter=wanted, limit=200)
        deployments = {str(each.entrypoint).rpartition(".")[2]: each.id for each in found}
        if deployments:
            _found[api] = (now + _FOUND_FOR, deployments)
    return FormLinks(public_url=public_url, deployments=deployments)
