"""Headings of lists in running text, and labels before a person."""

from __future__ import annotations

import re

from tasks.parsing.danish.words import FLAGS, OTHER, SUSPECT

#: A heading without a colon has no more words than these.
_FEW_WORDS = 3
_LIST_LINE = re.compile(r"^\s*+(?:(?:[-•*·–]|\(?\d{1,2}[.)])\s+\S|.*\d{6}[ -]?\d{4})")
#: "Storebror: …", "Netværk:": a label that does not speak of the young themselves.
_STRANGE_LABEL = re.compile(
    rf"^\s*+(?!.*(?:{SUSPECT}|{OTHER}|\b(?:ung|person|navn|dreng|pige|følgende|nedenstående"
    r"|ovenstående|drejer|vedr|liste|cpr|afhør|i sagen)))"
    r"[^\W\d_][\w-]*(?: [\w-]+){0,2}:\s*$",
    FLAGS,
)


def is_strange(label: str) -> bool:
    """Whether it is a label that does not speak of the young themselves."""
    return bool(_STRANGE_LABEL.match(label))


def above(lines_above: str) -> str:
    """The heading of the list that a line stands in, from the lines above it; empty when there is none."""
    lines = lines_above.rstrip("\n").split("\n")
    while lines and _LIST_LINE.match(lines[-1]):
        lines.pop()
    if lines and not lines[-1].strip():
        lines.pop()
    last = lines[-1].strip() if lines else ""
    return last if last.endswith(":") or (0 < len(last.split()) <= _FEW_WORDS) else ""
