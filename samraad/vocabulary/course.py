"""Milestones, stages, deadlines, and how each milestone can come out."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Milestone(Labelled):
    """What a case waits for, in the order of the course."""

    ASSESSMENT = "assessment", "vurdering af akut behov"
    TARGET_GROUP = "target_group", "målgruppe"
    ASSIGNMENT = "assignment", "fordeling"
    APPROVAL = "approval", "godkendelse af ikke at indkalde"
    SUMMONS = "summons", "indkaldelse"
    MEETING = "meeting", "netværkssamråd"
    MOTIVATION = "motivation", "motivationsforsøg"
    COURSE = "course", "valg af forløb"
    PLAN = "plan", "handleplan"
    PLAN_REVIEW = "plan_review", "vurdering af handleplan"
    FOLLOW_UP = "follow_up", "opfølgning"


class Counted(Labelled):
    """What a milestone that is asked for once more is counted in."""

    #: The same meeting is tried again: it was postponed, or nobody came.
    ATTEMPT = "attempt", "forsøg"
    #: Something new is asked: another follow-up, another proposal not to summon.
    ROUND = "round", "runde"


class Stage(Labelled):
    """Where the case is, as a manager reads it."""

    ASSESSMENT = "assessment", "visitation"
    ASSIGNMENT = "assignment", "fordeling"
    SUMMONS = "summons", "indkaldelse"
    MEETING = "meeting", "netværkssamråd"
    COURSE = "course", "valg af forløb"
    PLAN = "plan", "handleplan"
    PLAN_REVIEW = "plan_review", "vurdering af handleplan"
    FOLLOW_UP = "follow_up", "opfølgning"
    CLOSED = "closed", "afsluttet"


class Kind(Labelled):
    """How binding a deadline is."""

    STATUTORY = "statutory", "lovfrist"
    RECOMMENDED = "recommended", "anbefalet"
    NORM = "norm", "kommunens norm"


class State(Labelled):
    """How a deadline stands."""

    OPEN = "open", "løber"
    OVERDUE = "overdue", "overskredet"
    MET = "met", "overholdt"
    MET_LATE = "met_late", "registreret efter fristen"
    NOT_DONE = "not_done", "registreret som ikke gennemført"
    LAPSED = "lapsed", "bortfaldet"
    #: Only of the law's: its time was over when the case was closed.
    LAPSED_OVERDUE = "lapsed_overdue", "ikke registreret inden fristen, siden bortfaldet"


class Assessment(Labelled):
    NO_ACUTE_NEED = "no_acute_need", "Ikke akut behov"
    ACUTE_NEED = "acute_need", "Akut behov – der er handlet"
    NOT_ASSESSED = "not_assessed", "Ikke vurderet, fordi …"


class TargetGroup(Labelled):
    IN_TARGET_GROUP = "in_target_group", "I målgruppen – netværkssamråd"
    AGAIN_WITHIN_YEAR = "again_within_year", "Igen inden for et år – vurdér handleplanen"
    OUTSIDE = "outside", "Uden for målgruppen, fordi …"
    #: The milestone stays open: a named role looks at it, or the police are to answer.
    REFERRED = "referred", "Gråzone – forelægges"
    POLICE_ASKED = "police_asked", "Politiet er spurgt"


class Assignment(Labelled):
    ACCEPTED = "accepted", "Sagen er modtaget"
    DECLINED = "declined", "Kan ikke tage sagen, fordi …"


class Summons(Labelled):
    SENT = "sent", "Indkaldt"
    NOT_SUMMONED = "not_summoned", "Ikke indkaldt, fordi …"


class Approval(Labelled):
    APPROVED = "approved", "Godkendt – der indkaldes ikke"
    REJECTED = "rejected", "Afvist – der skal indkaldes"


class Meeting(Labelled):
    HELD = "held", "Afholdt"
    POSTPONED = "postponed", "Udsat"
    NO_SHOW = "no_show", "Den unge udeblev – ny indkaldelse"
    DECLINED = "declined", "Familien siger nej – nyt motivationsforsøg"
    NOT_HELD = "not_held", "Ikke afholdt, fordi …"


class Motivation(Labelled):
    """What came of a renewed attempt at motivating a family that said no."""

    AGREES = "agrees", "Familien siger ja – samrådet holdes"
    STILL_DECLINES = "still_declines", "Siger stadig nej – samrådet holdes ikke, fordi …"


class Course(Labelled):
    OTHER_SUPPORT = "other_support", "Anden støtte"
    INVESTIGATION = "investigation", "Børnefaglig undersøgelse"
    NEW_ATTEMPT = "new_attempt", "Nyt forsøg – indkald igen"
    CLOSE = "close", "Afslut sagen, fordi …"


class WithPlan(Labelled):
    """Whether a plan is made where another support was chosen instead of the samråd."""

    YES = "yes", "ja"
    NO = "no", "nej"


class Plan(Labelled):
    REGISTERED = "registered", "Aftaler registreret og referat sendt"
    NOT_MADE = "not_made", "Ingen handleplan, fordi …"


class PlanReview(Labelled):
    REVISED = "revised", "Handleplanen er ændret"
    NO_NEED = "no_need", "Intet behov for ændring"
    NOT_REVIEWED = "not_reviewed", "Ikke vurderet, fordi …"


class FollowUp(Labelled):
    CLOSE = "close", "Fulgt op – afslut sagen"
    FOLLOW_UP_AGAIN = "follow_up_again", "Fulgt op – ny opfølgning"
    FOLLOW_UP_MEETING = "follow_up_meeting", "Fulgt op – opfølgningsmøde"
    INVESTIGATION = "investigation", "Fulgt op – børnefaglig undersøgelse"
    NOT_DONE = "not_done", "Ikke fulgt op, fordi …"


class Reason(Labelled):
    """Why something did not happen. Which of them a form offers, the form says."""

    DECLINES = "declines", "familien eller den unge siger nej eller bliver væk"
    PLACED = "placed", "ikke relevant – anbragt på institution"
    HEALTH = "health", "ikke relevant – psykisk eller andet helbred"
    OTHER_AGENCY = "other_agency", "andre har allerede handlet"
    MOVED = "moved", "flyttet"
    NO_VISIT_PERMIT = "no_visit_permit", "ingen besøgstilladelse"
    ILL = "ill", "sygdom eller ulykke"
    PHONE_CALL = "phone_call", "erstattet af en telefonsamtale"
    NOT_REACHED = "not_reached", "familien er ikke truffet"
    NO_AGREEMENTS = "no_agreements", "der blev ikke lavet aftaler"
    OTHER_PLAN = "other_plan", "en anden plan dækker"
    SUSPICION_DROPPED = "suspicion_dropped", "mistanken er frafaldet"
    TURNED_18 = "turned_18", "fyldt 18 år"
    ABSENT = "absent", "fravær"
    LEFT = "left", "fratrådt"
    NO_ANSWER = "no_answer", "har ikke svaret"
    CONFLICT_OF_INTEREST = "conflict_of_interest", "inhabil"
    WORKLOAD = "workload", "for mange sager"
    OTHER = "other", "andet"


class Destination(Labelled):
    """Where a notification outside the target group goes (§4.2.2)."""

    OWN_CASEWORKER = "own_caseworker", "egen sagsbehandler"
    ORDINARY_ASSESSMENT = "ordinary_assessment", "almindelig vurdering af underretningen"
    OTHER_MUNICIPALITY = "other_municipality", "anden kommune"
    NONE = "none", "ingen – underretningen giver ikke anledning til mere"
