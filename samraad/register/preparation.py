"""How the meeting is prepared, remand, and what is agreed, judged."""

from __future__ import annotations

from typing import Final

from samraad.agreements import STEPS, duties
from samraad.bench import Bench, Decision
from samraad.case import Measure, Participant
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    DutyTaken,
    Event,
    MeasureMoved,
    MeetingPrepared,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    RemandBegan,
    RemandEnded,
)
from samraad.forms.base import Form
from samraad.forms.preparation import (
    DutyForm,
    InvitationForm,
    MeasureForm,
    PermitsForm,
    PreparationForm,
    RemandForm,
)
from samraad.participants import PERMIT_ROLES
from samraad.private_texts import text_id
from samraad.times import show_long_day
from samraad.vocabulary import (
    Consent,
    Invitation,
    Matter,
    MeasureKind,
    NotInvited,
    Prepared,
    Remand,
    Role,
    TodoKind,
    choices,
)


def _invited(form: InvitationForm, bench: Bench) -> Event:
    """What is not said of a participant who is in the file stays as it is. A refused consent ends an invitation."""
    known = _known(form.participant, bench)
    number = known.number if known else bench.case.next_participant
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
        raise Refused("role_missing", f"Skriv, hvem det er: {choices(tuple(Role))}.", "role")
    return known.role


def _why(why: NotInvited | None) -> NotInvited:
    if why is None:
        raise Refused("why_missing", f"Vælg, hvorfor ikke: {choices(tuple(NotInvited))}.", "why")
    return why


def _prepared(form: PreparationForm, bench: Bench) -> Event:
    """Nothing of it is demanded: what was registered is shown, and what is odd is marked.

    What is not said again of an item that was registered stays as it is.
    """
    done = form.outcome is Prepared.DONE
    known = next((each for each in bench.case.prepared if each.item is form.item and done), None)
    leader = bench.colleague("led_by", form.led_by).initials if form.led_by else None
    return MeetingPrepared(
        item=form.item,
        outcome=form.outcome,
        on=bench.day("done_on", form.done_on),
        led_by=leader or (known.led_by if known else None),
        place=form.place or (known.place if known else None),
        minutes=form.minutes or (known.minutes if known else None),
        who=text_id(form.who),
        note=text_id(form.note),
    )


def _remand(form: RemandForm, bench: Bench) -> Event:
    on = bench.day("on", form.on)
    since = bench.case.remand_since
    if form.outcome is Remand.BEGINS:
        if since not in (None, on):
            raise AlreadyRegistered(
                "already",
                f"Varetægten begyndte {show_long_day(since)}. Er dagen forkert, så ret den "
                f"(»{Matter.CORRECTION.label}«); er det en ny, så registrér først, at den forrige sluttede.",
                "on",
            )
        return RemandBegan(on=on, place=form.place or bench.case.remand_place)
    if not bench.case.remand:
        raise Refused(
            "no_remand", f"Sagen har intet varetægtssurrogat, der kan slutte: vælg »{Remand.BEGINS.label}«.", "outcome"
        )
    if since and on < since:
        raise Refused("too_early", "Slutdagen ligger før begyndelsen.", "on")
    return RemandEnded(on=on)


def _asked(form: PermitsForm, bench: Bench) -> tuple[Event, ...]:
    """One event each: every permit has its own todo, its own answer and its own timer."""
    on = bench.day("asked_on", form.asked_on)
    known = _known(form.participant, bench)
    if known is None and not form.roles:
        raise Refused("roles_missing", f"Vælg, hvem der er spurgt for: {choices(tuple(Role))}.", "roles")
    asked = [(known.role, known.number)] if known else [(role, None) for role in form.roles]
    for role, number in asked:
        if role not in PERMIT_ROLES:
            fitting = choices(PERMIT_ROLES)
            raise Refused(
                "roles", f"{role.label.capitalize()} skal ikke have besøgstilladelse. Vælg: {fitting}.", "roles"
            )
        _not_waiting(role, number, bench)
    return tuple(PermitAsked(asked_on=on, role=role, participant=number) for role, number in asked)


def _not_waiting(role: Role, number: int | None, bench: Bench) -> None:
    waiting = [each for each in bench.case.todos if each.open and each.kind is TodoKind.PERMIT]
    for todo in waiting:
        if (todo.role, todo.about) == (role, number):
            raise AlreadyRegistered(
                "already", f"Der er spurgt for {role.label}: besvar opgave {todo.number}, når politiet har svaret."
            )


def _duty(form: DutyForm, bench: Bench) -> Event:
    if form.what not in duties(form.role):
        fitting = choices(duties(form.role))
        raise Refused("what", f"Det er ikke en handlepligt for {form.role.label}. Vælg: {fitting}.", "what")
    on = bench.day("agreed_on", form.agreed_on, earliest=bench.received_on, because="modtagelsen")
    due_on = bench.agreed_day("due_on", form.due_on, earliest=on, because="aftalen") if form.due_on else None
    return DutyTaken(role=form.role, what=form.what, agreed_on=on, due_on=due_on, note=text_id(form.note))


def _measure(form: MeasureForm, bench: Bench) -> Event:
    before = _known_measure(form.measure, bench)
    steps = STEPS[before.status if before else None]
    if form.status not in steps:
        there = f"er {before.status.label}" if before else "er ny"
        can = f"den kan blive: {choices(steps)}" if steps else "den er slut; registrér en ny"
        raise Refused("status", f"Foranstaltningen {there}; {can}.", "status")
    on = bench.day("on", form.on, earliest=before.on if before else None, because="det forrige skridt")
    number = before.number if before else len(bench.case.measures) + 1
    return MeasureMoved(measure=number, kind=_kind(form, before), status=form.status, on=on, note=text_id(form.note))


def _known_measure(number: int | None, bench: Bench) -> Measure | None:
    if number is None:
        return None
    found = bench.case.measure(number)
    if found is None:
        there = ", ".join(f"{each.number} ({each.kind.label})" for each in bench.case.measures) or "ingen"
        raise Refused("unknown_measure", f"Sagen har ingen foranstaltning {number}. Der er: {there}.", "measure")
    return found


def _kind(form: MeasureForm, before: Measure | None) -> MeasureKind:
    if before is not None:
        if form.kind not in (None, before.kind):
            raise Refused("kind_contradicts", f"Foranstaltning {before.number} er {before.kind.label}.", "kind")
        return before.kind
    if form.kind is None:
        raise Refused("kind_missing", f"Vælg hvilken: {choices(tuple(MeasureKind))}.", "kind")
    return form.kind


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    InvitationForm: _invited,
    PreparationForm: _prepared,
    RemandForm: _remand,
    PermitsForm: _asked,
    DutyForm: _duty,
    MeasureForm: _measure,
}
