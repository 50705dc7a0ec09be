"""One thing that is looked at, and what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samraad.errors import SamraadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    #: Stable: `database`, `key`, `apprise:intake/mail` …
    name: str
    ok: bool
    #: Danish: what was found, or what is wrong and how to mend it. No secrets.
    message: str
    #: It may be meant so, or be a slip: a person has to say.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be meant so, or be a slip."""

    #: Danish.
    message: str


def check(name: str, look: Callable[[], str | Doubt]) -> Check:
    """The boundary of one check."""
    try:
        found = look()
    except SamraadError as error:
        return Check(name=name, ok=False, message=str(error))
    except Exception as error:  # noqa: BLE001 - the other checks must be made all the same
        return Check(name=name, ok=False, message=f"Kan ikke undersøges: {type(error).__name__}.")
    if isinstance(found, Doubt):
        return Check(name=name, ok=True, message=found.message, doubtful=True)
    return Check(name=name, ok=True, message=found)
