"""The target group: what the decision table says of every combination, who decides otherwise and why, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from samraad.bench import Bench
from samraad.delivery import NoticeKind
from samraad.errors import AlreadyRegistered, BrokenRulebook, Refused
from samraad.events import (
    NotificationReweighed,
    PoliceAsked,
    TargetFacts,
    TargetGroupDecided,
    TargetGroupReferred,
    TodoRungReached,
)
from samraad.forms import defaults
from samraad.notices import notices
from samraad.rulebooks import parse, recall
from samraad.summary import summarise
from samraad.target_group import Facts, earlier_of, facts_of, row_behind, weigh
from samraad.target_rows import first_fitting
from samraad.todo_limits import todo_limits
from samraad.view import view
from samraad.vocabulary import (
    Matter,
    Milestone,
    Offence,
    Override,
    Repeated,
    Setting,
    State,
    TargetGroup,
    TodoKind,
    TodoOutcome,
    Verdict,
)
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, M, Story, awaiting, closed, danish, day, opening
from tests.samraad.test_todos import further

#: Around every bound the table has, and not known.
AMOUNTS = (None, 0, 4999, 5000, 5001, 16_000, 16_001, 59_999, 60_000, 60_001)
SETTINGS = (None, *Setting)
AGES = (0, 9, 10, 14, 15, 17, 18)


def every_combination() -> Iterator[tuple[Offence, Facts]]:
    for offence, amount, setting, age, repeated in product(Offence, AMOUNTS, SETTINGS, AGES, (None, True, False)):
        yield (
            offence,
            Facts(offences=(offence,), age=age, amount_kr=amount, setting=setting, repeated=repeated),
        )


def says(*offences: Offence, age: int = 16, **facts: Any) -> tuple[Verdict, str]:
    found = weigh(Facts(offences=offences, age=age, **facts), RULEBOOK)
    return found.verdict, found.row


# -- the shipped table


def test_every_combination_has_one_deciding_row_with_a_ground() -> None:
    used = set()
    for offence, facts in every_combination():
        row = first_fitting(RULEBOOK.target_group, offence, facts)
        assert row is not None
        found = weigh(facts, RULEBOOK)
        assert (found.verdict, found.row, found.because) == (row.verdict, row.name, row.because)
        used.add(row.name)
    assert used == {row.name for row in RULEBOOK.target_group}  # none without use


def test_only_what_is_known_is_called_not_serious() -> None:
    for offence, facts in every_combination():
        if weigh(facts, RULEBOOK).verdict is Verdict.NOT_SERIOUS:
            assert offence is not Offence.OTHER
            assert None not in (facts.amount_kr, facts.setting, facts.repeated)


C, S, V = Offence, Setting, Verdict

#: what is known → verdict and deciding row: each fact of 002 §6 and §6.1, at its bounds
SAYS: list[tuple[tuple[Offence, ...], dict[str, Any], Verdict, str]] = [
    # violence is serious, with three grey zones
    ((C.VIOLENCE,), {}, V.SERIOUS, "violence"),
    ((C.VIOLENCE,), {"setting": S.PUBLIC_PLACE}, V.SERIOUS, "violence"),
    ((C.VIOLENCE,), {"setting": S.SCHOOL_PUPILS}, V.GREY, "violence_between_pupils"),
    ((C.VIOLENCE,), {"setting": S.PUPIL_TEACHER}, V.GREY, "violence_pupil_teacher"),
    ((C.VIOLENCE,), {"setting": S.INSTITUTION}, V.GREY, "violence_in_institution"),
    ((C.ROBBERY,), {}, V.SERIOUS, "robbery"),
    # burglary: disputed, repeated serious
    ((C.BURGLARY,), {"repeated": False}, V.GREY, "burglary"),
    ((C.BURGLARY,), {"repeated": None}, V.GREY, "burglary"),
    ((C.BURGLARY,), {"repeated": True}, V.SERIOUS, "burglary_repeated"),
    # vandalism: above 16,000 kr or repeated
    ((C.VANDALISM,), {"amount_kr": 15_999, "repeated": False}, V.GREY, "vandalism"),
    ((C.VANDALISM,), {"amount_kr": 16_000, "repeated": False}, V.GREY, "vandalism"),
    ((C.VANDALISM,), {"amount_kr": 16_001, "repeated": False}, V.SERIOUS, "vandalism_large"),
    ((C.VANDALISM,), {"repeated": True}, V.SERIOUS, "vandalism_repeated"),
    ((C.VANDALISM,), {}, V.GREY, "vandalism"),
    # theft of 60,000 kr from a workplace
    ((C.THEFT,), {"setting": S.WORKPLACE, "amount_kr": 59_999}, V.GREY, "theft"),
    ((C.THEFT,), {"setting": S.WORKPLACE, "amount_kr": 60_000}, V.SERIOUS, "theft_at_work_large"),
    ((C.THEFT,), {"setting": S.WORKPLACE}, V.GREY, "theft"),
    # shoplifting of 5,000 kr is not, unless it is repeated or that is not known
    ((C.THEFT,), {"setting": S.SHOP, "amount_kr": 5000, "repeated": False}, V.NOT_SERIOUS, "shoplifting_small"),
    ((C.THEFT,), {"setting": S.SHOP, "amount_kr": 5001, "repeated": False}, V.GREY, "theft"),
    ((C.THEFT,), {"setting": S.SHOP, "amount_kr": 300, "repeated": True}, V.GREY, "theft"),
    ((C.THEFT,), {"setting": S.SHOP, "amount_kr": 300}, V.GREY, "theft"),
    ((C.THEFT,), {"setting": S.SHOP, "repeated": False}, V.GREY, "theft"),
    ((C.THEFT,), {"amount_kr": 300, "repeated": False}, V.GREY, "theft"),
    # more than a fine; repeated lesser crime; what is unlisted
    ((C.HOMICIDE,), {}, V.SERIOUS, "more_than_a_fine"),
    ((C.DRUGS,), {"repeated": True}, V.GREY, "repeated"),
    ((C.DRUGS,), {"repeated": False}, V.GREY, "unlisted"),
    ((C.REPEATED,), {}, V.GREY, "unlisted"),
    ((C.OTHER,), {}, V.GREY, "unlisted"),
    ((), {}, V.GREY, "unlisted"),
    # under ten a person always decides
    ((C.ROBBERY,), {"age": 9}, V.GREY, "under_ten"),
    ((C.ROBBERY,), {"age": 10}, V.SERIOUS, "robbery"),
    # several: the most severe counts, of equals the first
    (
        *((C.THEFT, C.BURGLARY), {"setting": S.SHOP, "amount_kr": 300, "repeated": False}),
        *(V.GREY, "burglary"),
    ),
    ((C.THEFT, C.ROBBERY, C.VIOLENCE), {}, V.SERIOUS, "robbery"),
]


@pytest.mark.parametrize(("offences", "facts", "verdict", "row"), SAYS)
def test_what_the_table_says(offences: tuple[Offence, ...], facts: dict[str, Any], verdict: Verdict, row: str) -> None:
    assert says(*offences, **facts) == (verdict, row)


def test_in_a_rulebook_older_than_the_table_everything_is_grey() -> None:
    begin, end = RULEBOOK_TEXT.index("[[target_group]]"), RULEBOOK_TEXT.index("# The police's own words for crimes")
    text = RULEBOOK_TEXT[:begin] + RULEBOOK_TEXT[end:]
    old = recall(text, "kept")
    found = weigh(Facts(offences=(C.ROBBERY,), age=16), old)
    assert (found.verdict, found.row) == (V.GREY, "no_table")
    with pytest.raises(BrokenRulebook, match="the last row must be grey"):
        parse(text, "new.toml")


#: what is changed, into what → what the error names
BROKEN = [
    ('name = "robbery"', 'name = "violence"', "two rows have the same name: violence"),
    ('name = "robbery"', 'name = "Røveri"', "felt target_group.5.name:"),
    ("min_kr = 60000", "min_kr = 60000\nmax_kr = 10", "min_kr is more than max_kr"),
    ("below_age = 10", "below_age = 10\nfrom_age = 10", "below_age must be more than from_age"),
    ('tabellen – gråzone"\nverdict = "grey"', 'tabellen – gråzone"\nverdict = "serious"', "the last row must be grey"),
    ('name = "unlisted"\n', 'name = "unlisted"\nrepeated = true\n', "the last row must be grey"),
    (
        'kriminalitet – gråzone"\nrepeated = true\n',
        'kriminalitet – gråzone"\n',
        "a row without conditions before the last one",
    ),
    ('offences = ["theft"]\nsettings = ["shop"]', 'settings = ["shop"]', "only crimes it names not serious"),
    ('offences = ["theft"]\nsettings = ["shop"]', 'offences = ["other"]', "only crimes it names not serious"),
]


@pytest.mark.parametrize(("before", "after", "names"), BROKEN)
def test_a_table_that_leaves_something_undecided_is_refused(before: str, after: str, names: str) -> None:
    assert before in RULEBOOK_TEXT
    with pytest.raises(BrokenRulebook, match=names):
        parse(RULEBOOK_TEXT.replace(before, after, 1), "regler.toml")


# -- who was notified of before


@pytest.mark.parametrize(
    ("earlier", "further_ones", "expected"),
    [
        (None, 0, None),  # opened before it was counted
        (None, 1, None),
        (0, 0, 0),
        # perhaps about the same: neither the first time nor repeated
        (0, 1, None),
        (2, 1, 2),
    ],
)
def test_earlier_notifications_count_whether_they_were_serious_or_not(
    earlier: int | None, further_ones: int, expected: int | None
) -> None:
    story = Story(opened=opening(earlier_notifications=earlier))
    for _ in range(further_ones):
        story.happens(further("2026-11-21 12:00"))
    assert earlier_of(story.case) == expected


def test_a_call_and_a_mail_about_the_same_burglary_make_nothing_repeated_and_a_later_one_does() -> None:
    story = of(C.BURGLARY, earlier_notifications=0)
    story.happens(further("2026-11-21 12:00"))
    together = decide(story, outcome="in_target_group")
    assert isinstance(together, TargetGroupDecided)
    assert (together.row, together.facts) == ("burglary", TargetFacts(earlier=None))
    said = decide(story, outcome="in_target_group", repeated="yes")
    assert isinstance(said, TargetGroupDecided)
    assert said.row == "burglary_repeated"
    story.happens(together).happens(further("2026-11-24 12:00"))
    assert earlier_of(story.case) == 2


def test_what_a_decision_turned_out_not_to_cover_was_not_decided() -> None:
    story = of(C.BURGLARY, earlier_notifications=0)
    story.happens(further("2026-11-21 12:00")).answers(M.TARGET_GROUP, MONDAY, outcome="in_target_group")
    assert earlier_of(story.case) == 2
    received_at = danish("2026-11-21 12:00")
    story.happens(NotificationReweighed(notification="n-2", received_at=received_at, opens=M.SUMMONS))
    assert earlier_of(story.case) == 1


@pytest.mark.parametrize(
    ("earlier", "said", "row"),
    [
        (0, {}, "burglary"),
        (1, {}, "burglary_repeated"),
        (None, {}, "burglary"),
        # a person knows better
        (1, {"repeated": "no"}, "burglary"),
        (0, {"repeated": "yes"}, "burglary_repeated"),
    ],
)
def test_repetition_is_as_the_files_have_it_or_a_person_says(
    earlier: int | None, said: dict[str, str], row: str
) -> None:
    decided = decide(of(C.BURGLARY, earlier_notifications=earlier), outcome="in_target_group", **said)
    assert isinstance(decided, TargetGroupDecided)
    assert decided.row == row
    assert decided.facts == TargetFacts(earlier=earlier, repeated=Repeated(said["repeated"]) if said else None)


# -- a person decides

MONDAY = "2026-11-23 10:00"


def of(*offences: Offence, **changes: Any) -> Story:
    """A case on this that awaits the decision on the target group."""
    story = Story(opened=opening(offences=offences, **changes))
    return story.answers(M.ASSESSMENT, "2026-11-21 10:00", outcome="no_acute_need")


def decide(story: Story, at: str = MONDAY, **fields: Any) -> object:
    (event,) = story.judged(M.TARGET_GROUP, at, **fields)
    return event


SHOPLIFTING = {"setting": "shop", "amount_kr": "5.000 kr.", "repeated": "no"}


@pytest.mark.parametrize(
    ("offence", "fields", "override"),
    [
        # as the table says: no reason is asked for, as before there was a table
        (C.ROBBERY, {"outcome": "in_target_group"}, None),
        (C.VIOLENCE, {"outcome": "in_target_group"}, None),
        (C.THEFT, {"outcome": "outside", "destination": "none", **SHOPLIFTING}, None),
        # grey: either way without a reason, or with one
        (C.BURGLARY, {"outcome": "in_target_group"}, None),
        (C.BURGLARY, {"outcome": "outside", "destination": "none"}, None),
        (C.BURGLARY, {"outcome": "outside", "destination": "none", "override": "plan_covers"}, Override.PLAN_COVERS),
        # against what it says clearly
        (C.ROBBERY, {"outcome": "outside", "destination": "none", "override": "other"}, Override.OTHER),
        (C.THEFT, {"outcome": "in_target_group", "override": "concern", **SHOPLIFTING}, Override.CONCERN),
    ],
)
def test_intake_confirms_or_overrides(offence: Offence, fields: dict[str, str], override: Override | None) -> None:
    decided = decide(of(offence), **fields)
    assert isinstance(decided, TargetGroupDecided)
    assert (decided.outcome, decided.override) == (TargetGroup(fields["outcome"]), override)


REFUSED: list[tuple[Offence, dict[str, str], str, str]] = [
    (C.ROBBERY, {"outcome": "outside", "destination": "none"}, "override_missing", "override"),
    (C.THEFT, {"outcome": "in_target_group", **SHOPLIFTING}, "override_missing", "override"),
    (C.ROBBERY, {"outcome": "in_target_group", "override": "concern"}, "override_contradicts", "override"),
    (C.BURGLARY, {"outcome": "outside"}, "destination_missing", "destination"),
    (C.BURGLARY, {"outcome": "in_target_group", "ssp_told_on": "2026-11-23"}, "ssp_told_on_contradicts", "outcome"),
    (
        *(C.BURGLARY, {"outcome": "outside", "destination": "none", "ssp_told_on": "2026-11-24"}),
        *("in_future", "ssp_told_on"),
    ),
    (C.THEFT, {"outcome": "in_target_group", "amount_kr": "16.00"}, "field_value_error", "amount_kr"),
    (C.THEFT, {"outcome": "in_target_group", "amount_kr": "mange"}, "field_value_error", "amount_kr"),
    (C.THEFT, {"outcome": "in_target_group", "amount_kr": "0101107779"}, "field_value_error", "amount_kr"),
    (C.THEFT, {"outcome": "in_target_group", "amount_kr": "-5"}, "field_value_error", "amount_kr"),
    (C.THEFT, {"outcome": "in_target_group", "setting": "kirken"}, "field_enum", "setting"),
]


@pytest.mark.parametrize(("offence", "fields", "code", "field"), REFUSED)
def test_what_is_missing_or_contradicts_is_refused(
    offence: Offence, fields: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide(of(offence), **fields)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_refusal_says_what_the_table_says_and_what_may_be_chosen() -> None:
    with pytest.raises(
        Refused, match=r"alvorlig efter rækken .*: røveri er alvorligt.*circumstances \(de konkrete omstændigheder\)"
    ):
        decide(of(C.ROBBERY), outcome="outside", destination="none")


@pytest.mark.parametrize(
    ("typed", "amount"), [("16000", 16000), ("16.000", 16000), ("16 000 kr.", 16000), ("0", 0), (16000, 16000)]
)
def test_amounts_are_read_as_people_write_them(typed: object, amount: int) -> None:
    decided = decide(of(C.THEFT), outcome="in_target_group", amount_kr=typed)
    assert isinstance(decided, TargetGroupDecided)
    assert decided.facts is not None
    assert decided.facts.amount_kr == amount


def test_again_within_a_year_against_the_table_needs_a_reason_too() -> None:
    story = of(C.THEFT, earlier_samraad_on=day("2026-01-15"))
    with pytest.raises(Refused) as refused:
        decide(story, outcome="again_within_year", **SHOPLIFTING)
    assert refused.value.code == "override_missing"


def test_outside_the_target_group_the_ssp_consultant_may_be_told() -> None:
    decided = decide(of(C.BURGLARY), outcome="outside", destination="none", ssp_told_on="2026-11-22")
    assert isinstance(decided, TargetGroupDecided)
    assert decided.ssp_told_on == day("2026-11-22")


def test_verdict_and_deciding_row_stand_above_the_form_and_only_there() -> None:
    shown = view(of(C.VANDALISM, earlier_notifications=2).case, RULEBOOK, danish(MONDAY)).description
    row = (
        "»hærværk og mistænkt før – alvorligt«: gentaget hærværk er alvorligt (undersøgelsen § 6.1, én kommunes regel)"
    )
    assert f"Tabellen siger **alvorlig** efter rækken {row}; enhver tidligere mistanke er talt med. Du afgør." in shown
    assert "Tidligere underretninger om den unge, uanset for hvad: 2." in shown
    for milestone in set(Milestone) - {M.TARGET_GROUP}:
        assert "Tabellen" not in view(awaiting(milestone).case, RULEBOOK, danish(MONDAY)).description


def test_every_row_has_a_label_of_its_own_in_danish_words() -> None:
    labels = [row.label for row in RULEBOOK.target_group]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert not {row.name for row in RULEBOOK.target_group} & set(labels)


def test_a_row_of_a_rulebook_older_than_labels_is_shown_by_its_reason() -> None:
    older = [row.model_copy(update={"label": ""}) for row in RULEBOOK.target_group]
    rulebook = RULEBOOK.model_copy(update={"target_group": tuple(older)})
    weighed = weigh(Facts(offences=(C.ROBBERY,), age=16), rulebook)
    assert weighed.said == "**alvorlig**: røveri er alvorligt (undersøgelsen § 6.1)"
    assert row_behind(decide(of(C.ROBBERY), outcome="in_target_group"), rulebook) == ""


def test_which_row_was_behind_a_decision_is_told_by_its_label() -> None:
    decided = decide(of(C.ROBBERY), outcome="in_target_group")
    assert row_behind(decided, RULEBOOK) == " (række: røveri – altid alvorligt)"
    assert row_behind(referred().history[-1].event, RULEBOOK) == " (række: første indbrud – gråzone)"
    assert row_behind(of(C.ROBBERY).history[0].event, RULEBOOK) == ""


# -- referred


def referred(**fields: Any) -> Story:
    return of(C.BURGLARY).answers(M.TARGET_GROUP, MONDAY, outcome="referred", **fields)


def test_a_grey_case_goes_to_the_role_the_rulebook_names_and_stays_open() -> None:
    story = referred(amount_kr="400")
    event = story.history[-1].event
    assert isinstance(event, TargetGroupReferred)
    assert (event.to, event.verdict, event.row) == ("target_group_board", V.GREY, "burglary")
    assert story.case.awaiting is M.TARGET_GROUP
    (limit,) = todo_limits(story.case, RULEBOOK, danish(MONDAY))
    assert (limit.todo.kind, limit.due_at) == (TodoKind.TARGET_GROUP_REFERRED, danish("2026-11-25 00:00"))
    assert defaults(M.TARGET_GROUP, story.case, danish(MONDAY))["amount_kr"] == 400
    (told,) = notices(story.case, story.history[-1], RULEBOOK)
    assert (told.recipient, told.kind, told.due_on) == ("target_group_board", NoticeKind.REFERRED, day("2026-11-24"))


@pytest.mark.parametrize(
    ("at", "rungs"),
    [
        ("2026-11-24 07:59", []),
        ("2026-11-24 08:00", [("last_day", ("target_group_board",))]),
        ("2026-11-24 23:59", [("last_day", ("target_group_board",))]),
        ("2026-11-25 00:00", [("last_day", ()), ("missed", ("target_group_board", "intake_leader"))]),
    ],
)
def test_it_has_its_own_ladder(at: str, rungs: list[tuple[str, tuple[str, ...]]]) -> None:
    fired = [each for each in referred().ticks(at) if isinstance(each, TodoRungReached)]
    assert [(each.rung, each.told) for each in fired] == rungs


def test_the_decision_settles_it() -> None:
    story = referred().answers(M.TARGET_GROUP, "2026-11-24 10:00", outcome="in_target_group")
    (todo,) = story.case.todos
    assert (todo.outcome, todo.done_on) == (TodoOutcome.DONE, day("2026-11-24"))
    assert story.case.awaiting is M.ASSIGNMENT


def test_outside_settles_it_too() -> None:
    story = referred().answers(M.TARGET_GROUP, "2026-11-24 10:00", outcome="outside", destination="none")
    (todo,) = story.case.todos
    assert (todo.outcome, todo.lapsed, story.case.closed_on) == (TodoOutcome.DONE, False, day("2026-11-24"))


@pytest.mark.parametrize("outcome", ["referred", "police_asked"])
def test_twice_is_told(outcome: str) -> None:
    story = of(C.BURGLARY).answers(M.TARGET_GROUP, MONDAY, outcome=outcome)
    with pytest.raises(AlreadyRegistered, match="opgave 1"):
        decide(story, "2026-11-23 11:00", outcome=outcome)


def test_it_is_decided_on_its_own_form_or_taken_back() -> None:
    with pytest.raises(Refused, match="kan være: not_needed"):
        referred().judged(Matter.TODO, "2026-11-24 10:00", todo="1")
    story = referred().answers(Matter.TODO, "2026-11-24 10:00", todo="1", outcome="not_needed")
    assert story.case.awaiting is M.TARGET_GROUP
    again = decide(story, "2026-11-24 11:00", outcome="referred")
    assert isinstance(again, TargetGroupReferred)


# -- the police asked


def asked() -> Story:
    return of(C.VANDALISM, earlier_notifications=0).answers(M.TARGET_GROUP, MONDAY, outcome="police_asked")


def test_asking_the_police_is_a_wait_with_its_own_timer_while_the_7_days_run() -> None:
    story = asked()
    assert isinstance(story.history[-1].event, PoliceAsked)
    (limit,) = todo_limits(story.case, RULEBOOK, danish(MONDAY))
    assert (limit.todo.kind, limit.due_at) == (TodoKind.POLICE_ASKED, danish("2026-11-26 00:00"))
    assert story.case.awaiting is M.TARGET_GROUP
    shown = view(story.case, RULEBOOK, danish(MONDAY)).description
    assert "svar fra politiet – senest ons 25. nov" in shown
    assert "Politiet er spurgt: de 7 dage løber imens." in shown
    assert "indkaldelse senest lør 28. nov" in shown
    assert summarise(story.case, RULEBOOK).due_at == danish("2026-11-25 00:00")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-11-24 12:00", State.OPEN),
        ("2026-11-25 23:59", State.OPEN),
        ("2026-11-26 00:00", State.OVERDUE),
    ],
)
def test_the_wait_ends(at: str, state: State) -> None:
    (limit,) = todo_limits(asked().case, RULEBOOK, danish(at))
    assert limit.state is state


@pytest.mark.parametrize(("outcome", "state"), [("answered", State.MET), ("no_answer", State.NOT_DONE)])
def test_the_answer_is_registered_on_the_todos_form(outcome: str, state: State) -> None:
    story = asked().answers(Matter.TODO, "2026-11-24 12:00", todo="1", outcome=outcome)
    (limit,) = todo_limits(story.case, RULEBOOK, danish("2026-12-01 12:00"))
    assert limit.state is state
    assert "Politiet er spurgt" not in view(story.case, RULEBOOK, danish("2026-11-24 13:00")).description
    decided = decide(story, "2026-11-24 13:00", outcome="in_target_group", amount_kr="20000")
    assert isinstance(decided, TargetGroupDecided)
    assert decided.row == "vandalism_large"


def test_the_police_may_answer_after_the_decision() -> None:
    story = asked().answers(M.TARGET_GROUP, "2026-11-24 10:00", outcome="in_target_group")
    assert story.case.todos[0].open
    story.answers(Matter.TODO, "2026-11-26 12:00", todo="1", outcome="answered")
    assert (story.case.todos[0].outcome, story.case.awaiting) == (TodoOutcome.ANSWERED, M.ASSIGNMENT)


def test_outside_ends_the_wait() -> None:
    story = asked().answers(M.TARGET_GROUP, "2026-11-24 10:00", outcome="outside", destination="none")
    assert story.case.todos[0].lapsed


def test_referred_and_the_police_asked_at_once_and_a_new_notification_meanwhile() -> None:
    story = asked().answers(M.TARGET_GROUP, "2026-11-23 11:00", outcome="referred")
    assert [each.kind for each in story.case.todos] == [TodoKind.POLICE_ASKED, TodoKind.TARGET_GROUP_REFERRED]
    story.happens(further("2026-11-23 12:00"), at=danish("2026-11-23 12:00"))
    # perhaps about the same: grey as before
    shown = view(story.case, RULEBOOK, danish("2026-11-23 13:00")).description
    assert "Tabellen siger **gråzone**" in shown
    assert story.case.awaiting is M.TARGET_GROUP


def test_nothing_is_decided_on_a_closed_case() -> None:
    with pytest.raises(AlreadyRegistered):
        closed().judged(M.TARGET_GROUP, "2027-04-01 12:00", outcome="referred")


def test_two_answers_at_once_the_second_is_told() -> None:
    """One refers while another decides: whoever comes second is judged on the file as it is then."""
    story = of(C.BURGLARY).answers(M.TARGET_GROUP, MONDAY, outcome="in_target_group")
    with pytest.raises(AlreadyRegistered):
        decide(story, MONDAY, outcome="referred")


def test_a_further_notification_is_weighed_by_itself() -> None:
    story = referred().answers(M.TARGET_GROUP, "2026-11-23 11:00", outcome="in_target_group", setting="home")
    assert (story.case.target_facts, story.case.undecided_offences) == (None, ())
    story.happens(further("2026-11-24 12:00"), at=danish("2026-11-24 12:00"))
    assert (story.case.undecided_offences, story.case.offences) == ((C.THEFT,), (C.BURGLARY, C.THEFT))
    found = weigh(facts_of(story.case, TargetFacts(earlier=1)), RULEBOOK)
    assert (found.verdict, found.row) == (V.GREY, "theft")  # a repeated burglary would be serious


def test_the_age_at_an_earlier_receipt_needs_the_birth_date() -> None:
    case = Story().case
    bench: dict[str, Any] = {"case": case, "staff": None, "rulebook": RULEBOOK, "now": danish(MONDAY)}
    assert Bench(**bench).age_on(danish("2026-11-20 12:00")) == 16
    assert Bench(**bench, born=lambda: day("2010-11-21")).age_on(danish("2026-11-20 12:00")) == 15
