"""Invitations of the police's calendar, alone and beside a text that says the same."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from samraad.notification import Problem, Suspicion, Unclear
from tasks.parsing import read

TOLD = "Mikkel Toft, cpr-nr. 140310-6069, er sigtet for vold."
WHEN = "torsdag den 15. oktober 2026 kl. 10.00"


def _calendar(
    description: str = "",
    summary: str = "Afhøring",
    start: str = "DTSTART:20261015T080000Z",
    place: str = "",
    method: str = "REQUEST",
) -> str:
    event = (
        f"BEGIN:VEVENT\nUID:1@politi.example\nDTSTAMP:20261012T080000Z\n{start}\nSUMMARY:{summary}\n"
        f"DESCRIPTION:{description.replace(',', chr(92) + ',')}\nLOCATION:{place}\nEND:VEVENT\n"
    )
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Politi//DA\nMETHOD:{method}\n{event}END:VCALENDAR\n"
    return whole.replace("\n", "\r\n")


def _alone(calendar: str) -> bytes:
    return b"Subject: Sag\nContent-Type: text/calendar; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + (
        calendar.encode()
    )


def _beside(body: str, calendar: str, *, attached: bool = False) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Sag"
    mail.set_content(body)
    if attached:
        mail.add_attachment(calendar.encode(), "text", "calendar", filename="invite.ics")
    else:
        mail.add_alternative(calendar, subtype="calendar")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("start", "when"),
    [
        ("DTSTART:20261015T080000Z", WHEN),  # universal time
        ("DTSTART;TZID=Europe/Copenhagen:20261015T100000", WHEN),
        ("DTSTART:20261015T100000", WHEN),  # without zone: Danish
        ("DTSTART;VALUE=DATE:20261015", "torsdag den 15. oktober 2026"),
        ("DTSTART:20261115T090000Z", "søndag den 15. november 2026 kl. 10.00"),  # winter
    ],
)
def test_an_invitation_alone_is_a_notification(start: str, when: str) -> None:
    (person,) = read(_alone(_calendar(TOLD, start=start))).entries

    assert isinstance(person, Suspicion)
    assert (person.name, person.cpr, person.offences) == ("Mikkel Toft", "140310-6069", ("vold",))
    assert (person.interrogation, person.interrogation_time) == (True, when)


def test_the_place_of_the_meeting_stands_with_its_time() -> None:
    (person,) = read(_alone(_calendar(TOLD, place="Station Lerbæk"))).entries

    assert isinstance(person, Suspicion)
    assert (person.interrogation_time, person.scene) == (f"{WHEN}, Station Lerbæk", None)


@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize("description", [TOLD, "Se teksten"])
def test_whom_text_and_invitation_both_mean_stands_once(description: str, attached: bool) -> None:
    (person,) = read(_beside(TOLD, _calendar(description), attached=attached)).entries

    assert isinstance(person, Suspicion)
    assert (person.interrogation, person.interrogation_time) == (True, WHEN)


def test_the_time_of_the_text_goes_before() -> None:
    (person,) = read(_beside(f"{TOLD}\nHan skal afhøres den 16. oktober kl. 9.", _calendar(TOLD))).entries

    assert isinstance(person, Suspicion)
    assert person.interrogation_time == "den 16. oktober kl. 9"


def test_whom_only_the_invitation_names_is_added() -> None:
    entries = read(_beside("Se indkaldelsen.", _calendar(TOLD))).entries

    assert [entry.name for entry in entries] == ["Mikkel Toft"]


def test_a_meeting_that_is_no_interrogation_says_nothing_of_one() -> None:
    (person,) = read(_beside(TOLD, _calendar("Dagsorden", summary="SSP-møde"))).entries

    assert isinstance(person, Suspicion)
    assert not person.interrogation


def test_a_meeting_that_is_cancelled_is_none() -> None:
    (person,) = read(_alone(_calendar(TOLD, method="CANCEL"))).entries

    assert isinstance(person, Suspicion)
    assert not person.interrogation


@pytest.mark.parametrize(
    ("calendar", "code", "words"),
    [
        (_calendar("Dagsorden følger", summary="SSP-møde"), Problem.NO_PERSON, "Dagsorden følger"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:i morgen\n", Problem.UNREADABLE, ""),
    ],
)
def test_what_names_nobody_is_for_a_person(calendar: str, code: Problem, words: str) -> None:
    (entry,) = read(_alone(calendar)).entries

    assert isinstance(entry, Unclear)
    assert entry.code is code
    assert words in entry.text


def test_many_meetings_cost_little() -> None:
    meeting = _calendar(TOLD).split("BEGIN:VEVENT")[1].split("END:VEVENT")[0]
    many = _calendar().replace("END:VCALENDAR", f"BEGIN:VEVENT{meeting}END:VEVENT\r\n" * 5_000 + "END:VCALENDAR")

    (entry,) = read(_alone(many)).entries

    assert isinstance(entry, Unclear)
    assert entry.code is Problem.OVER_LIMIT
