"""Taking in what was told by telephone or at an interrogation: kept as evidence, and decided on as a mail is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from samraad.call import Call, letter
from samraad.codec import canonical
from samraad.intake import ALREADY
from samraad.notification import Outcome
from samraad.vocabulary import Via
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.store.records import Result
from tasks.taking_in import write

#: What the source of a call begins with; the rest is the hash of what was told.
SOURCE: Final = "call:"
_CALL: Final = TypeAdapter(Call)


def take_call(office: Office, call: Call) -> Result:
    """What became of it, all of it in one transaction. The very same again is a duplicate, and changes nothing.

    Raises Conflict, DatabaseDown.
    """
    return again_on_conflict(lambda: _take(office, call))


def _take(office: Office, call: Call) -> Result:
    raw = canonical(_CALL.dump_python(call, mode="json")).encode()
    source = f"{SOURCE}{hashlib.sha256(raw).hexdigest()}"
    with office.store.work() as work:
        now = office.clock.now()
        evidence = work.keep_evidence(source=source, raw=raw, arrived_at=call.received_at, at=now)
        (result,) = write(office, work, evidence, letter(call), call.by, Via.CLI)
    return replace(result, outcome=Outcome.DUPLICATE, reason=ALREADY) if evidence.read_at else result
