"""What the label of a line means: which field it announces, and whose."""

from __future__ import annotations

import re

from tasks.parsing.danish.words import FLAGS, OTHER, SUSPECT

#: What a label means, by its words without dots, hyphens and blanks.
_KEYS = {
    "family_first": "efternavnfornavn efternavnfornavne navnefternavnfornavn efternavnogfornavn familienavnfornavn",
    "name": "navn navnogcpr navnogcprnr navncpr navncprnr navnogcprnummer navnogpersonnummer"
    " name fullname fuldenavn fuldtnavn personnavn person ung denunge barn barnet vedr vedrørende angående",
    "given": "fornavn fornavne givenname firstname givennames",
    "family": "efternavn familienavn surname familyname lastname",
    "cpr": "cpr cprnr cprnummer cprno personnummer personnr pnr",
    "birth": "dateofbirth dob born född fødselsdatoogår født fødselsdato fødselsdag fdato",
    "offence": "suspectedof chargedwith charge charges offence offense siktetfor mistenktfor"
    " misstänktför mistænktfor sigtetfor mistanke mistankeom sigtelse sigtelser sigtelsen sigtelseretterne "
    "sigtetmistænktfor mistænktsigtetfor"
    " sigtetefter anholdtfor mistankensart mistænkesfor sigtelsensart sigtelsenlyder "
    "mistankenvedrører sigtesfor tiltaltfor",
    "matter": (
        "forhold kriminalitet kriminalitetsart kriminalitetensart lovovertrædelse overtrædelse "
        "overtrædelseaf sagensart gerning forbrydelse"
    ),
    "committed": (
        "gerningstid gerningstidspunkt gerningsdato begået begåetden tidspunkt tid datoforforhold forholdsdato"
    ),
    "scene": "gerningssted sted findested",
    "unit": "kreds station politikreds kredsstation politistation politidistrikt politienhed enhed lokalpoliti",
    "reply_by": (
        "svarfrist svarsenest svarinden frist fristforsvar svarudbedessenest besvaressenest besvaresinden "
        "tilbagemeldingsenest tilbagemeldinginden fristfortilbagemelding replyby"
    ),
    "case": (
        "caseno casenumber journalnr journalnummer jnr jrnr journal sagsnr sagsnummer politietssagsnr "
        "politietsjournalnr sagsid politietsjnr journalnrforbegge journalnrforalle"
    ),
    "role": "rolle status partsrolle",
    "note": (
        "adresse bopæl telefon tlf mobil mail email skole dato emne afhørt afhøring afhøres anholdt "
        "bemærkninger bemærkning note kontaktperson køn alder statsborgerskab"
    ),
}
#: What a person reads of what a label means.
SHOWN = {
    "name": "navn",
    "given": "fornavn",
    "family": "efternavn",
    "cpr": "CPR",
    "birth": "født",
    "offence": "mistænkt for",
    "matter": "forhold",
    "committed": "gerningstid",
    "scene": "gerningssted",
    "unit": "enhed",
    "reply_by": "svar senest",
    "case": "journalnummer",
}
_BY_LABEL = {label: key for key, labels in _KEYS.items() for label in labels.split()}
#: A longer line is no label.
LABEL_LENGTH = 40
_FILLERS = re.compile(
    (
        r"\b(?:oplysninger|oplysning|data|om|på|den|vedr|vedrørende|personoplysninger|person|nr|\d+|i "
        r"sagen|unges?|barnets|barn|navn og cpr\S*|art)\b[.:]?"
    ),
    FLAGS,
)


def resolve(label: str) -> tuple[str | None, str | None] | None:
    """Key and role of a label ("Forurettedes CPR-nr." → `("cpr", "other")`); None when it is none."""
    key = _key(label)
    if key:
        return key, None
    other, suspect = re.search(OTHER, label, FLAGS), re.search(SUSPECT, label, FLAGS)
    rest = _FILLERS.sub("", re.sub(SUSPECT, "", re.sub(OTHER, "", label, flags=FLAGS), flags=FLAGS))
    role = "other" if other else "suspect" if suspect else None
    rest_key = _key(rest) if rest.strip(" .()-/") else ""
    if rest_key is None or (role is None and rest_key == ""):
        generic = (
            role is None
            and rest_key == ""
            and re.fullmatch(r"\W*(?:oplysninger|person|personoplysninger|ung|unge|barn)\b.*", label, FLAGS)
        )
        return ("section", None) if generic else None
    return (rest_key or None, role)


def _key(label: str) -> str | None:
    return _BY_LABEL.get(re.sub(r"[\s.\-_/()*,=]", "", label.lower()))
