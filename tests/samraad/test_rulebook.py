"""The rulebook: read from TOML, refused with file, line and field, in force from its day."""

from __future__ import annotations

import re

import holidays
import pytest

from samraad.errors import BrokenRulebook
from samraad.ladder import tick
from samraad.limits import Unit
from samraad.rulebook import Rulebook
from samraad.rulebooks import in_force, parse, recall
from samraad.view import view
from samraad.vocabulary import Kind, Milestone, Offence, TodoKind
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, M, awaiting, danish, day


def broken(before: str, after: str, *, count: int = 1) -> str:
    """The error after one change to the shipped rulebook."""
    assert before in RULEBOOK_TEXT
    with pytest.raises(BrokenRulebook) as refused:
        parse(RULEBOOK_TEXT.replace(before, after, count), "regler.toml")
    return str(refused.value)


def line_of(text: str) -> int:
    return RULEBOOK_TEXT[: RULEBOOK_TEXT.index(text)].count("\n") + 1


#: milestone → kind, limit: the domain's table
LIMITS = [
    (M.ASSESSMENT, Kind.STATUTORY, 24, Unit.HOURS),
    (M.TARGET_GROUP, Kind.NORM, 2, Unit.WORKING_DAYS),
    (M.ASSIGNMENT, Kind.NORM, 1, Unit.WORKING_DAYS),
    (M.SUMMONS, Kind.STATUTORY, 7, Unit.DAYS),
    (M.MEETING, Kind.RECOMMENDED, 14, Unit.DAYS),
    (M.PLAN, Kind.NORM, 14, Unit.DAYS),
    (M.PLAN_REVIEW, Kind.NORM, 14, Unit.DAYS),
    (M.FOLLOW_UP, Kind.RECOMMENDED, 3, Unit.MONTHS),
]


@pytest.mark.parametrize(("milestone", "kind", "count", "unit"), LIMITS)
def test_the_shipped_numbers(milestone: Milestone, kind: Kind, count: int, unit: Unit) -> None:
    rule = RULEBOOK.rule(milestone)
    assert (rule.kind, rule.limit.count, rule.limit.unit) == (kind, count, unit)
    assert rule.legal_basis


def test_another_limit_for_the_second_attempt_where_there_is_one() -> None:
    assert RULEBOOK.rule(M.SUMMONS).kind is Kind.STATUTORY
    assert RULEBOOK.rule(M.SUMMONS, again=True).kind is Kind.NORM
    assert RULEBOOK.rule(M.MEETING, again=True) == RULEBOOK.rule(M.MEETING)


def test_the_shipped_closed_days_are_days_that_exist() -> None:
    known = holidays.country_holidays("DK", years=2026, language="da", categories=("optional",)).values()
    assert set(known) >= RULEBOOK.closed_days


@pytest.mark.parametrize(
    ("age", "team"),
    [(0, "familie"), (10, "familie"), (14, "familie"), (15, "unge"), (17, "unge")],
)
def test_the_route_by_age(age: int, team: str) -> None:
    assert RULEBOOK.route(age).team == team


#: what is changed, into what → what the error names
BROKEN = [
    # an unknown key, at the top and in a table
    ('weekend_role = "weekend"', 'weekend_role = "weekend"\nweekend_rol = "x"', "felt weekend_rol:"),
    ('legal_basis = "Servicelovens § 57 c"', 'legal_basis = "§"\nground = "x"', "felt milestones.summons.ground:"),
    # a day off nobody has
    ('"Nytårsaften"', '"Nytårsaftensdag"', "felt closed_days:"),
    # a key that is missing
    ('legal_basis = "Servicelovens § 57 c"', "", "felt milestones.summons.legal_basis:"),
    ('weekend_role = "weekend"', "", "felt weekend_role:"),
    # a kind, a span, an offset that is none
    ('kind = "recommended"', 'kind = "voluntary"', "felt milestones.meeting.kind:"),
    ('limit = "7 days"', 'limit = "7 dage"', "felt milestones.summons.limit:"),
    ('limit = "7 days"', "limit = 7", "felt milestones.summons.limit:"),
    ('limit = "7 days"', 'limit = "-7 days"', "felt milestones.summons.limit:"),
    ('at = "3 days before"', 'at = "3 days ago"', "felt milestones.summons.ladder.0.at:"),
    ('at = "3 days before"', 'at = "3 months before"', "felt milestones.summons.ladder.0.at:"),
    ('at = "3 days before"', "at = 3", "felt milestones.summons.ladder.0.at:"),
    # a ladder: nobody told, a rung twice, repeats by halves, none at the deadline
    ('tell = ["team_leader", "manager"]\nevery', "tell = []\nevery", "felt milestones.summons.ladder.4.tell:"),
    ('rung = "day_before"', 'rung = "three_days"', "two rungs of a ladder have the same name"),
    ('every = "2 working days"\n', "", "felt milestones.summons.ladder.4:"),
    ("times = 5", "times = 1", "felt milestones.summons.ladder.4:"),
    ("times = 5", "times = 51", "felt milestones.summons.ladder.4.times:"),
    # routes that leave an age out, or give it to two
    ("below_age = 15", "below_age = 14", "exactly one must fit age 14"),
    ("from_age = 15", "from_age = 14", "exactly one must fit age 14"),
    ("from_age = 0", "from_age = 1", "exactly one must fit age 0"),
    ("below_age = 18", "below_age = 17", "exactly one must fit age 17"),
    ("below_age = 18", "below_age = 19", "felt routes.1.below_age:"),
    # an hour, an offence, a date, a milestone that does not exist
    ("message_hour = 8", "message_hour = 24", "felt message_hour:"),
    ("\nweapons = ", "\nsabres = ", "felt offences.sabres"),
    ("effective_from = 2014-10-01", 'effective_from = "soon"', "felt effective_from:"),
    ("[milestones.summons]", "[milestones.invitation]", "milestones"),
]


@pytest.mark.parametrize(("before", "after", "names"), BROKEN)
def test_a_broken_rulebook_is_refused_naming_file_line_and_field(before: str, after: str, names: str) -> None:
    error = broken(before, after)
    assert names in error
    assert re.match(r"regler\.toml, linje \d+, felt ", error)


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [
        ("message_hour = 8", "message_hour = 24", "message_hour = 8"),  # at the top
        ("from_age = 15", 'from_age = "x"', "from_age = 15"),  # in the second of an array of tables
        ('limit = "14 days"', 'limit = "14 dage"', 'limit = "14 days"'),  # in a table
        ("times = 5", "times = 51", "times = 5"),  # in the fifth rung of a milestone's ladder
        (
            'limit = "7 days"\nlegal_basis = "Kommunens',
            'limit = "x"\nlegal_basis = "Kommunens',
            "[milestones.summons.again]",
        ),
    ],
)
def test_the_line_is_the_one_to_change(before: str, after: str, at: str) -> None:
    error = broken(before, after)
    expected = line_of(at) + (2 if at.startswith("[") else 0)
    assert f"linje {expected}," in error


def test_what_is_missing_is_shown_at_its_table() -> None:
    error = broken('legal_basis = "Servicelovens § 57 c"', "")
    assert f"linje {line_of('[milestones.summons]')}," in error


def test_a_rung_beyond_the_written_ones_is_shown_at_its_table() -> None:
    text = RULEBOOK_TEXT + "\n[milestones.extra]\nladder = [{}]\n"
    with pytest.raises(BrokenRulebook, match=r"felt milestones\.extra"):
        parse(text, "regler.toml")


def test_a_ladder_must_have_a_rung_at_the_deadline() -> None:
    error = broken('rung = "missed"\nat = "at the deadline"', 'rung = "missed"\nat = "1 days after"')
    assert "felt milestones.assessment:" in error
    assert "one rung must be 'at the deadline'" in error


def test_all_kinds_of_todo_must_be_there() -> None:
    text = RULEBOOK_TEXT[: RULEBOOK_TEXT.index("[todos.")]
    with pytest.raises(BrokenRulebook, match=r"hele filen: .*todos missing: assess_again"):
        parse(text, "regler.toml")


@pytest.mark.parametrize("kind", TodoKind)
def test_a_rulebook_older_than_todos_has_the_limits_they_came_with(kind: TodoKind) -> None:
    kept = recall(RULEBOOK_TEXT[: RULEBOOK_TEXT.index("[todos.")], "gammel")
    assert kept.todo_rule(kind).limit == RULEBOOK.todo_rule(kind).limit
    assert kept.todo_rule(kind).kind is RULEBOOK.todo_rule(kind).kind


def test_all_milestones_must_be_there() -> None:
    start, end = RULEBOOK_TEXT.index("[milestones.plan_review]"), RULEBOOK_TEXT.index("[milestones.follow_up]")
    with pytest.raises(BrokenRulebook, match=r"hele filen: .*milestones missing: plan_review"):
        parse(RULEBOOK_TEXT[:start] + RULEBOOK_TEXT[end:], "regler.toml")


def test_what_is_no_toml_is_refused_with_the_line() -> None:
    with pytest.raises(BrokenRulebook, match=r"regler\.toml: filen er ikke gyldig TOML: .*line 2"):
        parse("name = 'x'\nlimit = = 7\n", "regler.toml")


def test_a_rulebook_is_known_by_the_hash_of_its_very_text() -> None:
    assert RULEBOOK.content == RULEBOOK_TEXT
    assert RULEBOOK.hash == parse(RULEBOOK_TEXT, "another name.toml").hash
    assert RULEBOOK.hash != parse(RULEBOOK_TEXT + "\n# a comment\n", "x").hash
    assert len(RULEBOOK.hash) == 64


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2014-09-30", None),  # the day before the law
        ("2014-10-01", "old"),  # the day itself
        ("2014-10-02", "old"),  # the day after
        ("2026-12-31", "old"),  # the day before the new rules
        ("2027-01-01", "new"),  # the day itself
        ("2027-01-02", "new"),  # the day after
    ],
)
def test_the_rulebook_in_force(on: str, name: str | None) -> None:
    old = RULEBOOK.model_copy(update={"name": "old"})
    new = RULEBOOK.model_copy(update={"name": "new", "effective_from": day("2027-01-01")})
    for rulebooks in ([old, new], [new, old]):
        if name is None:
            with pytest.raises(BrokenRulebook, match="2014-09-30"):
                in_force(rulebooks, day(on))
        else:
            assert in_force(rulebooks, day(on)).name == name


@pytest.mark.parametrize(
    ("passages", "kinds"),
    [
        (["Røveri"], [Offence.ROBBERY]),
        (["røveri efter straffelovens § 288"], [Offence.ROBBERY]),
        (["straffelovens §288"], [Offence.ROBBERY]),  # written together
        (["straffelovens §§ 244 og 245"], [Offence.VIOLENCE]),
        (["groft hærværk", "vold"], [Offence.VANDALISM, Offence.VIOLENCE]),  # in the order said
        (["vold og trusler"], [Offence.VIOLENCE, Offence.THREATS]),  # two in one passage
        (["vold", "grov vold"], [Offence.VIOLENCE]),  # each once
        (["voldtægt"], [Offence.SEXUAL_OFFENCE]),  # not violence because of its first letters
        (["lommetyveri", "butikstyveri"], [Offence.THEFT]),
        (["noget helt andet"], [Offence.OTHER]),  # what no word fits is not dropped
        (["§ 2880"], [Offence.OTHER]),  # another paragraph
        ([], []),
    ],
)
def test_kinds_of_crime_by_the_police_s_own_words(passages: list[str], kinds: list[Offence]) -> None:
    assert list(RULEBOOK.kinds_of(passages)) == kinds


def test_a_rulebook_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Rulebook.__setattr__(RULEBOOK, "name", "x")


def test_a_rulebook_cases_live_under_stays_readable() -> None:
    text = RULEBOOK_TEXT.replace('"Nytårsaften"', '"en dag, der ikke findes mere"').replace(
        'at = "at the deadline"', 'at = "1 hours after"'
    )
    with pytest.raises(BrokenRulebook):
        parse(text, "ny.toml")
    kept = recall(text, "gammel")
    assert kept.hash != RULEBOOK.hash
    assert kept.rule(M.SUMMONS).limit == RULEBOOK.rule(M.SUMMONS).limit


#: The shipped rulebook as it was before there was a plan review.
OLDER = "".join(
    each for each in re.split(r"(?m)^(?=\[)", RULEBOOK_TEXT) if "milestones.plan_review" not in each.splitlines()[0]
)


def test_a_rulebook_older_than_a_milestone_stays_readable_and_makes_up_no_number_for_it() -> None:
    with pytest.raises(BrokenRulebook, match="milestones missing: plan_review"):
        parse(OLDER, "ny.toml")
    kept = recall(OLDER, "gammel")
    assert set(Milestone) - set(kept.milestones) == {M.PLAN_REVIEW}
    with pytest.raises(BrokenRulebook, match="har ingen regel om vurdering af handleplan"):
        kept.rule(M.PLAN_REVIEW)


def test_a_case_under_a_rulebook_older_than_a_milestone_goes_on() -> None:
    kept, case, now = recall(OLDER, "gammel"), awaiting(M.SUMMONS).case, danish("2026-11-29 00:00")
    assert view(case, kept, now) == view(case, RULEBOOK, now)
    assert tick(case, kept, now) == tick(case, RULEBOOK, now)
