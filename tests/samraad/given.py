"""Given: the shipped rulebook, a small staff, and the story of one case told in events and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from samraad.answers import understand
from samraad.case import CaseFile, fold
from samraad.codec import GENESIS, Recorded, record
from samraad.events import CaseOpened, Event, NotificationAttached
from samraad.forms import defaults
from samraad.intake import attached
from samraad.ladder import tick
from samraad.notification import Origin, Place, Suspicion
from samraad.private_texts import sealed
from samraad.process import Act, next_step
from samraad.register import Bench, decide
from samraad.routing import route
from samraad.rulebooks import parse
from samraad.staff import Colleague, Staff
from samraad.times import DENMARK, aware
from samraad.vocabulary import Milestone, Offence, Topic, Via

ROOT: Final = Path(__file__).parents[2]
RULEBOOK_TEXT: Final = (ROOT / "config/rulebooks/2014-servicelov.toml").read_text("utf-8")
RULEBOOK: Final = parse(RULEBOOK_TEXT, "2014-servicelov.toml")
NUMBER: Final = "2026-0042"
M: Final = Milestone
#: Under which every private text of a story is kept.
TEXT_ID: Final = "00000000-0000-4000-8000-000000000001"

#: All initials are invented.
STAFF: Final = Staff(
    colleagues=(
        Colleague(initials="ANK", team="unge"),
        Colleague(initials="BOS", team="unge"),
        Colleague(initials="TLU", team="unge", takes_cases=False, leader=True),
        Colleague(initials="CML", team="familie"),
        Colleague(initials="VIS", team="visitation", takes_cases=False),
    )
)


def danish(text: str) -> datetime:
    """`2026-11-21 09:14` in Denmark, as UTC."""
    return aware(datetime.fromisoformat(text).replace(tzinfo=DENMARK))


def day(text: str) -> date:
    return date.fromisoformat(text)


#: A Saturday morning: the law's last day is Saturday 28 November.
RECEIVED: Final = danish("2026-11-21 09:14")


def opening(received_at: datetime = RECEIVED, **changes: Any) -> CaseOpened:
    """The first event of a case."""
    fields: dict[str, Any] = {"age_at_receipt": 16, "offences": (Offence.VIOLENCE,), **changes}
    return CaseOpened(received_at=received_at, notification="n-1", rulebook=RULEBOOK.hash, **fields)


@dataclass
class Story:
    """A case as it comes about."""

    opened: CaseOpened = field(default_factory=opening)
    history: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.history:
            self.happens(self.opened, at=self.opened.received_at)

    @property
    def case(self) -> CaseFile:
        return fold(self.history)

    def happens(self, *events: Event, at: datetime | None = None, actor: str = "x") -> Story:
        """Append the events as they are."""
        for event in events:
            head = self.history[-1].hash if self.history else GENESIS
            when = at or self.history[-1].at
            self.history.append(record(head, NUMBER, len(self.history) + 1, event, at=when, actor=actor, via=Via.CLI))
        return self

    def judged(self, topic: Topic, at: str, **fields: Any) -> tuple[Event, ...]:
        """The events an answer leads to, without writing them. What is not given is as the form starts."""
        now = danish(at)
        typed = understand(topic, {"by": "ANK", **defaults(topic, self.case, now), **fields})
        bench = Bench(case=self.case, staff=STAFF, rulebook=RULEBOOK, now=now, born=lambda: day("2010-05-17"))
        return decide(sealed(typed, lambda: TEXT_ID).form, bench)

    def answers(self, topic: Topic, at: str, **fields: Any) -> Story:
        """Write an answer, and what samraad does by itself thereafter."""
        self.happens(*self.judged(topic, at, **fields), at=danish(at), actor=fields.get("by", "ANK"))
        if isinstance(next_step(self.case), Act):
            self.happens(route(self.case, STAFF, {}, RULEBOOK, danish(at)), at=danish(at))
        return self

    def called(self, received_at: str, at: datetime | None = None) -> Story:
        """A call of that time is registered on the case."""
        person = Suspicion(
            place=Place(), name=None, cpr=None, birth_date=day("2010-05-17"), offences=(), origin=Origin.TELEPHONE
        )
        return self.happens(*attached(person, self.case, danish(received_at), (), "n-2", RULEBOOK), at=at)

    def ticks(self, at: str) -> tuple[Event, ...]:
        """Write and return what fell due until the instant."""
        reached = tick(self.case, RULEBOOK, danish(at), STAFF)
        self.happens(*reached, at=danish(at))
        return reached


def old_attachment(received_at: str, **changes: Any) -> NotificationAttached:
    """A further notification as files hold it that were written before `ReceiptMoved`."""
    return NotificationAttached(
        received_at=danish(received_at), notification="n-2", offences=(), moves_receipt=True, **changes
    )


#: The shortest way to where a milestone is awaited: (milestone, when, fields).
_FIRST = [(M.ASSESSMENT, "2026-11-21 10:00", {"outcome": "no_acute_need"})]
_DECIDED = [*_FIRST, (M.TARGET_GROUP, "2026-11-23 10:00", {"outcome": "in_target_group"})]
_ACCEPTED = [*_DECIDED, (M.ASSIGNMENT, "2026-11-24 10:00", {})]
_SUMMONED = [*_ACCEPTED, (M.SUMMONS, "2026-11-25 10:00", {})]
_DECLINED = [*_SUMMONED, (M.MEETING, "2026-12-02 15:00", {"outcome": "declined"})]
_HELD = [*_SUMMONED, (M.MEETING, "2026-12-02 15:00", {})]
_AGAIN = [*_FIRST, (M.TARGET_GROUP, "2026-11-23 10:00", {"outcome": "again_within_year"})]
_WAYS: Final[dict[Milestone, list[tuple[Milestone, str, dict[str, str]]]]] = {
    M.ASSESSMENT: [],
    M.TARGET_GROUP: _FIRST,
    M.ASSIGNMENT: _DECIDED,
    M.SUMMONS: _ACCEPTED,
    M.APPROVAL: [*_ACCEPTED, (M.SUMMONS, "2026-11-25 10:00", {"outcome": "not_summoned", "reason": "moved"})],
    M.MEETING: _SUMMONED,
    M.MOTIVATION: _DECLINED,
    M.COURSE: [*_SUMMONED, (M.MEETING, "2026-12-02 15:00", {"outcome": "not_held", "reason": "declines"})],
    M.PLAN: _HELD,
    M.PLAN_REVIEW: [*_AGAIN, (M.ASSIGNMENT, "2026-11-24 10:00", {})],
    M.FOLLOW_UP: [*_HELD, (M.PLAN, "2026-12-09 12:00", {})],
}


def awaiting(milestone: Milestone) -> Story:
    """A case received Saturday 21 November 2026 that awaits the milestone.

    Assessed 21 Nov, in the target group 23 Nov, accepted by ANK 24 Nov, summoned (or proposed not to) 25 Nov, samråd
    held (or not) 2 Dec, plan 9 Dec. For the plan review: an earlier samråd on 15 Jan 2026.
    """
    return Story(history=list(_told(milestone)))


@cache
def _told(milestone: Milestone) -> tuple[Recorded, ...]:
    """Told once a session: the rows are frozen."""
    earlier = day("2026-01-15") if milestone is M.PLAN_REVIEW else None
    story = Story(opened=opening(earlier_samraad_on=earlier))
    for step, at, fields in _WAYS[milestone]:
        story.answers(step, at, **fields)
    assert story.case.awaiting is milestone
    return tuple(story.history)


def closed() -> Story:
    """A case followed up and closed on 1 March 2027."""
    return awaiting(M.FOLLOW_UP).answers(M.FOLLOW_UP, "2027-03-01 12:00", outcome="close")
