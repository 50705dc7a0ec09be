"""What sockets, TLS and imapclient raise, in Danish that says what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from imapclient.exceptions import (  # type: ignore[import-untyped]
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from samraad.errors import LogInRefused, MailboxDown
from tasks.mailboxes.account import ImapAccount

#: OpenSSL's numbers of what is wrong with a certificate (`X509_V_ERR_*`); for others its own words.
_CERTIFICATES: Final = {
    9: "det gælder ikke endnu",
    10: "det er udløbet",
    18: "det er udstedt af serveren selv",
    19: "udstederen er ikke en, vi stoler på",
    20: "udstederen er ikke en, vi stoler på",
    21: "udstederen er ikke en, vi stoler på",
    62: "det er udstedt til et andet værtsnavn",
    64: "det er udstedt til en anden adresse",
}

#: Codes of RFC 5530 by which a server says that it cannot log anybody in just now.
_JUST_NOW: Final = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
_BUSY: Final = "Postserveren på {where} kan ikke logge ind lige nu. Der prøves igen."

_REFUSED: Final = (
    "Postserveren på {where} afviser {credentials} for »{user}«. Ret det, og start samraad igen."
    " Indtil da prøves der sjældent, for at kontoen ikke bliver spærret."
)

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
    (IMAPClientAbortError, "Forbindelsen til postkassen på {where} blev afbrudt. Der prøves igen."),
    (Exception, "Postserveren på {where} afviste en kommando. Prøv igen, eller se serverens log."),
)


@contextmanager
def in_danish(account: ImapAccount) -> Iterator[None]:
    """Turns what sockets, TLS and imapclient raise into MailboxDown. The server's own words stay in the cause.

    LogInRefused where the server will not let us in, and not only just now.
    """
    try:
        yield
    except (OSError, IMAPClientError, UnicodeError) as error:
        # imapclient reports a connection that breaks during the log-in as a refused one.
        cause = error.__context__ if isinstance(error, LoginError) else None
        broken = cause if isinstance(cause, IMAPClientAbortError) else error
        if not isinstance(broken, LoginError):
            text = next(text for kind, text in _MEANINGS if isinstance(broken, kind))
            raise MailboxDown(_explain(text, error, account)) from error
        if any(code in str(broken).upper() for code in _JUST_NOW):
            raise MailboxDown(_explain(_BUSY, error, account)) from error
        raise LogInRefused(_explain(_REFUSED, error, account)) from error


def _explain(text: str, error: Exception, account: ImapAccount) -> str:
    by_password, by_token = "brugernavn eller adgangskode", "OAuth2-tokenet (passer postkasse og rettighed til det?)"
    return text.format(
        host=account.host,
        where=f"{account.host}:{account.port}",
        user=account.user,
        credentials=by_password if account.tokens is None else by_token,
        ca_file=account.ca_file,
        timeout=account.timeout_s,
        certificate=_CERTIFICATES.get(getattr(error, "verify_code", 0), getattr(error, "verify_message", "")),
        system=getattr(error, "strerror", None) or "netværksfejl",
    )
