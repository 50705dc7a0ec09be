"""Text that may be folded anew (`format=flowed`, RFC 3676): its soft line breaks are none."""

from __future__ import annotations


def unfolded(text: str, *, delsp: bool) -> str:
    """The text with its paragraphs in one line each.

    delsp: the blank before a soft break is no part of the text (a word may be broken there).
    """
    lines: list[str] = []
    soft, depth = False, 0
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marks = len(raw) - len(raw.lstrip(">"))
        line = raw[marks:].removeprefix(" ")
        signature = line == "-- "
        if soft and marks == depth and not signature and lines:
            lines[-1] += line
        else:
            lines.append(f"{'>' * marks}{' ' if marks else ''}{line}")
        soft, depth = line.endswith(" ") and not signature, marks
        if soft and delsp:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
