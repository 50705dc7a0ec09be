"""Two people register the same matter at once: nothing is lost, and who came second is told.

A matter can be registered at any time, and again. So an answer is refused only where another person has just registered
the very same; where the two differ, both stand in the file, and the second is told of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from samraad.bench import Bench
from samraad.case import CaseFile, fold
from samraad.codec import Recorded
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    CaseReassigned,
    Corrected,
    DateAgreed,
    DeadlineMoved,
    Event,
    MeasureMoved,
    MeetingPrepared,
    MoveReported,
    ParticipantInvited,
    ParticipantNotInvited,
    ReceiptCorrected,
    RemandBegan,
    RemandEnded,
    VerdictFell,
)
from samraad.forms.base import Form
from samraad.times import show_instant
from samraad.vocabulary import Matter
from samraad.wording import say

#: For so long a form may lie open before somebody sends it.
RECENT: Final = timedelta(hours=1)
#: What is registered of one thing at a time, and the fields that say of which. Two that differ may contradict.
_ONE_AT_A_TIME: Final[Mapping[type[Event], tuple[str, ...]]] = {
    CaseReassigned: (),
    Corrected: ("corrects",),
    DateAgreed: ("milestone",),
    DeadlineMoved: ("milestone",),
    MeasureMoved: ("measure",),
    MeetingPrepared: ("item",),
    MoveReported: (),
    ParticipantInvited: ("participant",),
    ParticipantNotInvited: ("participant",),
    ReceiptCorrected: (),
    RemandBegan: (),
    RemandEnded: (),
    VerdictFell: (),
}


def refuse_same(
    form: Form, bench: Bench, events: tuple[Event, ...], judge: Callable[[Bench], tuple[Event, ...]]
) -> None:
    """Raises AlreadyRegistered where another person has just registered the very same matter.

    events: what the answer leads to now. judge: the same on another bench, for the answer is judged on the file as the
    other person had it: numbers of participants and measures, and what was there before, are the same then.
    """
    if not isinstance(form.topic, Matter) or not events:
        return
    for each in _lately(bench.case, form.by, type(events[0]), bench.now):
        before, since = bench.case.history[: each.version - 1], bench.case.history[each.version - 1 :]
        try:
            then = judge(replace(bench, case=fold(before)))
        except Refused:
            continue
        if then == tuple(link.event for link in since[: len(then)]):
            raise AlreadyRegistered(
                "already",
                f"{each.actor} har registreret det samme ({form.topic.label}) {show_instant(each.at)}. "
                "Er det sket en gang til, så registrér det igen om en time.",
            )


def _lately(case: CaseFile, by: str, kind: type[Event], now: datetime) -> Iterator[Recorded]:
    """What others have just registered of the kind, the latest first."""
    for each in reversed(case.history):
        if each.at < now - RECENT:
            return
        if type(each.event) is kind and each.actor != by:
            yield each


def beside(case: CaseFile, by: str) -> Recorded | None:
    """What another has just registered of the same thing as the person's latest answer, and which says otherwise."""
    ours = next((each for each in reversed(case.history) if each.actor == by), None)
    if ours is None or type(ours.event) not in _ONE_AT_A_TIME:
        return None
    earlier = fold(case.history[: ours.version - 1])
    found = _lately(earlier, by, type(ours.event), ours.at)
    return next((each for each in found if _about(each.event) == _about(ours.event)), None)


def _about(event: Event) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in _ONE_AT_A_TIME[type(event)])


def say_beside(each: Recorded) -> str:
    """For the person who came second."""
    said = say(each.event)
    return (
        f"Obs: {each.actor} har registreret {show_instant(each.at)}: {said}. Begge dele står i sagen: ret den forkerte."
    )
