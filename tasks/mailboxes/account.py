"""Getting into an IMAP mailbox: the account, the connection, and what its errors mean in Danish."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from samraad.errors import MailboxDown


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
    password: str = field(repr=False)
    security: Security = Security.SSL
    #: The certificate authority the server's certificate was issued by; None for those the system trusts.
    ca_file: Path | None = None
    #: Where notifications arrive.
    folder: str = "INBOX"
    #: Where read mails go. Made if missing.
    processed: str = "Behandlet"
    #: Where mails go that a person has to look at. Made if missing.
    quarantine: str = "Karantæne"
    #: Seconds for connecting, and for every answer of the server.
    timeout_s: float = 20.0


def connected(account: ImapAccount) -> IMAPClient:
    """A client that is logged in. Raises what sockets, TLS and imapclient raise."""
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
    # LOGIN carries ASCII only; a Danish password needs AUTHENTICATE PLAIN.
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(account.user, account.password)
    else:
        client.login(account.user, account.password)


@contextmanager
def in_danish(account: ImapAccount) -> Iterator[None]:
    """Turns what sockets, TLS and imapclient raise into MailboxDown. The server's own words stay in the cause."""
    try:
        yield
    except (OSError, IMAPClientError, UnicodeError) as error:
        raise MailboxDown(_explain(error, account)) from error


#: What a failure means, most particular first.
_MEANINGS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (socket.gaierror, "Postkassens server »{host}« findes ikke eller kan ikke slås op. Ret værtsnavnet."),
    (FileNotFoundError, "CA-filen »{ca_file}« findes ikke."),
    (ConnectionRefusedError, "Ingen postserver svarer på {where}. Kører den, og er porten rigtig?"),
    (
        ssl.SSLCertVerificationError,
        "TLS-certifikatet på {where} kan ikke godkendes: {certificate}. Ret det eller CA-filen.",
    ),
    (ssl.SSLError, "Der kan ikke aftales TLS med {where}. Passer porten og sikkerheden (ssl, starttls, none)?"),
    (TimeoutError, "Postserveren på {where} svarer ikke inden for {timeout:g} sekunder."),
    (ConnectionError, "Forbindelsen til postkassen på {where} blev afbrudt. Der prøves igen."),
    (OSError, "Postserveren på {where} kan ikke nås: {system}."),
    (CapabilityError, "Postserveren på {where} kan ikke STARTTLS. Vælg en anden sikkerhed (ssl, none)."),
    (UnicodeError, "Adgangskoden har tegn, som postserveren på {where} ikke kan tage imod. Vælg en uden æ, ø og å."),
    (LoginError, "Postserveren på {where} afviser brugernavn eller adgangskode for »{user}«."),
    (IMAPClientAbortError, "Forbindelsen til postkassen på {where} blev afbrudt. Der prøves igen."),
    (Exception, "Postserveren på {where} afviste en kommando. Prøv igen, eller se serverens log."),
)


def _explain(error: Exception, account: ImapAccount) -> str:
    # imapclient reports a connection that breaks during the log-in as a refused one.
    cause = error.__context__ if isinstance(error, LoginError) else None
    broken = cause if isinstance(cause, IMAPClientAbortError) else error
    text = next(text for kind, text in _MEANINGS if isinstance(broken, kind))
    return text.format(
        host=account.host,
        where=f"{account.host}:{account.port}",
        user=account.user,
        ca_file=account.ca_file,
        timeout=account.timeout_s,
        certificate=getattr(error, "verify_message", ""),
        system=getattr(error, "strerror", None) or "netværksfejl",
    )
