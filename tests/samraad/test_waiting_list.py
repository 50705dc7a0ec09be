"""The quarantine's page, as managers read it in Prefect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samraad.item import ItemState
from samraad.notification import Problem
from samraad.quarantine import ItemRow
from samraad.waiting_list import waiting_list
from tests.samraad.given import RULEBOOK, danish

NOW = danish("2026-11-24 09:13")
ROW = ItemRow(
    item="K2026-0007",
    version=1,
    state=ItemState.WAITING,
    problem=Problem.ENCRYPTED,
    file_kind="xlsx",
    notification="n-1",
    evidence="e-1",
    received_at=danish("2026-11-23 09:14"),
    kept_at=danish("2026-11-23 09:15"),
    due_at=danish("2026-11-24 09:14"),
    next_tick_at=None,
    rulebook=RULEBOOK.hash,
    decided_by=None,
    decided_at=None,
    cases=(),
)


def test_nothing_waits() -> None:
    assert waiting_list([], 0, NOW) == "# Karantæne\n\nIntet venter."


def test_what_waits_says_until_when_what_is_wrong_and_how_to_decide() -> None:
    text = waiting_list([ROW], 0, NOW)
    assert "**1 venter" in text
    assert "- **K2026-0007** · modtaget man 23. nov kl. 09.14 · afgøres senest tir 24. nov kl. 09.14" in text
    assert "Den er krypteret. Ring til politiet efter adgangskoden" in text
    assert "overskredet" not in text


# The minute before the deadline, and the deadline itself, which is too late.
@pytest.mark.parametrize(("now", "late"), [("2026-11-24 09:13", False), ("2026-11-24 09:14", True)])
def test_it_is_overdue_from_its_deadline_on(now: str, late: bool) -> None:
    assert ("overskredet" in waiting_list([ROW], 0, danish(now))) is late


def test_the_earliest_deadline_stands_first_and_too_many_are_counted() -> None:
    later = [
        replace(ROW, item=f"K2026-{number:04}", due_at=danish("2026-11-25 09:14"), problem=None)
        for number in range(100, 205)
    ]
    lines = waiting_list([*later, ROW], 3, NOW).splitlines()
    listed = [line for line in lines if line.startswith("- ")]
    assert listed[0].startswith("- **K2026-0007**")
    assert len(listed) == 100
    assert "Og 6 mere: »samraad quarantine«." in lines
    assert lines[-1] == "Ignoreret i dag (fyldt 18, automatiske svar): 3. Se »samraad ignored«."
    assert not any(line[:1].isdigit() for line in lines)  # "28." would begin another list
