# ruff: noqa: E501 - a case is a line as the police wrote it
"""Free text as police write it, and whom the reader is to find. All persons are invented.

A case: its name, the text, and per entry `(kind, name, CPR number or birth date, offences)`;
kind "s" is a suspicion, "u" an unclear entry. Nobody found is `[]`.
"""

from __future__ import annotations

TOFT, KAER, JUUL, MOR = "140310-6069", "190110-8371", "020509-8923", "120578-1234"

Case = tuple[str, str, list[tuple[str, str | None, str | None, tuple[str, ...]]]]

POSITIVE: list[Case] = [
    (
        "labels, other words",
        (
            "Underretning\n\nFulde navn: Mikkel Toft\nPersonnummer: 1403106069\nSigtelse: "
            "Røveri\nSagsnr.: 3700-71212-00123-26"
        ),
        [("s", "Mikkel Toft", TOFT, ("Røveri",))],
    ),
    (
        "label above value",
        "Navn\nMikkel Toft\n\nCPR-nr.\n140310-6069\n\nMistænkt for\nvold\n",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "tabs instead of colons",
        "Navn\tMikkel Toft\nCPR\t140310 6069\nSigtet for\tindbrud i beboelse",
        [("s", "Mikkel Toft", TOFT, ("indbrud i beboelse",))],
    ),
    (
        "two blocks",
        (
            "Navn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: vold\n\nNavn: Elias Kær\nCPR: "
            "190110-8371\nSigtet for: tyveri"
        ),
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))],
    ),
    (
        "two blocks, offence once below",
        "Navn: Mikkel Toft\nCPR: 140310-6069\n\nNavn: Elias Kær\nCPR: 190110-8371\n\nBegge er sigtet for hærværk.",
        [("s", "Mikkel Toft", TOFT, ("hærværk",)), ("s", "Elias Kær", KAER, ("hærværk",))],
    ),
    (
        "offence once above",
        "Sigtet for: røveri\n\n1. Mikkel Toft, 140310-6069\n2. Elias Kær, 190110-8371",
        [("s", "Mikkel Toft", TOFT, ("røveri",)), ("s", "Elias Kær", KAER, ("røveri",))],
    ),
    (
        "several labels on a line",
        "Navn: Mikkel Toft, CPR-nr.: 140310-6069, Sigtet for: trusler",
        [("s", "Mikkel Toft", TOFT, ("trusler",))],
    ),
    (
        "two offences in a label",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold og trusler",
        [("s", "Mikkel Toft", TOFT, ("vold", "trusler"))],
    ),
    (
        "offences as a list",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for:\n- vold\n- trusler\n\nJournalnr.: 3700-71212-00123-26",
        [("s", "Mikkel Toft", TOFT, ("vold", "trusler"))],
    ),
    (
        "family name first",
        "Navn: Toft, Mikkel\nCPR-nr.: 140310-6069\nSigtet for: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "given and family name apart",
        "Fornavn: Mikkel\nEfternavn: Toft\nCPR-nr.: 140310-6069\nSigtet for: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "birth date only",
        "Navn: Mikkel Toft\nFødselsdato: 14. marts 2010\nSigtet for: vold",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
    ),
    (
        "born in running text",
        "Mikkel Toft, født den 14. marts 2010, er sigtet for hærværk.",
        [("s", "Mikkel Toft", "2010-03-14", ("hærværk",))],
    ),
    (
        "f. with a short date",
        "Mikkel Toft (f. 14/3-2010) er mistænkt for tyveri.",
        [("s", "Mikkel Toft", "2010-03-14", ("tyveri",))],
    ),
    (
        "birth date and number",
        "Mikkel Toft, født 14. marts 2010, CPR-nr. 140310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "running text, number in brackets",
        "Vi har i dag sigtet Mikkel Toft (140310-6069) for grov vold begået mod en jævnaldrende.",
        [("s", "Mikkel Toft", TOFT, ("grov vold",))],
    ),
    (
        "number before the name",
        "Følgende er sigtet for røveri:\n140310-6069 Mikkel Toft\n190110-8371 Elias Kær",
        [("s", "Mikkel Toft", TOFT, ("røveri",)), ("s", "Elias Kær", KAER, ("røveri",))],
    ),
    (
        "two with their own offences",
        "Mikkel Toft, cpr. 140310-6069, er sigtet for vold, og Elias Kær, cpr. 190110-8371, er sigtet for røveri.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("røveri",))],
    ),
    (
        "two sharing one",
        "Mikkel Toft, cpr. 140310-6069, og Elias Kær, cpr. 190110-8371, er mistænkt for hærværk på Lerbæk Skole.",
        [("s", "Mikkel Toft", TOFT, ("hærværk",)), ("s", "Elias Kær", KAER, ("hærværk",))],
    ),
    (
        "pronoun goes on",
        "Vi har i dag afhørt Mikkel Toft, CPR 140310-6069. Han er sigtet for salg af euforiserende stoffer.",
        [("s", "Mikkel Toft", TOFT, ("salg af euforiserende stoffer",))],
    ),
    (
        "suspicion against",
        "Der er rejst mistanke mod Mikkel Toft, 140310-6069, for tyveri fra en butik.",
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "suspicion of",
        "Mikkel Toft, 140310-6069, er anholdt på mistanke om afpresning.",
        [("s", "Mikkel Toft", TOFT, ("afpresning",))],
    ),
    (
        "paragraph numbers kept",
        (
            "Mikkel Toft, cpr-nr. 140310-6069, er sigtet for vold efter straffelovens § 244, stk. 1, jf. "
            "§ 247, begået i går."
        ),
        [("s", "Mikkel Toft", TOFT, ("vold efter straffelovens § 244, stk. 1, jf. § 247",))],
    ),
    (
        "attempt",
        "Mikkel Toft, cpr-nr. 140310-6069, er sigtet for forsøg på manddrab.",
        [("s", "Mikkel Toft", TOFT, ("forsøg på manddrab",))],
    ),
    (
        "against an official",
        "Mikkel Toft, 140310-6069, er sigtet for vold mod person i offentlig tjeneste.",
        [("s", "Mikkel Toft", TOFT, ("vold mod person i offentlig tjeneste",))],
    ),
    (
        "having committed",
        "Mikkel Toft, 140310-6069, er mistænkt for at have begået indbrud i en villa.",
        [("s", "Mikkel Toft", TOFT, ("indbrud",))],
    ),
    (
        "three in one",
        "Mikkel Toft, 140310-6069, er sigtet for vold, trusler og hærværk.",
        [("s", "Mikkel Toft", TOFT, ("vold", "trusler", "hærværk"))],
    ),
    (
        "possession and sale are one",
        "Mikkel Toft, 140310-6069, er sigtet for besiddelse og salg af hash.",
        [("s", "Mikkel Toft", TOFT, ("besiddelse og salg af hash",))],
    ),
    (
        "hyphens and particles",
        "Karl-Emil von der Lühe, CPR 140310-6069, er sigtet for vold.",
        [("s", "Karl-Emil von der Lühe", TOFT, ("vold",))],
    ),
    (
        "capitals",
        "MIKKEL RAVNSBJERG TOFT, 140310-6069, er sigtet for vold.",
        [("s", "MIKKEL RAVNSBJERG TOFT", TOFT, ("vold",))],
    ),
    (
        "accents",
        "José de la Cruz Özdemir, cpr.nr. 140310-6069, er sigtet for vold.",
        [("s", "José de la Cruz Özdemir", TOFT, ("vold",))],
    ),
    (
        "age beside the name",
        "Den 16-årige Mikkel Toft, 16 år, cpr.nr. 140310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "address between",
        "Mikkel Toft, Lerbækvej 12, 9999 Lerbæk, CPR-nr. 140310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "no-break blanks and dashes",
        "Mikkel\u00a0Toft, CPR\u2011nr.\u00a0140310\u20136069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "replacement number",
        "Mikkel Toft, CPR-nr. 740310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", "740310-6069", ("vold",))],
    ),
    (
        "hard-wrapped",
        (
            "Politiet kan oplyse, at Mikkel Ravnsbjerg Toft, CPR-nr. 140310-6069,\nden 5. september 2026 "
            "blev sigtet for vold efter straffelovens\n§ 244 begået på Stationspladsen i Lerbæk."
        ),
        [("s", "Mikkel Ravnsbjerg Toft", TOFT, ("vold efter straffelovens § 244",))],
    ),
    (
        "subject says it",
        "Emne|Underretning om ung mistænkt for vold|Navn: Mikkel Toft\nCPR-nr.: 140310-6069",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "bullets",
        (
            "Følgende unge er sigtet for brandstiftelse:\n\n- Mikkel Toft, cpr 140310-6069\n- Elias Kær, "
            "cpr 190110-8371\n"
        ),
        [("s", "Mikkel Toft", TOFT, ("brandstiftelse",)), ("s", "Elias Kær", KAER, ("brandstiftelse",))],
    ),
    (
        "suspect and victim",
        "Mikkel Toft, 140310-6069, er sigtet for vold mod Elias Kær, 190110-8371.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "labelled victim",
        "Sigtede: Mikkel Toft, 140310-6069\nForurettede: Elias Kær, 190110-8371\nForhold: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "sections",
        (
            "Mistænkt:\nNavn: Mikkel Toft\nCPR: 140310-6069\nMistænkt for: vold\n\nForurettet:\nNavn: "
            "Elias Kær\nCPR: 190110-8371"
        ),
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "mother with her number",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold\nMor: Anne Toft, 120578-1234",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "mother in running text",
        "Mikkel Toft, 140310-6069, er sigtet for tyveri. Hans mor, Anne Toft, cpr 120578-1234, er underrettet.",
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "witness in running text",
        "Mikkel Toft, 140310-6069, er sigtet for tyveri. Vidnet Elias Kær, 190110-8371, har set det hele.",
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "older mail below",
        (
            "Mikkel Toft, 140310-6069, er sigtet for tyveri.\n\n-----Oprindelig meddelelse-----\nFra: "
            "X\nElias Kær, 190110-8371, er sigtet for vold."
        ),
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "quoted lines",
        (
            "Mikkel Toft, 140310-6069, er sigtet for tyveri.\n\nDen 8. sep. 2026 skrev Henrik Fjord:\n> "
            "Elias Kær, 190110-8371, er sigtet for vold.\n"
        ),
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "header of an older mail",
        (
            "Mikkel Toft, 140310-6069, er sigtet for tyveri.\n\nFra: Henrik <a@b.example>\nSendt: 8. "
            "september 2026 09:14\nTil: c@d.example\nEmne: Sag\n\nElias Kær, 190110-8371, er sigtet for "
            "vold."
        ),
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "the offence is a house word",
        "Mikkel Toft, 140310-6069, er sigtet for overtrædelse af våbenloven og besiddelse af kniv.",
        [("s", "Mikkel Toft", TOFT, ("overtrædelse af våbenloven", "besiddelse af kniv"))],
    ),
]

UNCLEAR: list[Case] = [
    (
        "impossible number",
        "Navn: Mikkel Toft\nCPR-nr.: 310211-4387\nSigtet for: vold",
        [("u", "Mikkel Toft", None, ("vold",))],
    ),
    (
        "impossible number in running text",
        "Mikkel Toft, CPR-nr. 310211-4387, er sigtet for vold.",
        [("u", "Mikkel Toft", None, ("vold",))],
    ),
    (
        "too few digits",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-606\nSigtet for: vold",
        [("u", "Mikkel Toft", None, ("vold",))],
    ),
    ("masked digits", "Mikkel Toft, cpr-nr. 140310-XXXX, er sigtet for vold.", [("u", "Mikkel Toft", None, ("vold",))]),
    ("name alone in a block", "Navn: Mikkel Toft\nMistænkt for: vold", [("u", "Mikkel Toft", None, ("vold",))]),
    (
        "name alone in running text",
        "Vi oplyser, at Mikkel Toft er sigtet for vold.",
        [("u", "Mikkel Toft", None, ("vold",))],
    ),
    (
        "one of two without number",
        "Følgende er sigtet for røveri:\n1) Mikkel Toft, 140310-6069\n2) Elias Brandstrup Kær",
        [("s", "Mikkel Toft", TOFT, ("røveri",)), ("u", "Elias Brandstrup Kær", None, ("røveri",))],
    ),
    ("no word of suspicion", "Navn: Mikkel Toft\nCPR-nr.: 140310-6069", [("u", "Mikkel Toft", None, ())]),
    (
        "no word of suspicion in running text",
        "Kan I ringe til os om Mikkel Toft, 140310-6069?",
        [("u", "Mikkel Toft", None, ())],
    ),
    (
        "suspicion denied",
        "Mikkel Toft, 140310-6069, er ikke længere mistænkt i sagen.",
        [("u", "Mikkel Toft", None, ())],
    ),
    ("charge dropped", "Sigtelsen mod Mikkel Toft, 140310-6069, er frafaldet.", [("u", "Mikkel Toft", None, ())]),
    (
        "number and birth date differ",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nFødselsdato: 15-03-2010\nSigtet for: vold",
        [("u", "Mikkel Toft", None, ("vold",))],
    ),
]

NEGATIVE: list[Case] = [
    ("phone numbers", "Ring til mig på tlf. 70 10 04 12 eller 4570100412.\nEn ung er sigtet.", []),
    ("police case number", "Journalnr. 3700-71212-00123-26. Mere følger.", []),
    ("account and EAN", "Regning betales til konto 1403 1060691234, EAN 5798001403106069, reg. 140310 6069.", []),
    ("date and time", "Mødet den 14.03.2010 kl. 10.00 er flyttet til 19.01.2010.", []),
    (
        "victim",
        "Forurettede, Elias Kær, CPR-nr. 190110-8371, har det godt. En ukendt gerningsmand er sigtet for vold.",
        [],
    ),
    ("witness after the number", "Elias Kær, CPR-nr. 190110-8371, er vidne i sagen.", []),
    ("reporter", "Anmelderen Elias Kær, 190110-8371, bedes kontaktet.", []),
    ("parent", "Forældremyndighedsindehaver: Anne Toft, CPR 120578-1234", []),
    ("victim of violence", "En dreng er sigtet for vold mod Elias Kær, cpr 190110-8371.", []),
    (
        "officer in the signature",
        "Vi vender tilbage om sagen.\n\nMed venlig hilsen\n\nHenrik Fjordbak\nPolitiassistent\nTlf. 1403106069",
        [],
    ),
    (
        "only an older mail",
        (
            "Tak for sidst.\n\nDen 8. sep. 2026 kl. 09.14 skrev Henrik Fjord <h@politi.example>:\n> "
            "Mikkel Toft, 140310-6069, er sigtet for vold."
        ),
        [],
    ),
    (
        "quoted by marks alone",
        "Er den modtaget?\n\n> Navn: Mikkel Toft\n> CPR-nr.: 140310-6069\n> Sigtet for: vold",
        [],
    ),
]

SECOND: list[Case] = [
    (
        "anonymous victim in the same block",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nSigtet for: vold\nForurettede: Elias Kær\nCPR-nr.: 190110-8371",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "mother's labels",
        "Den unges navn: Mikkel Toft\nDen unges CPR-nr.: 140310-6069\nMors navn: Anne Toft\nMors CPR-nr.: 120578-1234\nMistænkt for: tyveri",
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "victim hit in running text",
        "Mikkel Toft, 140310-6069, er sigtet for at have slået Elias Kær, 190110-8371, i ansigtet.",
        [("s", "Mikkel Toft", TOFT, ("at have slået",))],
    ),
    (
        "victim first",
        "Elias Kær, 190110-8371, blev i går overfaldet. Mikkel Toft, 140310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "reporter first",
        "Elias Kær, 190110-8371, har anmeldt, at Mikkel Toft, 140310-6069, er mistænkt for tyveri.",
        [("s", "Mikkel Toft", TOFT, ("tyveri",))],
    ),
    (
        "witness among them",
        "Mikkel Toft, 140310-6069, er sigtet for hærværk, mens Elias Kær, 190110-8371, er vidne.",
        [("s", "Mikkel Toft", TOFT, ("hærværk",))],
    ),
    (
        "mother of",
        "Anne Toft, 120578-1234, er mor til Mikkel Toft, 140310-6069, der er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "the young person, comma, in a clause",
        "Den unge, Mikkel Toft, cpr.nr. 140310-6069, er i dag sigtet for røveri efter straffelovens § 288, stk. 1, nr. 1, begået den 3. september.",
        [("s", "Mikkel Toft", TOFT, ("røveri efter straffelovens § 288, stk. 1, nr. 1",))],
    ),
    (
        "date between",
        "Mikkel Toft, 140310-6069, blev den 9. september 2026 kl. 18.05 i Lerbæk anholdt og sigtet for indbrud i Lerbæk.",
        [("s", "Mikkel Toft", TOFT, ("indbrud",))],
    ),
    (
        "we charged",
        "Vi sigtede den 9. september Mikkel Toft, cpr 140310-6069, for grov vold.",
        [("s", "Mikkel Toft", TOFT, ("grov vold",))],
    ),
    (
        "charge reads",
        "Sigtelsen mod Mikkel Toft, 140310-6069, lyder på brandstiftelse.",
        [("s", "Mikkel Toft", TOFT, ("brandstiftelse",))],
    ),
    (
        "in a matter of",
        "Mikkel Toft (CPR: 140310-6069) er sigtet i en sag om trusler.",
        [("s", "Mikkel Toft", TOFT, ("trusler",))],
    ),
    (
        "three of them, one line each, sentence below",
        "Vi har afhørt:\nMikkel Toft 140310-6069\nElias Kær 190110-8371\nNoah Juul 020509-8923\nAlle er mistænkt for hærværk.",
        [
            ("s", "Mikkel Toft", TOFT, ("hærværk",)),
            ("s", "Elias Kær", KAER, ("hærværk",)),
            ("s", "Noah Juul", JUUL, ("hærværk",)),
        ],
    ),
    (
        "own offence in the list",
        "Følgende unge er sigtet:\n1) Mikkel Toft, 140310-6069, vold\n2) Elias Kær, 190110-8371, tyveri",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))],
    ),
    (
        "dash list with offences",
        "Mistænkte:\n- Mikkel Toft (140310-6069) - vold\n- Elias Kær (190110-8371) - tyveri",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))],
    ),
    (
        "numbered blocks",
        "Sigtede 1\nNavn: Mikkel Toft\nCPR: 140310-6069\nSigtelse: vold\n\nSigtede 2\nNavn: Elias Kær\nCPR: 190110-8371\nSigtelse: tyveri",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))],
    ),
    (
        "name line, number line",
        "Følgende er sigtet for vold:\n\nMikkel Toft\nCPR-nr. 140310-6069\n\nElias Kær\nCPR-nr. 190110-8371",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("vold",))],
    ),
    (
        "labels in capitals with stars",
        "*NAVN:* Mikkel Toft\n*CPR-NR.:* 140310-6069\n*SIGTET FOR:* VOLD",
        [("s", "Mikkel Toft", TOFT, ("VOLD",))],
    ),
    (
        "label with dots",
        "Navn........: Mikkel Toft\nCPR.........: 140310-6069\nMistænkt for: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "vedr.",
        "Vedr.: Mikkel Toft, cpr. 140310-6069\n\nOvennævnte er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "re: one young person then suspicion",
        "Det drejer sig om Mikkel Toft, cpr 140310-6069. Den unge er mistænkt for salg af hash.",
        [("s", "Mikkel Toft", TOFT, ("salg af hash",))],
    ),
    (
        "number on the next line of wrapped text",
        "Politiet har i dag truffet bestemmelse om at sigte, og har sigtet Mikkel\nRavnsbjerg Toft, CPR-nr. 140310-6069, for vold.",
        [("s", "Mikkel Ravnsbjerg Toft", TOFT, ("vold",))],
    ),
    (
        "two and own numbers of cases",
        "Mikkel Toft, 140310-6069, er sigtet for vold (journalnr. 3700-71212-00123-26). Elias Kær, 190110-8371, er sigtet for tyveri (journalnr. 3700-71212-00124-26).",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("tyveri",))],
    ),
    (
        "parents named as a pair",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Forældre: Anne Toft, 120578-1234, og Per Toft, 130577-1235.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "sister of the suspect",
        "Søsteren til den sigtede er Alma Toft, 111211-9640. Mikkel Toft, 140310-6069, er sigtet for vold.",
        [("u", "Alma Toft", None, ()), ("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "unclear role beside a suspect",
        "Mikkel Toft, 140310-6069, er sigtet for vold. Elias Kær, 190110-8371, var også på stedet.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("u", "Elias Kær", None, ())],
    ),
    (
        "fremstår i grundlovsforhør",
        "Mikkel Toft, 140310-6069, fremstilles i grundlovsforhør i morgen sigtet for drabsforsøg.",
        [("s", "Mikkel Toft", TOFT, ("drabsforsøg",))],
    ),
    (
        "offence before the person",
        "I forbindelse med et røveri er Mikkel Toft, 140310-6069, blevet sigtet.",
        [("s", "Mikkel Toft", TOFT, ())],
    ),
    (
        "child in a violent home",
        "Underretning om barn, der har overværet vold i hjemmet.\n\nNavn: Mikkel Toft\nCPR: 140310-6069\nForhold: vold i hjemmet",
        [("u", "Mikkel Toft", None, ("vold i hjemmet",))],
    ),
    (
        "caseworker's greeting is no person",
        "Hej Anne Holm\n\nMikkel Toft, 140310-6069, er sigtet for vold.\n\nMvh\nHenrik Fjord",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "unknown number said so",
        "Navn: Mikkel Toft\nCPR-nr.: ukendt\nFødt: 14-03-2010\nSigtet for: vold",
        [("s", "Mikkel Toft", "2010-03-14", ("vold",))],
    ),
    (
        "English header of an older mail",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\n\nFrom: A B <a@b.example>\nSent: Tuesday\nTo: c\nSubject: d\n\nElias Kær, 190110-8371, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "below the signature, complete",
        "Se nedenfor.\n\nMvh\nHenrik Fjord\n\nNavn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
]

THIRD: list[Case] = [
    (
        "a list of witnesses",
        "Mikkel Toft, 140310-6069, er sigtet for vold.\n\nVidner:\n- Elias Kær, 190110-8371\n- Noah Juul, 020509-8923\n",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "both lists",
        "Sigtede for røveri:\n- Mikkel Toft, 140310-6069\n\nForurettede:\n- Elias Kær, 190110-8371\n",
        [("s", "Mikkel Toft", TOFT, ("røveri",))],
    ),
    (
        "a paragraph on victims",
        "Følgende er sigtet for vold:\nMikkel Toft, 140310-6069\n\nFølgende er forurettede:\nElias Kær, 190110-8371",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
]

FOURTH: list[Case] = [
    (
        "custody by label",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold\n\nForældremyndighed: Anne Toft, 120578-1234",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
    (
        "a label of ours nobody knows",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold\n\nStorebrors leder: Anne Toft, 120578-1234",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("u", "Anne Toft", None, ())],
    ),
    (
        "of, before a name",
        "Vi mangler en bisidder til afhøring i morgen af Mikkel Toft, 140310-6069.",
        [("u", "Mikkel Toft", None, ())],
    ),
    (
        "admitted",
        "Den 12-årige Mikkel Toft (cpr.nr.: 140310-6069) har erkendt hærværk mod en bus.",
        [("s", "Mikkel Toft", TOFT, ("hærværk",))],
    ),
    (
        "two paragraphs of one law",
        "Mikkel Toft, 140310-6069 er mistænkt for overtrædelse af straffelovens § 244 (vold) og § 266 (trusler).",
        [("s", "Mikkel Toft", TOFT, ("overtrædelse af straffelovens § 244 (vold) og § 266",))],
    ),
]

FIFTH: list[Case] = [
    (
        "two persons under one label",
        "Sigtede: Mikkel Toft, 140310-6069, og Elias Kær, 190110-8371\nSigtet for: vold",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ("vold",))],
    ),
    (
        "a person in the remarks",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold\nBemærkninger: Elias Kær, 190110-8371, er ligeledes sigtet.",
        [("s", "Mikkel Toft", TOFT, ("vold",)), ("s", "Elias Kær", KAER, ())],
    ),
    (
        "a person in the offence",
        "Navn: Mikkel Toft\nCPR-nr.: 140310-6069\nMistænkt for: vold mod Elias Kær, 190110-8371",
        [("s", "Mikkel Toft", TOFT, ("vold mod Elias Kær, 190110-8371",))],
    ),
    (
        "a network meeting is nobody's role",
        "Netværkssamråd: Mikkel Toft, 140310-6069, er sigtet for vold.",
        [("s", "Mikkel Toft", TOFT, ("vold",))],
    ),
]
