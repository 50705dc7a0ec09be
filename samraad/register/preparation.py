"""How the meeting is prepared, judged."""

from __future__ import annotations

from typing import Final

from samraad.bench import Bench, Decision
from samraad.case import Participant
from samraad.errors import Refused
from samraad.events import Event, ParticipantInvited, ParticipantNotInvited
from samraad.forms.base import Form
from samraad.forms.preparation import InvitationForm
from samraad.private_texts import text_id
from samraad.vocabulary import Consent, Invitation, NotInvited, Role


def _invited(form: InvitationForm, bench: Bench) -> Event:
    """What is not said of a participant who is in the file stays as it is. A refused consent ends an invitation."""
    known = _known(form.participant, bench)
    number = known.number if known else len(bench.case.participants) + 1
    role, on = _role(form, known), bench.day("invited_on", form.invited_on)
    refused = form.consent is Consent.REFUSED
    if form.outcome is Invitation.NOT_INVITED or refused:
        why = _why(form.why or (NotInvited.NO_CONSENT if refused else None))
        return ParticipantNotInvited(
            participant=number, role=role, decided_on=on, why=why, who=text_id(form.who), note=text_id(form.note)
        )
    if form.why is not None:
        raise Refused("why_contradicts", f"Der er valgt en grund ({form.why.label}): vælg »ikke inviteret«.", "outcome")
    told_on = bench.day("purpose_told_on", form.purpose_told_on) if form.purpose_told_on else None
    return ParticipantInvited(
        participant=number,
        role=role,
        invited_on=on,
        channel=form.channel or (known.channel if known else None),
        consent=form.consent or (known.consent if known else None),
        purpose_told_on=told_on or (known.purpose_told_on if known else None),
        who=text_id(form.who),
        note=text_id(form.note),
    )


def _known(number: int | None, bench: Bench) -> Participant | None:
    if number is None:
        return None
    found = bench.case.participant(number)
    if found is None:
        there = ", ".join(f"{each.number} ({each.role.label})" for each in bench.case.participants) or "ingen"
        raise Refused("unknown_participant", f"Sagen har ingen deltager {number}. Der er: {there}.", "participant")
    return found


def _role(form: InvitationForm, known: Participant | None) -> Role:
    if form.role is not None:
        return form.role
    if known is None:
        choices = ", ".join(f"{each.value} ({each.label})" for each in Role)
        raise Refused("role_missing", f"Skriv, hvem det er: {choices}.", "role")
    return known.role


def _why(why: NotInvited | None) -> NotInvited:
    if why is None:
        choices = ", ".join(f"{each.value} ({each.label})" for each in NotInvited)
        raise Refused("why_missing", f"Vælg, hvorfor ikke: {choices}.", "why")
    return why


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {InvitationForm: _invited}
