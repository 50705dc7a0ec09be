"""Intake: a stored mail becomes events, persons and outcomes – all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import uuid4

import structlog

from samraad.automatic import ignore
from samraad.case import CaseFile
from samraad.errors import BrokenRulebook, Conflict
from samraad.intake import Content, Decision, Known, attached, content, decide, moved, noted, opened, receipt
from samraad.item import file_kind
from samraad.item_events import ItemKept
from samraad.notification import Entry, Letter, Note, Outcome, Suspicion, doubted
from samraad.rulebook import Rulebook
from samraad.vocabulary import Stage, Via
from tasks.incoming import Mail, read_mail
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.outcomes import tell_intake
from tasks.replies.taking import take_reply
from tasks.store.port import Work
from tasks.store.records import Evidence, Result

log = structlog.get_logger()

#: Who a mail's events are by.
_POLICE: Final = "politi"


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
    reply = take_reply(office, work, evidence, letter)
    if isinstance(reply, Result):
        return (reply,)
    mail = _open_mail(office, work, evidence, reply, actor, via)
    notes = _ignore(work, mail, mail.letter.automatic) if mail.letter.automatic else _take(work, mail)
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


def _under_rules(office: Office, letter: Letter, received_at: datetime, now: datetime) -> tuple[Rulebook, Letter]:
    """The rulebook in force; a mail from before all rules is most likely misdated, so a person must look at it."""
    try:
        return office.rulebook_at(received_at), letter
    except BrokenRulebook:
        problem = "Modtagelsen ligger før de første regler. Er datoen rigtig?"
        entries = tuple(doubted(each, problem) for each in letter.entries)
        return office.rulebook_at(now), replace(letter, entries=entries)


def _take(work: Work, mail: Mail) -> list[tuple[Note, ...]]:
    work.expect(mail.letter.entries)
    return [take_entry(work, mail, position, entry).notes for position, entry in enumerate(mail.letter.entries)]


def _ignore(work: Work, mail: Mail, kind: str) -> list[tuple[Note, ...]]:
    """Keep what a mail nobody wrote says itself: it opens nothing, until a person reopens it."""
    entries = mail.letter.entries
    for position, entry in enumerate(entries):
        decision = ignore(kind, entry)
        _keep(work, mail, entry, _result(mail, position, entry, decision, str(uuid4())), decision)
    return [mail.notes] * len(entries)


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
        case = _that_goes_on(work, decision.case)
        earlier = moved(entry, case, mail.received_at, notification, mail.rulebook)
        work.append(case, earlier, at=mail.now, actor=mail.actor, via=mail.via)


def _that_goes_on(work: Work, number: str) -> CaseFile:
    """The case, or the one that it was merged into."""
    case = work.load(number)
    while case.merged_into is not None:
        case = work.load(case.merged_into)
    return case


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
            notes=tuple(note.value for note in mail.notes),
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
