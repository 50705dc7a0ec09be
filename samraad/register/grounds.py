"""What a case rests on, put right: its receipt, its kinds of crime, deadlines that are not the law's."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from samraad.ages import age_change
from samraad.bench import Bench, Decision
from samraad.deadlines import due, summons_by_on
from samraad.errors import Refused
from samraad.events import DeadlineMoved, Event, NotificationAttached, OffencesStated, ReceiptCorrected
from samraad.forms.base import Form
from samraad.forms.corrections import DeadlineForm, OffencesForm, ReceiptForm
from samraad.times import DENMARK, aware, danish_date, show_instant
from samraad.vocabulary import Kind


def _offences(form: OffencesForm, bench: Bench) -> Event:
    """Field 2 of the seven (002 §3): nobody but the police's own words told it until now."""
    stated = tuple(dict.fromkeys(form.offences))
    if set(stated) == set(bench.case.offences):
        raise Refused("no_change", "Det står allerede i sagen.", "offences")
    return OffencesStated(before=bench.case.offences, offences=stated, because=form.because)


def _receipt(form: ReceiptForm, bench: Bench) -> Event:
    """The receipt starts the law's clock: a leader says what shows it."""
    if not bench.colleague("by", form.by).leader:
        raise Refused("not_leader", "Kun en leder kan rette modtagelsen: lovens frist regnes fra den.", "by")
    on = bench.day("received_on", form.received_on)
    hour, minute = form.received_time.replace(":", ".").split(".")
    received_at = aware(datetime.combine(on, time(int(hour), int(minute)), DENMARK))
    if received_at > bench.now:
        raise Refused("in_future", "Klokkeslættet ligger i fremtiden.", "received_time")
    if received_at == bench.case.received_at:
        raise Refused("no_change", f"Sagen er allerede modtaget {show_instant(received_at)}.", "received_on")
    _not_after_another(received_at, bench)
    years = bench.age_on(received_at)
    return ReceiptCorrected(
        received_at=received_at,
        before=bench.case.received_at,
        basis=form.basis,
        age_at_receipt=years,
        summons_by_on=summons_by_on(bench.case, received_at, bench.rulebook),
        age_change=age_change(bench.case, years, bench.rulebook),
    )


def _not_after_another(received_at: datetime, bench: Bench) -> None:
    """Of several that were settled together the earliest counts: the law's days run from it at the latest."""
    attached = (each.event for each in bench.case.history if isinstance(each.event, NotificationAttached))
    first = min((each.received_at for each in attached if each.opens is None), default=received_at)
    if received_at > first:
        raise Refused(
            "other_notification",
            f"En anden underretning på sagen er modtaget {show_instant(first)}: fristen regnes senest derfra. "
            "Skriv det tidspunkt, eller et tidligere.",
            "received_on",
        )


def _deadline_moved(form: DeadlineForm, bench: Bench) -> Event:
    if not bench.colleague("by", form.by).leader:
        raise Refused("not_leader", "Kun en leder kan flytte en frist.", "by")
    track = bench.case.track(form.milestone)
    if track is None or not track.open:
        raise Refused("not_open", f"»{form.milestone.label}« løber ikke på sagen.", "milestone")
    if bench.rulebook.rule(track.milestone, again=track.again).kind is Kind.STATUTORY:
        raise Refused(
            "statutory", "En lovfrist kan ikke flyttes. Er modtagelsen skrevet forkert, rettes den.", "milestone"
        )
    due_on = bench.agreed_day("due_on", form.due_on, earliest=danish_date(track.counts_from), because="fristens start")
    return DeadlineMoved(
        milestone=track.milestone,
        attempt=track.attempt,
        before=due(track, bench.rulebook),
        due_on=due_on,
        basis=form.basis,
    )


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {
    OffencesForm: _offences,
    ReceiptForm: _receipt,
    DeadlineForm: _deadline_moved,
}
