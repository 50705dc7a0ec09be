"""What takes a case out of the ordinary course, judged."""

from __future__ import annotations

from datetime import date
from typing import Final

from samraad.bench import Bench, Decision
from samraad.deadlines import due
from samraad.errors import Refused
from samraad.events import CaseMoved, CaseReopened, Event, MoveReported, WronglyOpened
from samraad.forms.base import Form
from samraad.forms.ending import MovedForm, ReopenedForm, WronglyOpenedForm
from samraad.times import danish_date, last_day
from samraad.vocabulary import Move


def _moved(form: MovedForm, bench: Bench) -> Event:
    moved_on = bench.day("moved_on", form.moved_on)
    if form.outcome is Move.NOT_YET:
        return MoveReported(moved_on=moved_on, known_on=danish_date(bench.now))
    handed_over_on = bench.day("handed_over_on", form.handed_over_on, earliest=bench.received_on, because="modtagelsen")
    return handed_over(moved_on, handed_over_on, bench)


def handed_over(moved_on: date, on: date, bench: Bench) -> CaseMoved:
    """With what runs, and until when: the other municipality was told."""
    running = [(track.milestone, last_day(due(track, bench.rulebook))) for track in bench.case.tracks if track.open]
    return CaseMoved(moved_on=moved_on, handed_over_on=on, running=tuple(running))


def _wrongly_opened(form: WronglyOpenedForm, bench: Bench) -> Event:
    colleague = bench.colleague("by", form.by)
    if colleague.takes_cases and not colleague.leader:
        raise Refused("not_leader", "Kun en leder eller modtagelsen kan lukke en sag som fejloprettet.", "by")
    on = bench.day("found_on", form.found_on, earliest=bench.received_on, because="modtagelsen")
    return WronglyOpened(on=on, because=form.because)


def _reopened(form: ReopenedForm, bench: Bench) -> Event:
    closed_on = bench.case.closed_on
    on = bench.day("reopened_on", form.reopened_on, earliest=closed_on, because="afslutningen")
    return CaseReopened(on=on, because=form.because)


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    MovedForm: _moved,
    WronglyOpenedForm: _wrongly_opened,
    ReopenedForm: _reopened,
}
