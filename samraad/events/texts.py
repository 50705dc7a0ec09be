"""How an event refers to a private text: by its id, and by nothing else."""

from __future__ import annotations

import re
from typing import Final, NewType

#: UUID under which a private text is kept: never the text.
TextId = NewType("TextId", str)

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def refer_only(event: object, *names: str) -> None:
    """Raise ValueError where a field holds anything but the id of a text: what is in an event can never be erased."""
    for name in names:
        value = getattr(event, name)
        if value is not None and not _ID.fullmatch(value):
            raise ValueError(f"{type(event).__name__}.{name} must be the id of a text, and not the text")
