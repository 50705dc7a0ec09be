"""Mails that nobody wrote (automatic replies, absence notices, bounces): ignored always, but not always empty.

One may tell of somebody itself, or hold a list: what was read is kept, and whoever goes through the ignored looks there
first.
"""

from __future__ import annotations

from typing import Final, assert_never

from samraad.intake import Decision
from samraad.notification import Entry, Outcome, Problem, Suspicion, Unclear

#: A list, or what may hold one and could not be read.
_MAY_LIST: Final = frozenset(
    {
        *(Problem.UNKNOWN_LAYOUT, Problem.EMPTY_SHEET, Problem.ENCRYPTED, Problem.FOREIGN_KEY),
        *(Problem.OVER_LIMIT, Problem.TOO_LARGE),
    }
)
#: How the reason of those to be looked at ends.
_LOOK: Final = " – se efter"
_NAMES: Final = ", der selv nævner en ung"
_MAY_NAME: Final = " med noget, der kan være en liste"


def tells(entry: Entry) -> bool:
    """Whether what was read says something of its own: a person, or what may be a list."""
    return _names(entry) or (isinstance(entry, Unclear) and (entry.code in _MAY_LIST or _unread(entry)))


def ignore(kind: str, entry: Entry | None) -> Decision:
    """What becomes of an entry of such a mail. kind: `Letter.automatic`; entry None where nothing was read."""
    if entry is None or not tells(entry):
        return Decision(outcome=Outcome.IGNORED, reason=kind)
    what = _NAMES if _names(entry) else _MAY_NAME
    return Decision(outcome=Outcome.IGNORED, reason=f"{kind}{what}{_LOOK}")


def to_look_at(reason: str | None) -> bool:
    """Whether something ignored for this reason is an automatic mail that tells of somebody itself."""
    return reason is not None and reason.endswith(_LOOK)


def _names(entry: Entry) -> bool:
    match entry:
        case Suspicion():
            return True
        case Unclear():
            return bool(entry.name or entry.offences)
        case _ as unknown:
            assert_never(unknown)


def _unread(entry: Unclear) -> bool:
    """The mail itself could not be read, rather than a picture or another file in it."""
    return entry.code is Problem.UNREADABLE and entry.place.file is None
