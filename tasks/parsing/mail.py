"""A mail and its parts, read into a Letter. Whatever cannot be read becomes an Unclear; nothing is raised."""

from __future__ import annotations

import email
import email.policy
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from email.message import Message
from pathlib import Path

from samraad import automatic
from samraad.notification import Entry, Letter, Place, Problem, Suspicion, Unclear
from tasks.parsing import headers, parts, replies
from tasks.parsing.containers import outlook
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable
from tasks.parsing.reading import Reading, joined, unclear
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.lists import Listed

_EXCERPT = 4_000


def read(raw: bytes, password: str | None = None, *columns_files: Path) -> Letter:
    """The letter in a mail as it came (an .eml file): one entry per person, and one per part that cannot be read.

    password: what a person gave to open encrypted files with. columns_files: the headings of lists; where one is
    broken, no list is understood, but everything else is.

    Raises nothing for bad input, and there is always an entry. Of an automatic mail they are what it says itself.
    """
    job = Job(password=password, synonyms=_synonyms(columns_files))
    try:
        mail = outlook.opened(raw, job) if raw.startswith(outlook.OLE) else _parsed(raw)
    except Unreadable as error:
        return _letter(_head(raw), [_unclear(str(error), Place(), code=error.code)])
    job.sender = headers.text(mail, "From")
    subject = headers.text(mail, "Subject")
    job.answers = headers.automatic(mail) is not None
    try:
        _count(mail, job)
    except Unreadable as error:
        return _letter(mail, [_unclear(str(error), Place(), code=error.code)])
    entries, words = _entries(mail, subject, job)
    letter = _letter(mail, _own_words(entries) if job.answers else entries, job)
    return letter if job.answers else replace(letter, reply=replies.read(mail, words))


def _own_words(entries: list[Entry]) -> list[Entry]:
    """What an automatic mail says of its own, a person or a list; where that is nothing, its words."""
    return [entry for entry in entries if automatic.tells(entry)] or entries[:1]


def _synonyms(files: Sequence[Path]) -> Synonyms:
    try:
        return columns.load(*files)
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # `samraad doctor` says so, and so does every start


def _parsed(raw: bytes) -> Mail:
    try:
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except RecursionError as error:
        raise Unreadable("Mailen er indlejret for dybt", Problem.OVER_LIMIT) from error


def _head(raw: bytes) -> Mail:
    """The headers of a mail whose parts cannot be taken apart; none of an Outlook file."""
    if raw.startswith(outlook.OLE):
        return Message()
    head = raw[:65_536].split(b"\r\n\r\n")[0].split(b"\n\n")[0]
    return email.message_from_bytes(head, policy=email.policy.compat32)


def _letter(mail: Mail, entries: list[Entry], job: Job | None = None) -> Letter:
    return Letter(
        message_id=headers.message_id(mail),
        received_at=headers.received_at(mail),
        automatic=headers.automatic(mail),
        entries=tuple(entries),
        notes=tuple(sorted(job.notes)) if job else (),
    )


def _entries(mail: Mail, subject: str, job: Job) -> tuple[list[Entry], str]:
    """Everybody and everything in the mail, and its own words."""
    reading = _walk(mail, subject, job)
    entries = [*reading.persons(subject, Place(), job), *reading.entries]
    return entries or [_nobody(mail, reading, subject)], reading.words


def _nobody(mail: Mail, reading: Reading, subject: str) -> Unclear:
    """A mail that names no person."""
    picture = None if reading.said.strip() else _picture(mail)
    if picture:
        return _unclear(
            "Mailen viser kun et billede, som skal læses af et menneske", picture, subject, Problem.UNREADABLE
        )
    words = f"{subject}\n\n{reading.said}".strip()
    return _unclear("ingen person fundet; mailen skal læses af et menneske", Place(), words, Problem.NO_PERSON)


def _picture(mail: Mail) -> Place | None:
    """The first picture in a mail: where it says nothing else, that is what has to be read."""
    for part in mail.walk():
        data = part.get_payload(decode=True) if part.get_content_maintype() == "image" else None
        if isinstance(data, bytes):
            return Place(file=headers.file_name(part) or "billede", digest=hashlib.sha256(data).hexdigest())
    return None


def _walk(part: Mail, subject: str, job: Job) -> Reading:
    """What a part and everything inside it says."""
    kind = part.get_content_type()
    if kind in {"message/rfc822", "message/global"} and part.is_multipart():
        return _enclosed(part, job)
    if kind == "message/partial" and part.is_multipart():
        words = str(_children(part)[0].get_payload())
        return unclear("Mailen er kun en del af en længere mail; resten mangler.", Place(), words)
    if not part.is_multipart():
        reading = parts.read(part, subject, job)
        return _unpacked(reading, part, job, subject) if reading.inside else reading
    if kind == "multipart/encrypted":
        return unclear("Mailen er krypteret; bed politiet sende den igen.", Place(), code=Problem.FOREIGN_KEY)
    inner = [_walk(child, subject, job) for child in _children(part)]
    return _best(inner, subject, job) if kind == "multipart/alternative" else joined(inner)


def _unpacked(reading: Reading, part: Mail, job: Job, subject: str) -> Reading:
    """What was found inside a file, read as the mail's own parts are."""
    try:
        with job.inside(reading.levels):
            for inner in reading.inside:
                _count(inner, job)
            found = [_walk(inner, subject, job) for inner in reading.inside]
    except Unreadable as error:
        found = [unclear(f"{error}.", Place(file=headers.file_name(part)), code=error.code)]
    return joined([replace(reading, inside=()), *found])


def _best(inner: list[Reading], subject: str, job: Job) -> Reading:
    """Of several versions of one text the one that names most suspects, the first of equals; the attachments of all."""

    def named(reading: Reading) -> tuple[int, int]:
        entries = reading.persons(subject, Place(), job)
        return sum(isinstance(entry, Suspicion) for entry in entries), len(entries)

    spoken = [
        replace(reading, entries=(), lists=tuple(_own(reading)), invitations=())
        for reading in inner
        if _speaks(reading)
    ]
    best = max(spoken, key=named, default=Reading())
    attached = tuple(listed for reading in inner for listed in reading.lists if listed.place.file is not None)
    return replace(
        best,
        lists=(*best.lists, *attached),
        entries=tuple(entry for reading in inner for entry in reading.entries),
        versions=tuple(reading for reading in spoken if reading is not best),
        invitations=tuple(each for reading in inner for each in reading.invitations),
    )


def _own(reading: Reading) -> list[Listed]:
    return [listed for listed in reading.lists if listed.place.file is None]


def _speaks(reading: Reading) -> bool:
    return bool(reading.words.strip() or _own(reading))


def _enclosed(part: Mail, job: Job) -> Reading:
    """A mail inside the mail: its persons stand in that file. Its own headers do not count, except the subject."""
    if job.answers:
        return Reading()
    inner = _children(part)[0]
    digest = hashlib.sha256(str(headers.text(inner, "Message-ID") + headers.text(inner, "Date")).encode()).hexdigest()
    place = Place(file=headers.file_name(part) or "vedhæftet mail.eml", digest=digest)
    subject = headers.text(inner, "Subject")
    reading = _walk(inner, subject, job)
    entries = (*reading.persons(subject, place, job), *reading.entries)
    return (
        Reading(entries=entries)
        if entries
        else unclear("ingen person fundet i den vedhæftede mail.", place, reading.said, code=Problem.NO_PERSON)
    )


def _children(part: Mail) -> list[Mail]:
    if not part.is_multipart():  # get_payload would decode a text, by whatever charset it claims
        return []
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _count(mail: Mail, job: Job) -> None:
    """Refuse a mail with too many parts, or parts too deep inside each other."""
    waiting = [(mail, 0)]
    while waiting:
        part, depth = waiting.pop()
        job.take(depth)
        waiting += [(child, depth + 1) for child in _children(part)]


def _unclear(problem: str, place: Place, words: str = "", code: Problem = Problem.OVER_LIMIT) -> Unclear:
    return Unclear(place=place, problem=f"{problem.rstrip('.')}.", code=code, text=words[:_EXCERPT])
