"""What takes a case out of the ordinary course, judged."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision
from samraad.deadlines import due
from samraad.events import CaseMoved, Event
from samraad.forms.base import Form
from samraad.forms.ending import MovedForm
from samraad.times import last_day


def _moved(form: MovedForm, bench: Bench) -> Event:
    moved_on = bench.day("moved_on", form.moved_on)
    handed_over_on = bench.day("handed_over_on", form.handed_over_on, earliest=bench.received_on, because="modtagelsen")
    running = [(track.milestone, last_day(due(track, bench.rulebook))) for track in bench.case.tracks if track.open]
    return CaseMoved(moved_on=moved_on, handed_over_on=handed_over_on, running=tuple(running))


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {MovedForm: _moved}
