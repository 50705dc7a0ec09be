"""The mailbox, watched: a mail is stored with its receipt time at once, read, and moved only after the commit."""

from __future__ import annotations

import threading
from typing import Final

import structlog

from config.settings import Settings
from samraad.errors import BadSetting
from samraad.notification import Outcome
from tasks.mailboxes.account import ImapAccount, Security, connected, in_danish
from tasks.mailboxes.imap import ImapMailbox
from tasks.mailboxes.port import Mailbox
from tasks.office import Office
from tasks.taking_in import keep

log = structlog.get_logger()

#: Seconds between looks while a mail is being read, and while there is none.
_SOON: Final = 0.3
_LATER: Final = 60.0


class Inbox:
    """The notification mailbox of this installation."""

    def __init__(self, settings: Settings, office: Office, stop: threading.Event) -> None:
        self._account = account(settings)
        self._office = office
        self._stop = stop

    def watch(self) -> None:
        """Stay connected and take what arrives, until told to stop. Raises MailboxDown: connect again later."""
        with ImapMailbox(self._account) as mailbox:
            log.info("mailbox.connected", host=self._account.host)
            waiting: dict[str, str] = {}
            while not self._stop.is_set():
                waiting |= self._keep(mailbox)
                waiting = self._put_away(mailbox, waiting)
                self._rest(mailbox, busy=bool(waiting))

    def _keep(self, mailbox: Mailbox) -> dict[str, str]:
        """Store what is new: key in the mailbox → id of the evidence."""
        kept = {}
        for mail in mailbox.new():
            source = f"imap:{self._account.host}/{self._account.user}/{self._account.folder}/{mail.key}"
            evidence = keep(self._office, source=source, raw=mail.raw, arrived_at=mail.received_at)
            kept[mail.key] = evidence.id
        return kept

    def _put_away(self, mailbox: Mailbox, waiting: dict[str, str]) -> dict[str, str]:
        """Move those whose outcomes are committed; the rest wait on."""
        left = {}
        for key, evidence in waiting.items():
            with self._office.store.work() as work:
                read = work.is_read(evidence)
                unclear = any(each.outcome is Outcome.QUARANTINED for each in work.results(evidence))
            if read:
                mailbox.done(key, processed=not unclear)
                log.info("mail.put_away", evidence=evidence, quarantined=unclear)
            else:
                left[key] = evidence
        return left

    def _rest(self, mailbox: Mailbox, *, busy: bool) -> None:
        """Wait for the next mail, in pieces short enough to stop in time."""
        if busy:
            self._stop.wait(_SOON)
            return
        for _ in range(int(_LATER)):
            if self._stop.is_set() or mailbox.wait(1.0):
                return


def account(settings: Settings) -> ImapAccount:
    """The account of the settings. Raises BadSetting naming what is missing of host, user and password."""
    host, user, password = settings.mailbox_host, settings.mailbox_user, settings.mailbox_password
    if host is None or user is None or password is None:
        needed = {"HOST": host, "USER": user, "PASSWORD": password}
        missing = ", ".join(f"SAMRAAD_MAILBOX_{name}" for name, value in needed.items() if value is None)
        raise BadSetting(f"Postkassen kan ikke åbnes: {missing} er ikke sat.")
    return ImapAccount(
        host=host,
        port=settings.mailbox_port,
        user=user,
        password=password.get_secret_value(),
        folder=settings.mailbox_folder,
        security=Security(settings.mailbox_tls),
        # Without TLS there is no certificate: a file that is missing must not matter then.
        ca_file=None if settings.mailbox_tls == "none" else settings.mailbox_ca_file,
        processed=settings.done_folder,
        quarantine=settings.quarantine_folder,
    )


def look(settings: Settings) -> str:
    """Open the mailbox, read-only, and say so in Danish. Raises BadSetting, MailboxDown."""
    box = account(settings)
    with in_danish(box), connected(box) as client:
        client.select_folder(box.folder, readonly=True)
    return f"{box.user} på {box.host}:{box.port} kan åbnes, mappen {box.folder} findes."
