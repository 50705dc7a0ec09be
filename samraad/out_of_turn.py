"""What happens around a summons that is not complete: registered although the course does not await it.

A samråd is held though the second holder of custody was never summoned; a family says no before it is summoned anew.
"""

from __future__ import annotations

from samraad.case import CaseFile
from samraad.vocabulary import Meeting, Milestone, Summons


def meetings(case: CaseFile) -> tuple[Meeting, ...]:
    """How a meeting may come out while the summons to it runs. A no excuses no summons that is the law's."""
    summons = case.track(Milestone.SUMMONS)
    if summons is None or not summons.open or case.awaiting not in (Milestone.APPROVAL, Milestone.SUMMONS):
        return ()
    held = (Meeting.HELD,) if case.partly_summoned else ()
    between = summons.again and case.track(Milestone.MEETING) is not None
    return (*held, Meeting.DECLINED) if between else held


def second_holder(case: CaseFile) -> bool:
    """Whether the summons of the second holder may be registered although the samråd was held meanwhile."""
    summons = case.track(Milestone.SUMMONS)
    settled = summons is not None and summons.outcome is Summons.NOT_SUMMONED
    return settled and case.partly_summoned and case.held is not None


def takes(milestone: Milestone, case: CaseFile) -> bool:
    """Whether the milestone may be registered out of its turn."""
    if milestone is Milestone.MEETING:
        return bool(meetings(case))
    return milestone is Milestone.SUMMONS and second_holder(case)
