"""How a meeting is prepared: who is invited, and who is not (002 §7.3, §7.4.1)."""

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
