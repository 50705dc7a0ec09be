"""Whatever people answer, in whatever order: the case file keeps its invariants."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from samraad.answers import is_date, options, several, understand
from samraad.case import CaseFile, evolve
from samraad.codec import record
from samraad.deadlines import deadlines
from samraad.errors import Refused
from samraad.events import Event
from samraad.forms import FORMS, REASONS, defaults
from samraad.intake import attached
from samraad.ladder import next_tick_at, tick
from samraad.notification import Origin, Place, Suspicion
from samraad.process import Act, Done, next_step
from samraad.register import Bench, decide
from samraad.routing import route
from samraad.summary import summarise
from samraad.times import danish_date
from samraad.view import view
from samraad.vocabulary import Milestone, Stage, Via
from samraad.wording import say
from tests.samraad.given import NUMBER, RECEIVED, RULEBOOK, STAFF, Story, closed, danish, day, opening

_PERSON = Suspicion(
    place=Place(), name=None, cpr=None, birth_date=day("2010-05-17"), offences=(), origin=Origin.TELEPHONE
)
INITIALS = ["ANK", "BOS", "TLU", "TLU", "CML", "VIS", "XYZ"]


def _field(dice: Random, milestone: Milestone, name: str, today: date) -> object:
    form = FORMS[milestone]
    if is_date(form, name):
        return today + timedelta(days=dice.randint(-3, 1))
    if name == "reason" and milestone in REASONS:
        return dice.choice(REASONS[milestone])
    if kind := options(form, name):
        return dice.sample(list(kind), dice.randint(0, 3)) if several(form, name) else dice.choice(list(kind))
    return dice.choice(["09.30", ""]) if name == "assessed_time" else dice.choice(INITIALS)


def an_answer(dice: Random, milestone: Milestone, case: CaseFile, now: datetime) -> dict[str, object]:
    """As a person might give it: most fields as the form starts, some changed, most of them fitting."""
    form, today = FORMS[milestone], danish_date(now)
    raw: dict[str, object] = {"by": "TLU", **defaults(milestone, case, now)}
    raw["outcome"] = _field(dice, milestone, "outcome", today)
    changed = [name for name in form.model_fields if name not in raw and dice.random() < 0.5]
    return raw | {name: _field(dice, milestone, name, today) for name in changed}


def after(case: CaseFile, now: datetime, *events: Event) -> CaseFile:
    for event in events:
        case = evolve(case, record(case.head, NUMBER, case.version + 1, event, at=now, actor="x", via=Via.PREFECT))
    return case


def _invariants(case: CaseFile, now: datetime) -> None:
    open_ = Counter(track.milestone for track in case.tracks if track.open)
    assert not open_ or max(open_.values()) == 1  # at most one open attempt per milestone
    assert (case.awaiting is None) == (case.closed_on is not None) == (case.stage is Stage.CLOSED)
    assert isinstance(next_step(case), Done) == (case.closed_on is not None)
    for milestone in Milestone:  # attempts are numbered without gaps
        attempts = [track.attempt for track in case.tracks if track.milestone is milestone]
        assert attempts == list(range(1, len(attempts) + 1))
    assert len(deadlines(case, RULEBOOK, now)) == len(case.tracks)
    looks = view(case, RULEBOOK, now)
    assert len(looks.name) <= 200
    assert summarise(case, RULEBOOK).awaiting is case.awaiting
    due = next_tick_at(case, RULEBOOK)
    assert bool(tick(case, RULEBOOK, now)) == (due is not None and due <= now)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_accepted_answers_break_the_case_file(seed: int) -> None:
    dice, now = Random(seed), RECEIVED
    case = Story(opened=opening(earlier_samraad_on=dice.choice([None, day("2026-01-15")]))).case
    for _ in range(25):
        now += timedelta(hours=dice.randint(1, 24 * 6))
        case = after(case, now, *tick(case, RULEBOOK, now))
        if case.awaiting is None:
            return
        milestone = case.awaiting if dice.random() < 0.8 else dice.choice(list(Milestone))
        events = _accepted(dice, milestone, case, now)
        case = after(case, now, *events)
        if isinstance(next_step(case), Act):
            case = after(case, now, route(case, STAFF, {}, RULEBOOK, now))
        if dice.random() < 0.1:
            received_at = now - timedelta(days=dice.randint(0, 3))
            case = after(case, now, *attached(_PERSON, case, received_at, (), "n", RULEBOOK))
        _invariants(case, now)
        assert all(say(event) for event in events)


def _accepted(dice: Random, milestone: Milestone, case: CaseFile, now: datetime) -> tuple[Event, ...]:
    """The events of a random answer; none where it was refused."""
    try:
        form = understand(milestone, an_answer(dice, milestone, case, now))
        return decide(form, Bench(case=case, staff=STAFF, rulebook=RULEBOOK, now=now))
    except Refused:
        return ()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_closed_case_accepts_nothing(seed: int) -> None:
    case, now, dice = closed().case, danish("2027-06-01 12:00"), Random(seed)
    assert _accepted(dice, dice.choice(list(Milestone)), case, now) == ()
