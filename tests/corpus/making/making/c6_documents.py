# ruff: noqa: E501 - a line is a line as the police wrote it
"""601-621: PDF, docx, odt, pictures and what no reader exists for."""

from __future__ import annotations

import io
from typing import Any

import docx as python_docx

from making.c1_text import END
from making.documents import DOCX, ODT, PDF, docx, odt, pdf, picture, scanned_pdf, w_lines, w_table
from making.mails import body, file_part, mixed, with_file
from making.people import Person, no_cpr, person
from making.plan import Case, case, duplicate, opened, quarantined
from making.secrets import PASSWORD, frozen
from making.zipped import settled

Made = tuple[Any, ...]


def report(c: Case, who: Person, offence: str, salt: str = "") -> list[str]:
    return [
        "Østfjord Politi – underretning",
        f"Navn: {who.name}",
        f"CPR-nr.: {who.cpr}",
        f"Sigtet for: {offence}",
        "Gerningssted: Strandby",
        f"Journalnr.: {c.journal(salt=salt)}",
    ]


def enclosed(c: Case, data: bytes, name: str, kind: str, text: str = "Se vedhæftede.\n\nØstfjord Politi\n") -> bytes:
    return with_file(c, "Underretning, se vedhæftede", text, data, name, kind)


@case(
    "601-report.pdf.eml",
    "A PDF with a text layer, label lines.",
    "The report is the notification; the text only encloses it.",
)
def _(c: Case) -> Made:
    who = person("Kirstine Ørbæk Sand", "2010-03-03")
    return enclosed(c, pdf(report(c, who, "grov vold")), "rapport.pdf", PDF), [opened(who, "grov vold")]


@case("602-two-pages.pdf.eml", "A PDF of two pages, a person on each.", "Both pages count.")
def _(c: Case) -> Made:
    a, b = person("Leo Ørbæk Winge", "2009-06-06"), person("Marie Ørbæk Winge", "2011-12-12")
    return enclosed(c, pdf(report(c, a, "røveri", "a"), report(c, b, "hæleri", "b")), "rapport.pdf", PDF), [
        opened(a, "røveri"),
        opened(b, "hæleri"),
    ]


@case(
    "603-table.pdf.eml",
    "A PDF with a ruled table of two persons.",
    "A list exported as PDF; who cannot be sure which cell belongs to whom asks.",
)
def _(c: Case) -> Made:
    a, b = person("Noa Brix Holme", "2010-10-13"), person("Olga Brix Holme", "2011-05-11")
    table = [["Navn", "CPR-nr.", "Sigtelse"], [a.name, a.cpr or "", "Vold"], [b.name, b.cpr or "", "Trusler"]]
    return (
        enclosed(c, pdf(["Unge sigtet i uge 39"], table=table), "liste.pdf", PDF),
        [opened(a, "Vold"), opened(b, "Trusler")],
        {
            "also_accepted_rows": [
                [quarantined("table in a PDF")],
                [quarantined("table", name=a.name), quarantined("table", name=b.name)],
            ]
        },
    )


@case(
    "604-scanned.pdf.eml", "A PDF that is a picture of a letter.", "No text layer: quarantined with the file at hand."
)
def _(c: Case) -> Made:
    return enclosed(
        c,
        scanned_pdf(["Underretning", "Navn: Test Skannet Person", "CPR-nr.: 010110-7779", "Sigtet for: vold"]),
        "scan.pdf",
        PDF,
    ), [quarantined("PDF without text")]


@case(
    "605-password.pdf.eml",
    "A PDF that asks for a password to open.",
    "Nobody can read it without the password; releasing it asks for that.",
)
def _(c: Case) -> Made:
    who = person("Poula Overgaard Harder", "2010-11-19")
    data = frozen(
        "605.pdf",
        lambda: pdf(report(c, who, "vold"), owner_password="ejer", user_password=PASSWORD, encryption_method="AES-256"),
    )
    return (
        enclosed(c, data, "rapport.pdf", PDF),
        [quarantined("encrypted PDF")],
        {"after_password": [opened(who, "vold")]},
    )


@case(
    "606-owner-password-only.pdf.eml",
    "A PDF that forbids printing but opens without a password.",
    "Any reader shows it, so may we; who rather asks loses nothing.",
)
def _(c: Case) -> Made:
    who = person("Rasmine Pilgaard Ottosen", "2009-12-12")
    data = frozen("606.pdf", lambda: pdf(report(c, who, "tyveri"), owner_password="ejer", encryption_method="AES-256"))
    return enclosed(c, data, "rapport.pdf", PDF), [opened(who, "tyveri", also_accepted=["quarantined"])]


@case(
    "607-cut-off.pdf.eml",
    "A PDF of which the second half is missing.",
    "Corrupt: quarantined; a reader that mends half a file may miss a person.",
)
def _(c: Case) -> Made:
    who = person("Silja Qvist Winkel", "2010-12-05")
    data = pdf(report(c, who, "vold"))
    return enclosed(c, data[: len(data) // 2], "rapport.pdf", PDF), [quarantined("corrupt PDF")]


@case("608-letter.docx.eml", "A docx written with Word's own template (python-docx).", "Letters are written in Word.")
def _(c: Case) -> Made:
    who = person("Tora Vejle Brink", "2010-07-07")
    document = python_docx.Document()
    for line in report(c, who, "brandstiftelse"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return enclosed(c, settled(out.getvalue()), "Underretning.docx", DOCX), [opened(who, "brandstiftelse")]


@case(
    "609-table.docx.eml",
    "A docx with a table of labels and values, and a list table of two persons below.",
    "Tables in letters are read as tables.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Una Sell Krag", "2009-01-25"),
        person("Vilfred Sell Krag", "2010-05-14"),
        person("Wanda Sell Krag", "2011-10-15"),
    )
    inner = w_table(
        [["Navn", a.name], ["CPR-nr.", a.cpr or ""], ["Sigtet for", "røveri"], ["Journalnr.", c.journal(salt="a")]]
    )
    inner += w_lines("", "I samme sag er desuden sigtet:") + w_table(
        [["Navn", "CPR-nr.", "Sigtelse"], [b.name, b.cpr or "", "Hæleri"], [d.name, d.cpr or "", "Hæleri"]]
    )
    return enclosed(c, docx(inner), "Underretning.docx", DOCX), [
        opened(a, "røveri"),
        opened(b, "Hæleri"),
        opened(d, "Hæleri"),
    ]


@case(
    "610-tracked-and-hidden.docx.eml",
    "A docx with deleted text (tracked) and hidden text that name other persons.",
    "Deleted and hidden words were taken back: they are not read.",
)
def _(c: Case) -> Made:
    who, gone, ghost = (
        person("Yrja Dam Holst", "2010-04-05"),
        person("Josefine Rosendal Grøn", "2010-04-06"),
        person("Kresten Skaarup Nymann", "2010-04-07"),
    )
    deleted = f'<w:p><w:del w:id="1" w:author="x" w:date="2026-08-03T05:00:00Z"><w:r><w:delText>{gone.name}, cpr-nr. {gone.cpr}, er sigtet for vold.</w:delText></w:r></w:del></w:p>'
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{ghost.name}, cpr-nr. {ghost.cpr}, er sigtet for vold.</w:t></w:r></w:p>"
    return (
        enclosed(c, docx(w_lines(*report(c, who, "vold")) + deleted + hidden), "Underretning.docx", DOCX),
        [opened(who, "vold")],
        {"not_read": [f"{gone.name} (deleted)", f"{ghost.name} (hidden)"], "may_also": [quarantined("hidden text")]},
    )


@case("611-letter.odt.eml", "An odt with running text.", "LibreOffice's letters.")
def _(c: Case) -> Made:
    who = person("Ziva Lunde Mark", "2011-01-18")
    return enclosed(
        c,
        odt(
            "Underretning",
            f"{who.name}, cpr-nr. {who.cpr}, er sigtet for afpresning.",
            f"Journalnr. {c.journal('74211')}",
        ),
        "Underretning.odt",
        ODT,
    ), [opened(who, "afpresning")]


@case("612-table.odt.eml", "An odt with a table of one person by birth date.", "As 609.")
def _(c: Case) -> Made:
    who = no_cpr("Ægir Lunde Mark", "2009-11-05")
    return enclosed(
        c,
        odt(
            "Underretning",
            table=[
                ["Navn", who.name],
                ["Fødselsdato", "5. november 2009"],
                ["Sigtet for", "hærværk"],
                ["Journalnr.", c.journal("75311")],
            ],
        ),
        "Underretning.odt",
        ODT,
    ), [opened(who, "hærværk")]


@case("613-photo.jpg.eml", "A photo of a letter as JPEG.", "A picture without text: quarantined with the file at hand.")
def _(c: Case) -> Made:
    return enclosed(
        c, picture(["Underretning", "Navn: Test Foto Person", "Sigtet for: vold"], "JPEG"), "IMG_0412.jpg", "image/jpeg"
    ), [quarantined("picture")]


@case(
    "614-text-and-scan.eml",
    "A person in the text and a scanned report beside.",
    "The person is opened, the scan waits for a person: it may name more.",
)
def _(c: Case) -> Made:
    who = person("Østen Bro Hede", "2010-09-02")
    data = scanned_pdf(["Rapport"])
    return enclosed(
        c,
        data,
        "rapport.pdf",
        PDF,
        f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}",
    ), [opened(who, "vold"), quarantined("PDF without text")]


@case(
    "615-text-and-pdf-same-person.eml",
    "The same person, offence and case in the text and in a PDF.",
    "Another attachment of the same mail with the same matter: duplicate.",
)
def _(c: Case) -> Made:
    who = person("Åge Bro Hede", "2009-03-08")
    return enclosed(
        c,
        pdf(report(c, who, "vold")),
        "rapport.pdf",
        PDF,
        f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}",
    ), [opened(who, "vold"), duplicate(who, "vold", reason="same matter in the text")]


@case(
    "616-word-97.doc.eml",
    "A binary .doc (a compound file without readable content).",
    "No reader for it: a person opens it in Word.",
)
def _(c: Case) -> Made:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2040)
    return enclosed(c, data, "Underretning.doc", "application/msword"), [quarantined("no reader for this file")]


@case(
    "617-rich-text.rtf.eml",
    "An rtf with one person.",
    "Rich text is text; who leaves it to a person loses nothing.",
)
def _(c: Case) -> Made:
    who = person("Anna Thygesen Vammen", "2010-05-31")
    data = rf"{{\rtf1\ansi\ansicpg1252\deff0 Navn: {who.name}\par CPR-nr.: {who.cpr}\par Sigtet for: vold\par Journalnr.: {c.journal()}\par}}".encode(
        "cp1252"
    )
    return enclosed(c, data, "Underretning.rtf", "application/rtf"), [
        opened(who, "vold", also_accepted=["quarantined"])
    ]


@case("618-text-file.txt.eml", "A plain text file attached.", "Text is text.")
def _(c: Case) -> Made:
    who = person("Bodo Ulsted Fogh", "2011-07-01")
    return enclosed(
        c, "\r\n".join(report(c, who, "tyveri")).encode(), "underretning.txt", "text/plain; charset=utf-8"
    ), [opened(who, "tyveri")]


@case(
    "619-unknown-file-beside-text.eml",
    "A person in the text, and an attachment nobody knows.",
    "The person is opened; the file is not passed over in silence.",
)
def _(c: Case) -> Made:
    who = person("Cille Vestergren Mosegaard", "2010-06-02")
    text = f"{who.name}, cpr-nr. {who.cpr}, er sigtet for hærværk.\nJournalnr. {c.journal('75311')}{END}"
    return enclosed(c, bytes(range(256)) * 4, "udtraek.p7x", "application/octet-stream", text), [
        opened(who, "hærværk"),
        quarantined("unknown kind of file"),
    ]


@case(
    "620-vcard-beside-text.eml",
    "A person in the text, the sender's vCard and a second, empty text part.",
    "A visiting card is no notification, and an empty part is nothing.",
)
def _(c: Case) -> Made:
    who = person("Dines Bjerre Uggerhøj", "2009-07-21")
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Henrik Fjordbak\r\nTEL:+45 20 10 10 41\r\nEND:VCARD\r\n"
    data = mixed(
        c,
        "Underretning",
        body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}"),
        file_part(card, "hfj014.vcf", "text/vcard; charset=utf-8"),
        body("\n"),
    )
    return data, [opened(who, "vold")], {"may_also": [quarantined("visiting card not read")]}


@case(
    "621-pdf-names-victim.pdf.eml",
    "A PDF report with suspect, victim and witness, all with CPR numbers.",
    "Only suspects count, in documents too.",
)
def _(c: Case) -> Made:
    who, victim, witness = (
        person("Egil Dalby Engholm", "2009-09-01"),
        person("Flora Ebbesen Lyngsie", "2010-09-22"),
        person("Gro Flensborg Tofting", "2011-09-23"),
    )
    lines = [
        "Anmeldelsesrapport",
        f"Sigtet: {who.name}, CPR-nr. {who.cpr}",
        f"Forurettet: {victim.name}, CPR-nr. {victim.cpr}",
        f"Vidne: {witness.name}, CPR-nr. {witness.cpr}",
        "Sigtelse: vold",
        f"Journalnr.: {c.journal()}",
    ]
    return enclosed(c, pdf(lines), "rapport.pdf", PDF), [opened(who, "vold")], {"not_read": [victim.name, witness.name]}
