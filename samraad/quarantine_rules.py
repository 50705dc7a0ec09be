"""The quarantine's limit and ladder for a rulebook that names none: those written before there was a quarantine."""

from __future__ import annotations

from typing import Any, Final

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
