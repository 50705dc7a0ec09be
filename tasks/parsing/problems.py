"""Why a part of a mail cannot be read."""

from __future__ import annotations

from samraad.errors import BadInput


class Unreadable(BadInput):
    """A part of a mail cannot be read with certainty. The text says why, in Danish, without personal data."""
