"""The demo's mailbox: pymap over a maildir, in a process of its own, on 127.0.0.1.

Mails, their UIDs and their arrival times are files below the folder and outlive a restart. pymap hands mails out with
bare line feeds, whatever they were appended with.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from imapclient import IMAPClient  # type: ignore[import-untyped]

from samraad.errors import Failure, PortTaken

HOST = "127.0.0.1"
#: The server's first word on standard output; its port follows `ready`.
READY = "ready"
TAKEN = "taken"


class DemoImap:
    """Starts and stops the server; the context manager does both. Port 0 takes a free one: `port` says which."""

    def __init__(
        self,
        folder: Path,
        port: int,
        *,
        user: str,
        password: str,
        certificate: Path | None = None,
        implicit_tls: bool = False,
    ) -> None:
        self.port = port
        self.user = user
        self._password = password
        self._command = [sys.executable, "-m", "deployments.demo.servers", "imap"]
        self._folder = folder.resolve()
        self._tls = [] if certificate is None else ["--certificate", str(certificate.resolve())]
        self._tls += ["--implicit"] if implicit_tls else []
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The server's process, None while it is stopped."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Returns when the server takes connections. Raises PortTaken, or Failure with the place of its log."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = self._folder / "imap.log"
        with log.open("a") as errors:
            process = subprocess.Popen(  # noqa: S603 - our own module, arguments as a list
                [
                    *self._command,
                    "--folder",
                    str(self._folder),
                    "--port",
                    str(self.port),
                    "--user",
                    self.user,
                    *self._tls,
                ],
                stdin=subprocess.PIPE,  # the server ends when this closes: also when we are killed
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=Path(__file__).parents[2],
                start_new_session=True,  # Ctrl-C in the terminal is ours to pass on
            )
        self._process = process
        word, _, port = self._greeted(process).partition(" ")
        if word == READY:
            self.port = int(port)
            return
        self.stop()
        if word == TAKEN:
            raise PortTaken(f"Port {self.port} er optaget. Vælg en anden port til demoens postkasse.")
        raise Failure(f"Demoens postkasse kunne ikke startes. Årsagen står i {log}.")

    def _greeted(self, process: subprocess.Popen[str]) -> str:
        """Hands over the password and reads the server's first line, empty if it died."""
        if process.stdin is None or process.stdout is None:
            return ""
        with suppress(BrokenPipeError):
            process.stdin.write(self._password + "\n")
            process.stdin.flush()
        return process.stdout.readline().strip()

    def stop(self) -> None:
        """Ends the server; the mails stay."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def deliver(self, raw: bytes, at: datetime) -> None:
        """A mail arrives: appended to INBOX with `at` (aware, whole seconds are kept) as its arrival time."""
        if at.tzinfo is None:
            raise ValueError("at must be an aware datetime")
        with IMAPClient(HOST, port=self.port, ssl=False, timeout=10) as client:
            client.plain_login(self.user, self._password)
            client.append("INBOX", raw, msg_time=at)
