"""What a store of items can do: the contract, in memory and in PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from samraad.errors import Conflict, UnknownCase, UnknownItem
from samraad.item import Item
from samraad.item_events import Dismissal, ItemDismissed, ItemKept
from samraad.notification import Outcome, Problem
from samraad.quarantine import tick_item
from samraad.vocabulary import Via
from tasks.store.port import Store
from tasks.store.records import ItemQuery, Result
from tests.samraad.given import RULEBOOK
from tests.tasks.store.given import BY, NOW, evidence, open_case, unclear

DISMISSED = ItemDismissed(reason=Dismissal.SPAM)
VIS: dict[str, Any] = {"at": NOW, "actor": "VIS", "via": Via.CLI}


def put_aside(store: Store, at: Any = NOW, outcome: Outcome = Outcome.QUARANTINED) -> Item:
    """An item with its notification."""
    problem = Problem.ENCRYPTED if outcome is Outcome.QUARANTINED else None
    with store.work() as work:
        work.keep_rulebook(RULEBOOK)
        mail, notification = evidence(work, at=at), str(uuid4())
        result = Result(
            notification=notification,
            evidence=mail,
            position=0,
            row=3,
            outcome=outcome,
            case=None,
            reason="kan ikke læses",
        )
        work.keep_result(result, unclear(), None, at)
        kept = ItemKept(
            received_at=at,
            notification=notification,
            evidence=mail,
            rulebook=RULEBOOK.hash,
            outcome=outcome,
            problem=problem,
        )
        return work.open_item(kept, at=at, **BY)


def test_numbers_begin_anew_with_the_danish_year_and_are_not_those_of_cases(store: Store) -> None:
    open_case(store)
    year_end = NOW.replace(month=12, day=31, hour=22, minute=59)
    numbers = [put_aside(store, year_end + timedelta(minutes=n)).number for n in range(3)]
    assert numbers == ["K2026-0001", "K2027-0001", "K2027-0002"]
    for load in ("load", "history"):
        with store.work() as work, pytest.raises(UnknownCase):
            getattr(work, load)("K2026-0001")


def test_an_item_is_read_as_it_was_written(store: Store) -> None:
    item = put_aside(store)
    with store.work() as work:
        assert work.item(item.number) == item
        assert isinstance(work.item_history(item.number)[0].event, ItemKept)
        (kept,) = work.kept(item.evidence)
        assert (kept.entry, kept.result.row) == (unclear(), 3)
        assert work.kept_of([item.notification]) == {item.notification: kept}
        assert work.kept_of([]) == {}
        assert work.results_of([item.notification]) == {item.notification: kept.result}
        assert work.item_numbers([item.notification]) == (item.number,)
    for number in ("K2026-0099", "2026-0001"):
        with store.work() as work, pytest.raises(UnknownItem):
            work.item(number)


def test_what_was_read_is_found_by_notification_whichever_mail_it_came_with(store: Store) -> None:
    items = [put_aside(store) for _ in range(3)]
    with store.work() as work:
        kept = work.kept_of([items[2].notification, items[0].notification])
        assert kept == {each.notification: work.kept(each.evidence)[0] for each in (items[0], items[2])}


def test_the_lists(store: Store) -> None:
    first, second = put_aside(store), put_aside(store)
    ignored = put_aside(store, outcome=Outcome.IGNORED)
    with store.work() as work:
        work.append_item(first, [DISMISSED], **VIS)

    def numbers(**query: Any) -> list[str]:
        with store.work() as work:
            return [row.item for row in work.items(ItemQuery(**query))]

    assert numbers() == [first.number, second.number]
    assert numbers(waiting_only=True) == [second.number]
    assert numbers(evidence=second.evidence) == [second.number]
    assert numbers(ignored=True) == [ignored.number]
    assert numbers(ignored=True, since=NOW, before=NOW + timedelta(seconds=1)) == [ignored.number]
    assert numbers(ignored=True, since=NOW + timedelta(seconds=1)) == []
    assert numbers(ignored=True, before=NOW) == []


def test_the_second_writer_gets_a_conflict(store: Store) -> None:
    item = put_aside(store)
    with store.work() as work:
        work.append_item(item, [DISMISSED], **VIS)
    with pytest.raises(Conflict), store.work() as work:
        work.append_item(item, [DISMISSED], **VIS)
    with store.work() as work:
        assert work.item(item.number).version == 2
        assert work.append_item(item, [], **VIS) == item


def test_timers_and_notices(store: Store) -> None:
    item = put_aside(store)
    later = NOW + timedelta(hours=24)
    with store.work() as work:
        assert work.due_items(NOW, 10) == ()
        assert work.due_items(later, 10) == (item.number,)
        work.append_item(item, tick_item(item, RULEBOOK, later), at=later, actor="samraad", via=Via.SERVICE)
    with store.work() as work:
        assert {(each.case, each.recipient) for each in work.waiting_notices()} == {
            (item.number, "intake"),
            (item.number, "intake_leader"),
        }
        assert work.due_items(later, 10) == ()


def test_a_list_of_ignored_ones_is_told_of_once_a_day(store: Store) -> None:
    days = [date(2026, 11, 2), date(2026, 11, 3)]
    with store.work() as work:
        assert work.last_ignored_list() is None
        assert [work.list_ignored(on, NOW) for on in (*days, *days)] == [True, True, False, False]
        assert work.last_ignored_list() == days[1]


def test_the_audit_covers_items(store: Store) -> None:
    item = put_aside(store)
    with store.work() as work:
        work.append_item(item, [DISMISSED], **VIS)
    found = store.verify()
    assert (found.ok, found.cases, found.items, found.events) == (True, 0, 1, 2)
