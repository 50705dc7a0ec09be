"""What the notifications of a case say, in order, and where a field stood in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samraad.codec import GENESIS, Recorded, record
from samraad.events import Event, NotificationAttached, PersonShown
from samraad.notification import Field, Origin, Place, Suspicion
from samraad.told import Told, told, where, where_within
from samraad.vocabulary import Offence, Via
from tests.samraad.given import NUMBER, RECEIVED, RULEBOOK, opening

LATER = RECEIVED + timedelta(days=2)
SHEET = Place(file="mandagsdata.xlsx", sheet="Uge 36", row=5)
CELL = Place(file="mandagsdata.xlsx", sheet="Uge 36", row=5, column="C")
OTHER_SHEET = Place(file="mandagsdata.xlsx", sheet="Uge 35", row=5)
PDF = Place(file="brev.pdf", page=1)


def suspicion(*offences: str) -> Suspicion:
    return Suspicion(place=Place(), name=None, cpr=None, birth_date=date(2010, 1, 1), offences=offences)


def history(*events: Event) -> list[Recorded]:
    return [
        record(GENESIS, NUMBER, version, event, at=RECEIVED, actor="politi", via=Via.MAILBOX)
        for version, event in enumerate(events, 1)
    ]


def attached(notification: str) -> NotificationAttached:
    return NotificationAttached(received_at=LATER, notification=notification, offences=(), origin=Origin.WEEKLY_SHEET)


def test_notifications_come_in_the_order_of_the_file_with_the_kinds_of_the_cases_rulebook() -> None:
    said = {"n-2": suspicion("trusler", "spytteri", "Vold (strfl. § 244)"), "n-1": suspicion()}
    assert told(history(opening(), PersonShown(purpose="-"), attached("n-2")), said, RULEBOOK) == (
        Told(notification="n-1", received_at=RECEIVED, origin=Origin.POLICE_MAIL, kinds=(), entry=said["n-1"]),
        Told(
            notification="n-2",
            received_at=LATER,
            origin=Origin.WEEKLY_SHEET,
            kinds=(Offence.THREATS, Offence.OTHER, Offence.VIOLENCE),
            entry=said["n-2"],
        ),
    )


def test_what_may_not_be_seen_is_left_out() -> None:
    assert told(history(opening(), attached("n-2")), {}, RULEBOOK) == ()


@pytest.mark.parametrize(
    ("place", "origin", "around", "whole", "within"),
    [
        (CELL, Origin.WEEKLY_SHEET, SHEET, "mandagsdata.xlsx, ark Uge 36, række 5, kolonne C", "kolonne C"),
        # the same place: all of it rather than nothing
        (SHEET, Origin.WEEKLY_SHEET, SHEET, "mandagsdata.xlsx, ark Uge 36, række 5", None),
        # a column of the row above
        (CELL, Origin.WEEKLY_SHEET, Place(file="mandagsdata.xlsx", sheet="Uge 36", row=4), None, "række 5, kolonne C"),
        # the same row of another sheet is another place
        (CELL, Origin.WEEKLY_SHEET, OTHER_SHEET, None, "ark Uge 36, række 5, kolonne C"),
        (Place(file="a.csv", row=5, column="3"), Origin.SSP_LIST, Place(), "a.csv, række 5, kolonne 3", None),
        (Place(line=12), Origin.POLICE_MAIL, Place(), "mailens tekst, linje 12", "linje 12"),
        # its subject, for one
        (Place(), Origin.POLICE_MAIL, Place(), "mailen", "mailen"),
        (Place(file="brev.pdf", page=1, line=4), Origin.POLICE_MAIL, PDF, "brev.pdf, side 1, linje 4", "linje 4"),
        (Place(file="brev.pdf", page=2, line=4), Origin.POLICE_MAIL, PDF, None, "side 2, linje 4"),
        (Place(line=3), Origin.POLICE_MAIL, PDF, None, "mailens tekst, linje 3"),
        (Place(), Origin.TELEPHONE, Place(), "indtastet ved modtagelsen", "indtastet ved modtagelsen"),
        (Place(), Origin.INTERROGATION, Place(), "indtastet ved modtagelsen", None),
    ],
)  # fmt: skip
def test_a_place_is_told_whole_or_by_what_is_new_of_it(
    place: Place, origin: Origin, around: Place, whole: str | None, within: str | None
) -> None:
    assert whole in (None, where(place, origin))
    assert within in (None, where_within(place, around, origin))
    if place == around:
        assert where_within(place, around, origin) == where(place, origin)


def test_every_field_is_one_of_a_suspicion() -> None:
    assert [field.value for field in Field if not hasattr(suspicion(), field.value)] == []
