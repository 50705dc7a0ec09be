"""`samraad person`: who a case is about was written wrong. Asked for, so that nothing stands in the shell's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from cyclopts import Parameter

from config.settings import load_settings
from deployments.commands.asking import ask
from deployments.commands.printing import say
from deployments.opening import at_office
from samraad.call_answers import birth_date_of, by_of, cpr_of, name_of
from samraad.errors import BadInput
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from samraad.vocabulary import CorrectionCause
from samraad.wording import say as say_event
from tasks.office import Office
from tasks.persons import Whose, correct_person


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the answers are judged by."""

    now: datetime
    staff: Staff
    rulebook: Rulebook
    told: Mapping[str, Any]


def person(
    number: Annotated[str, Parameter(name="SAGSNUMMER", help="F.eks. 2026-0042.")],
    /,
    *,
    because: Annotated[str, Parameter(help="Hvorfor: typed_wrong, misunderstood, learnt_later eller wrong_case.")],
    by: Annotated[str, Parameter(help="Dine initialer.")],
) -> int:
    """Correct name, CPR number and birth date. Raises UnknownCase; BadInput, saying what to change."""
    with at_office(load_settings()) as office:
        cause = _cause(because)
        whose = _asked(office, by)
        event = correct_person(office, number.strip(), whose, cause, by)
    say(f"Registreret i sag {number.strip()}: {say_event(event)}.")
    return 0


def _cause(text: str) -> CorrectionCause:
    try:
        return CorrectionCause.read(text)
    except ValueError:
        known = ", ".join(f"{each.value} ({each.label})" for each in CorrectionCause)
        raise BadInput(f"Grunden kendes ikke. Vælg: {known}.") from None


def _asked(office: Office, by: str) -> Whose:
    """All of it, as it should have been: what is left empty is not known. Raises BadInput."""
    now = office.clock.now()
    desk = _Desk(now, office.staff, office.rulebook_at(now), {})
    by_of(by, desk)
    cpr = cpr_of(ask("CPR-nummer (tomt, hvis det ikke kendes)", hidden=True).strip(), desk)
    desk = _Desk(now, office.staff, office.rulebook_at(now), {"cpr": cpr})
    try:
        born = birth_date_of("" if cpr else ask("Fødselsdato (f.eks. 17-05-2010)", hidden=False).strip(), desk)
    except ValueError as error:
        raise BadInput(str(error)) from None
    name = name_of(ask("Navn", hidden=False).strip(), desk)
    return Whose(name=name, cpr=cpr, birth_date=born)
