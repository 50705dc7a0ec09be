"""What an answer is judged by, and the judgements that several forms share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from samraad import cpr, out_of_turn
from samraad.case import CaseFile, Track
from samraad.course import BESIDE
from samraad.deadlines import limit
from samraad.errors import AlreadyRegistered, Refused
from samraad.events import Event
from samraad.forms import REASONS, Form, defaults
from samraad.forms.belongs import out_of_place
from samraad.rulebook import Rulebook
from samraad.staff import Colleague, Staff
from samraad.times import danish_date, end_of, show_long_day, start_of
from samraad.vocabulary import Course, Labelled, Matter, Milestone, Reason, Summons, Topic, choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What an answer is judged by."""

    case: CaseFile
    staff: Staff
    rulebook: Rulebook
    now: datetime
    #: The attempt the person saw when answering, so that the second of two answers is told; None: whichever is open.
    attempt: int | None = None
    #: The birth date, looked up only where an earlier receipt asks for the age then; None: the age stays as it was.
    born: Callable[[], date] | None = None
    #: Another case by its number, None where there is none.
    others: Callable[[str], CaseFile | None] | None = None
    #: Whether another case may be about the same person: both CPR numbers are known and differ, or not.
    same_person: Callable[[str], bool] | None = None
    #: Number of another open case of the same person, None where there is none.
    open_elsewhere: Callable[[], str | None] | None = None

    @property
    def received_on(self) -> date:
        """The Danish day the clock started."""
        return danish_date(self.case.received_at)

    def age_on(self, instant: datetime) -> int:
        """Whole years on the Danish day of the instant."""
        return self.case.age_at_receipt if self.born is None else cpr.age(self.born(), danish_date(instant))

    def day(self, field: str, on: date, *, earliest: date | None = None, because: str = "") -> date:
        """The day, if it can be: not in the future, not unbelievably far back, not before what it builds on."""
        if on > danish_date(self.now):
            raise Refused("in_future", f"{show_long_day(on)} ligger i fremtiden. Skriv den dag, det skete.", field)
        if earliest and on < earliest:
            raise Refused("too_early", f"{show_long_day(on)} ligger før {because} ({show_long_day(earliest)}).", field)
        if limit(start_of(on), self.rulebook.believable) <= self.case.received_at:
            raise Refused("too_old", f"{show_long_day(on)} er meget længe siden. Er årstallet rigtigt?", field)
        return on

    def colleague(self, field: str, initials: str) -> Colleague:
        """The colleague with the initials."""
        found = self.staff.get(initials)
        if found is None:
            # Not repeated: a first name may pass for initials, and the text is shown in Prefect.
            raise Refused("unknown_initials", "Ingen medarbejder har de initialer.", field)
        return found

    def at_work(self, field: str, initials: str) -> Colleague:
        """The colleague, if they have not left."""
        colleague = self.colleague(field, initials)
        if colleague.left(danish_date(self.now)):
            raise Refused("left", f"{colleague.initials} er fratrådt.", field)
        return colleague

    def takes_cases(self, field: str, initials: str) -> str:
        """The initials of a colleague who can have the case."""
        colleague = self.at_work(field, initials)
        if not colleague.takes_cases:
            raise Refused("takes_no_cases", f"{colleague.initials} har ikke sager. Vælg en sagsbehandler.", field)
        return colleague.initials

    def themselves(self, by: str, caseworker: str) -> None:
        """Nobody takes a case for somebody else: whose it is would not know."""
        if by != caseworker:
            text = (
                f"Kun {caseworker} kan svare, at {caseworker} har taget sagen. Tager du den selv, så skriv dine egne "
                "initialer som sagsbehandlerens; en leder giver den til en anden med »omfordeling«."
            )
            raise Refused("not_theirs", text, "by")

    def takes_over(self, initials: str | None) -> str:
        """The caseworker an investigation goes to."""
        if initials is None:
            raise Refused(
                "caseworker_missing", "Skriv initialerne på den sagsbehandler, der overtager sagen.", "caseworker"
            )
        return self.takes_cases("caseworker", initials)

    def agreed_day(self, field: str, on: date, *, earliest: date, because: str = "udsættelsen") -> date:
        """A day that was agreed: not before the agreement, and believably near."""
        if on < earliest:
            raise Refused("too_early", f"{show_long_day(on)} ligger før {because} ({show_long_day(earliest)}).", field)
        if end_of(on) > limit(self.now, self.rulebook.believable):
            raise Refused("in_future", f"{show_long_day(on)} ligger meget langt ude. Er årstallet rigtigt?", field)
        return on

    def reason(self, topic: Topic, reason: Reason | None) -> Reason:
        """The reason a "not done, because" needs."""
        fitting = REASONS[topic]
        if reason not in fitting:
            raise Refused("reason_missing", f"Vælg en grund: {choices(fitting)}.", "reason")
        return reason

    def began_on(self, milestone: Milestone) -> date:
        """The day the milestone's present attempt counts from: what comes after it is not dated before."""
        track = self.case.track(milestone)
        return danish_date(track.counts_from) if track else self.received_on


#: What only a closed case takes, and what it takes as an open one does: what was registered wrong is found late too.
ONLY_CLOSED: Final[frozenset[Topic]] = frozenset({Matter.REOPENED})
ALSO_CLOSED: Final[frozenset[Topic]] = frozenset({Matter.CORRECTION, Matter.OFFENCES})

#: How the answer on a form is judged.
Decision = Callable[[Any, Bench], Event | tuple[Event, ...]]


def takes(topic: Topic, case: CaseFile) -> bool:
    """Whether the case takes an answer to the milestone, or the matter, now."""
    if case.awaiting is None:
        return topic in ONLY_CLOSED or (topic in ALSO_CLOSED and case.merged_into is None)
    if isinstance(topic, Matter):
        return topic not in ONLY_CLOSED
    beside = case.runs(topic) and case.awaiting in BESIDE.get(topic, ())
    return topic is case.awaiting or beside or out_of_turn.takes(topic, case)


def expected(topic: Topic, bench: Bench) -> None:
    """Refuse what the case does not take now: a matter on a closed case, a milestone that it does not wait for."""
    case, awaiting = bench.case, bench.case.awaiting
    if awaiting is None:
        if takes(topic, case):
            return
        if case.merged_into is not None:
            into = case.merged_into
            raise AlreadyRegistered("merged", f"Sag {case.number} er lagt sammen med sag {into}: registrér svaret dér.")
        raise AlreadyRegistered(
            "closed", f"Sag {case.number} er afsluttet. Er der mere at registrere, så genåbn den (»genåbning«)."
        )
    if topic in ONLY_CLOSED:
        raise AlreadyRegistered("not_closed", f"Sag {case.number} er ikke afsluttet.")
    if isinstance(topic, Matter):
        return
    _awaited(topic, awaiting, bench)


def _awaited(milestone: Milestone, awaiting: Milestone, bench: Bench) -> None:
    case, track = bench.case, bench.case.track(milestone)
    now = f"Sag {case.number} afventer nu {awaiting.label}."
    if track is not None and bench.attempt is not None and bench.attempt < _asked(track):
        raise AlreadyRegistered("already", f"»{milestone.label}« er allerede registreret. {now}")
    if takes(milestone, case):
        return
    if track is None or track.open:
        raise Refused("not_yet", f"»{milestone.label}« kan ikke registreres endnu. {now}{_how(milestone, case)}")
    if track.lapsed:
        raise AlreadyRegistered("lapsed", f"»{milestone.label}« er bortfaldet. {now}")
    if awaiting is Milestone.COURSE and track.outcome is Summons.NOT_SUMMONED:
        raise AlreadyRegistered(
            "not_summoned",
            f"Det er godkendt ikke at indkalde. Er der indkaldt alligevel, så vælg først »{Course.NEW_ATTEMPT.label}« "
            "som andet forløb; derefter registreres indkaldelsen med den dag, den blev sendt.",
        )
    raise AlreadyRegistered("already", f"»{milestone.label}« er allerede registreret. {now}")


def _asked(track: Track) -> int:
    """Which attempt an answer is to now. After a meeting that was not held the next may be answered out of its turn."""
    return track.attempt + (track.milestone is Milestone.MEETING and not track.open)


def _how(milestone: Milestone, case: CaseFile) -> str:
    """How a plan that was made after all is registered, where other support was chosen without one."""
    chosen = case.track(Milestone.COURSE)
    if milestone is not Milestone.PLAN or chosen is None or chosen.outcome is not Course.OTHER_SUPPORT:
        return ""
    how = f"ret først »{Milestone.COURSE.label}« (»{Matter.CORRECTION.label}«, andre felter: plan=ja)"
    return f" Der er valgt anden støtte uden handleplan. Laves der en, så {how}."


def consistent(form: Form, bench: Bench) -> None:
    """Refuse what was filled in beside an answer it does not belong to: one of them is a slip, nothing is dropped.

    What the form started with was filled in by nobody.
    """
    start = defaults(form.topic, bench.case, bench.now)
    fields = type(form).model_fields
    filled = [name for name in fields if getattr(form, name) not in (None, fields[name].default, start.get(name))]
    found = out_of_place(form.topic, filled, dict(form))
    if found is None:
        return
    name, row = found
    fitting = " eller ".join(f"»{_short(each)}«" for each in row.to)
    raise Refused(
        f"{name}_contradicts",
        f"»{fields[name].title}« hører til {fitting}, men svaret er »{_short(getattr(form, row.answer))}«. "
        "Ret det ene.",
        row.answer,
    )


def _short(answer: Labelled) -> str:
    return answer.label.removesuffix(", fordi …")
