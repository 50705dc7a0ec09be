"""The core stays pure, its files short, its words complete."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

import pytest

from samraad.events import EVENTS
from samraad.forms import DAY_FIELD, FORMS
from samraad.item_events import ITEM_EVENTS
from samraad.register import DECISIONS
from samraad.vocabulary import Matter, Milestone

ROOT: Final = Path(__file__).parents[1]
CORE: Final = sorted((ROOT / "samraad").glob("**/*.py"))

#: What the core may lean on besides the standard library and itself: each computes, none touches the world.
LIBRARIES: Final = {"holidays", "pendulum", "pydantic", "stdnum"}

#: Of the standard library: what touches the world, or gives something else at every call.
IMPURE: Final = {
    *("os", "pathlib", "shutil", "tempfile", "glob", "io", "sqlite3", "subprocess", "multiprocessing", "signal"),
    *("time", "sched", "threading", "asyncio", "concurrent", "contextvars", "queue"),
    *("socket", "ssl", "http", "urllib", "smtplib", "imaplib", "email"),
    *("random", "secrets", "uuid", "logging", "warnings", "sys", "importlib"),
}

#: Calls that read the ambient clock, a file or the terminal.
AMBIENT: Final = {"now", "utcnow", "today", "fromtimestamp", "open", "print", "input", "exec", "eval"}

#: A file that is longer than 250 lines, and why.
LONG_FILES: Final[Mapping[str, str]] = {}

#: A function that is longer than 40 lines, and why.
LONG_FUNCTIONS: Final[Mapping[str, str]] = {}


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def imported(file: Path) -> set[str]:
    """The top-level packages a file imports, also within functions."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: a relative import"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_the_core_imports_nothing_that_touches_the_world(file: Path) -> None:
    standard = imported(file) & set(sys.stdlib_module_names)
    assert not standard & IMPURE
    assert imported(file) - standard <= LIBRARIES | {"samraad"}


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_the_core_reads_no_clock_no_file_and_no_terminal(file: Path) -> None:
    called = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            called.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    assert not called & AMBIENT


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_files_are_short(file: Path) -> None:
    lines = len(file.read_text("utf-8").splitlines())
    assert (lines > 250) == (file.name in LONG_FILES), f"{file.name} has {lines} lines"


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_functions_are_short(file: Path) -> None:
    functions = [n for n in ast.walk(tree(file)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f"{file.name}:{n.name}" for n in functions if (n.end_lineno or 0) - n.lineno + 1 > 40}
    assert long == {name for name in LONG_FUNCTIONS if name.startswith(f"{file.name}:")}


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_every_file_says_what_it_is(file: Path) -> None:
    assert ast.get_docstring(tree(file)) or not file.read_text("utf-8")


def _matched(folder: str, function: str) -> set[str]:
    """The classes a function's `match` has an arm for, in any file of the folder, or in the file."""
    found: set[str] = set()
    place = ROOT / "samraad" / folder
    for file in [place] if place.is_file() else place.glob("*.py"):
        for body in ast.walk(tree(file)):
            if isinstance(body, ast.FunctionDef) and body.name == function:
                patterns = [node for node in ast.walk(body) if isinstance(node, ast.MatchClass)]
                found |= {pattern.cls.id for pattern in patterns if isinstance(pattern.cls, ast.Name)}
    return found


@pytest.mark.parametrize(
    ("place", "function", "events"),
    [
        ("case", "after", EVENTS),
        ("wording", "say", EVENTS),
        ("item.py", "_after", ITEM_EVENTS),
        ("item_wording.py", "say_item", ITEM_EVENTS),
    ],
)
def test_every_event_is_folded_and_has_its_wording(place: str, function: str, events: Mapping[str, type]) -> None:
    assert _matched(place, function) == set(events)


def test_every_milestone_and_matter_has_its_form_and_its_rule() -> None:
    assert set(FORMS) == {*Milestone, *Matter}
    assert set(DAY_FIELD) <= set(FORMS)
    assert set(FORMS.values()) == set(DECISIONS)


def test_every_event_and_each_of_its_fields_is_documented() -> None:
    page = (ROOT / "docs/events.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    documented = {name.strip("`"): re.findall("`(.+?)`", written) for name, _, written in rows}
    assert documented == {
        name: [field.name for field in fields(kind)] for name, kind in {**ITEM_EVENTS, **EVENTS}.items()
    }


def test_nothing_is_called_utils() -> None:
    assert not [file for file in CORE if file.stem in {"utils", "helpers", "common", "misc"}]
