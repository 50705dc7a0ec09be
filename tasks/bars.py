"""The picture on a case's page: a bar for each deadline, and now."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from samraad.case import CaseFile
from samraad.deadlines import Deadline
from samraad.vocabulary import Kind, State

_WIDTH: Final = 760
_LEFT: Final = 210
_ROW: Final = 26
#: Colour and dash of a bar: how binding the deadline is must be seen without reading.
_COLOURS: Final = {Kind.STATUTORY: "#b3261e", Kind.RECOMMENDED: "#1f6feb", Kind.NORM: "#6e7781"}
_DONE: Final = "#2e7d32"


def picture(case: CaseFile, limits: Sequence[Deadline], now: datetime) -> str:
    """The picture as a data URI."""
    svg = _svg(case, limits, now)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _svg(case: CaseFile, limits: Sequence[Deadline], now: datetime) -> str:
    """Bars from the day a deadline began to count until it ends, with a line for now."""
    begins = min([case.received_at, *(track.counts_from for track in case.tracks)])
    ends = max([now, *(each.due_at for each in limits)])
    scale = (_WIDTH - _LEFT - 110) / max((ends - begins).total_seconds(), 1)

    def x(instant: datetime) -> float:
        return _LEFT + (instant - begins).total_seconds() * scale

    bars = [
        _bar(row, each, x(track.counts_from), x(each.due_at))
        for row, (each, track) in enumerate(zip(limits, case.tracks, strict=True))
    ]
    height = _ROW * (len(bars) + 1)
    today = (
        f'<line x1="{x(now):.0f}" y1="0" x2="{x(now):.0f}" y2="{height - 12}" stroke="#000" stroke-dasharray="3 3"/>'
    )
    label = f'<text x="{x(now):.0f}" y="{height - 2}" text-anchor="middle" fill="#000">nu</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(bars)}{today}{label}</svg>"
    )


def _bar(row: int, each: Deadline, begins: float, ends: float) -> str:
    y = row * _ROW + 6
    colour = _DONE if each.state is State.MET else _COLOURS[each.kind]
    faded = ' opacity="0.35"' if each.state in (State.LAPSED, State.NOT_DONE) else ""
    dashed = ' stroke-dasharray="4 2"' if each.kind is not Kind.STATUTORY else ""
    text = escape(each.name)
    return (
        f'<g{faded}><text x="4" y="{y + 12}" fill="#111">{text}</text>'
        f'<rect x="{begins:.0f}" y="{y}" width="{max(ends - begins, 3):.0f}" height="14" fill="{colour}" '
        f'fill-opacity="0.6" stroke="{colour}"{dashed}/>'
        f'<text x="{ends + 4:.0f}" y="{y + 12}" fill="#111">{escape(each.shown)}</text></g>'
    )
