"""Summonses, judged: who was summoned when and how, and whether that was in time. Dates are Danish calendar days.

Source: `domain.md`, "The rule" (a summons dated before receipt is a meeting agreed earlier and turned into the samråd).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from samraad import out_of_turn
from samraad.bench import Bench, Decision
from samraad.deadlines import due
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import (
    Event,
    NotSummonedProposed,
    Summoned,
)
from samraad.forms.base import Form
from samraad.forms.course import (
    SummonsForm,
)
from samraad.times import danish_date, show_long_day, start_of
from samraad.vocabulary import (
    Holders,
    Kind,
    LateCause,
    Milestone,
    Summons,
)


def _summoned(form: SummonsForm, bench: Bench) -> Event:
    """A summons dated before the receipt is accepted: a meeting agreed earlier, turned into the samråd (§7.2)."""
    track = bench.case.track(form.topic)
    again = track is not None and track.again
    not_summoned = form.outcome is Summons.NOT_SUMMONED
    earliest = bench.began_on(form.topic) if again or not_summoned else None
    because = "udsættelsen eller det nye forsøg" if again else "modtagelsen"
    on = bench.day("sent_on", _day(form, bench), earliest=earliest, because=because)
    if out_of_turn.second_holder(bench.case):
        _before_the_meeting(form, bench)
    if not_summoned:
        awaiting = bench.case.awaiting
        if awaiting in (Milestone.TARGET_GROUP, Milestone.ASSIGNMENT):
            raise Refused("not_yet", f"Sag {bench.case.number} afventer nu {awaiting.label}: svar først dér.")
        if awaiting is Milestone.APPROVAL:
            raise AlreadyRegistered(
                "already", "Det er allerede foreslået ikke at indkalde; lederen skal tage stilling."
            )
        return NotSummonedProposed(proposed_on=on, reason=bench.reason(form.topic, form.reason))
    return _sent(form, on, earliest, bench)


def _before_the_meeting(form: SummonsForm, bench: Bench) -> None:
    """The samråd was held: what is left to tell is that the second holder was summoned to it as well."""
    held_on = bench.case.held.on if bench.case.held else bench.received_on
    if form.outcome is Summons.NOT_SUMMONED or form.holders is not Holders.TWO or form.meeting_on:
        raise Refused(
            "held_already",
            f"Netværkssamrådet er holdt {show_long_day(held_on)}. Det eneste, der mangler, er, om den anden forælder "
            "også var indkaldt: udfyld »Anden forælder indkaldt den« og »Anden forælder indkaldt ved«.",
            "outcome" if form.outcome is Summons.NOT_SUMMONED else "holders",
        )
    second_on = form.second_sent_on or form.sent_on
    if second_on > held_on:
        raise Refused(
            "after_meeting",
            f"{show_long_day(second_on)} ligger efter netværkssamrådet ({show_long_day(held_on)}): "
            "den anden forælder var ikke indkaldt til det.",
            "second_sent_on",
        )


def _day(form: SummonsForm, bench: Bench) -> date:
    """Where one holder of custody is missing, the form begins with the day of the others: no proposal is of then."""
    sent = bench.case.summons
    of_the_others = sent is not None and not sent.complete and form.sent_on == sent.young_person_on
    proposes = form.outcome is Summons.NOT_SUMMONED
    return danish_date(bench.now) if proposes and of_the_others else form.sent_on


def _sent(form: SummonsForm, on: date, earliest: date | None, bench: Bench) -> Summoned:
    because = "udsættelsen eller det nye forsøg"
    _keeps_what_was_sent(form, bench)
    both = form.holders is Holders.TWO
    holder_on = bench.day("holder_sent_on", form.holder_sent_on or on, earliest=earliest, because=because)
    second = form.second_sent_on or holder_on
    second_on = bench.day("second_sent_on", second, earliest=earliest, because=because) if both else None
    complete = form.holders is not Holders.TWO_ONE_MISSING
    late = complete and _late(max(on, holder_on, second_on or on), bench)
    return Summoned(
        young_person_on=on,
        young_person_channel=form.channel,
        holder_on=holder_on,
        holder_channel=form.holder_channel or form.channel,
        second_holder_on=second_on,
        second_holder_channel=(form.second_channel or form.holder_channel or form.channel) if both else None,
        complete=complete,
        agreed_before=on < bench.began_on(form.topic),
        late=late,
        late_cause=_late_cause(form, late=late),
        meeting_on=_meeting_on(form, on, bench),
    )


def _keeps_what_was_sent(form: SummonsForm, bench: Bench) -> None:
    """Where only the second holder of custody is missing, another day or channel of the others is a slip."""
    sent = bench.case.summons
    if sent is None or sent.complete:
        return
    wanted = (sent.young_person_on, sent.young_person_channel, sent.holder_on, sent.holder_channel)
    on, channel = form.sent_on, form.channel
    if (on, channel, form.holder_sent_on or on, form.holder_channel or channel) == wanted:
        return
    raise Refused(
        "sent_already",
        f"Den unge er allerede indkaldt {show_long_day(sent.young_person_on)}; det er den anden forælder, der mangler. "
        "Udfyld »Anden forælder indkaldt den« og »Anden forælder indkaldt ved«, eller skriv i en mail "
        "»anden forælder indkaldt 27.11 brev«. Er det første forkert, rettes det med »rettelse«.",
        "sent_on",
    )


def _late(sent_on: date, bench: Bench) -> bool:
    """After its limit by law; what is registered late but was done in time is not."""
    track = bench.case.track(Milestone.SUMMONS)
    if track is None or bench.rulebook.rule(track.milestone, again=track.again).kind is not Kind.STATUTORY:
        return False
    return start_of(sent_on) >= due(track, bench.rulebook)


def _late_cause(form: SummonsForm, *, late: bool) -> LateCause | None:
    if form.late_cause and not late:
        raise Refused("not_late", "Der er ikke indkaldt efter lovens frist: lad årsagen stå tom.", "late_cause")
    return form.late_cause


def _meeting_on(form: SummonsForm, sent_on: date, bench: Bench) -> date | None:
    if form.meeting_on is None:
        return None
    return bench.agreed_day("meeting_on", form.meeting_on, earliest=sent_on, because="indkaldelsen")


#: How the answer on each form is judged.
DECISIONS: Final[dict[type[Form], Decision]] = {SummonsForm: _summoned}
