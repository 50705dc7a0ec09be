"""The target group: what it is weighed by, and what is told of an interrogation (002 §6.1, §7.1)."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Setting(Labelled):
    """Where, and between whom, it happened."""

    SCHOOL_PUPILS = "school_pupils", "mellem elever på skolen"
    PUPIL_TEACHER = "pupil_teacher", "mellem elev og lærer"
    INSTITUTION = "institution", "på en institution, mellem ansatte og beboere eller beboere imellem"
    WORKPLACE = "workplace", "på en arbejdsplads"
    SHOP = "shop", "i en butik"
    HOME = "home", "i et hjem"
    PUBLIC_PLACE = "public_place", "på et offentligt sted"
    OTHER = "other", "et andet sted"


class Repeated(Labelled):
    """Whether the young person was suspected before, where a person knows better than the case files."""

    YES = "yes", "ja, tidligere mistænkt"
    NO = "no", "nej, første gang"


class Verdict(Labelled):
    """What the decision table says, the most severe first."""

    SERIOUS = "serious", "alvorlig"
    GREY = "grey", "gråzone"
    NOT_SERIOUS = "not_serious", "ikke alvorlig"


class Override(Labelled):
    """Why a person decides otherwise than the table."""

    CIRCUMSTANCES = "circumstances", "de konkrete omstændigheder"
    POLICE_TOLD_MORE = "police_told_more", "politiet har oplyst mere"
    CONCERN = "concern", "samlet bekymring for den unge"
    PATTERN = "pattern", "mønster af gentagen kriminalitet"
    PLAN_COVERS = "plan_covers", "en igangværende indsats dækker"
    OTHER = "other", "andet"


class Attendance(Labelled):
    """Who attended an interrogation, or is going to."""

    PLANNED = "planned", "Aftalt, hvem der møder op"
    ATTENDED = "attended", "En medarbejder mødte op"
    DUTY_OFFICER = "duty_officer", "Døgnvagten mødte op"
    OTHER = "other", "En anden mødte op"
    NOBODY = "nobody", "Ingen fra kommunen mødte op"


class FamilyTold(Labelled):
    """What the family was told at the interrogation (§7.1)."""

    SUSPICION = "suspicion", "hvad den unge er mistænkt for"
    SAMRAAD = "samraad", "at der indkaldes til netværkssamråd inden for 7 dage"
    CONTACT = "contact", "hvem de hører fra"
    ASSESSED_LATER = "assessed_later", "at kommunen vurderer, hvad der skal ske"
    JUST_ONCE = "just_once", "at det nok var denne ene gang"
    NOTHING = "nothing", "intet"


class Proposal(Labelled):
    """What whoever attended the interrogation proposes on the target group."""

    IN_TARGET_GROUP = "in_target_group", "i målgruppen"
    OUTSIDE = "outside", "uden for målgruppen"
    IN_DOUBT = "in_doubt", "i tvivl"
