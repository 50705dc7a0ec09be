"""What turns the course of a case, judged."""

from __future__ import annotations

from datetime import date
from typing import Final

from samraad.bench import Bench, Decision
from samraad.errors import Refused
from samraad.events import DateAgreed, Event, MotivationAnswered, VerdictFell
from samraad.forms.base import Form
from samraad.forms.branches import AgreedDateForm, MotivationForm, VerdictForm
from samraad.times import danish_date
from samraad.vocabulary import Agreed, Milestone, Motivation, Plan, Reason


def _motivated(form: MotivationForm, bench: Bench) -> Event:
    """A refusal excuses that the samråd is not held. It never excuses the summons, which is sent by now."""
    began_on = bench.began_on(form.topic)
    on = bench.day("attempted_on", form.attempted_on, earliest=began_on, because="familien sagde nej")
    if form.outcome is Motivation.AGREES:
        return MotivationAnswered(outcome=form.outcome, on=on)
    reason = bench.reason(form.topic, form.reason or Reason.DECLINES)
    return MotivationAnswered(outcome=form.outcome, on=on, reason=reason)


def _verdict(form: VerdictForm, bench: Bench) -> Event:
    on = bench.day("decided_on", form.decided_on, earliest=bench.received_on, because="modtagelsen")
    return VerdictFell(outcome=form.outcome, on=on, review_from_on=_review_from_on(on, bench))


def _review_from_on(on: date, bench: Bench) -> date | None:
    """Before the samråd there was no plan to review: its time begins when the decision is known here.

    So it is with a plan that was made instead of a samråd.
    """
    held, plan = bench.case.held, bench.case.track(Milestone.PLAN)
    made_at = plan.done_at if plan is not None and plan.outcome is Plan.REGISTERED else None
    since = held.on if held else danish_date(made_at) if made_at else None
    return danish_date(bench.now) if since is not None and on < since else None


def _agreed(form: AgreedDateForm, bench: Bench) -> Event:
    """A day may be agreed before the milestone is awaited: a follow-up often is at the meeting."""
    milestone = Milestone.MEETING if form.milestone is Agreed.MEETING else Milestone.FOLLOW_UP
    track = bench.case.track(milestone)
    if milestone is Milestone.MEETING and track and track.outcome and not bench.case.runs(Milestone.SUMMONS):
        raise Refused("already", "Der ventes intet netværkssamråd i sagen nu.", "milestone")
    today = danish_date(bench.now)
    return DateAgreed(
        milestone=milestone,
        agreed_on=bench.agreed_day("agreed_on", form.agreed_on, earliest=today, because="i dag"),
    )


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    MotivationForm: _motivated,
    VerdictForm: _verdict,
    AgreedDateForm: _agreed,
}
