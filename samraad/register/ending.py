"""What takes a case out of the ordinary course, judged."""

from __future__ import annotations

from datetime import date
from typing import Final

from samraad.bench import Bench, Decision
from samraad.case import CaseFile
from samraad.deadlines import due
from samraad.errors import Refused
from samraad.events import CaseMerged, CaseMoved, CaseReopened, Event, MoveReported, TextId, WronglyOpened
from samraad.forms.base import Form
from samraad.forms.ending import MergedForm, MovedForm, ReopenedForm, WronglyOpenedForm
from samraad.private_texts import text_id
from samraad.times import danish_date, last_day
from samraad.vocabulary import Move, TodoKind


def _moved(form: MovedForm, bench: Bench) -> Event:
    today = danish_date(bench.now)
    moved_on = bench.day("moved_on", form.moved_on or _reported_on(bench.case) or form.handed_over_on or today)
    if form.outcome is Move.NOT_YET:
        return MoveReported(moved_on=moved_on, known_on=today, note=text_id(form.note))
    on = form.handed_over_on or today
    earliest, because = max((bench.received_on, "modtagelsen"), (moved_on, "flytningen"))
    handed_over_on = bench.day("handed_over_on", on, earliest=earliest, because=because)
    return handed_over(moved_on, handed_over_on, bench, text_id(form.note))


def reported_on(case: CaseFile) -> date:
    """The day of the move, as it was reported last."""
    return next(each.event.moved_on for each in reversed(case.history) if isinstance(each.event, MoveReported))


def _reported_on(case: CaseFile) -> date | None:
    """The same, where the case still waits to be handed over."""
    waits = any(each.open and each.kind is TodoKind.MOVED_HAND_OVER for each in case.todos)
    return reported_on(case) if waits else None


def handed_over(moved_on: date, on: date, bench: Bench, note: TextId | None = None) -> CaseMoved:
    """With what runs, and until when: the other municipality was told."""
    running = [(track.milestone, last_day(due(track, bench.rulebook))) for track in bench.case.tracks if track.open]
    return CaseMoved(moved_on=moved_on, handed_over_on=on, running=tuple(running), note=note)


def _wrongly_opened(form: WronglyOpenedForm, bench: Bench) -> Event:
    colleague = bench.colleague("by", form.by)
    if colleague.takes_cases and not colleague.leader:
        raise Refused("not_leader", "Kun en leder eller modtagelsen kan lukke en sag som fejloprettet.", "by")
    on = bench.day("found_on", form.found_on, earliest=bench.received_on, because="modtagelsen")
    return WronglyOpened(on=on, because=form.because)


def _merged(form: MergedForm, bench: Bench) -> Event:
    """Only into an open case, and only where it may be the same person."""
    if form.into == bench.case.number:
        raise Refused("itself", "En sag kan ikke lægges sammen med sig selv.", "into")
    other = bench.others(form.into) if bench.others else None
    if other is None:
        raise Refused("unknown_case", f"Der er ingen sag {form.into}.", "into")
    if other.closed_on is not None:
        raise Refused("closed_case", f"Sag {form.into} er afsluttet. Genåbn den først.", "into")
    if bench.same_person is not None and not bench.same_person(form.into):
        raise Refused("other_person", f"Sag {form.into} har et andet CPR-nummer: er nummeret rigtigt?", "into")
    if bench.case.held and not other.held:
        raise Refused(
            "wrong_way",
            f"I sag {bench.case.number} er samrådet holdt, i sag {form.into} er det ikke: "
            f"registrér på sag {form.into}, at den lægges ind i sag {bench.case.number}.",
            "into",
        )
    on = bench.day("merged_on", form.merged_on, earliest=bench.received_on, because="modtagelsen")
    return CaseMerged(into=form.into, on=on)


def _reopened(form: ReopenedForm, bench: Bench) -> Event:
    """Not beside another open case of the same person: their deadlines would run in two places."""
    other = _goes_on(bench)
    if other is not None:
        raise Refused("newer_case", f"Den unge har en åben sag, {other}: registrér dér, eller afslut den først.")
    closed_on = bench.case.closed_on
    on = bench.day("reopened_on", form.reopened_on, earliest=closed_on, because="afslutningen")
    return CaseReopened(on=on, because=form.because)


def _goes_on(bench: Bench) -> str | None:
    """Number of an open case of the same person: of the one that this was merged into, or else another."""
    into = bench.case.merged_into
    found = bench.others(into) if into and bench.others else None
    if found is not None and found.closed_on is None:
        return found.number
    return bench.open_elsewhere() if bench.open_elsewhere else None


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    MovedForm: _moved,
    MergedForm: _merged,
    WronglyOpenedForm: _wrongly_opened,
    ReopenedForm: _reopened,
}
