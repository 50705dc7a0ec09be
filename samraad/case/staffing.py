"""Who has the case."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.events import CaseRouted, StaffingEvent


def after(case: CaseFile, event: StaffingEvent) -> CaseFile:
    """The case after it was offered or handed to somebody."""
    match event:
        case CaseRouted():
            return replace(case, team=event.team, caseworker=event.caseworker, offered_to=event.caseworker, routed=True)
        case _ as unknown:
            assert_never(unknown)
