"""Which part of a mail's text counts: what was written now and what is forwarded, not the history of a reply."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_FORWARDED = re.compile(
    r"^[\s*_>-]{0,60}(?:(?:start på )?videresend(?:t|te) (?:meddelelse|mail|besked)|(?:begin )?forwarded message"
    r"|vidarebefordrat (?:meddelande|brev)|weitergeleitete nachricht)\s*:?\s*[-_*]*\s*$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"^[\s*_-]{0,60}(?:(?:oprindelig|opprinnelig|ursprungligt) (?:meddelelse|mail|besked|melding|meddelande)"
    r"|original (?:message|mail))\s*:?\s*[-_*]*\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^[\s*>]*(?:fra|from|från|von)\s*:\s*\*?\s*\S", re.IGNORECASE)
_HEADER_FOLLOWS = re.compile(
    r"^[\s*>]*(?:fra|from|från|sendt|sent|skickat|dato|date|datum|til|to|till|cc|kopi|emne|subject|ämne|prioritet"
    r"|vigtighed|importance|svar til|reply-to|vedhæftede filer|attachments)\s*:",
    re.IGNORECASE,
)
_SUBJECT_LINE = re.compile(r"^[\s*>]*(?:emne|subject|ämne)\s*:\s*\**\s*(?P<subject>.*)$", re.IGNORECASE)
#: More recipients of the older mail, on a line of their own.
_RECIPIENTS = re.compile(r"^\s*[^\n]{0,200}(?:@[^\n]{0,200}|[;>])\s*$")
_FORWARD_SUBJECT = re.compile(r"^\s*(?:vs|fwd?|vb|wg|videresend\w*|forward\w*)\s*:", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One of the mails in a text that count."""

    text: str
    subject: str
    #: For each line of the text, which line of the whole it is, from 1.
    lines: tuple[int, ...]


#: Mails forwarded inside each other that are opened.
_MOST_MESSAGES = 5
#: Lines of a header of an older mail.
_HEADER_LINES = 20


def messages(text: str, subject: str = "") -> list[Message]:
    """What the sender wrote now and, where they forward an older mail, that mail too, each under its own subject."""
    numbered = list(enumerate(text.split("\n"), 1))
    counting: list[Message] = []
    while len(counting) < _MOST_MESSAGES:
        kept, rest = _cut(numbered)
        counting.append(
            Message(
                text="\n".join(line for _, line in kept), subject=subject, lines=tuple(number for number, _ in kept)
            )
        )
        if not rest or not (_FORWARDED.match(rest[0][1].strip()) or is_forward(subject)):
            break
        subject, numbered = _opened(rest)
    return counting


def newest(text: str, subject: str = "") -> str:
    """The part the sender wrote or forwarded now. Lines quoted with `>` go; the history of a reply goes."""
    return "\n\n".join(message.text for message in messages(text, subject))


def is_forward(subject: str) -> bool:
    """Whether a mail with this subject hands on an older one ("VS: …", "Fwd: …")."""
    return bool(_FORWARD_SUBJECT.match(subject))


def begins_forward(text: str) -> bool:
    """Whether the first words of a quoted text say that it is forwarded."""
    first = next((line for line in text[:2000].split("\n") if line.strip()), "")
    return bool(_FORWARDED.match(first.strip()[:_HEADER_LENGTH]))


def _cut(numbered: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The lines written now, and those from the header of an older mail on."""
    lines = [line for _, line in numbered]
    kept: list[tuple[int, str]] = []
    index = 0
    while index < len(lines):
        line = lines[index].strip()
        heads = len(line) <= _HEADER_LENGTH and (_SEPARATOR.match(line) or _FORWARDED.match(line))
        if heads or _is_header(lines, index):
            return kept, numbered[index:]
        taken = _attribution(lines, index)
        if taken and not _quotes_follow(lines, index + taken):
            return kept, numbered[index:]
        if not taken and not line.startswith((">", "|>")):
            kept.append(numbered[index])
        index += taken or 1
    return kept, []


def _opened(rest: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Subject and lines of the older mail below its header."""
    if all(line.lstrip().startswith(">") for _, line in rest[1:] if line.strip()):
        rest = [(number, re.sub(r"^\s*> ?", "", line)) for number, line in rest]
    lines = [line for _, line in rest]
    subject = ""
    index = _attribution(lines, 0) or int(not _HEADER.match(lines[0]))
    for number in range(index, min(len(rest), index + _HEADER_LINES)):
        words = lines[number][:_HEADER_LENGTH]
        if match := _SUBJECT_LINE.match(words):
            subject = match["subject"].strip(" *")
        following = next((line for line in lines[number : number + 3] if line.strip()), "")
        if not (
            _HEADER_FOLLOWS.match(words)
            or (number > index and _RECIPIENTS.match(words))
            or (not words.strip() and _HEADER_FOLLOWS.match(following[:_HEADER_LENGTH]))
        ):
            return subject, rest[number:]
    return subject, rest[index + _HEADER_LINES :]


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
        taken = lines[index : index + count]
        if not all(line.strip() for line in taken):
            return 0
        if _is_attribution(taken):
            # "Den unge er indkaldt" above it begins like one, and is not to go with it.
            return 0 if any(_is_attribution(taken[start:]) for start in range(1, count)) else count
    return 0


def _is_attribution(lines: list[str]) -> bool:
    words = "\n".join(lines).strip()
    if len(words) > _ATTRIBUTION_LENGTH or not re.search(r"skrev|wrote", words):
        return False
    return _ATTRIBUTION.match(words) is not None


def _quotes_follow(lines: list[str], index: int) -> bool:
    following = next((lines[at] for at in range(index, len(lines)) if lines[at].strip()), "")
    return following.lstrip().startswith(">")
