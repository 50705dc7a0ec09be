"""What a change of staff means for the cases, in one transaction: told in the file, offered again, given to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samraad.errors import BadInput
from samraad.events import CaseRouted, CaseworkerAway
from samraad.staffing import absent, leaves
from samraad.vocabulary import Matter, Milestone, TodoKind, Via
from tasks.office import Office
from tasks.registering import register
from tasks.staff import change
from tasks.store.port import Store
from tasks.ticking import tick_all
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import NOW, open_case

ASSESSED = {"outcome": "no_acute_need", "by": "VIS"}


@pytest.fixture
def desk() -> Office:
    return office(clock=SetClock(NOW))


def offered(desk: Office) -> str:
    """Number of a case that was offered to ANK."""
    number = open_case(desk.store).number
    register(desk, number, Milestone.ASSESSMENT, ASSESSED, Via.CLI)
    register(desk, number, Milestone.TARGET_GROUP, {"outcome": "in_target_group", "by": "VIS"}, Via.CLI)
    return number


def accepted(desk: Office) -> str:
    number = offered(desk)
    register(desk, number, Milestone.ASSIGNMENT, {"by": "ANK"}, Via.CLI)
    return number


def recipients(store: Store, number: str) -> list[tuple[str, str]]:
    with store.work() as work:
        return [(each.recipient, each.kind.value) for each in work.waiting_notices() if each.case == number]


def test_an_absence_tells_the_deputy_of_every_open_case_and_offers_again_what_was_not_answered(desk: Office) -> None:
    mine, open_offer = accepted(desk), offered(desk)
    with desk.store.work() as work:
        held_by = {number: work.load(number).caseworker for number in (mine, open_offer)}
    assert held_by == {mine: "ANK", open_offer: "BOS"}  # BOS had fewer
    declined = {"by": "BOS", "outcome": "declined", "reason": "other"}
    register(desk, open_offer, Milestone.ASSIGNMENT, declined, Via.CLI)
    with desk.store.work() as work:
        assert work.load(open_offer).caseworker == "ANK"
    done = change(desk, "TLU", lambda staff: [absent(staff, "ANK", date(2026, 11, 2), None, "BOS")])
    assert [(row.case, row.caseworker) for row in done.cases] == [(mine, "ANK"), (open_offer, None)]
    assert ("BOS", "stand_in") in recipients(desk.store, mine)
    with desk.store.work() as work:
        again = work.history(open_offer)[-2:]
        assert [type(each.event) for each in again] == [CaseworkerAway, CaseRouted]
        assert (again[0].actor, again[1].actor) == ("TLU", "samraad")
    assert ("team_leader:unge", "unassigned") in recipients(desk.store, open_offer)


def test_reminders_go_to_the_deputy_as_well_while_it_lasts(desk: Office) -> None:
    number = accepted(desk)
    change(desk, "TLU", lambda staff: [absent(staff, "ANK", date(2026, 11, 5), date(2026, 11, 6), "BOS")])
    tick_all(replace(desk, clock=SetClock(NOW.replace(day=6, hour=12))))
    assert {("ANK", "reminder"), ("BOS", "reminder")} <= set(recipients(desk.store, number))


def test_a_leavers_cases_are_todos_of_the_team_leader_until_they_are_given_to_another(desk: Office) -> None:
    number = accepted(desk)
    change(desk, "TLU", lambda staff: [leaves(staff, "ANK", date(2026, 11, 2))])
    assert ("team_leader:unge", "reassign") in recipients(desk.store, number)
    with desk.store.work() as work:
        assert [(each.kind, each.open) for each in work.load(number).todos] == [(TodoKind.REASSIGN, True)]
    register(desk, number, Matter.REASSIGN, {"by": "TLU", "caseworker": "BOS", "reason": "left"}, Via.CLI)
    with desk.store.work() as work:
        case = work.load(number)
    assert (case.caseworker, [each.kind for each in case.todos if each.open]) == ("BOS", [TodoKind.ACCEPT])
    assert ("BOS", "assigned") in recipients(desk.store, number)


def test_a_refused_change_touches_no_case(desk: Office) -> None:
    number = accepted(desk)
    with desk.store.work() as work:
        version = work.load(number).version
    with pytest.raises(BadInput):
        change(desk, "TLU", lambda staff: [absent(staff, "XYZ", date(2026, 11, 2))])
    with desk.store.work() as work:
        assert work.load(number).version == version
        assert len(work.staff_log()) == len(work.staff().colleagues)


def test_a_new_route_counts_the_staff_as_it_is_now(desk: Office) -> None:
    change(desk, "TLU", lambda staff: [absent(staff, "ANK", date(2026, 11, 2))])
    number = offered(desk)
    with desk.store.work() as work:
        assert work.load(number).caseworker == "BOS"
