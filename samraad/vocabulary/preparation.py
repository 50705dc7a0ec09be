"""How a meeting is prepared and carried through (002 §7.3, §7.4.1, §9), and what is agreed there (Table 1)."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Invitation(Labelled):
    INVITED = "invited", "Inviteret"
    NOT_INVITED = "not_invited", "Ikke inviteret, fordi …"


class Consent(Labelled):
    """The family's consent to somebody taking part."""

    WRITTEN = "written", "skriftligt samtykke"
    ORAL = "oral", "mundtligt samtykke"
    REFUSED = "refused", "samtykke afvist"
    NOT_NEEDED = "not_needed", "samtykke ikke nødvendigt"


class NotInvited(Labelled):
    """Why somebody does not take part. Who learns of a charge may exclude the young person (§7.4.1)."""

    EXPOSURE = "exposure", "risiko for udelukkelse fra skole eller klub ved eksponering"
    FAMILY_SAYS_NO = "family_says_no", "familien siger nej"
    NO_CONSENT = "no_consent", "intet samtykke"
    NO_VISIT_PERMIT = "no_visit_permit", "ingen besøgstilladelse"
    OTHER = "other", "andet"


class Preparation(Labelled):
    """What a meeting is prepared by. None of it holds up a deadline."""

    FAMILY_TALK = "family_talk", "samtale med familien før mødet"
    NETWORK = "network", "netværket fundet (relationscirkel)"
    CONSENT = "consent", "samtykke for hver inviteret"
    PROFESSIONALS = "professionals", "fagfolk kender formålet"
    MEETING_LEADER = "meeting_leader", "mødeleder, som ikke er sagsbehandleren"
    ROOM = "room", "lokale"
    PHONE_CALL = "phone_call", "ringet til familien ud over e-Boks"
    POLICE_ATTENDS = "police_attends", "hvem fra politiet der deltager (varetægt)"
    TRANSPORT = "transport", "transport af den unge (varetægt)"


class Prepared(Labelled):
    DONE = "done", "Gjort"
    NOT_RELEVANT = "not_relevant", "Ikke relevant"


class MeetingPlace(Labelled):
    SCHOOL = "school", "skolen"
    MUNICIPALITY = "municipality", "kommunen"
    HOME = "home", "hjemmet"
    POLICE_STATION = "police_station", "politistationen"
    SECURE_UNIT = "secure_unit", "sikret institution"
    MUNICIPALITY_WITHOUT = "municipality_without", "kommunen, uden den unge"
    VIDEO = "video", "video"


class Remand(Labelled):
    BEGINS = "begins", "Varetægtssurrogat begynder"
    ENDS = "ends", "Varetægtssurrogat er slut"


class RemandPlace(Labelled):
    SECURE_UNIT = "secure_unit", "sikret institution"
    OPEN_UNIT = "open_unit", "åben institution"
    JAIL = "jail", "arresthus"
    OTHER = "other", "andet sted"


class Duty(Labelled):
    """What a participant takes on (handlepligter). Whose they are, `samraad.agreements` says."""

    ATTEND_SCHOOL = "attend_school", "passe skolen"
    LEISURE_JOB = "leisure_job", "få et fritidsjob"
    NO_HASH = "no_hash", "holde sig fra hash"
    NO_CRIME = "no_crime", "holde sig fra kriminalitet"
    HOUSE_RULES = "house_rules", "følge reglerne hjemme"
    OTHER_FRIENDS = "other_friends", "en anden omgangskreds"
    ATTENTION = "attention", "være opmærksom på den unge"
    FIRMER_RULES = "firmer_rules", "fastere regler"
    SUPPORT_SCHOOL = "support_school", "støtte op om skolen"
    COOPERATE = "cooperate", "samarbejde om den unge"
    INVESTIGATION = "investigation", "børnefaglig undersøgelse"
    SUBSTANCE_TREATMENT = "substance_treatment", "misbrugsbehandling"
    PLACEMENT = "placement", "anbringelse"
    CONTACT_PERSON = "contact_person", "kontaktperson"
    FAMILY_TREATMENT = "family_treatment", "familiebehandling"
    MUNICIPAL_PROJECT = "municipal_project", "kommunalt projekt"
    WORK_PRACTICE = "work_practice", "praktik"
    NEW_SCHOOL = "new_school", "ny skole"
    FOLLOW_CLOSELY = "follow_closely", "følge den unge tæt"
    TALKS = "talks", "samtaler med den unge"
    OTHER = "other", "andet"


class MeasureKind(Labelled):
    """Support that is set going (Table 1)."""

    CONTACT_PERSON = "contact_person", "kontaktperson"
    MENTOR = "mentor", "mentor"
    PRACTICE = "practice", "praktik"
    SUBSTANCE_TREATMENT = "substance_treatment", "misbrugsbehandling"
    FAMILY_TREATMENT = "family_treatment", "familiebehandling"
    SSP_TALKS = "ssp_talks", "samtaler med SSP"
    PLACEMENT = "placement", "anbringelse"
    OTHER = "other", "anden foranstaltning"


class MeasureStatus(Labelled):
    PROPOSED = "proposed", "foreslået"
    BEFORE_COMMITTEE = "before_committee", "forelagt visitationsudvalget"
    GRANTED = "granted", "bevilget"
    REFUSED = "refused", "afslået"
    STARTED = "started", "iværksat"
    ENDED = "ended", "afsluttet"
    DROPPED = "dropped", "opgivet"
