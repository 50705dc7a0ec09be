"""An entry put right, judged: corrected by the rules of the form it was typed on, or withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from samraad.answers import understand
from samraad.bench import Bench, Decision, consistent
from samraad.case import CaseFile, Track, before, evolve
from samraad.case.corrections import in_force
from samraad.codec import Recorded, encode, record
from samraad.errors import Refused
from samraad.events import (
    AssignmentAnswered,
    CaseMerged,
    CaseMoved,
    CaseReopened,
    Corrected,
    CorrectionEvent,
    CourseEvent,
    DateAgreed,
    Event,
    InterrogationAnswered,
    MeasureMoved,
    MotivationAnswered,
    MoveReported,
    OpeningEvent,
    ReceiptMoved,
    Summoned,
    Withdrawn,
    WronglyOpened,
)
from samraad.forms.base import Form
from samraad.forms.corrections import CorrectionForm
from samraad.rebuilt import TOPICS, Fields, typed
from samraad.register import branches, course, ending, preparation, summons, target, todos
from samraad.retyped import given, here, kept
from samraad.staff import Staff
from samraad.times import danish_date
from samraad.vocabulary import Amendment, Matter, Milestone, Topic, Via

#: How each form is judged on which an entry may have been typed.
_DECISIONS: Final[dict[type[Form], Decision]] = {
    **course.DECISIONS,
    **summons.DECISIONS,
    **branches.DECISIONS,
    **target.DECISIONS,
    **todos.DECISIONS,
    **ending.DECISIONS,
    **preparation.DECISIONS,
}
#: What decides what follows: changed only in the last answer of the course, else what came after would hang in the air.
_STEERS: Final = frozenset({"outcome", "kind", "status", "milestone", "holders"})
#: What is undone by a form of its own.
_REOPENED: Final = (CaseMoved, CaseMerged, WronglyOpened, CaseReopened)


def _amended(form: CorrectionForm, bench: Bench) -> tuple[Event, ...]:
    """What puts the entry right."""
    entry = _entry(form, bench)
    events = _withdrawn(entry, form, bench) if form.outcome is Amendment.WITHDRAWN else _corrected(entry, form, bench)
    _holds_together(bench, events)
    return events


def _entry(form: CorrectionForm, bench: Bench) -> Recorded:
    """What counts now under the number."""
    found = [each for each in in_force(bench.case.history) if each.version == form.entry]
    if not found:
        gone = any(each.version == form.entry for each in bench.case.history)
        because = f"Nr. {form.entry} er trukket tilbage." if gone else f"Sagens forløb har intet nr. {form.entry}."
        raise Refused("unknown_entry", because, "entry")
    if isinstance(found[0].event, OpeningEvent):
        raise Refused(
            "opening",
            f"Modtagelsen rettes med »{Matter.RECEIPT.label}«, sigtelserne med »{Matter.OFFENCES.label}«, "
            "personen med »samraad person«.",
            "entry",
        )
    if isinstance(found[0].event, CorrectionEvent):
        raise Refused("correction", "En rettelse rettes ved at rette det, den retter, en gang til.", "entry")
    if type(found[0].event) not in TOPICS:
        raise Refused("not_an_answer", f"Nr. {form.entry} er ikke et svar: det kan ikke rettes.", "entry")
    return found[0]


# -- withdrawn


def _withdrawn(entry: Recorded, form: CorrectionForm, bench: Bench) -> tuple[Event, ...]:
    """Only what nothing builds upon: later answers are withdrawn first. The receipt that came with it goes too."""
    if isinstance(entry.event, _REOPENED):
        raise Refused("reopen", "Sagen genåbnes i stedet; er den åben igen, er det gjort.", "entry")
    _nothing_built_upon(entry, bench.case, f"Nr. {entry.version} kan ikke trækkes tilbage endnu")
    with_it = _receipt_by(entry, bench.case)
    leader = bench.colleague("by", form.by).leader
    if not leader and (with_it or TOPICS[type(entry.event)] is Milestone.APPROVAL):
        raise Refused("not_leader", "Kun en leder kan trække det tilbage.", "by")
    return tuple(Withdrawn(withdraws=each, because=form.because) for each in (entry.version, *with_it))


def _receipt_by(entry: Recorded, case: CaseFile) -> tuple[int, ...]:
    """Version of the earlier receipt that was told with an interrogation."""
    if not isinstance(entry.event, InterrogationAnswered):
        return ()
    return tuple(
        each.version
        for each in in_force(case.history)
        if each.version == entry.version + 1
        and isinstance(each.event, ReceiptMoved)
        and each.event.received_at == entry.event.documents_at
    )


def _nothing_built_upon(entry: Recorded, case: CaseFile, refusal: str) -> None:
    later = [each for each in in_force(case.history) if each.version > entry.version]
    upon = next((each for each in reversed(later) if _builds(each.event, entry.event)), None)
    if upon is not None:
        raise Refused(
            "built_upon", f"{refusal}: nr. {upon.version} bygger på det. Ret eller træk det tilbage først.", "entry"
        )


def _builds(later: Event, event: Event) -> bool:
    if isinstance(event, MeasureMoved):
        return isinstance(later, MeasureMoved) and later.measure == event.measure
    course_of = CourseEvent | MotivationAnswered
    return isinstance(event, course_of) and isinstance(later, course_of)


# -- corrected


def _corrected(entry: Recorded, form: CorrectionForm, bench: Bench) -> tuple[Event, ...]:
    """As the form it was typed on judges it, on the case as it stood before that entry."""
    then = _then(entry, bench)
    said = typed(entry.event, then.case)
    instead = given(form, entry.event, said)
    topic, by = TOPICS[type(entry.event)], form.by
    if isinstance(entry.event, AssignmentAnswered) and "caseworker" not in instead:
        by = entry.event.caseworker  # who took it said so; anybody may see that the day is wrong
    changed = _understood(topic, {**kept(topic, said, instead), **instead, "by": by}, entry.event)
    if changed == understand(topic, {**said, "by": by}):
        raise Refused("no_change", f"Nr. {form.entry} siger det allerede. Skriv, hvad der skal stå.", "on")
    if any(said.get(name) != getattr(changed, name) for name in _STEERS & instead.keys()):
        _nothing_built_upon(entry, bench.case, f"Svaret i nr. {form.entry} kan kun rettes, når det er det seneste")
    if isinstance(entry.event, Summoned) and "late_cause" not in instead:
        changed = changed.model_copy(update={"late_cause": None})  # stands only if it is late still
    event, *further = _judged(changed, then, entry.event)
    _documents(entry.event, event, bench)
    event = _explained(event, entry.event, instead)
    correction = Corrected(corrects=form.entry, type=type(event).__name__, body=encode(event), because=form.because)
    return correction, *(each for each in further if isinstance(each, ReceiptMoved))


def _then(entry: Recorded, bench: Bench) -> Bench:
    """The bench on the case before the entry. Who has left since was there; what was agreed was agreed that day."""
    agreed = isinstance(entry.event, DateAgreed | MoveReported) or getattr(entry.event, "outcome_by_at", None)
    day = danish_date(entry.at)
    colleagues = [each if each.left(day) else replace(each, left_on=None) for each in bench.staff.colleagues]
    return replace(
        bench,
        case=before(bench.case, entry.version),
        staff=Staff(colleagues=tuple(colleagues)),
        now=entry.at if agreed else bench.now,
        attempt=None,
    )


def _understood(topic: Topic, raw: Fields, event: Event) -> Form:
    try:
        return understand(topic, raw)
    except Refused as refused:
        raise here(refused, event) from refused


def _judged(changed: Form, then: Bench, event: Event) -> tuple[Event, ...]:
    try:
        consistent(changed, then)
        decided = _DECISIONS[type(changed)](changed, then)
    except Refused as refused:
        raise here(refused, event) from refused
    return decided if isinstance(decided, tuple) else (decided,)


def _documents(before_: Event, after: Event, bench: Bench) -> None:
    """A receipt that the documents moved forward does not move back by itself: a leader says so."""
    was, is_ = (getattr(each, "documents_at", None) for each in (before_, after))
    if was == bench.case.received_at and was is not None and (is_ is None or is_ > was):
        raise Refused(
            "receipt",
            f"Sagens modtagelse regnes fra den tid: en leder retter først modtagelsen (»{Matter.RECEIPT.label}«).",
            "changes",
        )


def _explained(event: Event, before_: Event, instead: Fields) -> Event:
    """Why a summons came late stands, as long as it did."""
    if not isinstance(event, Summoned) or not isinstance(before_, Summoned) or "late_cause" in instead:
        return event
    return replace(event, late_cause=before_.late_cause) if event.late else event


# -- the rest of the file


def _holds_together(bench: Bench, events: tuple[Event, ...]) -> None:
    """Refuse what would put something before what it builds on."""
    anew = bench.case
    for event in events:
        link = record(anew.head, anew.number, anew.version + 1, event, at=bench.now, actor="", via=Via.SERVICE)
        anew = evolve(anew, link)
    if bench.case.closed_on is not None and anew.closed_on is None:
        raise Refused("reopens", f"Så ville sagen løbe igen: genåbn den først (»{Matter.REOPENED.label}«).", "entry")
    stood = {_of(each) for each in bench.case.tracks if _too_early(each)}
    early = [track for track in anew.tracks if _too_early(track) and _of(track) not in stood]
    if early:
        raise Refused(
            "order", f"Så ville »{early[0].milestone.label}« ligge før det, den bygger på. Ret det først.", "on"
        )


def _too_early(track: Track) -> bool:
    """A first summons may lie before the receipt: a meeting agreed earlier (§7.2)."""
    if track.done_at is None or (track.milestone is Milestone.SUMMONS and not track.again):
        return False
    return danish_date(track.done_at) < danish_date(track.counts_from)


def _of(track: Track) -> tuple[Milestone, int]:
    return track.milestone, track.attempt


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {CorrectionForm: _amended}
