"""The real system in a home of its own: `samraad up` as a user starts it, a real mailbox, a real mail sink.

It runs from a copy of the checkout, so that `prefect.yaml` can be changed as an operator changes it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
from imapclient import IMAPClient  # type: ignore[import-untyped]
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_API_URL, temporary_settings

from config.settings import ROOT, Settings, as_variables
from deployments.demo.imap import HOST, DemoImap
from deployments.demo.smtp import DemoSmtp
from deployments.opening import at_office
from deployments.postgres import embedded
from deployments.server import ports
from deployments.server import stack as prefect_stack
from deployments.services import service
from deployments.services.service import Folders
from tasks.office import Office
from tests.system.waiting import until

USER, PASSWORD = "underretning", "hemmeligt"
#: What the system needs of the checkout.
PARTS = ("samraad", "flows", "tasks", "config", "deployments")


@dataclass
class Stack:
    """A running system, and the handles by which tests look at it and do it harm."""

    settings: Settings
    #: The copy of the checkout it runs from.
    checkout: Path
    imap: DemoImap
    #: Where the mail sink keeps what reached the leaders' mailboxes, a file a message.
    sink: Path
    _up: subprocess.Popen[bytes] | None = None
    _office: Office | None = None
    _open: ExitStack = field(default_factory=ExitStack)

    # -- starting and stopping

    def start(self) -> None:
        """Returns when worker and watch run and the flows are in Prefect."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SAMRAAD_", "PREFECT_"))}
        environment = inherited | as_variables(self.settings) | {"PYTHONPATH": str(self.checkout)}
        terminal = self.settings.home / "terminal"
        spoken = len(terminal.read_text("utf-8")) if terminal.exists() else 0
        with terminal.open("ab") as said:
            self._up = subprocess.Popen(
                (sys.executable, "-m", "deployments.cli", "up"),
                env=environment,
                cwd=self.checkout,
                stdout=said,
                stderr=said,
            )
        until(lambda: "Arbejderen er klar" in terminal.read_text("utf-8")[spoken:], 150, "samraad up")

    def stop(self) -> None:
        if self._up is not None:
            self._up.terminate()
            self._up.wait(60)
            self._up = None

    # -- looking

    @property
    def office(self) -> Office:
        """An office in the tests' own process, on the same database."""
        if self._office is None:
            self._office = self._open.enter_context(at_office(self.settings))
        return self._office

    def close(self) -> None:
        """Give back what `office` opened."""
        self._open.close()

    def unsent(self) -> int:
        """How many messages are due and not sent. Locks nothing: the delivery passes over what is locked."""
        with self.database() as connection:
            row = connection.execute(
                "select count(*) from deliveries where state in ('waiting', 'failed') and next_attempt_at <= now()"
            ).fetchone()
        assert row is not None
        return int(row[0])

    @property
    def folders(self) -> Folders:
        return Folders.of(self.settings.home)

    @contextmanager
    def database(self, name: str = embedded.CASES) -> Iterator[psycopg.Connection]:
        """A connection that commits at once."""
        server = embedded.running(self.settings.home)
        assert server is not None
        with psycopg.connect(
            host=str(server.socket), user=embedded.SUPERUSER, dbname=name, autocommit=True
        ) as connection:
            yield connection

    @contextmanager
    def client(self) -> Iterator[SyncPrefectClient]:
        """Of the system's own Prefect; also what Prefect's functions use meanwhile."""
        ours = temporary_settings({PREFECT_API_URL: prefect_stack.api_url(self.settings)})
        with ours, get_client(sync_client=True) as client:
            yield client

    # -- the mailbox

    def mailbox(self) -> dict[str, list[bytes]]:
        """Folder → Message-IDs in it."""
        with IMAPClient(HOST, port=self.imap.port, ssl=False, timeout=10) as client:
            client.plain_login(USER, PASSWORD)
            found = {}
            for folder in (self.settings.mailbox_folder, self.settings.done_folder, self.settings.quarantine_folder):
                client.select_folder(folder, readonly=True)
                mails = client.fetch(client.search("ALL"), ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
                found[folder] = [_header(mail) for mail in mails.values()]
            return found

    # -- doing harm

    def process(self, name: str) -> psutil.Process | None:
        """The service's process as its pid file has it, None while it is down."""
        return service.noted(self.folders.run / f"{name}.pid")

    def kill(self, name: str) -> int:
        """End it with kill -9, without waiting. Its number."""
        process = self.process(name)
        assert process is not None, f"{name} does not run"
        process.kill()
        return int(process.pid)

    def wait_until_back(self, name: str, killed: int) -> None:
        """The supervisor starts it again, ever later after each death."""
        until(lambda: (process := self.process(name)) is not None and process.pid != killed, 40, f"{name} is back")

    # -- the command line

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """`samraad …`, begun."""
        environment = dict(os.environ) | as_variables(self.settings) | {"PYTHONPATH": str(self.checkout)}
        return subprocess.Popen(
            (sys.executable, "-m", "deployments.cli", *arguments),
            env=environment,
            cwd=self.checkout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """`samraad …`, ended: exit code, stdout, stderr."""
        with self.command(*arguments) as process:
            out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def use_pool(self, name: str) -> None:
        """As an operator would: the one place in `prefect.yaml`. Counts from the next start."""
        file = self.checkout / "prefect.yaml"
        text = file.read_text("utf-8")
        changed = text.replace("  pool: &pool\n    name: samraad\n", f"  pool: &pool\n    name: {name}\n")
        assert changed != text
        file.write_text(changed, "utf-8")


@contextmanager
def running_stack(home: Path) -> Iterator[Stack]:
    """A system on free ports, stopped in the end. home: an empty folder."""
    checkout = home / "checkout"
    for part in PARTS:
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "prefect.yaml", checkout)
    sink = home / "smtp"
    with (
        DemoImap(home / "imap", 0, user=USER, password=PASSWORD) as imap,
        DemoSmtp(sink, 0, lambda _: None) as smtp,
    ):
        settings = Settings(
            home=home / "var",
            prefect_port=ports.free_port(),
            demo_smtp_port=smtp.port,
            mailbox_host=HOST,
            mailbox_port=imap.port,
            mailbox_user=USER,
            mailbox_password=PASSWORD,
            mailbox_tls="none",
            reply_address="underretning@kommune.example",
            recipients_file=at_any_hour(checkout / "config" / "recipients.toml"),
        )
        settings.home.mkdir()
        stack = Stack(settings=settings, checkout=checkout, imap=imap, sink=sink)
        try:
            stack.start()
            yield stack
        finally:
            stack.close()
            stack.stop()


def _header(mail: dict[bytes, bytes]) -> bytes:
    """The one header that was fetched, as `Name: value`."""
    return b"".join(value for key, value in mail.items() if b"HEADER" in key).strip()


def at_any_hour(recipients: Path) -> Path:
    """Quiet hours would keep messages back whenever these tests run at night."""
    text = recipients.read_text("utf-8").replace("always = true\n", "")
    recipients.write_text(re.sub(r"^(\[recipients\..+\])$", r"\1\nalways = true", text, flags=re.MULTILINE), "utf-8")
    return recipients
