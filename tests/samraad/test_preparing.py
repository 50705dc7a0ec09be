"""The checklist of a meeting: shown with ticks, demanded by nobody; what is odd is marked."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.errors import Refused
from samraad.events import InterrogationAnswered
from samraad.forms import defaults
from samraad.notification import Origin
from samraad.preparing import checklist, interrogated_on, said
from samraad.view import view
from samraad.vocabulary import Attendance, Matter, MeetingPlace, Role
from tests.samraad.given import RULEBOOK, M, Story, awaiting, danish, day, opening

AT = "2026-11-26 10:00"


def ticked(item: str, story: Story | None = None, **fields: Any) -> Story:
    """A case that awaits the meeting, with an item of the checklist."""
    return (story or awaiting(M.MEETING)).answers(Matter.PREPARATION, AT, item=item, **fields)


def test_the_checklist_is_shown_with_its_ticks_and_holds_up_nothing() -> None:
    story = ticked("family_talk")
    (line,) = checklist(story.case)
    assert line == (
        "Forberedelse: ☑ samtale med familien før mødet (tor 26. nov) · ☐ netværket fundet (relationscirkel) · "
        "☐ samtykke for hver inviteret · ☐ fagfolk kender formålet · ☐ mødeleder, som ikke er sagsbehandleren · "
        "☐ lokale · ☐ ringet til familien ud over e-Boks"
    )
    assert checklist(story.case)[0] in view(story.case, RULEBOOK, danish(AT)).description
    assert story.case.awaiting is M.MEETING
    story.answers(M.MEETING, "2026-12-02 15:00")
    assert story.case.awaiting is M.PLAN


def test_the_last_word_on_an_item_counts() -> None:
    story = ticked("room", ticked("room", place="school"), place="secure_unit", minutes="60")
    assert "☑ lokale (sikret institution, 60 minutter, tor 26. nov)" in checklist(story.case)[0]
    story = ticked("room", story, outcome="not_relevant")
    assert "– lokale (ikke relevant)" in checklist(story.case)[0]


def test_what_the_file_knows_ticks_by_itself() -> None:
    story = awaiting(M.SUMMONS).answers(M.SUMMONS, "2026-11-25 10:00", channel="phone")
    assert "☑ ringet til familien" in checklist(story.case)[0]
    story.answers(Matter.INVITATION, AT, role="school", consent="oral", purpose_told_on="2026-11-26")
    assert "☑ samtykke for hver inviteret · ☑ fagfolk kender formålet" in checklist(story.case)[0]
    story.answers(Matter.INVITATION, AT, role="ssp")
    assert "☐ samtykke for hver inviteret · ☐ fagfolk kender formålet" in checklist(story.case)[0]
    story.answers(Matter.INVITATION, AT, participant="2", outcome="not_invited", why="other")
    assert "☑ samtykke for hver inviteret · ☑ fagfolk kender formålet" in checklist(story.case)[0]
    assert "Inviteret: skole, mundtligt samtykke (deltager 1)" in said(story.case)
    assert "Ikke inviteret: SSP-konsulent, fordi: andet (deltager 2)" in said(story.case)


def test_family_need_not_be_told_the_purpose() -> None:
    story = awaiting(M.MEETING).answers(Matter.INVITATION, AT, role="other_family", consent="not_needed")
    assert "☑ samtykke for hver inviteret · ☐ fagfolk kender formålet" in checklist(story.case)[0]


def test_in_remand_there_are_two_items_more() -> None:
    assert "transport" not in checklist(awaiting(M.MEETING).case)[0]
    story = awaiting(M.MEETING).answers(Matter.REMAND, AT)
    assert "☐ hvem fra politiet der deltager (varetægt) · ☐ transport" in checklist(story.case)[0]
    story = ticked("police_attends", story, who="Politiassistent Opdigtet")
    assert "☑ hvem fra politiet der deltager (varetægt) (tor 26. nov)" in checklist(story.case)[0]
    assert "Opdigtet" not in repr(story.history)


@pytest.mark.parametrize("milestone", [M.ASSESSMENT, M.TARGET_GROUP, M.ASSIGNMENT, M.PLAN, M.COURSE, M.FOLLOW_UP])
def test_it_is_shown_only_while_it_is_of_use(milestone: Any) -> None:
    assert checklist(awaiting(milestone).case) == ()


def test_or_where_something_was_registered() -> None:
    assert checklist(ticked("network", awaiting(M.PLAN)).case)
    assert checklist(ticked("network", awaiting(M.ASSESSMENT)).case)


@pytest.mark.parametrize(("on", "warned"), [("2026-11-21", True), ("2026-11-22", False)])
def test_a_family_talk_on_the_day_of_the_interrogation_is_marked(on: str, *, warned: bool) -> None:
    story = Story(opened=opening(origin=Origin.INTERROGATION)).answers(
        Matter.PREPARATION, AT, item="family_talk", done_on=on
    )
    assert ("**Obs:** samtalen med familien lå på afhøringsdagen" in " ".join(said(story.case))) is warned


def test_an_interrogation_that_was_attended_or_is_to_come_has_its_day_as_well() -> None:
    planned = Story(opened=opening(interrogation=True, interrogation_at=danish("2026-11-24 10:00")))
    assert interrogated_on(planned.case) == {day("2026-11-24")}
    planned.happens(InterrogationAnswered(attendance=Attendance.ATTENDED, on=day("2026-11-25")))
    assert interrogated_on(planned.case) == {day("2026-11-24"), day("2026-11-25")}


def test_a_talk_that_is_not_relevant_is_on_no_day() -> None:
    story = Story(opened=opening(origin=Origin.INTERROGATION)).answers(
        Matter.PREPARATION, AT, item="family_talk", done_on="2026-11-21", outcome="not_relevant"
    )
    assert "Obs" not in " ".join(said(story.case))


@pytest.mark.parametrize(("leader", "warned"), [("BOS", False), ("ANK", True)])
def test_a_meeting_leader_who_is_the_caseworker_is_marked(leader: str, *, warned: bool) -> None:
    story = ticked("meeting_leader", led_by=leader)
    assert f"☑ mødeleder, som ikke er sagsbehandleren ({leader}, tor 26. nov)" in checklist(story.case)[0]
    assert ("mødelederen er sagsbehandleren selv" in " ".join(said(story.case))) is warned


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"item": "family_talk", "led_by": "BOS"}, "led_by_contradicts"),
        ({"item": "family_talk", "place": "home"}, "place_contradicts"),
        ({"item": "family_talk", "minutes": "60"}, "minutes_contradicts"),
        ({"item": "family_talk", "who": "Alma Opdigtet"}, "who_contradicts"),
        ({"item": "room", "place": "home", "outcome": "not_relevant"}, "place_contradicts"),
        ({"item": "meeting_leader", "led_by": "XYZ"}, "unknown_initials"),
        ({"item": "room", "minutes": "5"}, "field_greater_than_equal"),
        ({"item": "room", "done_on": "2026-11-27"}, "in_future"),
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        awaiting(M.MEETING).judged(Matter.PREPARATION, AT, **fields)
    assert refused.value.code == code


def test_the_meetings_form_begins_with_those_invited() -> None:
    story = awaiting(M.MEETING)
    assert defaults(M.MEETING, story.case, danish(AT))["participants"] == (Role.YOUNG_PERSON, Role.PARENT)
    story.answers(Matter.INVITATION, AT, role="ssp").answers(Matter.INVITATION, AT, role="school")
    story.answers(Matter.INVITATION, AT, role="club", outcome="not_invited", why="exposure")
    story.answers(M.MEETING, "2026-12-02 15:00")
    assert story.case.held is not None
    assert story.case.held.participants == (Role.YOUNG_PERSON, Role.PARENT, Role.SCHOOL, Role.SSP)


def test_what_is_not_said_again_of_an_item_stays() -> None:
    story = awaiting(M.MEETING).answers(
        Matter.PREPARATION, "2026-11-26 10:00", item="room", place="school", minutes="60"
    )
    story.answers(Matter.PREPARATION, "2026-11-26 11:00", item="room", minutes="90")
    (room,) = story.case.prepared
    assert (room.place, room.minutes) == (MeetingPlace.SCHOOL, 90)
    story.answers(Matter.PREPARATION, "2026-11-26 12:00", item="room", outcome="not_relevant")
    (room,) = story.case.prepared
    assert (room.place, room.minutes) == (None, None)


def test_above_the_form_the_checklist_goes_when_the_meeting_is_behind_us_and_stays_on_the_page() -> None:
    story = awaiting(M.MEETING).answers(Matter.PREPARATION, "2026-11-26 10:00", item="meeting_leader", led_by="ANK")
    assert "Forberedelse" in view(story.case, RULEBOOK, danish("2026-11-26 11:00")).description
    story.answers(M.MEETING, "2026-12-02 15:00")
    shown = view(story.case, RULEBOOK, danish("2026-12-02 16:00")).description
    assert "Forberedelse" not in shown
    assert "mødelederen er sagsbehandleren" not in shown
    assert "Forberedelse" in "\n".join(said(story.case))


def test_who_was_invited_and_who_came_are_compared() -> None:
    story = awaiting(M.MEETING).answers(Matter.INVITATION, "2026-11-26 10:00", role="school")
    story.answers(M.MEETING, "2026-12-02 15:00", participants="young_person,parent,ssp")
    assert "Inviteret, men ikke registreret til stede: skole" in said(story.case)
    assert "**Obs:** til stede uden at stå som inviteret: SSP-konsulent" in said(story.case)


def test_as_invited_or_without_invitations_nothing_is_said_of_who_came() -> None:
    story = awaiting(M.MEETING).answers(Matter.INVITATION, "2026-11-26 10:00", role="school")
    story.answers(M.MEETING, "2026-12-02 15:00", participants="young_person,parent,school")
    assert not [line for line in said(story.case) if "til stede" in line]
    bare = awaiting(M.MEETING).answers(M.MEETING, "2026-12-02 15:00", participants="young_person,ssp")
    assert not [line for line in said(bare.case) if "til stede" in line]
