"""The demo's guide: where to look, and how to answer a waiting case oneself."""

from __future__ import annotations

import os
from typing import Final

from deployments.demo.colleague import ANSWERS, SCRIPT, answering
from deployments.demo.terminal import Terminal
from samraad.summary import CaseRow
from tasks.office import Office, run_link
from tasks.store.records import CaseQuery

_INDENT: Final = "    "


class Guide:
    """Shows how to answer a case that nobody of the script answers: once one waits, and when the story is over."""

    def __init__(self, office: Office, terminal: Terminal) -> None:
        self._office = office
        self._terminal = terminal
        self._shown = False
        self._over = False

    def round(self, *, over: bool) -> None:
        """over: all mails have arrived and the scripted colleagues have nothing more to do."""
        if self._shown and (self._over or not over):
            return
        with self._office.store.work() as work:
            rows = work.cases(CaseQuery())
            waiting = [row for row in rows[len(SCRIPT) :] if row.awaiting in ANSWERS]
            row = next((row for row in waiting if work.run(row.case).wait_key), None)
            run = work.run(row.case).flow_run_id if row else None
        if row is None or run is None:
            return
        if over:
            self._terminal.plain("")
            self._terminal.plain(
                "Historien er fortalt. Resten af sagerne venter på dig. / The story is told; the rest is yours."
            )
            self._over = True
        self._show(row, run)
        self._shown = True

    def _show(self, row: CaseRow, run: str) -> None:
        awaiting = row.awaiting
        if awaiting is None:
            return
        with self._office.store.work() as work:
            by = answering(self._office, work.load(row.case), awaiting)
        fields = "".join(f" {name}={value}" for name, value in ANSWERS[awaiting].fields.items())
        plain = self._terminal.plain
        plain(f"Prøv selv: sag {row.case} venter på {awaiting.label}. / Try it yourself, in another terminal:")
        plain(f"{_INDENT}{_home()}.venv/bin/samraad register {row.case} {awaiting.value}{fields} --by {by}")
        plain("  eller i browseren: menuen ⋮ og Resume / or in the browser: menu ⋮, Resume")
        plain(f"{_INDENT}{run_link(self._office.public_url, run)}")


def _home() -> str:
    """What another terminal needs to find the same installation."""
    return "".join(f"{name}={os.environ[name]} " for name in ("SAMRAAD_HOME",) if name in os.environ)
