"""The running demo, and what a person does with its forms in either UI."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, Page

from config.settings import ROOT

#: Seconds a person may wait for what a step changes.
STEP_SECONDS: Final = 60
#: Milliseconds for something to appear in the browser.
APPEARS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """`samraad up --demo`."""

    home: Path
    port: int
    environment: dict[str, str]

    @property
    def url(self) -> str:
        """Of Prefect's UI."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, *command: str) -> list[dict[str, Any]]:
        """A command that prints JSON, an object a line."""
        asked = (sys.executable, "-m", "deployments.cli", *command, "--json")
        done = subprocess.run(asked, env=self.environment, cwd=ROOT, capture_output=True, check=True, text=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def case(self, place: int) -> dict[str, Any]:
        """The case with this place in the list, the first is 1. The script's colleagues answer 1 and 2 only."""
        return self.ask("cases")[place - 1]

    def wait_for_case(self, place: int, seconds: float) -> None:
        """Until the case has a run."""
        self._wait(lambda: len(self._cases()) >= place and bool(self.case(place)["flow_run_id"]), seconds)

    def wait_until_awaiting(self, place: int, milestone: str) -> None:
        self._wait(lambda: self.case(place)["awaiting"] == milestone, STEP_SECONDS)

    def wait_until_refused(self, place: int, times: int) -> None:
        """Until so many answers were refused."""
        self._wait(lambda: self._events(place).count("AnswerRefused") >= times, STEP_SECONDS)

    def _events(self, place: int) -> list[str]:
        return [event["type"] for event in self.ask("case", self.case(place)["case"])[0]["events"]]

    def _cases(self) -> list[dict[str, Any]]:
        try:
            return self.ask("cases")
        except subprocess.CalledProcessError:
            return []  # the database is still on its way up

    def _wait(self, true: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, (self.home / "terminal").read_text("utf-8")
            time.sleep(0.5)


class OldUi:
    """V1. Its lists open by the keyboard; a click opens and closes them at once in Chromium."""

    name = "v1"

    def run(self, demo: Demo, run: str) -> str:
        return f"{demo.url}/runs/flow-run/{run}"

    def open_form(self, page: Page) -> Locator:
        page.get_by_role("button", name="Resume").first.click()
        return _form(page)

    def choose(self, page: Page, form: Locator, option: str, place: int = 0) -> None:
        """In a list of the form, the first is 0."""
        form.locator(".p-select button").nth(place).focus()
        page.keyboard.press("ArrowDown")
        page.locator(".p-select-option").get_by_text(option, exact=True).click()

    def pick_next_year(self, page: Page, form: Locator) -> None:
        """A day about a year from now."""
        form.get_by_text("Select date").first.click()
        day = page.locator("input[type=date]").last
        day.fill(f"{time.localtime().tm_year + 1}-06-15")
        page.get_by_role("button", name="Apply").click()

    def submit(self, form: Locator) -> None:
        form.get_by_role("button", name="Submit").click()
        form.wait_for(state="hidden", timeout=APPEARS)


class NewUi:
    """V2, the one that opens at /."""

    name = "v2"

    def run(self, demo: Demo, run: str) -> str:
        return f"{demo.url}/v2/runs/flow-run/{run}"

    def open_form(self, page: Page) -> Locator:
        page.get_by_role("button", name="Open menu").first.click()
        page.get_by_role("menuitem", name="Resume").click()
        return _form(page)

    def choose(self, page: Page, form: Locator, option: str, place: int = 0) -> None:
        """In a list of the form, the first is 0."""
        form.locator("button[aria-haspopup=listbox]").nth(place).click()
        page.get_by_role("option", name=option, exact=True).click()

    def pick_next_year(self, page: Page, form: Locator) -> None:
        """A day about a year from now."""
        form.locator("button[aria-haspopup=dialog]").first.click()
        following = page.get_by_role("button", name="Go to the Next Month")
        for _ in range(12):
            following.click()
        page.get_by_role("gridcell", name="15").first.click()
        page.keyboard.press("Escape")

    def submit(self, form: Locator) -> None:
        form.get_by_role("button", name="Resume").click()
        form.wait_for(state="hidden", timeout=APPEARS)


Ui = OldUi | NewUi


def _form(page: Page) -> Locator:
    """The form, drawn to its last field."""
    form = page.get_by_role("dialog").first
    form.get_by_text("Dine initialer").wait_for(timeout=APPEARS)
    return form
