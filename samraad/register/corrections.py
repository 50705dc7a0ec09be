"""Corrections, judged: a new event that names the old one; the history stays."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Final

from pydantic import ValidationError

from samraad.bench import Bench, Decision
from samraad.case import CaseFile, Track, evolve
from samraad.case.corrections import in_force
from samraad.codec import Recorded, canonical, decode, encode, record
from samraad.course import NOT_DONE
from samraad.deadlines import due
from samraad.errors import Refused
from samraad.events import (
    BranchEvent,
    Corrected,
    CourseEvent,
    Event,
    MeetingAnswered,
    OpeningEvent,
    RecordEvent,
    StaffingEvent,
    Summoned,
)
from samraad.events.corrections import CorrectionEvent
from samraad.forms.base import Form
from samraad.forms.corrections import CorrectionForm
from samraad.times import danish_date, start_of
from samraad.vocabulary import Matter, Meeting, Milestone, Via

#: What decides what follows: changed only in the last answer of the course, else what came after would hang in the air.
_STEERS: Final = frozenset({"outcome", "kind", "status", "milestone"})
#: What is never changed: it says which thing the event is about, or follows from the rest.
_FIXED: Final = frozenset(
    {
        *("todo", "attempt", "complete", "agreed_before", "late", "running", "participant", "measure", "who", "note"),
        *("verdict", "row", "facts", "to", "hand_over_by_at", "outcome_by_at", "planned_on"),
    }
)

#: Days that may lie ahead.
_AHEAD: Final = frozenset({"planned_on", "meeting_on", "due_on", "agreed_on", "duties_due_on"})


def _corrected(form: CorrectionForm, bench: Bench) -> Event:
    entry = _entry(form, bench)
    event = _with_changes(entry, _changes(form, entry.event), bench)
    body = encode(event)
    if body == encode(entry.event):
        raise Refused("no_change", f"Nr. {form.entry} siger det allerede. Skriv, hvad der skal stå.", "on")
    correction = Corrected(corrects=form.entry, type=type(event).__name__, body=body, because=form.because)
    _holds_together(bench, correction)
    return correction


def _entry(form: CorrectionForm, bench: Bench) -> Recorded:
    """What counts now under the number."""
    found = [each for each in in_force(bench.case.history) if each.version == form.entry]
    if not found:
        raise Refused("unknown_entry", f"Sagens forløb har intet nr. {form.entry}.", "entry")
    if isinstance(found[0].event, OpeningEvent):
        raise Refused(
            "opening",
            f"Modtagelsen rettes med »{Matter.RECEIPT.label}«, sigtelserne med »{Matter.OFFENCES.label}«, "
            "personen med »samraad person«.",
            "entry",
        )
    if isinstance(found[0].event, RecordEvent | CorrectionEvent | StaffingEvent):
        raise Refused("not_an_answer", f"Nr. {form.entry} er ikke registreret af nogen: det kan ikke rettes.", "entry")
    return found[0]


def _changes(form: CorrectionForm, event: Event) -> dict[str, str]:
    given: dict[str, str] = {}
    for each in (form.changes or "").split(";"):
        name, _, value = each.partition("=")
        given |= {name.strip(): value.strip()} if name.strip() else {}
    if form.on is not None:
        given[_day_field(event)] = form.on.isoformat()
    if form.caseworker is not None:
        given["caseworker"] = form.caseworker
    if not given:
        raise Refused("nothing", "Skriv den rigtige dato, de rigtige initialer eller andre felter.", "on")
    return given


def _day_field(event: Event) -> str:
    """The field that says on which day it happened: the first date."""
    days = [each.name for each in fields(event) if each.name == "on" or each.name.endswith("_on")]
    if not days:
        raise Refused("no_day", f"Det, der rettes, har ingen dato. {_has(event)}", "on")
    return days[0]


def _has(event: Event) -> str:
    names = [each.name for each in fields(event) if each.name not in _FIXED]
    return f"Felterne er: {', '.join(names)}."


def _with_changes(entry: Recorded, given: dict[str, str], bench: Bench) -> Event:
    """The event with the fields as given, each believable by itself."""
    event, before = entry.event, json.loads(encode(entry.event))
    for name, value in given.items():
        if name not in before or name in _FIXED or name == "schema":
            raise Refused("unknown_field", f"Feltet »{name}« kan ikke rettes. {_has(event)}", "changes")
        if name in _STEERS and _built_upon(entry, bench.case):
            raise Refused(
                "built_upon", f"»{name}« kan kun rettes i det seneste svar: senere svar bygger på det.", "entry"
            )
        before[name] = [each for each in value.split(",") if each] if isinstance(before[name], list) else value or None
    try:
        changed = decode(type(event).__name__, canonical(before))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise Refused("field", f"»{name}« er ikke skrevet, så det kan forstås. {_has(event)}", "changes") from error
    _believable(changed, given, bench)
    return _derived(changed, bench)


def _built_upon(entry: Recorded, case: CaseFile) -> bool:
    return any(
        each.version > entry.version and isinstance(each.event, CourseEvent | BranchEvent) for each in case.history
    )


def _believable(event: Event, given: dict[str, str], bench: Bench) -> None:
    if getattr(event, "outcome", None) in {outcome for _, outcome in NOT_DONE} and getattr(event, "reason", "") is None:
        raise Refused("reason_missing", "Skriv også grunden: reason=….", "changes")
    if isinstance(event, MeetingAnswered) and event.outcome is Meeting.HELD and not event.participants:
        raise Refused("participants_missing", "Skriv også, hvem der deltog: participants=….", "changes")
    for name in given:
        value = getattr(event, name)
        if name in ("caseworker", "led_by"):
            bench.colleague("caseworker", str(value))
        if isinstance(value, datetime):
            bench.day("changes", danish_date(value))
        elif isinstance(value, date) and name not in _AHEAD:
            bench.day("on", value)


def _derived(event: Event, bench: Bench) -> Event:
    """What follows from the other fields. Nobody was present at a meeting that was not held."""
    if isinstance(event, MeetingAnswered):
        return event if event.outcome is Meeting.HELD else replace(event, participants=())
    if not isinstance(event, Summoned):
        return event
    late = event.late and _still_late(event, bench)
    body = json.loads(encode(event)) | {
        "agreed_before": event.young_person_on < bench.received_on,
        "late": late,
        "late_cause": event.late_cause if late else None,
    }
    return decode(type(event).__name__, canonical(body))


def _still_late(event: Summoned, bench: Bench) -> bool:
    """Whether the right day is after the limit too: else nobody is asked for a cause."""
    track = bench.case.track(Milestone.SUMMONS)
    return track is None or start_of(event.sent_on) >= due(track, bench.rulebook)


def _holds_together(bench: Bench, correction: Corrected) -> None:
    """Refuse what would put something before what it builds on."""
    case = bench.case
    link = record(case.head, case.number, case.version + 1, correction, at=bench.now, actor="", via=Via.SERVICE)
    anew = evolve(case, link)
    if case.closed_on is not None and anew.closed_on is None:
        raise Refused("reopens", f"Så ville sagen løbe igen: genåbn den først (»{Matter.REOPENED.label}«).", "entry")
    early = [track for track in anew.tracks if _too_early(track) and not _was_too_early(track, case)]
    if early:
        raise Refused(
            "order", f"Så ville »{early[0].milestone.label}« ligge før det, den bygger på. Ret det først.", "on"
        )


def _too_early(track: Track) -> bool:
    """A first summons may lie before the receipt: a meeting agreed earlier (§7.2)."""
    if track.done_at is None or (track.milestone is Milestone.SUMMONS and not track.again):
        return False
    return danish_date(track.done_at) < danish_date(track.counts_from)


def _was_too_early(track: Track, case: CaseFile) -> bool:
    return any(_too_early(each) for each in case.tracks if (each.milestone, each.attempt) == _of(track))


def _of(track: Track) -> tuple[object, int]:
    return track.milestone, track.attempt


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {CorrectionForm: _corrected}
