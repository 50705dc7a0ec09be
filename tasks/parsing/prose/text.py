"""Free text: labelled blocks and running text, read into entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from samraad.notification import Entry, Note, Place, Suspicion, Unclear
from tasks.parsing import found
from tasks.parsing.danish import moments, numbers, offences, sentences
from tasks.parsing.danish.roles import Role
from tasks.parsing.danish.words import FLAGS, OFFENCE_START, suspects
from tasks.parsing.found import Found
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import fields, labelled, people, quoted, running, sources
from tasks.parsing.prose.fields import Record
from tasks.parsing.prose.quoted import Message
from tasks.parsing.prose.running import Context

#: Characters of one text that are read; a mail of a human is far shorter.
LIMIT = 100_000
#: Persons in one text; longer lists come as sheets.
MAX_PERSONS = 200
_TOO_MANY = "Teksten nævner flere personer, end der kan læses af en mail"


def read(body: str, subject: str, place: Place) -> list[Entry]:
    """The persons a mail's text names, the history of a reply left out. Empty when it names nobody."""
    written = quoted.messages(quoted.plain(body), quoted.plain(subject).strip())
    fresh = "\n\n".join(message.text for message in written)
    try:
        _count(fresh)
        persons = found.merged(person for message in written for person in _message(message))
        persons += _unplaced(fresh, persons)
    except Unreadable as error:
        return [Unclear(place=place, problem=f"{error}.", text=fresh[:4_000])]
    return _entries(persons, written, place)


def _message(message: Message) -> list[Found]:
    above, below = quoted.split_signature(people.without_nicknames(message.text))
    return [*_region(above, _bare(message.subject)), *_region(below, "")]


def _bare(subject: str) -> str:
    return re.sub(r"^(?:\s*(?:sv|vs|vb|re|aw|fwd?|videresend\w*)\s*:)+", "", subject, flags=FLAGS).strip()


def _unplaced(text: str, persons: list[Found]) -> list[Found]:
    """CPR numbers of the text that belong to none of the persons: nothing is dropped for want of understanding."""
    known = {person.cpr for person in persons}
    numbered = {
        number.cpr: number
        for number in numbers.find(text)
        if number.cpr and number.certain and not people.corrected(text, number)
    }
    return [
        Found(
            cpr=cpr,
            birth_date=number.birth_date,
            role=Role.OPEN,
            words=text[max(0, number.start - 200) : number.end + 200],
        )
        for cpr, number in numbered.items()
        if cpr not in known
    ]


def _count(text: str) -> None:
    if len(numbers.find(text)) > MAX_PERSONS:
        raise Unreadable(_TOO_MANY)


def _entries(persons: list[Found], written: list[Message], place: Place) -> list[Entry]:
    words = "\n".join(f"{_bare(message.subject)}.\n{quoted.split_signature(message.text)[0]}" for message in written)
    suspects_found = [person for person in persons if person.role is Role.SUSPECT]
    remanded = _of_whom(found.remand, suspects_found, words)
    summoned = _of_whom(found.interrogation, suspects_found, words)
    entries: list[Entry] = []
    for person in persons:
        entry = found.entry(person, place, remand=remanded(person), interrogation=summoned(person))
        if entry is None:
            continue
        if entry.interrogation and entry.interrogation_time is None:
            entry = replace(entry, interrogation_time=_when(person, suspects_found, words))
        entries.append(found.sourced(entry, sources.of(entry, written, place)))
    charged = any(isinstance(entry, Suspicion) and entry.offences for entry in entries)
    return [_doubted(entry) if charged else entry for entry in entries]


def _doubted(entry: Entry) -> Entry:
    """Of whom no offence is told beside others of whom one is: it may be theirs too, which intake should ask."""
    if isinstance(entry, Suspicion) and not entry.offences:
        return replace(entry, notes=(*entry.notes, Note.OFFENCE_UNCLEAR))
    return entry


def _when(person: Found, persons: list[Found], words: str) -> str | None:
    """When the interrogation is: by the person's own words where several are suspected."""
    own = moments.interrogation(person.words) if len(persons) > 1 else None
    return own or moments.interrogation(words)


def _of_whom(ask: Callable[[str], bool], persons: list[Found], words: str) -> Callable[[Found], bool]:
    """Of whom it holds: by their own words where some say it, else of all by the whole text."""
    if len(persons) > 1 and any(ask(other.words) for other in persons):
        return lambda person: ask(person.words)
    said = ask(words)
    return lambda _: said


def _region(text: str, subject: str) -> list[Found]:
    lines = sentences.unwrap(text)
    records, rest, foreign = fields.sort(lines)
    flowing = "\n".join(rest)
    around = _around(records, running.general(flowing), subject)
    persons = [person for record in records if record.personal and (person := labelled.person(record, around))]
    persons += running.read(flowing, around)
    persons += [
        Found(cpr=n.cpr, birth_date=n.birth_date, role=Role.OTHER) for n in numbers.find("\n".join(foreign)) if n.cpr
    ]
    if len(persons) > MAX_PERSONS:
        raise Unreadable(_TOO_MANY)
    common = _common(records, found.only_case(text))
    return [_shared(person, common, around) for person in persons]


def _around(records: list[Record], said: Context, subject: str) -> Context:
    """What is said of all: in sentences without a name, in fields that stand apart, in the subject."""
    apart = [record for record in records if record.role != "other"]
    suspected = (
        said.suspected
        or any(_apart(record, matters=False) for record in apart)
        or any("offence" in record.values for record in records)
        or suspects(subject)
    )
    # "Forhold" above those labelled as suspects is theirs, but makes no suspect of anybody else.
    matters = suspected or any(record.role == "suspect" for record in apart)
    values = [value for record in apart for value in _apart(record, matters=matters)]
    passages = offences.unique([*(part for value in values for part in offences.split(value)), *said.offences])
    return Context(suspected=suspected, offences=passages or offences.after_suspicion(subject))


def _apart(record: Record, *, matters: bool) -> list[str]:
    """What a record says of all; "Forhold" counts as an offence where the text speaks of suspicion (`matters`)."""
    keys = [
        key for key in ("offence", "matter") if key in record.values and (not record.personal or key in record.loose)
    ]
    return [record.values[key] for key in keys if matters or key == "offence" or record.role == "suspect"]


def _common(records: list[Record], only_case: str | None) -> dict[str, str | None]:
    """The fields that stand once for all, below a blank line or without a person."""
    common: dict[str, str | None] = {}
    for key in ("case", "committed", "scene", "reply_by", "unit"):
        stands = {r.values[key] for r in records if key in r.values and (not r.personal or key in r.loose)}
        common[key] = stands.pop() if len(stands) == 1 else None
    common["case"] = labelled.case(common["case"] or "") or only_case
    return common


def _shared(person: Found, common: dict[str, str | None], around: Context) -> Found:
    """What stands once for all is given to whoever has nothing of their own."""
    if person.role is Role.OTHER:
        return person
    return replace(
        person,
        offences=person.offences or around.offences,
        police_case=person.police_case or common["case"],
        committed=person.committed or common["committed"] or moments.committed(person.words),
        scene=person.scene or common["scene"] or moments.scene(person.words),
        reply_by=person.reply_by or common["reply_by"],
        unit=person.unit or common["unit"],
    )


def speaks_of_suspicion(text: str) -> bool:
    """Whether a text speaks of suspicion or charge at all: what a list without an offence column is judged by."""
    return suspects(text) or bool(
        re.search(rf"\b(?:kriminalitet|mandagsdata|ungeliste)\b|{OFFENCE_START}", text, FLAGS)
    )
