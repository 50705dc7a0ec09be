"""One case's history at a browser: each form filled in by its Danish labels, and a picture of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as BrowserTimeoutError

from samraad.times import danish_date
from samraad.vocabulary import Matter, Milestone
from tests.browser.demo import APPEARS, NewUi
from tests.browser.town import STEP, Town
from tests.system.waiting import until

#: What a field is filled with: an option, several, a text, or a day as 2026-09-07.
Filling = str | tuple[str, ...]
#: The whole of a long form.
TALL: Final = {"width": 1280, "height": 2600}
#: Of a month.
MIDDLE: Final = 15
#: Milliseconds after which a list that opened is looked for again.
LIST_STAYS: Final = 5_000
#: Milliseconds until charts and lists that open are drawn.
DRAWN: Final = 600


@dataclass
class History:
    """A case, and a person who answers what it asks."""

    town: Town
    page: Page
    pictures: Path
    name: str
    number: str
    _step: int = 0

    def answer(self, milestone: Milestone, filled: Mapping[str, Filling], *, by: str = "ank", shows: str = "") -> None:
        """The form where the case's run waits. shows: words that must stand above its fields."""
        waiting = self.town.cases.waiting(self.number, milestone, seconds=STEP)
        self.page.goto(f"{self.town.url}/v2/runs/flow-run/{waiting.run}")
        form = NewUi().open_form(self.page)
        if shows:
            form.get_by_text(shows).first.wait_for()
        self._fill(form, {**filled, "Dine initialer": by}, milestone.value)
        version = self.town.version(self.number)
        NewUi().submit(form)
        self._until_more(version, milestone.value)

    def register(self, matter: Matter, filled: Mapping[str, Filling], *, by: str = "ank") -> None:
        """The form to which the case's page links."""
        self.open_page()
        link = self.page.get_by_role("link", name=matter.label, exact=True).first
        self._follow(str(link.get_attribute("href")))
        self._hand_in(filled, by, matter.value)

    def tick(self, todo: str, filled: Mapping[str, Filling], *, by: str = "ank") -> None:
        """The form to which the name of a todo on the case's page links. todo: a pattern."""
        self.open_page()
        link = self.page.get_by_role("link", name=re.compile(todo)).first
        self._follow(str(link.get_attribute("href")))
        self._hand_in(filled, by, "todo")

    def open_page(self) -> None:
        """The case's page, as it stands when the case's run is at rest."""
        artifact = until(self._shown, STEP, f"the page of {self.number} shows the whole file")
        self.page.goto(f"{self.town.url}/v2/artifacts/artifact/{artifact}")
        self.page.get_by_role("heading", name=f"Sag {self.number}").wait_for(timeout=APPEARS)

    def ends(self) -> dict[str, Any]:
        """What the case file says, once the page shows it."""
        self.open_page()
        self._picture("page", whole=True)
        return self.town.told(self.number)

    def _follow(self, address: str) -> None:
        """As the UI's own links do, without loading the whole of it anew."""
        self.page.evaluate(
            "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')) }", address
        )

    def _shown(self) -> str | None:
        """The page's artifact, None while it is behind the file."""
        with self.town.stack.office.store.work() as work:
            run = work.run(self.number)
            return run.artifact if run.shown_version >= work.load(self.number).version else None

    def _hand_in(self, filled: Mapping[str, Filling], by: str, what: str) -> None:
        self.page.get_by_text("Dine initialer").wait_for()
        whole = self.page.locator("main, body").first
        self._fill(whole, {**filled, "Dine initialer": by}, what)
        version = self.town.version(self.number)
        self.page.get_by_role("button", name="Submit").click()
        self._until_more(version, what)

    def _until_more(self, version: int, what: str) -> None:
        until(lambda: self.town.version(self.number) > version, STEP, f"{what} is registered on {self.number}")
        said = self.town.cases.events(self.number)[-3:]
        assert "AnswerRefused" not in said, (what, said)

    def _fill(self, form: Locator, filled: Mapping[str, Filling], what: str) -> None:
        for title, value in filled.items():
            label = form.locator("label").filter(has_text=re.compile(rf"^{re.escape(title)}( \(Optional\))?$"))
            field = form.locator(f"[id='{label.first.get_attribute('for')}']")
            opens = field.get_attribute("aria-haspopup")
            if opens == "listbox":
                self._choose(field, value)
            elif opens == "dialog":
                self._pick(field, date.fromisoformat(str(value)))
            else:
                field.fill(str(value))
        self._picture(what)

    def _choose(self, field: Locator, value: Filling) -> None:
        for option in (value,) if isinstance(value, str) else value:
            self._click_option(field, option)
        if not isinstance(value, str):
            self.page.keyboard.press("Escape")

    def _click_option(self, field: Locator, option: str) -> None:
        """Prefect draws an open list anew when it has news of the run, and may close it: then it is opened again."""
        for patience in (LIST_STAYS, LIST_STAYS, APPEARS):
            if field.get_attribute("aria-expanded") != "true":
                field.click()
            try:
                return self.page.get_by_role("option", name=option, exact=True).click(timeout=patience)
            except BrowserTimeoutError:
                if patience == APPEARS:
                    raise
        return None

    def _pick(self, field: Locator, day: date) -> None:
        """The calendar opens at the browser's own month; days of the neighbouring ones stand before and after it."""
        field.click()
        today = danish_date(datetime.now(UTC))
        months = (day.year - today.year) * 12 + day.month - today.month
        turn = self.page.get_by_role("button", name=f"Go to the {'Next' if months > 0 else 'Previous'} Month")
        for _ in range(abs(months)):
            turn.click()
        cells = self.page.get_by_role("gridcell", name=re.compile(rf"(^|\D){day.day}(st|nd|rd|th|$)"))
        (cells.first if day.day < MIDDLE else cells.last).click()
        self.page.keyboard.press("Escape")

    def _picture(self, what: str, *, whole: bool = False) -> None:
        self._step += 1
        self.page.wait_for_timeout(DRAWN)
        self.page.screenshot(path=self.pictures / f"{self.name}-{self._step:02}-{what}.png", full_page=whole)
