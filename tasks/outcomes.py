"""What is told of the outcomes of a mail: a notice to intake, and a line in its run."""

from __future__ import annotations

from samraad.amounts import SEVERAL, amount
from samraad.delivery import Notice, NoticeKind
from samraad.ladder import intake_role
from samraad.notification import Outcome
from samraad.quarantine import item_due
from samraad.times import last_day, show_due
from tasks.incoming import Mail
from tasks.store.port import Work
from tasks.store.records import Result


def tell_intake(work: Work, mail: Mail, results: tuple[Result, ...]) -> None:
    """One notice a mail: somebody has to look at what could not be understood, and decide before its deadline."""
    unclear = [result.notification for result in results if result.outcome is Outcome.QUARANTINED]
    if not unclear:
        return
    due_at = item_due(mail.received_at, mail.rulebook)
    notice = Notice(
        case=None,
        recipient=intake_role(mail.rulebook, mail.now),
        kind=NoticeKind.QUARANTINED,
        due_on=last_day(due_at),
        created_at=mail.now,
        fields={
            "count": str(len(unclear)),
            "mail": mail.evidence.id,
            "items": " ".join(work.item_numbers(unclear)),
            "deadline": show_due(due_at),
            "deadline_kind": mail.rulebook.quarantine.kind.label,
        },
    )
    work.notify([notice], mail.now)


#: What a run says of each outcome.
_SAID = {
    Outcome.OPENED: "sag åbnet",
    Outcome.ATTACHED: "føjet til en åben sag",
    Outcome.DUPLICATE: "allerede modtaget",
    Outcome.QUARANTINED: "til gennemsyn",
    Outcome.IGNORED: "ikke relevant",
    Outcome.ANSWERED: "svar",
}


def summary(results: tuple[Result, ...]) -> str:
    """`3 sager åbnet (2026-0001, …), 1 til gennemsyn`: no personal data."""
    parts = []
    for outcome, said in _SAID.items():
        found = [result for result in results if result.outcome is outcome]
        numbers = ", ".join(dict.fromkeys(result.case for result in found if result.case))
        if found:
            counted = amount(len(found), said) if said in SEVERAL else f"{len(found)} {said}"
            parts.append(counted + (f" ({numbers})" if numbers else ""))
    return ", ".join(parts)
