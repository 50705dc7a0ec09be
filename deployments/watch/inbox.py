"""The mailbox, watched: a mail is stored with its receipt time at once, read, and moved only after the commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Sequence
from typing import Final

import structlog

from config.settings import Settings
from deployments.watch.complaint import Complaint
from deployments.watch.source import Source, source
from samraad.errors import LogInRefused, MailboxDown, NotMoved
from tasks.keeping import keep_arrived, kept
from tasks.mailboxes.port import Mailbox
from tasks.office import Office

log = structlog.get_logger()

#: Seconds between looks while mails are being read.
_SOON: Final = 0.3
#: Seconds one wait for the next mail takes at most; the mailbox itself renews what it must earlier.
_LATER: Final = 1740.0
#: So many mails are stored and unread at once: thousands that wait are taken in by and by, oldest first.
_MOST_UNREAD: Final = 50
#: Seconds before mails that could not be moved are tried again: at first, and at most.
_FIRST_REST: Final = 30.0
_LONGEST_REST: Final = 600.0
#: Seconds before a refused log-in is tried again, at first; at most: the setting.
_FIRST_SHUT_OUT: Final = 300.0
#: After so many refused moves the others are not tried either until then.
_MOST_REFUSED: Final = 3
#: Seconds after which the mailbox is opened afresh, and what lies in it listed again: what a person has put back, or
#: what was marked as deleted and is not any more.
_LONGEST_SESSION: Final = 3600.0


class Inbox:
    """The notification mailbox of this installation."""

    def __init__(self, settings: Settings, office: Office, stop: threading.Event) -> None:
        self._source: Source = source(settings)
        self._office = office
        self._stop = stop
        self._away = Complaint(office, after=60.0 * settings.mailbox_away_minutes, what="away")
        # Told at once: nobody but a person can mend it, and until then no notification is taken in.
        self._refused = Complaint(office, after=0.0, what="refused")
        self._longest_shut_out = 60.0 * settings.mailbox_refused_minutes
        self._shut_out_s = 0.0
        self._stuck = Complaint(office, after=60.0 * settings.mailbox_away_minutes, what="stuck")
        #: Key in the mailbox → id of the evidence: stored, not read yet.
        self._unread: dict[str, str] = {}
        #: The same of those that are read and not moved yet, and whether a person has to look at them.
        self._read: dict[str, tuple[str, bool]] = {}
        self._rests_until = 0.0
        self._rest_s = _FIRST_REST

    def watch(self) -> None:
        """Stay connected and take what arrives, until told to stop. Raises MailboxDown: connect again later.

        Where the log-in is refused it is tried again only after a long pause, here and not by the caller.
        """
        self._unread, self._read = {}, {}
        # One that went on asking would have the account locked.
        if self._stop.wait(self._shut_out_s):
            return
        try:
            with self._source.open() as mailbox:
                log.info("mailbox.connected", mailbox=self._source.shown)
                self._shut_out_s = 0.0
                self._refused.over()
                self._away.over()
                self._serve(mailbox)
        except LogInRefused as error:
            self._shut_out_s = min(max(2 * self._shut_out_s, _FIRST_SHUT_OUT), self._longest_shut_out)
            log.error("mailbox.refused", why=str(error), again_in=self._shut_out_s)  # noqa: TRY400 - nothing to trace
            self._refused.still(error)
        except MailboxDown as error:
            self._shut_out_s = 0.0
            self._away.still(error)
            raise

    def _serve(self, mailbox: Mailbox) -> None:
        until = time.monotonic() + _LONGEST_SESSION
        while not self._stop.is_set() and time.monotonic() < until:
            self._keep(mailbox)
            self._settle()
            self._put_away(mailbox)
            self._rest(mailbox)

    def _keep(self, mailbox: Mailbox) -> None:
        """Store what is new, as much as there is room for."""
        room = _MOST_UNREAD - len(self._unread)
        if room <= 0:
            return
        for mail in mailbox.new(room, self._known):
            self._unread[mail.key] = keep_arrived(self._office, self._source.name, mail)

    def _known(self, keys: Sequence[str]) -> Collection[str]:
        """Those that were stored before, by us or another: they are in hand from here, and not read again."""
        found = kept(self._office, self._source.name, keys)
        self._unread |= found
        return found

    def _settle(self) -> None:
        """Find out which have been read meanwhile."""
        if not self._unread:
            return
        with self._office.store.work() as work:
            settled = work.settled(tuple(self._unread.values()))
        for key, evidence in list(self._unread.items()):
            if evidence in settled:
                del self._unread[key]
                self._read[key] = (evidence, settled[evidence])

    def _put_away(self, mailbox: Mailbox) -> None:
        """Move those whose outcomes are committed. One that cannot be moved stays, and keeps no other waiting."""
        if not self._read or time.monotonic() < self._rests_until:
            return
        # Two services' moves of one mail at the same moment can leave two copies: Dovecot copies, then removes.
        with self._office.store.step_lock(f"put away/{self._source.name}") as ours:
            if not ours:
                self._rests_until = time.monotonic() + 1.0
                return
            refused = self._move(mailbox)
        self._rests_until = time.monotonic() + self._rest_s if refused else 0.0
        self._rest_s = min(2 * self._rest_s, _LONGEST_REST) if refused else _FIRST_REST
        if not refused:
            self._stuck.over()

    def _move(self, mailbox: Mailbox) -> int:
        """How many were refused."""
        refused = 0
        for key, (evidence, unclear) in list(self._read.items()):
            del self._read[key]
            try:
                mailbox.done(key, processed=not unclear)
            except NotMoved as error:
                self._read[key] = (evidence, unclear)  # at the end: the others' turn comes first
                log.warning("mail.stays", evidence=evidence, why=str(error))
                self._stuck.still(error)
                refused += 1
            except MailboxDown:
                self._read[key] = (evidence, unclear)
                raise
            else:
                log.info("mail.put_away", evidence=evidence, quarantined=unclear)
            if refused == _MOST_REFUSED or self._stop.is_set():
                break
        return refused

    def _rest(self, mailbox: Mailbox) -> None:
        """Wait for the next mail, or until those in hand may have been read."""
        if self._unread:
            self._stop.wait(_SOON)
            return
        seconds = max(self._rests_until - time.monotonic(), _SOON) if self._read else _LATER
        mailbox.wait(seconds, self._stop.is_set)
