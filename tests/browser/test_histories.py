"""Histories from the police's mail to where each ends, at a browser and by mail, with a picture of every form."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from samraad.vocabulary import Milestone
from tests.browser.demo import APPEARS
from tests.browser.history import TALL, History
from tests.browser.town import STEP, Town, Youth, running_town
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

M = Milestone
#: In the order of the course.
ORDINARY = (M.ASSESSMENT, M.TARGET_GROUP, M.ASSIGNMENT, M.SUMMONS, M.MEETING, M.PLAN, M.FOLLOW_UP)


@pytest.fixture(scope="module")
def town(chromium: str) -> Iterator[Town]:
    """One system for all histories. Not under pytest's folder: as root PostgreSQL is another user."""
    with tempfile.TemporaryDirectory(prefix="samraad-histories-") as folder:
        Path(folder).chmod(0o755)
        yield from running_town(Path(folder))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=TALL)  # type: ignore[arg-type]
    page.set_default_timeout(APPEARS)
    yield page
    page.close()


def states(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Milestone and state of each of a case's deadlines."""
    return [(each["milestone"], each["state"]) for each in told["deadlines"]]


def events(told: dict[str, Any]) -> Counter[str]:
    """How often each kind of event stands in the file."""
    return Counter(each["type"] for each in told["events"])


def test_the_ordinary_one(town: Town, page: Page, pictures: Path) -> None:
    number = town.opened(Youth(name="Anton Opdigtet Almgaard", cpr="170510-4501"), begun=False)
    history = History(town, page, pictures, "ordinary", number)
    history.answer(M.ASSESSMENT, {"Er der akut behov?": "Ikke akut behov"}, by="vis")
    history.answer(
        M.TARGET_GROUP, {"Er den unge i målgruppen?": "I målgruppen – netværkssamråd"}, by="vis", shows="øveri"
    )
    town.later(hours=2)
    caseworker = until(lambda: town.caseworker(number), STEP, "a caseworker is asked")
    offer = town.message(number, f"{caseworker.lower()}@kommune.example", "Du har fået sagen")
    town.reply(offer, "modtaget")
    until(lambda: town.awaits(number) is M.SUMMONS, STEP, "the answer by mail counts")
    town.message(number, f"{caseworker.lower()}@kommune.example", "Registreret")
    town.later(days=2)
    history.answer(
        M.SUMMONS,
        {"Den unge indkaldt ved": "brev", "Forælder indkaldt ved": "telefon"},
        by=caseworker,
        shows="Lovfrist",
    )
    town.later(days=9)
    history.answer(
        M.MEETING, {"Blev netværkssamrådet holdt?": "Afholdt", "Deltagere": ("skole", "SSP-konsulent")}, by=caseworker
    )
    town.later(days=5)
    history.answer(M.PLAN, {"Hvem har fået handlepligter?": ("den unge", "forælder")}, by=caseworker)
    town.later(days=60)
    history.answer(M.FOLLOW_UP, {"Hvad er der kommet ud af opfølgningen?": "Fulgt op – afslut sagen"}, by=caseworker)
    told = history.ends()
    assert told["stage"] == "closed"
    assert sorted(states(told)) == sorted((milestone.value, "met") for milestone in ORDINARY)
    assert {"mail", "prefect"} <= {each["channel"] for each in told["events"]}


def test_declined(town: Town, page: Page, pictures: Path) -> None:
    number = town.opened(Youth(name="Bo Opdigtet Bakkegaard", cpr="180510-4502"))
    history = History(town, page, pictures, "declined", number)
    history.answer(
        M.SUMMONS, {"Hvor mange har forældremyndigheden?": "to – begge indkaldt", "Anden forælder indkaldt ved": "brev"}
    )
    town.later(days=4)
    history.answer(M.MEETING, {"Blev netværkssamrådet holdt?": "Familien siger nej – nyt motivationsforsøg"})
    town.later(days=2)
    history.answer(
        M.MOTIVATION,
        {"Hvad kom der ud af motivationsforsøget?": "Siger stadig nej – samrådet holdes ikke, fordi …"},
    )
    history.answer(M.COURSE, {"Hvad sker der i stedet?": "Anden støtte"})
    town.later(days=30)
    history.answer(M.FOLLOW_UP, {"Hvad er der kommet ud af opfølgningen?": "Fulgt op – afslut sagen"})
    told = history.ends()
    assert told["stage"] == "closed"
    assert ("summons", "met") in states(told)
    assert "met" not in {state for milestone, state in states(told) if milestone == "meeting"}
    assert "plan" not in {milestone for milestone, _ in states(told)}
    with town.stack.office.store.work() as work:
        assert work.load(number).held is None  # no protected year begins
