"""The whole system, started once for all of these tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from deployments.postgres import embedded
from tests.system.people import Cases
from tests.system.post import INTAKE, Post
from tests.system.stack import Stack, running_stack


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """A running system. Not under pytest's folder: as root PostgreSQL is another user."""
    with tempfile.TemporaryDirectory(prefix="samraad-system-") as folder:
        Path(folder).chmod(0o755)
        try:
            with running_stack(Path(folder)) as stack:
                yield stack
        finally:
            embedded.stop(Path(folder) / "var")


@pytest.fixture(scope="package")
def cases(stack: Stack) -> Iterator[Cases]:
    """What a person can do with its cases, and what can be seen of them."""
    with stack.client() as client:
        yield Cases(stack, client)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the pools come last: they start the system again, with a slow one."""
    here = Path(__file__).parent
    places = [place for place, item in enumerate(items) if here in item.path.parents]
    ours = sorted((items[place] for place in places), key=lambda item: item.path.stem == "test_pools")
    for place, item in zip(places, ours, strict=True):
        items[place] = item


@pytest.fixture
def post(stack: Stack) -> Post:
    """Messages that are sent, and answers to them by mail."""
    return Post(stack)


@pytest.fixture
def number(cases: Cases) -> str:
    """Of a new case."""
    return cases.open()


@pytest.fixture
def message(number: str, post: Post) -> EmailMessage:
    """What intake is told of the case."""
    return post.message(number, INTAKE, "Ny sag")
