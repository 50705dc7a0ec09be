"""Names, addresses and notes: which fields they are, and that an event never holds one."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from pydantic import Field

from samraad.answers import understand
from samraad.codec import decode
from samraad.errors import Refused
from samraad.events import CaseMoved, MoveReported, ParticipantInvited
from samraad.forms import FORMS
from samraad.forms.base import LONGEST_NAME, LONGEST_NOTE, Form, Note, PrivateName
from samraad.private_texts import private_fields, sealed
from samraad.vocabulary import Matter, Milestone, Role
from tests.samraad.given import TEXT_ID, M, awaiting, day

#: Invented.
WHO = "Alma Opdigtet, Digtervej 7"
INVITED: dict[str, Any] = {"by": "ANK", "role": "school", "invited_on": "2026-11-26"}


class _Asked(Form):
    topic = Milestone.PLAN

    on: date
    text: Note
    name: PrivateName | None = Field(default=None)


def test_private_fields_are_found_whether_they_must_be_filled_in_or_not() -> None:
    assert private_fields(_Asked) == ("text", "name")
    assert private_fields(FORMS[Matter.INVITATION]) == ("who", "note")
    assert private_fields(FORMS[Matter.MOVED]) == ("note",)
    assert private_fields(FORMS[M.ASSESSMENT]) == ()  # initials are none


def test_a_form_is_judged_with_the_ids_of_its_texts() -> None:
    ids = (f"00000000-0000-4000-8000-{number:012}" for number in count(1))
    kept = sealed(understand(Matter.INVITATION, {**INVITED, "who": WHO, "note": "  ring først "}), lambda: next(ids))
    assert kept.texts == (
        ("00000000-0000-4000-8000-000000000001", "who", WHO),
        ("00000000-0000-4000-8000-000000000002", "note", "ring først"),
    )
    assert WHO not in repr(kept.form)


def test_what_was_not_filled_in_has_no_id() -> None:
    kept = sealed(understand(Matter.INVITATION, {**INVITED, "who": "  "}), lambda: TEXT_ID)
    assert kept.texts == ()
    assert getattr(kept.form, "who") is None  # noqa: B009 - the type of the form is not known here


@pytest.mark.parametrize("outcome", ["not_yet", "handed_over"])
def test_where_the_young_person_moved_to_is_kept_beside_the_event(outcome: str) -> None:
    told = {"outcome": outcome, "moved_on": "2026-11-24", "note": "Nabokommunen, ring til Alma Opdigtet"}
    (event,) = awaiting(M.MEETING).judged(Matter.MOVED, "2026-11-26 10:00", **told)
    assert isinstance(event, CaseMoved | MoveReported)
    assert event.note == TEXT_ID


def test_a_move_from_before_notes_is_still_read() -> None:
    body = '{"known_on":"2026-11-25","moved_on":"2026-11-24","schema":1}'
    assert decode("MoveReported", body) == MoveReported(moved_on=day("2026-11-24"), known_on=day("2026-11-25"))


def test_the_event_holds_the_id() -> None:
    (event,) = awaiting(M.MEETING).judged(Matter.INVITATION, "2026-11-26 10:00", role="school", who=WHO)
    assert isinstance(event, ParticipantInvited)
    assert (event.who, event.note) == (TEXT_ID, None)


@pytest.mark.parametrize("text", [WHO, "", TEXT_ID.replace("8", "A"), f"{TEXT_ID} Alma", f"{TEXT_ID}\n"])
def test_an_event_takes_nothing_but_an_id(text: str) -> None:
    with pytest.raises(ValueError, match=r"ParticipantInvited\.note"):
        ParticipantInvited(participant=1, role=Role.SCHOOL, invited_on=day("2026-11-26"), note=text)


@pytest.mark.parametrize(
    ("field", "length", "taken"),
    [
        *(("note", LONGEST_NOTE, True), ("note", LONGEST_NOTE + 1, False)),
        *(("who", LONGEST_NAME, True), ("who", LONGEST_NAME + 1, False)),
    ],
)
def test_a_text_has_a_longest_length(field: str, length: int, *, taken: bool) -> None:
    answer = {**INVITED, field: "å" * length}
    if taken:
        assert getattr(understand(Matter.INVITATION, answer), field) == "å" * length
        return
    with pytest.raises(Refused, match=f"er for lang: højst {length - 1} tegn") as refused:
        understand(Matter.INVITATION, answer)
    assert "ååå" not in str(refused.value)
    assert refused.value.field == field
