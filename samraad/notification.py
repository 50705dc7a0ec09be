"""What a notification says, before anybody has decided anything about it.

A mail or file becomes one `Letter` with one entry per person found in it. Reading is the edges' work
(`tasks/parsing`); deciding what an entry becomes is `samraad.intake`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from samraad.replies.reply import Reply
from samraad.vocabulary import Labelled


class Outcome(StrEnum):
    """What became of an entry. The words are the interface of `samraad intake --json`."""

    OPENED = "opened"
    ATTACHED = "attached"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    #: A colleague's answer to a message of ours; the reason says why it was not registered, if it was not.
    ANSWERED = "answered"


class Certainty(Labelled):
    """How certain it is that a field of a notification was understood."""

    #: Labelled, or in a column of its own.
    CERTAIN = "certain", "sikkert"
    #: By the words around it.
    LIKELY = "likely", "sandsynligt"
    #: The only way to read it, but nothing says so.
    DOUBTFUL = "doubtful", "usikkert"


class Note(Labelled):
    """What intake should know of a notification besides what it says: whole Danish sentences."""

    RECEIPT_UNKNOWN = (
        "receipt_unknown",
        "tidspunktet for modtagelsen kunne ikke læses; fristen regnes fra da mailen blev læst.",
    )
    RECEIPT_IN_FUTURE = (
        "receipt_in_future",
        "modtagelsen lå efter læsningen; fristen regnes fra da mailen blev læst.",
    )
    POSSIBLY_KNOWN = "possibly_known", "en anden sag har samme navn. Det kan være samme person – tjek det."
    HIDDEN_NOT_READ = (
        "hidden_not_read",
        "filen har skjulte ark, rækker, kolonner eller ord, som ikke er læst. Spørg politiet, om de hører med.",
    )
    REMAND_UNCLEAR = (
        "remand_unclear",
        "det kunne ikke læses, om den unge er varetægtsfængslet eller i surrogat. Spørg politiet.",
    )
    INTERROGATION_UNCLEAR = "interrogation_unclear", "det kunne ikke læses, om en afhøring forestår. Spørg politiet."
    OFFENCE_UNCLEAR = (
        "offence_unclear",
        "det fremgår ikke sikkert, hvad den unge er mistænkt for. Læs underretningen, og spørg politiet.",
    )


class Origin(Labelled):
    """The way a notification came, by which it is told apart in the case file."""

    POLICE_MAIL = "police_mail", "mail fra politiet"
    #: Mandagsdata: the police's weekly sheet.
    WEEKLY_SHEET = "weekly_sheet", "mandagsdata"
    #: A youth list (ungeliste) from an SSP meeting.
    SSP_LIST = "ssp_list", "SSP-liste"
    TELEPHONE = "telephone", "telefon"
    INTERROGATION = "interrogation", "afhøring"


#: Lists of many, which never call for somebody out of hours.
LISTS: Final = (Origin.WEEKLY_SHEET, Origin.SSP_LIST)


class Problem(StrEnum):
    """What kind of thing could not be understood: what a person can do about it hangs on that."""

    #: Damaged, or of a kind we do not read.
    UNREADABLE = "unreadable"
    #: Can be read with a password.
    ENCRYPTED = "encrypted"
    #: Encrypted for a key that is not ours, or in a way we cannot undo: no password given to us opens it.
    FOREIGN_KEY = "foreign_key"
    #: A list whose columns are known, with nobody in it.
    EMPTY_SHEET = "empty_sheet"
    #: A list whose columns are not known: the layout can be taught.
    UNKNOWN_LAYOUT = "unknown_layout"
    #: Words that name nobody.
    NO_PERSON = "no_person"
    #: Somebody, but neither CPR number nor birth date, or none that can be right.
    NO_IDENTITY = "no_identity"
    OVER_LIMIT = "over_limit"
    #: Larger than a mail may be: only its beginning was kept.
    TOO_LARGE = "too_large"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the mail an entry stood."""

    #: Name of the attachment, None for the mail's own text.
    file: str | None = None
    #: Name of the sheet in a workbook.
    sheet: str | None = None
    #: SHA-256 (hex) of the attachment's bytes: the very same row of a file sent again unchanged is a duplicate.
    digest: str | None = None
    #: Row as the spreadsheet program numbers it (first = 1, header counted); line of the file for CSV; else None.
    row: int | None = None
    #: Column as the spreadsheet program letters it (`C`); for CSV its number as text. Only of a single field.
    column: str | None = None
    #: Page of a document, from 1.
    page: int | None = None
    #: Line of a text (of the page, where there are pages), from 1.
    line: int | None = None


class Field(Labelled):
    """What the police may say of a person: the names are those of `Suspicion`."""

    NAME = "name", "navn"
    CPR = "cpr", "CPR-nummer"
    BIRTH_DATE = "birth_date", "fødselsdato"
    OFFENCES = "offences", "mistanke"
    POLICE_CASE = "police_case", "journalnummer"
    COMMITTED = "committed", "gerningstid"
    SCENE = "scene", "gerningssted"
    REMAND = "remand", "varetægtssurrogat"
    INTERROGATION = "interrogation", "afhøring"
    INTERROGATION_TIME = "interrogation_time", "tid for afhøring"
    REPLY_BY = "reply_by", "svar senest"
    UNIT = "unit", "enhed i politiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one field was found, and how certain it is that it was understood."""

    field: Field
    certainty: Certainty
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is said of one person in one place, whether they can be recognised or not."""

    place: Place
    #: Given name first, also where the source has "Efternavn, Fornavn".
    name: str | None = None
    #: `DDMMYY-SSSS`; a replacement number keeps its day plus 60. None where none was given.
    cpr: str | None = None
    #: From the CPR number (century by the 7th digit), or as given.
    birth_date: date | None = None
    #: Literal passages of the source, not mapped to a vocabulary.
    offences: tuple[str, ...] = ()
    #: Journalnummer as written, None where missing.
    police_case: str | None = None
    #: Time of the offence, as written.
    committed: str | None = None
    #: Scene of the offence, as written.
    scene: str | None = None
    #: Held, or asked to be held, in a secure unit (varetægtssurrogat).
    remand: bool = False
    #: The mail invites the municipality to an interrogation still to come.
    interrogation: bool = False
    #: When the interrogation is, as written.
    interrogation_time: str | None = None
    #: By when the police ask for an answer on who attends, as written.
    reply_by: str | None = None
    #: District or unit of the police that told of it.
    unit: str | None = None
    #: Where each field that has a value was found, in the order of `Field`.
    sources: tuple[Source, ...] = ()
    origin: Origin = Origin.POLICE_MAIL
    #: What intake should know of this person, such as that a field could not be read.
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion(Listing):
    """One person the police name as suspected: a recognisable person, with what is said of them."""

    birth_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Listing):
    """Something that cannot be understood with certainty: a person has to look at it, and at what was read of it."""

    #: One Danish sentence: what is wrong. No personal data.
    problem: str
    code: Problem = Problem.OTHER
    #: The words that could not be understood (may hold personal data: encrypted with the entry).
    text: str = ""


def recognised(entry: Listing, cpr: str | None, birth_date: date) -> Suspicion:
    """The entry as the person it is, with all that was read of it besides."""
    read = _read(entry) | {"cpr": cpr, "birth_date": birth_date}
    return Suspicion(**read)


def doubted(entry: Listing, problem: str) -> Unclear:
    """The entry as one that a person has to look at, with all that was read of it."""
    return Unclear(**_read(entry), problem=problem, text=entry.text if isinstance(entry, Unclear) else "")


def _read(entry: Listing) -> dict[str, Any]:
    return {each.name: getattr(entry, each.name) for each in fields(Listing)}


Entry = Suspicion | Unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail or file, read."""

    #: Message-ID as in the header, None where there is none.
    message_id: str | None
    #: The topmost Received header, else the Date header; None where neither can be read.
    #: The mailbox's own arrival time, where there is one, goes before it.
    received_at: datetime | None
    #: Why the mail is one nobody wrote (automatic reply, absence notice, bounce); None for all others.
    automatic: str | None
    #: At least one; of an automatic mail what it says itself, or else its words.
    entries: tuple[Entry, ...]
    #: What intake should know besides, such as that a sheet was hidden and not read.
    notes: tuple[Note, ...] = ()
    #: What it may answer, where its subject bears a token of ours; entries say what else stands in it.
    reply: Reply | None = None
