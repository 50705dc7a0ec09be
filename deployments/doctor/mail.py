"""What `samraad doctor` looks at where mails come in: the mailbox, and whether answers reach it."""

from __future__ import annotations

from config.settings import Settings
from deployments.doctor.check import Doubt
from deployments.watch.source import has_mailbox, look
from samraad.errors import BadSetting


def mailbox(settings: Settings) -> str:
    """Whether it can be opened."""
    if not has_mailbox(settings):
        return (
            "Ingen postkasse er sat op (SAMRAAD_MAILBOX_HOST eller SAMRAAD_MAILDIR):"
            " underretninger tages kun ind med »samraad intake«."
        )
    return look(settings)


def replies(settings: Settings) -> str | Doubt:
    """Whether answers by mail come to the mailbox that is watched.

    A mailbox may have several addresses, so that one that differs is a doubt, and no more; its user may be none.
    """
    address, user = settings.reply_address, settings.mailbox_user
    if address is None:
        return "Beskeder kan ikke besvares med mail: SAMRAAD_REPLY_ADDRESS er ikke sat."
    if not has_mailbox(settings):
        raise BadSetting(
            f"SAMRAAD_REPLY_ADDRESS er {address}, men ingen postkasse overvåges: svar på mail bliver aldrig læst."
            " Sæt SAMRAAD_MAILBOX_HOST eller SAMRAAD_MAILDIR, eller fjern SAMRAAD_REPLY_ADDRESS."
        )
    if settings.maildir is None and user is not None and user.casefold() == address.casefold():
        return f"Svar på mail går til {address}, postkassen, der overvåges."
    watched = str(settings.maildir) if settings.maildir is not None else str(user)
    return Doubt(
        f"Svar på mail går til {address}, men postkassen, der overvåges, er {watched}. Er adressen ikke en af"
        " postkassens, bliver svar aldrig læst: send en mail til den, og se, om den kommer dertil. Ret ellers"
        " SAMRAAD_REPLY_ADDRESS."
    )
