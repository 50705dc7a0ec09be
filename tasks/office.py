"""The office: everything a step needs at hand. Opened once where a process begins, passed on from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from samraad.case import CaseFile
from samraad.errors import UnknownCase
from samraad.message import Texts
from samraad.recipients import Recipients
from samraad.register import Bench
from samraad.replies.rules import ReplyRules
from samraad.rulebook import Rulebook
from samraad.rulebooks import in_force
from samraad.staff import Staff
from samraad.times import Clock, danish_date
from samraad.view import View, view
from tasks.messages import Sender
from tasks.reading.port import Reader
from tasks.store.port import Store, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Store, reader, rules and clock. Who works here stands in the store."""

    store: Store
    #: Reads mails.
    reader: Reader
    rulebooks: tuple[Rulebook, ...]
    clock: Clock
    #: Who can be told.
    recipients: Recipients
    sender: Sender
    texts: Texts
    #: Address of the Prefect UI as written in messages and artifacts.
    public_url: str
    #: How messages are answered by mail; None: not at all.
    replies: ReplyRules | None = None

    def rulebook_at(self, instant: datetime) -> Rulebook:
        """The rulebook a case received at the instant is opened under. Raises BrokenRulebook if there is none."""
        return in_force(self.rulebooks, danish_date(instant))

    @property
    def staff(self) -> Staff:
        """Who works here now. A transaction of its own: within one, ask `work.staff()`."""
        with self.store.work() as work:
            return work.staff()

    def bench(self, work: Work, case: CaseFile, now: datetime) -> Bench:
        """What an answer to the case is judged by."""
        rulebook = work.rulebook(case.rulebook)
        born = partial(_born, work, case.number)
        return Bench(
            case=case,
            staff=work.staff(),
            rulebook=rulebook,
            now=now,
            born=born,
            others=partial(_other, work),
            same_person=partial(_same_person, work, case.number),
            open_elsewhere=partial(_open_elsewhere, work, case.number),
        )

    def view(self, work: Work, case: CaseFile) -> View:
        """How the case must look now."""
        return view(case, work.rulebook(case.rulebook), self.clock.now())


def _born(work: Work, number: str) -> date:
    return work.person_of(number).birth_date


def _other(work: Work, number: str) -> CaseFile | None:
    try:
        return work.load(number)
    except UnknownCase:
        return None


def _same_person(work: Work, one: str, other: str) -> bool:
    """Not where both CPR numbers are known and differ, or the birth dates do."""
    mine, theirs = work.person_of(one), work.person_of(other)
    if mine.cpr and theirs.cpr:
        return mine.cpr == theirs.cpr
    return mine.birth_date == theirs.birth_date


def _open_elsewhere(work: Work, number: str) -> str | None:
    """Asked in turn with intake, so that no notification opens one meanwhile."""
    work.intake_lock()
    return next((each for each in work.cases_of_the_same(number) if work.load(each).awaiting is not None), None)


def run_link(public_url: str, run: str) -> str:
    """Where people see a run. The second UI, by its own path: the first one's lists do not open by mouse everywhere."""
    return f"{public_url}/v2/runs/flow-run/{run}"
