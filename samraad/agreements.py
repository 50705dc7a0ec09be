"""What is agreed: whose a duty can be, and how a measure moves on (`domain.md`, vocabularies and branches)."""

from __future__ import annotations

from typing import Final

from samraad.vocabulary import Duty, MeasureStatus, Role

D, S = Duty, MeasureStatus

_YOUNG: Final = (D.ATTEND_SCHOOL, D.LEISURE_JOB, D.NO_HASH, D.NO_CRIME, D.HOUSE_RULES, D.OTHER_FRIENDS)
_PARENT: Final = (D.ATTENTION, D.FIRMER_RULES, D.SUPPORT_SCHOOL, D.COOPERATE)
_CASEWORKER: Final = (
    *(D.INVESTIGATION, D.SUBSTANCE_TREATMENT, D.PLACEMENT, D.CONTACT_PERSON, D.FAMILY_TREATMENT),
    *(D.MUNICIPAL_PROJECT, D.WORK_PRACTICE, D.NEW_SCHOOL),
)
#: Who stands by: a teacher, a contact person, SSP, a UU adviser, a residential home …
_OTHERS: Final = (D.FOLLOW_CLOSELY, D.TALKS, D.ATTENTION, D.SUPPORT_SCHOOL)

#: Role → the duties it can take on; of those not here `_OTHERS`. `other` is everybody's.
_DUTIES: Final = {Role.YOUNG_PERSON: _YOUNG, Role.PARENT: _PARENT, Role.CASEWORKER: _CASEWORKER}


def duties(role: Role) -> tuple[Duty, ...]:
    """What somebody in the role can take on."""
    return (*_DUTIES.get(role, _OTHERS), D.OTHER)


#: Status → what it can become; None: a measure that is not in the file. What runs already may be registered as it is,
#: also where a step before it was never registered: that is marked (`Measure.ungranted`).
STEPS: Final[dict[MeasureStatus | None, tuple[MeasureStatus, ...]]] = {
    None: (S.PROPOSED, S.BEFORE_COMMITTEE, S.GRANTED, S.STARTED),
    S.PROPOSED: (S.BEFORE_COMMITTEE, S.GRANTED, S.STARTED, S.REFUSED, S.DROPPED),
    S.BEFORE_COMMITTEE: (S.GRANTED, S.STARTED, S.REFUSED, S.DROPPED),
    S.GRANTED: (S.STARTED, S.DROPPED),
    S.STARTED: (S.ENDED, S.DROPPED),
    S.REFUSED: (),
    S.ENDED: (),
    S.DROPPED: (),
}

#: Where somebody has to bring it on: each has a todo with a timer.
WAITING: Final = (S.PROPOSED, S.BEFORE_COMMITTEE, S.GRANTED)
