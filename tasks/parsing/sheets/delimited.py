"""Lists as delimited text (.csv, .tsv): any usual delimiter and encoding, numbered by the lines of the file."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from samraad.notification import Problem
from tasks.parsing import charset
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.grid import MAX_COLUMNS, MAX_ROWS, Row

_DELIMITERS: Final = ";,\t|"
#: Lines among which the headings are looked for.
_HEAD: Final = 30
#: Bytes by which text in two bytes a letter is known, without a byte order mark.
_SAMPLE: Final = 2_000
#: What the Danish letters of old DOS programs look like when they are taken for Windows', between other letters.
_DOS: Final = re.compile(rb"[A-Za-z][\x86\x91\x9b]|[\x86\x91\x9b\x8f\x92\x9d][a-z]")
_WINDOWS: Final = re.compile(rb"[A-Za-z][\xe5\xe6\xf8]|[\xe5\xe6\xf8\xc5\xc6\xd8][a-z]")


def decode(data: bytes, declared: str | None) -> str:
    """The text of a list. Beyond what mails do: utf-16 without byte order mark, and the letters of DOS.

    Raises Unreadable: letters would be lost.
    """
    name = _wide(data[:_SAMPLE])
    if name is None and not declared and _DOS.search(data) and not _WINDOWS.search(data) and not _is_utf8(data):
        name = "cp865"  # the Danish letters stand where cp850 has them
    return charset.decode(data, name or declared).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 4 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) / 4 and odd == 0 else None


def rows(text: str, synonyms: Synonyms) -> list[Row]:
    """The filled rows, each with the line of the file it begins on.

    The delimiter is the one under which the headings make most sense. Where a quote is never closed, the row in which
    it begins has a problem: what follows cannot be told apart. Raises Unreadable: too many rows, an endless cell.
    """
    if text.count("\n") > MAX_ROWS:
        raise Unreadable("Listen har for mange rækker", Problem.OVER_LIMIT)
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r"\ufeff?\"?sep=(.)\"?[;,\s]*", first, re.IGNORECASE):
        return _parse("\n" + rest, match[1])
    head = "\n".join(text.split("\n")[:_HEAD])
    best = max(_DELIMITERS, key=lambda delimiter: _sense(head, delimiter, synonyms))
    return _parse(text, best)


def is_list(text: str, synonyms: Synonyms) -> bool:
    """Whether a text is a list with headings that are known, whatever it is called."""
    try:
        known = max(_sense("\n".join(text.split("\n")[:_HEAD]), delimiter, synonyms) for delimiter in _DELIMITERS)
    except Unreadable:
        return False
    return known >= (3, 3)


def _sense(head: str, delimiter: str, synonyms: Synonyms) -> tuple[int, int]:
    try:
        parsed = _parse(head, delimiter)
    except Unreadable:
        return (0, 0)
    known = max((len(columns.of_header([str(cell) for cell in row.cells], synonyms)) for row in parsed), default=0)
    return (known, max((len(row.cells) for row in parsed), default=0))


def _parse(text: str, delimiter: str) -> list[Row]:
    parsed: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                parsed.append(Row(number=begins, cells=tuple(cell.strip() for cell in cells[:MAX_COLUMNS])))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("Listen kan ikke deles i kolonner") from error
    if parsed and _is_open(text, parsed[-1].number or 1, delimiter):
        parsed[-1] = Row(
            number=parsed[-1].number,
            cells=parsed[-1].cells,
            problem="Et anførselstegn bliver aldrig lukket, så rækkerne herfra kan ikke skilles ad",
        )
    return parsed


def _is_open(text: str, begins: int, delimiter: str) -> bool:
    """Whether the last row, which begins on this line, ends inside quotes."""
    last = "\n".join(text.split("\n")[begins - 1 :])
    try:
        for _ in csv.reader(io.StringIO(last, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
