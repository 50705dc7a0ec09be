"""What turns the course of a case."""

from __future__ import annotations

from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.tracks import reach_on
from samraad.events import BranchEvent, MotivationAnswered
from samraad.vocabulary import Milestone


def after(case: CaseFile, event: BranchEvent) -> CaseFile:
    """The case after its course has turned."""
    match event:
        case MotivationAnswered():
            return reach_on(case, Milestone.MOTIVATION, event.outcome, event.on)
        case _ as unknown:
            assert_never(unknown)
