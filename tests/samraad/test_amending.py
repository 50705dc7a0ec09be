"""An entry put right by the rules of its own form, on the case as it stood before; or withdrawn, the history stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, get_args

import pytest

from samraad.answers import understand
from samraad.case import CaseFile, before
from samraad.case.corrections import corrected_by
from samraad.deadlines import deadlines
from samraad.errors import Refused
from samraad.events import (
    BranchEvent,
    CaseMerged,
    Corrected,
    CourseEvent,
    PreparationEvent,
    ReceiptMoved,
    TargetEvent,
    TodoAnswered,
    TodoOpened,
    Withdrawn,
)
from samraad.rebuilt import TOPICS, typed
from samraad.register import DECISIONS, Bench, decide
from samraad.vocabulary import CorrectionCause, Matter, Milestone, State, TodoKind, TodoOutcome, Topic
from samraad.wording import corrected
from tests.samraad.given import RULEBOOK, STAFF, M, Story, awaiting, closed, danish, day

T = Matter
#: Another case, open, in which the samråd was held.
OTHER: Final[CaseFile] = awaiting(M.PLAN).case
#: A case whose leader has decided that the family is summoned.
REJECTED: Final = "rejected"
#: Numbers in the file of a case as `awaiting` tells it.
ASSESSED, TARGET, ACCEPTED, SUMMONED, ANSWERED = 2, 3, 5, 6, 7


def correct(story: Story, entry: int, at: str = "2026-12-09 12:00", **fields: Any) -> Story:
    return story.answers(T.CORRECTION, at, **{"because": "typed_wrong", **fields, "entry": str(entry)})


def withdraw(story: Story, entry: int, at: str = "2026-12-09 12:00", **fields: Any) -> Story:
    return correct(story, entry, at, outcome="withdrawn", because="wrong_case", **fields)


def refusal(story: Story, entry: int, **fields: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        correct(story, entry, **fields)
    return refused.value.code, refused.value.field


def limit(story: Story, milestone: Milestone, at: str = "2026-12-09 12:00") -> State:
    return next(each.state for each in deadlines(story.case, RULEBOOK, danish(at)) if each.milestone is milestone)


def kinds(story: Story) -> list[TodoKind]:
    return [each.kind for each in story.case.todos if each.open]


# -- what a form wrote is read back as it was typed

#: (where the case stands, form, fields).
_ANSWERS: list[tuple[Milestone, Topic, dict[str, Any]]] = [
    (M.ASSESSMENT, M.ASSESSMENT, {"outcome": "no_acute_need", "assessed_on": "2026-11-23"}),
    (M.ASSESSMENT, M.ASSESSMENT, {"outcome": "acute_need", "assessed_on": "2026-11-22", "assessed_time": "14.30"}),
    (M.ASSESSMENT, M.ASSESSMENT, {"outcome": "not_assessed", "reason": "not_reached"}),
    (M.TARGET_GROUP, M.TARGET_GROUP, {"outcome": "outside", "destination": "none", "override": "concern"}),
    (M.TARGET_GROUP, M.TARGET_GROUP, {"outcome": "referred", "amount_kr": "16.000", "setting": "shop"}),
    (M.TARGET_GROUP, M.TARGET_GROUP, {"outcome": "police_asked"}),
    (M.ASSIGNMENT, M.ASSIGNMENT, {"outcome": "declined", "reason": "workload"}),
    (M.SUMMONS, M.SUMMONS, {"holders": "two", "second_sent_on": "2026-11-24", "meeting_on": "2026-12-20"}),
    (M.SUMMONS, M.SUMMONS, {"holders": "two_one_missing", "holder_channel": "phone"}),
    (M.SUMMONS, M.SUMMONS, {"outcome": "not_summoned", "reason": "moved"}),
    (M.APPROVAL, M.APPROVAL, {"outcome": "rejected", "by": "TLU"}),
    (M.MEETING, M.MEETING, {"outcome": "postponed", "planned_on": "2027-01-05"}),
    (M.MOTIVATION, M.MOTIVATION, {"outcome": "still_declines"}),
    (M.COURSE, M.COURSE, {"outcome": "investigation", "caseworker": "BOS"}),
    (M.COURSE, M.COURSE, {"outcome": "close", "reason": "declines"}),
    (M.PLAN, M.PLAN, {"duties": "young_person,parent", "minutes_sent_on": "2026-12-05"}),
    (M.PLAN_REVIEW, M.PLAN_REVIEW, {"outcome": "not_reviewed", "reason": "moved"}),
    (M.FOLLOW_UP, M.FOLLOW_UP, {"outcome": "follow_up_again"}),
    (M.FOLLOW_UP, T.VERDICT, {"outcome": "dropped"}),
    (M.MEETING, T.AGREED_DATE, {"agreed_on": "2027-01-08"}),
    (M.SUMMONS, T.INTERROGATION, {"attendance": "duty_officer", "documents_on": "2026-11-23"}),
    (M.SUMMONS, T.INTERROGATION, {"attendance": "planned", "held_on": "2026-12-20"}),
    (M.SUMMONS, T.NEW_TODO, {"kind": "court_statement", "due_on": "2026-12-20"}),
    (M.SUMMONS, T.INVITATION, {"role": "school", "who": "Skoleleder", "consent": "oral"}),
    (M.SUMMONS, T.INVITATION, {"role": "school", "outcome": "not_invited", "why": "exposure"}),
    (M.SUMMONS, T.PREPARATION, {"item": "meeting_leader", "led_by": "BOS"}),
    (M.SUMMONS, T.REMAND, {"outcome": "begins"}),
    (M.SUMMONS, T.PERMITS, {"roles": "parent"}),
    (M.PLAN, T.DUTY, {"role": "young_person", "what": "attend_school"}),
    (M.PLAN, T.MEASURE, {"kind": "mentor"}),
    (M.SUMMONS, T.MOVED, {"outcome": "handed_over", "moved_on": "2026-12-01"}),
    (M.SUMMONS, T.MOVED, {"outcome": "not_yet", "moved_on": "2026-12-01"}),
    (M.SUMMONS, T.WRONGLY_OPENED, {"because": "test", "by": "TLU"}),
]


def answered(at: Milestone, topic: Topic, fields: dict[str, Any]) -> Story:
    return awaiting(at).answers(topic, "2026-12-08 12:00", **fields)


@pytest.mark.parametrize(("at", "topic", "fields"), _ANSWERS)
def test_what_a_form_wrote_is_read_back_and_judged_the_same(
    at: Milestone, topic: Topic, fields: dict[str, Any]
) -> None:
    by = fields.get("by", "ANK")
    story = awaiting(at).answers(topic, "2026-12-08 12:00", **fields)
    entry = next(each for each in reversed(story.history) if TOPICS.get(type(each.event)) is topic)
    bench = Bench(
        case=before(story.case, entry.version), staff=STAFF, rulebook=RULEBOOK, now=entry.at, others=lambda _: OTHER
    )
    form = understand(topic, {**typed(entry.event, bench.case), "by": by})
    decided = DECISIONS[type(form)](form, bench)
    assert (decided[0] if isinstance(decided, tuple) else decided) == entry.event


def test_what_closed_or_reopened_a_case_is_read_back_too() -> None:
    story = closed().answers(T.REOPENED, "2027-03-02 12:00", because="slip")
    story.happens(CaseMerged(into="2026-0043", on=day("2027-03-02")))
    for entry in story.history[-2:]:
        bench = Bench(
            case=before(story.case, entry.version), staff=STAFF, rulebook=RULEBOOK, now=entry.at, others=lambda _: OTHER
        )
        form = understand(TOPICS[type(entry.event)], {**typed(entry.event, bench.case), "by": "ANK"})
        assert DECISIONS[type(form)](form, bench) == entry.event


def test_every_answer_that_there_is_can_be_read_back() -> None:
    unions = (CourseEvent, BranchEvent, TargetEvent, PreparationEvent)
    answers = {kind for union in unions for kind in get_args(union)} | {TodoOpened, TodoAnswered}
    assert answers <= set(TOPICS)


# -- the rules of the form hold for its correction


@pytest.mark.parametrize(
    ("at", "entry", "fields", "expected"),
    [
        # only a leader says that nobody is summoned
        (REJECTED, ANSWERED, {"changes": "outcome=approved"}, ("not_leader", "by")),
        (REJECTED, ANSWERED, {"on": "2026-11-26"}, ("not_leader", "by")),
        # no samråd was held before
        (M.TARGET_GROUP, 0, {"changes": "outcome=again_within_year"}, ("no_samraad_within_year", "changes")),
        (M.TARGET_GROUP, 0, {"changes": "outcome=outside"}, ("destination_missing", "changes")),
        (M.TARGET_GROUP, 0, {"changes": "outcome=outside;destination=none"}, ("override_missing", "changes")),
        (M.COURSE, 0, {"changes": "outcome=investigation"}, ("caseworker_missing", "caseworker")),
        (M.COURSE, 0, {"changes": "outcome=investigation", "caseworker": "VIS"}, ("takes_no_cases", "caseworker")),
        (M.COURSE, 0, {"changes": "outcome=close"}, ("reason_missing", "changes")),
        (M.MEETING, 0, {"changes": "outcome=held"}, ("participants_missing", "changes")),
        (M.MEETING, 0, {"changes": "reason=turned_18;outcome=not_held"}, ("reason_missing", "changes")),
        (M.MEETING, 0, {"changes": "outcome=held;participants=parent;reason=ill"}, ("reason_contradicts", "changes")),
    ],
)
def test_a_correction_is_judged_as_its_form_is(
    at: Milestone | str, entry: int, fields: dict[str, Any], expected: tuple[str, str]
) -> None:
    story = _last(at)
    assert refusal(story, entry or _last_answer(story), **fields) == expected


def _last(at: Milestone | str) -> Story:
    """The case right after an answer to the milestone."""
    if at == REJECTED:
        return awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-25 12:00", by="TLU", outcome="rejected")
    first = {M.TARGET_GROUP: "in_target_group", M.COURSE: "other_support", M.MEETING: "postponed"}[at]
    return awaiting(at).answers(at, "2026-12-03 12:00", outcome=first)


def _last_answer(story: Story) -> int:
    return next(each.version for each in reversed(story.history) if isinstance(each.event, CourseEvent))


def test_a_leader_corrects_what_a_leader_decided() -> None:
    story = correct(_last(REJECTED), ANSWERED, by="TLU", changes="outcome=approved")
    assert story.case.awaiting is M.COURSE
    assert limit(story, M.SUMMONS) is State.NOT_DONE


def test_what_the_form_asks_for_may_come_with_the_correction() -> None:
    story = _last(M.TARGET_GROUP)
    changes = "outcome=outside;destination=none;override=concern"
    assert correct(story, _last_answer(story), changes=changes).case.closed_on == day("2026-12-03")
    chosen = _last(M.COURSE)
    correct(chosen, _last_answer(chosen), changes="outcome=investigation", caseworker="BOS")
    assert chosen.case.caseworker == "BOS"


def test_the_corrected_answer_may_be_another_event_of_the_same_form() -> None:
    story = correct(awaiting(M.MEETING), SUMMONED, changes="outcome=not_summoned;reason=moved")
    assert (story.case.awaiting, limit(story, M.SUMMONS)) == (M.APPROVAL, State.OVERDUE)
    assert isinstance(story.history[-1].event, Corrected)
    assert story.history[-1].event.type == "NotSummonedProposed"


def test_who_has_left_since_could_take_the_case_then() -> None:
    gone = replace(STAFF, colleagues=(replace(STAFF.colleagues[0], left_on=day("2026-11-30")), *STAFF.colleagues[1:]))
    story = awaiting(M.PLAN)
    form = understand(T.CORRECTION, {"entry": ACCEPTED, "on": "2026-11-23", "because": "typed_wrong", "by": "TLU"})
    bench = Bench(case=story.case, staff=gone, rulebook=RULEBOOK, now=danish("2026-12-09 12:00"))
    story.happens(*decide(form, bench))
    assert story.case.caseworker == "ANK"


# -- dates and hours


def test_one_date_moves_all_that_was_the_same_day_and_the_summons_is_in_time_after_all() -> None:
    late = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-30 10:00", late_cause="holiday")
    assert limit(late, M.SUMMONS) is State.MET_LATE
    correct(late, SUMMONED, on="2026-11-27")
    assert limit(late, M.SUMMONS) is State.MET
    assert late.case.summons is not None
    assert (late.case.summons.holder_on, late.case.summons.late_cause) == (day("2026-11-27"), None)


def test_a_day_of_its_own_stays() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-27 10:00", holder_sent_on="2026-11-26")
    correct(story, SUMMONED, on="2026-11-25")
    assert story.case.summons is not None
    assert story.case.summons.holder_on == day("2026-11-26")


@pytest.mark.parametrize(
    ("sent_on", "asked"),
    # the law's last day is Saturday 28 November
    [("2026-11-27", []), ("2026-11-28", []), ("2026-11-29", [TodoKind.LATE_CAUSE])],
)
def test_a_summons_corrected_to_a_late_day_asks_for_the_cause(sent_on: str, asked: list[TodoKind]) -> None:
    assert kinds(correct(awaiting(M.MEETING), SUMMONED, on=sent_on)) == asked


def test_the_cause_of_a_late_summons_stands_as_long_as_it_is_late() -> None:
    late = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-12-01 10:00", late_cause="holiday")
    correct(late, SUMMONED, on="2026-11-30")
    assert late.case.summons is not None
    assert (late.case.summons.late_cause, kinds(late)) == ("holiday", [])
    correct(late, SUMMONED, changes="late_cause=remand")
    assert late.case.summons.late_cause == "remand"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"on": "2026-11-22"}, "2026-11-22 10:00"),
        ({"changes": "assessed_at=2026-11-22 11.30"}, "2026-11-22 11:30"),
        ({"changes": "assessed_at=2026-11-22T10:00"}, "2026-11-22 10:00"),
        ({"changes": "assessed_at=2026-11-22T11:00:00+00:00"}, "2026-11-22 12:00"),
        ({"changes": "assessed_time=09.45"}, "2026-11-21 09:45"),
        # without an hour the day's end, never to our own advantage
        ({"changes": "assessed_at=2026-11-22"}, "2026-11-22 23:59:59"),
    ],
)
def test_an_instant_is_corrected_by_its_day_or_its_hour(fields: dict[str, str], expected: str) -> None:
    track = correct(awaiting(M.PLAN), ASSESSED, **fields).case.track(M.ASSESSMENT)
    assert track is not None
    assert track.done_at == danish(expected)


@pytest.mark.parametrize(
    ("entry", "fields", "expected"),
    [
        (ASSESSED, {"changes": "assessed_at=2026-11-22 25.00"}, ("field", "changes")),
        (ASSESSED, {"changes": "assessed_at=22.11."}, ("field", "changes")),
        (ASSESSED, {"changes": "assessed_at=2026-12-09 18.00"}, ("in_future", "changes")),
        # received at 9.14
        (ASSESSED, {"changes": "assessed_at=2026-11-21 09.00"}, ("too_early", "changes")),
        (ASSESSED, {"caseworker": "ANK"}, ("unknown_field", "caseworker")),
        (ANSWERED, {"on": "2026-11-24"}, ("too_early", "on")),
        (ANSWERED, {"changes": "by=TLU"}, ("unknown_field", "changes")),
    ],
)
def test_what_cannot_be_is_refused_where_the_person_looks(
    entry: int, fields: dict[str, str], expected: tuple[str, str]
) -> None:
    assert refusal(awaiting(M.PLAN), entry, **fields) == expected


def test_a_reason_that_the_form_does_not_ask_for_is_not_asked_for_here() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-03 12:00", outcome="no_show")
    correct(story, ANSWERED, on="2026-12-02")
    track = story.case.track(M.MEETING)
    assert track is not None
    assert track.done_at == danish("2026-12-02 00:00")


def test_the_fields_there_are_stand_with_their_danish_titles() -> None:
    with pytest.raises(Refused, match=r"»Den unge indkaldt den« \(sent_on\).*»Forælder indkaldt ved«"):
        correct(awaiting(M.MEETING), SUMMONED, changes="dag=2026-11-24")
    with pytest.raises(Refused, match=r"2026-11-22 14\.30"):
        correct(awaiting(M.MEETING), ASSESSED, changes="assessed_at=22.11.")


def test_whoever_led_or_attended_is_corrected_by_initials() -> None:
    story = awaiting(M.MEETING).answers(T.PREPARATION, "2026-11-26 10:00", item="meeting_leader", led_by="ANK")
    correct(story, ANSWERED, caseworker="BOS")
    assert story.case.prepared[0].led_by == "BOS"


def test_an_agreed_day_is_judged_on_the_day_it_was_agreed() -> None:
    story = awaiting(M.MEETING).answers(T.AGREED_DATE, "2026-11-26 10:00", agreed_on="2026-12-08")
    correct(story, ANSWERED, on="2026-12-07")
    assert story.case.meeting_planned_on == day("2026-12-07")


# -- documentation handed over at an interrogation


def _attended(documents: str) -> Story:
    fields = {"attendance": "attended", "held_on": "2026-11-20", "documents_on": documents, "documents_time": "10.00"}
    return awaiting(M.MEETING).answers(T.INTERROGATION, "2026-11-26 10:00", **fields)


def test_documents_that_turn_out_to_have_come_earlier_move_the_receipt() -> None:
    story = _attended("2026-11-21")
    assert story.case.received_at == danish("2026-11-21 09:14")
    correct(story, ANSWERED, changes="documents_at=2026-11-20 10.00")
    assert isinstance(story.history[-1].event, ReceiptMoved)
    assert story.case.received_at == danish("2026-11-20 10:00")


def test_documents_that_moved_the_receipt_do_not_move_it_back_by_themselves() -> None:
    story = _attended("2026-11-19")
    assert story.case.received_at == danish("2026-11-19 10:00")
    assert refusal(story, ANSWERED, changes="documents_at=2026-11-20 10.00") == ("receipt", "changes")
    assert refusal(story, ANSWERED, changes="documents_on=;documents_time=") == ("receipt", "changes")


# -- withdrawn


def test_an_answer_on_the_wrong_case_is_withdrawn_and_the_history_stays() -> None:
    story = withdraw(awaiting(M.MEETING), SUMMONED)
    assert (story.case.awaiting, story.case.summons) == (M.SUMMONS, None)
    assert limit(story, M.SUMMONS) is State.OVERDUE
    assert type(story.history[SUMMONED - 1].event).__name__ == "Summoned"
    marks = corrected_by(tuple(story.history))
    assert marks == {SUMMONED: story.history[-1]}
    assert corrected(marks[SUMMONED]) == f" (trukket tilbage, se nr. {story.case.version})"
    assert story.history[-1].event == Withdrawn(withdraws=SUMMONED, because=CorrectionCause.WRONG_CASE)
    assert refusal(story, SUMMONED, on="2026-11-24") == ("unknown_entry", "entry")
    story.answers(M.SUMMONS, "2026-12-09 13:00", sent_on="2026-11-27")
    assert (story.case.awaiting, limit(story, M.SUMMONS)) == (M.MEETING, State.MET)


def test_a_wrong_outcome_is_corrected_once_the_later_answers_are_withdrawn() -> None:
    story = awaiting(M.FOLLOW_UP)
    assert refusal(story, ANSWERED, changes="outcome=no_show") == ("built_upon", "entry")
    assert refusal(story, ANSWERED, outcome="withdrawn") == ("built_upon", "entry")
    withdraw(story, ANSWERED + 1, "2026-12-10 12:00")
    correct(story, ANSWERED, "2026-12-10 12:01", changes="outcome=no_show")
    assert (story.case.awaiting, story.case.samraad_on) == (M.SUMMONS, None)


@pytest.mark.parametrize(
    ("at", "topic", "fields", "refused"),
    [
        (M.APPROVAL, M.APPROVAL, {"outcome": "rejected", "by": "TLU"}, ("not_leader", "by")),
        (M.MEETING, T.MOVED, {"outcome": "not_yet"}, None),
        (M.MEETING, T.PREPARATION, {"item": "network"}, None),
        (M.PLAN, T.MEASURE, {"kind": "mentor"}, None),
    ],
)
def test_who_may_withdraw_what(
    at: Milestone, topic: Topic, fields: dict[str, str], refused: tuple[str, str] | None
) -> None:
    story = awaiting(at)
    as_it_was = replace(story.case, version=0, head="", todo_numbers={})
    story.answers(topic, "2026-12-08 12:00", **fields)
    entry = story.case.version
    if refused:
        assert refusal(story, entry, outcome="withdrawn") == refused
    withdraw(story, entry, by="TLU")
    assert replace(story.case, version=0, head="", todo_numbers={}) == as_it_was


def test_a_step_of_a_measure_is_withdrawn_from_the_last_one_on() -> None:
    story = awaiting(M.PLAN).answers(T.MEASURE, "2026-12-08 12:00", kind="mentor")
    story.answers(T.MEASURE, "2026-12-08 12:01", measure=1, status="granted")
    assert refusal(story, story.case.version - 1, outcome="withdrawn") == ("built_upon", "entry")


def test_a_case_that_was_handed_over_is_reopened_not_withdrawn() -> None:
    story = closed().answers(T.REOPENED, "2027-03-02 12:00", because="slip")
    assert refusal(story, story.case.version, at="2027-03-03 12:00", outcome="withdrawn") == ("reopen", "entry")


def test_what_is_withdrawn_takes_no_fields() -> None:
    assert refusal(awaiting(M.PLAN), ANSWERED, outcome="withdrawn", on="2026-12-02") == ("on_contradicts", "outcome")


def test_a_correction_is_no_answer() -> None:
    story = withdraw(awaiting(M.MEETING), SUMMONED)
    assert refusal(story, story.case.version, on="2026-11-24") == ("correction", "entry")


def test_the_earlier_receipt_goes_with_the_interrogation_that_told_it_and_only_a_leader_withdraws_it() -> None:
    story = _attended("2026-11-19")
    assert refusal(story, ANSWERED, outcome="withdrawn") == ("not_leader", "by")
    withdraw(story, ANSWERED, by="TLU")
    assert story.case.received_at == danish("2026-11-21 09:14")
    plain = _attended("2026-11-21")
    withdraw(plain, ANSWERED)
    assert [type(each.event).__name__ for each in plain.history[-2:]] == ["InterrogationAnswered", "Withdrawn"]


def test_todos_keep_their_numbers_when_an_entry_before_them_is_withdrawn() -> None:
    story = awaiting(M.MEETING).answers(T.PREPARATION, "2026-11-26 10:00", item="network")
    story.answers(T.NEW_TODO, "2026-11-26 12:00", kind="court_statement")
    story.answers(T.NEW_TODO, "2026-11-27 12:00", kind="court_statement")
    withdraw(story, story.case.version - 1, "2026-11-28 10:00")
    withdraw(story, ANSWERED, "2026-11-28 10:00")
    assert [each.number for each in story.case.todos] == [2]
    story.answers(T.TODO, "2026-11-28 12:00", todo=2)
    assert story.case.todos[0].outcome is TodoOutcome.DONE
