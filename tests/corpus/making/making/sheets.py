# ruff: noqa: E501 - XML and headers are clearer on one line
"""Workbooks and delimited text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

from making.zipped import settled, zipped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
Rows = Sequence[Sequence[Any]]


def book(rows: Rows, shape: Callable[[Any], None] | None = None, title: str = "Ark1") -> bytes:
    """An xlsx of one sheet; shape may add to it."""
    wb = openpyxl.Workbook()
    wb.active.title = title
    for line in rows:
        wb.active.append(list(line))
    if shape:
        shape(wb)
    out = io.BytesIO()
    wb.save(out)
    return settled(out.getvalue())


def xls(rows: Rows, title: str = "Ark1") -> bytes:
    """Excel 97-2003. Dates are written as dates."""
    wb = xlwt.Workbook(encoding="utf-8")
    sheet = wb.add_sheet(title)
    day = xlwt.easyxf(num_format_str="DD-MM-YYYY")
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            if value is not None:
                sheet.write(r, c, value, *((day,) if hasattr(value, "year") else ()))
    out = io.BytesIO()
    wb.save(out)
    return out.getvalue()


def delimited(rows: Rows, delimiter: str, encoding: str, end: str = "\r\n") -> bytes:
    """Delimited text as it stands: whoever needs quotes writes them."""
    return "".join(delimiter.join(str(v) for v in line) + end for line in rows).encode(encoding)


_CT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>"
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_EPOCH_1904 = '<workbookPr date1904="1"/>'
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="000000\\-0000"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def handmade(
    sheet: str, *, dimension: str = "", shared: str = "", macros: bytes = b"", date1904: bool = False
) -> bytes:
    """An xlsx from the XML of its rows: what no library writes. Style 1 is a date, style 2 shows a CPR's hyphen."""
    kind = (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        if macros
        else ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    )
    head = f'<dimension ref="{dimension}"/>' if dimension else ""
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{what}" Target="{target}"/>'
        for n, (what, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")),
            1,
        )
    )
    if macros:
        relations += (
            '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
            'Target="vbaProject.bin"/>'
        )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": _CT.format(main=kind),
        "_rels/.rels": _RELS.format(f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}">{_EPOCH_1904 if date1904 else ""}'
        '<sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELS.format(relations),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": shared or f'<sst {_MAIN} count="0" uniqueCount="0"/>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}>{head}<sheetData>{sheet}</sheetData></worksheet>",
    }
    if macros:
        members["xl/vbaProject.bin"] = macros
    return zipped(members)


def xml_rows(rows: Rows, first: int = 1) -> str:
    """Rows as sheet XML. A str is an inline string, a number a number, a tuple (formula, cached value or None)."""
    return "".join(
        f'<row r="{r}">{"".join(_cell(f"{get_column_letter(c)}{r}", v) for c, v in enumerate(line, 1))}</row>'
        for r, line in enumerate(rows, first)
    )


def _cell(ref: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        formula, cached = value
        kept = "" if cached is None else f"<v>{escape(str(cached))}</v>"
        kind = "" if isinstance(cached, int | float) else ' t="str"'
        return f'<c r="{ref}"{kind}><f>{escape(formula)}</f>{kept}</c>'
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    if value.startswith("#"):
        return f'<c r="{ref}" t="e"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2"'
)


def odf(kind: str, inner: str, *, before: str = "", styles: str = "") -> bytes:
    """An ODF document of the kind "spreadsheet" or "text"."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_ODF}>{styles}<office:body>'
            f"<office:{kind}>{inner}</office:{kind}></office:body></office:document-content>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
            f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        },
        stored=("mimetype",),
    )


_HIDDEN = ' table:style-name="gemt"'
_HIDING = (
    '<office:automatic-styles><style:style style:name="gemt" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods(sheets: dict[str, Rows], *, hidden: tuple[str, ...] = (), tail: str = "") -> bytes:
    """An ods. tail: XML of rows after the last; LibreOffice ends a sheet with about a million repeated empty rows."""
    tail = (
        tail
        or '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    inner = "".join(
        f'<table:table table:name="{name}"{_HIDDEN if name in hidden else ""}>'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in rows)
        + tail
        + "</table:table>"
        for name, rows in sheets.items()
    )
    return odf("spreadsheet", inner, styles=_HIDING)


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if hasattr(value, "year"):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}">'
            f"<text:p>{value:%d-%m-%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
