"""Two people register the same matter at once: nothing is lost, and who came second is told.

A matter can be registered at any time, and again. So an answer is refused only where another person has just registered
the very same; where the two differ, both stand in the file, and the second is told of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
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
    OffencesStated,
    ParticipantInvited,
    ParticipantNotInvited,
    ReceiptCorrected,
    RemandBegan,
    RemandEnded,
    VerdictFell,
    Withdrawn,
)
from samraad.forms.base import Form
from samraad.times import show_instant
from samraad.vocabulary import Matter
from samraad.wording import say

#: What an answer leads to on a bench. Raises Refused.
Judge = Callable[[Bench], tuple[Event, ...]]

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
    OffencesStated: (),
    ParticipantInvited: ("participant",),
    ParticipantNotInvited: ("participant",),
    ReceiptCorrected: (),
    RemandBegan: (),
    RemandEnded: (),
    VerdictFell: (),
    Withdrawn: ("withdraws",),
}


def refuse_same(form: Form, bench: Bench, events: tuple[Event, ...], judge: Judge) -> None:
    """Raises AlreadyRegistered where another person has just registered the very same matter.

    events: what the answer leads to now.
    """
    if not isinstance(form.topic, Matter) or not events:
        return
    lately = _since(bench.case, bench.now - RECENT)
    first = _same(bench, judge, (each for each in lately if each.actor != form.by and _alike(each.event, events[0])))
    if first is not None:
        raise AlreadyRegistered(
            "already",
            f"{first.actor} har registreret det samme ({form.topic.label}) {show_instant(first.at)}. "
            "Er det sket en gang til, så registrér det igen om en time.",
        )


def is_there(form: Form, bench: Bench, since: datetime, judge: Judge) -> bool:
    """Whether the very same answer by the same person is in the file, not from before the instant."""
    own = (each for each in _since(bench.case, since) if each.actor == form.by)
    return _same(bench, judge, own) is not None


def _same(bench: Bench, judge: Judge, among: Iterable[Recorded]) -> Recorded | None:
    """The first of them that is the answer: judged on the file as it was before, it leads to the very same.

    Numbers of participants and measures, and what was there before, are the same then.
    """
    history = bench.case.history
    for each in among:
        try:
            then = judge(replace(bench, case=fold(history[: each.version - 1])))
        except Refused:
            continue
        if then == tuple(link.event for link in history[each.version - 1 :][: len(then)]):
            return each
    return None


def _since(case: CaseFile, since: datetime) -> Iterator[Recorded]:
    """What is in the file from then on, the latest first, but for what opened it."""
    return takewhile(lambda each: each.at >= since, reversed(case.history[1:]))


def _alike(one: Event, other: Event) -> bool:
    return type(one) is type(other)


def beside(case: CaseFile, by: str) -> Recorded | None:
    """What another has just registered of the same thing as the person's latest answer, and which says otherwise."""
    ours = next((each for each in reversed(case.history) if each.actor == by), None)
    if ours is None or type(ours.event) not in _ONE_AT_A_TIME:
        return None
    earlier = fold(case.history[: ours.version - 1])
    found = (each for each in _since(earlier, ours.at - RECENT) if each.actor != by and _alike(each.event, ours.event))
    return next((each for each in found if _about(each.event) == _about(ours.event)), None)


def _about(event: Event) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in _ONE_AT_A_TIME[type(event)])


def say_beside(each: Recorded) -> str:
    """For the person who came second."""
    said = say(each.event)
    return (
        f"Obs: {each.actor} har registreret {show_instant(each.at)}: {said}. Begge dele står i sagen: ret den forkerte."
    )
