"""What leads up to the decision on the target group, as it changes the case."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.events import InterrogationAnswered, PoliceAsked, TargetEvent, TargetGroupReferred


def after(case: CaseFile, event: TargetEvent) -> CaseFile:
    """The case after it. The todos that come with the event, and those it settles, are `samraad.case.todos`'."""
    match event:
        case TargetGroupReferred() | PoliceAsked():
            return replace(case, target_facts=event.facts)
        case InterrogationAnswered():
            return replace(
                case, proposal=event.proposal or case.proposal, family_told=event.family_told or case.family_told
            )
        case _ as unknown:
            assert_never(unknown)
