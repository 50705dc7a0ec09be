"""The contract of every store: case files, read model, timers."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from samraad.case import fold
from samraad.errors import Conflict, UnknownCase
from samraad.events import AssignmentAnswered, CaseRouted, NotificationAttached, PersonShown
from samraad.ladder import tick
from samraad.summary import summarise
from samraad.vocabulary import Assignment, Milestone, Stage, Via
from tasks.store.port import Store
from tasks.store.records import CaseQuery
from tests.samraad.given import RULEBOOK
from tests.tasks.store.given import (
    BORN,
    BY,
    IN_TARGET_GROUP,
    NOW,
    OUTSIDE,
    append,
    evidence,
    open_case,
    opening,
    suspicion,
)

SHOWN = PersonShown(purpose="behandling")


def routed(caseworker: str | None = "ANK", team: str = "unge") -> CaseRouted:
    return CaseRouted(team=team, caseworker=caseworker, because="prøve")


def test_an_opened_case_is_found_as_it_was_written(store: Store) -> None:
    case = open_case(store)
    with store.work() as work:
        assert work.load(case.number) == case
        (first,) = work.history(case.number)
    assert (first.version, first.at, first.actor, first.via) == (1, NOW, "politi", Via.MAILBOX)
    assert fold([first]) == case


def test_events_are_appended_after_the_version_loaded(store: Store) -> None:
    case = append(store, open_case(store), routed(), SHOWN)
    assert case.version == 3
    with store.work() as work:
        assert work.load(case.number) == case
        assert [each.version for each in work.history(case.number)] == [1, 2, 3]


def test_appending_nothing_changes_nothing(store: Store) -> None:
    case = open_case(store)
    assert append(store, case) == case


def test_a_transaction_sees_what_it_wrote(store: Store) -> None:
    with store.work() as work:
        work.keep_rulebook(RULEBOOK)
        person = work.keep_person(suspicion(), None)
        case = work.open_case(opening(), str(person), at=NOW, **BY)
        case = work.append(case, [routed()], at=NOW, **BY)
        assert work.load(case.number) == case
        assert [row.version for row in work.cases(CaseQuery())] == [2]


@pytest.mark.parametrize("number", ["2026-9999", "", "nonsense", "2026-0042'; --"])
def test_a_number_no_case_has_is_unknown(store: Store, number: str) -> None:
    with store.work() as work:
        with pytest.raises(UnknownCase):
            work.load(number)
        with pytest.raises(UnknownCase):
            work.history(number)
        with pytest.raises(UnknownCase):
            work.person_of(number)


def test_a_case_cannot_be_opened_under_a_rulebook_nobody_kept(store: Store) -> None:
    with store.work() as work:
        person = work.keep_person(suspicion(), None)
        with pytest.raises(KeyError):
            work.open_case(opening(rulebook="0" * 64), str(person), at=NOW, **BY)


def test_a_rulebook_comes_back_as_it_was_kept(store: Store) -> None:
    with store.work() as work:
        work.keep_rulebook(RULEBOOK)
        work.keep_rulebook(RULEBOOK)
    with store.work() as work:
        assert work.rulebook(RULEBOOK.hash) == RULEBOOK
        with pytest.raises(KeyError):
            work.rulebook("0" * 64)


# -- two writers


def test_the_second_writer_of_a_version_gets_a_conflict(store: Store) -> None:
    case = open_case(store)
    append(store, case, routed("ANK"))
    with pytest.raises(Conflict, match=case.number):
        append(store, case, routed("BOS"))
    with store.work() as work:
        assert work.load(case.number).caseworker == "ANK"


def test_a_writer_who_lost_loads_again_and_succeeds(store: Store) -> None:
    case = open_case(store)
    append(store, case, routed("ANK"))
    with store.work() as work:
        with pytest.raises(Conflict):
            work.append(case, [SHOWN], at=NOW, **BY)
        assert work.append(work.load(case.number), [SHOWN], at=NOW, **BY).version == 3


def test_of_many_writers_at_the_same_moment_exactly_one_wins(store: Store) -> None:
    case, outcomes, start = open_case(store), [], threading.Barrier(4)

    def write(initials: str) -> None:
        start.wait()
        try:
            append(store, case, routed(initials), SHOWN)
        except Conflict:
            outcomes.append("conflict")
        else:
            outcomes.append("won")

    threads = [threading.Thread(target=write, args=(initials,)) for initials in ("AAA", "BBB", "CCC", "DDD")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict", "conflict", "conflict", "won"]
    with store.work() as work:
        assert work.load(case.number).version == 3
    assert store.verify().ok


def test_two_transactions_that_cross_never_hang(store: Store) -> None:
    """One writes A then B, the other B then A: one of them may have to decide again, none waits for ever."""
    one, two = open_case(store), open_case(store)
    start = threading.Barrier(2)

    def write(*numbers: str) -> None:
        start.wait()
        while True:
            try:
                with store.work() as work:
                    for number in numbers:
                        work.append(work.load(number), [SHOWN], at=NOW, **BY)
            except Conflict:
                continue
            return

    orders = (one.number, two.number), (two.number, one.number)
    threads = [threading.Thread(target=write, args=order) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    with store.work() as work:
        assert work.load(one.number).version == work.load(two.number).version == 3


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    case = open_case(store)

    class Oops(Exception):
        pass

    def half_written() -> None:
        with store.work() as work:
            work.append(case, [routed()], at=NOW, **BY)
            work.open_case(opening(), str(work.keep_person(suspicion(), None)), at=NOW, **BY)
            evidence(work, "source")
            raise Oops

    with store.work() as work:
        before = work.cases(CaseQuery()), work.unread_evidence(), work.waiting_notices()
    with pytest.raises(Oops):
        half_written()
    with store.work() as work:
        assert (work.cases(CaseQuery()), work.unread_evidence(), work.waiting_notices()) == before
        assert not work.known(suspicion())[0].namesake
    assert open_case(store).number == "2026-0002"  # the number was not lost


# -- numbers


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), "2026-0001"),  # the last second of the Danish year
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-0001"),  # midnight in Denmark
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-0001"),
        (datetime(2027, 1, 1, 0, 30, tzinfo=UTC), "2027-0001"),
    ],
)
def test_a_case_is_numbered_in_the_danish_year(store: Store, at: datetime, number: str) -> None:
    assert open_case(store, at).number == number


def test_numbers_go_on_within_a_year_and_begin_again_in_the_next(store: Store) -> None:
    later = NOW + timedelta(days=365)
    assert [open_case(store, at).number for at in (NOW, NOW, later, NOW, later)] == [
        "2026-0001",
        "2026-0002",
        "2027-0001",
        "2026-0003",
        "2027-0002",
    ]


def test_several_cases_of_one_transaction_get_one_number_each(store: Store) -> None:
    with store.work() as work:
        work.keep_rulebook(RULEBOOK)
        person = str(work.keep_person(suspicion(), None))
        numbers = [work.open_case(opening(), person, at=NOW, **BY).number]
        person = str(work.keep_person(suspicion("En Anden", None), None))
        numbers += [work.open_case(opening(), person, at=NOW, **BY).number for _ in range(2)]
    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert open_case(store).number == "2026-0004"


def test_two_who_open_at_the_same_moment_get_two_numbers(store: Store) -> None:
    numbers, start = [], threading.Barrier(3)

    def open_one() -> None:
        start.wait()
        numbers.append(open_case(store).number)

    threads = [threading.Thread(target=open_one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == ["2026-0001", "2026-0002", "2026-0003"]


# -- read model


def test_the_read_model_is_what_the_file_says(store: Store) -> None:
    case = append(store, open_case(store), routed(team="familie"))
    with store.work() as work:
        assert work.cases(CaseQuery()) == (summarise(case, RULEBOOK),)


def test_cases_are_chosen_by_team_milestone_lateness_and_whether_they_are_open(store: Store) -> None:
    young = append(store, open_case(store), routed(team="unge"))
    family = append(store, open_case(store, NOW + timedelta(days=1)), routed(team="familie"))
    closed = append(store, open_case(store), OUTSIDE)

    def numbers(query: CaseQuery) -> list[str]:
        with store.work() as work:
            return [row.case for row in work.cases(query)]

    assert numbers(CaseQuery()) == [young.number, family.number, closed.number]
    assert numbers(CaseQuery(team="unge")) == [young.number]
    assert numbers(CaseQuery(open_only=True)) == [young.number, family.number]
    assert numbers(CaseQuery(awaiting=Milestone.ASSESSMENT)) == [young.number, family.number]
    assert numbers(CaseQuery(awaiting=Milestone.PLAN)) == []
    # 24 hours after receipt is too late, a moment before is not
    assert numbers(CaseQuery(overdue_at=NOW + timedelta(hours=24, microseconds=-1))) == []
    assert numbers(CaseQuery(overdue_at=NOW + timedelta(hours=24))) == [young.number]
    assert numbers(CaseQuery(overdue_at=NOW + timedelta(days=900))) == [young.number, family.number]


def test_only_open_cases_count_as_a_caseworkers(store: Store) -> None:
    for initials in ("ANK", "ANK", "BOS", None):
        append(store, open_case(store), routed(initials))
    closed = append(store, open_case(store), routed("BOS"))
    append(store, closed, OUTSIDE)
    declined = append(store, open_case(store), IN_TARGET_GROUP, routed("CML"))
    answered = AssignmentAnswered(outcome=Assignment.DECLINED, caseworker="CML", answered_on=NOW.date())
    append(store, declined, answered)
    with store.work() as work:
        assert dict(work.open_cases_by_caseworker()) == {"ANK": 2, "BOS": 1}


# -- timers


def test_due_cases_come_earliest_first_and_not_too_many(store: Store) -> None:
    later = open_case(store, NOW + timedelta(hours=2))
    first = open_case(store, NOW)
    open_case(store, NOW + timedelta(days=30))
    append(store, open_case(store), OUTSIDE)  # closed: nothing left to fire
    with store.work() as work:
        rows = {row.case: row.next_tick_at for row in work.cases(CaseQuery(open_only=True))}
    at = max(rows[first.number] or NOW, rows[later.number] or NOW)
    with store.work() as work:
        assert work.due(at, 10) == (first.number, later.number)
        assert work.due(at, 1) == (first.number,)
        assert work.due(rows[first.number] or NOW, 10) == (first.number,)
        assert work.due(NOW, 10) == ()


def test_a_case_that_ticked_is_not_due_again_at_once(store: Store) -> None:
    case = open_case(store)
    at = NOW + timedelta(hours=20)
    with store.work() as work:
        (number,) = work.due(at, 10)
        work.append(work.load(number), tick(case, RULEBOOK, at), at=at, actor="samraad", via=Via.SERVICE)
    with store.work() as work:
        assert work.due(at, 10) == ()


def test_a_closed_case_has_no_stage_but_closed(store: Store) -> None:
    append(store, open_case(store), OUTSIDE)
    with store.work() as work:
        (row,) = work.cases(CaseQuery())
    assert (row.stage, row.awaiting, row.due_at, row.next_tick_at) == (Stage.CLOSED, None, None, None)


def test_the_check_finds_nothing_wrong_in_what_was_written(store: Store) -> None:
    case = append(store, open_case(store), routed(), SHOWN)
    append(store, case, NotificationAttached(received_at=NOW, notification="n-2", offences=()))
    open_case(store, birth_date=BORN)
    audit = store.verify()
    assert (audit.ok, audit.cases, audit.events, audit.problems) == (True, 2, 5, ())


def test_the_check_of_an_empty_store_is_clean(store: Store) -> None:
    audit = store.verify()
    assert (audit.ok, audit.cases, audit.events) == (True, 0, 0)


# -- the lock of a step


def test_a_step_lock_is_one_holders_at_a_time(store: Store) -> None:
    with store.step_lock("2026-0001") as first, store.step_lock("2026-0001") as second:
        assert (first, second) == (True, False)
    with store.step_lock("2026-0001") as again:
        assert again


def test_a_loser_does_not_release_the_winners_lock(store: Store) -> None:
    with store.step_lock("2026-0001"):
        with store.step_lock("2026-0001") as second:
            assert not second
        with store.step_lock("2026-0001") as third:
            assert not third


def test_locks_of_different_cases_do_not_meet(store: Store) -> None:
    with store.step_lock("2026-0001") as one, store.step_lock("2026-0002") as two:
        assert one
        assert two


def test_an_exception_releases_the_lock(store: Store) -> None:
    with pytest.raises(ValueError, match="oops"), store.step_lock("2026-0001"):
        raise ValueError("oops")
    with store.step_lock("2026-0001") as again:
        assert again


def test_work_goes_on_under_a_step_lock(store: Store) -> None:
    with store.step_lock("2026-0001") as held:
        assert held
        open_case(store)
