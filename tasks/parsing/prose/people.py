"""Persons in running text: a CPR number or birth date together with the name beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tasks.parsing.danish import numbers
from tasks.parsing.danish.words import NAME, NAME_WORD, OTHER
from tasks.parsing.prose import names

_DAY = re.compile(r"\d\.?\s*$")
_QUOTE = "[\"“”„»«‘’']"
_NICKNAME = re.compile(
    rf"(?<=\w) ?(?:{_QUOTE}[^\W\d_][\w -]{{0,25}}{_QUOTE}(?= {NAME_WORD})"
    rf"|,? \(?(?i:kaldet|alias|også kendt som|a\.k\.a\.|aka):? {_QUOTE}?{NAME_WORD}{_QUOTE}?\)?)"
)
_FILLER = re.compile(
    rf"(?:\s|[(),;:/|–—-]|\b(?:med|har|og|er|nr|nummer|registernummer|den|d|f)\b\.?|\b{numbers.CPR_LABEL}"
    r"|\b(?:på |alder:? )?\d{1,2}[ -]?år(?:ig|ige)?\b|\b(?:dreng|pige|mand|kvinde|elev|født|boende"
    r"|bosat|bopæl|adresse|statsborger|dansk|danish)\b"
    rf"|{OTHER}|\b(?:mistænkt|sigtet|sigtede|mistænkte)\b)+",
    re.IGNORECASE,
)
#: "Hans cpr er ", right before a number.
_HIS_NUMBER = re.compile(
    rf"\b(?:hans|hendes|dennes|vedkommendes|drengens|pigens|den unges) {numbers.CPR_LABEL}[\s:.=]*(?:er |lyder )?$",
    re.IGNORECASE,
)
#: Words before a number that was wrong.
_CORRECTED = re.compile(rf"\b(?:og ikke|i stedet for|fremfor|ikke)(?: som| {numbers.CPR_LABEL})?[\s:]*$", re.IGNORECASE)
_GAP_LIMIT = 110
_NEAR = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One person as named in running text; the offsets count in that text."""

    #: From the name (or the number, where that comes first) to the end of both.
    start: int
    end: int
    name: str | None
    cpr: str | None = None
    birth_date: date | None = None
    #: Danish: why the person cannot be recognised.
    problem: str | None = None
    #: What stands between name and number, e.g. "(forurettet), CPR".
    between: str = ""


def find(text: str) -> list[Mention]:
    """The persons with a CPR number or birth date, in the order of the text."""
    mentions: list[Mention] = []
    taken = 0
    for number in numbers.find(text):
        if number.end <= taken or corrected(text, number):
            continue
        if mentions and (joined := _same_person(text, mentions[-1], number)):
            mentions[-1] = joined
            taken = joined.end
            continue
        mention = _mention(text, number, taken)
        if mention is not None:
            mentions.append(mention)
            taken = mention.end
    return mentions


def corrected(text: str, number: numbers.Number) -> bool:
    """Whether the number is named only to say that it was wrong: "er … og ikke 190912-8845"."""
    return bool(_CORRECTED.search(text[max(0, number.start - 60) : number.start]))


def without_nicknames(text: str) -> str:
    """The text without what somebody is called besides their name."""
    return _NICKNAME.sub("", text)


def _same_person(text: str, mention: Mention, number: numbers.Number) -> Mention | None:
    """A birth date after the CPR number, or the other way round, without another name between."""
    between = text[mention.end : number.start]
    if (
        "\n\n" in between
        or len(between) > _NEAR
        or re.search(rf"(?!cpr){NAME}", re.sub(numbers.CPR_LABEL, "", between, flags=re.IGNORECASE))
    ):
        return None
    if (mention.cpr is not None) == (number.cpr is not None) and mention.birth_date and number.birth_date:
        return None
    if mention.problem or (number.problem and mention.cpr):
        return replace(mention, end=number.end) if number.cpr is None else None
    if re.search(r"\b(?:og|samt)\b", between):
        return None
    problem = number.problem
    if mention.birth_date and number.birth_date and mention.birth_date != number.birth_date:
        problem = "CPR-nummer og fødselsdato passer ikke sammen"
    return replace(
        mention,
        end=number.end,
        cpr=mention.cpr or number.cpr,
        birth_date=number.birth_date or mention.birth_date,
        problem=problem,
    )


def _mention(text: str, number: numbers.Number, taken: int) -> Mention | None:
    floor = max(taken, text.rfind("\n", 0, number.start) + 1, number.start - 300)
    before = _name_before(text, floor, number.start)
    if before is None and text[floor : number.start].strip(" \t-•*·0123456789.)(:") == "" and floor:
        before = _name_line_above(text, max(taken, 0), floor)
    if before is None:
        before = _named_just_before(text, max(taken, number.start - 300), number.start)
    after = None if before else _name_after(text, number.end)
    if before is None and after is None and not number.certain:
        return None
    start, end, name, between = number.start, number.end, None, ""
    if before:
        start, name = before[0], before[2]
        between = text[before[1] : number.start]
    elif after:
        end, name = after[1], after[2]
        between = text[number.end : after[0]]
    return Mention(
        start=start,
        end=end,
        name=name,
        cpr=number.cpr,
        birth_date=number.birth_date,
        problem=number.problem,
        between=between,
    )


def _name_before(text: str, floor: int, stop: int) -> tuple[int, int, str] | None:
    """The last run of capitalised words from which only fillers lead to the number."""
    best = None
    for match in re.finditer(NAME, text[floor:stop]):
        name = names.clean(
            match[0], day=bool(_DAY.search(text[max(0, floor + match.start() - 4) : floor + match.start()]))
        )
        if name is None or re.match(r"\s*\d+\s*[A-Za-z]?\b(?!\s*år)", text[floor + match.end() : stop]):
            continue
        if re.search(r"\b\d{4}\s$", text[floor : floor + match.start()]) or name.lower().startswith("cpr"):
            continue
        end = floor + match.start() + match[0].index(name) + len(name) if name in match[0] else floor + match.end()
        if _leads(text[end:stop]):
            start = floor + match.start() + max(match[0].find(name), 0)
            best = _turned(text, floor, (start, end, name))
            if " " in name:
                break
    return best


def _named_just_before(text: str, floor: int, stop: int) -> tuple[int, int, str] | None:
    """The name to which "Hans cpr er …" in the next sentence refers."""
    said = _HIS_NUMBER.search(text[floor:stop])
    if said is None or "\n\n" in text[floor + said.start() : stop]:
        return None
    for match in reversed(list(re.finditer(NAME, text[floor : floor + said.start()]))):
        name = names.clean(match[0])
        if name is not None and " " in name and name in match[0]:
            start = floor + match.start() + match[0].index(name)
            return start, start + len(name), name
    return None


def _leads(gap: str) -> bool:
    """Whether nothing but fillers, an age, a birth word or an address stands between name and number."""
    if len(gap) > _GAP_LIMIT:
        return False
    for item in re.split(r"[,;()]", gap):
        if _FILLER.sub("", item).strip(" .") == "" or re.search(r"\d", item):
            continue
        return False
    return True


def _turned(text: str, floor: int, found: tuple[int, int, str]) -> tuple[int, int, str]:
    """`Efternavn, Fornavn` at the beginning of a line, turned round."""
    start, end, name = found
    head = text[floor:start]
    if match := re.fullmatch(rf"[\s\d.)•*·-]*(?P<family>{NAME}), ?", head):
        family = names.clean(match["family"])
        if family and (family.isupper() or len(family.split()) == 1) and family == match["family"]:
            return floor + match.start("family"), end, f"{name} {family}"
    return found


def _name_line_above(text: str, floor: int, stop: int) -> tuple[int, int, str] | None:
    """A line above the number that holds a name and nothing else."""
    lines = text[floor:stop].rstrip("\n").split("\n")
    line = lines[-1]
    match = re.fullmatch(rf"[\s\d.)•*·-]*({NAME})[\s,:]*", line)
    name = names.clean(match[1]) if match else None
    if match is None or name is None or " " not in name:
        return None
    start = floor + sum(len(above) + 1 for above in lines[:-1]) + match.start(1)
    return start, start + len(match[1]), name


def _name_after(text: str, end: int) -> tuple[int, int, str] | None:
    match = re.match(rf"[ \t,;:()–|-]*(?:navn:? ?|tilhørende |(?:som|der) tilhører )?({NAME})", text[end : end + 120])
    if match is None:
        return None
    name = names.clean(match[1])
    if name is None or not match[1].startswith(name) or (match[0].lstrip().startswith(",") and " " not in name):
        return None
    return end + match.start(1), end + match.start(1) + len(name), name
