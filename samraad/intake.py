"""What becomes of an entry of a notification: the outcome rules of `samples/README.md`, decided on identity."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Final, assert_never

from samraad import cpr, told_time
from samraad.ages import age_change
from samraad.case import CaseFile
from samraad.deadlines import summons_by_on
from samraad.events import CaseOpened, NotificationAttached, ReceiptMoved
from samraad.further import calls_for
from samraad.notification import Entry, Letter, Note, Outcome, Problem, Suspicion, Unclear
from samraad.rulebook import Rulebook
from samraad.times import danish_date

#: A mail server's clock may be off by this much; a receipt further in the future is noted.
_SLACK = timedelta(minutes=5)
#: The reason of a duplicate.
ALREADY: Final = "er allerede modtaget"
_REUSED: Final = "en anden mail har samme Message-ID, men siger noget andet"

#: See `content`.
Content = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store already knows that bears on one entry."""

    #: The same entry was taken in before.
    seen: bool = False
    #: The case that the same entry led to, None where it led to none.
    taken: str | None = None
    #: From when that case counts; None where that takes a look into the case.
    taken_from: datetime | None = None
    #: Its case, or the open case of the same person.
    case: str | None = None
    #: Day of the latest samråd held with the person.
    samraad_on: date | None = None
    #: Notifications of the person in all their cases so far, those that were not serious too.
    notifications: int = 0
    #: Somebody of this name, or born that day with another spelling, has a case: a person must look.
    namesake: bool = False


class Hand(Enum):
    """What a person of ours, not the police's mail alone, stands in for."""

    #: That the entry is to be taken in, by the rules.
    BY_RULES = auto()
    #: That it is to be taken in whatever the age: 17 when suspected, or a slip in the CPR number.
    ANY_AGE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome of one entry, and the event it leads to."""

    outcome: Outcome
    #: Danish, no personal data; None where a case was opened.
    reason: str | None = None
    #: The case it belongs to, None for a new one or none.
    case: str | None = None
    #: What kind of thing a person has to look at; only of what is quarantined.
    problem: Problem | None = None


def receipt(arrived_at: datetime | None, letter: Letter, now: datetime) -> tuple[datetime, tuple[Note, ...]]:
    """When the municipality received it, and notes on that.

    The mailbox's own arrival time goes before the topmost Received header; never the future; without any, now.
    """
    said = arrived_at or letter.received_at
    if said is None:
        return now, (Note.RECEIPT_UNKNOWN,)
    if said > now + _SLACK:
        return now, (Note.RECEIPT_IN_FUTURE,)
    return min(said, now), ()


def decide(
    entry: Entry,
    known: Known,
    received_at: datetime,
    rulebook: Rulebook,
    *,
    before: frozenset[Content] | None = None,
    hand: Hand | None = None,
) -> Decision:
    """What becomes of one entry of a mail a person wrote.

    before: what other mails with its Message-ID said, None where there was none. hand: a person of ours decided on it,
    who had put aside what was seen before: only what led to a case counts.

    It is a duplicate only of what has the same fate: what led to no case, since the receipt made the person 18 or the
    mail was in doubt, swallows nothing that by itself leads to one. Else the clock of the law would never start.
    """
    if hand is None and before is not None and content(entry) in before:
        return Decision(outcome=Outcome.DUPLICATE, reason=ALREADY, case=known.taken or known.case)
    found = _decide_new(entry, known, received_at, rulebook, hand)
    to_a_case = found.outcome in (Outcome.OPENED, Outcome.ATTACHED)
    swallowed = known.seen and not to_a_case and not (hand and isinstance(entry, Suspicion))
    if (known.seen and known.taken is not None) or swallowed:
        return Decision(outcome=Outcome.DUPLICATE, reason=ALREADY, case=known.taken)
    if hand is None and before is not None and to_a_case:
        return Decision(outcome=Outcome.QUARANTINED, reason=_REUSED, problem=Problem.OTHER)
    return found


def content(entry: Entry) -> Content:
    """What an entry says, wherever it stands: equal for two readings of the same mail."""
    offences = frozenset(normal_name(each) for each in entry.offences)
    name = normal_name(entry.name or "")
    match entry:
        case Suspicion():
            return name, entry.cpr, entry.birth_date, offences, entry.police_case
        case Unclear():
            return name, offences, " ".join(entry.text.split()), entry.place.file, entry.place.digest
        case _ as unknown:
            assert_never(unknown)


def _decide_new(entry: Entry, known: Known, received_at: datetime, rulebook: Rulebook, hand: Hand | None) -> Decision:
    match entry:
        case Unclear():
            return Decision(outcome=Outcome.QUARANTINED, reason=entry.problem, problem=entry.code)
        case Suspicion():
            return _decide_person(entry, known, received_at, rulebook, any_age=hand is Hand.ANY_AGE)
        case _ as unknown:
            assert_never(unknown)


def _decide_person(
    person: Suspicion, known: Known, received_at: datetime, rulebook: Rulebook, *, any_age: bool
) -> Decision:
    born, wrong = person.birth_date, Problem.NO_IDENTITY
    if born > danish_date(received_at):
        reason = "fødselsdatoen ligger efter modtagelsen"
        return Decision(outcome=Outcome.QUARANTINED, reason=reason, problem=wrong)
    if born.year < cpr.OLDEST_BIRTH_YEAR:
        reason = f"fødselsåret {born.year} er næppe rigtigt"
        return Decision(outcome=Outcome.QUARANTINED, reason=reason, problem=wrong)
    if age_at(born, received_at) >= rulebook.under_age and not any_age:
        return Decision(outcome=Outcome.IGNORED, reason=f"ikke under {rulebook.under_age} år")
    if known.case:
        return Decision(outcome=Outcome.ATTACHED, reason="har en åben sag", case=known.case)
    return Decision(outcome=Outcome.OPENED)


def age_at(born: date, received_at: datetime) -> int:
    """Whole years on the Danish day of receipt."""
    return cpr.age(born, danish_date(received_at))


def opened(
    person: Suspicion,
    known: Known,
    received_at: datetime,
    notes: tuple[Note, ...],
    notification: str,
    rulebook: Rulebook,
) -> CaseOpened:
    """The first event of the person's case."""
    return CaseOpened(
        received_at=received_at,
        notification=notification,
        rulebook=rulebook.hash,
        age_at_receipt=age_at(person.birth_date, received_at),
        offences=rulebook.kinds_of(person.offences),
        remand=person.remand,
        interrogation=person.interrogation,
        earlier_samraad_on=known.samraad_on,
        notes=tuple(note.value for note in noted(notes, person, known)),
        origin=person.origin,
        earlier_notifications=known.notifications,
        interrogation_at=told_time.read(person.interrogation_time, received_at),
        reply_by_at=told_time.read(person.reply_by, received_at, whole_day=True),
    )


def noted(notes: tuple[Note, ...], person: Suspicion, known: Known) -> tuple[Note, ...]:
    """What intake should know of an entry that opens a case: of the mail, and of the person."""
    return (*notes, *person.notes, *((Note.POSSIBLY_KNOWN,) if known.namesake else ()))


def attached(
    person: Suspicion,
    case: CaseFile,
    received_at: datetime,
    notes: tuple[Note, ...],
    notification: str,
    rulebook: Rulebook,
) -> tuple[NotificationAttached | ReceiptMoved, ...]:
    """The events of a further notification on a person with an open case."""
    further = NotificationAttached(
        received_at=received_at,
        notification=notification,
        offences=rulebook.kinds_of(person.offences),
        remand=person.remand,
        interrogation=person.interrogation,
        notes=tuple(note.value for note in (*notes, *person.notes)),
        origin=person.origin,
        interrogation_at=told_time.read(person.interrogation_time, received_at),
        reply_by_at=told_time.read(person.reply_by, received_at, whole_day=True),
        opens=calls_for(case, received_at, rulebook),
    )
    return (further, *moved(person, case, received_at, notification, rulebook))


def moved(
    person: Suspicion, case: CaseFile, received_at: datetime, notification: str, rulebook: Rulebook
) -> tuple[ReceiptMoved, ...]:
    """The clock of the law began with the earliest receipt, also of what says nothing new otherwise.

    None where it is not earlier. A closed case is left as it was judged.
    """
    if received_at >= case.received_at or case.awaiting is None:
        return ()
    years = age_at(person.birth_date, received_at)
    return (
        ReceiptMoved(
            received_at=received_at,
            before=case.received_at,
            because=notification,
            origin=person.origin,
            age_at_receipt=years,
            summons_by_on=summons_by_on(case, received_at, rulebook),
            age_change=age_change(case, years, rulebook),
        ),
    )


def normal_name(name: str) -> str:
    """A name for comparison: without regard to case and blanks, nor to how an å is put together."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
