"""The kind of crime – the second of the seven fields – can be registered, and put right."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.bench import takes
from samraad.completeness import RequiredField, completeness
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import CaseMerged, OffencesStated, TargetGroupDecided
from samraad.forms import defaults
from samraad.vocabulary import CorrectionCause, Matter, Offence, Verdict
from samraad.wording import say
from tests.samraad.given import RULEBOOK, M, Story, awaiting, closed, danish, day, opening

AT = "2026-11-23 10:00"


def state(story: Story, offences: str, at: str = AT, **fields: Any) -> Story:
    return story.answers(Matter.OFFENCES, at, **{"offences": offences, "because": "learnt_later", **fields})


def missing(story: Story, at: str) -> tuple[RequiredField, ...]:
    return completeness(story.case, RULEBOOK, danish(at), cpr_known=True).missing


def untold() -> Story:
    """A case whose notification tells no crime, assessed."""
    return Story(opened=opening(offences=())).answers(M.ASSESSMENT, "2026-11-21 10:00", outcome="no_acute_need")


def test_a_kind_of_crime_that_was_not_told_is_registered_and_no_longer_missing() -> None:
    assert missing(untold(), AT) == (RequiredField.OFFENCES,)
    story = state(untold(), "robbery,threats")
    assert story.case.offences == (Offence.ROBBERY, Offence.THREATS)
    assert missing(story, AT) == ()


def test_the_target_group_is_weighed_on_what_was_stated() -> None:
    (grey,) = untold().judged(M.TARGET_GROUP, AT, outcome="in_target_group")
    (weighed,) = state(untold(), "robbery").judged(M.TARGET_GROUP, AT, outcome="in_target_group")
    assert isinstance(grey, TargetGroupDecided)
    assert isinstance(weighed, TargetGroupDecided)
    assert grey.verdict is Verdict.GREY
    assert (weighed.verdict, weighed.row) == (Verdict.SERIOUS, "robbery")


def test_one_that_was_read_wrong_is_replaced_and_the_old_one_stays_in_the_history() -> None:
    story = state(awaiting(M.MEETING), "theft", "2026-11-26 10:00", because="misunderstood")
    assert story.case.offences == (Offence.THEFT,)
    assert story.case.undecided_offences == ()
    assert story.history[-1].event == OffencesStated(
        before=(Offence.VIOLENCE,), offences=(Offence.THEFT,), because=CorrectionCause.MISUNDERSTOOD
    )
    assert story.case.awaiting is M.MEETING


def test_also_on_a_closed_case_which_stays_closed() -> None:
    story = state(closed(), "theft", "2027-03-02 10:00")
    assert (story.case.offences, story.case.awaiting) == ((Offence.THEFT,), None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"offences": "violence"}, "no_change"),
        ({"offences": ""}, "field_missing"),
        ({"offences": ","}, "field_too_short"),
        ({"offences": "mord"}, "field_enum"),
    ],
)
def test_what_says_nothing_new_or_cannot_be_read_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.MEETING).judged(Matter.OFFENCES, "2026-11-26 10:00", because="typed_wrong", **fields)
    assert (refused.value.code, refused.value.field) == (code, "offences")


def test_correcting_the_notification_says_which_form_takes_what() -> None:
    with pytest.raises(Refused, match="sigtelserne med »kriminalitetens art«"):
        awaiting(M.MEETING).judged(Matter.CORRECTION, AT, entry="1", because="typed_wrong", on="2026-11-20")


def test_which_kinds_they_are_stands_neither_on_the_form_nor_in_the_timeline() -> None:
    story = state(awaiting(M.MEETING), "theft", "2026-11-26 10:00")
    assert defaults(Matter.OFFENCES, story.case, danish(AT)) == {}
    assert say(story.history[-1].event) == "Kriminalitetens art er rettet: oplyst senere"


def test_a_merged_case_is_not_put_right_but_the_one_that_goes_on() -> None:
    story = awaiting(M.SUMMONS).happens(CaseMerged(into="2026-0043", on=day("2026-11-25")))
    with pytest.raises(AlreadyRegistered, match="registrér svaret dér"):
        state(story, "theft", "2026-11-26 10:00")


def test_a_case_takes_every_matter_but_reopening_and_a_closed_one_what_is_put_right_late() -> None:
    assert {each for each in Matter if not takes(each, awaiting(M.SUMMONS).case)} == {Matter.REOPENED}
    late = {Matter.REOPENED, Matter.CORRECTION, Matter.OFFENCES}
    assert {each for each in Matter if takes(each, closed().case)} == late
