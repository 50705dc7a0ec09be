"""Labelled lines ("Navn: …", label above its value) gathered into records, apart from the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.parsing.danish import numbers
from tasks.parsing.danish.labels import LABEL_LENGTH, resolve
from tasks.parsing.danish.words import FLAGS, NAME, NAME_WORD, OTHER, SUSPECT

_BULLET = re.compile(r"^\s*(?:[-•*·–]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")
_NAME_LINE = re.compile(rf"^[ \t\d.)•*·-]*({NAME_WORD}(?: [^\W\d_][\w'’.-]*){{1,6}})[ ,:]*$")
_LABELLED = re.compile(r"^(?P<label>[^\W\d_][^:\t\n]{0,44}?)\s*(?::|\t|\s{3,}|\.{3,}:?| [–=-] )\s*(?P<value>.*)$")
_NUMBER_FIRST = re.compile(
    r"^(?P<label>(?:cpr|personn)[^\d:]{0,14}?)\s*:?\s*(?P<value>\d[\d xX-]{5,12})$", re.IGNORECASE
)
_CASE_FIRST = re.compile(
    r"^(?P<label>(?:journal|j\.?|sags)\s?-?(?:nr|nummer)\.?)\s*:?\s*(?P<value>\d[\w/-]{5,30})\.?$", re.IGNORECASE
)
#: Fields whose value may name a person all the same ("Bemærkninger: …").
_MAY_NAME = frozenset({"offence", "matter", "committed", "scene", "unit", "reply_by", "case", "role", "note"})
_NEXT_LABEL = re.compile(
    r"(?:[,;|/.]\s*|(?<!\s)\t\s*|(?<!\s)\s{2,}|\s(?=cpr))(?=(?:cpr|personn|navn|født|fødselsdato|mistænkt for"
    r"|sigtet for|sigtelse|mistanke|gerningst|gerningss|gerningsd|journaln|j\.?nr|sagsn|forhold"
    r"|offer|forurettede|gerningsm[aæ]nd|sigtede|mistænkte|vidne)"
    r"[^:,;\d]{0,16}:)",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class Record:
    """Labelled fields that belong together."""

    #: Suspect ("suspect"), somebody else ("other"), or not said (None).
    role: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    #: Keys of the fields that stood apart from the person, below a blank line.
    loose: set[str] = field(default_factory=set)
    #: Whether a section about somebody else stood above, so that the role is open.
    doubtful: bool = False
    #: Whether it goes on with what the record above said, unless it names somebody itself.
    resumes: bool = False

    @property
    def personal(self) -> bool:
        """Whether it names somebody."""
        return bool(self.values.keys() & {"name", "given", "family", "cpr", "birth"})


def sort(lines: list[str]) -> tuple[list[Record], list[str], list[str]]:
    """The records of the labelled lines, the other lines (a labelled one leaves a blank), what is said of others."""
    gatherer = _Gatherer()
    running: list[str] = []
    index = 0
    while index < len(lines):
        pairs = _pairs(lines[index])
        if not pairs and lines[index].strip() and not _BULLET.match(lines[index]):
            pairs = _above(lines, index)
        if not pairs or _heads_a_list(lines, index, pairs) or _is_running(pairs):
            running.append(lines[index])
            gatherer.line(lines[index])
            index += 1
            continue
        if resolve(pairs[0][0]) == ("cpr", None) and running and (name := _NAME_LINE.match(running[-1])):
            gatherer.field("navn", name[1])
            running[-1] = ""
        running.append("")
        index += 1
        for label, beside in pairs:
            below, index = ("", index) if beside else _value_below(lines, index, label)
            value = beside or below
            gatherer.field(label, value)
            if (resolve(label) or ("", None))[0] in _MAY_NAME and numbers.find(value):
                running[-1] = value
    return _resumed(gatherer.records), running, gatherer.foreign


def _resumed(records: list[Record]) -> list[Record]:
    """The records, those without a person that only go on joined to the one above."""
    whole: list[Record] = []
    for record in records:
        if record.resumes and not record.personal and whole:
            for key, value in record.values.items():
                whole[-1].values[key] = "\n".join([*whole[-1].values.get(key, "").split("\n"), value]).strip()
        else:
            whole.append(record)
    return whole


def _is_running(pairs: list[tuple[str, str]]) -> bool:
    """Whether a label stands before several persons: they are read as running text."""
    return len(pairs) == 1 and len({number.cpr for number in numbers.find(pairs[0][1]) if number.cpr}) > 1


def _heads_a_list(lines: list[str], index: int, pairs: list[tuple[str, str]]) -> bool:
    """Whether a label is the heading of lines without labels ("Vidner:" above names): then it is running text."""
    resolved = resolve(pairs[0][0])
    if pairs[0][1] or resolved is None or resolved[0] is not None:
        return False
    following = next((line for line in lines[index + 1 : index + 3] if line.strip()), "")
    return bool(following) and not _pairs(following) and not _above([following], 0)


def strip_bullet(line: str) -> str:
    """The line without its bullet or number."""
    return _BULLET.sub("", line)


def _pairs(line: str) -> list[tuple[str, str]]:
    """The label-value pairs of one line; empty when it is no labelled line."""
    stripped = strip_bullet(line).strip().strip("*")
    pieces = _NEXT_LABEL.split(stripped)
    if not re.search(r"[:\t]|\s{3}| [–=-] ", pieces[0]):
        pieces = [stripped]
    pairs: list[tuple[str, str]] = []
    for piece in pieces:
        match = _LABELLED.match(piece) or _NUMBER_FIRST.match(piece) or _CASE_FIRST.match(piece)
        resolved = resolve(match["label"]) if match else None
        if match is None or resolved is None:
            return []
        value = match["value"].strip().strip("*").strip()
        if resolved[0] == "cpr" and not pairs and re.search(r"\d{4}[\s,)]+\w*[^\W\d]", value) and len(pieces) == 1:
            return []
        pairs.append((match["label"], value))
    return pairs


def _above(lines: list[str], index: int) -> list[tuple[str, str]]:
    """A label that stands alone on its line."""
    label = lines[index].strip().strip("*")
    resolved = resolve(label) if len(label) <= LABEL_LENGTH else None
    if resolved is None or label.lower() in {"person", "station", "kreds", "sted", "tid", "dato", "kontakt"}:
        return []
    return [(label, "")]


def _value_below(lines: list[str], index: int, label: str) -> tuple[str, int]:
    """The value under a label, and the line after it. A heading of a section has none."""
    resolved = resolve(label)
    if resolved is None or resolved[0] in {None, "section", "note"}:
        return "", index
    start = index + 1 if index < len(lines) and not lines[index].strip() else index
    taken: list[str] = []
    while start < len(lines) and lines[start].strip() and not _pairs(lines[start]) and not _above(lines, start):
        taken.append(lines[start].strip())
        start += 1
        if resolved[0] not in {"offence", "matter"}:
            break
    if (
        resolved[0] == "name"
        and taken
        and (re.search(r"\d{4}", taken[0]) or not re.match(NAME, strip_bullet(taken[0])))
    ):
        return "", index
    return ("\n".join(taken), start) if taken else ("", index)


class _Gatherer:
    """Puts each field to the person it belongs to."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        #: What labels like "Mor" and "Forurettede" say.
        self.foreign: list[str] = []
        self._role: str | None = None
        self._had_other = False
        self._blank = True
        self._foreign = False

    def line(self, line: str) -> None:
        """A line without label: a blank one ends a section about others, once it has named somebody."""
        if line.strip():
            self._foreign = False
            return
        self._blank, self._foreign = True, False
        if self._role == "other" and self.records and self.records[-1].role == "other" and self.records[-1].personal:
            self._role, self._had_other = None, True

    def field(self, label: str, value: str) -> None:
        """One label with its value."""
        key, role = resolve(label) or (None, None)
        if role and key is None and not value:
            self._section(role)
        elif key == "section":
            self._section(None)
            if numbers.find(value):
                self._put("name", None, value)
        elif key == "family_first":
            family, _, given = value.partition(",") if "," in value else value.partition(" ")
            self._put("name", role, f"{family.strip()}, {given.strip()}".strip(" ,"))
        elif key == "role":
            self._status(value)
        elif role == "other" or (self._foreign and key in {"cpr", "birth", "name", "note"}):
            self._foreign = True
            self.foreign.append(f"{label}: {value}")
        elif key != "note":
            self._put(key or "name", role, value)
        self._blank = False

    def _section(self, role: str | None) -> None:
        self._role, self._had_other = role, False
        self.records.append(Record(role=role))

    def _status(self, value: str) -> None:
        role = "other" if re.search(OTHER, value, FLAGS) else "suspect" if re.search(SUSPECT, value, FLAGS) else None
        if not self.records:
            self.records.append(Record())
        self.records[-1].role = role or self.records[-1].role

    def _put(self, key: str, role: str | None, value: str) -> None:
        self._foreign = False
        current = self.records[-1] if self.records else None
        personal = key in {"name", "given", "family", "cpr", "birth"}
        starts = current is None or (personal and self._starts(current, key))
        # A block that begins with its offence: whether a person follows, shows below.
        resumes = not personal and not starts and self._blank and current is not None and key in current.values
        starts = starts or resumes
        if starts or current is None:
            current = Record(role=role or self._role, doubtful=self._had_other, resumes=resumes)
            if personal and self.records and not self.records[-1].personal and self._blank is False:
                current = self.records.pop()
                current.resumes = False
                current.role = current.role or role or self._role
            self.records.append(current)
        if role == "suspect" and current.role is None:
            current.role = role
        if not personal and self._blank:
            current.loose.add(key)
        separator = "\n" if key in current.values else ""
        current.values[key] = current.values.get(key, "") + separator + value

    def _starts(self, current: Record, key: str) -> bool:
        if key in current.values or (key in {"name", "given"} and current.values.keys() & {"name", "given"}):
            return True
        return (self._blank and current.personal and key == "name") or (not current.personal and bool(current.values))
