"""The case file: all that is known of a case, folded from its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from samraad.case.parts import Measure, Participant, RungKey, Todo, TodoKey, TodoRungKey, Track
from samraad.codec import Recorded
from samraad.course import STAGE_OF, From
from samraad.events import MeetingAnswered, MeetingPrepared, Summoned, TargetFacts
from samraad.notification import Origin
from samraad.times import danish_date
from samraad.vocabulary import (
    FamilyTold,
    Milestone,
    Offence,
    Proposal,
    Reason,
    RemandPlace,
    Ruling,
    Stage,
    Summons,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that is known of a case, without personal data."""

    number: str
    #: Version of the last event folded.
    version: int
    #: Hash of the last event folded.
    head: str
    #: The earliest of the notifications: the clock of the law starts here.
    received_at: datetime
    rulebook: str
    age_at_receipt: int
    offences: tuple[Offence, ...]
    #: Ids of the notifications, the first opened the case.
    notifications: tuple[str, ...]
    tracks: tuple[Track, ...]
    remand: bool = False
    interrogation: bool = False
    notes: tuple[str, ...] = ()
    #: The way the notification came that opened the case.
    origin: Origin = Origin.POLICE_MAIL
    #: The receipt that counted at first, where an earlier one was registered later.
    first_taken_as: datetime | None = None
    #: Earlier notifications of the person in other cases; None where they were not counted.
    earlier_notifications: int | None = None
    #: Ids of the notifications that the target group has been decided of.
    decided: frozenset[str] = frozenset()
    #: Kinds of crime of the notifications since the target group was decided last.
    undecided_offences: tuple[Offence, ...] = ()
    #: What a person said on the target group before it is decided.
    target_facts: TargetFacts | None = None
    #: What whoever attended the interrogation proposes.
    proposal: Proposal | None = None
    #: What the family was told at the interrogation.
    family_told: tuple[FamilyTold, ...] = ()
    #: Day of the latest samråd held, in this case or an earlier one of the same person.
    samraad_on: date | None = None
    #: Initials of who has the young person's case already, and the district: as intake told.
    own_caseworker: str | None = None
    district: str | None = None
    team: str | None = None
    #: Initials of whom the case was offered to or who has accepted it.
    caseworker: str | None = None
    accepted: bool = False
    #: Initials of whom the case was last offered to; None where nobody was free or that person declined.
    offered_to: str | None = None
    #: True once the case is offered to somebody, until that person declines.
    routed: bool = False
    #: Initials of those who could not take it.
    declined_by: tuple[str, ...] = ()
    #: The summonses of the present attempt.
    summons: Summoned | None = None
    #: The meeting that was held in this case.
    held: MeetingAnswered | None = None
    #: The day agreed for the coming meeting, and for the coming follow-up.
    meeting_planned_on: date | None = None
    follow_up_planned_on: date | None = None
    #: Why it was proposed not to summon, the last time.
    not_summoned: Reason | None = None
    #: What became of the suspicion.
    ruling: Ruling | None = None
    #: Rungs that fired → the latest deadline they stood against: of a later one they said nothing.
    rungs: Mapping[RungKey, datetime] = field(default_factory=dict)
    todos: tuple[Todo, ...] = ()
    #: Every number given to a todo, also to those that a correction took back: none is given twice.
    todo_numbers: Mapping[TodoKey, int] = field(default_factory=dict)
    todo_rungs: Mapping[TodoRungKey, datetime] = field(default_factory=dict)
    #: All events, oldest first.
    history: tuple[Recorded, ...] = field(default=(), repr=False, compare=False)
    participants: tuple[Participant, ...] = ()
    #: The last event of each item of the checklist.
    prepared: tuple[MeetingPrepared, ...] = ()
    remand_since: date | None = None
    remand_place: RemandPlace | None = None
    measures: tuple[Measure, ...] = ()
    closed_on: date | None = None
    #: The milestone whose outcome closed it; None where something else did.
    closed_by: Milestone | None = None
    wrongly_opened: bool = False
    #: Number of the case that goes on instead of this one.
    merged_into: str | None = None

    @property
    def awaiting(self) -> Milestone | None:
        """The first open milestone in the order of the course; None when the case is closed."""
        open_ = {track.milestone for track in self.tracks if track.open}
        return next((milestone for milestone in Milestone if milestone in open_), None)

    def runs(self, milestone: Milestone) -> bool:
        """Whether an attempt at the milestone is open."""
        return any(track.open and track.milestone is milestone for track in self.tracks)

    @property
    def stage(self) -> Stage:
        """Where the case is."""
        return Stage.CLOSED if self.awaiting is None else STAGE_OF[self.awaiting]

    @property
    def summoned(self) -> bool:
        """Whether everybody who has to be is summoned to the meeting that comes."""
        return self.summons is not None and self.summons.complete

    @property
    def partly_summoned(self) -> bool:
        """Whether the second holder of custody is still to be summoned."""
        return self.summons is not None and not self.summons.complete

    def todo(self, number: int) -> Todo | None:
        """The todo with the number."""
        return next((todo for todo in self.todos if todo.number == number), None)

    def participant(self, number: int) -> Participant | None:
        """The participant with the number."""
        return next((each for each in self.participants if each.number == number), None)

    @property
    def first_summoned_on(self) -> date | None:
        """The day of the summons upon the first receipt; None where none was sent."""
        sent = (each for each in self.tracks if each.milestone is Milestone.SUMMONS and each.outcome is Summons.SENT)
        first = next((each for each in sent if each.origin is From.RECEIPT and not each.lapsed), None)
        return danish_date(first.done_at) if first is not None and first.done_at else None

    @property
    def next_participant(self) -> int:
        """The number of the next participant: none is given twice."""
        return max((each.number for each in self.participants), default=0) + 1

    def measure(self, number: int) -> Measure | None:
        """The measure with the number."""
        return next((each for each in self.measures if each.number == number), None)

    def track(self, milestone: Milestone) -> Track | None:
        """The latest attempt at the milestone, open or not."""
        return next((track for track in reversed(self.tracks) if track.milestone is milestone), None)
