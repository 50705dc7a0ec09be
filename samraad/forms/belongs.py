"""Which field of a form belongs to which of its answers.

What was filled in beside an answer that it does not belong to is never dropped: one of the two is a slip, and only the
person knows which. A field that stands in no row goes with every answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from samraad.vocabulary import (
    Amendment,
    Assessment,
    Assignment,
    Course,
    FollowUp,
    Holders,
    Invitation,
    Labelled,
    Matter,
    Meeting,
    Milestone,
    Motivation,
    Move,
    Plan,
    PlanReview,
    Preparation,
    Prepared,
    Remand,
    Summons,
    TargetGroup,
    TodoOutcome,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """Fields of a form that belong to some answers only."""

    topic: Topic
    fields: tuple[str, ...]
    #: The answers they belong to.
    to: tuple[Labelled, ...]
    #: The field that holds the answer.
    answer: str = "outcome"


M, X = Milestone, Matter

#: Whoever was invited stands in `participants` before anything is answered: nobody has to empty it for a meeting that
#: was not held, so it is in no row.
BELONGS: Final = (
    Belongs(topic=M.ASSESSMENT, fields=("reason",), to=(Assessment.NOT_ASSESSED,)),
    Belongs(topic=M.TARGET_GROUP, fields=("destination", "ssp_told_on"), to=(TargetGroup.OUTSIDE,)),
    Belongs(
        topic=M.TARGET_GROUP,
        fields=("override",),
        to=(TargetGroup.IN_TARGET_GROUP, TargetGroup.AGAIN_WITHIN_YEAR, TargetGroup.OUTSIDE),
    ),
    Belongs(topic=M.ASSIGNMENT, fields=("reason",), to=(Assignment.DECLINED,)),
    Belongs(
        topic=M.SUMMONS,
        fields=("holder_sent_on", "holder_channel", "second_sent_on", "second_channel", "meeting_on", "late_cause"),
        to=(Summons.SENT,),
    ),
    Belongs(topic=M.SUMMONS, fields=("second_sent_on", "second_channel"), to=(Holders.TWO,), answer="holders"),
    Belongs(topic=M.SUMMONS, fields=("reason",), to=(Summons.NOT_SUMMONED,)),
    Belongs(topic=M.MEETING, fields=("planned_on",), to=(Meeting.POSTPONED, Meeting.NO_SHOW, Meeting.DECLINED)),
    Belongs(
        topic=M.MEETING,
        fields=("reason",),
        to=(Meeting.NOT_HELD, Meeting.POSTPONED, Meeting.NO_SHOW, Meeting.DECLINED),
    ),
    Belongs(topic=M.MOTIVATION, fields=("reason",), to=(Motivation.STILL_DECLINES,)),
    Belongs(topic=M.COURSE, fields=("caseworker",), to=(Course.INVESTIGATION,)),
    Belongs(topic=M.COURSE, fields=("plan",), to=(Course.OTHER_SUPPORT,)),
    Belongs(topic=M.COURSE, fields=("reason",), to=(Course.CLOSE,)),
    Belongs(topic=M.PLAN, fields=("minutes_sent_on", "duties", "duties_due_on"), to=(Plan.REGISTERED,)),
    Belongs(topic=M.PLAN, fields=("reason",), to=(Plan.NOT_MADE,)),
    Belongs(topic=M.PLAN_REVIEW, fields=("reason",), to=(PlanReview.NOT_REVIEWED,)),
    Belongs(topic=M.FOLLOW_UP, fields=("next_on",), to=(FollowUp.FOLLOW_UP_AGAIN, FollowUp.FOLLOW_UP_MEETING)),
    Belongs(topic=M.FOLLOW_UP, fields=("caseworker",), to=(FollowUp.INVESTIGATION,)),
    Belongs(topic=M.FOLLOW_UP, fields=("reason",), to=(FollowUp.NOT_DONE,)),
    Belongs(topic=X.TODO, fields=("reason",), to=(TodoOutcome.NOT_DONE,)),
    Belongs(topic=X.MOVED, fields=("handed_over_on",), to=(Move.HANDED_OVER,)),
    Belongs(topic=X.INVITATION, fields=("channel", "purpose_told_on"), to=(Invitation.INVITED,)),
    Belongs(topic=X.PREPARATION, fields=("led_by",), to=(Preparation.MEETING_LEADER,), answer="item"),
    Belongs(topic=X.PREPARATION, fields=("place", "minutes"), to=(Preparation.ROOM,), answer="item"),
    Belongs(topic=X.PREPARATION, fields=("who",), to=(Preparation.POLICE_ATTENDS,), answer="item"),
    Belongs(topic=X.PREPARATION, fields=("led_by", "place", "minutes", "who"), to=(Prepared.DONE,)),
    Belongs(topic=X.CORRECTION, fields=("on", "caseworker", "changes"), to=(Amendment.CORRECTED,)),
    Belongs(topic=X.REMAND, fields=("place",), to=(Remand.BEGINS,)),
)


def out_of_place(topic: Topic, filled: Iterable[str], answers: dict[str, object]) -> tuple[str, Belongs] | None:
    """The first field that was filled in beside an answer it does not belong to, and its row. answers: by field."""
    said = tuple(filled)
    rows = [row for row in BELONGS if row.topic is topic and answers[row.answer] not in row.to]
    return next(((name, row) for row in rows for name in row.fields if name in said), None)
