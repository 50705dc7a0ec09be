"""What a timeline says of each event: one Danish sentence, without personal data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samraad.codec import encode
from samraad.events import (
    EVENTS,
    AcuteNeedAssessed,
    AgeNear,
    AnswerRefused,
    AssignmentAnswered,
    CaseMerged,
    CaseMoved,
    CaseReassigned,
    CaseRouted,
    CaseworkerAway,
    Corrected,
    CourseChosen,
    DeadlineMoved,
    Event,
    FollowUpAnswered,
    InterrogationAnswered,
    MeetingAnswered,
    MergedIn,
    MessageTried,
    NotificationAttached,
    NotSummonedAnswered,
    NotSummonedProposed,
    OffencesStated,
    PersonCorrected,
    PersonShown,
    PlanAnswered,
    PlanReviewed,
    PoliceAsked,
    ReceiptCorrected,
    ReceiptMoved,
    RoutingTold,
    RungReached,
    Summoned,
    TargetFacts,
    TargetGroupDecided,
    TargetGroupReferred,
    TodoAnswered,
    TodoOpened,
    TodoRungReached,
    Withdrawn,
)
from samraad.notification import Origin
from samraad.vocabulary import (
    Approval,
    Assessment,
    Assignment,
    Attendance,
    Away,
    Channel,
    CorrectionCause,
    Course,
    DeadlineBasis,
    Destination,
    FamilyTold,
    FollowUp,
    Matter,
    Meeting,
    Offence,
    Override,
    Plan,
    PlanReview,
    Proposal,
    Reason,
    ReceiptBasis,
    Role,
    TargetGroup,
    TodoKind,
    TodoOutcome,
    Verdict,
    WithPlan,
)
from samraad.wording import say
from tests.samraad.given import RECEIVED, M, danish, day, opening
from tests.samraad.said_of_branches import SAID_OF_BRANCHES
from tests.samraad.said_of_preparation import PREPARATION

SUMMONED = Summoned(
    young_person_on=day("2026-11-21"),
    young_person_channel=Channel.DIGITAL_POST,
    holder_on=day("2026-11-22"),
    holder_channel=Channel.PHONE,
)
MISSED = RungReached(
    milestone=M.SUMMONS,
    attempt=1,
    rung="missed",
    occurrence=1,
    due_at=danish("2026-11-29 00:00"),
    rung_at=danish("2026-11-29 00:00"),
    told=("ANK", "team_leader:unge"),
    missed=True,
)

TODO_MISSED = TodoRungReached(
    todo=2,
    kind=TodoKind.COURT_STATEMENT,
    rung="missed",
    occurrence=1,
    due_at=danish("2026-12-11 00:00"),
    rung_at=danish("2026-12-11 00:00"),
    told=("ANK", "team_leader:unge"),
    missed=True,
)

SAID: list[tuple[Event, str]] = [
    # which crime it is said to be stands nowhere many can read it
    (opening(), "Underretning modtaget lør 21. nov kl. 09.14"),
    (
        opening(remand=True, interrogation=True),
        "Underretning modtaget lør 21. nov kl. 09.14; varetægtssurrogat; en afhøring forestår",
    ),
    (
        NotificationAttached(
            received_at=danish("2026-11-23 08:00"), notification="n-2", offences=(Offence.ROBBERY,), remand=True
        ),
        "Ny underretning modtaget man 23. nov kl. 08.00; varetægtssurrogat",
    ),
    (opening(origin=Origin.SSP_LIST), "Underretning modtaget lør 21. nov kl. 09.14 (SSP-liste)"),
    (
        ReceiptMoved(
            received_at=danish("2026-11-19 23:30"),
            before=RECEIVED,
            because="n-2",
            origin=Origin.TELEPHONE,
            age_at_receipt=16,
        ),
        "Modtaget allerede tor 19. nov kl. 23.30 (telefon), ikke først lør 21. nov kl. 09.14: fristerne er rykket frem",
    ),
    (
        AcuteNeedAssessed(outcome=Assessment.ACUTE_NEED, assessed_at=danish("2026-11-21 10:00")),
        "Akut behov – der er handlet, lør 21. nov kl. 10.00",
    ),
    (
        AcuteNeedAssessed(
            outcome=Assessment.NOT_ASSESSED, assessed_at=danish("2026-11-21 10:00"), reason=Reason.NOT_REACHED
        ),
        "Ikke vurderet, lør 21. nov kl. 10.00: familien er ikke truffet",
    ),
    (
        TargetGroupDecided(
            outcome=TargetGroup.OUTSIDE, decided_on=day("2026-11-23"), destination=Destination.OWN_CASEWORKER
        ),
        "Uden for målgruppen man 23. nov: egen sagsbehandler",
    ),
    (
        TargetGroupDecided(
            outcome=TargetGroup.OUTSIDE,
            decided_on=day("2026-11-23"),
            destination=Destination.NONE,
            verdict=Verdict.SERIOUS,
            row="violence",
            facts=TargetFacts(),
            override=Override.CIRCUMSTANCES,
            ssp_told_on=day("2026-11-24"),
        ),
        # which row decided is left out: it tells the kind of crime
        (
            "Uden for målgruppen man 23. nov: ingen – underretningen giver ikke anledning til mere; "
            "SSP-konsulenten underrettet tir 24. nov; tabellen: alvorlig; begrundelse: de konkrete omstændigheder"
        ),
    ),
    (
        TargetGroupReferred(
            referred_on=day("2026-11-23"),
            to="target_group_board",
            verdict=Verdict.GREY,
            row="burglary",
            facts=TargetFacts(amount_kr=400),
        ),
        "Målgruppen forelagt målgruppeudvalget man 23. nov; tabellen: gråzone",
    ),
    (
        PoliceAsked(asked_on=day("2026-11-23"), verdict=Verdict.GREY, row="theft", facts=TargetFacts()),
        "Politiet spurgt man 23. nov; tabellen: gråzone",
    ),
    (
        InterrogationAnswered(attendance=Attendance.PLANNED, on=day("2026-11-23"), attended_by="BOS"),
        "Afhøring man 23. nov: Aftalt, hvem der møder op (BOS)",
    ),
    (
        InterrogationAnswered(
            attendance=Attendance.PLANNED, on=day("2026-11-23"), attended_by="BOS", planned_on=day("2026-11-25")
        ),
        "Afhøring man 23. nov: Aftalt, hvem der møder op (BOS); den holdes ons 25. nov",
    ),
    (
        InterrogationAnswered(
            attendance=Attendance.DUTY_OFFICER,
            on=day("2026-11-20"),
            documents_at=danish("2026-11-20 23:10"),
            family_told=(FamilyTold.SUSPICION, FamilyTold.CONTACT),
            proposal=Proposal.IN_TARGET_GROUP,
            hand_over_by_at=danish("2026-11-23 10:00"),
        ),
        (
            "Afhøring fre 20. nov: Døgnvagten mødte op; dokumentation udleveret fre 20. nov kl. 23.10; familien fik at "
            "vide: hvad den unge er mistænkt for, hvem de hører fra; forslag: i målgruppen; "
            "overdrages senest man 23. nov kl. 10.00"
        ),
    ),
    (
        CaseRouted(team="unge", caseworker="ANK", because="15 år eller ældre"),
        "Tilbudt ANK i team unge: 15 år eller ældre",
    ),
    (CaseRouted(team="unge", caseworker=None, because="ingen ledig"), "Tilbudt teamlederen i team unge: ingen ledig"),
    (RoutingTold(own_caseworker="BOS", district="vest"), "Oplyst: egen sagsbehandler BOS, distrikt vest"),
    (
        CaseworkerAway(
            caseworker="ANK",
            why=Away.ABSENT,
            from_on=day("2026-11-30"),
            until_on=day("2026-12-04"),
            deputy="BOS",
        ),
        "ANK er fraværende fra man 30. nov til fre 4. dec; stedfortræder BOS",
    ),
    (
        CaseworkerAway(caseworker="ANK", why=Away.ABSENT, from_on=day("2026-11-30"), offered_again=True),
        "ANK er fraværende fra man 30. nov; sagen tilbydes en anden",
    ),
    (
        CaseworkerAway(caseworker="ANK", why=Away.LEAVES, from_on=day("2026-12-01")),
        "ANK er fratrådt fra tir 1. dec; ingen stedfortræder, teamlederen får besked",
    ),
    (
        CaseReassigned(caseworker="BOS", team="unge", on=day("2026-11-26"), because=Reason.NO_ANSWER),
        "Givet til BOS i team unge tor 26. nov: har ikke svaret",
    ),
    (
        AssignmentAnswered(outcome=Assignment.ACCEPTED, caseworker="ANK", answered_on=day("2026-11-24")),
        "ANK: Sagen er modtaget tir 24. nov",
    ),
    (
        AssignmentAnswered(
            outcome=Assignment.DECLINED, caseworker="ANK", answered_on=day("2026-11-24"), reason=Reason.WORKLOAD
        ),
        "ANK: Kan ikke tage sagen tir 24. nov: for mange sager",
    ),
    (
        SUMMONED,
        "Indkaldt: den unge lør 21. nov ved Digital Post (e-Boks), forælder søn 22. nov ved telefon",
    ),
    (
        replace(SUMMONED, second_holder_on=day("2026-11-23"), second_holder_channel=Channel.HANDED, agreed_before=True),
        (
            "Indkaldt: den unge lør 21. nov ved Digital Post (e-Boks), forælder søn 22. nov ved telefon, "
            "anden forælder man 23. nov ved afleveret personligt; "
            "før modtagelsen: et møde aftalt tidligere er gjort til netværkssamråd"
        ),
    ),
    (
        replace(SUMMONED, complete=False),
        (
            "Indkaldt: den unge lør 21. nov ved Digital Post (e-Boks), forælder søn 22. nov ved telefon; "
            "den anden forælder er endnu ikke indkaldt"
        ),
    ),
    (
        NotSummonedProposed(proposed_on=day("2026-11-25"), reason=Reason.MOVED),
        "Foreslået ons 25. nov ikke at indkalde: flyttet",
    ),
    (
        NotSummonedAnswered(outcome=Approval.REJECTED, answered_on=day("2026-11-26")),
        "Afvist – der skal indkaldes tor 26. nov",
    ),
    (
        MeetingAnswered(outcome=Meeting.HELD, on=day("2026-12-02"), participants=(Role.YOUNG_PERSON, Role.SSP)),
        "Netværkssamråd: Afholdt ons 2. dec; deltagere: den unge, SSP-konsulent",
    ),
    (
        MeetingAnswered(
            outcome=Meeting.POSTPONED, on=day("2026-12-02"), planned_on=day("2026-12-10"), reason=Reason.ILL
        ),
        "Netværkssamråd: Udsat ons 2. dec: sygdom eller ulykke; ny dato tor 10. dec",
    ),
    (
        CourseChosen(outcome=Course.INVESTIGATION, chosen_on=day("2026-12-04"), caseworker="CML"),
        "Børnefaglig undersøgelse fre 4. dec; CML overtager sagen",
    ),
    (
        CourseChosen(outcome=Course.OTHER_SUPPORT, chosen_on=day("2026-12-04"), plan=WithPlan.YES),
        "Anden støtte fre 4. dec; handleplan: ja",
    ),
    (
        PlanAnswered(outcome=Plan.REGISTERED, on=day("2026-12-09"), duties=(Role.PARENT,)),
        "Aftaler registreret ons 9. dec; handlepligter: forælder",
    ),
    (
        PlanAnswered(
            outcome=Plan.REGISTERED,
            on=day("2026-12-09"),
            minutes_sent_on=day("2026-12-09"),
            duties=(Role.PARENT,),
            duties_due_on=day("2026-12-23"),
        ),
        "Aftaler registreret og referat sendt ons 9. dec; handlepligter: forælder senest ons 23. dec",
    ),
    (PlanReviewed(outcome=PlanReview.NO_NEED, reviewed_on=day("2026-12-01")), "Intet behov for ændring tir 1. dec"),
    (
        FollowUpAnswered(outcome=FollowUp.NOT_DONE, on=day("2027-03-01"), reason=Reason.TURNED_18),
        "Ikke fulgt op man 1. mar: fyldt 18 år",
    ),
    (
        MISSED,
        "Frist overskredet: indkaldelse ikke registreret, fristen lør 28. nov; besked til ANK, teamlederen (unge)",
    ),
    (
        replace(MISSED, missed=False, told=()),
        "Påmindelse: indkaldelse ikke registreret, fristen lør 28. nov; ingen besked, et senere trin gik forud",
    ),
    (
        AnswerRefused(milestone=M.MEETING, code="too_early", field="held_on"),
        "Et svar om netværkssamråd blev afvist",
    ),
    (
        AnswerRefused(milestone=None, matter=Matter.MOVED, code="too_early", field="moved_on"),
        "Et svar om flytning blev afvist",
    ),
    (
        TodoOpened(
            kind=TodoKind.COURT_STATEMENT,
            opened_on=day("2026-12-01"),
            due_on=day("2026-12-10"),
            role=Role.YOUNG_PERSON,
        ),
        "Ny opgave tir 1. dec: udtalelse til retten (den unge), senest tor 10. dec",
    ),
    (
        TodoAnswered(todo=2, outcome=TodoOutcome.NOT_DONE, on=day("2026-12-09"), reason=Reason.DECLINES),
        "Opgave 2: ikke gjort ons 9. dec: familien eller den unge siger nej eller bliver væk",
    ),
    (
        TODO_MISSED,
        (
            "Opgave ikke registreret til tiden: udtalelse til retten, senest tor 10. dec;"
            " besked til ANK, teamlederen (unge)"
        ),
    ),
    (
        replace(TODO_MISSED, missed=False, told=()),
        "Påmindelse om opgave: udtalelse til retten, senest tor 10. dec; ingen besked, et senere trin gik forud",
    ),
    (
        AgeNear(age=15, week_of=day("2026-11-23")),
        "Den unge fylder snart 15 år: sagen skal overdrages, uden at oplysninger går tabt",
    ),
    (
        CaseMerged(into="2026-0043", on=day("2026-11-24")),
        "Lagt sammen med sag 2026-0043 tir 24. nov: den fortsætter",
    ),
    (
        MergedIn(merged="2026-0041", received_at=RECEIVED, age_at_receipt=16, offences=()),
        "Sag 2026-0041 er lagt ind i denne; modtaget dér lør 21. nov kl. 09.14",
    ),
    (
        Corrected(
            corrects=7,
            type="PlanReviewed",
            body=encode(PlanReviewed(outcome=PlanReview.NO_NEED, reviewed_on=day("2026-12-01"))),
            because=CorrectionCause.TYPED_WRONG,
        ),
        "Nr. 7 rettet: Intet behov for ændring tir 1. dec: tastefejl",
    ),
    (Withdrawn(withdraws=7, because=CorrectionCause.WRONG_CASE), "Nr. 7 trukket tilbage: hørte til en anden sag"),
    (
        ReceiptCorrected(
            received_at=danish("2026-11-20 08:00"),
            before=RECEIVED,
            basis=ReceiptBasis.MAIL_SERVER,
            age_at_receipt=16,
        ),
        "Modtagelsen rettet fra lør 21. nov kl. 09.14 til fre 20. nov kl. 08.00: mailserverens tidsstempel",
    ),
    (
        DeadlineMoved(
            milestone=M.PLAN,
            attempt=1,
            before=danish("2026-12-17 00:00"),
            due_on=day("2026-12-31"),
            basis=DeadlineBasis.ILLNESS,
        ),
        "Frist for handleplan flyttet fra ons 16. dec til tor 31. dec: sygdom",
    ),
    (
        PersonCorrected(before="p-1", person="p-2", because=CorrectionCause.LEARNT_LATER, age_at_receipt=16),
        "Personen er rettet: oplyst senere",
    ),
    (
        OffencesStated(before=(Offence.OTHER,), offences=(Offence.THEFT,), because=CorrectionCause.MISUNDERSTOOD),
        "Kriminalitetens art er rettet: misforståelse",
    ),
    (
        OffencesStated(before=(), offences=(Offence.THEFT,), because=CorrectionCause.LEARNT_LATER),
        "Kriminalitetens art er registreret: oplyst senere",
    ),
    (
        CaseMoved(
            moved_on=day("2026-11-24"),
            handed_over_on=day("2026-11-25"),
            running=((M.SUMMONS, day("2026-11-28")),),
        ),
        "Flyttet tir 24. nov, overdraget ons 25. nov; løbende frister oplyst: indkaldelse senest lør 28. nov",
    ),
    (
        MessageTried(reference="A2B3", recipient="ANK", target="mail", attempt=1, delivered=True, final=True),
        "Besked A2B3 til ANK sendt, forsøg 1",
    ),
    (
        MessageTried(reference="A2B3", recipient="ANK", target="mail", attempt=2, delivered=False, final=False),
        "Besked A2B3 til ANK kunne ikke leveres, forsøg 2",
    ),
    *SAID_OF_BRANCHES,
    *PREPARATION,
    # the purpose is what somebody typed: it stays in the file
    (PersonShown(purpose="sagsbehandling"), "Personoplysningerne blev vist"),
]


@pytest.mark.parametrize(("event", "sentence"), SAID)
def test_what_is_said_of_an_event(event: Event, sentence: str) -> None:
    assert say(event) == sentence


def test_something_is_said_of_every_event() -> None:
    assert {type(event).__name__ for event, _ in SAID} == set(EVENTS)
