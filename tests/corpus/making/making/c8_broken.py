# ruff: noqa: E501 - a line is a line as the police wrote it
"""815-835: cut off, corrupt, nested, mislabelled. All small; none does harm where a limit holds."""

from __future__ import annotations

import base64
import zlib
from typing import Any

from making.c1_text import END
from making.c5_sheets import HEAD, line, sheet_mail
from making.c6_documents import enclosed
from making.documents import PDF
from making.mails import body, file_part, head, html, mail_part, mixed, parts, plain
from making.outlook import msg, tnef
from making.people import Person, person
from making.plan import Case, case, opened, quarantined
from making.sheets import XLSX, book, handmade, xml_rows

Made = tuple[Any, ...]
SHORT = ["Navn", "CPR-nr.", "Forhold", "Journalnr."]
BOOK = "Mandagsdata.xlsx"


def _rows(c: Case, who: Person, offence: str = "Vold") -> str:
    return xml_rows([SHORT, [who.name, who.cpr, offence, c.journal()]])


@case("815-cut-off.xlsx.eml", "A workbook of which the last third is missing.", "Corrupt: quarantined.")
def _(c: Case) -> Made:
    who = person("Lis Pilgaard Kaas", "2010-04-29")
    data = book([HEAD, line(c, who, "Vold")])
    return sheet_mail(c, data[: len(data) * 2 // 3]), [quarantined("corrupt workbook")]


@case(
    "816-wrong-checksum.xlsx.eml",
    "A workbook with a flipped byte in the sheet: the checksum does not fit.",
    "What is read from it may be anything: quarantined.",
)
def _(c: Case) -> Made:
    who = person("Moa Qvist Skjærbæk", "2010-05-01")
    data = bytearray(handmade(_rows(c, who)))
    at = bytes(data).rindex(b"xl/worksheets/sheet1.xml", 0, bytes(data).rindex(b"PK\x01\x02")) + 60
    data[at] ^= 0x55
    return sheet_mail(c, bytes(data)), [quarantined("corrupt workbook")]


@case(
    "817-mails-nested-sixty-deep.eml",
    "Sixty mails attached within each other, a person in the innermost.",
    "Over the limit of depth: quarantined, the file at hand.",
)
def _(c: Case) -> Made:
    who = person("Nis Rosendal Birk", "2010-05-02")
    inner = b"Subject: inderst\n" + body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n")
    for n in range(60):
        inner = f"Subject: VS {n}\n".encode() + parts("mixed", mail_part(inner, "m.eml"))
    return head(c, "VS: VS: VS:").encode() + parts("mixed", body("Se vedhæftede.\n"), mail_part(inner, "m.eml")), [
        quarantined("nested too deep")
    ]


@case(
    "818-six-hundred-parts.eml",
    "Six hundred empty parts, a person in the first.",
    "Over the limit of parts: quarantined; who opens the first has lost nobody.",
)
def _(c: Case) -> Made:
    who = person("Orla Skaarup Juelsen", "2010-05-04")
    tiny = [b"Content-Type: text/plain\n\nx%d" % n for n in range(600)]
    return (
        mixed(
            c,
            "Underretning",
            body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}\n"),
            *tiny,
        ),
        [quarantined("too many parts")],
        {"also_accepted_rows": [[opened(who, "vold")], [opened(who, "vold"), quarantined("too many parts")]]},
    )


@case(
    "819-multipart-not-closed.eml",
    "A multipart that breaks off within its second part.",
    "The text is whole: opened; the broken attachment waits for a person.",
)
def _(c: Case) -> Made:
    who = person("Peer Thygesen Rygaard", "2010-05-05")
    text = body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}")
    data = head(c, "Underretning").encode() + parts(
        "mixed", text, file_part(book([HEAD, line(c, person("Rie Ulsted Ørskov", "2010-05-07"), "Vold")]), BOOK, XLSX)
    )
    cut = data[: len(data) * 2 // 3]
    return (
        cut[: len(cut) // 4 * 4 - 1],
        [opened(who, "vold"), quarantined("attachment cut off")],
        {"also_accepted_rows": [[quarantined("mail cut off")]]},
    )


@case(
    "820-no-boundary.eml",
    "multipart/mixed without a boundary parameter; a person somewhere in it.",
    "The mail has no structure: quarantined, or read as the text it is.",
)
def _(c: Case) -> Made:
    who = person("Sys Vestergren Iskov", "2010-05-08")
    text = body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n")
    return head(c, "Underretning").encode() + b"Content-Type: multipart/mixed\n\n--x\n" + text + b"\n--x--\n", [
        quarantined("broken structure", also_accepted=["opened"])
    ]


@case(
    "821-not-what-it-says.xlsx.eml",
    "A program called Mandagsdata.xlsx with the type of a workbook.",
    "What a file is, its content says: quarantined, never run.",
)
def _(c: Case) -> Made:
    return sheet_mail(c, b"MZ\x90\x00" + bytes(300) + b"This program cannot be run in DOS mode."), [
        quarantined("not a workbook")
    ]


@case("822-binary-as-text.eml", "text/plain that is random bytes.", "No text: quarantined.")
def _(c: Case) -> Made:
    noise = bytes((n * 131 + n * n * 7) % 251 for n in range(3000))
    return head(c, "Underretning").encode() + body("x").replace(b"8bit\n\nx", b"base64\n\n") + base64.encodebytes(
        noise
    ), [quarantined("no text")]


@case(
    "823-html-nested-deep.eml",
    "Five thousand nested divs around a person.",
    "Depth must cost neither the stack nor the time.",
)
def _(c: Case) -> Made:
    who = person("Tao Bjerre Pihlkjær", "2010-05-09")
    depth = 5000
    page = (
        "<div>" * depth
        + f"<p>{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.</p><p>Journalnr. {c.journal()}</p>"
        + "</b>" * 100
    )
    return html(c, "Underretning", page), [opened(who, "vold", also_accepted=["quarantined"])]


@case(
    "824-digits-forever.eml",
    "Forty kilobytes of digits, hyphens and blanks in one line, then capitals.",
    "No pattern of ours may take more than a moment; nobody is named.",
)
def _(c: Case) -> Made:
    return plain(c, "Tal", "1403106069-" * 1500 + "1 4 0 3 1 0 " * 800 + "Aa " * 4000 + "\n", transfer="base64"), [
        quarantined("not a notification")
    ]


@case(
    "825-control-signs-in-name.eml",
    "Right-to-left override, bell and NUL in the name.",
    "A name that shows otherwise than it is stored: a person looks; cleaned of the signs it is a name.",
)
def _(c: Case) -> Made:
    who = person("Uma Dalby Ydegaard", "2010-05-10")
    return plain(
        c,
        "Underretning",
        f"Navn: \u202eUma\u202c Dal\x07by Yd\x00egaard\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
        transfer="base64",
    ), [quarantined("control signs in the name", "vold", also_accepted=["opened"])]


@case(
    "826-message-partial.eml",
    "message/partial: part 1 of 3, a person in it.",
    "The rest is missing: quarantined; who opens the person read what is there.",
)
def _(c: Case) -> Made:
    who = person("Vera Ebbesen Harder", "2010-05-12")
    return (
        head(c, "Underretning (1/3)").encode()
        + b'Content-Type: message/partial; id="x1@politi.example"; number=1; total=3\n\n'
        + b"Subject: Underretning\n"
        + body(f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\n"),
        [quarantined("part of a mail", also_accepted=["opened"])],
    )


@case(
    "827-pdf-page-tree-loop.pdf.eml",
    "A PDF whose page tree contains itself.",
    "No reader may run in circles: quarantined.",
)
def _(c: Case) -> Made:
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9999999/Kids[2 0 R 2 0 R]>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n116\n%%EOF\n"
    return enclosed(c, data, "rapport.pdf", PDF), [quarantined("corrupt PDF")]


@case(
    "828-pdf-stream-bomb.pdf.eml",
    "A PDF whose page stream inflates to 25 MB of blanks.",
    "Limits hold for documents as for sheets: quarantined.",
)
def _(c: Case) -> Made:
    stream = zlib.compress(b" " * (25 * 2**20), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj" % n + one + b"endobj\n"
    xref = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return enclosed(
        c, data + xref + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data), "rapport.pdf", PDF
    ), [quarantined("PDF inflates too far, or has no text")]


@case("829-winmail-corrupt.eml", "A winmail.dat that breaks off within an attribute.", "Corrupt: quarantined.")
def _(c: Case) -> Made:
    data = tnef(text="Hermed mandagsdata.", files={BOOK: book([HEAD])})
    return mixed(
        c, "Mandagsdata", body("\n"), file_part(data[: len(data) // 3], "winmail.dat", "application/ms-tnef")
    ), [quarantined("corrupt winmail.dat")]


@case(
    "830-msg-corrupt.msg",
    "A .msg whose directory's chain of sectors points at itself.",
    "A file that is no mail at all: quarantined, the service goes on.",
    told=None,
    received="2026-11-21T12:00:00+01:00",
)
def _(c: Case) -> Made:
    data = bytearray(
        msg("Underretning", "Navn: Ejgil Løkke Ring" + END, "", c.received, f"<{c.token()}@politi.example>")
    )
    table, directory = (int.from_bytes(data[at : at + 4], "little") for at in (76, 48))
    at = 512 * (table + 1) + 4 * directory
    data[at : at + 4] = directory.to_bytes(4, "little")
    return bytes(data), [quarantined("corrupt mail file")]


@case(
    "831-no-bytes.eml",
    "An empty file.",
    "A mail of no bytes is an accident: a person is told.",
    told=None,
    received="2026-11-21T12:00:00+01:00",
)
def _(c: Case) -> Made:
    return b"", [quarantined("empty file")]


@case(
    "832-sheet-without-end.csv.eml",
    "A csv of one line of forty kilobytes without a line break.",
    "No table: quarantined.",
)
def _(c: Case) -> Made:
    return sheet_mail(c, b"a;" * 18000, "liste.csv", "text/csv"), [quarantined("headings not known")]


@case(
    "833-csv-quote-never-closed.csv.eml",
    "A quote that is never closed swallows the second row.",
    "The rows after it cannot be told apart: quarantined; the first row is whole.",
)
def _(c: Case) -> Made:
    a, b = person("Xerxes Flensborg Ottosen", "2010-05-13"), person("Ylva Grundahl Winkel", "2010-05-15")
    text = f'Navn;CPR-nr.;Forhold;Journalnr.\r\n{a.name};{a.cpr};Vold;{c.journal()}\r\n"{b.name};{b.cpr};Vold;{c.journal(salt="b")}\r\n'
    first = opened(a, "Vold", row=2)
    return (
        sheet_mail(c, text.encode(), "liste.csv", "text/csv; charset=utf-8"),
        [first, quarantined("quote not closed", row=3)],
        {"also_accepted_rows": [[quarantined("quote not closed")], [first, opened(b, "Vold", row=3)]]},
    )


@case(
    "834-external-link.xlsx.eml",
    "A workbook with a DDE formula and a link to another file; the values are kept.",
    "Nothing is fetched or run; the kept values are read.",
)
def _(c: Case) -> Made:
    who = person("Åse Hvass Grøn", "2010-05-18")
    rows = [
        SHORT,
        [("'\\\\ond.example\\del\\[a.xlsx]Ark1'!A1", who.name), who.cpr, ("cmd|' /C calc'!A0", "Vold"), c.journal()],
    ]
    return sheet_mail(c, handmade(xml_rows(rows))), [opened(who, "Vold", row=2)]


@case(
    "835-header-bomb.eml",
    "Two thousand extra header lines, and a Subject of twenty kilobytes.",
    "The topmost still counts, and the person is read.",
)
def _(c: Case) -> Made:
    who = person("Ørjan Iversen Nymann", "2010-05-19")
    data = plain(
        c,
        "EMNE",
        f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}",
        extra="X-Spor: a\n" * 2000,
    )
    return data.replace(b"Subject: EMNE", b"Subject: " + b"\n ".join([b"Underretning " * 70] * 20)), [
        opened(who, "vold", also_accepted=["quarantined"])
    ]
