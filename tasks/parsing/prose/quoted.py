"""Which part of a mail's text is new: without the older mails below it, and with the signature set apart."""

from __future__ import annotations

import re
import unicodedata

_SEPARATOR = re.compile(
    r"^[\s*_-]{0,60}(?:oprindelig (?:meddelelse|mail|besked)|original (?:message|mail)"
    r"|videresendt (?:meddelelse|mail|besked)"
    r"|forwarded message|begin forwarded message|start på videresendt (?:besked|mail))\s*:?\s*[-_*]*\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^[\s*>]*(?:fra|from)\s*:\s*\*?\s*\S", re.IGNORECASE)
_HEADER_FOLLOWS = re.compile(r"^[\s*]*(?:sendt|sent|dato|date|til|to|cc|emne|subject)\s*:", re.IGNORECASE)
_NAMES = r"[A-ZÆØÅ][\w.'-]*(?:[\s,]+[A-ZÆØÅ][\w.'-]*){0,5}"
_ATTRIBUTION = re.compile(
    rf"^(?:(?:Den|On|Am|På)\b.{{4,90}}\b(?:skrev|wrote)\s*:?\s*(?:[^\n:]{{0,120}}@[^\n:]{{0,80}}|{_NAMES}\s*)?"
    rf"|{_NAMES}\s*<[^<>\n]+@[^<>\n]+>\s*(?:skrev|wrote)\b.{{0,60}}):?>?\s*:\s*$",
    re.DOTALL,
)
_ATTRIBUTION_LENGTH = 300
_HEADER_LENGTH = 300
#: Lines like "Sendt:" that make "Fra:" the header of an older mail.
_HEADERS = 2
_GREETING = re.compile(
    r"^\s*(?:--\s*$|(?:(?:med |de |mange )?(?:venlige?|bedste|kærlige?|gode|kollegiale?) "
    r"hilsen(?:er)?|(?:med )?venlige hilsner|de bedste hilsner|hilsen"
    r"|mvh|m\.v\.h|vh|v\.h|bh|kh|dbh|best regards|kind regards|regards|på forhånd tak og|på "
    r"forhånd tak)\b[^\n]{0,60}$)",
    re.IGNORECASE,
)
_BLANKS = (
    dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-")
    | dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003"), " ")
    | dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"), "")
)


def plain(text: str) -> str:
    """The text with one kind of line break, blank and composed letter, and without invisible characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_BLANKS)
    return "".join(char for char in text if char in "\n\t" or char.isprintable())


def newest(text: str) -> str:
    """The part the sender wrote now. Lines quoted with `>` go; below a header of an older mail everything goes."""
    lines = text.split("\n")
    kept: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if len(line) <= _HEADER_LENGTH and (_SEPARATOR.match(line.strip()) or _is_header(lines, index)):
            break
        taken = _attribution(lines, index)
        if taken:
            index += taken
            if not _quotes_follow(lines, index):
                break
            continue
        if not line.lstrip().startswith((">", "|>")):
            kept.append(line)
        index += 1
    return "\n".join(kept)


def split_signature(text: str) -> tuple[str, str]:
    """What stands above the closing formula, and what stands from it on."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if index and len(line) <= _HEADER_LENGTH and _GREETING.match(line):
            return "\n".join(lines[:index]), "\n".join(lines[index + 1 :])
    return text, ""


def _is_header(lines: list[str], index: int) -> bool:
    if not _HEADER.match(lines[index]):
        return False
    return (
        sum(bool(_HEADER_FOLLOWS.match(line)) for line in lines[index + 1 : index + 7] if len(line) <= _HEADER_LENGTH)
        >= _HEADERS
    )


def _attribution(lines: list[str], index: int) -> int:
    """How many lines "Den … skrev …:" takes here; 0 when it is something else."""
    if not lines[index].strip() or len(lines[index]) > _ATTRIBUTION_LENGTH:
        return 0
    for count in (1, 2, 3):
        words = "\n".join(lines[index : index + count]).strip()
        if len(words) <= _ATTRIBUTION_LENGTH and re.search(r"skrev|wrote", words) and _ATTRIBUTION.match(words):
            return count
    return 0


def _quotes_follow(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index:] if line.strip()), "")
    return following.lstrip().startswith(">")
