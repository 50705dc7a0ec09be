"""A letter as it comes out of the child: JSON."""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter

from samraad.notification import Letter

LETTER: Final = TypeAdapter(Letter)
