"""The CPR number (personnummer): form, birth date, age. Rules: CPR-kontoret, "Personnummeret i CPR"."""

from __future__ import annotations

import re
from datetime import date

from stdnum.dk import cpr as _stdnum
from stdnum.exceptions import ValidationError

from samraad.errors import ImpossibleCpr

#: A CPR number that makes a person older than this is a slip of the pen more often than a centenarian.
OLDEST_BIRTH_YEAR = 1927
_REPLACEMENT = 60


def parse(text: str) -> tuple[str, date]:
    """`DDMMYY-SSSS` and the birth date of a CPR number written with hyphen, blank or neither.

    A replacement number (erstatningspersonnummer, day of birth plus 60) is valid and keeps its digits.
    Modulus 11 is not checked: it has not been guaranteed since 2007.

    Raises ImpossibleCpr: no date, a date that does not exist, or a birth before 1927.
    """
    digits = re.sub(r"[\s.\-–]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ImpossibleCpr("har ikke ti cifre")
    day = int(digits[:2])
    plain = f"{day - _REPLACEMENT:02d}{digits[2:]}" if day > _REPLACEMENT else digits
    try:
        born = _stdnum.get_birth_date(plain)
    except ValidationError as error:
        raise ImpossibleCpr("har en dato, der ikke findes") from error
    if born.year < OLDEST_BIRTH_YEAR:
        raise ImpossibleCpr(f"giver fødselsåret {born.year}")
    return f"{digits[:6]}-{digits[6:]}", born


def age(born: date, on: date) -> int:
    """Whole years on the day. A birthday counts from its own day; one on 29 Feb counts from 1 Mar in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
