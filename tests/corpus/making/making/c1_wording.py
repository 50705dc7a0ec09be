# ruff: noqa: E501 - a line is a line as the police wrote it
"""125-149: how the police put it, and how names and numbers are written."""

from __future__ import annotations

import unicodedata
from typing import Any

from making.c1_text import END
from making.mails import plain
from making.people import Person, no_cpr, person
from making.plan import Case, attached, case, opened, quarantined

Made = tuple[Any, ...]


def _said(c: Case, text: str, who: Person, offence: str, **more: Any) -> Made:
    j = c.journal()
    return plain(c, "Underretning", f"{text}\nJournalnr. {j}{END}"), [opened(who, offence, police_case=j, **more)]


@case("125-arrested.eml", "'blev anholdt for …'.", "Arrested for something is suspected of it.")
def _(c: Case) -> Made:
    who = person("Carl-Johan Tveden", "2009-11-16")
    return _said(c, f"{who.name}, cpr-nr. {who.cpr}, blev i går kl. 22.10 anholdt for indbrud.", who, "indbrud")


@case(
    "126-presumed-offender.eml",
    "'formodet gerningsmand til …'.",
    "A presumed offender is a suspect, though neither 'sigtet' nor 'mistænkt' is said.",
)
def _(c: Case) -> Made:
    who = person("Iben Møller Rask", "2011-07-11")
    return _said(c, f"{who.name}, cpr-nr. {who.cpr}, er formodet gerningsmand til hærværk.", who, "hærværk")


@case("127-has-committed.eml", "'har begået …'.", "The police state it as a fact: it is a suspicion all the same.")
def _(c: Case) -> Made:
    who = person("August Worm Petri", "2010-11-07")
    return _said(c, f"Underretning: {who.name}, cpr-nr. {who.cpr}, har begået vold.", who, "vold")


@case("128-suspected-passive.eml", "'mistænkes for at have …'.", "The passive is the usual form in reports.")
def _(c: Case) -> Made:
    who = person("Laura Stenbæk Kvist", "2009-06-28")
    return _said(
        c, f"{who.name}, cpr-nr. {who.cpr}, mistænkes for at have begået brandstiftelse.", who, "brandstiftelse"
    )


@case(
    "129-regarding-line.eml",
    "'Vedr.:' line with name and CPR number, the suspicion below without a name.",
    "A heading names the person, 'den unge' below is the same one.",
)
def _(c: Case) -> Made:
    who = person("Mathilde Ørsted Bang", "2010-03-09")
    return _said(c, f"Vedr.: {who.name}, {who.cpr}\n\nDen unge er sigtet for trusler.", who, "trusler")


@case(
    "130-english.eml",
    "English mail of a foreign police force.",
    "The police abroad report too; the words differ, the person does not.",
)
def _(c: Case) -> Made:
    who = person("Oliver Hartley Winther", "2009-04-16", eleven=True)
    text = f"Dear colleagues,\n\nThe suspect, {who.name}, Danish CPR number {who.cpr}, is charged with robbery committed in Malmö on 9 August 2026.\n\nKind regards\nDesk officer, Police Region South\n"
    return plain(c, "Notification of a charge against a minor", text, sender="Desk <desk@polis.example>"), [
        opened(who, "robbery", also_accepted=["quarantined"])
    ]


@case("131-all-capitals.eml", "Everything in capitals.", "Names are compared without regard to case.")
def _(c: Case) -> Made:
    who = person("Søren Østergaard Høj", "2010-08-19")
    return plain(
        c,
        "UNDERRETNING",
        f"NAVN: SØREN ØSTERGAARD HØJ\nCPR-NR.: {who.cpr}\nSIGTET FOR: VOLD\nJOURNALNR.: {c.journal()}\n",
    ), [opened(who, "VOLD")]


@case(
    "132-names-with-signs.eml",
    "Apostrophe, hyphens and particles in names.",
    "Such names belong to real people and must come out whole.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Aisha O'Connor-d'Angelo", "2010-05-29"),
        person("Ludvig von der Recke Holm", "2009-01-13"),
        person("Jens-Peter af Geijerstam", "2011-12-01"),
    )
    blocks = "\n\n".join(
        f"Navn: {p.name}\nCPR-nr.: {p.cpr}\nSigtet for: {o}\nJournalnr.: {c.journal()}"
        for p, o in ((a, "vold"), (b, "trusler"), (d, "tyveri"))
    )
    return plain(c, "Underretning om tre unge", blocks + END), [
        opened(a, "vold"),
        opened(b, "trusler"),
        opened(d, "tyveri"),
    ]


FRANCOIS = no_cpr("André Håkon Blåbjerg", "2010-10-01")


@case(
    "133-decomposed-letters.eml",
    "é and å as two code points each (NFD), birth date only.",
    "macOS writes them so; the name is the same name.",
)
def _(c: Case) -> Made:
    name = unicodedata.normalize("NFD", FRANCOIS.name)
    return plain(
        c,
        "Underretning",
        f"Navn: {name}\nFødselsdato: 1. oktober 2010\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [opened(FRANCOIS, "vold")]


@case(
    "134-composed-letters-same-person.eml",
    "The person of 133 with composed letters, another offence.",
    "Same name and birth date whatever the code points: one young person, one case.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Underretning",
        f"Navn: {FRANCOIS.name}\nFødselsdato: 01-10-2010\nSigtet for: tyveri\nJournalnr.: {c.journal('76511')}{END}",
    ), [attached(FRANCOIS, "tyveri", reason="open case from 133-decomposed-letters.eml")]


@case(
    "135-two-digit-year.eml",
    "Birth date with a two-digit year: 'f. 14/6-10'.",
    "2010 is the only year that makes sense of a young person; who is unsure asks.",
)
def _(c: Case) -> Made:
    who = no_cpr("Bodil Frandsen Ørum", "2010-06-14")
    return _said(c, f"{who.name} (f. 14/6-10) er mistænkt for tyveri.", who, "tyveri", also_accepted=["quarantined"])


@case(
    "136-cpr-and-birth-date-disagree.eml",
    "CPR number and birth date contradict each other.",
    "One of the two is wrong, and nobody here can tell which: never a wrong person.",
)
def _(c: Case) -> Made:
    who = person("Ditte Rugbjerg Holck", "2010-09-05")
    return plain(
        c,
        "Underretning",
        f"Navn: {who.name}\nFødselsdato: 9. maj 2011\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [quarantined("CPR and birth date disagree", "vold", name=who.name)]


@case(
    "137-cpr-digit-missing.eml",
    "A CPR number of nine digits.",
    "A digit is missing somewhere; guessing it would be a wrong person.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Underretning",
        f"Navn: Gorm Hallas Dyhr\nCPR-nr.: 14051-6712\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [quarantined("CPR has nine digits", "vold", name="Gorm Hallas Dyhr")]


@case(
    "138-cpr-masked.eml",
    "The last four digits are masked: 221110-XXXX.",
    "Six digits are a birth date without a century: a person completes the number.",
)
def _(c: Case) -> Made:
    row = quarantined("CPR is masked", "røveri", name="Svend Aage Klith", also_accepted=["opened"])
    return plain(
        c,
        "Underretning",
        f"Navn: Svend Aage Klith\nCPR-nr.: 221110-XXXX\nSigtet for: røveri\nJournalnr.: {c.journal('76111')}{END}",
    ), [row]


@case(
    "139-impossible-cpr-beside-good.eml",
    "Two persons; the CPR number of the second has the date 30 February.",
    "One wrong number must neither block the other person nor vanish.",
)
def _(c: Case) -> Made:
    who = person("Thyra Lemvig Grau", "2009-12-21")
    text = f"Følgende er sigtet for vold:\n\n1. {who.name}, {who.cpr}\n2. Hektor Sejr Lauge, 300210-6123\n\nJournalnr. {c.journal()}{END}"
    return plain(c, "To unge sigtet for vold", text), [
        opened(who, "vold"),
        quarantined("impossible CPR date", "vold", name="Hektor Sejr Lauge"),
    ]


@case(
    "140-cpr-en-dash-nbsp.eml",
    "windows-1252 with typographic signs: en dash and no-break space in the numbers.",
    "Word puts them there by itself; a dash is a dash.",
)
def _(c: Case) -> Made:
    a, b = person("Mynte Rørbæk Lau", "2010-12-14"), person("Falke Sten Rosing", "2009-09-24")
    text = f"Følgende er sigtet for hærværk:\n\n– {a.name}, cpr {(a.cpr or '').replace('-', chr(0x2013))}\n– {b.name}, cpr {(b.cpr or '').replace('-', chr(0xA0))}\n\nJournalnr. {c.journal('75311')}\n"
    return plain(c, "Hærværk", text, charset="windows-1252", transfer="quoted-printable"), [
        opened(a, "hærværk"),
        opened(b, "hærværk"),
    ]


@case("141-family-name-first.eml", "'Efternavn, Fornavn' in a label line.", "The name comes out given name first.")
def _(c: Case) -> Made:
    who = person("Ingrid Sofie Thaarup", "2011-02-19")
    return plain(
        c,
        "Underretning",
        f"Efternavn, fornavn: Thaarup, Ingrid Sofie\nCPR: {who.spaced}\nMistænkt for: brugstyveri\nSagsnr.: {c.journal('76711')}{END}",
    ), [opened(who, "brugstyveri")]


@case(
    "142-several-offences.eml",
    "Three offences, one below the other.",
    "Every offence is kept in the police's own words.",
)
def _(c: Case) -> Made:
    who = person("Valdemar Poulsgaard Riis", "2009-03-30")
    return plain(
        c,
        "Underretning",
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for:\n- grov vold\n- trusler\n- frihedsberøvelse\n\nJournalnr.: {c.journal()}{END}",
    ), [opened(who, "grov vold", "trusler", "frihedsberøvelse")]


@case(
    "143-sibling-is-witness.eml",
    "The suspect's brother is named with CPR number as a witness, in the same sentence.",
    "'hans bror' is not the suspect.",
)
def _(c: Case) -> Made:
    who, brother = person("Nohr Bisgaard Elling", "2010-02-25"), person("Aksel Bisgaard Elling", "2012-08-30")
    text = f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold. Hans bror {brother.name}, cpr-nr. {brother.cpr}, var vidne til episoden."
    data, rows = _said(c, text, who, "vold")
    return data, rows, {"not_read": [f"{brother.name} (witness)"]}


@case(
    "144-younger-than-ten.eml",
    "A child of eight and a lesser offence.",
    "Rule 6: opened all the same; how serious it is, a person says later.",
)
def _(c: Case) -> Made:
    who = person("Uffe Brandt Sivert", "2018-03-03", eleven=True)
    return _said(c, f"{who.name}, cpr-nr. {who.cpr}, er mistænkt for butikstyveri.", who, "butikstyveri")


@case(
    "145-empty-text.eml",
    "A mail with a subject, no text and no attachment.",
    "Somebody meant something by it: a person looks.",
)
def _(c: Case) -> Made:
    return plain(c, "Underretning", "\n"), [quarantined("empty mail")]


@case(
    "146-no-young-people-this-week.eml",
    "The police write that there is nobody to report this week.",
    "It is no notification of a person; a person takes note of it.",
)
def _(c: Case) -> Made:
    return plain(
        c,
        "Mandagsdata uge 33",
        "Der er ingen unge sigtede i kommunen i uge 33.\n\nAnalyse, Østfjord Politi\n",
        sender="Østfjord Politi, Analyse <mandagsdata@politi.example>",
    ), [quarantined("no person")]


@case(
    "147-no-offence-named.eml",
    "A suspect with CPR number; of what is not said.",
    "Terse data are usual; the target group is a person's decision, the clock runs.",
)
def _(c: Case) -> Made:
    who = person("Esther Nygaard Villadsen", "2010-01-24")
    return plain(
        c,
        "Underretning om mistænkt ung",
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nStatus: sigtet\nJournalnr.: {c.journal()}{END}",
    ), [opened(who)]


@case(
    "148-two-offences-two-persons.eml",
    "Two persons in one sentence with an offence each.",
    "Whose offence is whose must not be mixed up.",
)
def _(c: Case) -> Made:
    a, b = person("Pelle Grønning Aas", "2009-05-08"), person("Rosa Vindfeld Kjær", "2011-03-28")
    return plain(
        c,
        "To unge",
        f"{a.name}, cpr-nr. {a.cpr}, er sigtet for røveri, og {b.name}, cpr-nr. {b.cpr}, er sigtet for hæleri.\n\nJournalnr. {c.journal('76111')}{END}",
    ), [opened(a, "røveri"), opened(b, "hæleri")]
