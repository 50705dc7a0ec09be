"""From the mail that could not be read to the decision: deadlines, messages, release, with the receipt the mail had."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from samraad.correcting import corrected
from samraad.deadlines import deadlines
from samraad.errors import AlreadyRegistered, BadInput, Refused, UnknownCase, UnknownItem
from samraad.events import CaseOpened
from samraad.item import ItemState
from samraad.item_events import Dismissal, ItemPersonTaken, ItemReadInVain
from samraad.notification import Entry, Letter, Outcome, Place, Problem, Unclear
from samraad.vocabulary import Milestone
from tasks.delivering import deliver
from tasks.office import Office
from tasks.quarantine import Correct, Decided, dismiss, release_corrected, reopen, show
from tasks.reading.port import Limit, OverLimit
from tasks.reading_again import read_again
from tasks.store.memory import MemoryWork
from tasks.store.records import CaseQuery, ItemQuery
from tasks.taking_in import keep, take_in
from tasks.ticking import tick_all
from tests.samraad.given import RULEBOOK, danish
from tests.tasks.given import Outgoing, SetClock, office
from tests.tasks.store.given import ALMA, CPR, NOW, OTHER_CPR, suspicion

PASSWORD = "hemmeligt"
FILE = Place(file="Alma Opdigtet.xlsx", digest="d")
LOCKED = Unclear(place=FILE, problem="Filen er krypteret.", code=Problem.ENCRYPTED)
#: In the mail's own text.
WRITTEN = suspicion("Bo Opdigtet Testsen", OTHER_CPR, police_case=None)


def row(number: int, **changes: Any) -> Entry:
    return suspicion(**({"place": Place(file=FILE.file, digest="d", sheet="Ark1", row=number)} | changes))


class Locked:
    """A mail with a text and a workbook that opens with a password."""

    def __init__(self, inside: tuple[Entry, ...]) -> None:
        self.inside = inside

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        found = self.inside if password == PASSWORD else (LOCKED,)
        return Letter(message_id="<1@politi.example>", received_at=None, automatic=None, entries=(WRITTEN, *found))

    def close(self) -> None:
        """Nothing runs."""


def an_office(*inside: Entry, at: datetime = NOW, sender: Outgoing | None = None) -> Office:
    return replace(office(clock=SetClock(at), sender=sender), reader=Locked(inside))


def received(desk: Office, at: datetime = NOW, source: str = "imap:1") -> str:
    """The mail is taken in. Number of the item that waits."""
    mail = keep(desk, source=source, raw=b"raw", arrived_at=at)
    take_in(desk, mail.id)
    return waits(desk)[0]


def waits(desk: Office) -> list[str]:
    with desk.store.work() as work:
        return [each.item for each in work.items(ItemQuery(waiting_only=True))]


def outcomes(done: Decided) -> list[tuple[Outcome, int | None]]:
    return [(each.outcome, each.row) for each in done.results]


def test_from_the_mail_to_the_case_whose_days_count_from_the_first_receipt() -> None:
    sender, at = Outgoing(), danish("2026-11-02 09:00")
    desk = an_office(row(2), at=at, sender=sender)
    number = received(desk, at)
    deliver(desk)
    assert "K2026-0001: afgøres senest tir 3. nov kl. 09.00 (lovfrist)" in sender.bodies[0]

    desk.clock.at = danish("2026-11-03 09:00")  # type: ignore[attr-defined]
    tick_all(desk)
    deliver(desk)
    assert sum("K2026-0001 i karantæne er ikke afgjort" in body for body in sender.bodies) == 2
    assert ALMA.split()[0] not in json.dumps(sender.bodies)

    desk.clock.at = danish("2026-11-06 12:00")  # type: ignore[attr-defined]
    done = read_again(desk, number, "VIS", PASSWORD)
    assert (outcomes(done), done.stays) == ([(Outcome.OPENED, 2)], None)
    with desk.store.work() as work:
        case = work.load(str(done.results[0].case))
        by = work.history(case.number)[0].actor
        summons = next(
            each for each in deadlines(case, RULEBOOK, desk.clock.now()) if each.milestone is Milestone.SUMMONS
        )
    assert (case.received_at, by, summons.due_at) == (at, "VIS", danish("2026-11-10 00:00"))
    tick_all(desk)
    assert waits(desk) == []
    assert desk.store.verify().ok


def test_all_rows_that_were_not_taken_before_and_none_twice() -> None:
    broken = Unclear(place=Place(file=FILE.file, digest="d", sheet="Ark1", row=4), problem="x", text="?")
    desk = an_office(row(2), row(3, name="Cai Opdigtet Testsen", cpr="010111-4003"), broken)
    number = received(desk)
    done = read_again(desk, number, "VIS", PASSWORD)
    assert outcomes(done) == [(Outcome.OPENED, 2), (Outcome.OPENED, 3), (Outcome.QUARANTINED, 4)]
    assert waits(desk) == ["K2026-0002"]
    with desk.store.work() as work:
        assert {each.released_from for each in done.results} == {work.item(number).notification}
        assert work.item("K2026-0002").received_at == NOW
        assert len(work.results(work.item(number).evidence)) == 5
    assert desk.store.verify().ok


class Taught:
    """A list whose second heading is unknown until somebody teaches it."""

    def __init__(self) -> None:
        self.known = False
        #: Rows that stay unclear all the same.
        self.broken: tuple[int, ...] = ()

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        entries: tuple[Entry, ...] = (
            row(2),
            row(3, name="Cai Opdigtet Testsen", cpr="010111-4003"),
        )
        entries = tuple(
            each
            if self.known and each.place.row not in self.broken
            else Unclear(place=each.place, problem="x", code=Problem.NO_IDENTITY)
            for each in entries
        )
        return Letter(message_id="<1@politi.example>", received_at=None, automatic=None, entries=entries)

    def close(self) -> None:
        """Nothing runs."""


def taught_office(*broken: int) -> tuple[Office, str, str]:
    """Two rows wait; the list can be read by now."""
    desk, reader = an_office(), Taught()
    desk = replace(desk, reader=reader)
    received(desk)
    first, second = waits(desk)
    reader.known, reader.broken = True, broken
    return desk, first, second


def test_a_row_that_was_dismissed_stays_dismissed_when_another_is_read_again() -> None:
    desk, first, second = taught_office()
    dismiss(desk, first, Dismissal.SPAM, "VIS")
    done = read_again(desk, second, "VIS")
    assert (outcomes(done), waits(desk)) == ([(Outcome.OPENED, 3)], [])
    assert desk.store.verify().ok


def test_what_was_understood_with_it_is_released_with_it() -> None:
    desk, first, second = taught_office()
    done = read_again(desk, first, "VIS")
    assert (outcomes(done), waits(desk)) == ([(Outcome.OPENED, 2), (Outcome.OPENED, 3)], [])
    with desk.store.work() as work:
        sibling = work.item(second)
    assert (sibling.state, sibling.cases) == (ItemState.RELEASED, (str(done.results[1].case),))
    assert desk.store.verify().ok


def test_what_was_understood_is_released_also_where_the_row_asked_for_was_not() -> None:
    desk, first, second = taught_office(3)
    done = read_again(desk, second, "VIS")
    assert (outcomes(done), done.stays, waits(desk)) == ([(Outcome.OPENED, 2)], "x", [second])
    with desk.store.work() as work:
        assert work.item(first).cases == (str(done.results[0].case),)


def test_the_wrong_password_leaves_it_waiting_and_says_why() -> None:
    desk = an_office(row(2))
    number = received(desk)
    done = read_again(desk, number, "VIS", "forkert")
    assert (done.stays, done.results, waits(desk)) == ("Filen er krypteret.", (), [number])
    with desk.store.work() as work:
        history = work.item_history(number)
    assert isinstance(history[-1].event, ItemReadInVain)
    assert PASSWORD not in repr(history)
    assert "forkert" not in repr(history)


def test_opened_but_with_nothing_new_it_stays() -> None:
    desk = an_office()
    number = received(desk)
    assert "intet, der ikke er taget ind" in str(read_again(desk, number, "VIS", PASSWORD).stays)
    assert waits(desk) == [number]


def test_the_mail_that_came_twice_is_released_all_the_same() -> None:
    desk = an_office(row(2))
    number = received(desk)
    received(desk, source="imap:2")
    assert waits(desk) == [number]
    assert outcomes(read_again(desk, number, "VIS", PASSWORD)) == [(Outcome.OPENED, 2)]


def test_killed_at_any_moment_all_of_it_happened_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = an_office(row(2))
    number = received(desk)
    for method in ("keep_result", "open_case", "append_item"):
        with monkeypatch.context() as patched:
            patched.setattr(MemoryWork, method, _killed)
            with pytest.raises(KeyboardInterrupt):
                read_again(desk, number, "VIS", PASSWORD)
        assert waits(desk) == [number]
        assert desk.store.verify().ok
    assert outcomes(read_again(desk, number, "VIS", PASSWORD)) == [(Outcome.OPENED, 2)]


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_of_two_who_decide_the_second_is_told() -> None:
    desk = an_office(row(2))
    number = received(desk)
    dismiss(desk, number, Dismissal.SPAM, "VIS")
    for again in (
        lambda: read_again(desk, number, "ANK", PASSWORD),
        lambda: dismiss(desk, number, Dismissal.SPAM, "ANK"),
        lambda: release_corrected(desk, number, lambda _: suspicion(), "ANK"),
    ):
        with pytest.raises(AlreadyRegistered, match="VIS"):
            again()
    with desk.store.work() as work:
        assert work.item(number).state is ItemState.DISMISSED


def test_a_stranger_decides_nothing() -> None:
    desk = an_office()
    number = received(desk)
    with pytest.raises(BadInput, match="initialer"):
        dismiss(desk, number, Dismissal.SPAM, "XYZ")


def test_an_adult_reopened_has_a_case_and_a_corrected_one_that_is_known_is_added_to_it() -> None:
    adult = suspicion("Dan Opdigtet Testsen", "010108-4004")
    desk = an_office(adult)
    number = received(desk)
    read_again(desk, number, "VIS", PASSWORD)
    with desk.store.work() as work:
        (ignored,) = work.items(ItemQuery(ignored=True))
    done = release_corrected(desk, ignored.item, lambda entry: entry, "VIS", reopen=True)  # type: ignore[arg-type,return-value]
    assert outcomes(done) == [(Outcome.OPENED, None)]
    assert CPR not in repr(done)


def test_the_daily_list_is_told_once_and_over_a_weekend_for_all_its_days() -> None:
    sender = Outgoing()
    friday, monday = danish("2026-11-06 08:00"), danish("2026-11-09 08:00")
    adult = suspicion("Dan Opdigtet Testsen", "010108-4004")
    desk = an_office(at=friday, sender=sender)
    tick_all(desk)
    desk.clock.at = friday + timedelta(hours=2)  # type: ignore[attr-defined]
    number = received(desk, desk.clock.now())
    release_corrected(desk, number, lambda _: adult, "VIS")
    for at in (friday + timedelta(hours=3), monday - timedelta(minutes=1), monday, monday + timedelta(hours=1)):
        desk.clock.at = at  # type: ignore[attr-defined]
        tick_all(desk)
        deliver(desk)
    listed = [body for body in sender.bodies if "samraad ignored" in body]
    assert len(listed) == 1
    assert "1 ignoreret underretning siden fre 6. nov kl. 8." in listed[0]


def test_automatic_mails_that_tell_of_somebody_come_first_in_the_daily_list() -> None:
    sender = Outgoing()
    friday, monday = danish("2026-11-06 10:00"), danish("2026-11-09 08:00")
    desk = an_office(at=friday, sender=sender)
    ignored_of(desk, WORDS)
    ignored_of(desk, row(2), row(3, cpr="020210-4004"), source="imap:2")
    desk.clock.at = monday  # type: ignore[attr-defined]
    tick_all(desk)
    deliver(desk)
    (listed,) = [body for body in sender.bodies if "samraad ignored" in body]
    assert listed.startswith(
        "2 poster fra automatiske svar, der selv nævner en ung – se efter. 1 ignoreret underretning siden"
    )


def test_persons_of_one_file_are_taken_in_one_by_one_each_with_the_first_receipt() -> None:
    desk = an_office()
    number = received(desk)
    done = release_corrected(desk, number, _typed("010110-4001"), "VIS", more=True)
    assert (outcomes(done), waits(desk)) == ([(Outcome.OPENED, None)], [number])
    twice = release_corrected(desk, number, _typed("010110-4001"), "VIS", more=True)
    assert twice.results[0].outcome is not Outcome.OPENED
    last = release_corrected(desk, number, _typed("010111-4003"), "VIS")
    assert (outcomes(last), waits(desk)) == ([(Outcome.OPENED, None)], [])
    cases = [str(each.results[0].case) for each in (done, last)]
    with desk.store.work() as work:
        assert {work.load(case).received_at for case in cases} == {NOW}
        assert list(work.item(number).cases) == cases
        events = [type(each.event) for each in work.item_history(number)]
    assert events.count(ItemPersonTaken) == 2
    assert desk.store.verify().ok


def _typed(number: str) -> Correct:
    return lambda entry: corrected(entry, {"cpr": number, "offences": "vold"})


def test_the_notes_of_the_mail_are_those_of_the_case_released_from_it() -> None:
    desk = an_office(row(2))
    mail = keep(desk, source="imap:1", raw=b"raw", arrived_at=None)
    take_in(desk, mail.id)
    done = read_again(desk, waits(desk)[0], "VIS", PASSWORD)
    with desk.store.work() as work:
        first = work.history(str(done.results[0].case))[0].event
    assert isinstance(first, CaseOpened)
    assert first.notes == ("receipt_unknown",)


class Automatic:
    """A mail that looks as if nobody wrote it."""

    def __init__(self, *entries: Entry) -> None:
        self.entries = entries

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        return Letter(
            message_id="<1@politi.example>", received_at=None, automatic="automatisk svar", entries=self.entries
        )

    def close(self) -> None:
        """Nothing runs."""


WORDS = Unclear(place=Place(), problem="ingen person fundet.", code=Problem.NO_PERSON, text="Jeg er på ferie.")
LOCKED_LIST = Unclear(place=Place(file="liste.xlsx", digest="d"), problem="låst.", code=Problem.ENCRYPTED)


def ignored_of(desk: Office, *entries: Entry, source: str = "imap:1") -> tuple[str, ...]:
    """The items of an automatic mail with these entries."""
    mail = keep(desk, source=source, raw=b"raw", arrived_at=NOW)
    outcomes = [each.outcome for each in take_in(replace(desk, reader=Automatic(*entries)), mail.id)]
    assert outcomes == [Outcome.IGNORED] * len(entries)
    with desk.store.work() as work:
        return tuple(each.item for each in work.items(ItemQuery(ignored=True, evidence=mail.id)))


def test_an_automatic_mail_that_is_reopened_waits_for_a_person() -> None:
    desk = an_office()
    (aside,) = ignored_of(desk, WORDS)
    assert outcomes(reopen(desk, aside, "VIS")) == [(Outcome.QUARANTINED, None)]
    (number,) = waits(desk)
    shown = show(desk, number, "VIS", "samraad quarantine show")
    assert shown.kept.entry == WORDS
    assert shown.item.received_at == NOW
    done = release_corrected(desk, number, _typed("010110-4001"), "VIS")
    assert (outcomes(done), waits(desk)) == ([(Outcome.OPENED, None)], [])
    assert desk.store.verify().ok


def test_an_automatic_mail_of_which_nothing_was_read_is_reopened_too() -> None:
    desk = an_office()
    (aside,) = ignored_of(desk, WORDS)
    with desk.store.work() as work:
        (kept,) = work.kept(work.item(aside).evidence)
        assert kept.result.reason == "automatisk svar"
        # As it was kept before automatic mails were read.
        work.keep_result(kept.result, None, None, NOW)
    assert outcomes(reopen(desk, aside, "VIS")) == [(Outcome.QUARANTINED, None)]
    assert len(waits(desk)) == 1


def test_what_an_automatic_mail_says_itself_is_taken_in_in_one_step() -> None:
    desk = an_office()
    items = ignored_of(desk, row(2), row(3, cpr="020210-4004"), LOCKED_LIST)
    with desk.store.work() as work:
        reasons = [each.result.reason for each in work.kept(work.item(items[0]).evidence)]
        assert work.cases(CaseQuery()) == ()
    names = "automatisk svar, der selv nævner en ung – se efter"
    assert reasons == [names, names, "automatisk svar med noget, der kan være en liste – se efter"]
    done = reopen(desk, items[1], "VIS")
    assert [each.outcome for each in done.results] == [Outcome.OPENED, Outcome.OPENED, Outcome.QUARANTINED]
    assert done.item.number == items[1]
    with desk.store.work() as work:
        assert {work.item(item).state for item in items} == {ItemState.RELEASED}
        assert {case.received_at for case in work.cases(CaseQuery())} == {NOW}
        assert [list(work.item(item).cases) for item in items] == [["2026-0001"], ["2026-0002"], []]
    assert desk.store.verify().ok
    with pytest.raises(AlreadyRegistered):
        reopen(desk, items[0], "VIS")


def test_a_grown_up_in_an_automatic_mail_stays_ignored() -> None:
    desk = an_office()
    items = ignored_of(desk, row(2, cpr="010190-4007", birth_date=date(1990, 1, 1)))
    (result,) = reopen(desk, items[0], "VIS").results
    assert (result.outcome, result.reason) == (Outcome.IGNORED, "ikke under 18 år")


def test_a_file_that_came_with_an_automatic_mail_waits_when_somebody_sends_it() -> None:
    desk = an_office()
    ignored_of(desk, LOCKED_LIST)
    real = replace(desk, reader=Written(LOCKED_LIST))
    mail = keep(desk, source="imap:2", raw=b"raw", arrived_at=NOW)
    assert [each.outcome for each in take_in(real, mail.id)] == [Outcome.QUARANTINED]


class Written(Automatic):
    """A mail that somebody wrote."""

    def read(self, raw: bytes, password: str | None = None) -> Letter:
        return replace(super().read(raw, password), automatic=None, message_id="<2@politi.example>")


def test_a_mail_too_large_is_not_read_as_if_it_were_whole() -> None:
    desk = an_office(row(2))
    desk = replace(desk, reader=TooLarge())
    number = received(desk)
    desk = replace(desk, reader=Locked((row(2),)))
    for password in (None, PASSWORD):
        with pytest.raises(Refused, match="kun begyndelsen er gemt"):
            read_again(desk, number, "VIS", password)
    assert outcomes(release_corrected(desk, number, _typed("010110-4001"), "VIS")) == [(Outcome.OPENED, None)]


class TooLarge(Locked):
    """A reader that refuses the mail for its size."""

    def __init__(self) -> None:
        super().__init__(())

    def read(self, raw: bytes, password: str | None = None) -> Letter:  # noqa: ARG002
        raise OverLimit(Limit.MAIL)


def test_what_a_dismissal_refers_to_must_exist() -> None:
    desk = an_office()
    number = received(desk)
    for unknown, error in (("2026-0099", UnknownCase), ("K2026-0099", UnknownItem)):
        with pytest.raises(error):
            dismiss(desk, number, Dismissal.SPAM, "VIS", unknown)
    assert waits(desk) == [number]
    assert dismiss(desk, number, Dismissal.DUPLICATE, "VIS", "2026-0001").state is ItemState.DISMISSED
