"""Debian's Dovecot on free ports of 127.0.0.1, with its own configuration, users and mails in a temporary folder."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import pytest
from imapclient import IMAPClient  # type: ignore[import-untyped]

from deployments.server.ports import free_port
from tasks.mailboxes.account import ImapAccount, Security

USER: Final = "underretning"
#: Danish letters, a quote and a backslash: what a password may hold.
PASSWORD: Final = 'blåbær "grød" \\ 1'
SECONDS: Final = 20.0
_BINARY: Final = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")

needs_dovecot = pytest.mark.skipif(_BINARY is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")

_CONFIGURATION: Final = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
maildir_very_dirty_syncs = no
mail_max_userip_connections = 100
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
ssl = {ssl}
{certificate}
{passdb}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/home/%u
}}
mail_location = maildir:~/Maildir
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
{further}
"""


class Dovecot:
    """Starts and stops the server; the context manager does both, and removes its folder."""

    def __init__(
        self,
        *,
        certificate: Path | None = None,
        separator: str = "/",
        prefix: str = "",
        mechanisms: str = "plain login",
        further: str = "",
    ) -> None:
        self.port, self.tls_port = free_port(), free_port()
        self.prefix = prefix
        #: Further passdb, asked before the file of users.
        self.passdb = ""
        #: Further lines of the configuration.
        self.further = further
        self.folder = Path(tempfile.mkdtemp(prefix="samraad-dovecot-"))
        # As root Dovecot gives the mails to another user, who must get at them.
        self.folder.chmod(0o755)
        self._options = {
            "certificate": "" if certificate is None else self._certificate(certificate),
            "ssl": "no" if certificate is None else "yes",
            "separator": separator,
            "prefix": prefix,
            "mechanisms": mechanisms,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def _certificate(self, certificate: Path) -> str:
        file = self.folder / "server.pem"
        file.write_bytes(certificate.read_bytes())
        file.chmod(0o600)
        return f"ssl_cert = <{file}\nssl_key = <{file}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def maildir(self) -> Path:
        """Where the user's mails lie."""
        return self.folder / "home" / USER / "Maildir"

    def start(self) -> None:
        """Returns when it answers."""
        as_root = os.geteuid() == 0
        me = getpass.getuser()
        group = str(os.getegid())
        users = {
            "internal": "dovecot" if as_root else me,
            "group": "dovecot" if as_root else group,
            "login": "dovenull" if as_root else me,
            "mail_user": "mail" if as_root else me,
            "mail_group": "mail" if as_root else group,
        }
        for name in ("run", "state", "home"):
            (self.folder / name).mkdir(exist_ok=True)
        if as_root:
            shutil.chown(self.folder / "home", "mail", "mail")
        file = self.folder / "users"
        file.write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
        file.chmod(0o644)
        configuration = self.folder / "dovecot.conf"
        given = {"port": self.port, "tls_port": self.tls_port, "passdb": self.passdb, **users, **self._options}
        configuration.write_text(_CONFIGURATION.format(folder=self.folder, further=self.further, **given), "utf-8")
        self._process = subprocess.Popen([str(_BINARY), "-F", "-c", str(configuration)], start_new_session=True)
        until = time.monotonic() + SECONDS
        while True:
            try:
                with self.client():
                    return
            except OSError:
                log = self.folder / "dovecot.log"
                if time.monotonic() > until or self._process.poll() is not None:
                    said = log.read_text("utf-8") if log.exists() else ""
                    raise RuntimeError(f"Dovecot did not come up:\n{said}") from None
                time.sleep(0.05)

    def stop(self) -> None:
        """Ends it and its children; the mails stay."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def client(self) -> IMAPClient:
        """Another client, logged in."""
        client = IMAPClient("127.0.0.1", port=self.port, ssl=False, timeout=10)
        client.plain_login(USER, PASSWORD)
        return client

    def deliver(self, raw: bytes, at: datetime, folder: str = "INBOX") -> None:
        """A mail arrives."""
        with self.client() as client:
            client.append(folder, raw, msg_time=at)

    def account(self, **changes: object) -> ImapAccount:
        """The account of the one user."""
        settings: dict[str, object] = {
            "host": "127.0.0.1",
            "port": self.port,
            "user": USER,
            "password": PASSWORD,
            "security": Security.NONE,
            "timeout_s": 10.0,
        }
        return ImapAccount(**{**settings, **changes})  # type: ignore[arg-type]
