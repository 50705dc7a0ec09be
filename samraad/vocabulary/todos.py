"""Todos: what somebody has to do or to wait for beside the course. None of them holds up a milestone."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class TodoKind(Labelled):
    """What is to be done. Limit and ladder of each are the rulebook's."""

    ASSESS_AGAIN = "assess_again", "vurdering af akut behov ved ny underretning"
    TARGET_GROUP_REFERRED = "target_group_referred", "målgruppen, som er forelagt"
    POLICE_ASKED = "police_asked", "svar fra politiet"
    INTERROGATION = "interrogation", "afhøring: hvem møder op"
    INTERROGATION_OUTCOME = "interrogation_outcome", "afhøring: hvad kom der ud af den"
    HAND_OVER = "hand_over", "døgnvagtens overdragelse af sagen"
    ACCEPT = "accept", "modtagelse af sagen"
    REASSIGN = "reassign", "valg af ny sagsbehandler"
    LATE_CAUSE = "late_cause", "årsag til den sene indkaldelse"
    MOVED_HAND_OVER = "moved_hand_over", "overdragelse til den nye kommune"
    TURNS_15 = "turns_15", "overdragelse ved 15 år"
    TURNS_18 = "turns_18", "overdragelse ved 18 år"
    AGE_CORRECTED = "age_corrected", "rettet alder: hvor hører sagen hjemme"
    COURT_STATEMENT = "court_statement", "udtalelse til retten"
    PERMIT = "permit", "besøgstilladelse"
    DUTY = "duty", "handlepligt"
    MEASURE = "measure", "foranstaltningens næste skridt"


class TodoOutcome(Labelled):
    """How a todo came out. Which of them a kind takes, `samraad.todos` says."""

    DONE = "done", "gjort"
    NOT_DONE = "not_done", "ikke gjort"
    NOT_NEEDED = "not_needed", "ikke nødvendig"
    ANSWERED = "answered", "svar modtaget"
    NO_ANSWER = "no_answer", "intet svar"
    GRANTED = "granted", "givet"
    REFUSED = "refused", "afslået"
    STILL_WAITING = "still_waiting", "ikke besvaret – spurgt igen"
