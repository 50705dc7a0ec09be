"""Getting into an IMAP mailbox: the account, the connection and the log-in, by password or by OAuth2."""

from __future__ import annotations

import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import IMAPClientAbortError, LoginError  # type: ignore[import-untyped]

from samraad.errors import MailboxDown
from tasks.mailboxes.oauth import Tokens


class Security(StrEnum):
    """How the connection is protected."""

    SSL = "ssl"
    STARTTLS = "starttls"
    #: For a server on this machine only: the password travels in clear.
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """A mailbox and how to get into it."""

    host: str
    port: int = 993
    user: str
    #: Not looked at where there are tokens.
    password: str = field(default="", repr=False)
    #: Where to get what OAuth2 logs in with; None: the password does.
    tokens: Tokens | None = field(default=None, repr=False)
    security: Security = Security.SSL
    #: The certificate authority the server's certificate was issued by; None for those the system trusts.
    ca_file: Path | None = None
    #: Where notifications arrive. A slash stands for the server's own separator in all three names.
    folder: str = "INBOX"
    #: Where read mails go. Made if missing.
    processed: str = "Behandlet"
    #: Where mails go that a person has to look at. Made if missing.
    quarantine: str = "Karantæne"
    #: Seconds for connecting, and for every answer of the server.
    timeout_s: float = 20.0
    #: Seconds of silence after which IDLE is renewed. Servers may hang up after 30 minutes (RFC 2177).
    idle_s: float = 300.0
    #: Seconds between questions where the server has no IDLE.
    poll_s: float = 10.0
    #: Bytes of the largest mail; of a larger one no more than the beginning is fetched.
    largest: int = 50 * 2**20


def connected(account: ImapAccount) -> IMAPClient:
    """A client that is logged in. Raises MailboxDown, and what sockets, TLS and imapclient raise."""
    client = _connect(account)
    try:
        _log_in(client, account)
    except BaseException:
        client.__exit__(None, None, None)
        raise
    return client


def _connect(account: ImapAccount) -> IMAPClient:
    context = ssl.create_default_context(cafile=None if account.ca_file is None else str(account.ca_file))
    client = IMAPClient(
        account.host,
        port=account.port,
        ssl=account.security is Security.SSL,
        ssl_context=context,
        timeout=SocketTimeout(account.timeout_s, account.timeout_s),
    )
    if account.security is Security.STARTTLS:
        try:
            client.starttls(context)
        except BaseException:
            with suppress(OSError):
                client.shutdown()
            raise
    return client


def _log_in(client: IMAPClient, account: ImapAccount) -> None:
    if account.tokens is not None:
        _log_in_with(client, account, account.tokens)
    # LOGIN carries ASCII only; a Danish password needs AUTHENTICATE PLAIN.
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(account.user, account.password)
    else:
        client.login(account.user, account.password)


def _log_in_with(client: IMAPClient, account: ImapAccount, tokens: Tokens) -> None:
    try:
        _show_token(client, account, tokens.get())
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError) or not tokens.used_before:
            raise
        # It may have been withdrawn before its time: once with a new one.
        tokens.forget()
        _show_token(client, account, tokens.get())


def _show_token(client: IMAPClient, account: ImapAccount, token: str) -> None:
    # XOAUTH2 first: Microsoft 365 knows no other; Google knows both.
    if client.has_capability("AUTH=XOAUTH2"):
        client.oauth2_login(account.user, token)
    elif client.has_capability("AUTH=OAUTHBEARER"):
        client.oauthbearer_login(account.user, token)
    else:
        raise MailboxDown(
            f"Postserveren på {account.host}:{account.port} tager ikke imod OAuth2 (XOAUTH2, OAUTHBEARER)."
            " Slå det til på serveren, eller brug SAMRAAD_MAILBOX_PASSWORD i stedet for SAMRAAD_MAILBOX_OAUTH_*."
        )
