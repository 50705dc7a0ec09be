"""The outcome rules as a contract: letters taken in one after the other, on both stores, decided on identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from samraad.call import Call
from samraad.events import CaseOpened, NotificationAttached, ReceiptMoved
from samraad.notification import Entry, Letter, Note, Origin, Outcome, Place, Suspicion
from samraad.vocabulary import Offence
from tasks.calls import take_call
from tasks.reading.here import Here
from tasks.store.memory import MemoryWork
from tasks.store.port import Store
from tasks.store.postgres import PostgresWork
from tasks.store.records import Result
from tasks.taking_in import keep, take_in
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import ALMA, BORN, CPR, NOW, OTHER_CPR, OUTSIDE, append, suspicion, unclear

O, A, D, Q, I = (  # noqa: E741 - a table reads better
    Outcome.OPENED,
    Outcome.ATTACHED,
    Outcome.DUPLICATE,
    Outcome.QUARANTINED,
    Outcome.IGNORED,
)
BO = "Bo Opdigtet"
BOS_CPR = "020210-4003"


@dataclass
class Post(Here):
    """A municipality's post: each letter is taken in when it comes."""

    store: Store
    clock: SetClock = field(default_factory=SetClock)
    letters: list[Letter] = field(default_factory=list)

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        return self.letters[int(raw)]

    def comes(self, *entries: Entry, message_id: str | None = None, at: datetime | None = None) -> tuple[Result, ...]:
        """A letter received at the instant, else a day after the one before."""
        at = at or self.clock.at + timedelta(days=1)
        self.clock.at = max(self.clock.at, at)
        self.letters.append(Letter(message_id=message_id, received_at=at, automatic=None, entries=entries))
        number = str(len(self.letters) - 1)
        desk = office(self.store, self.clock, reader=self)
        return take_in(desk, keep(desk, source=f"imap:{number}", raw=number.encode(), arrived_at=at).id)

    def told(self, at: datetime, **changes: Any) -> Result:
        """A call told at the instant, written down now."""
        fields: dict[str, Any] = {"name": ALMA, "cpr": CPR, "birth_date": BORN, "offences": ("vold",)}
        fields |= {"police_case": "3700-1", "origin": Origin.TELEPHONE, "by": "ANK", "received_at": at}
        return take_call(office(self.store, self.clock, reader=self), Call(**(fields | changes)))

    def events(self, number: str | None) -> list[object]:
        with self.store.work() as work:
            return [each.event for each in work.history(str(number))]


@pytest.fixture
def post(store: Store) -> Post:
    return Post(store)


def said(*letters: tuple[Result, ...]) -> list[list[tuple[Outcome, str | None]]]:
    """Outcome and serial number of the case, letter by letter."""
    return [[(each.outcome, each.case and each.case[-1]) for each in letter] for letter in letters]


#: Letters one after the other: each entry with what becomes of it and the number of its case.
RULES: dict[str, list[list[tuple[Entry, Outcome, str | None]]]] = {
    "several persons in a mail, one of them twice": [
        [(suspicion(), O, "1"), (suspicion(BO, BOS_CPR), O, "2"), (suspicion(), D, "1")]
    ],
    "remand is news on the same matter, once": [
        [(suspicion(), O, "1")],
        [(suspicion(remand=True), A, "1")],
        [(suspicion(), D, "1")],
        [(suspicion(remand=True), D, "1")],
        [(suspicion(remand=True, interrogation=True), A, "1")],
    ],
    "several mails on a person": [
        [(suspicion(), O, "1")],
        [(suspicion(offences=("røveri",), police_case="3700-2"), A, "1")],
        [(suspicion(offences=("tyveri",), police_case="3700-3"), A, "1")],
    ],
    "further up in the same mail another suspicion of the person": [
        [(suspicion(), O, "1"), (suspicion(offences=("røveri",)), A, "1")]
    ],
    "the same police case with another offence says something new": [
        [(suspicion(), O, "1")],
        [(suspicion(offences=("grov vold",)), A, "1"), (suspicion(offences=("vold", "trusler")), A, "1")],
    ],
    "the same matter, written with other capitals and blanks": [
        [(suspicion(offences=("Vold, § 244",), police_case="3700-71 2"), O, "1")],
        [(suspicion(offences=("VOLD,  § 244",), police_case="3700-712"), D, "1")],
    ],
    "the same row, week by week": [
        [(suspicion(place=Place(file="uge 1.xlsx", row=2, digest="aa")), O, "1")],
        [(suspicion(place=Place(file="uge 2.xlsx", row=7, digest="bb")), D, "1")],
        [(suspicion(place=Place(file="uge 3.xlsx", row=3, digest="cc")), D, "1")],
    ],
    "a missing police case number matches nothing": [
        [(suspicion(police_case=None), O, "1")],
        [(suspicion(police_case=None), A, "1")],
    ],
    "a missing offence matches nothing": [[(suspicion(offences=()), O, "1")], [(suspicion(offences=()), A, "1")]],
    "unless it is the very row of the very file": [
        [(suspicion(police_case=None, place=Place(row=2, digest="aa")), O, "1")],
        [(suspicion(police_case=None, place=Place(row=2, digest="aa")), D, "1")],
    ],
    "a file with one changed row: that row anew, the others not": [
        [
            (suspicion(place=Place(row=2, digest="aa")), O, "1"),
            (suspicion(BO, BOS_CPR, place=Place(row=3, digest="aa")), O, "2"),
            (suspicion("Carl Opdigtet", "030310-4003", place=Place(row=4, digest="aa")), O, "3"),
        ],
        [
            (suspicion(place=Place(row=2, digest="bb")), D, "1"),
            (suspicion(BO, BOS_CPR, offences=("røveri",), place=Place(row=3, digest="bb")), A, "2"),
            (suspicion("Carl Opdigtet", "030310-4003", place=Place(row=4, digest="bb")), D, "3"),
        ],
    ],
    "known by CPR, later by name and birth date": [
        [(suspicion(), O, "1")],
        [(suspicion(cpr=None, police_case="3700-2"), A, "1"), (suspicion(cpr=None), D, "1")],
    ],
    "known by name and birth date, later by CPR": [
        [(suspicion(cpr=None), O, "1")],
        [(suspicion(police_case="3700-2"), A, "1"), (suspicion(), D, "1")],
        # and by the number alone from then on
        [(suspicion(None, police_case="3700-3"), A, "1")],
    ],
    "known by CPR, later with another birth date": [
        [(suspicion(), O, "1")],
        [(suspicion(cpr=None, birth_date=date(2010, 1, 2)), O, "2")],
    ],
    "another number is another person, however alike": [
        [(suspicion(), O, "1")],
        [(suspicion(cpr=OTHER_CPR), O, "2")],
        # and who has no number is neither for certain
        [(suspicion(cpr=None, police_case="3700-2"), O, "3")],
    ],
    "a replacement number is a number": [
        [(suspicion(cpr="610110-4001"), O, "1")],
        [(suspicion(cpr="610110-4001", police_case="3700-2"), A, "1"), (suspicion(police_case="3700-2"), O, "2")],
    ],
    "a century in which nobody alive was born is a slip, again and again": [
        [(suspicion(cpr=None, birth_date=date(1910, 1, 1)), Q, None)],
        [(suspicion(cpr=None, birth_date=date(1910, 1, 1)), D, None)],
    ],
    "born after the receipt is a slip": [[(suspicion(cpr=None, birth_date=date(2027, 1, 1)), Q, None)]],
    "an adult is ignored, and the next week known": [
        [(suspicion("Ole Opdigtet", "010180-1001"), I, None), (suspicion(), O, "1")],
        [(suspicion("Ole Opdigtet", "010180-1001"), D, None), (suspicion(), D, "1")],
    ],
    "what nobody can read waits once": [
        [(unclear(), Q, None)],
        [(unclear(), D, None), (unclear("andre ord"), Q, None)],
    ],
}


@pytest.mark.parametrize("rule", RULES)
def test_what_becomes_of_letters_one_after_the_other(post: Post, rule: str) -> None:
    letters = RULES[rule]
    found = said(*(post.comes(*(entry for entry, _, _ in letter)) for letter in letters))
    assert found == [[(outcome, case) for _, outcome, case in letter] for letter in letters]
    assert post.store.verify().ok


@pytest.mark.parametrize(
    ("first", "then", "possibly_known"),
    [
        (suspicion(), suspicion("Alma Testsen", None), True),  # born that day, a word of the name shared
        (suspicion(), suspicion(cpr=OTHER_CPR), True),  # a namesake with another number
        (suspicion(cpr=None), suspicion("Almaz Opdigtet", None), True),
        (suspicion(), suspicion("Bo Jensen", None), False),  # born that day, nothing else
        (suspicion(), suspicion("Alma Testsen", None, birth_date=date(2010, 1, 2)), False),
    ],
)
def test_intake_is_told_of_who_may_be_the_same_person(
    post: Post, first: Suspicion, then: Suspicion, *, possibly_known: bool
) -> None:
    post.comes(first)
    (result,) = post.comes(then)
    (event,) = post.events(result.case)
    assert isinstance(event, CaseOpened)
    expected = (Note.POSSIBLY_KNOWN,) if possibly_known else ()
    assert (result.outcome, result.notes, event.notes) == (O, expected, tuple(note.value for note in expected))


def test_what_is_attached_is_told_in_the_case(post: Post) -> None:
    (opened,) = post.comes(suspicion())
    post.comes(suspicion(offences=("røveri",)))
    further = post.events(opened.case)[1]
    assert isinstance(further, NotificationAttached)
    assert (further.offences, further.received_at) == ((Offence.ROBBERY,), NOW + timedelta(days=2))


def test_a_closed_case_is_not_reopened_and_does_not_swallow_a_new_suspicion(post: Post) -> None:
    (first,) = post.comes(suspicion())
    with post.store.work() as work:
        case = work.load(str(first.case))
    append(post.store, case, OUTSIDE)
    letter = post.comes(suspicion(), suspicion(police_case="3700-2"), suspicion(police_case="3700-2"))
    assert said(letter) == [[(D, "1"), (O, "2"), (D, "2")]]


#: The eighteenth birthday is 1 January 2028: midnight in Denmark is an hour before that of UTC.
@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), O),
        (datetime(2027, 12, 31, 23, 0, tzinfo=UTC), I),
        (datetime(2028, 1, 1, 0, 30, tzinfo=UTC), I),
    ],
)
def test_eighteen_by_the_danish_date(post: Post, at: datetime, outcome: Outcome) -> None:
    assert said(post.comes(suspicion(), at=at)) == [[(outcome, "1" if outcome is O else None)]]


@pytest.mark.parametrize("entry", [suspicion(), suspicion(police_case=None), suspicion(offences=()), unclear()])
def test_the_same_message_again_is_a_duplicate(post: Post, entry: Entry) -> None:
    first = post.comes(entry, suspicion(BO, BOS_CPR), message_id="<1@p>")
    again = post.comes(entry, suspicion(BO, BOS_CPR), message_id="<1@p>")
    assert said(again) == [[(D, each.case and each.case[-1]) for each in first]]
    assert [len(post.events(each.case)) for each in first if each.case] == [1] * sum(
        each.case is not None for each in first
    )


def test_a_message_id_used_again_for_something_else_is_for_a_person_to_see(post: Post) -> None:
    """Nobody in it is lost, and nobody is let in twice: not when it comes a third time, nor what was there before."""
    first = post.comes(suspicion(), message_id="<1@p>")
    adult = suspicion("Ole Opdigtet", "010180-1001")
    other = (suspicion(BO, BOS_CPR), suspicion(), suspicion(police_case=None), unclear(), adult)
    assert said(first, *(post.comes(*other, message_id="<1@p>") for _ in range(2))) == [
        [(O, "1")],
        [(Q, None), (D, "1"), (Q, None), (Q, None), (I, None)],
        [(D, None), (D, "1"), (D, "1"), (D, None), (D, None)],
    ]
    with post.store.work() as work:
        assert len(work.waiting_notices()) >= 1
    # told of under an id of its own, there is no doubt: the clock of the law starts
    assert said(post.comes(suspicion(BO, BOS_CPR), message_id="<2@p>")) == [[(O, "2")]]


EIGHTEEN = datetime(2028, 1, 3, 8, tzinfo=UTC)
STILL_17 = datetime(2027, 12, 30, 8, tzinfo=UTC)


def test_ignored_as_eighteen_and_told_of_earlier_at_seventeen_opens_from_that_moment(post: Post) -> None:
    (ignored,) = post.comes(suspicion(), at=EIGHTEEN)
    told = post.told(STILL_17)
    (event,) = post.events(told.case)
    assert (ignored.outcome, told.outcome) == (I, O)
    assert isinstance(event, CaseOpened)
    assert (event.received_at, event.age_at_receipt) == (STILL_17, 17)
    # from now on it is known, at whatever age it is told again; what is told still earlier moves what counts
    assert said(post.comes(suspicion())) == [[(D, "1")]]
    still_earlier = post.told(STILL_17 - timedelta(days=1))
    assert (still_earlier.outcome, still_earlier.case) == (D, told.case)
    assert isinstance(post.events(told.case)[-1], ReceiptMoved)


def test_ignored_as_eighteen_and_told_of_at_eighteen_stays_ignored(post: Post) -> None:
    post.comes(suspicion(), at=EIGHTEEN)
    told = post.told(EIGHTEEN - timedelta(days=1))
    assert (told.outcome, told.case) == (D, None)


def test_ignored_as_eighteen_and_told_of_at_seventeen_goes_into_the_open_case(post: Post) -> None:
    (opened,) = post.comes(suspicion(police_case="3700-2"), at=STILL_17 + timedelta(hours=1))
    post.comes(suspicion(), at=EIGHTEEN)
    assert said(post.comes(suspicion())) == [[(D, None)]]  # of what was ignored: it is in no case
    told = post.told(STILL_17)
    assert (told.outcome, told.case) == (A, opened.case)
    assert [type(each) for each in post.events(opened.case)] == [CaseOpened, NotificationAttached, ReceiptMoved]


def test_taken_in_at_seventeen_is_known_at_eighteen(post: Post) -> None:
    assert said(post.comes(suspicion(), at=STILL_17), post.comes(suspicion(), at=EIGHTEEN)) == [[(O, "1")], [(D, "1")]]


def test_what_is_known_and_not_earlier_loads_no_case(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a sheet of two thousand rows that is sent again would read two thousand case files."""
    post.comes(suspicion(), at=NOW)

    def loaded(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        for work in (MemoryWork, PostgresWork):
            patch.setattr(work, "load", loaded)
        assert said(post.comes(suspicion(), at=NOW), post.comes(suspicion())) == [[(D, "1")]] * 2
    (earlier,) = post.comes(suspicion(), at=NOW - timedelta(seconds=1))
    assert isinstance(post.events(earlier.case)[-1], ReceiptMoved)
