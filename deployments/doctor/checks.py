"""`samraad doctor`: is everything in order, and how is it mended? Sends nothing, moves nothing, changes nothing.

Each check stands alone: what fails in one never hides another. They stand in a file an area.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from config.settings import Settings
from deployments.doctor import mail, prefect, recipients, rules, stored
from deployments.doctor.check import Check, check
from deployments.services.up import for_demo


def examine(settings: Settings) -> Iterator[Check]:
    """All checks, in the order in which they are best mended; each as soon as it is made."""
    seen: list[stored.Seen] = []
    yield check("database", partial(stored.database, settings, seen))
    try:
        found = seen[0] if seen else None
        boxed = for_demo(settings) if found and found.demo else settings
        yield check("key", partial(stored.key, settings, found))
        yield check("rulebooks", partial(rules.rulebooks, settings))
        yield check("staff", partial(rules.staff, settings, found))
        yield check("routing", partial(rules.routing, settings, found))
        yield check("recipients", partial(recipients.told, settings, found))
        yield check("texts", recipients.texts)
        yield from recipients.targets(settings, found)
        yield check("mailbox", partial(mail.mailbox, boxed))
        yield check("replies", partial(mail.replies, boxed))
        yield from prefect.checks(settings)
    finally:
        for each in seen:
            each.engine.dispose()
