"""Rich text (.rtf, and the body of Outlook's older mails)."""

from __future__ import annotations

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from samraad.notification import Problem
from tasks.parsing.documents.written import Gap, Sheet, Written
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

#: Pictures are hexadecimal digits: what is left of a letter without them is far smaller.
MAX_LENGTH: Final = 2 * 2**20
_MAX_GROUPS: Final = 50_000
#: Words the writer hid or took back; the library would read them.
_UNSEEN: Final = re.compile(r"\\(?:v|deleted)(?![a-z0-9])")
_INSIDE: Final = re.compile(r"\\(?:object|objdata)(?![a-z])")
_PICTURE: Final = re.compile(r"\\(?:pict|shppict)(?![a-z])")
_DIGITS: Final = re.compile(r"[0-9a-fA-F\r\n]{2000,}")
_OUTSIDE_ASCII: Final = re.compile(rb"[\x80-\xff]")


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as rich text does."""
    return data[:64].lstrip().startswith(b"{\\rtf")


def read(data: bytes, job: Job) -> Written:
    """The words. Raises Unreadable: damaged, too long, or with hidden words that cannot be told from the others."""
    written = _OUTSIDE_ASCII.sub(lambda byte: b"\\'%02x" % byte[0][0], data).decode("ascii")
    written = _DIGITS.sub("", written)
    if len(written) > MAX_LENGTH or written.count("{") > _MAX_GROUPS:
        raise Unreadable("Dokumentet er for langt", Problem.OVER_LIMIT)
    if not written.rstrip("\0 \r\n").endswith("}"):
        raise Unreadable("Dokumentet er beskadiget: slutningen mangler")
    if _UNSEEN.search(written):
        raise Unreadable("Dokumentet har skjulte eller slettede ord, som ikke kan skilles fra resten")
    sheet = Sheet(job.synonyms)
    rows: list[list[str]] = []
    words: str = rtf_to_text(written, encoding="cp1252", errors="strict")  # type: ignore[no-untyped-call]
    for line in words.replace("\0", "").split("\n"):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 1:
            rows.append(cells)
            continue
        if rows:
            sheet.table(rows)
            rows = []
        sheet.paragraph(line)
    if rows:
        sheet.table(rows)
    return Written(text=sheet.text, lists=tuple(sheet.lists), gaps=tuple(_gaps(written, sheet)))


def _gaps(written: str, sheet: Sheet) -> list[Gap]:
    gaps = []
    if _INSIDE.search(written):
        gaps.append(Gap(problem="Dokumentet har en fil inde i sig, som skal åbnes af et menneske"))
    if not sheet.text.strip() and not sheet.lists and _PICTURE.search(written):
        gaps.append(Gap(problem="Dokumentet er et billede uden tekst, som skal læses af et menneske"))
    return gaps
