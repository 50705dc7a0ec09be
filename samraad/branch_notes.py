"""What the person before a form has to know of a case whose course has turned. Danish, no personal data."""

from __future__ import annotations

from samraad.case import CaseFile
from samraad.deadlines import Deadline
from samraad.rulebook import Rulebook
from samraad.vocabulary import Milestone, Reason, TodoKind


def branch_notes(case: CaseFile, awaited: Deadline, rulebook: Rulebook) -> list[str]:
    """A paragraph each."""
    notes = [f"{awaited.name[:1].upper()}{awaited.name[1:]}."] if awaited.name != awaited.milestone.label else []
    if case.ruling:
        notes.append(f"**Obs:** {case.ruling.label}. {_after_the_ruling(case)}")
    if any(todo.open and todo.kind is TodoKind.MOVED_HAND_OVER for todo in case.todos):
        notes.append("**Obs:** den unge er flyttet. Fristerne løber her, til sagen er overdraget.")
    notes += _on_the_age(case, rulebook)
    if case.runs(Milestone.APPROVAL) and case.not_summoned:
        notes.append(f"Grunden til forslaget om ikke at indkalde: **{case.not_summoned.label}**.")
    if case.runs(Milestone.APPROVAL) and case.not_summoned is Reason.DECLINES:
        notes.append("**Obs:** familiens nej fritager for at holde mødet, ikke for at indkalde.")
    return notes


def _on_the_age(case: CaseFile, rulebook: Rulebook) -> list[str]:
    """While somebody is asked where the case belongs by an age that was put right."""
    if not any(todo.open and todo.kind is TodoKind.AGE_CORRECTED for todo in case.todos):
        return []
    if case.age_at_receipt >= rulebook.under_age:
        found = f"var den unge fyldt {rulebook.under_age} år ved modtagelsen"
        return [f"**Obs:** efter den rettede alder {found}. Afgør, om sagen er uden for målgruppen eller fejloprettet."]
    team = rulebook.route(case.age_at_receipt).team
    return [f"**Obs:** efter den rettede alder hører sagen til team {team}; den ligger hos team {case.team}."]


def _after_the_ruling(case: CaseFile) -> str:
    if case.runs(Milestone.SUMMONS):
        return "Der skal stadig indkaldes, medmindre en leder godkender, at der ikke indkaldes."
    if case.runs(Milestone.PLAN_REVIEW):
        return "Handleplanen skal vurderes (plan a og plan b)."
    return "Tag højde for det i det, der er aftalt (plan a og plan b)."
