"""Two cases merged: both files say so, in one transaction, and only where it may be the same person."""

from __future__ import annotations

from datetime import date

import pytest

from samraad.errors import Refused
from samraad.vocabulary import Matter, Stage, Via
from tasks.registering import register
from tests.tasks.given import office
from tests.tasks.store.given import open_case, suspicion


def test_both_files_say_so_and_the_person_is_the_same() -> None:
    desk = office()
    duplicate, other = open_case(desk.store).number, open_case(desk.store).number
    register(desk, duplicate, Matter.MERGED, {"by": "ANK", "into": other}, Via.CLI)
    with desk.store.work() as work:
        assert work.load(duplicate).stage is Stage.CLOSED
        kinds = [type(each.event).__name__ for each in work.history(other)]
    assert kinds[-1] == "MergedIn"


def test_another_persons_case_is_not_merged_and_nothing_is_written_there() -> None:
    desk = office()
    duplicate, other = open_case(desk.store).number, open_case(desk.store).number
    with desk.store.work() as work:
        work.change_person(other, suspicion(cpr="020311-4322", name="Bo Prøve", birth_date=date(2011, 3, 2)))
    with pytest.raises(Refused, match="CPR"):
        register(desk, duplicate, Matter.MERGED, {"by": "ANK", "into": other}, Via.CLI)
    with desk.store.work() as work:
        assert len(work.history(other)) == 1
