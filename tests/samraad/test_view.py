"""How a case looks to people in Prefect: names and tags, and nothing personal."""

from __future__ import annotations

import pytest

from samraad.course import STAGE_OF
from samraad.process import Act, Action, Done, Wait, next_step
from samraad.summary import summarise
from samraad.view import view
from samraad.vocabulary import Kind, Matter, Milestone, Stage
from tests.samraad.given import NUMBER, RULEBOOK, M, Story, awaiting, closed, danish, day, opening

#: how far the case is, now → name, tags
LOOKS = [
    # the awaited milestone, and the law's 7 days that run meanwhile
    (
        *(M.ASSESSMENT, "2026-11-21 10:00"),
        "vurdering af akut behov senest søn 22. nov kl. 09.14 · indkaldelse senest lør 28. nov",
        ("afventer:visitation", "frist:lov"),
    ),
    (
        *(M.TARGET_GROUP, "2026-11-21 10:00"),
        "målgruppe senest tir 24. nov (norm) · indkaldelse senest lør 28. nov",
        ("afventer:visitation", "frist:norm"),
    ),
    (
        *(M.ASSIGNMENT, "2026-11-23 10:00"),
        "fordeling senest tir 24. nov (norm) · indkaldelse senest lør 28. nov",
        ("afventer:fordeling", "frist:norm", "team:unge"),
    ),
    (
        *(M.APPROVAL, "2026-11-25 10:00"),
        "godkendelse af ikke at indkalde senest fre 27. nov (norm) · indkaldelse senest lør 28. nov",
        ("afventer:indkaldelse", "frist:norm", "team:unge"),
    ),
    # statutory: the last minute, midnight
    (
        *(M.SUMMONS, "2026-11-28 23:59"),
        "indkaldelse senest lør 28. nov",
        ("afventer:indkaldelse", "frist:lov", "team:unge"),
    ),
    (
        *(M.SUMMONS, "2026-11-29 00:00"),
        "indkaldelse ikke registreret (frist lør 28. nov)",
        ("afventer:indkaldelse", "frist:lov", "lovfrist-overskredet", "overskredet", "team:unge"),
    ),
    # a norm passed while the law's 7 days still run: overdue, but not the law
    (
        *(M.ASSIGNMENT, "2026-11-25 00:00"),
        "fordeling ikke registreret (norm tir 24. nov) · indkaldelse senest lør 28. nov",
        ("afventer:fordeling", "frist:norm", "overskredet", "team:unge"),
    ),
    # recommended
    (
        *(M.MEETING, "2026-12-09 23:59"),
        "netværkssamråd anbefalet senest ons 9. dec",
        ("afventer:netværkssamråd", "frist:anbefalet", "team:unge"),
    ),
    (
        *(M.MEETING, "2026-12-10 00:00"),
        "netværkssamråd ikke registreret (anbefalet ons 9. dec)",
        ("afventer:netværkssamråd", "frist:anbefalet", "overskredet", "team:unge"),
    ),
    (
        *(M.PLAN_REVIEW, "2026-12-01 10:00"),
        "vurdering af handleplan senest lør 5. dec (norm)",
        ("afventer:vurdering af handleplan", "frist:norm", "team:unge"),
    ),
    (
        *(M.FOLLOW_UP, "2026-12-10 10:00"),
        "opfølgning anbefalet senest tir 2. mar",
        ("afventer:opfølgning", "frist:anbefalet", "team:unge"),
    ),
]


@pytest.mark.parametrize(("milestone", "now", "name", "tags"), LOOKS)
def test_name_and_tags(milestone: Milestone, now: str, name: str, tags: tuple[str, ...]) -> None:
    found = view(awaiting(milestone).case, RULEBOOK, danish(now))
    assert (found.name, found.tags) == (f"{NUMBER} · {name}", tags)
    assert (found.form, found.attempt) == (milestone, 1)


def test_a_closed_case() -> None:
    found = view(closed().case, RULEBOOK, danish("2027-06-01 10:00"))
    assert (found.name, found.tags) == (f"{NUMBER} · afsluttet", ("afsluttet", "team:unge"))
    assert (found.form, found.description) == (None, f"Sag {NUMBER} er afsluttet.")


def test_closed_before_it_had_a_team() -> None:
    story = awaiting(M.TARGET_GROUP)
    story.answers(M.TARGET_GROUP, "2026-11-23 10:00", outcome="outside", destination="none", override="other")
    assert view(story.case, RULEBOOK, danish("2026-11-23 10:00")).tags == ("afsluttet",)


def test_the_second_attempt_is_another_form() -> None:
    story = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", outcome="postponed", planned_on="2026-12-10")
    found = view(story.case, RULEBOOK, danish("2026-12-02 16:00"))
    assert (found.form, found.attempt) == (M.SUMMONS, 2)
    assert found.name == f"{NUMBER} · indkaldelse senest ons 9. dec (norm)"
    assert "Aftalt ny mødedato: tor 10. dec." in found.description


def test_the_description_says_first_what_is_awaited_until_when() -> None:
    found = view(awaiting(M.ASSIGNMENT).case, RULEBOOK, danish("2026-11-23 10:00")).description
    assert found.split("\n\n") == [
        "**Fordeling senest tir 24. nov (norm)**",
        "Kommunens norm: 1 arbejdsdag efter afgørelsen om målgruppen man 23. nov.",
        # people often confuse the summons and the meeting
        (
            "Samtidig løber: **indkaldelse senest lør 28. nov**. Lovfrist: 7 dage efter modtagelsen lør 21. nov;"
            " mødet må ligge senere. Servicelovens § 57 c."
        ),
        (
            f"Sag {NUMBER} · modtaget lør 21. nov kl. 09.14 · mail fra politiet"
            " · sagsbehandler ANK (har endnu ikke taget sagen)"
        ),
    ]
    accepted = view(awaiting(M.SUMMONS).case, RULEBOOK, danish("2026-11-24 10:00")).description
    assert accepted.endswith(" · sagsbehandler ANK")


@pytest.mark.parametrize(("milestone", "said"), [(M.MEETING, "Anbefalet: "), (M.PLAN_REVIEW, "Kommunens norm: ")])
def test_how_binding_a_deadline_is_is_said_once(milestone: Milestone, said: str) -> None:
    ground = view(awaiting(milestone).case, RULEBOOK, danish("2026-12-01 10:00")).description.split("\n\n")[1]
    assert ground.startswith(said)
    assert ground.casefold().count(said.casefold()) == 1


def test_the_description_of_a_deadline_in_hours_and_of_one_that_is_over() -> None:
    found = view(Story().case, RULEBOOK, danish("2026-11-22 10:00")).description
    assert found.startswith(
        "**Vurdering af akut behov ikke registreret (frist søn 22. nov kl. 09.14)**\n\n"
        "Lovfrist: 24 timer efter modtagelsen lør 21. nov kl. 09.14. "
    )


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("possibly_known", "kan være samme person"),
        ("receipt_in_future", "fristen regnes fra da mailen blev læst"),
        ("receipt_unknown", "fristen regnes fra da mailen blev læst"),
    ],
)
def test_what_intake_should_know_stands_in_the_description(note: str, text: str) -> None:
    case = Story(opened=opening(notes=(note,))).case
    assert text in view(case, RULEBOOK, danish("2026-11-21 10:00")).description
    assert "Obs" not in view(Story().case, RULEBOOK, danish("2026-11-21 10:00")).description


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("2025-11-20", False),  # a year and a day ago
        ("2025-11-21", True),  # a year ago, to the day
        ("2025-11-22", True),  # less than a year
    ],
)
def test_who_decides_the_target_group_learns_of_a_samraad_within_the_year(held: str, said: bool) -> None:
    case = Story(opened=opening(earlier_samraad_on=day(held))).case
    found = view(case, RULEBOOK, danish("2026-11-21 10:00")).description
    assert ("for mindre end et år siden" in found) is said


@pytest.mark.parametrize("milestone", Milestone)
def test_names_are_short_and_no_line_begins_with_a_day(milestone: Milestone) -> None:
    for now in ("2026-11-21 10:00", "2026-11-30 10:00", "2027-12-31 23:59"):
        found = view(awaiting(milestone).case, RULEBOOK, danish(now))
        assert len(found.name) <= 200
        assert all(len(tag) <= 200 for tag in found.tags)
        assert not any(line[:1].isdigit() for line in found.description.splitlines())  # "28." would be a list item


def test_nothing_of_the_notification_can_reach_the_view() -> None:
    """The view is made of the case file, which holds references only; even those do not show."""
    story = Story(opened=opening(remand=True))
    found = view(story.case, RULEBOOK, danish("2026-11-21 10:00"))
    assert "n-1" not in repr(found)
    assert "vold" not in repr(found)


def test_what_a_case_needs_next() -> None:
    assert next_step(Story().case) == Wait(M.ASSESSMENT, 1)
    assert next_step(closed().case) == Done()
    story = awaiting(M.TARGET_GROUP)
    decided = Story(opened=opening(), history=[]).happens(*(row.event for row in story.history[1:]))
    decided.happens(*decided.judged(M.TARGET_GROUP, "2026-11-23 10:00", outcome="in_target_group"))
    assert next_step(decided.case) == Act(Action.ROUTE)
    assert view(decided.case, RULEBOOK, danish("2026-11-23 10:00")).form is None  # samraad's turn
    assert next_step(awaiting(M.ASSIGNMENT).case) == Wait(M.ASSIGNMENT, 1)


@pytest.mark.parametrize("milestone", Milestone)
def test_the_read_model(milestone: Milestone) -> None:
    case = awaiting(milestone).case
    row = summarise(case, RULEBOOK)
    assert (row.case, row.version, row.rulebook) == (NUMBER, case.version, RULEBOOK.hash)
    assert (row.awaiting, row.stage) == (milestone, STAGE_OF[milestone])
    assert (row.team, row.caseworker, row.received_at) == (case.team, case.caseworker, case.received_at)


def test_the_read_model_has_the_awaited_deadline_and_the_earliest() -> None:
    row = summarise(awaiting(M.TARGET_GROUP).case, RULEBOOK)
    assert (row.due_at, row.kind) == (danish("2026-11-25 00:00"), Kind.NORM)
    late = summarise(awaiting(M.APPROVAL).case, RULEBOOK)  # asked on the 25th, the law's last day is the 28th
    assert (late.due_at, late.first_due_at) == (danish("2026-11-28 00:00"), danish("2026-11-28 00:00"))
    assert late.next_tick_at == danish("2026-11-25 08:00")


def test_the_earliest_deadline_may_be_another_than_the_awaited() -> None:
    story = awaiting(M.SUMMONS)
    story.answers(M.SUMMONS, "2026-11-28 10:00", outcome="not_summoned", reason="moved")
    row = summarise(story.case, RULEBOOK)
    assert (row.awaiting, row.due_at) == (M.APPROVAL, danish("2026-12-02 00:00"))
    assert row.first_due_at == danish("2026-11-29 00:00")


def test_the_read_model_of_a_closed_case() -> None:
    row = summarise(closed().case, RULEBOOK)
    assert (row.stage, row.awaiting, row.due_at, row.kind) == (Stage.CLOSED, None, None, None)
    assert (row.first_due_at, row.next_tick_at) == (None, None)


def _with_todos(*due_on: str) -> Story:
    story = awaiting(M.SUMMONS)
    for day_ in due_on:
        story.answers(Matter.NEW_TODO, "2026-11-24 12:00", kind="court_statement", due_on=day_)
    return story


@pytest.mark.parametrize(
    ("due_on", "named", "counted"),
    [
        ([], (), None),
        (["2027-01-15"], (1,), None),  # far off, but the only one
        (["2027-01-15", "2027-01-10"], (2,), "Desuden 1 opgave med senere frist: se sagens side."),
        (["2027-01-15", "2026-11-24", "2026-11-28"], (2, 3), "Desuden 1 opgave med senere frist: se sagens side."),
        (["2026-11-28"] * 7, (1, 2, 3, 4), "Desuden 3 opgaver med senere frist: se sagens side."),
    ],
)
def test_todos_that_are_late_or_due_soon_stand_above_the_form_and_the_rest_is_counted(
    due_on: list[str], named: tuple[int, ...], counted: str | None
) -> None:
    seen = view(_with_todos(*due_on).case, RULEBOOK, danish("2026-11-25 12:00"))
    assert seen.todos == named
    lines = [line for line in seen.description.splitlines() if line.startswith(("Opgave ", "Desuden "))]
    assert [line.startswith(f"Opgave {number}: ") for line, number in zip(lines, named, strict=False)] == [True] * len(
        named
    )
    assert lines[len(named) :] == ([counted] if counted else [])
