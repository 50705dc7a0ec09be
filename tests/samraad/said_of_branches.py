"""What is said of the events that turn a course or end it."""

from __future__ import annotations

from samraad.events import (
    CaseReopened,
    DateAgreed,
    Event,
    MotivationAnswered,
    MoveReported,
    NotificationAttached,
    NotificationReweighed,
    Summoned,
    TodoAnswered,
    VerdictFell,
    WronglyOpened,
)
from samraad.vocabulary import (
    Channel,
    LateCause,
    Motivation,
    Reason,
    Reopening,
    Ruling,
    TodoOutcome,
    WrongOpening,
)
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
        NotificationReweighed(received_at=danish("2026-12-05 08:00"), notification="n-2", opens=M.SUMMONS),
        (
            "Underretningen modtaget lør 5. dec kl. 08.00 er ikke dækket af det, der er registreret; "
            "der skal indkaldes på ny inden 7 dage"
        ),
    ),
    (
        NotificationReweighed(received_at=danish("2026-12-05 08:00"), notification="n-2", assess=True),
        (
            "Underretningen modtaget lør 5. dec kl. 08.00 er ikke dækket af det, der er registreret; "
            "der skal tages stilling til akut behov"
        ),
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
    (VerdictFell(outcome=Ruling.DROPPED, on=day("2026-12-04")), "Mistanken er frafaldet fre 4. dec"),
    (VerdictFell(outcome=Ruling.CONVICTED, on=day("2026-12-04")), "Afgørelse: dømt fre 4. dec"),
    (DateAgreed(milestone=M.MEETING, agreed_on=day("2026-12-10")), "Aftalt dato: netværkssamråd tor 10. dec"),
    (
        MoveReported(moved_on=day("2026-11-24"), known_on=day("2026-11-25")),
        "Flyttet tir 24. nov, endnu ikke overdraget: fristerne løber her",
    ),
    (
        WronglyOpened(on=day("2026-11-25"), because=WrongOpening.TEST),
        "Oprettet ved en fejl, lukket ons 25. nov: en prøve",
    ),
    (
        CaseReopened(on=day("2026-11-25"), because=Reopening.SLIP),
        "Genåbnet ons 25. nov: afsluttet ved en fejl; fristerne løber videre",
    ),
    (
        Summoned(
            young_person_on=day("2026-11-30"),
            young_person_channel=Channel.PHONE,
            holder_on=day("2026-11-30"),
            holder_channel=Channel.PHONE,
            late=True,
            late_cause=LateCause.HOLIDAY,
            meeting_on=day("2026-12-10"),
        ),
        (
            "Indkaldt: den unge man 30. nov ved telefon, forælder man 30. nov ved telefon; efter fristen: ferie; "
            "mødet aftalt til tor 10. dec"
        ),
    ),
    (
        TodoAnswered(todo=1, outcome=TodoOutcome.DONE, on=day("2026-12-04"), cause=LateCause.NETWORK),
        "Opgave 1: gjort fre 4. dec: netværket blev fundet sent",
    ),
]
