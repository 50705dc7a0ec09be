"""How what stands in the file came there."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Via(Labelled):
    """The channel an event came through."""

    MAILBOX = "mailbox", "postkasse"
    CLI = "cli", "kommandolinje"
    MAIL = "mail", "svar på mail"
    PREFECT = "prefect", "Prefect-formular"
    SERVICE = "service", "samraad selv"
