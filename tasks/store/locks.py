"""Advisory locks: PostgreSQL knows them by a number only."""

from __future__ import annotations

import hashlib


def advisory_key(name: str) -> int:
    """The signed 64-bit number of a lock's name."""
    return int.from_bytes(hashlib.sha256(f"samraad/{name}".encode()).digest()[:8], "big", signed=True)
