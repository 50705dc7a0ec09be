"""What follows what (`domain.md`, "Stages of a case"): the law's and practice's course as one table.

The numbers – how long, how binding – are the rulebook's; from which day a deadline counts is the course's.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Counted,
    Course,
    FollowUp,
    Meeting,
    Milestone,
    Motivation,
    Plan,
    PlanReview,
    Stage,
    Summons,
    TargetGroup,
)


class From(Enum):
    """From when the deadline of the milestone that follows counts."""

    RECEIPT = auto()
    #: The receipt of a further notification that calls for a summons or a review of its own.
    NEW_RECEIPT = auto()
    #: The day of the outcome itself: decision, summons, meeting, choice, review, follow-up.
    OUTCOME = auto()
    #: The day of the samråd the plan stands on.
    MEETING = auto()
    #: The receipt, as the summons is dated before it: a meeting agreed earlier (docs/decisions/0008).
    AGREED_BEFORE = auto()
    #: The day the case was given to another: their answer has its own time.
    REASSIGNED = auto()
    #: The same day as the attempt before: a refusal does not buy time.
    AS_BEFORE = auto()
    #: The day somebody chose other support, or an investigation, instead of the samråd.
    CHOICE = auto()
    #: The day of a verdict, or of a suspicion that was dropped.
    VERDICT = auto()
    #: The day a family that had said no agreed after all.
    AGREEMENT = auto()


Outcome = (
    Assessment
    | TargetGroup
    | Assignment
    | Summons
    | Approval
    | Meeting
    | Motivation
    | Course
    | Plan
    | PlanReview
    | FollowUp
)

M = Milestone

#: A milestone and how it came out.
Step = tuple[Milestone, Outcome]

#: Milestones that are open from the first hour: the 7 days run while the case is assessed.
OPENING: Final = (M.ASSESSMENT, M.TARGET_GROUP, M.SUMMONS)

#: A further notification that does more than join the case (`samraad.further`) → the milestones it opens. All count
#: from its own receipt: a new samråd has 7 days of its own, and the target group is decided for it anew.
BEGINS: Final[dict[Milestone, tuple[Milestone, ...]]] = {
    M.PLAN_REVIEW: (M.PLAN_REVIEW,),
    M.SUMMONS: (M.TARGET_GROUP, M.SUMMONS),
}

#: Outcome → the milestones it opens, and from when their deadlines count. An outcome that is not here opens none.
FOLLOWS: Final[dict[Step, tuple[tuple[Milestone, From], ...]]] = {
    (M.TARGET_GROUP, TargetGroup.IN_TARGET_GROUP): ((M.ASSIGNMENT, From.OUTCOME),),
    (M.TARGET_GROUP, TargetGroup.AGAIN_WITHIN_YEAR): ((M.ASSIGNMENT, From.OUTCOME), (M.PLAN_REVIEW, From.RECEIPT)),
    (M.ASSIGNMENT, Assignment.DECLINED): ((M.ASSIGNMENT, From.AS_BEFORE),),
    (M.SUMMONS, Summons.SENT): ((M.MEETING, From.OUTCOME),),
    (M.SUMMONS, Summons.NOT_SUMMONED): ((M.APPROVAL, From.OUTCOME),),
    (M.APPROVAL, Approval.APPROVED): ((M.COURSE, From.OUTCOME),),
    (M.MEETING, Meeting.HELD): ((M.PLAN, From.OUTCOME),),
    (M.MEETING, Meeting.POSTPONED): ((M.SUMMONS, From.OUTCOME),),
    (M.MEETING, Meeting.NO_SHOW): ((M.SUMMONS, From.OUTCOME),),
    (M.MEETING, Meeting.DECLINED): ((M.MOTIVATION, From.OUTCOME),),
    (M.MEETING, Meeting.NOT_HELD): ((M.COURSE, From.OUTCOME),),
    # Before the meeting a new summons, where none stands (`samraad.case.tracks`).
    (M.MOTIVATION, Motivation.AGREES): ((M.MEETING, From.AGREEMENT),),
    (M.MOTIVATION, Motivation.STILL_DECLINES): ((M.COURSE, From.OUTCOME),),
    (M.COURSE, Course.OTHER_SUPPORT): ((M.FOLLOW_UP, From.CHOICE),),
    (M.COURSE, Course.INVESTIGATION): ((M.FOLLOW_UP, From.CHOICE),),
    (M.COURSE, Course.NEW_ATTEMPT): ((M.SUMMONS, From.OUTCOME),),
    (M.PLAN, Plan.REGISTERED): ((M.FOLLOW_UP, From.MEETING),),
    (M.PLAN, Plan.NOT_MADE): ((M.FOLLOW_UP, From.MEETING),),
    (M.PLAN_REVIEW, PlanReview.REVISED): ((M.FOLLOW_UP, From.OUTCOME),),
    (M.PLAN_REVIEW, PlanReview.NO_NEED): ((M.FOLLOW_UP, From.OUTCOME),),
    (M.PLAN_REVIEW, PlanReview.NOT_REVIEWED): ((M.FOLLOW_UP, From.OUTCOME),),
    (M.FOLLOW_UP, FollowUp.FOLLOW_UP_AGAIN): ((M.FOLLOW_UP, From.OUTCOME),),
    (M.FOLLOW_UP, FollowUp.FOLLOW_UP_MEETING): ((M.FOLLOW_UP, From.OUTCOME),),
    (M.FOLLOW_UP, FollowUp.INVESTIGATION): ((M.FOLLOW_UP, From.OUTCOME),),
}

#: Outcomes that end the case; what still ran lapses. Where another course runs on the case, they end their own only.
CLOSES: Final[frozenset[Step]] = frozenset(
    {
        (M.TARGET_GROUP, TargetGroup.OUTSIDE),
        (M.COURSE, Course.CLOSE),
        (M.FOLLOW_UP, FollowUp.CLOSE),
        (M.FOLLOW_UP, FollowUp.NOT_DONE),
    }
)

#: Outcomes after which a milestone that ran no longer applies.
LAPSES: Final[dict[Step, tuple[Milestone, ...]]] = {
    (M.TARGET_GROUP, TargetGroup.AGAIN_WITHIN_YEAR): (M.SUMMONS,),
    (M.SUMMONS, Summons.SENT): (M.APPROVAL, M.MOTIVATION),
    (M.MEETING, Meeting.HELD): (M.APPROVAL,),
}

#: For a further notification the target group is decided anew: outcome → what no longer applies of the case's course.
LAPSES_ANEW: Final[dict[TargetGroup, tuple[Milestone, ...]]] = {
    TargetGroup.IN_TARGET_GROUP: (M.COURSE,),
    TargetGroup.AGAIN_WITHIN_YEAR: (M.SUMMONS, M.APPROVAL),
    TargetGroup.OUTSIDE: (M.SUMMONS, M.APPROVAL),
}

#: What may be registered although something before it in the course is awaited.
BESIDE: Final[dict[Milestone, tuple[Milestone, ...]]] = {
    # Somebody may summon after all while the leader considers; and who summons before the target group is registered,
    # or before the case is taken, has summoned.
    M.SUMMONS: (M.APPROVAL, M.TARGET_GROUP, M.ASSIGNMENT),
    # A plan that was made is registered, whatever a further notification has begun.
    M.PLAN: tuple(M),
    # A follow-up that was agreed is done on its day, whatever a further notification has begun.
    M.FOLLOW_UP: tuple(M),
}

#: Outcomes by which a milestone is registered as not carried out: never counted as met.
NOT_DONE: Final[frozenset[Step]] = frozenset(
    {
        (M.ASSESSMENT, Assessment.NOT_ASSESSED),
        (M.ASSIGNMENT, Assignment.DECLINED),
        (M.SUMMONS, Summons.NOT_SUMMONED),
        (M.MEETING, Meeting.NOT_HELD),
        (M.MEETING, Meeting.POSTPONED),
        (M.MEETING, Meeting.NO_SHOW),
        (M.MEETING, Meeting.DECLINED),
        (M.PLAN, Plan.NOT_MADE),
        (M.PLAN_REVIEW, PlanReview.NOT_REVIEWED),
        (M.FOLLOW_UP, FollowUp.NOT_DONE),
    }
)

#: What each milestone is counted in when it comes up again: only a samråd is attempted.
COUNTED_IN: Final[dict[Milestone, Counted]] = {
    **dict.fromkeys(M, Counted.ROUND),
    M.SUMMONS: Counted.ATTEMPT,
    M.MEETING: Counted.ATTEMPT,
}

#: The stage a case is in while it waits for a milestone.
STAGE_OF: Final[dict[Milestone, Stage]] = {
    M.ASSESSMENT: Stage.ASSESSMENT,
    M.TARGET_GROUP: Stage.ASSESSMENT,
    M.ASSIGNMENT: Stage.ASSIGNMENT,
    M.APPROVAL: Stage.SUMMONS,
    M.SUMMONS: Stage.SUMMONS,
    M.MEETING: Stage.MEETING,
    M.MOTIVATION: Stage.MEETING,
    M.COURSE: Stage.COURSE,
    M.PLAN: Stage.PLAN,
    M.PLAN_REVIEW: Stage.PLAN_REVIEW,
    M.FOLLOW_UP: Stage.FOLLOW_UP,
}
