"""Who is invited to the meeting, and who is not, and why."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.case import CaseFile
from samraad.errors import AlreadyRegistered, Refused
from samraad.vocabulary import Channel, Consent, Matter, Role
from tests.samraad.given import M, Story, awaiting, closed, day

AT = "2026-11-26 10:00"


def invited(**fields: Any) -> Story:
    """A case that awaits the meeting, where the school was invited on 26 November."""
    return awaiting(M.MEETING).answers(Matter.INVITATION, AT, **{"role": "school", **fields})


def participants(case: CaseFile) -> list[tuple[int, str, str | None]]:
    return [(each.number, each.role.value, each.why_not.value if each.why_not else None) for each in case.participants]


def test_everybody_invited_gets_a_number_in_the_case() -> None:
    story = invited(channel="phone", consent="written", purpose_told_on="2026-11-25")
    story.answers(Matter.INVITATION, AT, role="ssp")
    assert participants(story.case) == [(1, "school", None), (2, "ssp", None)]
    school = story.case.participant(1)
    assert school is not None
    assert (school.channel, school.consent, school.on) == (Channel.PHONE, Consent.WRITTEN, day("2026-11-26"))
    assert school.purpose_told_on == day("2026-11-25")


def test_who_is_not_invited_has_a_number_and_a_reason() -> None:
    story = invited().answers(Matter.INVITATION, AT, role="club", outcome="not_invited", why="exposure")
    assert participants(story.case) == [(1, "school", None), (2, "club", "exposure")]


def test_what_is_learnt_later_completes_the_invitation() -> None:
    story = invited(channel="letter", purpose_told_on="2026-11-25")
    story.answers(Matter.INVITATION, "2026-11-27 10:00", participant="1", consent="oral")
    (school,) = story.case.participants
    assert (school.channel, school.consent, school.role) == (Channel.LETTER, Consent.ORAL, Role.SCHOOL)
    assert school.purpose_told_on == day("2026-11-25")


def test_an_invitation_is_taken_back() -> None:
    story = invited().answers(Matter.INVITATION, AT, participant="1", outcome="not_invited", why="family_says_no")
    assert participants(story.case) == [(1, "school", "family_says_no")]
    story.answers(Matter.INVITATION, AT, participant="1", consent="oral")  # and again invited
    assert participants(story.case) == [(1, "school", None)]


def test_a_refused_consent_ends_the_invitation() -> None:
    story = invited().answers(Matter.INVITATION, AT, participant="1", consent="refused")
    assert participants(story.case) == [(1, "school", "no_consent")]
    other = awaiting(M.MEETING).answers(Matter.INVITATION, AT, role="club", consent="refused", why="exposure")
    assert participants(other.case) == [(1, "club", "exposure")]


def test_an_invitation_before_the_receipt_belongs_to_a_meeting_agreed_earlier() -> None:
    assert invited(invited_on="2026-11-18").case.participants[0].on == day("2026-11-18")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"role": ""}, "role_missing", "role"),
        ({"participant": "2"}, "unknown_participant", "participant"),
        ({"participant": "0"}, "field_greater_than_equal", "participant"),
        ({"role": "ssp", "outcome": "not_invited"}, "why_missing", "why"),
        ({"role": "ssp", "why": "exposure"}, "why_contradicts", "outcome"),
        ({"role": "ssp", "invited_on": "2026-11-27"}, "in_future", "invited_on"),
        ({"role": "ssp", "purpose_told_on": "2026-11-27"}, "in_future", "purpose_told_on"),
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        invited().judged(Matter.INVITATION, AT, **fields)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_an_unknown_number_is_told_which_there_are() -> None:
    with pytest.raises(Refused, match=r"ingen deltager 2. Der er: 1 \(skole\)"):
        invited().judged(Matter.INVITATION, AT, participant="2")
    with pytest.raises(Refused, match="Der er: ingen"):
        awaiting(M.MEETING).judged(Matter.INVITATION, AT, participant="2")


def test_nobody_is_invited_in_a_closed_case() -> None:
    with pytest.raises(AlreadyRegistered):
        closed().judged(Matter.INVITATION, "2027-03-02 10:00", role="school")
