"""CPR numbers and birth dates in running text, apart from everything that only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from samraad import cpr
from samraad.errors import ImpossibleCpr

#: The words by which a CPR number is announced.
CPR_LABEL = (
    r"(?:c\.?p\.?r\.?|personnummer|personnr\.?|person-?nr\.?|pnr\.?)"
    r"(?:[\s.-]*(?:nr|nummer|number|no|registernummer)\b\.?)?"
)
_DASH = r"\-‐‑‒–—−"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[-./])(\d{{6}})([ \t]?[{_DASH}]?[ \t]?)(\d{{4}})(?![\w{_DASH}]|[./]\d)")
_LABEL_BEFORE = re.compile(rf"{CPR_LABEL}[\s:.=]*(?:er\s+|lyder\s+)?$", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\b{CPR_LABEL}[ \t]*[:.=]?[ \t]*(?P<value>\d[\dxX*?.{_DASH} ]{{0,15}}[\dxX*?])(?![\w])", re.IGNORECASE
)
#: What announces some other number.
_OTHER_NUMBER = re.compile(
    r"(?:tlf|telefon\w*|mobil\w*|tel|phone|fax|lokal|konto\w*|reg|ean\w*|gln|cvr\w*|p-?nr|se-?nr"
    r"|faktura\w*|journal\w*|j|sag|sags\w*|ref\w*|løbe\w*"
    r"|imei\w*|stel\w*|id|vare\w*|ordre\w*|serie\w*|post\w*|koster\w*|bøde\w*|nummer|direkte|dir\.?|privat"
    r"|arbejde|vagt\w*|kontor|hotline|case|ring\w*"
    r"|nr)[\s.:-]*(?:nr|nummer|numre)?[\s.:#-]*(?:\d{1,6}[\s-])?$",
    re.IGNORECASE,
)
#: The first letters of the months in Danish, Norwegian, Swedish and English.
_MONTHS = {
    letters: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "maj mai may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec des"), 1
    )
    for letters in names.split()
}
#: The name of a month.
MONTH = rf"(?:{'|'.join(_MONTHS)})[a-zæøå]{{0,8}}\.?"
#: A date as it is written, of a birth or of anything else.
DATE = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}\.?(?:th|st|nd|rd)?\s?{MONTH},?\s?\d{{4}}"
    r"|\d{1,2}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?(?:\d{4}|\d{2})|\s\d{4}))"
)
_BORN = re.compile(
    (
        rf"\b(?:født|f\.?|fødselsdato|fødselsdag|fødselsdagsdato|f\.?\s?dato|fdato|född|fødd|born|date of birth|dob)"
        rf"[ \t:]*(?:[a-zæøåö]{{2,3}}dag )?(?:den|d\.?|on)?[ \t]*(?P<date>{DATE}|\d{{8}}|\d{{6}}(?!-))(?!\d)"
        rf"|\b(?P<before>{DATE}) født?e\b"
    ),
    re.IGNORECASE,
)
#: Two digits of a year above this are the century before.
PIVOT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A CPR number or birth date as it stands in the text."""

    #: Where it stands, with its announcing word left out.
    start: int
    end: int
    #: `DDMMYY-SSSS`, None for a birth date or what cannot be a CPR number.
    cpr: str | None = None
    birth_date: date | None = None
    #: Danish: why it is none, None when it is one.
    problem: str | None = None
    #: Whether a word or the hyphen says that a CPR number or birth date is meant.
    certain: bool = True


def find(text: str) -> list[Number]:
    """All CPR numbers and birth dates, in the order of the text."""
    found = [number for match in _NUMBER.finditer(text) if (number := _as_cpr(text, match))]
    for match in _LABELLED.finditer(text):
        start, end = match.span("value")
        if not _overlaps(found, start, end):
            found.append(_labelled(match["value"], start, end))
    for match in _BORN.finditer(text):
        start, end = match.start(), match.end()
        if _overlaps(found, start, end):
            continue
        born = parse_date(match["date"] or match["before"])
        found.append(
            Number(start=start, end=end, birth_date=born, problem=None if born else "Fødselsdatoen findes ikke")
        )
    return sorted(found, key=lambda number: number.start)


def _overlaps(found: list[Number], start: int, end: int) -> bool:
    return any(number.start < end and start < number.end for number in found)


def _labelled(value: str, start: int, end: int) -> Number:
    """What stands under a label: ten digits, however they are parted, are a number."""
    try:
        number, born = cpr.parse(re.sub(rf"[\s.{_DASH}]", "", value))
    except ImpossibleCpr as error:
        return Number(start=start, end=end, problem=f"CPR-nummeret {error}")
    return Number(start=start, end=end, cpr=number, birth_date=born)


def parse_date(text: str) -> date | None:
    """A date as Danes write it: `5/9-2010`, `05.09.10`, `5. september 2010`, `2010-09-05`, `05092010`; else None."""
    text = text.strip().lower()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ][\d:.]+)?", text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})\.?(?:th|st|nd|rd)?\s*([a-zæøå]{3,9})\.?,?\s*(\d{4})", text):
        return _date(int(match[3]), _MONTHS.get(match[2][:3], 0), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s(\d{4})", text):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?: 00[:.]00(?:[:.]00)?)?", text):
        return _date(_year(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", text):
        return _date(_year(match[3]), int(match[2]), int(match[1]))
    return None


def _as_cpr(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    before = text[max(0, start - 30) : start].rsplit("\n", maxsplit=1)[-1]
    labelled = bool(_LABEL_BEFORE.search(before))
    hyphen = match[2].strip() != ""
    if not labelled and (
        _OTHER_NUMBER.search(before) or (start and (text[start - 1].isalpha() or text[start - 1] == "+"))
    ):
        return None
    if not labelled and not hyphen and re.search(r"\d[ \t]$", before):
        return None
    try:
        number, born = cpr.parse(match[1] + match[3])
    except ImpossibleCpr as error:
        if not labelled and not hyphen:
            return None
        return Number(start=start, end=end, problem=f"CPR-nummeret {error}", certain=labelled)
    return Number(start=start, end=end, cpr=number, birth_date=born, certain=labelled or hyphen)


def _year(digits: str) -> int:
    year = int(digits)
    return year if digits[2:] else year + (2000 if year <= PIVOT else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
