"""Clocks. The real one; and the demo's fast one, which lives in the database so that every command shares it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Engine, text

#: The demo's clock runs on this long after it was last wound: it stands still when nobody winds it.
SPRING: Final = timedelta(seconds=5)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)


class DemoClock:
    """A fast clock, wound by `watch` every second. Unwound it stands still; it goes on from there at the next start."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def now(self) -> datetime:
        """The demo's instant, UTC."""
        with self._engine.connect() as connection:
            row = connection.execute(text("select wound_at, shows_at, speed from clock where id = 1")).one()
        run = max(min(datetime.now(UTC) - row.wound_at, SPRING), timedelta())
        shows: datetime = row.shows_at + run * row.speed
        return shows.astimezone(UTC)

    def wind(self) -> None:
        """Let it run on. Called every second by one process only."""
        self._set(self.now(), None)

    def start(self, begins_at: datetime, speed: float) -> None:
        """Make the clock; an existing one goes on where it stood, at the new speed."""
        with self._engine.connect() as connection:
            there = connection.execute(text("select 1 from clock where id = 1")).first()
        if there:
            self._set(self.now(), speed)
            return
        statement = "insert into clock (id, wound_at, shows_at, speed) values (1, :wound, :shows, :speed)"
        with self._engine.begin() as connection:
            connection.execute(text(statement), {"wound": datetime.now(UTC), "shows": begins_at, "speed": speed})

    def _set(self, shows: datetime, speed: float | None) -> None:
        statement = (
            "update clock set wound_at = :wound, shows_at = :shows, speed = coalesce(:speed, speed) where id = 1"
        )
        with self._engine.begin() as connection:
            connection.execute(text(statement), {"wound": datetime.now(UTC), "shows": shows, "speed": speed})


def clock(engine: Engine) -> SystemClock | DemoClock:
    """The clock of this database: the demo's where it has one."""
    with engine.connect() as connection:
        demo = connection.execute(text("select 1 from clock where id = 1")).first()
    return DemoClock(engine) if demo else SystemClock()
