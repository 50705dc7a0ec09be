"""The table of branches in docs/branches.md leaves out nothing that the domain has, and names only what there is."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final, get_args

import pytest

from samraad.course import Outcome
from samraad.events import (
    CorrectionEvent,
    CourseEvent,
    EndingEvent,
    OpeningEvent,
    PreparationEvent,
    StaffingEvent,
)
from samraad.forms import FORMS
from samraad.vocabulary import Labelled, Matter, Milestone, TodoKind

ROOT: Final = Path(__file__).parents[1]
TEXT: Final = (ROOT / "docs/branches.md").read_text("utf-8")
ROWS: Final = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| branch")
]
BRANCH, FORM, EVENTS_, DEADLINE, TEST = range(5)


def coded(column: int) -> set[str]:
    """What stands in backticks in a column."""
    return {code for row in ROWS for code in re.findall(r"`([^`]+)`", row[column])}


def outcomes(milestone: Milestone) -> type[Labelled]:
    """How the milestone's form can come out."""
    kind = FORMS[milestone].model_fields["outcome"].annotation
    assert isinstance(kind, type)
    assert issubclass(kind, Labelled)
    return kind


@cache
def names_in(file: str) -> set[str]:
    body = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(body) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[BRANCH][:60])
def test_every_row_is_whole(row: list[str]) -> None:
    assert len(row) == 5
    assert all(row)


def test_every_outcome_of_every_milestone_is_a_branch() -> None:
    wanted = {f"{milestone.value}={outcome.value}" for milestone in Milestone for outcome in outcomes(milestone)}
    assert {code for code in coded(FORM) if "=" in code and code.split("=")[0] in set(Milestone)} == wanted
    assert {type(outcome) for milestone in Milestone for outcome in outcomes(milestone)} >= set(get_args(Outcome))


def test_every_matter_and_every_kind_of_todo_is_a_branch() -> None:
    assert {each.value for each in Matter} <= coded(FORM)
    assert {each.value for each in TodoKind} <= coded(FORM) | coded(DEADLINE)


def test_every_event_of_the_process_is_named_and_no_other() -> None:
    kinds = (OpeningEvent, CourseEvent, StaffingEvent, EndingEvent, CorrectionEvent, PreparationEvent)
    process = {kind.__name__ for union in kinds for kind in get_args(union) or (union,)}
    assert process <= coded(EVENTS_)


def test_every_test_that_is_named_exists() -> None:
    named = [code.split("::") for code in coded(TEST)]
    missing = [f"{file}::{name}" for file, name in named if name not in names_in(f"tests/{file}")]
    assert not missing
