"""What is noted on a case without changing where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.events import AnswerRefused, MessageTried, PersonShown, RecordEvent, RungReached


def after(case: CaseFile, event: RecordEvent) -> CaseFile:
    """The case after the note."""
    match event:
        case RungReached():
            key = (event.milestone, event.attempt, event.rung, event.occurrence)
            return replace(case, rungs={**case.rungs, key: event.due_at})
        case AnswerRefused() | MessageTried() | PersonShown():
            return case
        case _ as unknown:
            assert_never(unknown)
