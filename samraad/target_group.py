"""Weighing whether a case is in the target group: the rulebook's table proposes, a person decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from samraad.case import CaseFile
from samraad.events import Event, PoliceAsked, TargetFacts, TargetGroupDecided, TargetGroupReferred
from samraad.rulebook import Rulebook
from samraad.target_rows import Facts, TargetGroupRow, first_fitting
from samraad.vocabulary import FamilyTold, Milestone, Offence, Repeated, TargetGroup, TodoKind, Verdict

__all__ = ["Facts", "Weighed", "differs", "earlier_of", "facts_of", "row_behind", "said", "weigh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the table says of a case."""

    verdict: Verdict
    #: Name of the row that decided, and what staff call it; empty in an old rulebook.
    row: str
    label: str = ""
    #: Danish, with its source.
    because: str

    @property
    def said(self) -> str:
        """`alvorlig efter rækken »røveri – altid alvorligt«: røveri er alvorligt (undersøgelsen § 6.1)`."""
        row = f" efter rækken »{self.label}«" if self.label else ""
        return f"**{self.verdict.label}**{row}: {self.because}"


#: Of a rulebook that is older than its table.
_UNLISTED: Final = Weighed(
    verdict=Verdict.GREY, row="no_table", because="sagens regelsæt har ingen tabel over målgruppen"
)


def weigh(facts: Facts, rulebook: Rulebook) -> Weighed:
    """The most severe of what the first fitting row says of each kind of crime, and which row that was."""
    deciding = [first_fitting(rulebook.target_group, each, facts) for each in facts.offences or (Offence.OTHER,)]
    found = [row for row in deciding if row is not None]
    if not found:
        return _UNLISTED
    row = min(found, key=_severity)
    return Weighed(verdict=row.verdict, row=row.name, label=row.label, because=row.because)


def _severity(row: TargetGroupRow) -> int:
    """0 is the most severe; of equals the first counts."""
    return list(Verdict).index(row.verdict)


def facts_of(case: CaseFile, told: TargetFacts) -> Facts:
    """What is known of the case, with what a person adds; a person knows better whether it is the first time."""
    known = None if told.earlier is None else told.earlier > 0
    return Facts(
        offences=case.undecided_offences or case.offences,
        age=case.age_at_receipt,
        amount_kr=told.amount_kr,
        setting=told.setting,
        repeated=known if told.repeated is None else told.repeated is Repeated.YES,
    )


def earlier_of(case: CaseFile) -> int | None:
    """How often the person was notified of before, seriously or not: in other cases, and in this one what was decided.

    Several that are decided together may be about the same, as a call and a mail are, or not: by themselves they say
    neither that it is the first time nor that it is not. None where it is not known.
    """
    known = (case.earlier_notifications or 0) + len(case.decided)
    together = len(case.notifications) - len(case.decided)
    first_time = case.earlier_notifications is not None and together <= 1
    return known if known or first_time else None


def differs(outcome: TargetGroup, verdict: Verdict) -> bool:
    """Whether a person decides against what the table says clearly. A grey verdict can be decided either way."""
    if outcome is TargetGroup.OUTSIDE:
        return verdict is Verdict.SERIOUS
    return verdict is Verdict.NOT_SERIOUS and outcome in (TargetGroup.IN_TARGET_GROUP, TargetGroup.AGAIN_WITHIN_YEAR)


def said(case: CaseFile, rulebook: Rulebook) -> tuple[str, ...]:
    """What stands above the form: verdict, deciding row, what was proposed. Only while the target group is awaited.

    The row tells the kind of crime, which is why a decided case no longer shows it.
    """
    if case.awaiting is not Milestone.TARGET_GROUP:
        return _told_the_family(case)
    earlier = earlier_of(case)
    told = replace(case.target_facts or TargetFacts(), earlier=earlier)
    weighed = weigh(facts_of(case, told), rulebook)
    lines = [f"Tabellen siger {weighed.said}. Du afgør."]
    if earlier:
        lines.append(f"Tidligere underretninger om den unge, uanset for hvad: {earlier}.")
    if any(each.open and each.kind is TodoKind.POLICE_ASKED for each in case.todos):
        lines.append("Politiet er spurgt: de 7 dage løber imens.")
    if case.proposal is not None:
        lines.append(f"Forslag efter afhøringen: {case.proposal.label}.")
    return (*lines, *_told_the_family(case))


def row_behind(event: Event, rulebook: Rulebook) -> str:
    """` (række: røveri – altid alvorligt)` of a decision, for those who may see the kind of crime; else nothing."""
    if not isinstance(event, TargetGroupDecided | TargetGroupReferred | PoliceAsked):
        return ""
    label = next((row.label for row in rulebook.target_group if row.name == event.row), "")
    return f" (række: {label})" if label else ""


def _told_the_family(case: CaseFile) -> tuple[str, ...]:
    """Nobody could know that (002 §7.1): whoever summons puts it right."""
    if FamilyTold.JUST_ONCE not in case.family_told or case.held is not None:
        return ()
    return ("**Obs:** familien har fået at vide, at det nok var denne ene gang. Det er ikke vurderet: ret det.",)
