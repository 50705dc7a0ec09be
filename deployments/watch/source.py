"""The mailbox of the settings: by IMAP or a Maildir, opened for watching or only looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import httpx

from config.settings import Settings
from samraad.errors import BadSetting, MailboxDown
from tasks.mailboxes.account import ImapAccount, Security, connected
from tasks.mailboxes.folders import selected
from tasks.mailboxes.imap import ImapMailbox
from tasks.mailboxes.maildir import Maildir
from tasks.mailboxes.meaning import in_danish
from tasks.mailboxes.names import named
from tasks.mailboxes.oauth import OAuthClient, Tokens
from tasks.mailboxes.port import Mailbox

#: Hosts to which a client secret may go without TLS.
_HERE: Final = ("127.0.0.1", "localhost", "::1")
_MEGABYTE: Final = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where this installation's notifications arrive."""

    #: By which the mails stored from it are known: never to be made otherwise for the same mailbox.
    name: str
    #: For logs: without the user.
    shown: str
    open: Callable[[], Mailbox]


def has_mailbox(settings: Settings) -> bool:
    """Whether a mailbox is to be watched."""
    return settings.mailbox_host is not None or settings.maildir is not None


def source(settings: Settings) -> Source:
    """The mailbox of the settings. Raises BadSetting naming what is missing, or one too many."""
    if settings.maildir is not None:
        if settings.mailbox_host is not None:
            raise BadSetting("SAMRAAD_MAILDIR og SAMRAAD_MAILBOX_HOST er begge sat. Vælg den ene.")
        path = settings.maildir
        return Source(name=f"maildir:{path}", shown=str(path), open=partial(_maildir, settings))
    box = account(settings)
    name = f"imap:{box.host}/{box.user}/{box.folder}"
    return Source(name=name, shown=box.host, open=partial(ImapMailbox, box))


def _maildir(settings: Settings) -> Maildir:
    if settings.maildir is None:
        raise BadSetting("SAMRAAD_MAILDIR er ikke sat.")
    return Maildir(
        settings.maildir,
        processed=settings.done_folder,
        quarantine=settings.quarantine_folder,
        largest=settings.reading_mail_mb * _MEGABYTE,
    )


def account(settings: Settings) -> ImapAccount:
    """The account of the settings. Raises BadSetting naming what is missing of host, user and password."""
    host, user, password = settings.mailbox_host, settings.mailbox_user, settings.mailbox_password
    tokens = _tokens(settings)
    if host is None or user is None or (password is None and tokens is None):
        needed = {"HOST": host, "USER": user, "PASSWORD": password or tokens}
        missing = ", ".join(f"SAMRAAD_MAILBOX_{name}" for name, value in needed.items() if value is None)
        raise BadSetting(f"Postkassen kan ikke åbnes: {missing} er ikke sat.")
    return ImapAccount(
        host=host,
        port=settings.mailbox_port,
        user=user,
        password="" if password is None else password.get_secret_value(),
        tokens=tokens,
        folder=settings.mailbox_folder,
        security=Security(settings.mailbox_tls),
        # Without TLS there is no certificate: a file that is missing must not matter then.
        ca_file=None if settings.mailbox_tls == "none" else settings.mailbox_ca_file,
        processed=settings.done_folder,
        quarantine=settings.quarantine_folder,
        idle_s=settings.mailbox_idle_seconds,
        largest=settings.reading_mail_mb * _MEGABYTE,
    )


def _tokens(settings: Settings) -> Tokens | None:
    """Where to get tokens; None where the password is used. Raises BadSetting for half an OAuth2 client."""
    url, client_id = settings.mailbox_oauth_token_url, settings.mailbox_oauth_client_id
    secret, refresh = settings.mailbox_oauth_client_secret, settings.mailbox_oauth_refresh_token
    if url is None and client_id is None and secret is None and refresh is None:
        return None
    if url is None or client_id is None or (secret is None and refresh is None):
        raise BadSetting(
            "OAuth2 til postkassen mangler noget: sæt SAMRAAD_MAILBOX_OAUTH_TOKEN_URL, SAMRAAD_MAILBOX_OAUTH_CLIENT_ID"
            " og SAMRAAD_MAILBOX_OAUTH_CLIENT_SECRET eller SAMRAAD_MAILBOX_OAUTH_REFRESH_TOKEN."
        )
    if settings.mailbox_password is not None:
        raise BadSetting(
            "Både SAMRAAD_MAILBOX_PASSWORD og SAMRAAD_MAILBOX_OAUTH_* er sat. Vælg adgangskode eller OAuth2."
        )
    parts = httpx.URL(url)
    if parts.scheme != "https" and parts.host not in _HERE:
        raise BadSetting("SAMRAAD_MAILBOX_OAUTH_TOKEN_URL skal begynde med https://: hemmeligheden sendes dertil.")
    return Tokens(
        OAuthClient(
            token_url=url,
            client_id=client_id,
            client_secret=None if secret is None else secret.get_secret_value(),
            refresh_token=None if refresh is None else refresh.get_secret_value(),
            scope=settings.mailbox_oauth_scope,
        )
    )


def look(settings: Settings) -> str:
    """Open the mailbox, change nothing, and say in Danish what was found. Raises BadSetting, MailboxDown."""
    if settings.maildir is not None:
        with source(settings).open():
            return f"Maildir {settings.maildir} kan læses."
    box = account(settings)
    with in_danish(box), connected(box) as client:
        _, read_only = selected(client, box.folder)
        targets = (named(client, box.processed), named(client, box.quarantine))
        missing = [folder for folder in targets if not client.folder_exists(folder)]
    if read_only:
        raise MailboxDown(
            f"Mappen {box.folder} kan kun læses: mails tages ind, men bliver liggende. Giv {box.user} lov til at"
            " flytte dem."
        )
    made = f" {' og '.join(missing)} laves, når »watch« åbner postkassen." if missing else ""
    return f"{box.user} på {box.host}:{box.port} kan åbnes, mappen {box.folder} findes.{made}"
