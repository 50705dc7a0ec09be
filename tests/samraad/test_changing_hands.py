"""A case whose caseworker is absent, leaves, or gives no answer; and one that a leader gives to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from samraad.away import away
from samraad.bench import Bench
from samraad.codec import Recorded, decode
from samraad.deadlines import deadline, due
from samraad.delivery import Notice, NoticeKind
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import CaseReassigned, CaseworkerAway, CourseChosen, RoutingTold, RungReached, TodoRungReached
from samraad.forms import FORMS
from samraad.ladder import tick, told
from samraad.notices import notices
from samraad.notification import Origin
from samraad.register import decide
from samraad.rulebooks import parse
from samraad.staff import Absence, Colleague, Staff
from samraad.staffing import with_changes
from samraad.times import danish_date
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import Away, Course, Matter, Milestone, Reason, State, TodoKind
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, STAFF, M, Story, awaiting, closed, danish, day, opening

TODAY = day("2026-11-26")
ANK, BOS = (replace(STAFF.colleagues[0], deputy="BOS"), STAFF.colleagues[1])
ABSENCE = Absence(from_on=TODAY, until_on=day("2026-12-04"))


def with_(*changed: Colleague) -> Staff:
    return with_changes(STAFF, changed)


def told_of(story: Story, staff: Staff = STAFF) -> list[tuple[str, NoticeKind]]:
    """Whom the last event of the story is told, and as what."""
    return [(each.recipient, each.kind) for each in notices_of(story, staff)]


def notices_of(story: Story, staff: Staff = STAFF) -> tuple[Notice, ...]:
    last: Recorded = story.history[-1]
    return notices(story.case, last, RULEBOOK, staff)


def reassigns(story: Story, at: str = "2026-11-26 10:00", **fields: Any) -> Story:
    return story.answers(Matter.REASSIGN, at, **{"by": "TLU", "caseworker": "BOS", "reason": "no_answer", **fields})


def standing(story: Story, kind: TodoKind, at: str) -> State:
    return next(each.state for each in todo_limits(story.case, RULEBOOK, danish(at)) if each.todo.kind is kind)


# -- absent


def test_the_deputy_of_an_absent_caseworker_is_told_and_reminded_as_long_as_it_lasts() -> None:
    absent = with_(replace(ANK, absences=(ABSENCE,)))
    (event,) = away(awaiting(M.SUMMONS).case, ANK, replace(ANK, absences=(ABSENCE,)), absent, TODAY)
    assert event == CaseworkerAway(
        caseworker="ANK", why=Away.ABSENT, from_on=TODAY, until_on=ABSENCE.until_on, deputy="BOS"
    )
    story = awaiting(M.SUMMONS).happens(event, at=danish("2026-11-26 10:00"))
    assert told_of(story, absent) == [("BOS", NoticeKind.STAND_IN)]
    (notice,) = notices_of(story, absent)
    assert notice.fields["why"] == "ANK er fraværende fra tor 26. nov til fre 4. dec; stedfortræder BOS."
    assert story.case.caseworker == "ANK"
    assert story.case.accepted
    for at, both in (("2026-11-25 10:00", False), ("2026-11-26 10:00", True), ("2026-12-04 10:00", True)):
        assert told(story.case, ("caseworker",), RULEBOOK, danish(at), absent) == (("ANK", "BOS") if both else ("ANK",))
    assert told(story.case, ("caseworker",), RULEBOOK, danish("2026-12-05 10:00"), absent) == ("ANK",)


def test_where_the_deputy_is_absent_too_the_team_leader_is_told() -> None:
    absent = with_(replace(ANK, absences=(ABSENCE,)), replace(BOS, absences=(ABSENCE,)))
    (event,) = away(awaiting(M.SUMMONS).case, ANK, replace(ANK, absences=(ABSENCE,)), absent, TODAY)
    assert event.deputy is None
    story = awaiting(M.SUMMONS).happens(event)
    assert told_of(story, absent) == [("team_leader:unge", NoticeKind.REASSIGN)]
    assert "ingen stedfortræder" in notices_of(story, absent)[0].fields["why"]
    now = danish("2026-11-26 10:00")
    assert told(story.case, ("caseworker", "team_leader"), RULEBOOK, now, absent) == ("ANK", "team_leader:unge")


def test_an_absence_that_is_over_or_known_or_ends_earlier_has_nothing_to_say() -> None:
    case = awaiting(M.SUMMONS).case
    past = replace(ANK, absences=(Absence(from_on=day("2026-11-01"), until_on=day("2026-11-25")),))
    assert not list(away(case, ANK, past, with_(past), TODAY))
    known = replace(ANK, absences=(ABSENCE,))
    assert not list(away(case, known, known, with_(known), TODAY))
    shorter = replace(ANK, absences=(replace(ABSENCE, until_on=TODAY),))
    assert not list(away(case, known, shorter, with_(shorter), TODAY))


def test_an_absence_that_begins_while_the_offer_is_open_has_it_offered_to_another() -> None:
    absent = replace(ANK, absences=(Absence(from_on=TODAY),))
    (event,) = away(awaiting(M.ASSIGNMENT).case, None, absent, with_(absent), TODAY)
    assert event.offered_again
    story = awaiting(M.ASSIGNMENT).happens(event)
    assert (story.case.routed, story.case.caseworker, story.case.awaiting) == (False, None, M.ASSIGNMENT)
    assert told_of(story) == []
    # one that begins tomorrow leaves the answer to them
    later = replace(ANK, absences=(replace(ABSENCE, from_on=day("2026-11-27")),))
    (event,) = away(awaiting(M.ASSIGNMENT).case, ANK, later, with_(later), TODAY)
    assert not event.offered_again


# -- leaves


def leaver(story: Story, last: str = "2026-11-30") -> Story:
    gone = replace(ANK, left_on=day(last))
    return story.happens(*away(story.case, ANK, gone, with_(gone), TODAY), at=danish("2026-11-26 10:00"))


def test_the_cases_of_one_who_leaves_are_for_the_team_leader_to_give_to_another() -> None:
    story = leaver(awaiting(M.SUMMONS))
    assert told_of(story) == [("team_leader:unge", NoticeKind.REASSIGN)]
    assert story.case.awaiting is M.SUMMONS
    # the last day at work is 30 November: they are gone on 1 December, and one working day later it is too late
    for at, state in (
        ("2026-12-01 23:59", State.OPEN),
        ("2026-12-02 23:59", State.OPEN),
        ("2026-12-03 00:00", State.OVERDUE),
    ):
        assert standing(story, TodoKind.REASSIGN, at) is state
    gone = with_(replace(ANK, left_on=day("2026-11-30")))
    assert told(story.case, ("caseworker",), RULEBOOK, danish("2026-12-01 10:00"), gone) == ("team_leader:unge",)
    assert standing(reassigns(story), TodoKind.REASSIGN, "2026-12-10 10:00") is State.MET


def test_the_same_last_day_again_says_nothing() -> None:
    gone = replace(ANK, left_on=day("2026-11-30"))
    assert not list(away(awaiting(M.SUMMONS).case, gone, gone, with_(gone), TODAY))


def test_one_who_left_before_they_answered_is_offered_nothing_and_nothing_is_left_to_do() -> None:
    story = leaver(awaiting(M.ASSIGNMENT), last="2026-11-25")
    assert not story.case.routed
    assert story.case.todos == ()


def test_a_leaver_neither_registers_nor_gets_a_case() -> None:
    gone = with_(replace(ANK, left_on=day("2026-11-25")))
    story = awaiting(M.ASSIGNMENT)
    bench = Bench(case=story.case, staff=gone, rulebook=RULEBOOK, now=danish("2026-11-26 10:00"))
    form = FORMS[M.ASSIGNMENT]
    for by, caseworker, field in (("ANK", "BOS", "by"), ("TLU", "ANK", "caseworker")):
        with pytest.raises(Refused) as refused:
            decide(form.model_validate({"by": by, "caseworker": caseworker, "answered_on": "2026-11-26"}), bench)
        assert (refused.value.code, refused.value.field) == ("left", field)


# -- silent


def test_who_does_not_answer_is_told_of_to_the_team_leader() -> None:
    story = awaiting(M.ASSIGNMENT)
    missed = [each for each in story.ticks("2026-11-26 09:00") if isinstance(each, RungReached) and each.missed]
    assert [(each.milestone, each.told) for each in missed if each.told] == [(M.ASSIGNMENT, ("team_leader:unge",))]


# -- given to another


def test_in_the_middle_of_the_course_the_summons_goes_on_and_the_answer_is_a_todo() -> None:
    story = awaiting(M.SUMMONS)
    before = due(story.case.track(M.SUMMONS), RULEBOOK)  # type: ignore[arg-type]
    reassigns(story)
    assert story.history[-1].event == CaseReassigned(caseworker="BOS", team="unge", on=TODAY, because=Reason.NO_ANSWER)
    case = story.case
    assert (case.caseworker, case.accepted, case.awaiting) == ("BOS", False, M.SUMMONS)
    assert due(case.track(M.SUMMONS), RULEBOOK) == before  # type: ignore[arg-type]
    assert told_of(story) == [("BOS", NoticeKind.ASSIGNED)]
    assert "har endnu ikke taget sagen" in view(case, RULEBOOK, danish("2026-11-26 11:00")).description
    for at, state in (("2026-11-27 23:59", State.OPEN), ("2026-11-28 00:00", State.OVERDUE)):
        assert standing(story, TodoKind.ACCEPT, at) is state
    fired = [each for each in story.ticks("2026-11-28 09:00") if isinstance(each, TodoRungReached)]
    assert fired[-1].told == ("BOS", "team_leader:unge")


def test_the_new_one_takes_it() -> None:
    story = reassigns(awaiting(M.SUMMONS))
    with pytest.raises(Refused, match="Kun BOS kan svare, at BOS har taget sagen") as refused:
        story.judged(Matter.TODO, "2026-11-26 12:00", by="TLU", todo="1")
    assert refused.value.code == "not_theirs"
    story.answers(Matter.TODO, "2026-11-26 12:00", by="BOS", todo="1")
    assert story.case.accepted
    assert standing(story, TodoKind.ACCEPT, "2026-11-27 12:00") is State.MET
    assert told_of(story) == []


def test_the_new_one_does_not_take_it() -> None:
    story = reassigns(awaiting(M.SUMMONS))
    story.answers(Matter.TODO, "2026-11-26 12:00", by="BOS", todo="1", outcome="not_done", reason="absent")
    assert not story.case.accepted
    assert told_of(story) == [("team_leader:unge", NoticeKind.UNASSIGNED)]
    assert standing(story, TodoKind.REASSIGN, "2026-11-26 13:00") is State.OPEN
    reassigns(story, "2026-11-26 14:00", caseworker="CML")
    assert (story.case.caseworker, story.case.team) == ("CML", "familie")
    assert standing(story, TodoKind.REASSIGN, "2026-11-26 15:00") is State.MET


def test_given_away_before_the_one_before_had_answered() -> None:
    story = reassigns(reassigns(awaiting(M.SUMMONS)), "2026-11-26 11:00", caseworker="CML")
    assert [each.lapsed for each in story.case.todos] == [True, False]


def test_while_the_offer_is_open_the_new_one_has_the_time_of_the_milestone() -> None:
    story = reassigns(awaiting(M.ASSIGNMENT))
    assert story.case.todos == ()
    track = story.case.track(M.ASSIGNMENT)
    assert track is not None
    assert (track.attempt, story.case.awaiting, story.case.offered_to) == (2, M.ASSIGNMENT, "BOS")
    limit = deadline(track, RULEBOOK, danish("2026-11-26 12:00"))
    assert limit.counted == "1 arbejdsdag efter omfordelingen tor 26. nov"
    # the answer on the form the one before still sees comes second
    bench = Bench(case=story.case, staff=STAFF, rulebook=RULEBOOK, now=danish("2026-11-26 12:00"), attempt=1)
    form = FORMS[M.ASSIGNMENT].model_validate({"by": "ANK", "caseworker": "ANK", "answered_on": "2026-11-26"})
    with pytest.raises(AlreadyRegistered):
        decide(form, bench)
    assert story.answers(M.ASSIGNMENT, "2026-11-26 13:00", by="BOS").case.accepted


@pytest.mark.parametrize(
    ("milestone", "fields", "code"),
    [
        (M.SUMMONS, {"by": "ANK"}, "not_leader"),
        (M.TARGET_GROUP, {}, "not_yet"),
        (M.SUMMONS, {"caseworker": "ANK"}, "already"),
        (M.SUMMONS, {"caseworker": "XYZ"}, "unknown_initials"),
        (M.SUMMONS, {"caseworker": "VIS"}, "takes_no_cases"),
        (M.SUMMONS, {"reason": None}, "reason_missing"),
        (M.SUMMONS, {"reassigned_on": "2026-11-20"}, "too_early"),
    ],
)
def test_what_is_refused(milestone: Any, fields: dict[str, Any], code: str) -> None:
    given = {"by": "TLU", "caseworker": "BOS", "reason": "workload", **fields}
    given = {name: value for name, value in given.items() if value is not None}
    with pytest.raises(Refused) as refused:
        awaiting(milestone).judged(Matter.REASSIGN, "2026-11-26 10:00", **given)
    assert refused.value.code == code


def test_a_closed_case_is_given_to_nobody() -> None:
    with pytest.raises(AlreadyRegistered):
        closed().judged(Matter.REASSIGN, "2027-03-02 10:00", by="TLU", caseworker="BOS", reason="workload")


# -- what intake tells of the district; who is on duty


def test_a_district_of_the_rulebook_is_taken_and_another_is_told_which_there_are() -> None:
    book = parse(RULEBOOK_TEXT.replace("[[routes]]", '[[districts]]\nname = "vest"\n\n[[routes]]', 1), "x")
    bench = Bench(case=awaiting(M.TARGET_GROUP).case, staff=STAFF, rulebook=book, now=danish("2026-11-23 10:00"))
    fields = {"by": "VIS", "outcome": "in_target_group", "decided_on": "2026-11-23"}
    form = FORMS[M.TARGET_GROUP]
    assert decide(form.model_validate({**fields, "district": "vest"}), bench)[-1] == RoutingTold(district="vest")
    with pytest.raises(Refused, match="distrikter er: vest"):
        decide(form.model_validate({**fields, "district": "syd"}), bench)


@pytest.mark.parametrize(
    ("at", "changes", "called"),
    [
        ("2026-11-21 09:14", {"interrogation": True}, True),  # a Saturday
        ("2026-11-23 07:59", {"interrogation": True}, True),
        ("2026-11-23 08:00", {"interrogation": True}, False),
        ("2026-11-23 15:59", {"interrogation": True}, False),
        ("2026-11-23 16:00", {"interrogation": True}, True),
        ("2026-11-21 09:14", {"interrogation": False}, False),
        ("2026-11-21 09:14", {"interrogation": True, "origin": Origin.WEEKLY_SHEET}, False),
    ],
)
def test_out_of_hours_an_interrogation_is_told_to_who_is_on_duty(
    at: str, changes: dict[str, Any], called: bool
) -> None:
    duty = with_(
        Colleague(initials="DGN", team="visitation", takes_cases=False, duty_officer=True),
        Colleague(initials="DGX", team="visitation", duty_officer=True, left_on=day("2026-01-01")),
    )
    recipients = [each for each, _ in told_of(Story(opened=opening(danish(at), **changes)), duty)]
    assert ("DGN" in recipients) is called
    assert "DGX" not in recipients


DUTY = with_(Colleague(initials="DGN", team="visitation", takes_cases=False, duty_officer=True))


@pytest.mark.parametrize(
    ("at", "changes", "fired"),
    [
        # a Tuesday evening; the police want to know by 23
        ("2026-11-24 18:59", {}, []),
        ("2026-11-24 19:00", {}, [("soon", ("intake", "DGN"))]),
        ("2026-11-24 22:00", {}, [("soon", ()), ("one_hour", ("intake", "intake_leader", "DGN"))]),
        ("2026-11-24 23:00", {}, [("soon", ()), ("one_hour", ()), ("missed", ("intake", "intake_leader", "DGN"))]),
        (
            "2026-11-24 23:00",
            {"origin": Origin.SSP_LIST},
            [("soon", ()), ("one_hour", ()), ("missed", ("intake", "intake_leader"))],
        ),
        # within office hours it is the day staff's
        ("2026-11-24 15:59", {"reply_by_at": danish("2026-11-24 19:30")}, [("soon", ("intake",))]),
        ("2026-11-24 16:00", {"reply_by_at": danish("2026-11-24 19:30")}, [("soon", ("intake", "DGN"))]),
    ],
)
def test_who_is_on_duty_is_reminded_of_an_interrogation_out_of_hours(
    at: str, changes: dict[str, Any], fired: list[tuple[str, tuple[str, ...]]]
) -> None:
    fields = {"interrogation": True, "reply_by_at": danish("2026-11-24 23:00"), **changes}
    case = Story(opened=opening(danish("2026-11-24 12:00"), **fields)).case
    reached = [each for each in tick(case, RULEBOOK, danish(at), DUTY) if isinstance(each, TodoRungReached)]
    assert [(each.rung, each.told) for each in reached] == fired


def test_of_other_todos_they_are_not_reminded() -> None:
    story = awaiting(M.MEETING).answers(Matter.NEW_TODO, "2026-11-25 12:00", kind="court_statement")
    story.ticks("2026-11-25 12:00")
    reached = list(tick(story.case, RULEBOOK, danish("2027-01-01 19:00"), DUTY))
    assert any(isinstance(each, TodoRungReached) and each.told for each in reached)
    assert all("DGN" not in each.told for each in reached)


# -- an investigation takes the case to another team

WAYS = [(M.COURSE, "2026-12-04 10:00", day("2026-12-04")), (M.FOLLOW_UP, "2027-02-01 10:00", day("2027-02-01"))]


def investigated(milestone: Milestone, at: str, **fields: str) -> Story:
    return awaiting(milestone).answers(milestone, at, **{"outcome": "investigation", "caseworker": "CML", **fields})


@pytest.mark.parametrize(("milestone", "at", "on"), WAYS)
def test_an_investigation_takes_the_case_to_the_team_of_who_gets_it(milestone: Milestone, at: str, on: date) -> None:
    story = investigated(milestone, at)
    assert (story.case.caseworker, story.case.team, story.case.accepted) == ("CML", "familie", False)
    (todo,) = [each for each in story.case.todos if each.open]
    assert (todo.kind, danish_date(todo.counts_from)) == (TodoKind.ACCEPT, on)
    missed = [each for each in story.ticks("2027-12-01 12:00") if each.missed and each.told]
    assert "team_leader:familie" in {who for each in missed for who in each.told}
    assert "team_leader:unge" not in {who for each in missed for who in each.told}


def test_they_take_it_or_the_leader_of_their_team_chooses_again() -> None:
    story = investigated(M.COURSE, "2026-12-04 10:00")
    taken = Story(history=list(story.history)).answers(Matter.TODO, "2026-12-07 10:00", by="CML", todo="1")
    assert taken.case.accepted
    fields = {"outcome": "not_done", "reason": "absent"}
    story.answers(Matter.TODO, "2026-12-07 10:00", by="CML", todo="1", **fields)
    assert [each.kind for each in story.case.todos if each.open] == [TodoKind.REASSIGN]
    assert told_of(story) == [("team_leader:familie", NoticeKind.UNASSIGNED)]


@pytest.mark.parametrize("fields", [{"by": "CML"}, {"caseworker": "ANK"}])
def test_who_says_so_themselves_or_has_the_case_already_is_not_asked(fields: dict[str, str]) -> None:
    story = investigated(M.COURSE, "2026-12-04 10:00", **fields)
    assert (story.case.accepted, story.case.todos) == (True, ())
    assert story.case.team == STAFF.teams[fields.get("caseworker", "CML")]


def test_while_the_offer_of_the_case_is_open_it_is_offered_to_who_gets_the_investigation() -> None:
    """A further notification found the case with nobody who had taken it."""
    asked = CourseChosen(
        outcome=Course.INVESTIGATION, chosen_on=day("2026-11-24"), caseworker="CML", team="familie", to_accept=True
    )
    case = awaiting(M.ASSIGNMENT).happens(asked).case
    assert (case.caseworker, case.runs(M.ASSIGNMENT), case.todos) == ("CML", True, ())
    itself = awaiting(M.ASSIGNMENT).happens(replace(asked, to_accept=False)).case
    assert (itself.accepted, itself.runs(M.ASSIGNMENT)) == (True, False)


def test_who_was_asked_before_and_a_choice_that_was_awaited_are_past_then() -> None:
    story = investigated(M.COURSE, "2026-12-04 10:00")
    story.answers(M.FOLLOW_UP, "2027-02-01 10:00", outcome="investigation", caseworker="BOS")
    assert [(each.kind, each.open) for each in story.case.todos] == [(TodoKind.ACCEPT, False), (TodoKind.ACCEPT, True)]
    assert story.case.team == "unge"


def test_who_takes_the_case_from_another_team_brings_it_to_theirs() -> None:
    story = awaiting(M.ASSIGNMENT).answers(M.ASSIGNMENT, "2026-11-24 10:00", by="CML", caseworker="CML")
    assert (story.case.caseworker, story.case.team) == ("CML", "familie")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("CourseChosen", '"chosen_on":"2026-12-04","outcome":"investigation","reason":null'),
        ("FollowUpAnswered", '"on":"2026-12-04","outcome":"investigation","reason":null'),
        ("AssignmentAnswered", '"answered_on":"2026-12-04","outcome":"accepted","reason":null'),
    ],
)
def test_in_files_from_before_the_team_stays_and_nobody_is_asked(name: str, body: str) -> None:
    """A todo of its own would give those that came later other numbers than the answers to them name."""
    event = decode(name, f'{{"caseworker":"CML",{body},"schema":1}}')
    case = awaiting(M.FOLLOW_UP).happens(event, at=danish("2026-12-10 10:00")).case
    assert (case.caseworker, case.team, case.todos) == ("CML", "unge", ())
