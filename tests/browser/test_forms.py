"""What a caseworker does beside the course: from the case's page to a form, a slip, and what the page shows then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NeverAppeared

from tests.browser.demo import APPEARS, Demo, NewUi, OldUi, Ui

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

SIZE, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
#: Case in which each UI registers something; the ones that no test answers otherwise.
PLACES = {"v1": 3, "v2": 4}
UIS = [pytest.param(NewUi(), id="v2"), pytest.param(OldUi(), id="v1")]
STATEMENT = "udtalelse til retten"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.set_default_timeout(APPEARS)
    yield page
    page.close()


@pytest.mark.parametrize("ui", UIS)
def test_a_form_is_found_refused_with_the_reason_and_accepted(page: Page, demo: Demo, pictures: Path, ui: Ui) -> None:
    demo.wait_for_case(PLACES[ui.name], 90)
    case = demo.case(PLACES[ui.name])
    number, link = case["case"], _link_on_the_run(page, demo, case["flow_run_id"])
    page.goto(link)  # the case's page
    page.get_by_role("heading", name=f"Sag {number}").wait_for()
    form = page.get_by_role("link", name="ny opgave", exact=True).get_attribute("href")
    assert form is not None

    _fill_in(page, ui, form, number, "xyz", pictures / f"matter-{ui.name}.png")
    _see_the_run(page, ui, number, "ikke registreret: Ingen medarbejder har de initialer.")
    page.screenshot(path=pictures / f"matter-refused-{ui.name}.png")

    _fill_in(page, ui, form, number, "vis", None)
    _see_the_run(page, ui, number, "Registreret")
    page.screenshot(path=pictures / f"matter-accepted-{ui.name}.png")

    page.goto(link)
    todo = page.get_by_role("link", name=re.compile(rf"Opgave \d+: {STATEMENT} \(den unge\)")).first
    todo.wait_for()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.screenshot(path=pictures / f"matter-page-{ui.name}.png")


def _link_on_the_run(page: Page, demo: Demo, run: str) -> str:
    """Where the text above the run's form leads for all that it does not ask."""
    page.goto(NewUi().run(demo, run))
    above = NewUi().open_form(page).get_by_role("link", name="andet: se sagens side")
    return str(above.get_attribute("href"))


def _fill_in(page: Page, ui: Ui, form: str, number: str, initials: str, picture: Path | None) -> None:
    """The link leads to the second UI; the first takes the same parameters."""
    page.goto(form if ui.name == "v2" else form.replace("/v2/", "/"))
    page.get_by_text("Dine initialer").wait_for()
    expect(page.locator("textarea").first).to_have_value(number)
    whole = page.locator("main, body").first
    ui.choose(page, whole, STATEMENT)
    ui.choose(page, whole, "den unge", place=1)
    page.locator("textarea").last.fill(initials)
    if picture is not None:
        page.screenshot(path=picture)
    page.get_by_role("button", name="Submit").click()


def _see_the_run(page: Page, ui: Ui, number: str, words: str) -> None:
    """The second UI leads to the run that was made; the list to which the first leads shows no states of our own."""
    if ui.name == "v2":
        page.get_by_text("View run").first.click()
    else:
        page.wait_for_url(re.compile(r"/deployments/deployment/[\w-]+(\?.*)?$"))
        page.goto(re.sub(r"/deployments/.*", "/runs", page.url))
    for _ in range(6):
        if ui.name == "v1":  # only the rows in sight are drawn
            page.get_by_placeholder("Search by flow run name").last.fill(f"{number} · ny opgave")
        with suppress(NeverAppeared):
            page.get_by_text(re.compile(rf"{number} · ny opgave")).first.wait_for(timeout=10_000)
            page.get_by_text(words).first.wait_for(timeout=10_000)
            return
        page.reload()
    raise AssertionError(f"the run never said »{words}«")
