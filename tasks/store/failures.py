"""What PostgreSQL's driver reports, as errors of this project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from psycopg import errors
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from samraad.errors import Conflict, DatabaseDown

#: Two transactions waited for each other; PostgreSQL ended this one.
_COLLISIONS: Final = (errors.DeadlockDetected, errors.SerializationFailure)


@contextmanager
def told_in_our_words() -> Iterator[None]:
    """Turn the driver's "no connection" into DatabaseDown, and a deadlock into Conflict: decide again.

    The driver's own words are not passed on: they name hosts and may quote values.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if isinstance(error.orig, _COLLISIONS):
            raise Conflict("To ændringer ventede på hinanden. Prøv igen.") from None
        raise DatabaseDown(_text(error)) from None


def _text(error: DBAPIError) -> str:
    what = type(error.orig).__name__
    return f"Sagsdatabasen svarer ikke ({what}). Se, om PostgreSQL kører, og om SAMRAAD_DATABASE_URL er rigtig."
