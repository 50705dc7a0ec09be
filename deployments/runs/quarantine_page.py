"""The quarantine's page among Prefect's artifacts: one, written in place whenever what waits has changed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from httpx import HTTPStatusError
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from samraad.times import danish_date, end_of, start_of
from samraad.waiting_list import waiting_list
from tasks.office import Office
from tasks.store.records import ItemQuery

#: Where people find it: by this name under Artifacts.
KEY: Final = "karantaene"
_DESCRIPTION: Final = "Hvad der venter på en medarbejder, og hvornår det senest skal være afgjort"


class QuarantinePage:
    """The page, as last written."""

    def __init__(self, office: Office, client: SyncPrefectClient) -> None:
        self._office = office
        self._client = client
        self._artifact: UUID | None = None
        self._written = ""

    def keep_up(self) -> bool:
        """Write the page if it would say something else than it does. Raises what Prefect's client raises."""
        text = self._text()
        if text == self._written:
            return False
        self._artifact = self._artifact or self._found()
        if self._artifact is None or not self._replaced(self._artifact, text):
            made = ArtifactCreate(key=KEY, type="markdown", data=text, description=_DESCRIPTION)
            self._artifact = self._client.create_artifact(made).id
        self._written = text
        return True

    def _text(self) -> str:
        now = self._office.clock.now()
        today = danish_date(now)
        with self._office.store.work() as work:
            waiting = work.items(ItemQuery(waiting_only=True))
            ignored = work.items(ItemQuery(ignored=True, since=start_of(today), before=end_of(today)))
        return waiting_list(waiting, len(ignored), now)

    def _found(self) -> UUID | None:
        """The one that an earlier watch made."""
        wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[KEY]))
        found = self._client.read_artifacts(artifact_filter=wanted, sort=ArtifactSort.UPDATED_DESC, limit=1)
        return found[0].id if found else None

    def _replaced(self, artifact: UUID, text: str) -> bool:
        try:
            self._client.update_artifact(artifact, ArtifactUpdate(data=text))
        except HTTPStatusError as error:
            if error.response.status_code != HTTPStatus.NOT_FOUND:
                raise
            return False
        return True
