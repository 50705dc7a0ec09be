"""What is said of the events that turn a course or end it."""

from __future__ import annotations

from samraad.events import Event, MotivationAnswered, NotificationAttached
from samraad.vocabulary import Motivation, Reason
from tests.samraad.given import M, danish, day

SAID_OF_BRANCHES: list[tuple[Event, str]] = [
    (
        NotificationAttached(
            received_at=danish("2026-11-23 08:00"),
            notification="n-2",
            offences=(),
            opens=M.PLAN_REVIEW,
            taken_over_from="2026-0041",
        ),
        (
            "Ny underretning modtaget man 23. nov kl. 08.00; fra sag 2026-0041; "
            "inden for et år efter et holdt samråd: handleplanen skal vurderes"
        ),
    ),
    (
        NotificationAttached(received_at=danish("2026-11-23 08:00"), notification="n-2", offences=(), opens=M.SUMMONS),
        "Ny underretning modtaget man 23. nov kl. 08.00; der skal indkaldes på ny inden 7 dage",
    ),
    (
        MotivationAnswered(outcome=Motivation.AGREES, on=day("2026-12-04")),
        "Motivationsforsøg: Familien siger ja – samrådet holdes fre 4. dec",
    ),
    (
        MotivationAnswered(outcome=Motivation.STILL_DECLINES, on=day("2026-12-04"), reason=Reason.DECLINES),
        (
            "Motivationsforsøg: Siger stadig nej – samrådet holdes ikke fre 4. dec: "
            "familien eller den unge siger nej eller bliver væk"
        ),
    ),
]
