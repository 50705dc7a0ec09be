"""A mailbox's mails on their way into the store: which are there already, also under another number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog

from tasks.mailboxes.port import Arrived
from tasks.office import Office
from tasks.store.port import Work
from tasks.store.records import Evidence

log = structlog.get_logger()


def kept(office: Office, mailbox: str, keys: Sequence[str]) -> Mapping[str, str]:
    """Key → id of the stored mail, of those that are stored. mailbox: name of the mailbox the keys are of."""
    sources = {_source(mailbox, key): key for key in keys}
    with office.store.work() as work:
        return {sources[source]: id_ for source, id_ in work.evidence_from(tuple(sources)).items()}


def keep_arrived(office: Office, mailbox: str, mail: Arrived) -> str:
    """Store a mail before anything of it is parsed; the id it is stored under, by now or already."""
    source = _source(mailbox, mail.key)
    with office.store.work() as work:
        same = _renumbered(work, source, mail)
        if same is not None:
            log.info("mail.renumbered", evidence=same.id)
            return same.id
        at = office.clock.now()
        evidence = work.keep_evidence(source=source, raw=mail.raw, arrived_at=mail.received_at, at=at)
    log.info("mail.kept", evidence=evidence.id, size=len(mail.raw))
    return evidence.id


def _source(mailbox: str, key: str) -> str:
    return f"{mailbox}/{key}"


def _renumbered(work: Work, source: str, mail: Arrived) -> Evidence | None:
    """The same mail, stored when the folder had other numbers (another UIDVALIDITY).

    Same bytes, received by the same folder at the same instant. Two copies under one numbering are two mails.
    """
    if mail.received_at is None or "/" not in mail.key:
        return None
    numbering, folder = source.rpartition("/")[0], source.rsplit("/", 2)[0]
    for each in work.evidence_arrived(mail.received_at):
        before = each.source.rpartition("/")[0]
        if each.raw == mail.raw and before.rpartition("/")[0] == folder and before != numbering:
            return each
    return None
