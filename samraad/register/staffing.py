"""Who has the case, judged: given to another, and what intake knows of where it belongs."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import CaseReassigned, Event, RoutingTold
from samraad.forms.base import Form
from samraad.forms.staffing import ReassignForm
from samraad.vocabulary import Milestone

#: Fields of the target group's form that a case is routed by.
_ROUTED_BY: Final = ("own_caseworker", "district")


def _reassigned(form: ReassignForm, bench: Bench) -> Event:
    if not bench.colleague("by", form.by).leader:
        raise Refused("not_leader", "Kun en leder kan give sagen til en anden.", "by")
    if bench.case.team is None:
        raise Refused("not_yet", "Sagen er ikke fordelt endnu: afgør målgruppen først.")
    caseworker = bench.takes_cases("caseworker", form.caseworker)
    if caseworker == bench.case.caseworker:
        raise AlreadyRegistered("already", f"{caseworker} har sagen allerede.", "caseworker")
    on = bench.day("reassigned_on", form.reassigned_on, earliest=bench.received_on, because="modtagelsen")
    team = bench.colleague("caseworker", caseworker).team
    return CaseReassigned(caseworker=caseworker, team=team, on=on, because=bench.reason(form.topic, form.reason))


def routing_told(form: Form, bench: Bench) -> tuple[RoutingTold, ...]:
    """What the answer on the target group says besides of where the case belongs; none where it says nothing."""
    if form.topic is not Milestone.TARGET_GROUP:
        return ()
    own, district = (getattr(form, name) for name in _ROUTED_BY)
    if own is None and district is None:
        return ()
    known = [each.name for each in bench.rulebook.districts]
    if district is not None and district not in known:
        told = f"Kommunens distrikter er: {', '.join(known)}." if known else "Kommunen har ingen distrikter."
        raise Refused("unknown_district", told, "district")
    initials = bench.colleague("own_caseworker", own).initials if own else None
    return (RoutingTold(own_caseworker=initials, district=district),)


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {ReassignForm: _reassigned}
