"""The JSON of a case's preparation, remand and measures, part of `samraad case --json`. No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samraad.case import CaseFile, Measure, Participant
from samraad.events import MeetingPrepared
from samraad.vocabulary import Labelled

Line = dict[str, object]


def preparation_lines(case: CaseFile) -> Line:
    """What `samraad case --json` says of it."""
    return {
        "participants": [_participant(each) for each in case.participants],
        "prepared": [_prepared(each) for each in case.prepared],
        "remand": {
            "held": case.remand,
            "since": _day(case.remand_since),
            "place": _code(case.remand_place),
        },
        "measures": _measures(case.measures),
    }


def _participant(each: Participant) -> Line:
    return {
        "participant": each.number,
        "role": each.role.value,
        "invited": each.why_not is None,
        "why": _code(each.why_not),
        "on": each.on.isoformat(),
        "channel": _code(each.channel),
        "consent": _code(each.consent),
        "purpose_told_on": _day(each.purpose_told_on),
    }


def _prepared(each: MeetingPrepared) -> Line:
    return {
        "item": each.item.value,
        "outcome": each.outcome.value,
        "on": each.on.isoformat(),
        "led_by": each.led_by,
        "place": _code(each.place),
        "minutes": each.minutes,
    }


def _measures(measures: Sequence[Measure]) -> list[Line]:
    return [
        {
            "measure": each.number,
            "kind": each.kind.value,
            "status": each.status.value,
            "on": each.on.isoformat(),
            "started_on": _day(each.started_on),
        }
        for each in measures
    ]


def _code(each: Labelled | None) -> str | None:
    return each.value if each else None


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
