"""What takes a case out of the ordinary course."""

from __future__ import annotations

from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.tracks import close
from samraad.events import CaseMoved, EndingEvent


def after(case: CaseFile, event: EndingEvent) -> CaseFile:
    """The case after it left the course."""
    match event:
        case CaseMoved():
            return close(case, event.handed_over_on)
        case _ as unknown:
            assert_never(unknown)
