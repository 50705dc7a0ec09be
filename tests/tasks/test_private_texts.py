"""Names and notes on their way: kept with the event that refers to them, or not at all; only by the command line."""

from __future__ import annotations

from typing import Any

import pytest

from samraad.errors import Conflict, Refused
from samraad.events import ParticipantInvited
from samraad.vocabulary import Matter, Via
from tasks.office import Office
from tasks.registering import register
from tasks.store.memory import MemoryWork
from tests.tasks.given import office
from tests.tasks.store.given import open_case

#: Invented.
WHO = "Alma Opdigtet, Digtervej 7"


def invites(desk: Office, via: Via = Via.CLI, **fields: Any) -> str:
    number = open_case(desk.store).number
    register(desk, number, Matter.INVITATION, {"by": "ANK", "role": "school", **fields}, via)
    return number


def texts(desk: Office, number: str = "2026-0001") -> list[tuple[str, str]]:
    with desk.store.work() as work:
        return [(each.field, each.text) for each in work.texts_of(number)]


def written(desk: Office, number: str = "2026-0001") -> str:
    with desk.store.work() as work:
        return repr(work.history(number))


def test_a_text_is_kept_with_the_event_that_refers_to_it() -> None:
    desk = office()
    number = invites(desk, who=WHO, note="  ring til klasselæreren ")
    with desk.store.work() as work:
        name, note = work.texts_of(number)
        event = work.history(number)[-1].event
    assert isinstance(event, ParticipantInvited)
    assert ((name.id, name.text), (note.id, note.text)) == ((event.who, WHO), (event.note, "ring til klasselæreren"))
    assert (name.topic, name.field, name.at) == (Matter.INVITATION, "who", desk.clock.now())


@pytest.mark.parametrize("fields", [{"role": "", "who": WHO}, {"who": WHO * 20}, {"by": "XYZ", "who": WHO}])
def test_nothing_of_a_refused_answer_is_kept(fields: dict[str, str]) -> None:
    desk = office()
    with pytest.raises(Refused):
        invites(desk, **fields)
    assert texts(desk) == []
    assert "AnswerRefused" in written(desk)
    assert "Alma" not in written(desk)


@pytest.mark.parametrize("via", [each for each in Via if each is not Via.CLI])
def test_no_other_way_takes_them(via: Via) -> None:
    desk = office()
    with pytest.raises(Refused) as refused:
        invites(desk, via, note=WHO)
    assert (refused.value.code, refused.value.field) == ("private_field", "note")
    assert texts(desk) == []
    assert "Alma" not in written(desk)


def test_but_they_take_the_rest() -> None:
    desk = office()
    invites(desk, Via.PREFECT, note="", who=None)
    assert "ParticipantInvited" in written(desk)


def test_a_text_is_kept_once_where_another_writer_was_first(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, tries = office(), []
    append = MemoryWork.append

    def second(work: MemoryWork, *args: Any, **named: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise Conflict("en anden var først")
        return append(work, *args, **named)

    monkeypatch.setattr(MemoryWork, "append", second)
    invites(desk, who=WHO)
    assert texts(desk) == [("who", WHO)]
