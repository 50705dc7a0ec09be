"""Rulebooks as texts: reading one, saying where it is wrong, choosing the one in force."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from samraad.errors import BrokenRulebook
from samraad.limits import KEPT
from samraad.rulebook import Rulebook


def parse(text: str, source: str) -> Rulebook:
    """The rulebook in the TOML text. `source` is the file's name, for the error.

    Raises BrokenRulebook naming file, line and field.
    """
    return _read(text, source, None)


def recall(text: str, source: str) -> Rulebook:
    """A rulebook that cases live under already, without the checks of a new one. Raises BrokenRulebook."""
    return _read(text, source, KEPT)


def _read(text: str, source: str, context: str | None) -> Rulebook:
    try:
        rulebook = Rulebook.model_validate(tomllib.loads(text), context=context)
    except tomllib.TOMLDecodeError as error:
        raise BrokenRulebook(f"{source}: filen er ikke gyldig TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "hele filen"
        raise BrokenRulebook(f"{source}, linje {line_of(text, first['loc'])}, felt {where}: {first['msg']}") from error
    return rulebook.with_content(text)


def in_force(rulebooks: Sequence[Rulebook], on: date) -> Rulebook:
    """The rulebook in force on the Danish day. Raises BrokenRulebook if none is."""
    candidates = [rulebook for rulebook in rulebooks if rulebook.effective_from <= on]
    if not candidates:
        raise BrokenRulebook(
            f"intet regelsæt gælder den {on.isoformat()}: læg et i config/rulebooks/ med effective_from"
        )
    return max(candidates, key=lambda rulebook: rulebook.effective_from)


def line_of(text: str, loc: Sequence[Any]) -> int:
    """The line nearest to the field: the tables' headers are followed down the path, array items counted."""
    lines = text.splitlines()
    at, table = 0, ""
    for part in loc:
        if isinstance(part, int):
            marks = [n for n, line in enumerate(lines) if n >= at and line.strip() == f"[[{table}]]"]
            at = marks[part] if part < len(marks) else at
            continue
        table = f"{table}.{part}".lstrip(".")
        headers = (f"[{table}]", f"[[{table}]]")
        here = next((n for n, line in enumerate(lines) if n >= at and line.strip() in headers), None)
        at = _key_line(lines, at, str(part)) if here is None else here
    return at + 1


def _key_line(lines: Sequence[str], at: int, key: str) -> int:
    """The line of the key in the table that begins at the line; the table's own where the key is missing."""
    wanted = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
    for n in range(at, len(lines)):
        if n > at and lines[n].startswith("["):
            break
        if wanted.match(lines[n]):
            return n
    return at
