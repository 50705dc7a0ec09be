"""Given: documents and containers, and the mail they come with."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any
from xml.sax.saxutils import escape

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def report(name: str, cpr: str, offence: str = "vold") -> list[str]:
    """Lines as the police write them."""
    return [f"Navn: {name}", f"CPR-nr.: {cpr}", f"Sigtet for: {offence}"]


def mail(*files: tuple[str, bytes], text: str = "Se den vedhæftede fil.") -> bytes:
    """A mail with attachments."""
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = "vagt@politi.example", "post@kommune.example", "Underretning"
    out["Date"] = "Mon, 05 Oct 2026 13:22:08 +0200"
    out.set_content(text)
    for name, data in files:
        out.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return out.as_bytes()


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word letter from the XML of its body. parts: further parts by name, as the XML inside."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}"/></Types>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f'<w:part xmlns:w="{_W}">{inner}</w:part>'
    return zipped(members)


def w(*lines: str, run: str = "", paragraph: str = "") -> str:
    """Paragraphs of a Word letter. run, paragraph: the XML of their properties."""
    return "".join(
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in lines
    )


def w_table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{w(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def odt(body: str, styles: str = "", master: str = "") -> bytes:
    """A LibreOffice letter from the XML of its text. styles: automatic ones; master: its header and footer."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:master-styles><style:master-page>{master}"
            "</style:master-page></office:master-styles></office:document-styles>",
        }
    )


def t(*lines: str, style: str = "P1") -> str:
    return "".join(f'<text:p text:style-name="{style}">{escape(line)}</text:p>' for line in lines)


def pdf(*pages: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF with a page for each list of lines, the table on the last one."""
    out = sheet_of_paper()
    for lines in pages:
        out.add_page()
        for line in lines:
            out.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    if table:
        with out.table(first_row_as_headings=False) as grid:
            for row in table:
                grid.row(list(row))
    return bytes(out.output())


def sheet_of_paper() -> FPDF:
    out = FPDF()
    out.set_font("helvetica", size=11)
    return out


def changed(data: bytes, change: Any) -> bytes:
    """The PDF after something was done to it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def form(values: dict[str, str]) -> bytes:
    """A PDF whose fields are filled in; the labels are the fields' names."""

    def fill(writer: PdfWriter) -> None:
        fields = ArrayObject()
        for name, value in values.items():
            widget = DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Widget"),
                    NameObject("/FT"): NameObject("/Tx"),
                    NameObject("/T"): TextStringObject(name),
                    NameObject("/V"): TextStringObject(value),
                    NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
                }
            )
            fields.append(writer._add_object(widget))
        page = writer.pages[0]
        page[NameObject("/Annots")] = fields
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})

    return changed(pdf(["Underretning"]), fill)


def rtf(*lines: str) -> bytes:
    body = "".join(f"{line}\\par " for line in lines)
    return b"{\\rtf1\\ansi\\ansicpg1252 " + body.encode("cp1252") + b"}"


def tnef(text: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """A winmail.dat with a plain text and attachments."""

    def attribute(level: int, number: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) % 65536)

    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    if text:
        out += attribute(1, 0x0002800C, text.encode("cp1252") + b"\0")
    for name, data in (files or {}).items():
        out += attribute(2, 0x00069002, bytes(14))
        out += attribute(2, 0x00018010, name.encode("cp1252") + b"\0")
        out += attribute(2, 0x0006800F, data)
    return out
