"""The contract of every store: the cases' runs in Prefect, and the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samraad.delivery import Delivery, DeliveryState, Notice, NoticeKind
from samraad.errors import Conflict, UnknownCase
from samraad.events import CaseRouted, PersonShown
from samraad.vocabulary import Milestone, Via
from tasks.store.port import Store
from tasks.store.records import CaseQuery, RunRow
from tests.tasks.store.given import NOW, OUTSIDE, append, open_case

SHOWN = PersonShown(purpose="behandling")


def quarantined(recipient: str = "intake") -> Notice:
    return Notice(case=None, recipient=recipient, kind=NoticeKind.QUARANTINED, created_at=NOW, fields={"count": "2"})


def delivery(*notices: Notice, id_: str = "d1") -> Delivery:
    return Delivery(
        id=id_,
        recipient="intake",
        target="mail",
        notice_ids=tuple(each.id for each in notices),
        next_attempt_at=NOW,
        reference="K7P2QX",
    )


def waiting(store: Store) -> tuple[Notice, ...]:
    with store.work() as work:
        return work.waiting_notices()


# -- runs


def test_a_case_without_a_run_has_an_empty_row(store: Store) -> None:
    case = open_case(store)
    with store.work() as work:
        assert work.run(case.number) == RunRow(case=case.number)
        assert work.run("2026-9999") == RunRow(case="2026-9999")
        assert work.runs_to_check() == work.outdated_runs(10) == (RunRow(case=case.number),)


def test_a_runs_row_is_rewritten(store: Store) -> None:
    case = open_case(store)
    row = RunRow(
        case=case.number,
        flow_run_id="00000000-0000-4000-8000-000000000001",
        attempt=1,
        wait_key="key",
        form=Milestone.ASSESSMENT,
        form_attempt=1,
        shown_version=1,
        shown_name="2026-0001 · vurdering",
        shown_tags=("afventer:vurdering", "team:unge"),
        artifact="00000000-0000-4000-8000-000000000002",
    )
    with store.work() as work:
        work.keep_run(row)
    with store.work() as work:
        assert work.run(case.number) == row
        work.keep_run(replace(row, form=None, form_attempt=None, shown_tags=()))
    with store.work() as work:
        assert work.run(case.number) == replace(row, form=None, form_attempt=None, shown_tags=())


def test_a_run_is_outdated_until_it_has_shown_the_latest_version(store: Store) -> None:
    open_, closed = open_case(store), append(store, open_case(store), OUTSIDE)

    def numbers(case: str | None = None, version: int = 0) -> tuple[list[str], list[str]]:
        with store.work() as work:
            if case:
                work.keep_run(replace(work.run(case), shown_version=version))
            return [row.case for row in work.outdated_runs(10)], [row.case for row in work.runs_to_check()]

    assert numbers() == ([open_.number, closed.number], [open_.number, closed.number])
    assert numbers(open_.number, 1) == ([closed.number], [open_.number, closed.number])
    assert numbers(closed.number, 1) == ([closed.number], [open_.number, closed.number])
    assert numbers(closed.number, 2) == ([], [open_.number])
    append(store, open_, SHOWN)
    assert numbers() == ([open_.number], [open_.number])


def test_not_more_outdated_runs_than_asked_for(store: Store) -> None:
    first = open_case(store)
    open_case(store)
    with store.work() as work:
        assert [row.case for row in work.outdated_runs(1)] == [first.number]


# -- notices


def test_an_opened_case_tells_intake(store: Store) -> None:
    case = open_case(store)
    (notice,) = waiting(store)
    assert (notice.case, notice.event_version, notice.recipient) == (case.number, 1, "intake")
    assert (notice.kind, notice.milestone, notice.due_on) == (
        NoticeKind.OPENED,
        Milestone.ASSESSMENT,
        date(2026, 11, 3),
    )
    assert notice.id > 0


def test_events_put_their_notices_into_the_outbox_in_order(store: Store) -> None:
    case = open_case(store)
    append(store, case, CaseRouted(team="unge", caseworker="ANK", because="prøve"), SHOWN)
    assert [(each.event_version, each.recipient) for each in waiting(store)] == [(1, "intake"), (2, "ANK")]


def test_a_notice_comes_back_as_it_was_put_in(store: Store) -> None:
    with store.work() as work:
        work.notify([quarantined()], NOW)
    (notice,) = waiting(store)
    assert replace(notice, id=0) == quarantined()


def test_the_same_kind_to_the_same_recipient_about_the_same_event_is_put_in_once(store: Store) -> None:
    case = open_case(store)
    about = Notice(case=case.number, event_version=1, recipient="manager", kind=NoticeKind.UNDELIVERED, created_at=NOW)
    for _ in range(2):
        with store.work() as work:
            work.notify([about, replace(about, recipient="weekend"), about], NOW)
    assert [each.recipient for each in waiting(store)] == ["intake", "manager", "weekend"]


def test_what_is_on_no_case_is_told_each_time(store: Store) -> None:
    with store.work() as work:
        work.notify([quarantined(), quarantined()], NOW)
    assert len(waiting(store)) == 2


# -- deliveries


def test_a_notice_waits_until_a_delivery_covers_it(store: Store) -> None:
    with store.work() as work:
        work.notify([quarantined(), quarantined("manager")], NOW)
        first, second = work.waiting_notices()
        work.keep_deliveries([delivery(first)])
        assert work.waiting_notices() == (second,)
    with store.work() as work:
        assert work.open_deliveries() == (delivery(first),)
        assert work.notices_of(delivery(first)) == (first,)
        assert work.notices_of(delivery(second, first)) == (first, second)


def test_a_delivery_is_updated_by_its_id(store: Store) -> None:
    with store.work() as work:
        work.notify([quarantined()], NOW)
        planned = delivery(*work.waiting_notices())
        work.keep_deliveries([planned])
    later = replace(planned, state=DeliveryState.FAILED, attempt=1, next_attempt_at=NOW + timedelta(minutes=5))
    with store.work() as work:
        work.keep_deliveries([later])
        assert work.open_deliveries() == (later,)


@pytest.mark.parametrize("state", list(DeliveryState))
def test_a_delivery_is_open_until_sent_or_given_up(store: Store, state: DeliveryState) -> None:
    with store.work() as work:
        work.notify([quarantined()], NOW)
        planned = replace(delivery(*work.waiting_notices()), state=state, urgent=True)
        work.keep_deliveries([planned])
    with store.work() as work:
        assert work.open_deliveries() == ((planned,) if planned.open else ())
        assert work.waiting_notices() == ()


def test_open_deliveries_come_oldest_first(store: Store) -> None:
    with store.work() as work:
        work.notify([quarantined()], NOW)
        (notice,) = work.waiting_notices()
        work.keep_deliveries([delivery(notice, id_="z"), delivery(notice, id_="a")])
        assert [each.id for each in work.open_deliveries()] == ["z", "a"]


def test_cases_that_were_expected_are_written_as_without(store: Store) -> None:
    numbers = [open_case(store).number for _ in range(3)]
    with store.work() as work:
        work.expect_cases([*numbers, "2026-9999"])
        for number in numbers:
            for _ in range(2):
                work.append(work.load(number), [SHOWN], at=NOW, actor="ABC", via=Via.CLI)
        assert [row.version for row in work.cases(CaseQuery())] == [3, 3, 3]
        with pytest.raises(UnknownCase):
            work.load("2026-9999")
    with store.work() as work:
        assert [work.load(number).version for number in numbers] == [3, 3, 3]
    assert store.verify().ok


def test_who_expected_a_case_cannot_write_to_what_was_loaded_before(store: Store) -> None:
    stale = open_case(store)
    append(store, stale, SHOWN)
    with store.work() as work:
        work.expect_cases([stale.number])
        with pytest.raises(Conflict):
            work.append(stale, [SHOWN], at=NOW, actor="ABC", via=Via.CLI)


def test_the_runs_of_many_cases_are_found_at_once(store: Store) -> None:
    one, other = open_case(store).number, open_case(store).number
    row = RunRow(case=one, flow_run_id="00000000-0000-4000-8000-000000000001")
    with store.work() as work:
        work.keep_run(row)
        assert work.runs_of([one, other, "2026-9999"]) == {one: work.run(one), other: RunRow(case=other)}
