"""The milestones of a case: how they are reached, opened and let lapse (`samraad.course`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from samraad.case.file import CaseFile
from samraad.case.parts import Track
from samraad.course import BEGINS, CLOSES, FOLLOWS, LAPSES, LAPSES_ANEW, From, Outcome
from samraad.times import danish_date, end_of, start_of
from samraad.vocabulary import Milestone, Plan, Summons, TargetGroup


def reach_on(case: CaseFile, milestone: Milestone, outcome: Outcome, on: date) -> CaseFile:
    """As `reach`, carried out on a Danish day."""
    return reach(case, milestone, outcome, start_of(on))


def reach(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Close the milestone's open track with the outcome, open what follows, let lapse what no longer applies."""
    answered = case.track(milestone)
    anew = answered is not None and answered.origin is From.NEW_RECEIPT
    case = open_following(close_track(case, milestone, outcome, at), milestone, outcome, at)
    if anew and isinstance(outcome, TargetGroup):
        case = lapse(case, LAPSES_ANEW[outcome])
    if (milestone, outcome) not in CLOSES:
        return lapse(case, LAPSES.get((milestone, outcome), ()))
    # The first decision on the target group is about all that runs; any other outcome about its own course.
    of_all = milestone is Milestone.TARGET_GROUP and not anew
    own = [track for track in case.tracks if milestone is Milestone.FOLLOW_UP and _is_chosen_plan(track)]
    if of_all or not any(track.open and track not in own for track in case.tracks):
        return replace(close(case, danish_date(at)), closed_by=milestone)
    return change(case, (Milestone.PLAN,), lambda track: replace(track, lapsed=True) if track in own else track)


def _is_chosen_plan(track: Track) -> bool:
    """A plan of the course that was chosen instead of a samråd: it runs beside the follow-up, and ends with it."""
    return track.milestone is Milestone.PLAN and track.origin is From.CHOICE


def plan_by_choice(case: CaseFile, at: datetime) -> CaseFile:
    """A plan is made with what was chosen instead of the samråd; the follow-up counts from the choice as well."""
    return _with_track(lapse(case, (Milestone.PLAN,)), Milestone.PLAN, at, From.CHOICE)


def begin(case: CaseFile, opens: Milestone, received_at: datetime) -> CaseFile:
    """Open what a further notification calls for, from its receipt on; of what runs already the earliest counts.

    A summons to what the family had been summoned to before is no duty of the law; with a new notification it is.
    """
    if opens is Milestone.SUMMONS and not case.runs(opens):
        case = replace(case, summons=None, meeting_planned_on=None)
    if any(track.open and _summons_again(track) for track in case.tracks):
        case = change(case, (opens,), lambda track: _by_receipt(track, received_at))
        return rung_anew(case, opens)
    for milestone in BEGINS[opens]:
        if case.runs(milestone):
            case = change(case, (milestone,), lambda track: _not_later(track, received_at))
        else:
            case = _with_track(case, milestone, received_at, From.NEW_RECEIPT)
    return case


def _summons_again(track: Track) -> bool:
    return track.milestone is Milestone.SUMMONS and track.again


def _not_later(track: Track, received_at: datetime) -> Track:
    return track if received_at >= track.counts_from else _by_receipt(track, received_at)


def _by_receipt(track: Track, received_at: datetime) -> Track:
    return replace(track, counts_from=received_at, origin=From.NEW_RECEIPT, moved_to=None)


def rung_anew(case: CaseFile, milestone: Milestone) -> CaseFile:
    """The reminders of the present attempt begin anew: those of the day that counted before say nothing of this one."""
    track = case.track(milestone)
    attempt = track.attempt if track else 0
    rungs = {rung: due_at for rung, due_at in case.rungs.items() if rung[:2] != (milestone, attempt)}
    return replace(case, rungs=rungs)


def go_on(case: CaseFile) -> CaseFile:
    """The case as it goes on where the decision on the target group that closed it does not cover all notifications."""
    if case.closed_on is None:
        return case
    again: dict[str, Any] = {"lapsed": False, "at_closing": False, "closed_at": None}
    todos = tuple(replace(each, **again) if each.at_closing else each for each in case.todos)
    tracks = tuple(
        replace(each, **again) if each.at_closing and each.milestone is Milestone.ASSESSMENT else each
        for each in case.tracks
    )
    return replace(case, tracks=tracks, todos=todos, closed_on=None, closed_by=None)


def close(case: CaseFile, on: date) -> CaseFile:
    """Close the case; what still ran lapses, todos as well."""
    todos = tuple(replace(todo, lapsed=True, at_closing=True) if todo.open else todo for todo in case.todos)
    lapsed = change(case, tuple(Milestone), lambda track: replace(track, lapsed=True, at_closing=True))
    return replace(lapsed, closed_on=on, todos=todos)


def with_closing(case: CaseFile, registered_at: datetime) -> CaseFile:
    """The case just closed, with the instant at what lapsed: a duty of the law whose time was over by then was missed.

    Of a case that should never have been nothing counts, and outside the target group nobody had to be summoned.
    """
    if case.closed_on is None or case.wrongly_opened:
        return case
    closed_at = min(registered_at, end_of(case.closed_on) - timedelta(seconds=1))
    todos = tuple(replace(each, closed_at=closed_at) if each.at_closing else each for each in case.todos)
    if case.closed_by is Milestone.TARGET_GROUP:
        return replace(case, todos=todos)
    tracks = tuple(replace(each, closed_at=closed_at) if each.at_closing else each for each in case.tracks)
    return replace(case, tracks=tracks, todos=todos)


def review_plan(case: CaseFile, at: datetime) -> CaseFile:
    """A verdict, or a suspicion that was dropped, asks for the plan to be reconsidered, where there is one."""
    reviewed = case.track(Milestone.PLAN_REVIEW) is not None
    planned = any(track.outcome is Plan.REGISTERED for track in case.tracks)
    if case.runs(Milestone.PLAN_REVIEW) or not (case.held or reviewed or planned):
        return case
    return _with_track(case, Milestone.PLAN_REVIEW, at, From.VERDICT)


def reopen(case: CaseFile) -> CaseFile:
    """The case as it ran before it was closed; the milestone that closed it is to be answered again.

    That one counts as before; a follow-up counts from the last one done.
    """
    again: dict[str, Any] = {"lapsed": False, "at_closing": False, "closed_at": None}
    tracks = tuple(replace(each, **again) if each.at_closing else each for each in case.tracks)
    todos = tuple(replace(each, **again) if each.at_closing else each for each in case.todos)
    closed_by = case.track(case.closed_by) if case.closed_by else None
    case = replace(case, tracks=tracks, todos=todos, closed_on=None, closed_by=None, wrongly_opened=False)
    if closed_by is None:
        return case
    if closed_by.milestone is Milestone.FOLLOW_UP and closed_by.done_at:
        return _with_track(case, Milestone.FOLLOW_UP, closed_by.done_at, From.OUTCOME)
    return _with_track(case, closed_by.milestone, closed_by.counts_from, closed_by.origin)


def close_track(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Give the open track of the milestone its outcome; nothing follows."""
    return change(case, (milestone,), lambda track: replace(track, outcome=outcome, done_at=at))


def lapse(case: CaseFile, milestones: tuple[Milestone, ...]) -> CaseFile:
    """Let the open tracks of the milestones lapse."""
    return change(case, milestones, lambda track: replace(track, lapsed=True))


def change(case: CaseFile, milestones: tuple[Milestone, ...], change: Callable[[Track], Track]) -> CaseFile:
    """Change the open tracks of the milestones."""
    tracks = tuple(change(track) if track.open and track.milestone in milestones else track for track in case.tracks)
    return replace(case, tracks=tracks)


def open_following(case: CaseFile, milestone: Milestone, outcome: Outcome, at: datetime) -> CaseFile:
    """Open what follows the outcome (`samraad.course.FOLLOWS`); it takes the place of an open one of its kind."""
    answered = case.track(milestone)
    for following, origin in FOLLOWS.get((milestone, outcome), ()):
        if following is Milestone.ASSIGNMENT and case.accepted:
            continue  # decided anew for a further notification: somebody has the case
        if answered is not None and _is_chosen_plan(answered):
            continue  # the follow-up runs since the choice
        if origin is From.AGREEMENT and not case.summoned:
            following = Milestone.SUMMONS  # noqa: PLW2901 – the no came before the family was summoned anew
        unsent = case.track(Milestone.SUMMONS) if following is Milestone.SUMMONS else None
        if unsent is not None and unsent.outcome is Summons.NOT_SUMMONED and not unsent.again:
            # Nobody was ever summoned: the law's day is the same as before.
            case = _with_track(case, following, unsent.counts_from, unsent.origin)
        elif origin is From.RECEIPT and answered is not None and answered.origin is From.NEW_RECEIPT:
            case = begin(case, following, answered.counts_from)
        else:
            case = _with_track(lapse(case, (following,)), following, _origin(case, origin, following, at), origin)
    return case


def open_out_of_turn(case: CaseFile, milestone: Milestone, counts_from: datetime) -> CaseFile:
    """Open what is registered although nobody awaits it yet; nothing where it is open."""
    return case if case.runs(milestone) else _with_track(case, milestone, counts_from, From.OUTCOME)


def _with_track(case: CaseFile, milestone: Milestone, counts_from: datetime, origin: From) -> CaseFile:
    """The milestone once more."""
    attempt = 1 + sum(track.milestone is milestone for track in case.tracks)
    before = () if origin is From.NEW_RECEIPT else _of_samraad(case)
    planned = {Milestone.MEETING: case.meeting_planned_on, Milestone.FOLLOW_UP: case.follow_up_planned_on}
    track = Track(
        milestone=milestone,
        attempt=attempt,
        of_samraad=1 + sum(track.milestone is milestone for track in before),
        counts_from=counts_from,
        origin=origin,
        agreed_on=planned.get(milestone),
    )
    return replace(case, tracks=(*case.tracks, track))


def _of_samraad(case: CaseFile) -> tuple[Track, ...]:
    """What has run since the summons that a further notification called for; without one all of the case."""
    begun = [
        at
        for at, each in enumerate(case.tracks)
        if each.milestone is Milestone.SUMMONS and each.origin is From.NEW_RECEIPT
    ]
    return case.tracks[begun[-1] if begun else 0 :]


def _origin(case: CaseFile, origin: From, following: Milestone, at: datetime) -> datetime:
    match origin:
        case From.RECEIPT | From.AGREED_BEFORE | From.NEW_RECEIPT:
            return case.received_at
        case From.OUTCOME | From.AGREEMENT | From.CHOICE | From.VERDICT | From.REASSIGNED:
            return at
        case From.MEETING:
            return start_of(case.held.on) if case.held else at
        case From.AS_BEFORE:
            before = case.track(following)
            return before.counts_from if before else at
        case _ as unknown:
            assert_never(unknown)


def begin_again(case: CaseFile, milestone: Milestone, at: datetime, origin: From) -> CaseFile:
    """Let the open attempt at the milestone lapse, and begin the next; nothing where none is open."""
    track = case.track(milestone)
    if track is None or not track.open:
        return case
    return _with_track(lapse(case, (milestone,)), milestone, at, origin)
