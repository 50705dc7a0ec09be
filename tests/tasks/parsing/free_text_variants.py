# ruff: noqa: E501 - a case is a line as the police wrote it
"""More free text, written before the reader was made to read it. All persons are invented.

A variant: its name, the text (`Emne|subject|text` where the subject matters), the entries wanted, and why.
An entry is `(kind, name, CPR number or birth date, offences)`: kind "s" is a suspicion; of an unclear entry ("u")
only the name counts.
"""

from __future__ import annotations

TOFT, KAER, JUUL, ALMA = "140310-6069", "190110-8371", "020509-8923", "111211-9640"

Wanted = tuple[str, str | None, str | None, tuple[str, ...]]
Variant = tuple[str, str, list[Wanted], str]

_VOLD: list[Wanted] = [("s", "Mikkel Toft", TOFT, ("vold",))]
_TWO: list[Wanted] = [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))]
_OPEN: list[Wanted] = [("u", "Mikkel Toft", None, ())]


def _named(name: str) -> list[Wanted]:
    return [("s", name, TOFT, ("vold",))]


NAMES: list[Variant] = [
    (
        "Hans",
        "Hans Christian Vang, cpr-nr. 140310-6069, er sigtet for vold.",
        _named("Hans Christian Vang"),
        "a pronoun is a name too",
    ),
    (
        "Hans within",
        "Karl Hans Vang, cpr-nr. 140310-6069, er sigtet for vold.",
        _named("Karl Hans Vang"),
        "and stands within one",
    ),
    (
        "month first",
        "August Worm Petri, cpr-nr. 140310-6069, er sigtet for vold.",
        _named("August Worm Petri"),
        "a month is a name",
    ),
    (
        "month within",
        "Maja Maj Toft, 140310-6069, er sigtet for vold.",
        _named("Maja Maj Toft"),
        "a month is a middle name",
    ),
    (
        "month before a name",
        "Vi har den 3. august Mikkel Toft, 140310-6069, sigtet for vold.",
        _VOLD,
        "but after a day it is none",
    ),
    (
        "hyphen and apostrophe",
        "Anne-Sofie O'Neill-Kjær, 140310-6069, er sigtet for vold.",
        _named("Anne-Sofie O'Neill-Kjær"),
        "marks inside a name belong to it",
    ),
    (
        "article with hyphen",
        "Yousef al-Masri, 140310-6069, er sigtet for vold.",
        _named("Yousef al-Masri"),
        "al- begins small",
    ),
    (
        "article in between",
        "Abd el-Rahman Said, 140310-6069, er sigtet for vold.",
        _named("Abd el-Rahman Said"),
        "as above, within",
    ),
    (
        "Dutch",
        "Joris van 't Hof, 140310-6069, er sigtet for vold.",
        _named("Joris van 't Hof"),
        "'t begins with a mark",
    ),
    (
        "Polish",
        "Łukasz Żółkiewski, 140310-6069, er sigtet for vold.",
        _named("Łukasz Żółkiewski"),
        "letters of Latin Extended",
    ),
    (
        "Vietnamese",
        "Nguyễn Văn Ánh, 140310-6069, er sigtet for vold.",
        _named("Nguyễn Văn Ánh"),
        "letters with two marks",
    ),
    (
        "capitals",
        "TOFT, MIKKEL RAVN, 140310-6069, er sigtet for vold.",
        _named("MIKKEL RAVN TOFT"),
        "family name first in capitals",
    ),
    (
        "family name in capitals",
        "Mikkel TOFT, 140310-6069, er sigtet for vold.",
        _named("Mikkel TOFT"),
        "capitals are no other name",
    ),
    (
        "nickname in quotes",
        'Mikkel "Mikki" Toft, 140310-6069, er sigtet for vold.',
        _VOLD,
        "a nickname is no part of the name",
    ),
    (
        "nickname behind",
        "Mikkel Toft, kaldet Mikki, cpr 140310-6069, er sigtet for vold.",
        _VOLD,
        "nor does it replace it",
    ),
    ("alias in brackets", "Mikkel Toft (alias Lynet), cpr 140310-6069, er sigtet for vold.", _VOLD, "as above"),
    (
        "small letters in a label",
        "Navn: mikkel toft\nCPR: 140310-6069\nSigtet for: vold",
        _named("mikkel toft"),
        "a label says that it is a name",
    ),
    (
        "initial",
        "Mikkel R. Toft, 140310-6069, er sigtet for vold.",
        _named("Mikkel R. Toft"),
        "a full stop ends no sentence there",
    ),
    (
        "age in brackets",
        "Mikkel Toft (15), cpr. 140310-6069, er sigtet for vold.",
        _VOLD,
        "an age is no part of the name",
    ),
    ("age behind", "Mikkel Toft på 16 år, cpr. 140310-6069, er sigtet for vold.", _VOLD, "as above"),
    (
        "pupil of a class",
        "Mikkel Toft fra 8.b på Lerbæk Skole, cpr. 140310-6069, er sigtet for vold.",
        _VOLD,
        "school between name and number",
    ),
    (
        "zero-width and direction marks",
        "Mikkel\u200b Toft, 140310\u200e-6069, er sigtet\u200f for vold.",
        _VOLD,
        "marks nobody sees",
    ),
    (
        "family name first by label",
        "Efternavn, fornavn: Toft, Mikkel\nCPR: 140310-6069\nSigtet for: vold",
        _VOLD,
        "the label says the order",
    ),
    ("the same without comma", "Efternavn Fornavn: Toft Mikkel\nCPR: 140310-6069\nSigtet for: vold", _VOLD, "as above"),
    (
        "order in brackets",
        "Navn (efternavn, fornavn): Toft, Mikkel\nCPR: 140310-6069\nSigtet for: vold",
        _VOLD,
        "as above",
    ),
    (
        "several given names",
        "Efternavn: Toft\nFornavn(e): Mikkel Ravn\nCPR: 140310-6069\nSigtet for: vold",
        _named("Mikkel Ravn Toft"),
        "brackets in a label",
    ),
]

NUMBERS: list[Variant] = [
    ("number before the name", "140310-6069 Mikkel Toft er sigtet for vold.", _VOLD, "either may come first"),
    ("name in brackets behind", "CPR 140310-6069 (Mikkel Toft) er sigtet for vold.", _VOLD, "as above"),
    (
        "dots in the number",
        "Navn: Mikkel Toft\nCPR: 14.03.10-6069\nSigtet for: vold",
        _VOLD,
        "ten digits under a label are a number",
    ),
    ("blanks in the number", "Mikkel Toft, cpr-nr. 14 03 10 6069, er sigtet for vold.", _VOLD, "as above"),
    (
        "case number like a CPR",
        "Mikkel Toft er sigtet for vold. Sagsnr. 140310-6069.",
        [("u", "Mikkel Toft", None, ())],
        "a case number is no CPR number",
    ),
    (
        "mobile like a CPR",
        "Mikkel Toft er sigtet for vold. Mobil: 140310 6069.",
        [("u", "Mikkel Toft", None, ())],
        "nor is a telephone number",
    ),
    (
        "foreign telephone",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Hans mor træffes på +45 1903 108371.",
        _VOLD,
        "as above",
    ),
    (
        "date of the offence is no birth date",
        "Mikkel Toft er sigtet for vold begået den 03-05-2026.",
        [("u", "Mikkel Toft", None, ())],
        "only a birth date is one",
    ),
    (
        "born, six digits",
        "Mikkel Toft, f. 140310, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "the first half of the number",
    ),
    (
        "born, in words",
        "Mikkel Toft, født den 14. marts 2010, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "a date in words",
    ),
    (
        "born with weekday",
        "Mikkel Toft, født søndag den 14. marts 2010, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "a weekday between",
    ),
    (
        "born with slash",
        "Mikkel Toft, født d. 14/03-10, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "day/month-year",
    ),
    (
        "born with slash and blank",
        "Mikkel Toft, født 14/3 2010, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "day/month year",
    ),
    (
        "born, ISO",
        "Navn: Mikkel Toft\nFødt: 2010-03-14\nSigtet for: vold",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "as machines write it",
    ),
    (
        "born, month in capitals",
        "Navn: Mikkel Toft\nFødselsdag: 14. MARTS 2010\nSigtet for: vold",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "as above",
    ),
    (
        "born, place behind",
        "Mikkel Toft, født 14. marts 2010 i Lerbæk, er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "a place is no name",
    ),
    (
        "born, before the name",
        "Den 14. marts 2010 fødte Mikkel Toft er sigtet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "the date may come first",
    ),
    (
        "born on a day that is none",
        "Mikkel Toft, født den 31. juni 2010, er sigtet for vold.",
        [("u", "Mikkel Toft", None, ())],
        "no such day",
    ),
]

SEVERAL: list[Variant] = [
    (
        "three in a sentence",
        "Mikkel Toft (140310-6069), Elias Kær (190110-8371) og Noah Juul (020509-8923) er alle sigtet for røveri.",
        [
            ("s", "Mikkel Toft", TOFT, ("røveri",)),
            ("s", "Elias Kær", KAER, ("røveri",)),
            ("s", "Noah Juul", JUUL, ("røveri",)),
        ],
        "what is said of all is said of each",
    ),
    (
        "two in a sentence",
        "Mikkel Toft, 140310-6069, sigtes for vold, mens Elias Kær, 190110-8371, sigtes for tyveri.",
        _TWO,
        "each with their own",
    ),
    (
        "brothers",
        "Brødrene Mikkel Toft, 140310-6069, og Elias Kær, 190110-8371, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("vold",))],
        "siblings may both be suspected",
    ),
    (
        "his brother too",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Hans bror, Elias Kær, 190110-8371, er ligeledes sigtet for tyveri.",
        _TWO,
        "a brother who is charged is a suspect",
    ),
    (
        "his sister too",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Søsteren Alma Toft, 111211-9640, er også mistænkt for tyveri.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Alma Toft", ALMA, ("tyveri",))],
        "as above",
    ),
    (
        "the victim is charged too",
        "Forurettede Elias Kær, 190110-8371, er også selv sigtet for tyveri.",
        [("u", "Elias Kær", None, ())],
        "both: a person looks",
    ),
    (
        "letters inline",
        "Følgende er sigtet for vold: a) Mikkel Toft, 140310-6069, b) Elias Kær, 190110-8371.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("vold",))],
        "a list in one line",
    ),
    (
        "offence on the next line",
        "1. Mikkel Toft, 140310-6069\n   Sigtet for vold\n2. Elias Kær, 190110-8371\n   Sigtet for tyveri",
        _TWO,
        "each item has two lines",
    ),
    (
        "name line, number line, one offence",
        "Sigtede:\nMikkel Toft\n140310-6069\nElias Kær\n190110-8371\nForhold: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("vold",))],
        "one offence for all",
    ),
    (
        "parted by a rule",
        "Navn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: vold\n-----------\nNavn: Elias Kær\nCPR: 190110-8371\nSigtet for: tyveri",
        _TWO,
        "a line of dashes",
    ),
    (
        "numbered persons",
        "Person 1: Mikkel Toft, 140310-6069, sigtet for vold\nPerson 2: Elias Kær, 190110-8371, sigtet for tyveri",
        _TWO,
        "a label per person",
    ),
    (
        "number first, no blank line",
        "CPR: 140310-6069\nNavn: Mikkel Toft\nSigtet for: vold\nCPR: 190110-8371\nNavn: Elias Kær\nSigtet for: tyveri",
        _TWO,
        "a new number begins a new person",
    ),
    (
        "number first, blank line",
        "CPR: 140310-6069\nNavn: Mikkel Toft\nSigtet for: vold\n\nCPR: 190110-8371\nNavn: Elias Kær\nSigtet for: tyveri",
        _TWO,
        "as above",
    ),
    (
        "offence first",
        "Forhold: vold\nSigtet: Mikkel Toft, 140310-6069\n\nForhold: tyveri\nSigtet: Elias Kær, 190110-8371",
        _TWO,
        "each block begins with its offence",
    ),
    (
        "victim first in labels",
        "Forurettet: Elias Kær\nCPR: 190110-8371\n\nSigtet: Mikkel Toft\nCPR: 140310-6069\nSigtelse: vold",
        _VOLD,
        "the number below a victim is theirs",
    ),
    (
        "aligned columns",
        "Følgende unge er sigtet:\n\nNavn                 CPR-nr.       Sigtelse\nMikkel Toft          140310-6069   vold\nElias Kær            190110-8371   tyveri\n",
        _TWO,
        "a table drawn with blanks",
    ),
    (
        "aligned, family name first",
        "Navn                 CPR-nr.       Sigtelse\nToft, Mikkel         140310-6069   vold\nKær, Elias           190110-8371   tyveri\n",
        _TWO,
        "as above",
    ),
    (
        "aligned without headings",
        "Sigtede:\nMikkel Toft          140310-6069   vold\nElias Kær            190110-8371   tyveri\n",
        _TWO,
        "blanks are a divider",
    ),
    (
        "bars",
        "| Navn | CPR | Sigtelse |\n|------|-----|----------|\n| Mikkel Toft | 140310-6069 | vold |\n| Elias Kær | 190110-8371 | tyveri |",
        _TWO,
        "a table drawn with bars",
    ),
    (
        "tabs",
        "Navn\tCPR\tSigtelse\nMikkel Toft\t140310-6069\tvold\nElias Kær\t190110-8371\ttyveri",
        _TWO,
        "copied from a sheet",
    ),
    ("semicolons", "Navn;CPR;Sigtelse\nMikkel Toft;140310-6069;vold\nElias Kær;190110-8371;tyveri", _TWO, "as above"),
]

OTHERS: list[Variant] = [
    (
        "victim is",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Forurettede er Elias Kær, 190110-8371.",
        _VOLD,
        "the victim is named behind",
    ),
    (
        "struck by",
        "Elias Kær, 190110-8371, blev slået af Mikkel Toft, 140310-6069, som nu er sigtet for vold.",
        _VOLD,
        "who was struck is no suspect",
    ),
    (
        "victim where",
        "Elias Kær, 190110-8371, er forurettet i sagen, hvor Mikkel Toft, 140310-6069, er mistænkt for vold.",
        _VOLD,
        "one sentence on both",
    ),
    (
        "witness is",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Vidne i sagen er Elias Kær, 190110-8371.",
        _VOLD,
        "as above",
    ),
    (
        "witness label",
        "Sigtet: Mikkel Toft, 140310-6069\nVidne: Elias Kær, 190110-8371\nForhold: vold",
        _VOLD,
        "as above",
    ),
    (
        "reporter label",
        "Anmelder: Elias Kær, 190110-8371, tlf. 20 30 40 50\nSigtet: Mikkel Toft, 140310-6069\nSigtelse: vold",
        _VOLD,
        "as above",
    ),
    (
        "reported by",
        "Anmeldt af Elias Kær, 190110-8371. Mikkel Toft, 140310-6069, er sigtet for vold.",
        _VOLD,
        "as above",
    ),
    (
        "contact at the home",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Kontaktperson på bostedet: Anne Holm, cpr. 120578-1234.",
        _VOLD,
        "a role with its place",
    ),
    (
        "officer with abbreviation",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Afhøringen foretages af pa. Henrik Fjord, 121284-3142.",
        _VOLD,
        "police ranks are abbreviated",
    ),
    (
        "caseworker of the police",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\nSagsbehandler hos politiet: Niels Overgaard, 121284-3142.",
        _VOLD,
        "a role with its place",
    ),
    (
        "mother's number in brackets",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Moderen (Anne Toft, 120578-1234) er underrettet.",
        _VOLD,
        "as above",
    ),
    (
        "lives with",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Han bor hos sin far Per Toft, 130577-1235.",
        _VOLD,
        "as above",
    ),
    (
        "both parents in a sentence",
        "Mikkel Toft, 140310-6069, søn af Anne Toft, 120578-1234, og Per Toft, 130577-1235, er sigtet for vold.",
        _VOLD,
        "parents stand in between",
    ),
    (
        "victims by list",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\n\nForurettede i sagen:\n1. Elias Kær, 190110-8371\n2. Noah Juul, 020509-8923",
        _VOLD,
        "a heading says who they are",
    ),
    (
        "against a person",
        "Mikkel Toft, 140310-6069, er sigtet for vold over for Elias Kær (190110-8371).",
        _VOLD,
        "whom it was done to",
    ),
    (
        "threatened to beat",
        "Mikkel Toft, 140310-6069, er sigtet for trusler, idet han truede Elias Kær, 190110-8371, med en kniv.",
        [("s", "Mikkel Toft", TOFT, ("trusler",))],
        "as above",
    ),
    (
        "only a victim",
        "Elias Kær, 190110-8371, har været udsat for vold. Gerningsmanden er ukendt.",
        [],
        "nobody is suspected",
    ),
]

DENIED: list[Variant] = [
    ("not suspected", "Mikkel Toft, 140310-6069, er ikke mistænkt.", _OPEN, "denied: a person looks"),
    ("no longer charged", "Mikkel Toft, 140310-6069, er ikke længere sigtet for vold.", _OPEN, "as above"),
    ("charge given up", "Sigtelsen mod Mikkel Toft, 140310-6069, for vold er opgivet.", _OPEN, "as above"),
    (
        "charge withdrawn below",
        "Vedr. Mikkel Toft, 140310-6069.\n\nSigtelsen for vold er frafaldet.",
        _OPEN,
        "said in a sentence of its own",
    ),
    ("case closed", "Sagen mod Mikkel Toft, 140310-6069, om vold er henlagt.", _OPEN, "as above"),
    ("suspicion unfounded", "Mistanken mod Mikkel Toft, 140310-6069, har vist sig ubegrundet.", _OPEN, "as above"),
    ("released without charge", "Mikkel Toft, 140310-6069, er løsladt uden sigtelse.", _OPEN, "as above"),
    ("conditional", "Såfremt Mikkel Toft, 140310-6069, bliver sigtet for vold, vender vi tilbage.", _OPEN, "not yet"),
    ("conditional with if", "Hvis Mikkel Toft, 140310-6069, måtte blive sigtet, hører I fra os.", _OPEN, "as above"),
    ("perhaps", "Det kan ikke udelukkes, at Mikkel Toft, 140310-6069, vil blive sigtet for vold.", _OPEN, "as above"),
    ("acquitted", "Mikkel Toft, 140310-6069, er frifundet for vold.", _OPEN, "as above"),
    ("not only", "Mikkel Toft, 140310-6069, er ikke kun sigtet for vold.", _VOLD, "'ikke kun' denies nothing"),
    (
        "not charged before",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Han har ikke tidligere været sigtet.",
        _VOLD,
        "another time",
    ),
    (
        "one is, one is not",
        "Elias Kær, 190110-8371, er ikke sigtet, men Mikkel Toft, 140310-6069, er sigtet for vold.",
        [("u", "Elias Kær", None, ()), ("s", "Mikkel Toft", TOFT, ("vold",))],
        "each with their own words",
    ),
]

WORDING: list[Variant] = [
    (
        "presumed offender",
        "Mikkel Toft, 140310-6069, er formodet gerningsmand til vold.",
        _VOLD,
        "'til' announces the offence",
    ),
    (
        "offender behind",
        "Mikkel Toft, 140310-6069, er udpeget som gerningsmand bag et røveri.",
        [("s", "Mikkel Toft", TOFT, ("røveri",))],
        "'bag' announces it",
    ),
    ("has committed", "Mikkel Toft, 140310-6069, har begået vold.", _VOLD, "stated as a fact"),
    (
        "is believed to have committed",
        "Mikkel Toft, 140310-6069, menes at have begået vold.",
        _VOLD,
        "believed is suspected",
    ),
    ("reported for", "Mikkel Toft, 140310-6069, er anmeldt for vold.", _VOLD, "reported as the offender"),
    ("report against", "Der er indgivet anmeldelse mod Mikkel Toft, 140310-6069, for vold.", _VOLD, "as above"),
    ("under suspicion", "Mikkel Toft, 140310-6069, er under mistanke for vold.", _VOLD, "another word"),
    ("preliminary charge", "Der er rejst sigtelse mod Mikkel Toft, 140310-6069, for vold.", _VOLD, "as above"),
    (
        "indicted",
        "Mikkel Toft, 140310-6069, er tiltalt for vold efter straffelovens § 244.",
        [("s", "Mikkel Toft", TOFT, ("vold efter straffelovens § 244",))],
        "as above",
    ),
    (
        "drug law",
        "Mikkel Toft, 140310-6069, er sigtet for overtrædelse af lov om euforiserende stoffer § 1, jf. § 3.",
        [("s", "Mikkel Toft", TOFT, ("overtrædelse af lov om euforiserende stoffer § 1, jf. § 3",))],
        "a law of several words",
    ),
    (
        "knife law",
        "Mikkel Toft, 140310-6069, er sigtet for overtrædelse af knivlovens § 1.",
        [("s", "Mikkel Toft", TOFT, ("overtrædelse af knivlovens § 1",))],
        "a full stop ends it",
    ),
    (
        "weapons law",
        "Mikkel Toft, 140310-6069, er sigtet for overtrædelse af våbenlovens § 10, stk. 1, og vold.",
        [("s", "Mikkel Toft", TOFT, ("overtrædelse af våbenlovens § 10, stk. 1", "vold"))],
        "commas inside a reference",
    ),
    (
        "sections by number only",
        "Navn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: strfl. § 276, jf. § 285",
        [("s", "Mikkel Toft", TOFT, ("strfl. § 276, jf. § 285",))],
        "literal",
    ),
    (
        "chapter",
        "Mikkel Toft, 140310-6069, er sigtet efter straffelovens § 245.",
        [("s", "Mikkel Toft", TOFT, ("straffelovens § 245",))],
        "'efter' announces a section",
    ),
    (
        "English",
        "Mikkel Toft, CPR 140310-6069, is suspected of robbery.",
        [("s", "Mikkel Toft", TOFT, ("robbery",))],
        "border police write English",
    ),
    (
        "English, charged",
        "Mikkel Toft, CPR 140310-6069, has been charged with assault.",
        [("s", "Mikkel Toft", TOFT, ("assault",))],
        "as above",
    ),
    (
        "English labels",
        "Name: Mikkel Toft\nDate of birth: 14 March 2010\nSuspected of: robbery",
        [("s", "Mikkel Toft", "2010-03-14", ("robbery",))],
        "as above",
    ),
    ("English negation", "Mikkel Toft, CPR 140310-6069, is not suspected of robbery.", _OPEN, "as above"),
    (
        "English victim",
        "Mikkel Toft, CPR 140310-6069, is suspected of robbery. The victim is Elias Kær, 190110-8371.",
        [("s", "Mikkel Toft", TOFT, ("robbery",))],
        "as above",
    ),
    (
        "Norwegian",
        "Mikkel Toft, født 14. mars 2010, er siktet for vold.",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
        "siktet",
    ),
    (
        "Swedish",
        "Mikkel Toft, född den 14 mars 2010, är misstänkt för misshandel.",
        [("s", "Mikkel Toft", "2010-03-14", ("misshandel",))],
        "misstänkt för",
    ),
]

LABELS: list[Variant] = [
    (
        "of the suspect",
        "Sigtedes navn: Mikkel Toft\nSigtedes CPR-nr.: 140310-6069\nSigtelsens art: vold",
        _VOLD,
        "whose it is stands in the label",
    ),
    (
        "name and number in one",
        "Navn og CPR-nr.: Mikkel Toft, 140310-6069\nSigtelse: vold",
        _VOLD,
        "two fields in a label",
    ),
    ("name slash number", "Navn/CPR: Mikkel Toft / 140310-6069\nSigtelse: vold", _VOLD, "as above"),
    (
        "suspect with a hint",
        "Mistænkte (navn og cpr-nr.): Mikkel Toft, 140310-6069\nMistænkt for: vold",
        _VOLD,
        "as above",
    ),
    ("of the child", "Barnets navn: Mikkel Toft\nBarnets CPR-nr.: 140310-6069\nMistænkt for: vold", _VOLD, "as above"),
    ("dashes for colons", "Navn - Mikkel Toft\nCPR - 140310-6069\nSigtelse - vold", _VOLD, "another mark"),
    ("equals for colons", "Navn = Mikkel Toft\nCPR = 140310-6069\nSigtelse = vold", _VOLD, "as above"),
    ("blank before the colon", "Navn : Mikkel Toft\nCPR : 140310-6069\nSigtelse : vold", _VOLD, "as above"),
    ("number first", "CPR-nr.: 140310-6069\nNavn: Mikkel Toft\nSigtet for: vold", _VOLD, "any order"),
    ("the offence first", "Sigtelse: vold\nNavn: Mikkel Toft\nCPR-nr.: 140310-6069", _VOLD, "any order"),
    (
        "value indented below",
        "Navn:\n   Mikkel Toft\nCPR-nr.:\n   140310-6069\nSigtelse:\n   vold",
        _VOLD,
        "below instead of beside",
    ),
    (
        "parents in labels of their own",
        "Navn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: vold\n\nMors navn: Anne Toft\nMors CPR-nr.: 120578-1234\nFars navn: Per Toft\nFars CPR-nr.: 130577-1235",
        _VOLD,
        "the parents' number never becomes the child's",
    ),
]

HISTORY: list[Variant] = [
    (
        "reply with marks",
        "Emne|SV: Sag|Mikkel Toft, 140310-6069, er sigtet for vold.\n\nDen ons. 9. sep. 2026 kl. 10.12 skrev Anne Holm <ah@k.example>:\n> Elias Kær, 190110-8371, er sigtet for tyveri.",
        _VOLD,
        "a quoted history is not new",
    ),
    (
        "reply with a header",
        "Emne|SV: Sag|Tak, modtaget.\n\nFra: Politi <p@p.example>\nSendt: 8. september 2026 09:14\nTil: K\nEmne: Sag\n\nMikkel Toft, 140310-6069, er sigtet for vold.",
        [],
        "as above",
    ),
    (
        "forward with a header",
        "Emne|VS: Sag|Til jer.\n\nFra: Politi <p@p.example>\nSendt: 8. september 2026 09:14\nTil: K\nEmne: Sag\n\nMikkel Toft, 140310-6069, er sigtet for vold.",
        _VOLD,
        "a forwarded mail is the message",
    ),
    (
        "forward of a reply",
        "Emne|VS: SV: Sag|Til jer.\n\nFra: Politi <p@p.example>\nSendt: 8. september 2026 09:14\nTil: K\nEmne: SV: Sag\n\nMikkel Toft, 140310-6069, er sigtet for vold.\n\nFra: K\nSendt: 7. september 2026\nTil: P\nEmne: Sag\n\nElias Kær, 190110-8371, er sigtet for tyveri.",
        _VOLD,
        "what the forwarded mail answers is history",
    ),
    (
        "forward in English",
        "Emne|Fwd: Sag|FYI\n\n---------- Forwarded message ---------\nFrom: P <p@p.example>\nDate: Tue, 8 Sep 2026 at 09:14\nSubject: Sag\nTo: K <k@k.example>\n\nMikkel Toft, 140310-6069, er sigtet for vold.",
        _VOLD,
        "as above",
    ),
    (
        "forward by a telephone",
        "Emne|Fwd: Sag|Se her\n\nStart på videresendt besked:\n\n> Fra: P <p@p.example>\n> Dato: 8. september 2026 kl. 09.14\n> Til: K <k@k.example>\n> Emne: Sag\n> \n> Mikkel Toft, 140310-6069, er sigtet for vold.",
        _VOLD,
        "as above, with marks",
    ),
    (
        "forward twice",
        "Emne|VS: VS: Sag|Til jer.\n\nFra: A\nSendt: 9. september 2026\nTil: B\nEmne: VS: Sag\n\nVidere.\n\nFra: P\nSendt: 8. september 2026\nTil: A\nEmne: Sag\n\nMikkel Toft, 140310-6069, er sigtet for vold.",
        _VOLD,
        "inside each other",
    ),
    (
        "postscript",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\n\nMvh Henrik Fjord\n\nPS: Elias Kær, 190110-8371, er sigtet for tyveri.",
        _TWO,
        "below the signature",
    ),
    (
        "signature with ten digits",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\n\nMed venlig hilsen\n\nHenrik Fjord\nPolitikommissær\nMobil 1903108371\nDirekte 190110 8371",
        _VOLD,
        "telephone numbers",
    ),
]

TOLD: list[Variant] = [
    (
        "friend charged with them",
        "Det drejer sig om Mikkel Toft, cpr 140310-6069 (16 år), og hans ven Elias Kær, cpr 190110-8371. De er begge sigtet for røveri.",
        [("s", "Mikkel Toft", TOFT, ("røveri",)), ("s", "Elias Kær", KAER, ("røveri",))],
        "a friend is nobody's witness where both are said to be suspected",
    ),
    (
        "charged by kinship",
        "Vi har nu også sigtet hans fætter, Mikkel Toft, 140310-6069, for vold.",
        _VOLD,
        "who is charged is named by what they are to somebody",
    ),
    (
        "his number in the next sentence",
        "Jeg har i dag sigtet Mikkel Toft for vold. Hans cpr er 140310-6069. Han bor Nørregade 8.",
        _VOLD,
        "the number belongs to whom 'hans' means",
    ),
    (
        "dropped, with abbreviations",
        "Sigtelsen mod Mikkel Toft, cpr. 140310-6069, for hærværk er d.d. opgivet. Han betragtes ikke længere som mistænkt.",
        _OPEN,
        "the dots of abbreviations end no sentence",
    ),
    (
        "not known before",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Han er ikke tidligere sigtet og har ikke erkendt.",
        _VOLD,
        "neither denies the suspicion",
    ),
    (
        "number corrected",
        "Rettelse: CPR-nummeret på Mikkel Toft er 140310-6069 og ikke 190110-8371. Han er sigtet for vold.",
        _VOLD,
        "a number that was wrong is nobody's",
    ),
    (
        "a letter's lines apart",
        "Vi underretter om, at\n\nMikkel Toft\n(CPR 140310-6069)\n\ner sigtet for\n\nvold\n\nJ.nr. 4100-71212-02200-26",
        _VOLD,
        "blank lines set a letter's sentence apart and do not end it",
    ),
    (
        "belonging to",
        "CPR-nummer 1403106069 tilhørende Mikkel Toft er sigtet for vold.",
        _VOLD,
        "the name comes after",
    ),
    (
        "named again",
        "Forurettede Alma Ibsen (111211-9640) er blevet truet af Mikkel Toft (140310-6069). Mikkel Toft er sigtet for vold.",
        _VOLD,
        "the next sentence says by name what the first left open",
    ),
    (
        "victim and offender in a line",
        "Offer: Alma Ibsen (111211-9640). Gerningsmand: Mikkel Toft (140310-6069). Forhold: vold.",
        _VOLD,
        "each label has its own person",
    ),
    ("f. before the number", "Mikkel Toft, f. 140310-6069, har erkendt at have begået vold.", _VOLD, "f. is født"),
]

VARIANTS = [*TOLD, *NAMES, *NUMBERS, *SEVERAL, *OTHERS, *DENIED, *WORDING, *LABELS, *HISTORY]
