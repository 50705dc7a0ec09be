"""The database's shape, step by step.

Every command that needs the database may call `upgrade`: it is quick when there is nothing to do, and processes that
start at the same moment take turns.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, func, select

from samraad.errors import DatabaseDown
from tasks.store.failures import told_in_our_words
from tasks.store.locks import advisory_key

_LOCK: Final = advisory_key("migrations")


def upgrade(engine: Engine) -> None:
    """Bring the database to the shape this release wants, in one transaction.

    Raises DatabaseDown: it does not answer, or a later release has changed it already.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with told_in_our_words(), engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseDown(
                "Databasen er lavet af en nyere udgave af samraad. Installér den udgave, eller en nyere."
            ) from error
