"""A call as it is told: each answer understood or refused where it was typed, and what it comes to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad import spoken_time
from samraad.call import Call, letter
from samraad.call_form import QUESTIONS, Asking, shown, understand
from samraad.errors import Refused
from samraad.notification import Certainty, Field, Origin, Place, Suspicion
from samraad.times import DENMARK
from tests.samraad.given import RECEIVED, RULEBOOK, STAFF, danish, day

NOW = danish("2026-11-21 12:00")
TOLD: dict[str, Any] = {"by": "ank", "cpr": "170510-4003", "received_at": "9.14", "offences": ["røveri", "vold"]}


def asking() -> Asking:
    return Asking(now=NOW, staff=STAFF, rulebook=RULEBOOK)


def told(**changes: Any) -> Call:
    return understand(TOLD | changes, asking())


def test_what_was_not_said_is_as_usual() -> None:
    assert told() == Call(
        by="ANK",
        received_at=RECEIVED,
        origin=Origin.TELEPHONE,
        cpr="170510-4003",
        birth_date=day("2010-05-17"),
        offences=("røveri", "vold"),
    )
    assert told(received_at=None).received_at == NOW


def test_all_that_can_be_told() -> None:
    call = told(
        origin="afhøring",
        unit="Østjyllands Politi",
        name="Invented  Name",
        birth_date="17.05.2010",
        police_case="4200-76111-00001-26",
        committed="natten til lørdag",
        scene="banegården",
        remand=True,
        interrogation=True,
        interrogation_time="23-11-2026 kl. 10",
        reply_by="2026-11-22 16:00",
    )
    assert (call.name, call.remand, call.interrogation) == ("Invented Name", True, True)
    assert (call.interrogation_time, call.reply_by) == (danish("2026-11-23 10:00"), danish("2026-11-22 16:00"))
    found = letter(call)
    assert (found.message_id, found.received_at, found.automatic) == (None, RECEIVED, None)
    (person,) = found.entries
    assert isinstance(person, Suspicion)
    assert (person.origin, person.unit, person.reply_by) == (
        Origin.INTERROGATION,
        "Østjyllands Politi",
        "2026-11-22 16:00",
    )
    assert person.interrogation_time == "2026-11-23 10:00"
    assert [each.field for each in person.sources] == list(Field)
    assert {(each.certainty, each.place) for each in person.sources} == {(Certainty.CERTAIN, Place())}


#: field, what is typed → code of the refusal
REFUSED: list[tuple[str, object, str]] = [
    ("by", "XYZ", "stranger"),
    ("by", "", "stranger"),
    ("origin", "brevdue", "unknown_way"),
    ("origin", "mail", "unknown_way"),  # a mail comes in by the mailbox
    ("received_at", "12.02", "in_future"),
    ("received_at", "i morgen", "in_future"),
    ("received_at", "2025-11-20", "too_early"),  # more than a year ago
    ("received_at", "2026-11-20T12:00+25:00", "unreadable"),
    ("received_at", "vistnok", "unreadable"),
    ("received_at", "25.61", "unreadable"),
    ("received_at", "31-02-2026", "unreadable"),
    ("received_at", "29-03-2026 2.30", "unreadable"),  # there was no such hour
    ("cpr", "170510-400", "impossible_cpr"),
    ("cpr", "310210-4003", "impossible_cpr"),
    ("cpr", "010126-0003", "impossible_cpr"),  # born 1926 by the century digit
    ("cpr", "221126-5003", "birth_in_future"),  # born tomorrow
    ("birth_date", "18-05-2010", "birth_date_other"),
    ("birth_date", "majs", "unreadable"),
    ("birth_date", "31-02-2010", "unreadable"),
    ("remand", "måske", "yes_or_no"),
    ("interrogation_time", "i går 10", "before_receipt"),
    ("name", "x" * 501, "too_long"),
    ("name", 17, "wrong_type"),
    ("offences", ["vold", 17], "wrong_type"),
    ("cpr_nummer", "170510-4003", "unknown_field"),
]


@pytest.mark.parametrize(("field", "typed", "code"), REFUSED)
def test_what_makes_no_sense_is_refused_where_it_was_typed(field: str, typed: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        told(**{field: typed})
    assert refused.value.code == code
    assert refused.value.field in (field, None)
    assert "170510" not in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"cpr": None}, "birth_date_missing"),
        ({"cpr": None, "birth_date": "2010-05-17"}, "name_missing"),
        ({"cpr": None, "birth_date": "2026-11-22"}, "birth_in_future"),
        ({"cpr": None, "birth_date": "1926-12-31"}, "birth_too_early"),
        (
            {"interrogation": True, "interrogation_time": "23-11-2026 10.00", "reply_by": "23-11-2026 10.01"},
            "after_interrogation",
        ),
    ],
)
def test_fields_are_judged_together(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        told(**changes)
    assert refused.value.code == code


def test_without_a_number_name_and_birth_date_do() -> None:
    call = told(cpr="", birth_date="17/5-2010", name="Invented Name")
    assert (call.cpr, call.birth_date, call.name) == (None, date(2010, 5, 17), "Invented Name")


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        ("2025-11-20 23:59", True),  # the day before a year ago
        ("2025-11-21 00:00", False),  # a year ago
        ("2026-11-21 12:00", False),  # now
        ("2026-11-21 12:01", False),  # within what two clocks may differ
        ("2026-11-21 12:02", True),
    ],
)
def test_when_it_was_told_is_neither_long_ago_nor_to_come(at: str, refused: bool) -> None:
    if refused:
        with pytest.raises(Refused):
            told(received_at=at)
    else:
        assert told(received_at=at).received_at == min(danish(at), NOW)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nu", "2026-11-21 12:00"),
        ("9.14", "2026-11-21 09:14"),
        ("kl. 09:14", "2026-11-21 09:14"),
        ("i dag 9", "2026-11-21 09:00"),
        ("I går kl. 14.30", "2026-11-20 14:30"),
        ("i forgårs 23.59", "2026-11-19 23:59"),
        ("i morgen 8.00", "2026-11-22 08:00"),
        ("i går", "2026-11-20 00:00"),  # a day alone: from its first minute, never too late
        ("2026-11-20", "2026-11-20 00:00"),
        ("2026-11-20 14:30", "2026-11-20 14:30"),
        ("2026-11-20T14:30", "2026-11-20 14:30"),
        ("2026-11-20T14:30+01:00", "2026-11-20 14:30"),
        ("2026-11-20T13:30Z", "2026-11-20 14:30"),
        ("20-11-2026 14.30", "2026-11-20 14:30"),
        ("20.11.2026, kl. 14.30", "2026-11-20 14:30"),
        ("20/11 14:30", "2026-11-20 14:30"),  # this year
        ("25-10-2026 2.30", "2026-10-25 02:30"),  # an hour that came twice: the first of them
    ],
)
def test_a_time_as_it_is_typed(typed: str, expected: str) -> None:
    assert spoken_time.read(typed, NOW) == danish(expected)


@given(typed=st.text(max_size=30) | st.from_regex(r"[\di .:/T-]{1,20}"))
def test_whatever_is_typed_for_a_time_is_one_or_is_refused(typed: str) -> None:
    try:
        found = spoken_time.read(typed, NOW)
    except ValueError as error:
        said = str(error)
    else:
        said = f"{found.tzinfo}."
    assert said.endswith(("findes ikke.", "14.30.", "frem.", "UTC."))


@given(data=st.data())
def test_whatever_is_typed_is_understood_or_refused_in_danish(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(QUESTIONS))
    form = asking()
    form.told["received_at"] = RECEIVED
    try:
        form.answer(question, data.draw(st.text(max_size=40)))
    except Refused as refused:
        said = str(refused)
    else:
        said = shown(form.told[question.name]) + "."
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "ikke oplyst"),
        ((), "ikke oplyst"),
        (True, "ja"),
        (False, "nej"),
        (RECEIVED.astimezone(DENMARK), "lør 21. nov kl. 09.14 2026"),
        (day("2010-05-17"), "17-05-2010"),
        (Origin.TELEPHONE, "telefon"),
        (("røveri", "vold"), "røveri; vold"),
        ("ANK", "ANK"),
    ],
)
def test_a_summary_shows_each_value_in_danish(value: object, said: str) -> None:
    assert shown(value) == said


def test_only_what_may_be_known_is_asked() -> None:
    asked = [question.name for question in QUESTIONS if question.asked({})]
    assert "interrogation_time" not in asked
    assert {"interrogation_time", "reply_by"} <= {q.name for q in QUESTIONS if q.asked({"interrogation": True})}
