"""What `samraad doctor` looks at where data are kept: the database, its key, and who works here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url

from config.settings import Settings
from config.staff_file import load_staff
from deployments.opening import engine_for, key_of
from deployments.postgres import database as place
from samraad.errors import SamraadError
from samraad.staff import NOBODY, Staff
from tasks.clock import DemoClock, clock
from tasks.encryption import Keyring
from tasks.store.failures import told_in_our_words
from tasks.store.postgres import PostgresStore, has_key
from tasks.store.schema import clock as clock_table
from tasks.store.schema import staff_changes
from tasks.store.staff_list import staff_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the database says of itself."""

    engine: Engine
    #: Something was encrypted in it.
    has_key: bool
    #: Its clock is the demo's.
    demo: bool
    #: Who works here; nobody where it has not been used yet.
    staff: Staff


def masked_database_url(settings: Settings) -> str | None:
    """Where the cases are, without the password; None where that cannot be said."""
    try:
        url = make_url(place.url(settings)).difference_update_query(["password"])
    except (SamraadError, ValueError):
        return None
    return url.render_as_string(hide_password=True)


def staff_of(settings: Settings, seen: Seen | None) -> Staff:
    """Those of the database; before the first start, and where it is down, those of the file it begins with."""
    if seen is not None and seen.staff.colleagues:
        return seen.staff
    return Staff(colleagues=load_staff(settings.staff_file))


def database(settings: Settings, seen: list[Seen]) -> str:
    """Whether it answers. seen: what it says of itself is added."""
    engine = engine_for(settings)
    try:
        with told_in_our_words(), engine.connect() as connection:
            version = str(connection.execute(text("show server_version")).scalar_one())
            has_clock = inspect(connection).has_table(clock_table.name)
            has_staff = inspect(connection).has_table(staff_changes.name)
            staff = staff_in(connection) if has_staff else NOBODY
        demo = has_clock and isinstance(clock(engine), DemoClock)
        seen.append(Seen(engine=engine, has_key=has_key(engine), demo=demo, staff=staff))
    except BaseException:
        engine.dispose()
        raise
    return f"PostgreSQL {version} svarer." + (" Den hører til en demonstration." if demo else "")


def key(settings: Settings, seen: Seen | None) -> str:
    """Whether the key is the database's."""
    if seen is None or seen.has_key:
        keyring = Keyring.load(key_of(settings), settings.key_file)
        if seen is None:
            return "Nøglen kan læses; uden databasen ved ingen, om det er den rigtige."
        PostgresStore(seen.engine, keyring)
        return "Nøglen er den, som personoplysningerne er krypteret med."
    if settings.key is not None or settings.key_file.exists():
        Keyring.load(key_of(settings), settings.key_file)
        return "Nøglen kan læses; der er intet krypteret med den endnu."
    return f"Nøglen laves i {settings.key_file}, når den først skal bruges. Tag en sikkerhedskopi af den."
