"""What all parts of a PostgreSQL transaction share."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from sqlalchemy import Connection

from samraad.rulebook import Rulebook
from tasks.encryption import Keyring


class Part:
    """One transaction's connection, the keys, and the rulebooks read so far."""

    def __init__(self, connection: Connection, keyring: Keyring, rulebooks: Mapping[str, Rulebook]) -> None:
        self._connection = connection
        self._keyring = keyring
        #: By hash: those the store knows, and those read in this transaction.
        self._rulebooks: MutableMapping[str, Rulebook] = dict(rulebooks)

    @property
    def rulebooks_read(self) -> Mapping[str, Rulebook]:
        """By hash; others may rely on them once the transaction is kept."""
        return self._rulebooks
