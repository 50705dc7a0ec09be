"""Once a working day the open cases are looked through for whoever soon turns 15 or 18; no file tells the birthday."""

from __future__ import annotations

from tasks.ages import tell_of_ages
from tests.samraad.given import danish
from tests.tasks.given import SetClock, office
from tests.tasks.store.given import BORN, open_case


def test_it_is_written_once_into_the_file_and_the_birthday_is_not() -> None:
    desk = office(clock=SetClock(danish(f"{BORN.year + 18}-{BORN:%m}-01 08:00")))
    number = open_case(desk.store).number
    assert tell_of_ages(desk) == 1
    assert tell_of_ages(desk) == 0
    with desk.store.work() as work:
        event = work.history(number)[-1].event
        assert type(event).__name__ == "AgeNear"
        assert BORN.isoformat()[4:] not in repr(work.history(number)[1:])
