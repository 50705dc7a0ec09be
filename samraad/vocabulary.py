"""The field's own words: English codes in data and code, Danish labels for staff.

Sources: the national study (002) §3–7.5 and Table 1, through `domain.md`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enumeration whose members carry the Danish words staff see. Reading accepts either."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def read(cls, text: object) -> Self:
        """The member with this code or Danish label, in any case. Raises ValueError."""
        found = cls._missing_(text)
        if found is None:
            raise ValueError(f"{text!r} is none of {', '.join(cls)}")
        return found

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        wanted = value.strip().casefold() if isinstance(value, str) else None
        return next((member for member in cls if wanted in (member.label.casefold(), member.value)), None)


class Milestone(Labelled):
    """What a case waits for, in the order of the course."""

    ASSESSMENT = "assessment", "vurdering af akut behov"
    TARGET_GROUP = "target_group", "målgruppe"
    ASSIGNMENT = "assignment", "fordeling"
    APPROVAL = "approval", "godkendelse af ikke at indkalde"
    SUMMONS = "summons", "indkaldelse"
    MEETING = "meeting", "netværkssamråd"
    COURSE = "course", "valg af forløb"
    PLAN = "plan", "handleplan"
    PLAN_REVIEW = "plan_review", "vurdering af handleplan"
    FOLLOW_UP = "follow_up", "opfølgning"


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


class Assessment(Labelled):
    NO_ACUTE_NEED = "no_acute_need", "Ikke akut behov"
    ACUTE_NEED = "acute_need", "Akut behov – der er handlet"
    NOT_ASSESSED = "not_assessed", "Ikke vurderet, fordi …"


class TargetGroup(Labelled):
    IN_TARGET_GROUP = "in_target_group", "I målgruppen – netværkssamråd"
    AGAIN_WITHIN_YEAR = "again_within_year", "Igen inden for et år – vurdér handleplanen"
    OUTSIDE = "outside", "Uden for målgruppen, fordi …"


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
    NOT_HELD = "not_held", "Ikke afholdt, fordi …"


class Course(Labelled):
    OTHER_SUPPORT = "other_support", "Anden støtte"
    INVESTIGATION = "investigation", "Børnefaglig undersøgelse"
    NEW_ATTEMPT = "new_attempt", "Nyt forsøg – indkald igen"
    CLOSE = "close", "Afslut sagen, fordi …"


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
    CONFLICT_OF_INTEREST = "conflict_of_interest", "inhabil"
    WORKLOAD = "workload", "for mange sager"
    OTHER = "other", "andet"


class Destination(Labelled):
    """Where a notification outside the target group goes (§4.2.2)."""

    OWN_CASEWORKER = "own_caseworker", "egen sagsbehandler"
    ORDINARY_ASSESSMENT = "ordinary_assessment", "almindelig vurdering af underretningen"
    OTHER_MUNICIPALITY = "other_municipality", "anden kommune"
    NONE = "none", "ingen – underretningen giver ikke anledning til mere"


class Channel(Labelled):
    """How a summons was sent."""

    DIGITAL_POST = "digital_post", "Digital Post (e-Boks)"
    LETTER = "letter", "brev"
    PHONE = "phone", "telefon"
    HANDED = "handed", "afleveret personligt"


class Holders(Labelled):
    """How many hold parental custody, and whether all are summoned."""

    ONE = "one", "én"
    TWO = "two", "to – begge indkaldt"
    TWO_ONE_MISSING = "two_one_missing", "to – den anden er endnu ikke indkaldt"


class Role(Labelled):
    """Participants and bearers of duties (002 §7.3, figure 5)."""

    YOUNG_PERSON = "young_person", "den unge"
    PARENT = "parent", "forælder"
    OTHER_FAMILY = "other_family", "øvrig familie"
    SCHOOL = "school", "skole"
    SSP = "ssp", "SSP-konsulent"
    CONTACT_PERSON = "contact_person", "kontaktperson"
    UU_ADVISER = "uu_adviser", "UU-vejleder"
    RESIDENTIAL_HOME = "residential_home", "opholdssted"
    SECURE_UNIT = "secure_unit", "sikret institution"
    POLICE = "police", "politi"
    CLUB = "club", "klub eller idræt"
    MENTOR = "mentor", "mentor"
    JOB_CENTRE = "job_centre", "jobcenter"
    DOCTOR = "doctor", "læge"
    MEETING_LEADER = "meeting_leader", "mødeleder"
    CASEWORKER = "caseworker", "sagsbehandler"
    OTHER = "other", "anden"


class Offence(Labelled):
    """Kinds of crime (002 §6.1; the last five are ours)."""

    VIOLENCE = "violence", "vold"
    THEFT = "theft", "tyveri"
    ROBBERY = "robbery", "røveri"
    BURGLARY = "burglary", "indbrud"
    VANDALISM = "vandalism", "hærværk"
    THREATS = "threats", "trusler"
    BLACKMAIL = "blackmail", "afpresning"
    DEPRIVATION_OF_LIBERTY = "deprivation_of_liberty", "frihedsberøvelse"
    REPEATED = "repeated", "gentagen kriminalitet"
    DRUGS = "drugs", "narko"
    WEAPONS = "weapons", "våben"
    SEXUAL_OFFENCE = "sexual_offence", "sædelighed"
    HOMICIDE = "homicide", "drab"
    ARSON = "arson", "brandstiftelse"
    OTHER = "other", "andet"


class Via(Labelled):
    """The channel an event came through."""

    MAILBOX = "mailbox", "postkasse"
    CLI = "cli", "kommandolinje"
    PREFECT = "prefect", "Prefect-formular"
    SERVICE = "service", "samraad selv"
