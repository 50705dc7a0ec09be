"""Which events tell somebody something, whom, and of which deadline."""

from __future__ import annotations

import pytest

from samraad.delivery import Notice, NoticeKind
from samraad.events import (
    AssignmentAnswered,
    CaseRouted,
    CourseChosen,
    DeadlineMoved,
    FollowUpAnswered,
    NotificationAttached,
    PersonCorrected,
    PersonShown,
    ReceiptCorrected,
)
from samraad.notices import notices
from samraad.vocabulary import (
    Assignment,
    CorrectionCause,
    Course,
    DeadlineBasis,
    FollowUp,
    Kind,
    Matter,
    Milestone,
    ReceiptBasis,
)
from tests.samraad.given import NUMBER, RULEBOOK, M, Story, awaiting, closed, danish, day, opening


def told(story: Story) -> list[Notice]:
    """The notices of the last event."""
    return list(notices(story.case, story.history[-1], RULEBOOK))


def brief(found: list[Notice]) -> list[tuple[str, NoticeKind, Milestone | None]]:
    return [(each.recipient, each.kind, each.milestone) for each in found]


@pytest.mark.parametrize(
    ("received", "recipient"),
    [
        ("2026-11-20 23:59", "intake"),  # Friday
        ("2026-11-21 00:00", "weekend"),  # Saturday
        ("2026-11-23 00:00", "intake"),  # Monday
    ],
)
def test_a_new_case_is_told_to_whoever_looks_after_intake(received: str, recipient: str) -> None:
    assert brief(told(Story(opened=opening(danish(received))))) == [(recipient, NoticeKind.OPENED, M.ASSESSMENT)]


def test_a_notice_names_the_deadline_its_kind_and_the_hour_where_it_matters() -> None:
    (notice,) = told(Story())
    assert (notice.case, notice.event_version, notice.due_on) == (NUMBER, 1, day("2026-11-22"))
    answer = "ikke akut 24.11\nakut 24.11"
    assert notice.fields == {
        "deadline_kind": Kind.STATUTORY.label,
        "deadline": "søn 22. nov kl. 09.14",
        "answer": answer,
    }
    (offered,) = told(awaiting(M.ASSIGNMENT))
    assert (offered.due_on, offered.fields) == (
        day("2026-11-24"),
        {"deadline_kind": Kind.NORM.label, "answer": "modtaget"},
    )


def test_a_case_offered_is_told_to_the_caseworker() -> None:
    assert brief(told(awaiting(M.ASSIGNMENT))) == [("ANK", NoticeKind.ASSIGNED, M.ASSIGNMENT)]


def test_where_nobody_is_free_the_team_leader_is_told_to_choose() -> None:
    story = awaiting(M.ASSIGNMENT).happens(CaseRouted(team="unge", caseworker=None, because="ingen ledig"))
    assert brief(told(story)) == [("team_leader:unge", NoticeKind.UNASSIGNED, M.ASSIGNMENT)]


#: who was offered the case, who takes it, who registers that → who is told
TAKEN = [
    ("ANK", "ANK", "ANK", []),
    ("ANK", "ANK", "TLU", []),  # told when it was offered
    ("ANK", "BOS", "BOS", []),  # knows
    ("ANK", "BOS", "TLU", ["BOS"]),
    ("ANK", "BOS", "ANK", ["BOS"]),
    (None, "ANK", "TLU", ["ANK"]),  # nobody was free, the leader has chosen
    (None, "ANK", "ANK", []),
]


@pytest.mark.parametrize(("offered", "caseworker", "actor", "recipients"), TAKEN)
def test_who_gets_a_case_without_having_been_offered_it_is_told(
    offered: str | None, caseworker: str, actor: str, recipients: list[str]
) -> None:
    story = awaiting(M.ASSIGNMENT).happens(CaseRouted(team="unge", caseworker=offered, because=""))
    taken = AssignmentAnswered(outcome=Assignment.ACCEPTED, caseworker=caseworker, answered_on=day("2026-11-24"))
    found = brief(told(story.happens(taken, actor=actor)))
    assert found == [(each, NoticeKind.ASSIGNED, M.SUMMONS) for each in recipients]


def test_who_was_offered_a_case_and_declined_is_told_when_it_is_given_to_them_after_all() -> None:
    declined = AssignmentAnswered(outcome=Assignment.DECLINED, caseworker="ANK", answered_on=day("2026-11-24"))
    after_all = AssignmentAnswered(outcome=Assignment.ACCEPTED, caseworker="ANK", answered_on=day("2026-11-24"))
    story = awaiting(M.ASSIGNMENT).happens(declined)
    assert told(story) == []
    assert brief(told(story.happens(after_all, actor="TLU"))) == [("ANK", NoticeKind.ASSIGNED, M.SUMMONS)]


@pytest.mark.parametrize(("actor", "recipients"), [("ANK", ["CML"]), ("CML", [])])
def test_who_takes_over_for_an_investigation_is_told(actor: str, recipients: list[str]) -> None:
    chosen = CourseChosen(outcome=Course.INVESTIGATION, chosen_on=day("2026-12-04"), caseworker="CML")
    followed_up = FollowUpAnswered(outcome=FollowUp.INVESTIGATION, on=day("2027-02-01"), caseworker="CML")
    for story in (
        awaiting(M.COURSE).happens(chosen, actor=actor),
        awaiting(M.FOLLOW_UP).happens(followed_up, actor=actor),
    ):
        assert brief(told(story)) == [(each, NoticeKind.ASSIGNED, M.FOLLOW_UP) for each in recipients]


def test_where_nobody_else_takes_over_nobody_is_told() -> None:
    again = FollowUpAnswered(outcome=FollowUp.FOLLOW_UP_AGAIN, on=day("2027-02-01"))
    assert told(awaiting(M.FOLLOW_UP).happens(again)) == []


def test_a_case_offered_before_its_time_names_no_deadline() -> None:
    story = Story().happens(CaseRouted(team="unge", caseworker="ANK", because=""))
    (notice,) = told(story)
    assert (notice.milestone, notice.due_on, set(notice.fields)) == (None, None, {"answer"})


def test_a_further_notification_is_told_with_the_earliest_deadline() -> None:
    further = NotificationAttached(received_at=danish("2026-11-24 09:00"), notification="n-2", offences=())
    assert brief(told(awaiting(M.SUMMONS).happens(further))) == [("ANK", NoticeKind.FURTHER_NOTIFICATION, M.SUMMONS)]
    assert brief(told(closed().happens(further))) == [("ANK", NoticeKind.FURTHER_NOTIFICATION, None)]


def test_a_proposal_not_to_summon_is_told_to_the_team_leader() -> None:
    assert brief(told(awaiting(M.APPROVAL))) == [("team_leader:unge", NoticeKind.APPROVAL, M.APPROVAL)]


@pytest.mark.parametrize(
    ("at", "kind", "urgent", "recipients"),
    [
        ("2026-11-25 08:00", NoticeKind.REMINDER, False, ["ANK"]),  # three days left
        ("2026-11-28 08:00", NoticeKind.REMINDER, True, ["ANK", "team_leader:unge"]),  # the last day
        ("2026-11-29 00:00", NoticeKind.MISSED, True, ["ANK", "team_leader:unge"]),  # midnight
    ],
)
def test_a_rung_is_told_to_each_of_its_recipients(
    at: str, kind: NoticeKind, urgent: bool, recipients: list[str]
) -> None:
    story = awaiting(M.SUMMONS)
    story.ticks(at)
    found = told(story)
    assert [(each.recipient, each.kind, each.urgent) for each in found] == [(r, kind, urgent) for r in recipients]
    assert {each.due_on for each in found} == {day("2026-11-28")}


def test_a_rung_that_was_overtaken_tells_nobody() -> None:
    story = awaiting(M.SUMMONS)
    story.ticks("2026-11-29 00:00")
    assert [notices(story.case, row, RULEBOOK) for row in story.history[-4:-1]] == [(), (), ()]


def test_what_concerns_nobody_else_is_told_to_nobody() -> None:
    assert told(awaiting(M.MEETING)) == []
    assert told(awaiting(M.MEETING).happens(PersonShown(purpose="sagsbehandling"))) == []


def test_where_a_day_was_agreed_every_message_names_it_and_not_the_recommended_one() -> None:
    story = awaiting(M.MEETING).answers(Matter.AGREED_DATE, "2026-11-26 10:00", agreed_on="2026-12-20")
    story.happens(*story.judged(Matter.VERDICT, "2026-11-27 10:00", outcome="fine"), actor="BOS")
    (ruling,) = told(story)
    assert (ruling.milestone, ruling.due_on, ruling.fields["deadline_kind"]) == (
        M.MEETING,
        day("2026-12-20"),
        "aftalt dato",
    )


def test_a_day_agreed_after_another_deadline_is_not_the_next_one() -> None:
    story = awaiting(M.FOLLOW_UP).answers(
        Matter.AGREED_DATE, "2026-12-10 10:00", milestone="follow_up", agreed_on="2027-04-20"
    )
    story.answers(Matter.VERDICT, "2027-03-10 10:00", outcome="fine")
    story.happens(PersonShown(purpose="x")).called("2027-03-20 10:00")
    assert [(each.milestone, each.due_on) for each in told(story)] == [(M.PLAN_REVIEW, day("2027-03-24"))]


@pytest.mark.parametrize(
    ("on", "urgent"),
    [("2026-11-27", False), ("2026-11-28", True), ("2026-11-29", True)],  # the law's last day is the 28th
)
def test_that_the_leader_does_not_approve_is_told_to_who_has_to_summon(on: str, urgent: bool) -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, f"{on} 12:00", outcome="rejected", by="TLU")
    (notice,) = told(story)
    assert (notice.recipient, notice.kind, notice.milestone) == ("ANK", NoticeKind.LEADER_ANSWERED, M.SUMMONS)
    assert (notice.due_on, notice.urgent) == (day("2026-11-28"), urgent)
    assert "der skal indkaldes" in notice.fields["why"]


def test_that_the_leader_approves_is_told_with_the_choice_that_follows() -> None:
    story = awaiting(M.APPROVAL).answers(M.APPROVAL, "2026-11-26 12:00", outcome="approved", by="TLU")
    assert brief(told(story)) == [("ANK", NoticeKind.LEADER_ANSWERED, M.COURSE)]


@pytest.mark.parametrize(
    ("received_on", "kind", "due_on", "urgent"),
    [
        ("2026-11-18", NoticeKind.RECEIPT_MOVED, "2026-11-25", False),  # tomorrow
        ("2026-11-17", NoticeKind.RECEIPT_MOVED, "2026-11-24", True),  # today
        ("2026-11-16", NoticeKind.RECEIPT_MOVED, "2026-11-23", True),  # over
        ("2026-11-22", NoticeKind.CORRECTED, "2026-11-29", False),
    ],
)
def test_a_corrected_receipt_is_told_with_the_day_that_counts_now(
    received_on: str, kind: NoticeKind, due_on: str, urgent: bool
) -> None:
    changed = ReceiptCorrected(
        received_at=danish(f"{received_on} 09:00"),
        before=danish("2026-11-21 09:14"),
        basis=ReceiptBasis.CALL_LOG,
        age_at_receipt=16,
    )
    (notice,) = told(awaiting(M.SUMMONS).happens(changed, at=danish("2026-11-24 12:00"), actor="VIS"))
    assert (notice.recipient, notice.kind, notice.milestone) == ("ANK", kind, M.SUMMONS)
    assert (notice.due_on, notice.urgent) == (day(due_on), urgent)


@pytest.mark.parametrize(("actor", "recipients"), [("TLU", ["ANK"]), ("ANK", [])])
def test_a_moved_deadline_and_another_person_are_told_to_who_has_the_case(actor: str, recipients: list[str]) -> None:
    moved = awaiting(M.MEETING).happens(
        DeadlineMoved(
            milestone=M.MEETING,
            attempt=1,
            before=danish("2026-12-10 00:00"),
            due_on=day("2026-12-18"),
            basis=DeadlineBasis.HOLIDAY,
        ),
        actor=actor,
    )
    person = PersonCorrected(before="p-1", person="p-2", because=CorrectionCause.MISUNDERSTOOD, age_at_receipt=16)
    for story, due_on in ((moved, "2026-12-18"), (awaiting(M.MEETING).happens(person, actor=actor), "2026-12-09")):
        found = told(story)
        assert brief(found) == [(each, NoticeKind.CORRECTED, M.MEETING) for each in recipients]
        assert {each.due_on for each in found} <= {day(due_on)}
