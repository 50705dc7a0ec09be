"""Two cases merged: both files say so, in one transaction, and only where it may be the same person."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.errors import AlreadyRegistered, Refused
from samraad.events import AnswerRefused
from samraad.notification import Outcome
from samraad.told import told
from samraad.vocabulary import Matter, Milestone, Stage, Via
from tasks.office import Office
from tasks.persons import with_taken_over
from tasks.registering import register
from tasks.store.port import Store
from tasks.store.records import Result
from tasks.taking_in import keep, take_in
from tests.samraad.given import RULEBOOK, danish
from tests.tasks.given import office
from tests.tasks.store.given import open_case, suspicion


def merged(desk: Office) -> tuple[str, str]:
    """Numbers of a duplicate, whose mail spoke of robbery, and of the case it was merged into."""
    duplicate, other = open_case(desk.store, offences=("røveri",)).number, open_case(desk.store).number
    register(desk, duplicate, Matter.MERGED, {"by": "ANK", "into": other}, Via.CLI)
    return duplicate, other


def offences(store: Store, number: str) -> list[tuple[tuple[str, ...], str | None]]:
    """The police's words in each notification that is shown of the case, and the case it came from."""
    with store.work() as work:
        history = work.history(number)
        person = with_taken_over(work, work.person_of(number), history)
        shown = told(history, {each.notification: each.entry for each in person.said}, RULEBOOK)
    return [(each.entry.offences, each.taken_over_from) for each in shown]


def test_both_files_say_so_and_the_person_is_the_same() -> None:
    desk = office()
    duplicate, other = merged(desk)
    with desk.store.work() as work:
        assert work.load(duplicate).stage is Stage.CLOSED
        kinds = [type(each.event).__name__ for each in work.history(other)]
    assert kinds == ["CaseOpened", "MergedIn", "NotificationAttached"]


def test_what_the_police_wrote_is_seen_from_the_case_that_goes_on_and_every_chain_holds() -> None:
    desk = office()
    duplicate, other = merged(desk)
    assert offences(desk.store, other) == [(("vold",), None), (("røveri",), duplicate)]
    assert offences(desk.store, duplicate) == [(("røveri",), None)]
    assert desk.store.verify().ok


def test_merged_once_more_it_is_all_seen_from_the_last() -> None:
    desk = office()
    first, second = merged(desk)
    third = open_case(desk.store, offences=("trusler",)).number
    register(desk, second, Matter.MERGED, {"by": "ANK", "into": third}, Via.CLI)
    assert offences(desk.store, third) == [(("trusler",), None), (("vold",), second), (("røveri",), second)]
    with pytest.raises(AlreadyRegistered, match=f"sammen med sag {second}"):
        register(desk, first, Milestone.ASSESSMENT, {"by": "ANK", "outcome": "no_acute_need"}, Via.CLI)


def test_a_form_that_was_open_on_the_duplicate_is_told_which_case_takes_the_answer_and_that_is_kept() -> None:
    desk = office()
    duplicate, other = merged(desk)
    answer = {"by": "ANK", "outcome": "no_acute_need"}
    with pytest.raises(AlreadyRegistered, match=f"sammen med sag {other}: registrér svaret dér"):
        register(desk, duplicate, Milestone.ASSESSMENT, answer, Via.PREFECT, attempt=1)
    with desk.store.work() as work:
        last = work.history(duplicate)[-1]
    assert last.event == AnswerRefused(milestone=Milestone.ASSESSMENT, matter=None, code="merged", field=None)
    case = register(desk, other, Milestone.ASSESSMENT, answer, Via.PREFECT, attempt=1)
    assert case.awaiting is Milestone.TARGET_GROUP


def test_another_persons_case_is_not_merged_and_nothing_is_written_there() -> None:
    desk = office()
    duplicate, other = open_case(desk.store).number, open_case(desk.store).number
    with desk.store.work() as work:
        work.change_person(other, suspicion(cpr="020311-4322", name="Bo Prøve", birth_date=date(2011, 3, 2)))
    with pytest.raises(Refused, match="CPR"):
        register(desk, duplicate, Matter.MERGED, {"by": "ANK", "into": other}, Via.CLI)
    with desk.store.work() as work:
        assert len(work.history(other)) == 1


def test_a_closed_case_is_not_reopened_beside_a_newer_open_one_of_the_same_person() -> None:
    desk = office()
    outside = {"by": "ANK", "outcome": "outside", "destination": "none", "override": "other"}
    old = open_case(desk.store, cpr="010110-4001", name="Alma Opdigtet Testsen").number
    register(desk, old, Milestone.ASSESSMENT, {"by": "ANK", "outcome": "no_acute_need"}, Via.CLI)
    register(desk, old, Milestone.TARGET_GROUP, outside, Via.CLI)
    newer = open_case(desk.store, cpr="010110-4001", name="Alma Opdigtet Testsen", police_case="3700-2").number
    reopen = {"by": "ANK", "because": "news"}
    with pytest.raises(Refused, match=newer) as refused:
        register(desk, old, Matter.REOPENED, reopen, Via.CLI)
    assert refused.value.code == "newer_case"
    register(desk, newer, Milestone.ASSESSMENT, {"by": "ANK", "outcome": "no_acute_need"}, Via.CLI)
    register(desk, newer, Milestone.TARGET_GROUP, outside, Via.CLI)
    assert register(desk, old, Matter.REOPENED, reopen, Via.CLI).awaiting is Milestone.TARGET_GROUP


_MAIL = """\
Message-ID: <{id}@politi.example>
Received: by x; {received} +0100
Content-Type: text/plain; charset=utf-8

Politiet underretter kommunen om, at nedenstående unge er mistænkt for personfarlig kriminalitet.

Navn: Alma Opdigtet Testsen
CPR-nr.: 010110-4001
Mistænkt for: vold efter straffelovens § 244
Journalnr.: 3700-71212-00001-26
"""


def arrives(desk: Office, id_: str, received: str) -> Result:
    """The police's mail, sent once more under another Message-ID."""
    raw = _MAIL.format(id=id_, received=received).encode()
    (result,) = take_in(desk, keep(desk, source=f"file:{id_}", raw=raw, arrived_at=None).id)
    return result


def test_what_a_duplicate_was_told_and_was_received_earlier_moves_the_clock_of_the_case_that_goes_on() -> None:
    desk = office()
    duplicate = str(arrives(desk, "1", "Sun, 1 Nov 2026 12:00:00").case)
    other = open_case(desk.store, birth_date=date(2010, 1, 1)).number
    register(desk, duplicate, Matter.MERGED, {"by": "ANK", "into": other}, Via.CLI)
    again = arrives(desk, "2", "Fri, 30 Oct 2026 12:00:00")
    assert again.outcome is Outcome.DUPLICATE
    with desk.store.work() as work:
        assert work.load(other).received_at == danish("2026-10-30 12:00")
        assert work.load(duplicate).received_at == danish("2026-11-01 12:00")
