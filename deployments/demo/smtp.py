"""The demo's SMTP sink: stands for the leaders' mailboxes, keeps what arrives and passes it on."""

from __future__ import annotations

import asyncio
import email
import errno
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.policy import default
from pathlib import Path
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

from samraad.errors import PortTaken

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one recipient got."""

    recipient: str
    subject: str
    body: str
    #: As it came.
    raw: bytes


class DemoSmtp:
    """An SMTP server in a thread of its own that takes every message. Port 0 takes a free one: `port` says which.

    Each message is kept as `NNNN-recipient.eml` in the folder, one file a recipient, then given to `arrived` in the
    server's thread.
    """

    def __init__(self, folder: Path, port: int, arrived: Callable[[Message], None]) -> None:
        self.port = port
        self._folder = folder
        self._arrived = arrived
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="demo-smtp", daemon=True)
        self._server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        """Raises PortTaken."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._thread.start()
        try:
            self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        except OSError as error:
            self._end()
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortTaken(f"Port {self.port} er optaget. Vælg en anden port til demoens mailserver.") from error
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._loop.call_soon_threadsafe(self._server.close)
            self._server = None
        self._end()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it so
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = email.message_from_bytes(raw, policy=default)
        part = mail.get_body(("plain", "html"))
        body = "" if part is None else "\n".join(str(part.get_content()).split("\r\n")).strip()
        for recipient in envelope.rcpt_tos:
            self._keep(recipient, raw)
            self._arrived(Message(recipient=recipient, subject=str(mail["Subject"] or ""), body=body, raw=raw))
        return "250 OK"

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, loop=self._loop), HOST, self.port
        )

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _keep(self, recipient: str, raw: bytes) -> None:
        kept = [int(path.name[:4]) for path in self._folder.glob("[0-9][0-9][0-9][0-9]*-*.eml")]
        name = re.sub(r"[^\w.@-]", "_", recipient)
        (self._folder / f"{max(kept, default=0) + 1:04d}-{name}.eml").write_bytes(raw)
