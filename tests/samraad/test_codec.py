"""Events to bytes and back: one spelling, a chain over it, and old versions read for ever."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samraad import codec
from samraad.case import fold
from samraad.codec import GENESIS, Link, canonical, chain, decode, encode, record
from samraad.events import EVENTS, Event, PersonShown, RungReached, TargetGroupDecided, TextId
from samraad.item_events import ITEM_EVENTS
from samraad.vocabulary import Destination, Milestone, Offence, TargetGroup, Via
from tests.samraad.given import RECEIVED, closed, opening

#: Not the first and last hours there are: in UTC they would be none.
_INSTANTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 – the bounds are without a zone
    max_value=datetime(2999, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, ZoneInfo("Europe/Copenhagen"), ZoneInfo("Asia/Kathmandu")]),
)

#: An event refers to a private text by its id only.
st.register_type_strategy(TextId, st.uuids().map(lambda each: TextId(str(each))))


def events(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Any event of the kind."""
    hints = get_type_hints(kind)
    values = {each.name: _values(hints[each.name]) for each in fields(kind)}
    return st.builds(kind, **values)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Instants are aware."""
    if hint is datetime:
        return _INSTANTS
    return st.none() | _INSTANTS if hint == datetime | None else st.from_type(hint)


@pytest.mark.parametrize("name", list(EVENTS))
@settings(deadline=None)
@given(data=st.data())
def test_every_event_comes_back_as_it_was_written(name: str, data: st.DataObject) -> None:
    event = data.draw(events(EVENTS[name]))
    body = encode(event)
    assert decode(name, body) == event
    assert encode(decode(name, body)) == body


@pytest.mark.parametrize("name", list(EVENTS))
@settings(deadline=None)
@given(data=st.data())
def test_a_body_is_canonical_json_with_its_schema(name: str, data: st.DataObject) -> None:
    body = encode(data.draw(events(EVENTS[name])))
    read = json.loads(body)
    assert read["schema"] >= 1
    assert canonical(read) == body


def test_the_bytes_are_these() -> None:
    """What is in databases already. A change here breaks every chain: write an upcaster instead."""
    rung = RungReached(
        milestone=Milestone.SUMMONS,
        attempt=1,
        rung="missed",
        occurrence=1,
        due_at=datetime(2026, 11, 28, 23, tzinfo=UTC),
        rung_at=datetime(2026, 11, 28, 23, tzinfo=UTC),
        told=("ANK", "team_leader:unge"),
        missed=True,
        urgent=True,
    )
    assert encode(rung) == (
        '{"attempt":1,"due_at":"2026-11-28T23:00:00Z","milestone":"summons","missed":true,"occurrence":1,'
        '"rung":"missed","rung_at":"2026-11-28T23:00:00Z","schema":1,"told":["ANK","team_leader:unge"],"urgent":true}'
    )
    decided = TargetGroupDecided(
        outcome=TargetGroup.OUTSIDE, decided_on=date(2026, 11, 23), destination=Destination.OTHER_MUNICIPALITY
    )
    assert encode(decided) == (
        '{"decided_on":"2026-11-23","destination":"other_municipality","facts":null,"outcome":"outside",'
        '"override":null,"row":null,"schema":2,"ssp_told_on":null,"verdict":null}'
    )
    first = record(GENESIS, "2026-0042", 1, PersonShown(purpose="æøå"), at=RECEIVED, actor="ANK", via=Via.CLI)
    assert first.hash == "5bb1f148a0554a9a5960fa06c5794360309a27a3b2fde5be7d8ee7412b210a45"


def test_an_event_of_a_later_release_is_not_guessed_at() -> None:
    with pytest.raises(KeyError):
        decode("NoSuchEvent", '{"schema":1}')


@pytest.mark.parametrize(
    "body", ["", "{}", '{"schema":1}', '{"schema":1,"purpose":3}', '{"purpose":"uden skema"}', "[]", "null"]
)
def test_a_body_that_makes_no_sense_is_refused(body: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        decode("PersonShown", body)


# -- upcasters


def test_an_old_body_is_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Schema 1 said "why", 2 said "reason", 3 says "purpose"."""

    def renamed(old: str, new: str) -> Any:
        return lambda body: {new if key == old else key: value for key, value in body.items()}

    casters = {("PersonShown", 1): renamed("why", "reason"), ("PersonShown", 2): renamed("reason", "purpose")}
    monkeypatch.setattr(codec, "SCHEMAS", MappingProxyType({"PersonShown": 3}))
    monkeypatch.setattr(codec, "UPCASTERS", MappingProxyType(casters))
    expected = PersonShown(purpose="møde")
    assert decode("PersonShown", '{"schema":1,"why":"møde"}') == expected
    assert decode("PersonShown", '{"schema":2,"reason":"møde"}') == expected
    assert decode("PersonShown", encode(expected)) == expected
    assert json.loads(encode(expected))["schema"] == 3


def test_every_old_schema_has_an_upcaster() -> None:
    steps = {(name, version) for name, present in codec.SCHEMAS.items() for version in range(1, present)}
    assert steps == set(codec.UPCASTERS)
    assert set(codec.SCHEMAS) <= {*EVENTS, *ITEM_EVENTS}


# -- the chain


ROW: dict[str, Any] = {
    "case": "2026-0042",
    "version": 2,
    "at": RECEIVED,
    "type_": "PersonShown",
    "actor": "ANK",
    "via": "cli",
    "body": '{"purpose":"x","schema":1}',
}


@pytest.mark.parametrize(
    "change",
    [
        {"case": "2026-0043"},
        {"version": 3},
        {"at": RECEIVED + timedelta(microseconds=1)},
        {"type_": "AnswerRefused"},
        {"actor": "BOS"},
        {"via": "mailbox"},
        {"body": '{"purpose":"y","schema":1}'},
        # the same letters, otherwise divided
        {"actor": "ANKc", "via": "li"},
    ],
)
def test_the_hash_covers_every_column(change: dict[str, Any]) -> None:
    assert chain(GENESIS, **(ROW | change)) != chain(GENESIS, **ROW)


def test_the_hash_covers_the_one_before() -> None:
    assert chain("1" * 64, **ROW) != chain(GENESIS, **ROW)


def test_the_hash_is_of_the_instant_not_of_its_zone() -> None:
    danish = RECEIVED.astimezone(ZoneInfo("Europe/Copenhagen"))
    assert chain(GENESIS, **(ROW | {"at": danish})) == chain(GENESIS, **ROW)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        record(GENESIS, "2026-0042", 1, opening(), at=RECEIVED.replace(tzinfo=None), actor="x", via=Via.CLI)
    recorded = record(GENESIS, "2026-0042", 1, opening(), at=RECEIVED, actor="x", via=Via.CLI)
    with pytest.raises(ValueError, match="naive"):
        replace(recorded, at=RECEIVED.replace(tzinfo=None))


def test_a_case_told_again_from_its_bytes_is_the_same_case() -> None:
    story = closed()
    again = [
        Link(
            case=each.case,
            version=each.version,
            at=each.at,
            actor=each.actor,
            via=each.via,
            event=decode(type(each.event).__name__, encode(each.event)),
            hash=each.hash,
        )
        for each in story.history
    ]
    assert fold(again) == story.case
    assert story.case.offences == (Offence.VIOLENCE,)
