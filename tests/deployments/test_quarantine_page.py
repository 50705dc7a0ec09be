"""The quarantine's page in a real Prefect: one artifact, in place, without personal data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import Artifact
from prefect.settings import PREFECT_API_URL, temporary_settings

from deployments.runs.quarantine_page import KEY, QuarantinePage
from samraad.item_events import Dismissal
from tasks.quarantine import dismiss
from tasks.store.records import ItemQuery
from tasks.taking_in import keep, take_in
from tests import samples
from tests.conftest import PrefectServer
from tests.tasks.given import office
from tests.tasks.store.given import NOW


@pytest.fixture
def client(prefect_server: PrefectServer) -> Iterator[SyncPrefectClient]:
    with temporary_settings({PREFECT_API_URL: prefect_server.api_url}), get_client(sync_client=True) as client:
        yield client


def pages(client: SyncPrefectClient) -> list[Artifact]:
    return client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[KEY])))


def test_the_page_says_what_waits_and_is_written_in_place(client: SyncPrefectClient) -> None:
    desk = office()
    for name in ("05-mandagsdata.eml", "10-human-no-notification.eml"):
        take_in(desk, keep(desk, source=f"imap:{name}", raw=samples.raw(name), arrived_at=NOW).id)
    page = QuarantinePage(desk, client)

    assert page.keep_up() is True
    assert page.keep_up() is False  # nothing has changed

    (shown,) = pages(client)
    with desk.store.work() as work:
        waiting = [each.item for each in work.items(ItemQuery(waiting_only=True))]
    assert [number in str(shown.data) for number in waiting] == [True, True]
    assert "Ignoreret i dag (fyldt 18, automatiske svar): 1." in str(shown.data)
    names = [row["name"] for mail in samples.expected() for row in mail["rows"] if row["name"]]
    assert not [each for each in (*names, "mandagsdata", ".xlsx") if each.casefold() in str(shown.data).casefold()]

    for number in waiting:
        dismiss(desk, number, Dismissal.SPAM, "ANK")
    # As after a restart: the page is found again, not made a second time.
    assert QuarantinePage(desk, client).keep_up() is True
    (after,) = pages(client)
    assert after.id == shown.id
    assert "Intet venter." in str(after.data)


def test_a_page_that_was_deleted_is_made_again(client: SyncPrefectClient) -> None:
    desk = office()
    page = QuarantinePage(desk, client)
    page.keep_up()
    for each in pages(client):
        client.request("DELETE", "/artifacts/{id}", path_params={"id": each.id})
    name = "10-human-no-notification.eml"
    take_in(desk, keep(desk, source="imap:1", raw=samples.raw(name), arrived_at=NOW).id)
    assert page.keep_up() is True
    assert len(pages(client)) == 1
