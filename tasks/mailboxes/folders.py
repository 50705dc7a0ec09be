"""The folders of an IMAP mailbox: selecting the one that is read, moving a mail to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
)

from samraad.errors import MailboxDown, NotMoved
from tasks.mailboxes.account import ImapAccount
from tasks.mailboxes.names import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The three folders, as the server calls them."""

    processed: str = ""
    quarantine: str = ""
    #: Of the folder that is read.
    uidvalidity: int = 0
    #: Nothing can be moved out of the folder that is read.
    read_only: bool = False

    @classmethod
    def of(cls, client: IMAPClient, account: ImapAccount) -> Self:
        """Selects the folder that is read, and makes the others. Raises MailboxDown where there is no such folder.

        And what imapclient raises; but not for a folder that cannot be made: mails must be taken in all the same.
        """
        uidvalidity, read_only = selected(client, account.folder)
        processed, quarantine = named(client, account.processed), named(client, account.quarantine)
        if not read_only:
            for folder in (processed, quarantine):
                _make_if_allowed(client, folder)
        return cls(processed=processed, quarantine=quarantine, uidvalidity=uidvalidity, read_only=read_only)

    def move(self, client: IMAPClient, uid: int, *, processed: bool) -> None:
        """Move a mail, making the folder where it is missing. Raises NotMoved, and what imapclient raises."""
        folder = self.processed if processed else self.quarantine
        if self.read_only:
            raise NotMoved("Postkassen kan kun læses: mails bliver liggende. Giv brugeren lov til at flytte dem.")
        try:
            _move(client, uid, folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            # Either the mail is gone, which some servers refuse, or somebody removed the folder, or there is no room.
            if not _lies(client, uid):
                return
            _again(client, uid, folder)


def selected(client: IMAPClient, folder: str) -> tuple[int, bool]:
    """UIDVALIDITY, and whether it can only be read. Raises MailboxDown where there is no such folder."""
    name = named(client, folder)
    try:
        try:
            return int(client.select_folder(name)[b"UIDVALIDITY"]), False
        except IMAPClientReadOnlyError:
            return int(client.select_folder(name, readonly=True)[b"UIDVALIDITY"]), True
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise MailboxDown(
            f"Mappen »{folder}« findes ikke i postkassen, eller vi må ikke læse den. Ret SAMRAAD_MAILBOX_FOLDER."
        ) from error


def _make_if_allowed(client: IMAPClient, folder: str) -> None:
    try:
        if not client.folder_exists(folder):
            client.create_folder(folder)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        pass  # told when the first mail is to go there


def _again(client: IMAPClient, uid: int, folder: str) -> None:
    try:
        if not client.folder_exists(folder):
            client.create_folder(folder)
        _move(client, uid, folder)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise NotMoved(_why(str(error), folder)) from error


def _why(said: str, folder: str) -> str:
    # The code is the server's to send (RFC 9208, RFC 5530); Dovecot and Exchange do.
    if "OVERQUOTA" in said.upper() or "QUOTA" in said.upper():
        return f"Postkassen er fuld: mailen kan ikke flyttes til »{folder}« og bliver liggende. Ryd op i postkassen."
    return (
        f"Mailen kan ikke flyttes til »{folder}« og bliver liggende."
        " Findes mappen, eller må vi lave den, og må vi flytte mails til den?"
    )


def _move(client: IMAPClient, uid: int, folder: str) -> None:
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    if not _lies(client, uid):
        return  # a second copy would be a second mail
    client.copy([uid], folder)
    client.delete_messages([uid], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])  # a plain EXPUNGE would take other people's deleted mails along


def _lies(client: IMAPClient, uid: int) -> bool:
    """Whether the mail is still in the folder."""
    client.noop()
    return uid in client.search(["UNDELETED", "UID", str(uid)])
