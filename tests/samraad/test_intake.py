"""What becomes of an entry of a notification, and when it was received."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from samraad.events import CaseOpened, NotificationAttached, ReceiptMoved
from samraad.intake import Hand, Known, age_at, attached, content, decide, moved, normal_name, opened, receipt
from samraad.notification import Letter, Note, Origin, Outcome, Place, Problem, Suspicion, Unclear
from samraad.vocabulary import Offence
from tests.samraad.given import RECEIVED, RULEBOOK, Story, closed, danish, day

NOBODY = Known()


def suspicion(born: str = "2010-05-17", offences: tuple[str, ...] = ("røveri",)) -> Suspicion:
    return Suspicion(place=Place(), name="Invented Name", cpr=None, birth_date=day(born), offences=offences)


UNCLEAR = Unclear(place=Place(), problem="filen er krypteret")


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        ("2008-11-20", Outcome.IGNORED),  # 18 since yesterday
        ("2008-11-21", Outcome.IGNORED),  # 18 today
        ("2008-11-22", Outcome.OPENED),  # 17 until tomorrow
        ("2020-01-01", Outcome.OPENED),  # under ten: a person decides
        ("2026-11-21", Outcome.OPENED),  # born today: a person decides
        ("2026-11-22", Outcome.QUARANTINED),  # born tomorrow: a slip
        ("1927-01-01", Outcome.IGNORED),  # the oldest that is believed
        ("1926-12-31", Outcome.QUARANTINED),  # a slip more often than a centenarian
    ],
)
def test_age_decides(born: str, outcome: Outcome) -> None:
    assert decide(suspicion(born), NOBODY, RECEIVED, RULEBOOK).outcome is outcome


def test_the_day_of_receipt_is_the_danish_one() -> None:
    eighteen_tomorrow = suspicion("2008-11-22")
    before, midnight = datetime(2026, 11, 21, 22, 59, tzinfo=UTC), datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    assert decide(eighteen_tomorrow, NOBODY, before, RULEBOOK).outcome is Outcome.OPENED
    assert decide(eighteen_tomorrow, NOBODY, midnight, RULEBOOK).outcome is Outcome.IGNORED
    assert (age_at(day("2008-11-22"), before), age_at(day("2008-11-22"), midnight)) == (17, 18)


def test_a_person_with_an_open_case_is_attached() -> None:
    found = decide(suspicion(), Known(case="2026-0007"), RECEIVED, RULEBOOK)
    assert (found.outcome, found.case, found.reason) == (Outcome.ATTACHED, "2026-0007", "har en åben sag")


def test_eighteen_with_an_open_case_is_ignored_all_the_same() -> None:
    assert decide(suspicion("2008-01-01"), Known(case="2026-0007"), RECEIVED, RULEBOOK).outcome is Outcome.IGNORED


def test_the_same_again_is_a_duplicate_whatever_it_was() -> None:
    for entry in (suspicion(), suspicion("1990-01-01"), UNCLEAR):
        taken = Known(seen=True, taken="2026-0007", case="2026-0007")
        seen = decide(entry, taken, RECEIVED, RULEBOOK)
        again = decide(entry, Known(case="2026-0007"), RECEIVED, RULEBOOK, before=frozenset({content(entry)}))
        assert seen == again
        assert (seen.outcome, seen.case) == (Outcome.DUPLICATE, "2026-0007")


def test_a_duplicate_only_of_what_has_the_same_fate() -> None:
    """What was seen led to no case. Whoever would be ignored or unclear again is known; a child is taken in."""
    seen, with_case = Known(seen=True), Known(seen=True, case="2026-0007")
    found = [decide(suspicion(), known, RECEIVED, RULEBOOK) for known in (seen, with_case)]
    assert [(each.outcome, each.case) for each in found] == [(Outcome.OPENED, None), (Outcome.ATTACHED, "2026-0007")]
    for entry in (suspicion("2008-11-21"), suspicion("1926-12-31"), UNCLEAR):
        same = decide(entry, with_case, RECEIVED, RULEBOOK)
        assert (same.outcome, same.case) == (Outcome.DUPLICATE, None)


def test_another_mail_of_the_same_id_that_says_something_else_is_for_a_person_to_see() -> None:
    before = frozenset({content(replace(suspicion(), police_case="3700-1")), content(replace(UNCLEAR, text="andet"))})
    found = [decide(each, NOBODY, RECEIVED, RULEBOOK, before=before) for each in (suspicion(), UNCLEAR)]
    assert [each.outcome for each in found] == [Outcome.QUARANTINED] * 2
    assert decide(suspicion("1990-01-01"), NOBODY, RECEIVED, RULEBOOK, before=before).outcome is Outcome.IGNORED
    seen = Known(seen=True)
    assert decide(suspicion(), seen, RECEIVED, RULEBOOK, before=before).outcome is Outcome.QUARANTINED
    assert decide(suspicion(), seen, RECEIVED, RULEBOOK, before=frozenset()).outcome is Outcome.QUARANTINED


def test_what_is_unclear_is_quarantined_with_its_problem() -> None:
    found = decide(UNCLEAR, NOBODY, RECEIVED, RULEBOOK)
    assert (found.outcome, found.reason) == (Outcome.QUARANTINED, "filen er krypteret")


NOW = danish("2026-11-21 12:00")


@pytest.mark.parametrize(
    ("arrived", "header", "received", "notes"),
    [
        # the mailbox's own time goes before the header
        ("2026-11-21 09:00", "2026-11-20 09:00", "2026-11-21 09:00", ()),
        # a file has only the header
        (None, "2026-11-20 09:00", "2026-11-20 09:00", ()),
        # neither: now, with a note
        (None, None, "2026-11-21 12:00", ("receipt_unknown",)),
        # a server's clock that is a little fast: now, without a note
        ("2026-11-21 12:05", None, "2026-11-21 12:00", ()),
        # the future: now, with a note
        ("2026-11-21 12:06", None, "2026-11-21 12:00", ("receipt_in_future",)),
        # this very instant
        ("2026-11-21 12:00", None, "2026-11-21 12:00", ()),
    ],
)
def test_when_it_was_received(arrived: str | None, header: str | None, received: str, notes: tuple[str, ...]) -> None:
    said = danish(header) if header else None
    letter = Letter(message_id=None, received_at=said, automatic=None, entries=(UNCLEAR,))
    assert receipt(danish(arrived) if arrived else None, letter, NOW) == (danish(received), notes)


def test_the_first_event_of_a_case() -> None:
    person = replace(
        suspicion(offences=("røveri efter § 288", "vold")), remand=True, notes=(Note.INTERROGATION_UNCLEAR,)
    )
    known = Known(samraad_on=day("2026-01-15"), notifications=2, namesake=True)
    event = opened(person, known, RECEIVED, (Note.RECEIPT_UNKNOWN,), "n-1", RULEBOOK)
    assert event == CaseOpened(
        received_at=RECEIVED,
        notification="n-1",
        rulebook=RULEBOOK.hash,
        age_at_receipt=16,
        offences=(Offence.ROBBERY, Offence.VIOLENCE),
        remand=True,
        earlier_samraad_on=day("2026-01-15"),
        notes=("receipt_unknown", "interrogation_unclear", "possibly_known"),
        earlier_notifications=2,
    )
    assert opened(suspicion(), NOBODY, RECEIVED, (), "n-1", RULEBOOK).notes == ()


def test_the_event_of_a_further_notification() -> None:
    person = replace(suspicion(), offences=(), interrogation=True, origin=Origin.SSP_LIST, notes=(Note.REMAND_UNCLEAR,))
    later = RECEIVED + timedelta(days=1)
    events = attached(person, Story().case, later, (Note.HIDDEN_NOT_READ,), "n-2", RULEBOOK)
    assert events == (
        NotificationAttached(
            received_at=later,
            notification="n-2",
            offences=(),
            interrogation=True,
            notes=("hidden_not_read", "remand_unclear"),
            origin=Origin.SSP_LIST,
        ),
    )


@pytest.mark.parametrize(
    ("received_at", "age"),
    [
        ("2026-11-21 09:13", 16),  # a minute earlier counts: 24 hours are elapsed hours
        ("2026-11-21 09:14", None),  # the same moment
        ("2026-11-21 09:15", None),  # later
        ("2026-05-17 00:00", 16),  # the birthday
        ("2026-05-16 23:59", 15),  # the day before: younger than the mail made them
    ],
)
def test_an_earlier_receipt_moves_what_counts(received_at: str, age: int | None) -> None:
    at = danish(received_at)
    found = moved(replace(suspicion(), origin=Origin.TELEPHONE), Story().case, at, "n-2", RULEBOOK)
    expected = [
        ReceiptMoved(received_at=at, before=RECEIVED, because="n-2", origin=Origin.TELEPHONE, age_at_receipt=each)
        for each in [age]
        if each is not None
    ]
    assert list(found) == expected
    assert attached(suspicion(), Story().case, at, (), "n-2", RULEBOOK)[1:] == moved(
        suspicion(), Story().case, at, "n-2", RULEBOOK
    )


def test_a_closed_case_stays_as_it_was_judged() -> None:
    assert moved(suspicion(), closed().case, RECEIVED - timedelta(days=3), "n-2", RULEBOOK) == ()


def test_names_are_compared_without_regard_to_case_and_blanks() -> None:
    assert normal_name("  Åse   von  STRASSE ") == normal_name("åse von strasse")
    assert normal_name("Straße") == normal_name("STRASSE")
    assert normal_name("A\u030ase") == normal_name("Åse")


def test_what_a_person_releases_is_a_duplicate_only_of_what_led_to_a_case() -> None:
    put_aside = Known(seen=True)
    taken = Known(seen=True, taken="2026-0001", case="2026-0001")
    by_rules = [decide(suspicion(), known, RECEIVED, RULEBOOK, hand=Hand.BY_RULES) for known in (put_aside, taken)]
    assert [(each.outcome, each.case) for each in by_rules] == [
        (Outcome.OPENED, None),
        (Outcome.DUPLICATE, "2026-0001"),
    ]
    unclear = Unclear(place=Place(), problem="x", code=Problem.ENCRYPTED)
    assert decide(unclear, put_aside, RECEIVED, RULEBOOK, hand=Hand.BY_RULES).outcome is Outcome.DUPLICATE
    assert decide(unclear, Known(), RECEIVED, RULEBOOK).problem is Problem.ENCRYPTED


def test_reopened_the_age_does_not_count() -> None:
    adult = suspicion("2000-01-01")
    assert decide(adult, Known(), RECEIVED, RULEBOOK, hand=Hand.BY_RULES).outcome is Outcome.IGNORED
    assert decide(adult, Known(), RECEIVED, RULEBOOK, hand=Hand.ANY_AGE).outcome is Outcome.OPENED
    assert RULEBOOK.route(26) == RULEBOOK.route(17)
