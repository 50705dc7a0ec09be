"""Items: what happens to them, until when a person has to decide, and who is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from samraad.codec import GENESIS, ItemRecorded, decode_item, encode, record
from samraad.delivery import NoticeKind
from samraad.errors import AlreadyRegistered, Refused, UnknownItem
from samraad.events import MessageTried, PersonShown
from samraad.item import Item, ItemState, file_kind, fold_item, is_item
from samraad.item_events import (
    ITEM_EVENTS,
    Dismissal,
    ItemDismissed,
    ItemEvent,
    ItemKept,
    ItemPersonTaken,
    ItemReadInVain,
    ItemReleased,
    ItemRungReached,
    Release,
)
from samraad.item_wording import PROBLEMS, say_decision, say_item, say_numbers, say_problem
from samraad.notification import Outcome, Place, Problem, Unclear
from samraad.quarantine import (
    dismiss,
    ignored,
    in_vain,
    item_due,
    item_notices,
    item_row,
    person_taken,
    readable,
    released,
    tick_item,
    waiting,
)
from samraad.rulebooks import recall
from samraad.vocabulary import Via
from tests.samraad.given import RULEBOOK, RULEBOOK_TEXT, danish

NUMBER = "K2026-0007"
#: A Monday.
RECEIVED = "2026-11-23 09:14"
RELEASED = ItemReleased(how=Release.CORRECTED, notifications=("n-2",), cases=("2026-0042",))
SPAM = ItemDismissed(reason=Dismissal.SPAM, see="2026-0001")
IN_VAIN = ItemReadInVain(how=Release.PASSWORD, problem=Problem.ENCRYPTED)
TAKEN = ItemPersonTaken(notifications=("n-9",), cases=("2026-0041",))
SHOWN = PersonShown(purpose="x")
TRIED = MessageTried(
    reference="K7Q2MD", recipient="intake", target="intake/mail", attempt=1, delivered=True, final=True
)


def kept(received_at: str = RECEIVED, **changes: Any) -> ItemKept:
    fields: dict[str, Any] = {"outcome": Outcome.QUARANTINED, "problem": Problem.ENCRYPTED, "file_kind": "xlsx"}
    return ItemKept(
        received_at=danish(received_at),
        notification="n-1",
        evidence="e-1",
        rulebook=RULEBOOK.hash,
        **(fields | changes),
    )


IGNORED = kept(outcome=Outcome.IGNORED, problem=None)


def told(*events: ItemEvent, at: datetime | None = None) -> list[ItemRecorded]:
    history: list[ItemRecorded] = []
    for event in events:
        head = history[-1].hash if history else GENESIS
        when = at or danish(RECEIVED)
        history.append(record(head, NUMBER, len(history) + 1, event, at=when, actor="VIS", via=Via.CLI))
    return history


def item(*events: ItemEvent) -> Item:
    return fold_item(told(*(events or (kept(),))))


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((kept(),), ItemState.WAITING),
        ((IGNORED,), ItemState.IGNORED),
        ((kept(), IN_VAIN, SHOWN, TRIED), ItemState.WAITING),
        ((kept(), TAKEN), ItemState.WAITING),
        ((kept(), RELEASED), ItemState.RELEASED),
        ((kept(), SPAM), ItemState.DISMISSED),
        ((IGNORED, RELEASED), ItemState.RELEASED),
    ],
)
def test_where_an_item_stands(events: Sequence[ItemEvent], state: ItemState) -> None:
    found = item(*events)
    assert (found.state, found.version) == (state, len(events))
    assert found.decided == (state in (ItemState.RELEASED, ItemState.DISMISSED))
    assert (found.decided_by == "VIS") == found.decided


def test_an_item_begins_with_being_kept_and_only_once() -> None:
    for wrong in ([], told(SPAM), told(kept(), kept())):
        with pytest.raises(ValueError, match=r"item|kept"):
            fold_item(wrong)


@pytest.mark.parametrize(
    "event",
    [
        kept(),
        IGNORED,
        RELEASED,
        SPAM,
        IN_VAIN,
        TAKEN,
        ItemPersonTaken(notifications=("n-9",)),
        kept(notes=("hidden_not_read",)),
        SHOWN,
        TRIED,
        *tick_item(fold_item(told(kept())), RULEBOOK, danish("2026-11-24 09:14")),
    ],
)
def test_an_event_is_the_same_from_its_bytes_and_has_words(event: ItemEvent) -> None:
    assert decode_item(type(event).__name__, encode(event)) == event
    assert say_item(event)


def test_what_cases_and_items_share_keeps_its_name_and_nothing_else_does() -> None:
    from samraad.events import EVENTS  # noqa: PLC0415 - only here

    assert {name for name in ITEM_EVENTS if name in EVENTS} == {"MessageTried", "PersonShown"}
    assert all(EVENTS[name] is ITEM_EVENTS[name] for name in ("MessageTried", "PersonShown"))


#: received → too late from
DUE = [
    ("2026-11-23 09:14", "2026-11-24 09:14"),
    ("2026-03-28 09:14", "2026-03-29 10:14"),  # summer time begins: 24 elapsed hours
    ("2026-10-24 09:14", "2026-10-25 08:14"),  # and ends
    ("2026-12-31 18:00", "2027-01-01 18:00"),
]


@pytest.mark.parametrize(("received_at", "due_at"), DUE)
def test_twenty_four_hours_are_elapsed_hours(received_at: str, due_at: str) -> None:
    found = item(kept(received_at))
    row, due = item_row(found, RULEBOOK), danish(due_at)
    assert item_due(found.received_at, RULEBOOK) == row.due_at == due
    assert [row.overdue(due + timedelta(seconds=n)) for n in (-1, 0, 1)] == [False, True, True]
    before, at = (tick_item(found, RULEBOOK, due + timedelta(seconds=n)) for n in (-1, 0))
    assert [each.rung for each in before] == ["soon"]
    assert [(each.rung, each.missed, each.urgent) for each in at] == [("soon", False, False), ("missed", True, True)]


def test_the_ladder_tells_each_once_until_somebody_decides() -> None:
    history = told(kept())
    fired = []
    for at in ("2026-11-24 03:13", "2026-11-24 03:14", "2026-11-24 09:14", "2026-11-25 08:00", "2026-11-26 08:00"):
        for event in tick_item(fold_item(history), RULEBOOK, danish(at)):
            fired.append((at, event.rung, event.occurrence, event.told))
            history.append(
                record(history[-1].hash, NUMBER, len(history) + 1, event, at=danish(at), actor="x", via=Via.SERVICE)
            )
    both = ("intake", "intake_leader")
    assert fired == [
        ("2026-11-24 03:14", "soon", 1, ("intake",)),
        ("2026-11-24 09:14", "missed", 1, both),
        ("2026-11-25 08:00", "still_missed", 1, both),
        ("2026-11-26 08:00", "still_missed", 2, both),
    ]
    decided = fold_item([*history, *told(kept(), SPAM)[1:]])
    assert tick_item(decided, RULEBOOK, danish("2027-01-01 00:00")) == ()
    assert item_row(decided, RULEBOOK).next_tick_at is None


def test_at_the_weekend_the_weekend_role_is_told() -> None:
    found = item(kept("2026-11-27 20:00"))
    assert tick_item(found, RULEBOOK, danish("2026-11-28 20:00"))[-1].told == ("weekend",)


def test_a_role_that_is_not_intake_s_is_told_as_it_is() -> None:
    ladder = tuple(replace_tell(rung) for rung in RULEBOOK.quarantine.ladder)
    rulebook = RULEBOOK.model_copy(update={"quarantine": RULEBOOK.quarantine.model_copy(update={"ladder": ladder})})
    assert tick_item(item(), rulebook, danish("2026-11-24 09:14"))[-1].told == ("manager",)


def replace_tell(rung: Any) -> Any:
    return rung.model_copy(update={"tell": ("manager",)})


def test_what_was_ignored_has_no_deadline() -> None:
    row = item_row(item(IGNORED), RULEBOOK)
    assert (row.due_at, row.next_tick_at, row.overdue(danish("2027-01-01 00:00"))) == (None, None, False)


def test_a_rulebook_without_a_quarantine_has_the_usual_one() -> None:
    older = recall(RULEBOOK_TEXT.partition("# What could not be understood waits")[0], "x")
    assert older.quarantine == RULEBOOK.quarantine


def test_a_rung_becomes_a_notice_per_recipient_and_nothing_else_does() -> None:
    history = told(kept())
    *_, missed = tick_item(fold_item(history), RULEBOOK, danish("2026-11-24 09:14"))
    (recorded,) = told(missed)
    found = item_notices(fold_item(history), recorded, RULEBOOK)
    assert [(each.recipient, each.kind, each.urgent, each.case) for each in found] == [
        ("intake", NoticeKind.MISSED, True, NUMBER),
        ("intake_leader", NoticeKind.MISSED, True, NUMBER),
    ]
    assert found[0].fields == {
        "deadline": "tir 24. nov kl. 09.14",
        "deadline_kind": "lovfrist",
        "mail": "e-1",
        "items": NUMBER,
    }
    (reminder,) = item_notices(fold_item(history), told(replace(missed, missed=False, told=("x",)))[0], RULEBOOK)
    assert reminder.kind is NoticeKind.REMINDER
    assert item_notices(fold_item(history), history[0], RULEBOOK) == ()


@pytest.mark.parametrize("decision", [RELEASED, SPAM])
def test_who_comes_second_is_told(decision: ItemEvent) -> None:
    done = item(kept(), decision)
    for decide in (waiting, ignored, lambda each: dismiss(each, Dismissal.SPAM)):
        with pytest.raises(AlreadyRegistered, match="VIS"):
            decide(done)


def test_quarantined_and_ignored_have_ways_of_their_own() -> None:
    assert waiting(item()) == item()
    assert ignored(item(IGNORED)) == item(IGNORED)
    with pytest.raises(Refused, match="samraad ignored reopen"):
        waiting(item(IGNORED))
    with pytest.raises(Refused, match="samraad quarantine release"):
        ignored(item())


def test_a_dismissal_needs_a_reason_unless_it_goes_without_saying() -> None:
    assert dismiss(item(), Dismissal.SPAM, "2026-0001") == SPAM
    assert dismiss(item(kept(problem=Problem.EMPTY_SHEET)), None).reason is Dismissal.NO_ROWS
    with pytest.raises(Refused, match="--reason"):
        dismiss(item(), None)
    with pytest.raises(Refused, match="--see"):
        dismiss(item(), Dismissal.SPAM, "Ole")


def test_a_release_names_each_case_once() -> None:
    event = released(Release.READ_AGAIN, (("n-2", "2026-0042"), ("n-3", "2026-0042"), ("n-4", None)))
    assert (event.notifications, event.cases) == (("n-2", "n-3", "n-4"), ("2026-0042",))
    assert in_vain(Release.READ_AGAIN, None) == ItemReadInVain(how=Release.READ_AGAIN, problem=None)


def test_every_problem_says_what_is_wrong_and_what_to_do() -> None:
    assert set(PROBLEMS) == set(Problem)
    assert say_problem(None) == "er ignoreret"
    assert "intet nyt" in say_item(in_vain(Release.READ_AGAIN, None))


def test_how_a_decision_reads() -> None:
    assert say_decision(item()) == "venter"
    assert say_decision(item(kept(), RELEASED)) == "frigivet: med rettede oplysninger (sag 2026-0042)"
    assert say_decision(item(kept(), replace(RELEASED, cases=()))) == "frigivet: med rettede oplysninger"
    assert say_decision(item(kept(), SPAM)) == "afvist: uønsket mail"
    assert say_item(replace(RELEASED, cases=())) == "Frigivet: med rettede oplysninger"
    assert say_item(replace(SPAM, see=None)) == "Afvist: uønsket mail"


def test_many_numbers_are_counted() -> None:
    numbers = [f"K2026-000{n}" for n in range(1, 8)]
    assert say_numbers(numbers[:2]) == "K2026-0001, K2026-0002"
    assert say_numbers(numbers).endswith("K2026-0005 og 2 mere")


@pytest.mark.parametrize(
    ("name", "kind"), [(None, "mail"), ("Ole Opdigtet.XLSX", "xlsx"), ("liste.ole", "other"), ("uden", "other")]
)
def test_a_file_s_name_is_not_shown_only_its_kind(name: str | None, kind: str) -> None:
    assert file_kind(Unclear(place=Place(file=name), problem="x")) == kind
    assert file_kind(None) == "mail"


def test_numbers_of_items_are_told_from_those_of_cases() -> None:
    assert (is_item(NUMBER), is_item("2026-0042")) == (True, False)
    assert NUMBER in str(UnknownItem(NUMBER))


def test_a_naive_instant_is_refused() -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="naive"):
        replace(kept(), received_at=naive)
    with pytest.raises(ValueError, match="naive"):
        ItemRungReached(rung="x", occurrence=1, due_at=naive, rung_at=naive, told=(), missed=True)


def test_of_an_item_with_several_persons_each_is_taken_and_its_deadline_goes_on() -> None:
    assert person_taken((("n-9", "2026-0041"),)) == TAKEN
    some = item(kept(), TAKEN, TAKEN)
    assert (some.persons, some.cases, some.decided_by) == (2, ("2026-0041",), None)
    assert item_row(some, RULEBOOK).due_at == item_row(item(), RULEBOOK).due_at
    assert tick_item(some, RULEBOOK, danish("2026-11-24 09:14"))[-1].missed
    assert item(kept(), TAKEN, RELEASED).cases == ("2026-0041", "2026-0042")
    assert dismiss(some, None).reason is Dismissal.ALL_TAKEN
    with pytest.raises(Refused, match="Ingen er taget ind"):
        dismiss(item(), Dismissal.ALL_TAKEN)


@pytest.mark.parametrize(
    ("problem", "password", "helps"),
    [
        (Problem.ENCRYPTED, True, True),
        (Problem.UNKNOWN_LAYOUT, False, True),
        (Problem.FOREIGN_KEY, False, True),
        (Problem.FOREIGN_KEY, True, False),
        (Problem.TOO_LARGE, False, False),
        (Problem.TOO_LARGE, True, False),
    ],
)
def test_what_reading_again_cannot_help_is_refused_with_what_can(problem: Problem, password: bool, helps: bool) -> None:
    waits = item(kept(problem=problem))
    if helps:
        assert readable(waits, password=password) == waits
        return
    with pytest.raises(Refused, match="bed politiet sende den"):
        readable(waits, password=password)


def test_an_item_from_before_the_notes_of_its_mail_were_kept_has_none() -> None:
    body = json.loads(encode(kept())) | {"schema": 1}
    del body["notes"]
    assert decode_item("ItemKept", json.dumps(body)) == kept()
    assert item(kept(notes=("hidden_not_read",))).notes == ("hidden_not_read",)
