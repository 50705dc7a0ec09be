"""Who takes part, and how they are told (002 §7.3, figure 5)."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


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
