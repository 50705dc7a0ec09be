"""All that is said to Prefect about the run of a case: what it shows, the form it waits with, the answer it got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
from httpx import HTTPStatusError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.input.run_input import keyset_from_base_key

from samraad.view import View
from tasks.form_links import FormLinks, form_links

#: What Prefect puts before the names of a suspended run's inputs.
_PREFIX: Final = "suspended-"
#: More than the three inputs of a wait, in case older ones were left behind.
_MANY: Final = 50


#: How the text above a form begins when the last answer was refused.
_REFUSED: Final = "**Svaret blev ikke registreret:**"
_END_OF_PARAGRAPH: Final = "\n\n"


def with_refusal(why: str, description: str) -> str:
    """The text above a form that is offered again."""
    return f"{_REFUSED} {why}{_END_OF_PARAGRAPH}{description}"


def keeping_refusal(before: str, description: str) -> str:
    """The new text above a form, with the refusal that the old one began with, if any."""
    if not before.startswith(_REFUSED):
        return description
    return f"{before.partition(_END_OF_PARAGRAPH)[0]}{_END_OF_PARAGRAPH}{description}"


def artifact_key(number: str) -> str:
    """Key of the case's page."""
    return f"sag-{number}"


def fresh_key() -> str:
    """A pause key: Prefect lets each fire only once in a run's life."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class CaseRun:
    """One case's run, seen through a client."""

    client: SyncPrefectClient
    id: UUID

    def inputs(self) -> Mapping[str, Any]:
        """Schema, description and answer of this run's waits, by Prefect's names for them."""
        found = self.client.filter_flow_run_input(self.id, key_prefix=_PREFIX, limit=_MANY, exclude_keys=set())
        return {each.key: each.decoded_value for each in found}

    def forget(self, inputs: Mapping[str, Any]) -> None:
        """Delete them: an answer lies in clear in Prefect until then."""
        for key in inputs:
            self._delete(key)

    def describe(self, wait_key: str, description: str) -> None:
        """Replace the text above the form, but for why the last answer was refused: it stays until the next one."""
        key = names(wait_key)["description"]
        found = self.client.filter_flow_run_input(self.id, key_prefix=key, limit=1, exclude_keys=set())
        before = found[0].decoded_value if found else ""
        self._delete(key)
        text = keeping_refusal(str(before), description)
        self.client.create_flow_run_input(self.id, key, orjson.dumps(text).decode())

    def form_links(self, public_url: str) -> FormLinks:
        """Links to the forms of what can be registered at any time."""
        return form_links(self.client, public_url)

    def show(self, view: View) -> None:
        """Name and tags."""
        self.client.update_flow_run(self.id, name=view.name, tags=list(view.tags))

    def show_page(self, number: str, markdown: str, artifact: str | None) -> str:
        """Write the case's page, in place where it exists. Its artifact id."""
        if artifact is not None and self._replaced(UUID(artifact), markdown):
            return artifact
        made = self.client.create_artifact(
            ArtifactCreate(
                key=artifact_key(number),
                type="markdown",
                data=markdown,
                description=f"Frister og forløb for sag {number}",
                flow_run_id=self.id,
            )
        )
        return str(made.id)

    def _replaced(self, artifact: UUID, markdown: str) -> bool:
        try:
            self.client.update_artifact(artifact, ArtifactUpdate(data=markdown))
        except HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            return False
        return True

    def _delete(self, key: str) -> None:
        try:
            self.client.delete_flow_run_input(self.id, key)
        except HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise


def names(wait_key: str) -> Mapping[str, str]:
    """Prefect's names for the schema, description and response of a wait."""
    return {str(part): name for part, name in keyset_from_base_key(f"{_PREFIX}{wait_key}").items()}
