"""Taking an answer: the one way in, whatever the channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from samraad.answers import understand
from samraad.bench import expected
from samraad.case import CaseFile
from samraad.errors import Conflict, Refused
from samraad.events import AnswerRefused, CaseMerged, Event
from samraad.forms import FORMS, defaults
from samraad.merging import brought_in
from samraad.private_texts import private_fields, sealed
from samraad.register import Bench, decide, is_there
from samraad.staff import Staff
from samraad.vocabulary import Matter, Topic, Via
from tasks.acting import act
from tasks.office import Office
from tasks.store.port import Work
from tasks.store.records import KeptText

#: Initials of an answer whose own could not be read.
_UNKNOWN = "ukendt"


def register(
    office: Office,
    number: str,
    topic: Topic,
    fields: Mapping[str, Any],
    via: Via,
    *,
    wait_key: str | None = None,
    attempt: int | None = None,
    handed_in_at: datetime | None = None,
) -> CaseFile:
    """Judge the answer on the case and write what follows from it, or that it was refused.

    fields: the form's fields as typed or clicked, `by` among them; what is left out, or None, begins as the form would.
    wait_key: the wait of the case's run that the answer belongs to. Each takes one answer, so a step that was killed
    and begins anew does not take it twice.
    attempt: which attempt at the milestone the person saw; None: the one that is open when the answer comes in.
    handed_in_at: when the person sent the answer. What the same person has registered in the same words since then is
    this answer: sent twice by a double click, or taken by a step that was killed before it could say so.

    Two answers at the same moment: the first to commit wins, the other is judged again on the new file, and told.

    Raises Refused or AlreadyRegistered, after the refusal was written to the file. Raises UnknownCase, DatabaseDown.
    """
    if attempt is None:
        # Or the second of two "follow up again" would be taken for the next follow-up.
        attempt = _open_attempt(office, number, topic)
    while True:
        try:
            return _register(office, number, topic, fields, via, wait_key, attempt, handed_in_at)
        except Conflict:
            continue


def _open_attempt(office: Office, number: str, topic: Topic) -> int | None:
    if isinstance(topic, Matter):
        return None
    with office.store.work() as work:
        track = work.load(number).track(topic)
    return track.attempt if track else None


def _register(
    office: Office,
    number: str,
    topic: Topic,
    fields: Mapping[str, Any],
    via: Via,
    wait_key: str | None,
    attempt: int | None,
    handed_in_at: datetime | None,
) -> CaseFile:
    with office.store.work() as work:
        if wait_key is not None and not _first_answer(work, number, wait_key):
            return work.load(number)
        came_to = register_in(office, work, number, topic, fields, via, attempt=attempt, handed_in_at=handed_in_at)
    if isinstance(came_to, Refused):
        raise came_to
    return came_to


def register_in(
    office: Office,
    work: Work,
    number: str,
    topic: Topic,
    fields: Mapping[str, Any],
    via: Via,
    *,
    attempt: int | None,
    handed_in_at: datetime | None = None,
) -> CaseFile | Refused:
    """What `register` does, in the transaction given; a refusal is written to the file and returned.

    Raises UnknownCase; Conflict: decide on everything in the transaction again.
    """
    now = office.clock.now()
    case = work.load(number)
    bench = replace(office.bench(work, case, now), attempt=attempt)
    if handed_in_at and _is_there(topic, fields, bench, handed_in_at):
        return case
    try:
        expected(topic, bench)
        given = {name: value for name, value in fields.items() if value is not None}
        _only_where_encrypted(topic, given, via)
        kept = sealed(understand(topic, {**defaults(topic, case, now), **given}), lambda: str(uuid4()))
        events = decide(kept.form, bench)
    except Refused as refused:
        work.append(case, [_noted(topic, refused)], at=now, actor=_actor(work.staff(), fields), via=via)
        return refused
    case = work.append(case, events, at=now, actor=kept.form.by, via=via)
    for id_, field, text in kept.texts:
        work.keep_text(KeptText(id=id_, case=number, topic=topic, field=field, text=text, at=now))
    _tell_the_other(work, case, events, kept.form.by, via, now)
    return act(work, case, now)


def _tell_the_other(work: Work, case: CaseFile, events: Sequence[Event], by: str, via: Via, now: datetime) -> None:
    """Where the case was merged into another, what was received here counts there from the same moment."""
    for event in events:
        if isinstance(event, CaseMerged):
            into = work.load(event.into)
            brought = brought_in(case, into, work.rulebook(into.rulebook), now)
            work.append(into, brought, at=now, actor=by, via=via)


def _only_where_encrypted(topic: Topic, given: Mapping[str, Any], via: Via) -> None:
    """Names and notes come in by the command line: elsewhere they would lie in clear on their way."""
    private = [name for name in private_fields(FORMS[topic]) if given.get(name)]
    if private and via is not Via.CLI:
        raise Refused("private_field", "Navne, adresser og bemærkninger skrives kun på kommandolinjen.", private[0])


def _is_there(topic: Topic, fields: Mapping[str, Any], bench: Bench, since: datetime) -> bool:
    """Whether the answer is in the file already, by the same person and not from before."""
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        return is_there(understand(topic, {**defaults(topic, bench.case, bench.now), **given}), bench, since)
    except Refused:
        return False


def _noted(topic: Topic | None, refused: Refused) -> AnswerRefused:
    """The refusal as it stands in the file; topic: what the answer was about, None where that could not be read."""
    milestone, matter = (None, topic) if isinstance(topic, Matter) else (topic, None)
    return AnswerRefused(milestone=milestone, matter=matter, code=refused.code, field=refused.field)


def note_refusal(
    office: Office, work: Work, case: CaseFile, topic: Topic | None, refused: Refused, by: str | None
) -> None:
    """Write into the file that an answer by mail could not be understood. by: initials, where they are known."""
    work.append(case, [_noted(topic, refused)], at=office.clock.now(), actor=by or _UNKNOWN, via=Via.MAIL)


def _first_answer(work: Work, number: str, wait_key: str) -> bool:
    """Whether the run still waits with this key; from now on it does not."""
    row = work.run(number)
    if row.wait_key != wait_key:
        return False
    work.keep_run(replace(row, wait_key=None))
    return True


def _actor(staff: Staff, fields: Mapping[str, Any]) -> str:
    """Initials as claimed, if a colleague has them: what a stranger typed could be anything."""
    colleague = staff.get(str(fields.get("by", "")))
    return colleague.initials if colleague else _UNKNOWN
