"""Intake: a stored mail becomes events, persons and outcomes – all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import uuid4

import structlog

from samraad.delivery import Notice, NoticeKind
from samraad.errors import BrokenRulebook, Conflict
from samraad.intake import Content, Decision, Hand, Known, attached, content, decide, moved, noted, opened, receipt
from samraad.item import file_kind
from samraad.item_events import ItemKept
from samraad.ladder import intake_role
from samraad.notification import Entry, Letter, Note, Outcome, Problem, Suspicion, doubted
from samraad.quarantine import item_due
from samraad.rulebook import Rulebook
from samraad.times import last_day, show_due
from samraad.vocabulary import Stage, Via
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.reading.headers import set_aside
from tasks.reading.port import SAID, UNREADABLE, OverLimit, Unread
from tasks.store.port import Evidence, Result, Work

log = structlog.get_logger()

#: Who a mail's events are by.
_POLICE: Final = "politi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail on its way in."""

    evidence: Evidence
    letter: Letter
    received_at: datetime
    notes: tuple[Note, ...]
    #: What other mails with the same Message-ID said, None where there was none.
    before: frozenset[Content] | None
    rulebook: Rulebook
    #: Who brings it: the police, or initials.
    actor: str
    via: Via
    now: datetime
    #: What a person of ours who releases it from quarantine stands in for.
    hand: Hand | None = None
    #: The notification that is released.
    released_from: str | None = None


def keep(office: Office, *, source: str, raw: bytes, arrived_at: datetime | None) -> Evidence:
    """Store a mail before anything is parsed. The same source twice is the same mail."""
    with office.store.work() as work:
        return work.keep_evidence(source=source, raw=raw, arrived_at=arrived_at, at=office.clock.now())


def take_in(office: Office, evidence_id: str, via: Via = Via.MAILBOX) -> tuple[Result, ...]:
    """Read a stored mail and write what becomes of each entry. A second time it only says what became of it.

    Where somebody writes to one of its cases meanwhile, the whole mail is decided again. Raises Conflict if that
    happens ten times in a row, DatabaseDown, KeyError for an unknown mail.
    """
    with office.store.work() as work:
        evidence = work.evidence(evidence_id)
        if evidence.read_at is not None:
            return work.results(evidence.id)
    # Between two transactions: reading may take a minute, for which no row should be locked and no other mail wait.
    letter = read_mail(office, evidence)
    return again_on_conflict(lambda: _decide(office, evidence, letter, via))


def _decide(office: Office, evidence: Evidence, letter: Letter, via: Via) -> tuple[Result, ...]:
    with office.store.work() as work:
        results = write(office, work, evidence, letter, _POLICE, via)
    log.info("mail.read", evidence=evidence.id, entries=len(results))
    return results


def write(office: Office, work: Work, evidence: Evidence, letter: Letter, actor: str, via: Via) -> tuple[Result, ...]:
    """Decide on everything in the letter and write what follows, in the transaction given; actor: who brings it."""
    work.intake_lock()
    # Asked only now that no other intake is under way: it may have read the same mail.
    if work.is_read(evidence.id):
        return work.results(evidence.id)
    mail = _open_mail(office, work, evidence, letter, actor, via)
    if mail.letter.automatic:
        _ignore(work, mail, mail.letter.automatic)
    notes = [mail.notes] if mail.letter.automatic else []
    work.expect(mail.letter.entries)
    notes += [take_entry(work, mail, position, entry).notes for position, entry in enumerate(mail.letter.entries)]
    work.mark_read(evidence.id, mail.letter.message_id, mail.now)
    results = work.results(evidence.id)
    tell_intake(work, mail, results)
    return tuple(replace(each, notes=noted) for each, noted in zip(results, notes, strict=True))


def _open_mail(office: Office, work: Work, evidence: Evidence, letter: Letter, actor: str, via: Via) -> Mail:
    now = office.clock.now()
    received_at, notes = receipt(evidence.arrived_at, letter, now)
    rulebook, letter = _under_rules(office, letter, received_at, now)
    work.keep_rulebook(rulebook)
    return Mail(
        evidence=evidence,
        letter=letter,
        received_at=received_at,
        notes=(*notes, *letter.notes),
        before=_before(work, letter.message_id, evidence.id),
        rulebook=rulebook,
        actor=actor,
        via=via,
        now=now,
    )


def _before(work: Work, message_id: str | None, evidence: str) -> frozenset[Content] | None:
    if message_id is None or not work.message_seen(message_id, evidence):
        return None
    return frozenset(content(entry) for entry in work.entries_under(message_id, evidence))


def read_mail(office: Office, evidence: Evidence, password: str | None = None) -> Letter:
    """The mail, files opened with the password. Where reading it breaks, something a person must look at.

    Or it would never be taken in.
    """
    try:
        return office.reader.read(evidence.raw, password)
    except OverLimit as error:
        log.error("mail.over_limit", evidence=evidence.id, limit=error.limit.value)  # noqa: TRY400 - nothing to trace
        return set_aside(evidence.raw, SAID[error.limit], Problem.OVER_LIMIT)
    except Unread as error:
        log.error("mail.unreadable", evidence=evidence.id, error=error.error, where=error.where)  # noqa: TRY400
        return set_aside(evidence.raw, UNREADABLE)


def _under_rules(office: Office, letter: Letter, received_at: datetime, now: datetime) -> tuple[Rulebook, Letter]:
    """The rulebook in force; a mail from before all rules is most likely misdated, so a person must look at it."""
    try:
        return office.rulebook_at(received_at), letter
    except BrokenRulebook:
        problem = "Modtagelsen ligger før de første regler. Er datoen rigtig?"
        entries = tuple(doubted(each, problem) for each in letter.entries)
        return office.rulebook_at(now), replace(letter, entries=entries)


def _ignore(work: Work, mail: Mail, reason: str) -> None:
    decision = Decision(outcome=Outcome.IGNORED, reason=reason)
    _keep(work, mail, None, _result(mail, 0, None, decision, str(uuid4())), decision)


def take_entry(work: Work, mail: Mail, position: int, entry: Entry) -> Result:
    """Write what becomes of the entry; what opens nothing is put aside for a person. With what intake should know."""
    known, person = work.known(entry)
    decision = decide(entry, known, mail.received_at, mail.rulebook, before=mail.before, hand=mail.hand)
    notes = (*mail.notes, *entry.notes) if isinstance(entry, Suspicion) else mail.notes
    notification = str(uuid4())
    if isinstance(entry, Suspicion) and decision.outcome in (Outcome.OPENED, Outcome.ATTACHED):
        person = work.keep_person(entry, person)
    if isinstance(entry, Suspicion) and decision.outcome is Outcome.OPENED and person is not None:
        notes = noted(mail.notes, entry, known)
        first = opened(entry, known, mail.received_at, mail.notes, notification, mail.rulebook)
        number = work.open_case(first, person, at=mail.now, actor=mail.actor, via=mail.via).number
        decision = Decision(outcome=Outcome.OPENED, case=number)
    elif isinstance(entry, Suspicion):
        _add(work, mail, entry, decision, known, notification)
    result = _result(mail, position, entry, decision, notification)
    _keep(work, mail, entry, result, decision, person)
    return result if decision.outcome is Outcome.DUPLICATE else replace(result, notes=notes)


def _add(work: Work, mail: Mail, entry: Suspicion, decision: Decision, known: Known, notification: str) -> None:
    """What goes into a case that there is: a further notification, or that what is known was received earlier."""
    if decision.outcome is Outcome.ATTACHED:
        case = work.load(str(decision.case))
        if case.stage is Stage.CLOSED:
            raise Conflict(f"Sag {case.number} er lukket imens.")
        further = attached(entry, case, mail.received_at, mail.notes, notification, mail.rulebook)
        work.append(case, further, at=mail.now, actor=mail.actor, via=mail.via)
    elif mail.before is None and decision.case is not None and _may_be_earlier(mail, known):
        case = work.load(decision.case)
        earlier = moved(entry, case, mail.received_at, notification)
        work.append(case, earlier, at=mail.now, actor=mail.actor, via=mail.via)


def _may_be_earlier(mail: Mail, known: Known) -> bool:
    """A weekly sheet says much that is known: no need to load two thousand cases for what is later than they are."""
    return known.taken_from is None or mail.received_at < known.taken_from


def _keep(
    work: Work, mail: Mail, entry: Entry | None, result: Result, decision: Decision, person: str | None = None
) -> None:
    work.keep_result(result, entry, person, mail.now)
    if decision.outcome in (Outcome.QUARANTINED, Outcome.IGNORED):
        aside = ItemKept(
            received_at=mail.received_at,
            notification=result.notification,
            evidence=mail.evidence.id,
            rulebook=mail.rulebook.hash,
            outcome=decision.outcome,
            problem=decision.problem,
            file_kind=file_kind(entry),
        )
        work.open_item(aside, at=mail.now, actor=mail.actor, via=mail.via)


def _result(mail: Mail, position: int, entry: Entry | None, decision: Decision, notification: str) -> Result:
    return Result(
        notification=notification,
        evidence=mail.evidence.id,
        position=position,
        row=entry.place.row if entry else None,
        outcome=decision.outcome,
        case=decision.case,
        reason=decision.reason,
        released_from=mail.released_from,
    )


def tell_intake(work: Work, mail: Mail, results: tuple[Result, ...]) -> None:
    """One notice a mail: somebody has to look at what could not be understood, and decide before its deadline."""
    unclear = [result.notification for result in results if result.outcome is Outcome.QUARANTINED]
    if not unclear:
        return
    due_at = item_due(mail.received_at, mail.rulebook)
    notice = Notice(
        case=None,
        recipient=intake_role(mail.rulebook, mail.now),
        kind=NoticeKind.QUARANTINED,
        due_on=last_day(due_at),
        created_at=mail.now,
        fields={
            "count": str(len(unclear)),
            "mail": mail.evidence.id,
            "items": " ".join(work.item_numbers(unclear)),
            "deadline": show_due(due_at),
            "deadline_kind": mail.rulebook.quarantine.kind.label,
        },
    )
    work.notify([notice], mail.now)


#: What a run says of each outcome.
_SAID = {
    Outcome.OPENED: "sager åbnet",
    Outcome.ATTACHED: "føjet til en åben sag",
    Outcome.DUPLICATE: "allerede modtaget",
    Outcome.QUARANTINED: "til gennemsyn",
    Outcome.IGNORED: "ikke relevante",
}


def summary(results: tuple[Result, ...]) -> str:
    """`3 sager åbnet (2026-0001, …), 1 til gennemsyn`: no personal data."""
    parts = []
    for outcome, said in _SAID.items():
        found = [result for result in results if result.outcome is outcome]
        numbers = ", ".join(dict.fromkeys(result.case for result in found if result.case))
        if found:
            parts.append(f"{len(found)} {said}" + (f" ({numbers})" if numbers else ""))
    return ", ".join(parts)
