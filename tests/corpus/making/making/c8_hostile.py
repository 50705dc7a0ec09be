# ruff: noqa: E501 - a line is a line as the police wrote it
"""801-814: bombs, lies in sheets, paths. All small; none does harm where a limit holds."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from making.c1_text import END
from making.c5_sheets import sheet_mail
from making.c6_documents import enclosed
from making.documents import DOCX, docx
from making.mails import body, file_part, mixed, plain
from making.people import Person, person
from making.plan import Case, case, opened, quarantined
from making.sheets import ODS, handmade, odf, xml_rows
from making.zipped import zipped

Made = tuple[Any, ...]
SHORT = ["Navn", "CPR-nr.", "Forhold", "Journalnr."]
BOOK = "Mandagsdata.xlsx"


def _rows(c: Case, who: Person, offence: str = "Vold") -> str:
    return xml_rows([SHORT, [who.name, who.cpr, offence, c.journal()]])


def _doctype(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE bombe [{inner}]>'


LAUGHS = _doctype(
    '<!ENTITY a "hahahahaha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


@case("801-zip-bomb.zip.eml", "A zip whose inner zip inflates 100 MB of zeros.", "Never inflated: quarantined.")
def _(c: Case) -> Made:
    return enclosed(
        c, zipped({"indre.zip": zipped({"nuller.csv": bytes(100 * 2**20)})}), "bombe.zip", "application/zip"
    ), [quarantined("archive inflates too far")]


@case(
    "802-xlsx-inflates.xlsx.eml",
    "A workbook whose strings inflate to 30 MB of blanks.",
    "A ratio of a thousand to one is a bomb; the list in it is not to be trusted.",
)
def _(c: Case) -> Made:
    who = person("Aja Ebbesen Vammen", "2010-04-14")
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t xml:space="preserve">'
        + " " * (30 * 2**20)
        + "</t></si></sst>"
    )
    return (
        sheet_mail(c, handmade(_rows(c, who), shared=shared)),
        [quarantined("workbook inflates too far")],
        {"also_accepted_rows": [[opened(who, "Vold", row=2)]]},
    )


@case(
    "803-entity-bomb.xlsx.eml",
    "A billion laughs in the shared strings of a workbook.",
    "A document type has no place in a workbook: refused unexpanded.",
)
def _(c: Case) -> Made:
    who = person("Bea Flensborg Fogh", "2010-04-15")
    shared = LAUGHS + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&i;</t></si></sst>'
    return sheet_mail(c, handmade(_rows(c, who), shared=shared)), [quarantined("entities in a workbook")]


@case(
    "804-external-entity.xlsx.eml",
    "The sheet takes the offence from file:///etc/hostname.",
    "Nothing of this machine may come into a case: refused.",
)
def _(c: Case) -> Made:
    who = person("Cai Grundahl Mosegaard", "2010-04-17")
    xml = _rows(c, who).replace("Vold", "&x;")
    data = handmade(xml)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members: dict[str, bytes | str] = {n: old.read(n) for n in old.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = _doctype('<!ENTITY x SYSTEM "file:///etc/hostname">').encode() + bytes(sheet)  # type: ignore[arg-type]
    return sheet_mail(c, zipped(members)), [quarantined("entities in a workbook")]


@case("805-entity-bomb.docx.eml", "A billion laughs in a docx.", "As 803.")
def _(c: Case) -> Made:
    return enclosed(
        c, docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", before=LAUGHS.split("?>", 1)[1]), "Underretning.docx", DOCX
    ), [quarantined("entities in a document")]


@case(
    "806-claims-a-million-columns.xlsx.eml",
    "The sheet says its dimension is A1:XFD1048576; it holds one person.",
    "The claim costs nothing where only cells are read that are there; refusing it loses nobody.",
)
def _(c: Case) -> Made:
    who = person("Dot Hvass Uggerhøj", "2010-04-19")
    return (
        sheet_mail(c, handmade(_rows(c, who), dimension="A1:XFD1048576")),
        [opened(who, "Vold", row=2, also_accepted=["quarantined"])],
        {"also_accepted_rows": [[quarantined("sheet over the limits")]]},
    )


@case(
    "807-cell-far-away.xlsx.eml",
    "One blank cell in XFD1048576 besides the person in row 2.",
    "As 806, with a real cell.",
)
def _(c: Case) -> Made:
    who = person("Ebbe Iversen Fogh", "2010-04-20")
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'
    return (
        sheet_mail(c, handmade(_rows(c, who) + far)),
        [opened(who, "Vold", row=2)],
        {"also_accepted_rows": [[quarantined("sheet over the limits")]]},
    )


@case(
    "808-impossible-cell-reference.xlsx.eml",
    "Cells are said to be in column AAAAAAA and row 99999999999.",
    "No such cell exists: the file is corrupt or hostile.",
)
def _(c: Case) -> Made:
    who = person("Fritjof Jespersen Mosegaard", "2010-04-22")
    bad = '<row r="99999999999"><c r="AAAAAAA99999999999"><v>1</v></c></row>'
    return (
        sheet_mail(c, handmade(_rows(c, who) + bad)),
        [quarantined("corrupt workbook")],
        {"also_accepted_rows": [[opened(who, "Vold", row=2)]]},
    )


@case(
    "809-million-rows-repeated.ods.eml",
    "An ods whose one filled row is repeated a million times.",
    "Some hundred bytes that become a million persons: over the limit.",
)
def _(c: Case) -> Made:
    who = person("Gert Kallehave Uggerhøj", "2010-04-23")
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in SHORT
    )
    one = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
        for v in (who.name, who.cpr, "Vold", c.journal())
    )
    inner = f'<table:table table:name="Ark1"><table:table-row>{cells}</table:table-row><table:table-row table:number-rows-repeated="1000000">{one}</table:table-row></table:table>'
    return sheet_mail(c, odf("spreadsheet", inner), "Mandagsdata.ods", ODS), [quarantined("sheet over the limits")]


@case("810-entity-bomb.ods.eml", "A billion laughs in an ods.", "As 803.")
def _(c: Case) -> Made:
    inner = '<table:table table:name="Ark1"><table:table-row><table:table-cell office:value-type="string"><text:p>&i;</text:p></table:table-cell></table:table-row></table:table>'
    return sheet_mail(c, odf("spreadsheet", inner, before=LAUGHS.split("?>", 1)[1]), "Mandagsdata.ods", ODS), [
        quarantined("entities in a document")
    ]


def _csv(c: Case, who: Person) -> bytes:
    return f"Navn;CPR-nr.;Forhold;Journalnr.\r\n{who.name};{who.cpr};Vold;{c.journal()}\r\n".encode()


@case(
    "811-path-traversal-name.csv.eml",
    "The attachment is called ../../../../tmp/ud/af/mappen.csv.",
    "A file's name is a label; nothing is written where it points.",
)
def _(c: Case) -> Made:
    who = person("Hans-Ole Lauridsen Engholm", "2010-04-24")
    part = file_part(
        _csv(c, who),
        "",
        "text/csv; charset=utf-8",
        disposition='attachment; filename="../../../../tmp/ud/af/mappen.csv"',
    )
    return mixed(c, "Mandagsdata", body("Ugens liste over sigtede.\n"), part), [opened(who, "Vold", row=2)]


@case(
    "812-path-traversal-encoded.csv.eml",
    "The name is RFC 2231 encoded: ..%2F..%2Fetc%2Fcron.d%2Fx.csv, with a NUL.",
    "As 811; decoding comes before cleaning.",
)
def _(c: Case) -> Made:
    who = person("Ina Mikkelsen Lyngsie", "2010-04-25")
    part = file_part(
        _csv(c, who),
        "",
        "text/csv; charset=utf-8",
        disposition="attachment; filename*=utf-8''..%2F..%2Fetc%2Fcron.d%2Fx%00.csv",
    )
    return mixed(c, "Mandagsdata", body("Ugens liste over sigtede.\n"), part), [opened(who, "Vold", row=2)]


@case(
    "813-zip-slip.zip.eml",
    "A zip whose member is called ../../../tmp/ud.csv, and a Windows path.",
    "Nothing is unpacked to disk; read it or quarantine it.",
)
def _(c: Case) -> Made:
    who = person("Jes Nørregaard Tofting", "2010-04-27")
    return (
        enclosed(
            c, zipped({"../../../tmp/ud.csv": _csv(c, who), "C:\\Windows\\x.txt": b"x"}), "liste.zip", "application/zip"
        ),
        [quarantined("archive with paths")],
        {
            "also_accepted_rows": [
                [opened(who, "Vold", row=2), quarantined("text that names nobody")],
                [opened(who, "Vold", row=2)],
            ]
        },
    )


@case(
    "814-crlf-in-headers.eml",
    "Encoded words in Subject and From decode to CR LF and a Bcc line.",
    "No header of ours may be made of it; the person in the text is a person.",
)
def _(c: Case) -> Made:
    who = person("Kai Overgaard Damsø", "2010-04-28")
    data = plain(c, "EMNE", f"{who.name}, cpr-nr. {who.cpr}, er sigtet for vold.\nJournalnr. {c.journal()}{END}")
    evil = b"=?utf-8?q?Underretning=0D=0ABcc:_ond@ond.example=0D=0A=0D=0AHej?="
    return data.replace(b"Subject: EMNE", b"Subject: " + evil).replace(
        b"From: Henrik Fjordbak", b"From: =?utf-8?q?H=0D=0AX-Ond:_1?="
    ), [opened(who, "vold")]
