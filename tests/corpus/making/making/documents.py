# ruff: noqa: E501 - XML and headers are clearer on one line
"""PDF, docx, odt and pictures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from making.sheets import odf
from making.zipped import zipped

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
_FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"


def _empty_pdf() -> FPDF:
    pdf = FPDF()
    pdf.set_creation_date(dt.datetime(2026, 8, 3, 5, 0, tzinfo=dt.UTC))
    pdf.add_font("Sans", "", _FONT)
    pdf.set_font("Sans", size=11)
    return pdf


def pdf(*pages: Sequence[str], table: Sequence[Sequence[str]] = (), **encryption: Any) -> bytes:
    """A PDF with a text layer: a page per list of lines, the table on the last one."""
    out = _empty_pdf()
    if encryption:
        out.set_encryption(**encryption)
    for lines in pages:
        out.add_page()
        for line in lines:
            out.multi_cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    if table:
        with out.table(first_row_as_headings=False) as grid:
            for line in table:
                grid.row(line)
    return bytes(out.output())


def picture(lines: Sequence[str], kind: str = "PNG", size: tuple[int, int] = (700, 260)) -> bytes:
    """A scan: the words are dots only."""
    image = Image.new("L", size, 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(_FONT, 20)
    for n, line in enumerate(lines):
        draw.text((20, 18 + 34 * n), line, fill=20, font=font)
    out = io.BytesIO()
    image.convert("1" if kind == "PNG" else "L").save(out, kind)
    return out.getvalue()


def scanned_pdf(lines: Sequence[str]) -> bytes:
    """A PDF that holds a picture of the text and no text."""
    out = FPDF()
    out.set_creation_date(dt.datetime(2026, 8, 3, 5, 0, tzinfo=dt.UTC))
    out.add_page()
    out.image(io.BytesIO(picture(lines)), x=10, y=10, w=180)
    return bytes(out.output())


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(inner: str, *, before: str = "") -> bytes:
    """A docx from the XML of its body. before: what stands between the XML declaration and the document."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}<w:document {_W}><w:body>{inner}</w:body></w:document>',
        }
    )


def w_lines(*lines: str) -> str:
    """Paragraphs of a docx."""
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)


def w_table(rows: Sequence[Sequence[str]]) -> str:
    cells = (("".join(f"<w:tc>{w_lines(v)}</w:tc>" for v in line)) for line in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in cells)}</w:tbl>"


def odt(*lines: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    if table:
        inner += (
            '<table:table table:name="T1">'
            + "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{escape(v)}</text:p></table:table-cell>'
                    for v in line
                )
                + "</table:table-row>"
                for line in table
            )
            + "</table:table>"
        )
    return odf("text", inner)
