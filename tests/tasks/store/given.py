"""Given: invented persons, and mails taken in as intake does it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import uuid4

from samraad import cpr as cpr_numbers
from samraad.case import CaseFile
from samraad.events import CaseOpened, FollowUpAnswered, MeetingAnswered, TargetGroupDecided
from samraad.intake import Known
from samraad.notification import Outcome, Place, Suspicion, Unclear
from samraad.vocabulary import Destination, FollowUp, Meeting, Offence, TargetGroup, Via
from tasks.store.port import Store, Work
from tasks.store.records import Result
from tests.samraad.given import RULEBOOK

#: A Monday morning.
NOW: Final = datetime(2026, 11, 2, 8, tzinfo=UTC)
BY: Final[dict[str, Any]] = {"actor": "politi", "via": Via.MAILBOX}
#: Everybody here is invented.
ALMA: Final = "Alma Opdigtet Testsen"
CPR: Final = "010110-4001"
OTHER_CPR: Final = "010110-4002"
BORN: Final = date(2010, 1, 1)


def suspicion(name: str | None = ALMA, cpr: str | None = CPR, **changes: Any) -> Suspicion:
    """One listing of a young person."""
    born = cpr_numbers.parse(cpr)[1] if cpr else BORN
    fields: dict[str, Any] = {"birth_date": born, "offences": ("vold",), "police_case": "3700-1", "place": Place()}
    return Suspicion(name=name, cpr=cpr, **(fields | changes))


def unclear(text: str = "en linje, ingen forstår", **changes: Any) -> Unclear:
    """Something nobody can read with certainty."""
    fields: dict[str, Any] = {"place": Place(), "problem": "kan ikke læses", "text": text}
    return Unclear(**(fields | changes))


def opening(received_at: datetime = NOW, **changes: Any) -> CaseOpened:
    """The first event of a case."""
    fields: dict[str, Any] = {
        "received_at": received_at,
        "notification": "n-1",
        "rulebook": RULEBOOK.hash,
        "age_at_receipt": 16,
        "offences": (Offence.VIOLENCE,),
    }
    return CaseOpened(**(fields | changes))


def evidence(work: Work, source: str | None = None, at: datetime = NOW) -> str:
    """Id of a stored mail."""
    return work.keep_evidence(source=source or str(uuid4()), raw=b"raw", arrived_at=at, at=at).id


def take(work: Work, entry: Suspicion | Unclear, at: datetime = NOW) -> tuple[Known, str | None, CaseFile | None]:
    """Take one entry in: what was known before, whose it is, and the case that was opened for it."""
    known, person = work.known(entry)
    person, case, notification = work.keep_person(entry, person), None, str(uuid4())
    if known.seen or isinstance(entry, Unclear):
        outcome = Outcome.DUPLICATE if known.seen else Outcome.QUARANTINED
    elif known.case:
        outcome = Outcome.ATTACHED
    else:
        outcome = Outcome.OPENED
        work.keep_rulebook(RULEBOOK)
        assert person is not None
        case = work.open_case(opening(at, notification=notification), person, at=at, **BY)
    number = case.number if case else known.case
    result = Result(
        notification=notification,
        evidence=evidence(work, at=at),
        position=0,
        row=entry.place.row,
        outcome=outcome,
        case=number,
        reason=None,
    )
    work.keep_result(result, entry, person, at)
    return known, person, case


def open_case(store: Store, at: datetime = NOW, **changes: Any) -> CaseFile:
    """A case of a person nobody has met before."""
    with store.work() as work:
        case = take(work, suspicion(**({"name": f"Person {uuid4()}", "cpr": None} | changes)), at)[2]
    assert case is not None
    return case


def known(store: Store, entry: Suspicion | Unclear) -> Known:
    """What the store knows that bears on the entry."""
    with store.work() as work:
        return work.known(entry)[0]


def took(store: Store, *entries: Suspicion | Unclear) -> list[CaseFile | None]:
    """The entries taken in, one transaction each; the case each opened."""
    cases = []
    for entry in entries:
        with store.work() as work:
            cases.append(take(work, entry)[2])
    return cases


OUTSIDE: Final = TargetGroupDecided(
    outcome=TargetGroup.OUTSIDE, decided_on=date(2026, 11, 2), destination=Destination.NONE
)
IN_TARGET_GROUP: Final = TargetGroupDecided(outcome=TargetGroup.IN_TARGET_GROUP, decided_on=date(2026, 11, 2))
HELD: Final = MeetingAnswered(outcome=Meeting.HELD, on=date(2026, 11, 2))
FOLLOWED_UP: Final = FollowUpAnswered(outcome=FollowUp.CLOSE, on=date(2026, 11, 2))


def append(store: Store, case: CaseFile, *events: Any, at: datetime = NOW) -> CaseFile:
    """The case after the events."""
    with store.work() as work:
        return work.append(case, events, at=at, actor="ABC", via=Via.CLI)
