# ruff: noqa: E501 - a line is a line as the police wrote it
"""113-124: several persons, look-alike numbers, interrogation, remand, what is missing."""

from __future__ import annotations

from typing import Any

from making.c1_text import END
from making.mails import plain
from making.people import no_cpr, person
from making.plan import Case, case, ignored, opened, quarantined

Made = tuple[Any, ...]


@case(
    "113-three-in-a-list.eml",
    "Numbered list of three; the third is an adult.",
    "Several persons in a mail each get their own outcome.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Anker Løvschal Beck", "2010-08-08"),
        person("Merle Kofod Ask", "2011-11-03"),
        person("Rune Tang Olrik", "2006-06-06"),
    )
    j = c.journal()
    lines = "\n".join(
        f"{n}. {p.name}, cpr-nr. {p.cpr}, sigtet for {what}"
        for n, (p, what) in enumerate(((a, "vold"), (b, "trusler"), (d, "vold")), 1)
    )
    return plain(c, "Tre sigtede", f"Politiet har i weekenden sigtet følgende:\n\n{lines}\n\nJournalnr. {j}{END}"), [
        opened(a, "vold", police_case=j),
        opened(b, "trusler", police_case=j),
        ignored(d, "vold"),
    ]


@case(
    "114-two-label-blocks.eml",
    "Two blocks of labels one below the other.",
    "The labels of the second block belong to the second person.",
)
def _(c: Case) -> Made:
    a, b = person("Otto Fenger Hald", "2009-05-25"), person("Karla Nygård Hald", "2011-09-13", eleven=True)
    blocks = "\n\n".join(
        f"Navn: {p.name}\nCPR-nr.: {p.cpr}\nSigtet for: {what}\nJournalnr.: {c.journal(salt=p.name)}"
        for p, what in ((a, "indbrud"), (b, "hæleri"))
    )
    return plain(c, "Underretning, to søskende", f"{blocks}{END}"), [opened(a, "indbrud"), opened(b, "hæleri")]


@case(
    "115-look-alike-numbers.eml",
    "Phone, EAN, police case, staff and reference numbers that look like CPR numbers.",
    "Ten digits are a CPR number only where they stand for a person.",
)
def _(c: Case) -> Made:
    who = person("Bertram Hoff Juhl", "2010-04-18")
    return (
        plain(
            c,
            "Underretning",
            f"""Vores ref.: 120411-5042
Telefon: 0107104433
EAN-nr. 5798000123456

Navn: {who.name}
CPR-nr.: {who.cpr}
Sigtet for: vold
Journalnr.: {c.journal()}

Med venlig hilsen
Gitte Ørum, tjenestenr. 050482-1234
Direkte 20 10 10 41, mobil 1506127781
""",
        ),
        [opened(who, "vold")],
        {
            "not_read": [
                "120411-5042 (reference)",
                "0107104433 (phone)",
                "050482-1234 (staff number)",
                "1506127781 (phone)",
            ]
        },
    )


@case(
    "116-look-alike-only.eml",
    "No person; a case number and a phone number that look like CPR numbers of young people.",
    "A mail without a person goes to a person, not into a case.",
)
def _(c: Case) -> Made:
    return (
        plain(
            c,
            "SSP-sag",
            "Hej\n\nKan I ringe til mig om SSP-sag 150612-7781? Jeg træffes på 0107104433 til kl. 15.\n\nMvh Gitte Ørum\n",
        ),
        [quarantined("not a notification")],
        {"not_read": ["150612-7781", "0107104433"]},
    )


@case(
    "117-phone-note-interrogation.eml",
    "Note of a phone call: interrogation tomorrow; name and birth date, no CPR number.",
    "An interrogation is a notification that starts the clock; a birth date is enough.",
)
def _(c: Case) -> Made:
    who = no_cpr("Ellinor Ravn Søgaard", "2010-03-26")
    return plain(
        c,
        "Telefonnotat – afhøring i morgen",
        f"Telefonnotat fra døgnvagten: Vagthavende ved Station Lerbæk ringede kl. 21.40. {who.name}, født den 26. marts 2010, er sigtet for afpresning og skal afhøres i morgen kl. 10.00 på Station Lerbæk. Kommunen bedes møde.\nJournalnr. {c.journal('74211')}\n",
        sender="Døgnvagten <doegnvagt@kommune.example>",
    ), [opened(who, "afpresning", interrogation=True)]


@case(
    "118-remand.eml",
    "Remand in a secure unit decided at the constitutional hearing.",
    "Remand changes the process (visit permits): it must be seen.",
)
def _(c: Case) -> Made:
    who = person("Hjalte Bøgh Lundgren", "2009-02-23")
    j = c.journal("76111")
    return plain(
        c,
        "Varetægtssurrogat",
        f"{who.name}, cpr-nr. {who.cpr}, blev i dag fremstillet i grundlovsforhør, sigtet for røveri efter straffelovens § 288, stk. 1. Retten bestemte, at den unge varetægtsfængsles i surrogat på sikret institution indtil den 1. september 2026.\nJournalnr. {j}{END}",
    ), [opened(who, "røveri efter straffelovens § 288, stk. 1", remand=True, police_case=j)]


@case(
    "119-name-only.eml",
    "A suspect with neither CPR number nor birth date.",
    "Rule 3: nobody can be sure who it is; a person asks the police.",
)
def _(c: Case) -> Made:
    return plain(c, "Underretning", f"Navn: Kasper Lund\nSigtet for: hærværk\nJournalnr.: {c.journal('75311')}{END}"), [
        quarantined("neither CPR nor birth date", "hærværk", name="Kasper Lund")
    ]


@case("120-age-only.eml", "'En 15-årig dreng' with a name: an age, but no date.", "An age is no identity.")
def _(c: Case) -> Made:
    return plain(
        c,
        "Orientering",
        f"Vi har i nat mistænkt den 15-årige Mads Bøgelund for indbrud i en kiosk i Strandby.\nJournalnr. {c.journal('76211')}{END}",
    ), [quarantined("neither CPR nor birth date", "indbrud", name="Mads Bøgelund")]


@case(
    "121-cpr-without-name.eml",
    "A suspect with CPR number and no name.",
    "The CPR number is identity enough; the name is looked up by a person.",
)
def _(c: Case) -> Made:
    who = person("(nobody)", "2011-04-07")
    row = opened(who, "tyveri", also_accepted=["quarantined"])
    row["name"] = None
    return plain(c, "Underretning", f"CPR-nr.: {who.cpr}\nSigtet for: tyveri\nJournalnr.: {c.journal('76511')}\n"), [
        row
    ]


@case(
    "122-charge-dropped.eml",
    "The suspicion against a young person was dropped.",
    "It reports no suspicion: a person reads it, nothing is opened.",
)
def _(c: Case) -> Made:
    who = person("Vitus Lange Barfoed", "2010-06-15")
    return plain(
        c,
        "Sigtelse frafaldet",
        f"Sigtelsen for vold mod {who.name}, cpr-nr. {who.cpr}, er frafaldet den 11. august 2026, og den unge er ikke længere mistænkt i sagen.\nJournalnr. {c.journal()}{END}",
    ), [quarantined("suspicion dropped", name=who.name)]


@case(
    "123-adult-and-youth.eml",
    "An adult and a young person charged in the same matter.",
    "The adult is ignored (and listed), the young person is opened.",
)
def _(c: Case) -> Made:
    adult, who = person("Brian Thorup Munk", "1998-01-31"), person("Sille Aagaard Munk", "2009-09-09")
    return plain(
        c,
        "Hæleri",
        f"{adult.name}, cpr-nr. {adult.cpr}, er sigtet for hæleri.\n\n{who.name}, cpr-nr. {who.cpr}, er sigtet for tyveri.\n\nJournalnr. {c.journal('76511')}{END}",
    ), [ignored(adult, "hæleri"), opened(who, "tyveri")]


@case(
    "124-person-in-subject-only.eml",
    "The person stands in the subject, the text says 'ovennævnte'.",
    "The subject is part of what the police wrote; whoever reads it not may at least not lose it.",
)
def _(c: Case) -> Made:
    who = person("Agnes Bille Nordby", "2010-07-02")
    return plain(
        c,
        f"Vedr. {who.name}, cpr-nr. {who.cpr}",
        f"Ovennævnte er mistænkt for tyveri.\nJournalnr. {c.journal('76511')}{END}",
    ), [opened(who, "tyveri", also_accepted=["quarantined"])]
