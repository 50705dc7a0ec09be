"""Made-up weekly lists of any length: no such persons, and hardly two of the same name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from itertools import count
from random import Random
from typing import Final

import openpyxl

from samraad.notification import Outcome

HEADINGS: Final = (
    "Journalnr", "Efternavn, Fornavn", "CPR-nr", "Sigtelse", "Gerningstid", "Gerningssted",
    "Status", "Varetægt", "Afhøring", "Station", "Sagsbehandler", "Bemærkning",
)  # fmt: skip
OFFENCES: Final = (
    "Vold, straffelovens § 244", "Røveri", "Brugstyveri af knallert", "Besiddelse af kniv", "Hærværk på skole",
    "Trusler mod jævnaldrende", "Salg af hash", "Indbrud i kiosk; hæleri",
)  # fmt: skip
_SYLLABLES: Final = ("al", "be", "da", "el", "fri", "gu", "hol", "in", "jo", "ka", "li", "mer", "no", "ol", "pe", "ras")
#: The Monday on which everybody here is so old.
RECEIVED_ON: Final = date(2026, 11, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row of a list."""

    name: str
    #: `DDMMYY-SSSS`; may be of no day there is.
    cpr: str
    offence: str
    journal: str
    #: What the first mail that lists the person must come to.
    outcome: Outcome

    @property
    def cells(self) -> tuple[object, ...]:
        """The row under `HEADINGS`."""
        given, family = self.name.rsplit(" ", 1)
        where = f"Prøvebakken {len(self.name)}, 9999 Prøvekøbing"
        rest = ("Sigtet", "Nej", "Afholdt", "Prøvekøbing", "PA 1234", "Se sagen hos politiet")
        return (self.journal, f"{family}, {given}", self.cpr, self.offence, "31-10-2026 22:15", where, *rest)


def listed(seed: int) -> Iterator[Listed]:
    """Persons without end, each once: of a hundred one is grown up and one has a day of birth that does not exist."""
    random, used = Random(seed), set[tuple[date, int]]()
    for number in count(1):
        born = _unused(random, used, number % 1000)
        outcome = {0: Outcome.IGNORED, 50: Outcome.QUARANTINED}.get(number % 100, Outcome.OPENED)
        if outcome is Outcome.IGNORED:
            born -= timedelta(days=8 * 365)
        day, month = ("31", "02") if outcome is Outcome.QUARANTINED else (f"{born:%d}", f"{born:%m}")
        century = (4 if born.year >= 2000 else 0) + number % 4
        yield Listed(
            name=f"{_name(random)} {_name(random)} {_name(random)}sen",
            cpr=f"{day}{month}{born:%y}-{century}{number % 1000:03d}",
            offence=random.choice(OFFENCES),
            journal=f"4700-{seed:03d}{number:05d}-26",
            outcome=outcome,
        )


def _unused(random: Random, used: set[tuple[date, int]], serial: int) -> date:
    """A birth date that with this serial makes a number nobody has yet."""
    born = RECEIVED_ON
    while born == RECEIVED_ON or (born, serial) in used:
        born = RECEIVED_ON - timedelta(days=random.randint(12 * 366, 17 * 365))
    used.add((born, serial))
    return born


def _name(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=random.randint(2, 4))).capitalize()


def workbook(rows: list[Listed]) -> bytes:
    """The list as an xlsx with a title above its headings."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Ugeliste")
    sheet.append(["Mistænkte unge, uge 44"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row.cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def weekly_mail(rows: list[Listed], serial: int = 1) -> bytes:
    """The mail such a list comes in. serial: two mails of the same one have the same Message-ID."""
    mail = EmailMessage()
    mail["From"] = "Prøvekøbing Politi <ugeliste@politi.example>"
    mail["To"] = "underretning@kommune.example"
    mail["Subject"] = "Ugeliste over mistænkte unge"
    mail["Date"] = "Mon, 02 Nov 2026 08:00:00 +0100"
    mail["Message-ID"] = f"<liste-{serial}@politi.example>"
    mail.set_content("Hermed ugens liste over unge, der er mistænkt.\n")
    kind = {"maintype": "application", "subtype": "vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    mail.add_attachment(workbook(rows), **kind, filename="ugeliste.xlsx")
    return mail.as_bytes()
