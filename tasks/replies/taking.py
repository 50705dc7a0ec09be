"""Replies by mail: what becomes of one is written in the transaction that marks it as read, and told by return.

A mail is an answer only where its token is one of ours, it comes from where the message went, and it tells of nobody.
Everything else is a notification like any other, or waits in quarantine: nothing is lost, and strangers learn nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final
from uuid import uuid4

import structlog

from samraad.case import CaseFile, fold
from samraad.crossing import beside, say_beside
from samraad.deadlines import running
from samraad.delivery import Notice, NoticeKind
from samraad.errors import AlreadyRegistered, Refused
from samraad.notification import Entry, Letter, Outcome, Problem, Unclear
from samraad.replies import asking
from samraad.replies.grammar import NotUnderstood, Said, read
from samraad.replies.reply import Reply
from samraad.replies.wording import hint
from samraad.times import danish_date
from samraad.view import say as say_deadline
from samraad.vocabulary import Matter, Topic, Via
from samraad.wording import say
from tasks.office import Office
from tasks.registering import note_refusal, register_in
from tasks.replies.fitting import Answering, ByMachine, NoAnswer, fitting
from tasks.store.port import Work
from tasks.store.records import Evidence, Result

log = structlog.get_logger()

#: Before the Message-ID of what was taken as an answer: the same mail once more is none, in whatever evidence it lies.
_TAKEN: Final = "svar/"
#: Why what a machine answers is ignored, as of other such mails.
_AUTOMATIC: Final = "automatisk svar"


def take_reply(office: Office, work: Work, evidence: Evidence, letter: Letter) -> Result | Letter:
    """What became of the answer; or, where the mail is none, the letter, to be taken in as a notification.

    Raises Conflict.
    """
    if office.replies is None or letter.reply is None:
        return letter
    try:
        answering = fitting(office, work, evidence, letter.reply, office.replies)
    except ByMachine:
        return letter if any(_tells(entry) for entry in letter.entries) else replace(letter, automatic=_AUTOMATIC)
    except NoAnswer as why:
        log.warning("reply.no_answer", evidence=evidence.id, why=str(why))
        return replace(letter, entries=tuple(_to_look_at(entry, str(why)) for entry in letter.entries))
    if any(_tells(entry) for entry in letter.entries):
        text = (
            "Mailen nævner en person eller har en fil, og er taget ind som en underretning. Intet svar er registreret."
        )
        _tell(work, answering, None, text, "Skriv svaret i en mail for sig.")
        return letter
    mark = _TAKEN + (letter.message_id or _digest(letter.reply))
    if work.message_seen(mark, evidence.id):
        result = _result(answering, None, "er allerede modtaget", Outcome.DUPLICATE)
    else:
        result = _answer(office, work, answering)
    work.keep_result(result, None, None, answering.now)
    work.mark_read(evidence.id, mark, answering.now)
    log.info("reply.taken", evidence=evidence.id, case=result.case, registered=result.reason is None)
    return result


def _tells(entry: Entry) -> bool:
    """Whether the mail says something that is no answer: a person, or a file."""
    return not (isinstance(entry, Unclear) and entry.code is Problem.NO_PERSON and entry.name is None)


def _to_look_at(entry: Entry, why: str) -> Entry:
    return entry if _tells(entry) or not isinstance(entry, Unclear) else replace(entry, problem=why)


def _digest(reply: Reply) -> str:
    """Stands for the Message-ID of a mail without one."""
    return hashlib.sha256(f"{reply.token}\n{reply.sender}\n{reply.text}".encode("utf-8", "replace")).hexdigest()


def _answer(office: Office, work: Work, answering: Answering) -> Result:
    """Register what the reply says, or refuse it; either is told by return."""
    try:
        said = _said(answering)
    except NotUnderstood as error:
        return _not_understood(office, work, answering, error)
    number = str(said.case)
    before = work.load(number)
    came_to = register_in(
        office, work, number, said.topic, said.fields, Via.MAIL, attempt=_attempt(before, said.topic, answering)
    )
    if isinstance(came_to, Refused):
        meant = None if isinstance(came_to, AlreadyRegistered) else said.topic
        return _refused(work, answering, number, str(came_to), _hint(before, meant, answering))
    text = _registered(work, before, came_to, answering, str(said.fields["by"]))
    if said.read_to is not None:
        lines = "linje 1" if said.read_to == 1 else f"linje 1–{said.read_to}"
        text += f" Kun {lines} er læst; resten af mailen er ikke registreret."
    _tell(work, answering, came_to, text, taken=True)
    return _result(answering, number, None)


def _hint(case: CaseFile, meant: Topic | None, answering: Answering) -> str:
    """What the case takes now; nothing of one that was merged into another."""
    return "" if case.merged_into else hint(asking.fitting(case, meant), role=answering.role)


def _said(answering: Answering) -> Said:
    """What the reply says, of which case, and by whom. Raises NotUnderstood."""
    said = read(answering.reply.text, danish_date(answering.now))
    try:
        _not_expired(answering)
        case = _case(answering, said.case)
        return replace(said, case=case, fields={**said.fields, "by": _by(answering, said)})
    except NotUnderstood as error:
        error.case, error.topic = said.case, said.topic
        raise


def _not_expired(answering: Answering) -> None:
    if answering.expired:
        raise NotUnderstood("Beskeden er for gammel til at svare på. Svar på denne mail i stedet.", "reply_expired")


def _case(answering: Answering, named: str | None) -> str:
    """The case meant, among those the message told of."""
    cases = list(answering.told)
    if named is None and len(cases) == 1:
        return cases[0]
    if named in answering.told:
        return str(named)
    if not cases:
        raise NotUnderstood("Beskeden handler ikke om en sag, der kan svares på.", "reply_case")
    text = "Skriv sagsnummeret i første linje" if named is None else "Beskeden handler ikke om den sag"
    raise NotUnderstood(f"{text}. Beskeden handler om {', '.join(cases[:10])}.", "reply_case")


def _by(answering: Answering, said: Said) -> str:
    """Who answers: whom the message went to, or who says so where several share the address."""
    given = str(said.fields.get("by", "")).upper()
    if answering.initials is None and not given:
        raise NotUnderstood("Adressen er fælles: skriv dine initialer på en linje for sig.", "reply_initials", "by")
    if answering.initials is not None and given not in ("", answering.initials):
        raise NotUnderstood("Beskeden blev sendt til en anden end den, initialerne siger.", "reply_initials", "by")
    return answering.initials or given


def _attempt(case: CaseFile, topic: Topic, answering: Answering) -> int | None:
    """The attempt at the milestone that the message spoke of; the first where there was none yet."""
    if isinstance(topic, Matter):
        return None
    track = fold(case.history[: answering.told[case.number]]).track(topic)
    return track.attempt if track else 1


def _registered(work: Work, before: CaseFile, case: CaseFile, answering: Answering, by: str) -> str:
    """What came of it, whether another has just said otherwise, and what the case waits for now."""
    events = [f"{say(each.event, case.todos)}." for each in case.history[before.version :]]
    events += [say_beside(first)] if (first := beside(case, by)) else []
    open_ = running(case, work.rulebook(case.rulebook), answering.now)
    waits = " · ".join(say_deadline(each) for each in open_)
    return " ".join(["Registreret:", *events, f"Sagen afventer nu: {waits}." if open_ else "Sagen er afsluttet."])


def _not_understood(office: Office, work: Work, answering: Answering, error: NotUnderstood) -> Result:
    cases = list(answering.told)
    number = error.case if error.case in answering.told else cases[0] if len(cases) == 1 else None
    hint_ = hint(error.topic, role=answering.role)
    if number is not None:
        case = work.load(number)
        hint_ = _hint(case, error.topic, answering)
        note_refusal(office, work, case, error.topic, Refused(error.code, str(error), error.field), answering.initials)
    return _refused(work, answering, number, str(error), hint_)


def _refused(work: Work, answering: Answering, number: str | None, why: str, hint_: str) -> Result:
    """That nothing was registered, why, and what may be written."""
    case = work.load(number) if number is not None else None
    _tell(work, answering, case, f"Ikke registreret: {why}", hint_)
    return _result(answering, number, why)


def _tell(
    work: Work, answering: Answering, case: CaseFile | None, text: str, hint_: str = "", *, taken: bool = False
) -> None:
    """Tell by return, at any hour: whoever wrote may still be at the desk."""
    notice = Notice(
        case=case.number if case else None,
        event_version=case.version if case else None,
        recipient=answering.delivery.recipient,
        kind=NoticeKind.ANSWER_TAKEN if taken else NoticeKind.ANSWER_REFUSED,
        urgent=True,
        created_at=answering.now,
        fields={"text": text, "hint": hint_, "target": answering.delivery.target} | _asked(case, answering),
    )
    work.notify([notice], answering.now)


def _asked(case: CaseFile | None, answering: Answering) -> dict[str, str]:
    if case is None or case.merged_into:
        return {}
    return {"answer": "\n".join(asking.answers(case, case.awaiting, answering.delivery.recipient))}


def _result(
    answering: Answering, number: str | None, reason: str | None, outcome: Outcome = Outcome.ANSWERED
) -> Result:
    return Result(
        notification=str(uuid4()),
        evidence=answering.evidence.id,
        position=0,
        row=None,
        outcome=outcome,
        case=number,
        reason=reason,
    )
