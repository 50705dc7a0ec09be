"""What can be registered on a case at any time, beside the milestones of its course."""

from __future__ import annotations

from samraad.vocabulary.course import Milestone
from samraad.vocabulary.labelled import Labelled


class Matter(Labelled):
    """Something a person registers when it happens. Each has one form."""

    TODO = "todo", "opgave"
    NEW_TODO = "new_todo", "ny opgave"
    INTERROGATION = "interrogation", "afhøring"
    MOVED = "moved", "flytning"
    VERDICT = "verdict", "dom eller frafald"
    AGREED_DATE = "agreed_date", "aftalt dato"
    MERGED = "merged", "sammenlægning"
    WRONGLY_OPENED = "wrongly_opened", "fejloprettelse"
    REOPENED = "reopened", "genåbning"
    CORRECTION = "correction", "rettelse"
    OFFENCES = "offences", "kriminalitetens art"
    RECEIPT = "receipt", "rettelse af modtagelsen"
    DEADLINE = "deadline", "flytning af en frist"
    INVITATION = "invitation", "invitation"
    REASSIGN = "reassign", "omfordeling"
    PREPARATION = "preparation", "forberedelse"
    REMAND = "remand", "varetægt"
    PERMITS = "permits", "besøgstilladelser"
    DUTY = "duty", "handlepligt"
    MEASURE = "measure", "foranstaltning"


#: What a form is about.
Topic = Milestone | Matter


def read_topic(text: str) -> Topic:
    """The milestone or matter with this code or Danish name. Raises ValueError."""
    try:
        return Milestone.read(text)
    except ValueError:
        return Matter.read(text)
