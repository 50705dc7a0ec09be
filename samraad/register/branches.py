"""What turns the course of a case, judged."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision
from samraad.events import Event, MotivationAnswered
from samraad.forms.base import Form
from samraad.forms.branches import MotivationForm
from samraad.vocabulary import Motivation, Reason


def _motivated(form: MotivationForm, bench: Bench) -> Event:
    """A refusal excuses that the samråd is not held. It never excuses the summons, which is sent by now."""
    began_on = bench.began_on(form.topic)
    on = bench.day("attempted_on", form.attempted_on, earliest=began_on, because="familien sagde nej")
    if form.outcome is Motivation.AGREES:
        return MotivationAnswered(outcome=form.outcome, on=on)
    reason = bench.reason(form.topic, form.reason or Reason.DECLINES)
    return MotivationAnswered(outcome=form.outcome, on=on, reason=reason)


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {MotivationForm: _motivated}
