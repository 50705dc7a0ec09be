"""What a newcomer does in the browser: looks at the cases, answers a form, makes a mistake, sees a deadline missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as NeverAppeared

from tests.browser.demo import APPEARS, Demo, NewUi, OldUi, Ui

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

WIDE, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
#: Case that each UI answers.
PLACES = {"v1": 3, "v2": 4}
UIS = [pytest.param(NewUi(), id="v2"), pytest.param(OldUi(), id="v1")]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    page.set_default_timeout(APPEARS)
    yield page
    page.close()


def test_the_first_page_is_the_new_ui_and_leads_to_the_old_one(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/")
    expect(page.get_by_text("Switch to V1 UI")).to_be_visible(timeout=APPEARS)
    page.goto(f"{demo.url}/runs")
    expect(page.get_by_text("Switch to V2 UI")).to_be_visible(timeout=APPEARS)


@pytest.mark.parametrize("path", ["/v2/runs?flow-run-search=2026-", "/runs"])
def test_the_runs_list_shows_cases_with_their_deadlines(page: Page, demo: Demo, pictures: Path, path: str) -> None:
    page.goto(demo.url + path)
    if path == "/runs":  # only the rows in sight are drawn
        page.get_by_placeholder("Search by flow run name").last.fill("2026-")
    number = demo.case(3)["case"]
    page.get_by_text(re.compile(rf"{number} · .+ (senest|frist) .+\d\. \w{{3}}")).first.wait_for()
    page.screenshot(path=pictures / f"runs-{'v2' if 'v2' in path else 'v1'}.png")


@pytest.mark.parametrize("ui", UIS)
def test_a_wrong_answer_is_explained_and_a_right_one_leads_on(page: Page, demo: Demo, pictures: Path, ui: Ui) -> None:
    place = PLACES[ui.name]
    demo.wait_for_case(place, 90)
    case = demo.case(place)
    page.goto(ui.run(demo, case["flow_run_id"]))
    form = ui.open_form(page)
    for words in ("Er der akut behov?", "Vurderet den", "Tom: i dag.", "Vurdering af akut behov", "Lovfrist: 24 timer"):
        expect(form.get_by_text(words).first).to_be_visible()
    page.screenshot(path=pictures / f"form-{ui.name}.png")
    ui.choose(page, form, "Ikke akut behov")
    ui.pick_next_year(page, form)
    form.locator("textarea").last.fill("vis")
    ui.submit(form)
    demo.wait_until_refused(place, 1)

    page.goto(ui.run(demo, case["flow_run_id"]))
    form = _form_with(page, ui, "Svaret blev ikke registreret")
    page.screenshot(path=pictures / f"refused-{ui.name}.png")
    ui.choose(page, form, "Ikke akut behov")
    form.locator("textarea").last.fill("vis")
    ui.submit(form)
    demo.wait_until_awaiting(place, "target_group")

    page.goto(ui.run(demo, case["flow_run_id"]))
    page.get_by_text(re.compile(f"{case['case']} · målgruppe")).first.wait_for()
    expect(_form_with(page, ui, "Målgruppe").get_by_text("Er den unge i målgruppen?")).to_be_visible()
    page.screenshot(path=pictures / f"next-{ui.name}.png")


def test_a_missed_deadline_is_tagged(page: Page, demo: Demo, pictures: Path) -> None:
    forgotten = demo.case(1)
    page.goto(OldUi().run(demo, forgotten["flow_run_id"]))
    page.get_by_text(re.compile(r"indkaldelse ikke registreret \(frist ")).first.wait_for(timeout=120_000)
    page.reload()
    expect(page.get_by_text("lovfrist-overskredet").first).to_be_visible(timeout=APPEARS)
    page.screenshot(path=pictures / "missed.png")


def test_the_page_of_a_case_shows_its_deadlines_also_on_a_phone(page: Page, demo: Demo, pictures: Path) -> None:
    case = demo.case(1)
    page.goto(OldUi().run(demo, case["flow_run_id"]))
    page.get_by_text("Artifacts", exact=True).last.click()
    page.locator("a[href*='/artifacts/artifact/']").first.click()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.get_by_role("heading", name=f"Sag {case['case']}")).to_be_visible(timeout=APPEARS)
        expect(page.get_by_text(re.compile(r"indkaldelse · .+ · lovfrist · "))).to_be_visible()
        page.screenshot(path=pictures / f"case-{size['width']}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _form_with(page: Page, ui: Ui, words: str) -> Locator:
    """The form, once its text has the words: it is offered anew a moment after the answer."""
    for _ in range(6):
        form = ui.open_form(page)
        with suppress(NeverAppeared):
            form.get_by_text(words).first.wait_for(timeout=10_000)
            return form
        page.reload()
    raise AssertionError(f"the form never said »{words}«")
