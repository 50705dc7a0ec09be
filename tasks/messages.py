"""Sending messages: the one place that knows Apprise."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

import apprise
import structlog
from apprise.plugins.email import NotifyEmail

from tasks.mishaps import told

_log = structlog.get_logger(__name__)


class Sender(Protocol):
    """Hands one message to one target. At least once: what was delivered may be reported as failed."""

    def send(self, target: str, subject: str, body: str, *, replies: bool = False) -> bool:
        """True: the target took it. False: it did not, or the target does not exist; try again later.

        replies: it answers a mail.
        """
        ...

    def mailboxes(self, target: str) -> frozenset[str]:
        """The mail addresses a target goes to, in small letters; empty for what is no mail, or does not exist."""
        ...

    def check(self, target: str) -> str | None:
        """What is wrong with the target, one Danish sentence without its address; None: nothing. Sends nothing."""
        ...


class AppriseSender:
    """Sends through the Apprise address of each target. No address, subject or body comes into a log."""

    def __init__(self, address: Callable[[str], str | None], reply_to: str | None = None) -> None:
        """`address` gives a target's Apprise address, None for an unknown target. reply_to: where answers should go."""
        self._address = address
        self._reply_to = reply_to
        # Apprise logs addresses of people, and whole addresses with their passwords where they make no sense.
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)

    def send(self, target: str, subject: str, body: str, *, replies: bool = False) -> bool:
        # A new object for each message: one that is kept sleeps 5.5 s between two messages to the same service.
        service = self._service(target)
        if service is None:
            _log.error("message.no_such_target", target=target)
            return False
        self._mark(service[0], replies=replies)
        try:
            sent = bool(service.notify(title=subject, body=body, body_format=apprise.NotifyFormat.TEXT))
        except Exception as error:  # noqa: BLE001 - the plugins are many, and others': what they raise may quote the body
            _log.error("message.broke", target=target, service=_name(service), **told(error))
            return False
        _log.info("message.tried", target=target, service=_name(service), sent=sent)
        return sent

    def mailboxes(self, target: str) -> frozenset[str]:
        service = self._service(target)
        if service is None or not isinstance(service[0], NotifyEmail):
            return frozenset()
        return frozenset(address.casefold() for _, address in service[0].targets)

    def _mark(self, plugin: object, *, replies: bool) -> None:
        """Say that a machine wrote it: whoever answers mails by machine leaves it alone (RFC 3834)."""
        if not isinstance(plugin, NotifyEmail):
            return
        plugin.headers["Auto-Submitted"] = "auto-replied" if replies else "auto-generated"
        if self._reply_to is not None and not plugin.reply_to:
            plugin.reply_to.add(self._reply_to)
            plugin.names[self._reply_to] = False

    def check(self, target: str) -> str | None:
        if self._address(target) is None:
            return f"Målet »{target}« står ikke i modtagerlisten."
        if self._service(target) is None:
            return f"Adressen på målet »{target}« kan Apprise ikke bruge. Ret den i modtagerlisten."
        return None

    def _service(self, target: str) -> apprise.Apprise | None:
        address = self._address(target)
        service = apprise.Apprise()
        if address is None or not service.add(address) or len(service) != 1:
            return None
        return service


def _name(service: apprise.Apprise) -> str:
    """Apprise's own short digest of an address: tells two apart, gives nothing away."""
    return str(service[0].url_id())  # type: ignore[no-untyped-call]
