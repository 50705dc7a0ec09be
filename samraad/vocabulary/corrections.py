"""Why something in the file is corrected, and on what a deadline is moved."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Amendment(Labelled):
    """What is done about an entry that is wrong."""

    CORRECTED = "corrected", "Rettes"
    WITHDRAWN = "withdrawn", "Trækkes tilbage: det er ikke sket i denne sag"


class CorrectionCause(Labelled):
    TYPED_WRONG = "typed_wrong", "tastefejl"
    MISUNDERSTOOD = "misunderstood", "misforståelse"
    LEARNT_LATER = "learnt_later", "oplyst senere"
    WRONG_CASE = "wrong_case", "hørte til en anden sag"


class AgeChange(Labelled):
    """What an age at receipt that was put right means for where a case belongs."""

    OTHER_TEAM = "other_team", "hører til en anden afdeling"
    OVER_AGE = "over_age", "var fyldt 18 år ved modtagelsen"
    FITS = "fits", "ligger, hvor den hører til"


class ReceiptBasis(Labelled):
    """What shows when the documentation was received."""

    MAIL_SERVER = "mail_server", "mailserverens tidsstempel"
    POLICE = "police", "politiets oplysning"
    CALL_LOG = "call_log", "telefonnotat"
    HANDED_OVER = "handed_over", "afleveret ved afhøring eller møde"


class DeadlineBasis(Labelled):
    """On what ground a deadline that is not the law's is moved."""

    AGREED_WITH_FAMILY = "agreed_with_family", "aftalt med familien"
    ILLNESS = "illness", "sygdom"
    HOLIDAY = "holiday", "ferie"
    AWAITS_OTHERS = "awaits_others", "afventer politi, retten eller andre"
    LEADER = "leader", "lederens beslutning"
