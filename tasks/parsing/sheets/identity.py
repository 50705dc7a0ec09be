"""Who a row is about: the CPR number and birth date of its cells, in every form that a list gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from samraad import cpr
from samraad.errors import ImpossibleCpr
from samraad.notification import Certainty
from tasks.parsing.danish import numbers
from tasks.parsing.sheets.grid import Cell, Fault, text

#: Digits of a CPR number that a spreadsheet took for a whole number.
_WITHOUT_ZERO: Final = 9
_DIGITS: Final = 10
#: Days of a spreadsheet's dates are counted from here; the second is that of old Macs.
_EPOCHS: Final = (date(1899, 12, 30), date(1904, 1, 1))
#: A number of five digits may be a day count or `dmmyy`; whoever a list is about was born after this.
_YOUNG_SINCE: Final = 1990
_OLDEST: Final = 1900

_DASHES: Final = "\\-‐‑‒–—−"
_BLANKS: Final = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_QUOTES: Final = " \t'’‘`´\"“”="
_LABEL: Final = re.compile(rf"^{numbers.CPR_LABEL}[\s:.=]*(?=\d)|^DK[\s-]?(?=\d{{6}})", re.IGNORECASE)
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_BIRTH_LABEL: Final = re.compile(
    r"^(?:(?:født|f\.?|fødselsdato|d\.|den|(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?\.?)[\s:,]*)++(?=\d)",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(rf"\d{{6}}\s?[{_DASHES}]?\s?\d{{4}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What one cell, or all cells of a row, say of who it is."""

    cpr: str | None = None
    birth_date: date | None = None
    #: Danish: why it cannot be read; None when nothing is wrong.
    problem: str | None = None
    certainty: Certainty = Certainty.CERTAIN


def number(cell: Cell, *, mixed: bool = False, since_1904: bool = False) -> Identity:  # noqa: PLR0911 - a rule per return
    """A cell of the column of CPR numbers. mixed: the column holds birth dates as well."""
    match cell:
        case Fault():
            return Identity(problem=f"CPR-nummeret er {cell.value}")
        case datetime() | date():
            return Identity(birth_date=_day(cell), certainty=Certainty.LIKELY)
        case bool():
            return Identity(problem="CPR-nummeret kan ikke læses")
    written = _LABEL.sub("", _clean(text(cell)))
    if not re.search(r"\d", written):
        return Identity()  # "ukendt" says no more than an empty cell
    if _SCIENTIFIC.fullmatch(written):
        return _from_scientific(written)
    digits = re.sub(rf"[\s.,/_{_DASHES}]", "", written)
    if not digits.isdecimal() or not digits.isascii():
        return _within(written)
    if len(digits) != _DIGITS and (mixed or digits != written) and (born := _date(written)):
        return Identity(birth_date=born, certainty=Certainty.LIKELY)
    if mixed and len(digits) < _WITHOUT_ZERO:
        return birth(cell, since_1904=since_1904)
    return _from_digits(digits.zfill(_DIGITS) if len(digits) == _WITHOUT_ZERO else digits)


def birth(cell: Cell, *, since_1904: bool = False) -> Identity:
    """A cell of the column of birth dates."""
    match cell:
        case Fault():
            return Identity(problem=f"Fødselsdatoen er {cell.value}")
        case datetime() | date():
            return Identity(birth_date=_day(cell))
    written = _BIRTH_LABEL.sub("", _clean(text(cell)))
    if not re.search(r"\d", written):
        return Identity()
    if _WHOLE.fullmatch(written):
        return _from_digits(re.sub(r"\D", "", written), Certainty.LIKELY)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", written):
        return _from_five_digits(written.partition(".")[0], since_1904=since_1904)
    born = _date(written.zfill(8) if re.fullmatch(r"\d{7}", written) else written)
    return Identity(birth_date=born) if born else Identity(problem="Fødselsdatoen kan ikke læses")


def beside(written: str) -> tuple[str, Identity]:
    """A name that may have its number in the same cell, and that number: "Mikkel Toft 140310-6069"."""
    if not re.search(r"\d", written):
        return written, Identity()
    found = numbers.find(written)
    if not found:
        return re.sub(r"[\s,(]*\b\d{1,2}[ -]?år(?:ig)?\)?\s*$", "", written), Identity()
    name = written
    for each in reversed(found):
        name = f"{name[: each.start]} {name[each.end :]}"
    if not all(each.certain for each in found) and re.search(r"[\d:]", name):
        return written, Identity()  # "udtræk 31-08, kørsel 0709095577"
    name = re.sub(rf"{numbers.CPR_LABEL}[\s:.]*(?=$|\W*$)|\([\s,;]*\)", " ", name, flags=re.IGNORECASE)
    return " ".join(name.split()).strip(" ,;:-–(/"), _single(found)


def both(known: Identity, born: Identity) -> Identity:
    """What two cells say together: either is enough, but they must agree."""
    if known.problem or (born.problem and known.cpr is None):
        return known if known.problem else born
    if known.cpr and born.cpr and known.cpr != born.cpr:
        return Identity(problem="Der er to forskellige CPR-numre i rækken")
    if known.birth_date and born.birth_date and known.birth_date != born.birth_date:
        return Identity(problem="CPR-nummer og fødselsdato passer ikke sammen")
    return known if known.cpr or not born.birth_date else born


def _from_digits(digits: str, certainty: Certainty = Certainty.CERTAIN) -> Identity:
    try:
        known, born = cpr.parse(digits)
    except ImpossibleCpr as error:
        return Identity(problem=f"CPR-nummeret {error}")
    return Identity(cpr=known, birth_date=born, certainty=certainty)


def _from_scientific(written: str) -> Identity:
    """`1,602104678E9` is whole; `1,60E+09` has lost its digits for good."""
    try:
        value = Decimal(written.replace(",", "."))
    except InvalidOperation:
        return Identity(problem="CPR-nummeret kan ikke læses")
    if len(re.sub(r"\D", "", written.upper().partition("E")[0])) < _WITHOUT_ZERO or value != value.to_integral_value():
        return Identity(problem="CPR-nummeret har mistet cifre i regnearket (det står som et afrundet tal)")
    return _from_digits(str(int(value)).zfill(_DIGITS))


def _within(written: str) -> Identity:
    """A number with words around it."""
    found = numbers.find(written)
    return _single(found) if found else Identity(problem="CPR-nummeret kan ikke læses")


def _single(found: list[numbers.Number]) -> Identity:
    wrong = next((each.problem for each in found if each.problem), None)
    if wrong:
        return Identity(problem=wrong)
    known = {each.cpr for each in found if each.cpr}
    if len(known) > 1:
        return Identity(problem="Der er flere CPR-numre i samme celle")
    born = {each.birth_date for each in found}
    if len(born) > 1:
        return Identity(problem="CPR-nummer og fødselsdato passer ikke sammen")
    return Identity(cpr=next(iter(known), None), birth_date=born.pop(), certainty=Certainty.LIKELY)


def _from_five_digits(written: str, *, since_1904: bool) -> Identity:
    """A day count as Excel has it, or `dmmyy`: whichever makes the person young, if it is only one of them."""
    counted = _EPOCHS[since_1904] + timedelta(days=int(written))
    spelled = numbers.parse_date(written.zfill(6))
    young = {day for day in (counted, spelled) if day and day.year >= _YOUNG_SINCE}
    if len(young) == 1:
        return Identity(birth_date=young.pop(), certainty=Certainty.LIKELY)
    return Identity(problem="Fødselsdatoen er et tal, der kan læses på flere måder")


def _date(written: str) -> date | None:
    """As `numbers.parse_date`, and the ways of a spreadsheet: `20100503`, `2010/05/03`, `3/5 2010`, with a time."""
    written = re.sub(r"\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$", "", written)
    match = re.fullmatch(r"((?:19|20)\d{2})[./ ]?(\d{1,2})[./ ]?(\d{1,2})\.?", written)
    if match and (born := numbers.parse_date(f"{match[1]}-{match[2]}-{match[3]}")):
        return born
    if match := re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s+(\d{4}|\d{2})", written):
        written = f"{match[1]}/{match[2]}-{match[3]}"
    if match := re.fullmatch(r"(\d{1,2}\.?\s*[^\W\d]{3,9}\.?)\s*'?(\d{2})", written):
        year = int(match[2])
        written = f"{match[1]} {2000 + year if year <= numbers.PIVOT else 1900 + year}"
    born = numbers.parse_date(written)
    return born if born and born.year >= _OLDEST else None


def _clean(written: str) -> str:
    """Without the signs that only keep a spreadsheet from reckoning, and blanks of other widths as blanks."""
    return " ".join(_BLANKS.sub("", written).split()).strip(_QUOTES).rstrip(" .,;")


def _day(cell: datetime | date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell
