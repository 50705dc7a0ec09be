"""Limits and ladders for rulebooks that were written before there was such a thing; a new one has to name them all."""

from __future__ import annotations

from typing import Any, Final

from samraad.vocabulary import Milestone, TodoKind

QUARANTINE: Final[dict[str, Any]] = {
    "kind": "statutory",
    "limit": "24 hours",
    "legal_basis": "Underretningen vurderes inden 24 timer, også når den ikke kan læses (bekræftes af kommunen)",
    "ladder": [
        {"rung": "soon", "at": "6 hours before", "tell": ["intake"]},
        {"rung": "missed", "at": "at the deadline", "tell": ["intake", "intake_leader"], "urgent": True},
        {
            "rung": "still_missed",
            "at": "1 working days after",
            "tell": ["intake", "intake_leader"],
            "every": "1 working days",
            "times": 50,
        },
    ],
}


def _told(kind: str, limit: str, basis: str, *roles: str, before: str | None = None) -> dict[str, Any]:
    """A rule whose ladder has a reminder, if any, and the deadline."""
    soon = [{"rung": "soon", "at": before, "tell": [roles[0]]}] if before else []
    missed = {"rung": "missed", "at": "at the deadline", "tell": list(roles)}
    return {"kind": kind, "limit": limit, "legal_basis": basis, "ladder": [*soon, missed]}


#: Milestones that came later.
MILESTONES: Final[dict[Milestone, dict[str, Any]]] = {
    Milestone.MOTIVATION: _told(
        *("norm", "5 working days", "Kommunens norm: et nyt forsøg på at motivere familien"),
        *("caseworker", "team_leader"),
        before="0 days before",
    ),
}

#: All kinds of todo came later.
TODOS: Final[dict[TodoKind, dict[str, Any]]] = {
    TodoKind.ASSESS_AGAIN: _told(
        "statutory",
        "24 hours",
        "Underretningen vurderes inden 24 timer (bekræftes af kommunen)",
        *("caseworker", "team_leader"),
        before="6 hours before",
    ),
    TodoKind.TARGET_GROUP_REFERRED: {
        "kind": "norm",
        "limit": "1 working days",
        "legal_basis": "Kommunens norm: en gråzone afgøres hurtigt, for de 7 dage løber",
        "ladder": [
            {"rung": "last_day", "at": "0 days before", "tell": ["grey_role"]},
            {"rung": "missed", "at": "at the deadline", "tell": ["grey_role", "intake_leader"], "urgent": True},
        ],
    },
    TodoKind.POLICE_ASKED: _told(
        *("norm", "2 working days", "Kommunens norm: de 7 dage løber, mens politiet svarer"),
        *("caseworker", "team_leader"),
        before="0 days before",
    ),
    TodoKind.INTERROGATION: {
        "kind": "norm",
        "limit": "4 hours",
        "legal_basis": "Politiet beder om svar på, hvem der møder op",
        "ladder": [
            {"rung": "soon", "at": "4 hours before", "tell": ["caseworker"], "urgent": True},
            {"rung": "one_hour", "at": "1 hours before", "tell": ["caseworker", "team_leader"], "urgent": True},
            {"rung": "missed", "at": "at the deadline", "tell": ["caseworker", "team_leader"], "urgent": True},
        ],
    },
    TodoKind.INTERROGATION_OUTCOME: _told(
        *("norm", "1 working days", "Kommunens norm: en aftalt afhøring glemmes ikke; det registreres, hvad der skete"),
        *("caseworker", "team_leader"),
        before="0 days before",
    ),
    TodoKind.HAND_OVER: _told(
        *("norm", "1 working days", "Kommunens norm: døgnvagten overdrager næste arbejdsdags morgen"),
        *("caseworker", "team_leader"),
        before="1 hours before",
    ),
    TodoKind.ACCEPT: _told(
        "norm", "1 working days", "Kommunens norm", "caseworker", "team_leader", before="0 days before"
    ),
    TodoKind.REASSIGN: _told(
        "norm", "1 working days", "Kommunens norm", "team_leader", "manager", before="0 days before"
    ),
    TodoKind.LATE_CAUSE: _told(
        *("norm", "5 working days", "Kommunens norm: en sen indkaldelse forklares"),
        *("caseworker", "team_leader"),
        before="0 days before",
    ),
    TodoKind.MOVED_HAND_OVER: _told(
        *("norm", "2 working days", "Kommunens norm: sagen overdrages hurtigt, for fristerne løber"),
        *("caseworker", "team_leader"),
        before="0 days before",
    ),
    TodoKind.TURNS_15: _told(
        *("norm", "23 days", "Kommunens norm: overdragelse, før den unge fylder 15 år (§7.1)"),
        *("caseworker", "team_leader"),
        before="30 days before",
    ),
    TodoKind.TURNS_18: _told(
        *("norm", "23 days", "Kommunens norm: overdragelse, før den unge fylder 18 år"),
        *("caseworker", "team_leader"),
        before="30 days before",
    ),
    TodoKind.AGE_CORRECTED: _told(
        *("norm", "1 working days", "Kommunens norm: en sag ligger i den afdeling, som alderen siger (§7.1)"),
        *("team_leader", "caseworker"),
        before="30 days before",
    ),
    TodoKind.COURT_STATEMENT: _told(
        "norm", "10 working days", "Kommunens norm", "caseworker", "team_leader", before="2 days before"
    ),
    TodoKind.PERMIT: _told(
        *("norm", "3 working days", "Kommunens norm: politiet svarer på en besøgstilladelse, eller der spørges igen"),
        "caseworker",
    ),
    TodoKind.DUTY: _told("norm", "14 days", "Aftalt på netværkssamrådet", "caseworker", before="2 days before"),
    TodoKind.MEASURE: _told(
        *("norm", "10 working days", "Kommunens norm: en foranstaltning kommer et skridt videre"),
        *("caseworker", "team_leader"),
        before="2 days before",
    ),
}
