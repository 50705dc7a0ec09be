"""Instants in events."""

from __future__ import annotations

from samraad.times import aware


def store_utc(event: object, *names: str) -> None:
    """Make the instants UTC, so that hours added to them are elapsed hours. Raises ValueError for a naive one."""
    for name in names:
        instant = getattr(event, name)
        object.__setattr__(event, name, instant and aware(instant))
