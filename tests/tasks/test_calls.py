"""Calls taken in by the same decision as mails: once, with their own receipt, by whoever took them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from samraad.call import Call
from samraad.errors import Conflict
from samraad.events import CaseOpened, NotificationAttached, ReceiptMoved
from samraad.notification import Origin, Outcome
from samraad.vocabulary import Via
from tasks.calls import take_call
from tasks.store.memory import MemoryWork
from tests.tasks.given import office
from tests.tasks.store.given import ALMA, CPR, NOW


def call(**changes: Any) -> Call:
    plain = Call(
        by="ANK",
        received_at=NOW - timedelta(hours=2),
        origin=Origin.TELEPHONE,
        name=ALMA,
        cpr=CPR,
        birth_date=date(2010, 1, 1),
        offences=("vold",),
        police_case="3700-1",
    )
    return replace(plain, **changes)


def test_a_call_opens_a_case_from_the_moment_it_was_told() -> None:
    desk = office()
    result = take_call(desk, call())
    assert (result.outcome, result.reason) == (Outcome.OPENED, None)
    with desk.store.work() as work:
        (first,) = work.history(str(result.case))
        assert work.unread_evidence() == ()
        (kept,) = [work.evidence(result.evidence)]
    assert isinstance(first.event, CaseOpened)
    assert (first.event.received_at, first.event.origin) == (NOW - timedelta(hours=2), Origin.TELEPHONE)
    assert (first.actor, first.via) == ("ANK", Via.CLI)
    assert kept.source.startswith("call:")


def test_the_very_same_call_again_is_a_duplicate_that_changes_nothing() -> None:
    desk = office()
    first, again = take_call(desk, call()), take_call(desk, call())
    assert (again.outcome, again.case) == (Outcome.DUPLICATE, first.case)
    with desk.store.work() as work:
        assert len(work.history(str(first.case))) == 1


def test_an_earlier_call_on_the_same_matter_moves_the_deadline_though_it_tells_nothing_new() -> None:
    desk = office()
    first = take_call(desk, call())
    earlier = take_call(desk, call(received_at=NOW - timedelta(days=3), by="BOS", origin=Origin.INTERROGATION))
    assert (earlier.outcome, earlier.case) == (Outcome.DUPLICATE, first.case)
    with desk.store.work() as work:
        (_, moved) = work.history(str(first.case))
        assert work.load(str(first.case)).received_at == NOW - timedelta(days=3)
    assert isinstance(moved.event, ReceiptMoved)
    assert (moved.actor, moved.event.because) == ("BOS", earlier.notification)
    later = take_call(desk, call(received_at=NOW - timedelta(days=2), by="CML"))
    assert later.outcome is Outcome.DUPLICATE
    with desk.store.work() as work:
        assert len(work.history(str(first.case))) == 2


def test_another_suspicion_told_earlier_is_attached_and_moves_the_deadline() -> None:
    desk = office()
    first = take_call(desk, call())
    further = take_call(desk, call(received_at=NOW - timedelta(days=1), offences=("røveri",)))
    assert (further.outcome, further.case) == (Outcome.ATTACHED, first.case)
    with desk.store.work() as work:
        (_, attached, moved) = work.history(str(first.case))
    assert isinstance(attached.event, NotificationAttached)
    assert attached.event.origin is Origin.TELEPHONE
    assert isinstance(moved.event, ReceiptMoved)


def test_eighteen_on_the_day_of_the_call_is_ignored() -> None:
    desk = office()
    old = call(cpr=None, birth_date=date(2008, 1, 1))
    assert take_call(desk, old).outcome is Outcome.IGNORED


@pytest.mark.parametrize("broken", ["open_case", "keep_result", "mark_read"])
def test_what_breaks_on_the_way_saves_nothing_half(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    desk = office()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(MemoryWork, broken, interrupted)
        with pytest.raises(KeyboardInterrupt):
            take_call(desk, call())
    with desk.store.work() as work:
        assert work.unread_evidence() == ()
    assert take_call(desk, call()).outcome is Outcome.OPENED


def test_a_conflict_is_decided_again(monkeypatch: pytest.MonkeyPatch) -> None:
    conflicts, real = [Conflict("imens")], MemoryWork.mark_read

    def meanwhile(*arguments: object) -> None:
        if conflicts:
            raise conflicts.pop()
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryWork, "mark_read", meanwhile)
    assert take_call(office(), call()).outcome is Outcome.OPENED
