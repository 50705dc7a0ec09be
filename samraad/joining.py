"""What was known, and what is new of the further ones."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T", bound=str)


def joined(known: tuple[T, ...], further: tuple[T, ...]) -> tuple[T, ...]:
    """Each once, in the order in which they came."""
    return tuple(dict.fromkeys((*known, *further)))
