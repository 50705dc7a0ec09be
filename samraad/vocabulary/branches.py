"""What turns a course, or ends it, and why."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class LateCause(Labelled):
    """Why a summons came after its limit."""

    HOLIDAY = "holiday", "ferie"
    MOVE = "move", "flytning"
    WEEKLY_ALLOTMENT = "weekly_allotment", "sagen blev fordelt på et ugentligt møde"
    REMAND = "remand", "varetægtssurrogat"
    NETWORK = "network", "netværket blev fundet sent"
    OTHER = "other", "andet"


class Ruling(Labelled):
    """What became of the suspicion."""

    CONVICTED = "convicted", "dømt"
    ACQUITTED = "acquitted", "frifundet"
    DROPPED = "dropped", "mistanken er frafaldet"
    WITHDRAWN = "withdrawn", "tiltalefrafald"
    FINE = "fine", "bøde"


class Move(Labelled):
    """Whether the case has gone to the municipality the young person moved to."""

    HANDED_OVER = "handed_over", "Ja, overdraget"
    NOT_YET = "not_yet", "Nej, endnu ikke"


class Agreed(Labelled):
    """What a day can be agreed for."""

    MEETING = "meeting", "netværkssamråd"
    FOLLOW_UP = "follow_up", "opfølgning"


class WrongOpening(Labelled):
    """Why a case should never have been opened."""

    WRONG_PERSON = "wrong_person", "sagen handler om en forkert person"
    NO_SUSPICION = "no_suspicion", "underretningen siger ingen mistanke"
    TEST = "test", "en prøve"
    OTHER = "other", "andet"


class Reopening(Labelled):
    """Why a closed case runs again."""

    SLIP = "slip", "afsluttet ved en fejl"
    NEWS = "news", "nye oplysninger"
    RETURNED = "returned", "sagen er kommet tilbage"
    OTHER = "other", "andet"
