"""Lines joined where a mail program broke them, and sentences cut where they end."""

from __future__ import annotations

import re
from functools import lru_cache

_ITEM = re.compile(r"^\s*(?:[-•*·–]|\(?\d{1,2}[.)]|\(?[a-h]\))\s+\S")
_LABEL = re.compile(r"^\s*[^\W\d_][^:\n.]{0,40}:(?:\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:kl|nr|cpr|jf|jfr|stk|strfl|strl|ca|f|d|bl\.a|bl|a|tlf|j|hr|pkt|mv|m\.v|evt|inkl"
    r"|ekskl|vedr|st|dvs|pga|mhp|ifm|adr|litra|skt|sagsnr|journalnr"
    r"|pa|pb|pk|vpk|ka|kk|ass|politiass|kriminalass|insp|kom|sagsbeh"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|[A-ZÆØÅ])|\b\d{1,2})\.$",
    re.IGNORECASE,
)
#: What goes on with a sentence though a blank line stands between.
_GOES_ON = re.compile(r"^\s*(?:er|blev|bliver|har|var|sigtet|mistænkt)\b(?!.*:\s*$)")
_WANTS_MORE = re.compile(r"(?<!:)\b(?:for|at|om|af|mod)$")
#: Lines at least this long may have been broken by a mail program.
_BROKEN_FROM = 50


def unwrap(text: str) -> list[str]:
    """The lines of a text, with hard-wrapped paragraphs put together again."""
    lines: list[str] = []
    last = ""
    for raw in text.split("\n"):
        line = raw.rstrip()
        if _across(lines, line):
            while not lines[-1].strip():
                lines.pop()
            lines[-1] = f"{lines[-1]} {line.strip()}"
            last = line
            continue
        joins = bool(lines) and len(last) >= _BROKEN_FROM and line.strip() != "" and not last.endswith((":", ";"))
        starts = (
            _ITEM.match(line)
            or _LABEL.match(line)
            or (re.match(r"^\s*[^\W\d_].{0,70}\d{6}[ -]?\d{4}", line) and re.search(r"\d{6}[ -]?\d{4}|[.)]$", last))
        )
        ended = last.endswith((".", "!", "?")) and not _ABBREVIATION.search(last[-20:])
        if (
            joins
            and not ended
            and (not starts or (last.endswith((",", " og")) and not _ITEM.match(line)))
            and "\t" not in line
        ):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line)
        last = line
    return lines


def _across(lines: list[str], line: str) -> bool:
    """Whether a line goes on with the sentence above, though it stands apart: set as a letter is, not as a list."""
    above = next((each for each in reversed(lines) if each.strip()), "")
    if not above or not line.strip() or above.endswith((".", ":", "!", "?")) or _LABEL.match(above):
        return False
    if line.lstrip().startswith("("):
        return bool(lines[-1].strip()) and not _ITEM.match(above)
    return not lines[-1].strip() and bool(
        _GOES_ON.match(line) or (_WANTS_MORE.search(above) and not _LABEL.match(line))
    )


@lru_cache(maxsize=8)
def cut(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text begin and end. A line break ends one too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"(?<=[.!?])[ \t]+(?=[\"»(]?[^\W\d_a-zæøå])|\n+", text):
        if not match[0].startswith("\n") and _ABBREVIATION.search(text[max(start, match.start() - 20) : match.start()]):
            continue
        if text[start : match.start()].strip():
            spans.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(spans)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence (or several, where a name stands across) from `start` to `end`."""
    spans = cut(text)
    begins = [a for a, b in spans if a <= start]
    ends = [b for a, b in spans if b >= end]
    return (begins[-1] if begins else 0), (ends[0] if ends else len(text))
