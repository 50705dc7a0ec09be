"""Six histories from the police's mail to where each ends, at a browser and by mail, with a picture of every form."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from samraad.events import CaseMoved, MoveReported
from samraad.times import danish_date
from samraad.vocabulary import Matter, Milestone, Role
from tests.browser.demo import APPEARS
from tests.browser.history import TALL, History
from tests.browser.town import STEP, Town, Youth, running_town
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

M = Milestone
#: In the order of the course.
ORDINARY = (M.ASSESSMENT, M.TARGET_GROUP, M.ASSIGNMENT, M.SUMMONS, M.MEETING, M.PLAN, M.FOLLOW_UP)
SECURE = "sikret institution"
ON_REMAND = "Den unge er varetægtsfængslet i surrogat på en sikret institution."


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


def test_again_within_a_year(town: Town, page: Page, pictures: Path) -> None:
    youth = Youth(name="Cilas Opdigtet Corell", cpr="190510-4503")
    number = town.opened(youth)
    for milestone in (M.SUMMONS, M.MEETING, M.PLAN):
        until(lambda milestone=milestone: town.awaits(number) is milestone, STEP, milestone.value)
        town.cases.register(number, milestone)
    town.later(days=20)
    summoned = town.cases.events(number).count("Summoned")
    town.notify(youth, "hærværk efter straffelovens § 291")
    until(lambda: town.awaits(number) is M.PLAN_REVIEW, STEP, "the further notification leads to a plan review")
    history = History(town, page, pictures, "again", number)
    town.later(days=3)
    history.answer(M.PLAN_REVIEW, {"Skal handleplanen ændres?": "Handleplanen er ændret"})
    town.later(days=40)
    history.answer(M.FOLLOW_UP, {"Hvad er der kommet ud af opfølgningen?": "Fulgt op – afslut sagen"})
    told = history.ends()
    assert told["stage"] == "closed"
    assert events(told)["NotificationAttached"] == 1
    assert events(told)["Summoned"] == summoned == 1
    assert [state for milestone, state in states(told) if milestone == "summons"] == ["met"]
    assert ("plan_review", "met") in states(told)


def test_not_summoned(town: Town, page: Page, pictures: Path) -> None:
    number = town.opened(Youth(name="Dan Opdigtet Dalgaard", cpr="200510-4504"))
    history = History(town, page, pictures, "not-summoned", number)
    not_summoned = {"Er der indkaldt?": "Ikke indkaldt, fordi …", "Hvorfor ikke indkaldt": "andre har allerede handlet"}
    history.answer(M.SUMMONS, not_summoned)
    history.answer(M.APPROVAL, {"Godkendes det, at der ikke indkaldes?": "Afvist – der skal indkaldes"}, by="tlu")
    history.answer(M.SUMMONS, not_summoned)
    asked = town.message(number, "teamleder.unge@kommune.example", "ikke at indkalde", nth=2)
    town.reply(asked, "godkendt\ninitialer: TLU")
    until(lambda: town.awaits(number) is M.COURSE, STEP, "the leader's answer by mail counts")
    history.answer(
        M.COURSE,
        {"Hvad sker der i stedet?": "Afslut sagen, fordi …", "Hvorfor afsluttes sagen": "andre har allerede handlet"},
    )
    told = history.ends()
    assert told["stage"] == "closed"
    assert not {"met", "met_late"} & {state for milestone, state in states(told) if milestone == "summons"}
    assert events(told)["NotSummonedProposed"] == events(told)["NotSummonedAnswered"] == 2


def test_remand(town: Town, page: Page, pictures: Path) -> None:
    number = town.opened(Youth(name="Emil Opdigtet Engdal", cpr="210510-4505"), also=ON_REMAND)
    history = History(town, page, pictures, "remand", number)
    history.register(
        Matter.REMAND, {"Begynder eller slutter det?": "Varetægtssurrogat begynder", "Hvor er den unge?": SECURE}
    )
    town.cases.register(number, M.SUMMONS)
    until(lambda: town.awaits(number) is M.MEETING, STEP, "the summons")
    history.register(
        Matter.INVITATION,
        {
            "Hvem (rolle)": "SSP-konsulent",
            "Inviteret ved": "telefon",
            "Familiens samtykke til, at vedkommende deltager": "skriftligt samtykke",
        },
    )
    history.register(Matter.PERMITS, {})  # begins with those who are to come
    town.later(days=2)
    answered = "Hvad er der kommet ud af den?"
    history.tick(r"besøgstilladelse \(forælder\)", {answered: "givet"})
    history.tick(r"besøgstilladelse \(SSP-konsulent\)", {answered: "afslået"})
    history.register(
        Matter.PREPARATION,
        {"Hvad er forberedt?": "lokale", "Hvor mødet holdes": SECURE, "Mødets længde i minutter": "60"},
    )
    history.register(Matter.PREPARATION, {"Hvad er forberedt?": "transport af den unge (varetægt)"})
    town.later(days=4)
    history.answer(M.MEETING, {"Blev netværkssamrådet holdt?": "Afholdt"})
    history.answer(M.PLAN, {"Hvem har fået handlepligter?": ("den unge", "forælder")})
    told = history.ends()
    assert told["awaiting"] == "follow_up"
    assert {("summons", "met"), ("meeting", "met"), ("plan", "met")} <= set(states(told))
    permits = {each["role"]: each["outcome"] for each in told["todos"] if each["what"] == "permit"}
    assert permits == {"parent": "granted", "ssp": "refused"}
    assert events(told)["MeetingPrepared"] == events(told)["PermitAsked"] == 2
    with town.stack.office.store.work() as work:
        held = work.load(number).held
    assert held is not None
    assert Role.SSP not in held.participants  # the form began without those of whom none can come


def test_moved(town: Town, page: Page, pictures: Path) -> None:
    number = town.opened(Youth(name="Frej Opdigtet Fuglsang", cpr="220510-4506"))
    town.cases.register(number, M.SUMMONS)
    until(lambda: town.awaits(number) is M.MEETING, STEP, "the summons")
    history = History(town, page, pictures, "moved", number)
    town.later(days=3)
    history.answer(M.MEETING, {"Blev netværkssamrådet holdt?": "Udsat"})
    moved_on = danish_date(town.now())
    # The day is left empty: today, and at the hand-over the day that was reported.
    history.register(Matter.MOVED, {"Er sagen overdraget?": "Nej, endnu ikke"})
    town.later(days=1)
    history.register(Matter.MOVED, {"Er sagen overdraget?": "Ja, overdraget"})
    told = history.ends()
    moves = [each.event for each in town.cases.history(number) if isinstance(each.event, MoveReported | CaseMoved)]
    assert [each.moved_on for each in moves] == [moved_on, moved_on]
    assert told["stage"] == "closed"
    assert [each for each in states(told) if each[0] == "summons"] == [("summons", "met"), ("summons", "lapsed")]
    assert events(told)["CaseMoved"] == 1
    assert page.get_by_text(re.compile(r"[Ff]lyttet.+indkaldelse")).count()  # the deadline that ran is stated
