# ruff: noqa: E501 - a line is a line as the police wrote it
"""101-112: plain text, flowed, forwarded, replied; who is not a suspect."""

from __future__ import annotations

from typing import Any

from making.mails import body, head, mail_part, mixed, plain, received_line
from making.people import person
from making.plan import Case, case, opened, quarantined

END = "\n\nMed venlig hilsen\nHenrik Fjordbak\nPolitiassistent, Østfjord Politi\n"
Made = tuple[Any, ...]


@case(
    "101-flowed.eml",
    "format=flowed: soft line breaks inside the name and the offence.",
    "RFC 3676: a line that ends in a blank goes on below; half a name would be a wrong person.",
)
def _(c: Case) -> Made:
    who, j = person("Emil Bredal Skovgaard", "2010-05-03"), c.journal()
    text = f"Underretning\n\nNavn: Emil Bredal \nSkovgaard\nCPR-nr.: {who.cpr}\nMistænkt for: vold efter \nstraffelovens § 244\nJournalnr.: {j}{END}"
    data = (
        head(c, "Underretning").encode()
        + b"Content-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n"
        + text.encode()
    )
    return data, [opened(who, "vold efter straffelovens § 244", police_case=j)]


@case(
    "102-flowed-delsp.eml",
    "format=flowed with DelSp=yes: soft breaks inside a word and inside the CPR number.",
    "With DelSp the blank before the break is not part of the text; the number is whole only then.",
)
def _(c: Case) -> Made:
    who = person("Sofus Halkjær Lind", "2009-07-19", eleven=True)
    cpr = f"{who.cpr[:9]} \n{who.cpr[9:]}"  # type: ignore[index]
    text = f"Navn: {who.name}\nCPR-nr.: {cpr}\nSigtet for: røveri efter straffe \nlovens § 288\nJournalnr.: {c.journal()}{END}"
    data = (
        head(c, "Underretning om røveri").encode()
        + b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\nContent-Transfer-Encoding: 8bit\n\n"
        + text.encode()
    )
    return data, [opened(who, "røveri efter straffelovens § 288")]


@case(
    "103-forwarded-inline-outlook.eml",
    "Forwarded in the text the way Outlook does (Fra/Sendt/Til/Emne); the forwarder adds no person.",
    "In a forwarded mail the older mail is the message; a quoted history is something else.",
)
def _(c: Case) -> Made:
    who = person("Tobias Krabbe Vang", "2010-02-11")
    return plain(
        c,
        "VS: Underretning – trusler",
        f"""Til rette vedkommende, se nedenfor.

Rasmus Gadegaard
Vagtleder

Fra: Lone Bakkegård <lbk009@politi.example>
Sendt: 3. august 2026 14:02
Til: Rasmus Gadegaard <rga055@politi.example>
Emne: Underretning – trusler

Navn: {who.name}
CPR-nr.: {who.cpr}
Sigtet for: trusler efter straffelovens § 266
Journalnr.: {c.journal("71411")}

Lone Bakkegård
""",
    ), [opened(who, "trusler efter straffelovens § 266")]


@case(
    "104-forwarded-inline-gmail.eml",
    "Forwarded in the text, English separator line.",
    "The mail program's language is not the police's.",
)
def _(c: Case) -> Made:
    who = person("Freja Holt Dalgas", "2011-01-27")
    return plain(
        c,
        "Fwd: Underretning",
        f"""Hej, hermed til jer.

---------- Forwarded message ---------
From: Station Hvidsted <hvidsted@politi.example>
Date: Tue, 4 Aug 2026 at 09:11
Subject: Underretning
To: <vagt@politi.example>

{who.name}, cpr-nr. {who.cpr}, er mistænkt for hærværk efter straffelovens § 291 begået den 2. august 2026 på Hvidsted Skole.
Journalnr. {c.journal("75311")}
""",
    ), [opened(who, "hærværk efter straffelovens § 291")]


def _inner(c: Case, subject: str, text: str, salt: str) -> bytes:
    return head(
        c, subject, received="", message_id=f"<{c.token(salt)}@politi.example>", date="Sat, 01 Aug 2026 21:00:00 +0200"
    ).encode() + body(text)


@case(
    "105-attached-mail-two-deep.eml",
    "Forwarded as an attached mail within an attached mail.",
    "Nested forwarding is everyday; the outermost Received header counts, not those within.",
)
def _(c: Case) -> Made:
    who = person("Villads Munk Terkelsen", "2009-12-04")
    deep = _inner(
        c,
        "Underretning",
        f"Den unge {who.name}, cpr-nr. {who.cpr}, er sigtet for indbrud i beboelse.\nJournalnr. {c.journal('76211')}\n",
        "deep",
    )
    between = mixed(
        c,
        "VS: Underretning",
        body("Sendt til forkert kreds.\n"),
        mail_part(deep),
        message_id=f"<{c.token('mid')}@politi.example>",
        received=received_line(c, "Sun, 02 Aug 2026 09:00:00 +0200"),
        date="Sun, 02 Aug 2026 08:59:51 +0200",
    )
    return mixed(c, "VS: VS: Underretning", body("Se vedhæftede.\n"), mail_part(between, "VS.eml")), [
        opened(who, "indbrud i beboelse")
    ]


@case(
    "106-two-attached-mails.eml",
    "Two mails attached, a person in each.",
    "Each attached mail is a notification of its own.",
)
def _(c: Case) -> Made:
    one, two = person("Ronja Fabricius Holm", "2010-09-30"), person("Magne Sølvberg Toft", "2009-03-17")
    mails = [
        _inner(
            c,
            "Underretning",
            f"Navn: {p.name}\nCPR-nr.: {p.cpr}\nMistænkt for: {what}\nJournalnr.: {c.journal(salt=p.name)}\n",
            p.name,
        )
        for p, what in ((one, "tyveri"), (two, "grov vold"))
    ]
    return mixed(
        c,
        "To underretninger",
        body("Vedhæftet to underretninger.\n"),
        mail_part(mails[0], "1.eml"),
        mail_part(mails[1], "2.eml"),
    ), [opened(one, "tyveri"), opened(two, "grov vold")]


@case(
    "107-reply-quoting-another.eml",
    "A reply whose quoted history (>) names another young person.",
    "Only the new part of a mail counts.",
)
def _(c: Case) -> Made:
    new, old = person("Liva Dreyer Sand", "2011-06-21"), person("Konrad Agerbo Friis", "2010-10-12")
    return (
        plain(
            c,
            "SV: Underretning",
            f"""Hej

Vi har nu også sigtet {new.name}, cpr-nr. {new.cpr}, for vold.
Journalnr. {c.journal()}

Mvh Henrik

Den 3. august 2026 kl. 10.14 skrev Østfjord Politi:
> {old.name}, cpr-nr. {old.cpr}, er sigtet for vold.
> Mvh Henrik
""",
        ),
        [opened(new, "vold")],
        {"not_read": [f"{old.name} (quoted history)"]},
    )


@case(
    "108-reply-outlook-history.eml",
    "A reply with Outlook's history below a line, no > signs.",
    "A header block in a reply begins the history, in a forwarded mail it begins the message.",
)
def _(c: Case) -> Made:
    new, old = person("Asta Kragh Vinding", "2009-10-26"), person("Birk Hedegaard Ploug", "2011-03-08")
    return (
        plain(
            c,
            "SV: Orientering om ung",
            f"""Som aftalt på telefonen:

Navn: {new.name}
CPR-nr.: {new.cpr}
Sigtet for: brandstiftelse
Journalnr.: {c.journal("73111")}

________________________________
Fra: Modtagelsen <underretning@kommune.example>
Sendt: 4. august 2026 08:40
Til: Henrik Fjordbak
Emne: Orientering om ung

Vi har modtaget jeres underretning om:
Navn: {old.name}
CPR-nr.: {old.cpr}
Sigtet for: tyveri
""",
            extra="In-Reply-To: <kvit-20260804-0001@kommune.example>\n",
        ),
        [opened(new, "brandstiftelse")],
        {"not_read": [f"{old.name} (quoted history)"]},
    )


@case(
    "109-thanks-above-history.eml",
    "A reply whose new part says thanks only; the history names a young person.",
    "Nobody is reported in the new part; a person reads it, and nothing is opened from the history.",
)
def _(c: Case) -> Made:
    old = person("Jonathan Rye Balslev", "2010-01-05")
    return (
        plain(
            c,
            "SV: Underretning",
            f"Tak for kvitteringen.\n\nMvh Henrik\n\nDen 4. august 2026 kl. 11.20 skrev Modtagelsen:\n> Navn: {old.name}\n> CPR-nr.: {old.cpr}\n> Sigtet for: røveri\n",
            extra="In-Reply-To: <kvit-20260804-0002@kommune.example>\n",
        ),
        [quarantined("no person in the new part of the mail")],
        {"not_read": [f"{old.name} (quoted history)"]},
    )


@case(
    "110-victim-witness-parent-officer.eml",
    "One suspect; a victim, a witness, a mother and an officer stand there with CPR numbers too.",
    "Only a suspect counts; a case on a victim would be a breach.",
)
def _(c: Case) -> Made:
    who = person("Malte Storgaard Bach", "2009-08-14")
    others = {
        role: person(name, born)
        for role, name, born in (
            ("forurettet", "Oscar Enevold Lykke", "2011-02-02"),
            ("vidne", "Ella Marie Brorsen", "2010-11-20"),
            ("mor", "Jytte Storgaard", "1979-04-30"),
            ("betjent", "Niels Overgaard", "1984-12-12"),
        )
    }
    text = f"""Underretning om ung mistænkt for vold

{who.name}, cpr-nr. {who.cpr}, er mistænkt for vold efter straffelovens § 245.

Forurettet er {others["forurettet"].name}, cpr-nr. {others["forurettet"].cpr}.
Vidne: {others["vidne"].name}, cpr-nr. {others["vidne"].cpr}.
Den unges mor, {others["mor"].name}, cpr-nr. {others["mor"].cpr}, er orienteret.
Sagsbehandler hos politiet: {others["betjent"].name}, {others["betjent"].cpr}.
Journalnr. {c.journal()}
"""
    return (
        plain(c, "Underretning", text),
        [opened(who, "vold efter straffelovens § 245")],
        {"not_read": [f"{p.name} ({r})" for r, p in others.items()]},
    )


@case(
    "111-victim-only.eml",
    "Only the victim is named, with CPR number; the offender is unknown.",
    "No suspect: nothing may be opened, but a person reads it (the victim may need help).",
)
def _(c: Case) -> Made:
    who = person("Nanna Lindegaard Wind", "2012-05-16")
    return (
        plain(
            c,
            "Orientering om forurettet",
            f"Forurettet {who.name}, cpr-nr. {who.cpr}, har været udsat for røveri den 6. august 2026. Gerningsmanden er ukendt.\nJournalnr. {c.journal('76111')}{END}",
        ),
        [quarantined("no suspect named")],
        {"not_read": [f"{who.name} (victim)"]},
    )


@case(
    "112-parents-in-labels.eml",
    "Label lines; the holders of custody stand below with CPR numbers.",
    "The parents' numbers must not become persons, nor replace the young person's.",
)
def _(c: Case) -> Made:
    who, mum, dad = (
        person("Signe Vestbo Krarup", "2010-12-29"),
        person("Anne Vestbo", "1981-09-09"),
        person("Lars Krarup", "1980-02-18", eleven=True),
    )
    return (
        plain(
            c,
            "Underretning",
            f"""Navn: {who.name}
CPR-nr.: {who.cpr}
Mistænkt for: besiddelse af euforiserende stoffer
Journalnr.: {c.journal("84411")}

Forældremyndighed:
Mor: {mum.name}, CPR-nr. {mum.cpr}
Far: {dad.name}, CPR-nr. {dad.cpr}
""",
        ),
        [opened(who, "besiddelse af euforiserende stoffer")],
        {"not_read": [mum.name, dad.name]},
    )
