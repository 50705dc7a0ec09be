# ruff: noqa: E501 - a row is a row
"""501-521: workbooks: layouts, hidden things, formulas, numbers and dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openpyxl.styles import Font

from making.mails import with_file
from making.people import Person, no_cpr, person
from making.plan import Case, case, opened, quarantined
from making.sheets import XLSM, XLSX, book, handmade, xml_rows

Made = tuple[Any, ...]
HEAD = ["Navn", "CPR-nr.", "Forhold", "Gerningsdato", "Station", "Journalnr."]
ANALYSE = "Østfjord Politi, Analyse <mandagsdata@politi.example>"
DAY = datetime(2026, 8, 28)  # noqa: DTZ001 - a cell knows no zone


def line(c: Case, who: Person, offence: str, code: str = "71212") -> list[Any]:
    return [who.name, who.cpr, offence, DAY, "Lerbæk", c.journal(code, who.name)]


def sheet_mail(
    c: Case,
    data: bytes,
    name: str = "Mandagsdata.xlsx",
    kind: str = XLSX,
    text: str = "Hermed ugens mandagsdata.\n\nAnalyse, Østfjord Politi\n",
    **header: str | None,
) -> bytes:
    return with_file(c, "Mandagsdata", text, data, name, kind, sender=ANALYSE, **header)


@case(
    "501-title-rows-merged.xlsx.eml",
    "Two merged title rows, an empty row, and a header in row 4 over merged group headings.",
    "The header is where the columns are named, not in row 1.",
)
def _(c: Case) -> Made:
    a, b = person("Frits Hjorth Mandrup", "2010-07-15"), person("Gerda Hjorth Mandrup", "2011-10-28")

    def shape(wb: Any) -> None:
        ws = wb.active
        ws.merge_cells("A1:F1")
        ws.merge_cells("A2:C2")
        ws["A1"].font = Font(bold=True, size=14)

    data = book(
        [
            ["ØSTFJORD POLITI – MANDAGSDATA UGE 35"],
            ["Udtrukket 31-08-2026 kl. 06.30 af Analyse"],
            [],
            HEAD,
            line(c, a, "Vold (strfl. § 244)"),
            line(c, b, "Butikstyveri"),
        ],
        shape,
    )
    return sheet_mail(c, data), [opened(a, "Vold (strfl. § 244)", row=5), opened(b, "Butikstyveri", row=6)]


@case(
    "502-two-sheets.xlsx.eml",
    "Two visible sheets, a district each, with different columns.",
    "Every visible sheet is read, each with its own header.",
)
def _(c: Case) -> Made:
    a, b = person("Leonora Hviid Skov", "2009-08-27"), person("Mads Flensborg Ørskov", "2010-10-29")

    def shape(wb: Any) -> None:
        ws = wb.create_sheet("Strandby")
        for values in (
            ["J.nr.", "Sigtet for", "Personnummer", "Fulde navn"],
            [c.journal("76111"), "Røveri", b.cpr, b.name],
        ):
            ws.append(values)

    return sheet_mail(c, book([HEAD, line(c, a, "Trusler")], shape, "Lerbæk")), [
        opened(a, "Trusler", row=2, sheet="Lerbæk"),
        opened(b, "Røveri", row=2, sheet="Strandby"),
    ]


@case(
    "503-hidden-sheet.xlsx.eml",
    "A hidden and a very hidden sheet beside the visible one.",
    "What the sender hid was not sent to be read; intake is told that it exists.",
)
def _(c: Case) -> Made:
    who, ghost, deeper = (
        person("Ibrahim Yildiz Aksoy", "2010-01-30"),
        person("Dorte Grundahl Iskov", "2010-01-29"),
        person("Elvin Hvass Pihlkjær", "2010-01-28"),
    )

    def shape(wb: Any) -> None:
        for title, state, p in (("Rådata", "hidden", ghost), ("Opslag", "veryHidden", deeper)):
            ws = wb.create_sheet(title)
            ws.append(HEAD)
            ws.append(line(c, p, "Vold"))
            ws.sheet_state = state

    return (
        sheet_mail(c, book([HEAD, line(c, who, "Hærværk")], shape)),
        [opened(who, "Hærværk", row=2)],
        {
            "not_read": ["sheet Rådata (hidden)", "sheet Opslag (very hidden)"],
            "must_say": ["hidden sheets"],
            "may_also": [quarantined("hidden sheets not read")],
        },
    )


@case(
    "504-hidden-rows.xlsx.eml",
    "Row 3 hidden by hand, row 5 hidden by a filter.",
    "Not read but said to exist: intake asks.",
)
def _(c: Case) -> Made:
    people = [
        person(n, d)
        for n, d in (
            ("Astrid Roager Hem", "2011-07-03"),
            ("Frederikke Iversen Ydegaard", "2011-07-04"),
            ("Bo Roager Lund", "2009-07-30"),
            ("Gunnar Jespersen Harder", "2009-07-31"),
        )
    ]

    def shape(wb: Any) -> None:
        ws = wb.active
        ws.row_dimensions[3].hidden = True
        ws.auto_filter.ref = "A1:F5"
        ws.auto_filter.add_filter_column(2, ["Vold"])
        ws.row_dimensions[5].hidden = True

    return (
        sheet_mail(c, book([HEAD, *(line(c, p, "Vold") for p in people)], shape)),
        [opened(people[0], "Vold", row=2), opened(people[2], "Vold", row=4)],
        {
            "not_read": ["row 3 (hidden)", "row 5 (filtered out)"],
            "must_say": ["hidden rows"],
            "may_also": [quarantined("hidden rows not read")],
        },
    )


@case(
    "505-hidden-column.xlsx.eml",
    "A hidden column with internal notes that name another person.",
    "The hidden column is not read; the visible ones are enough.",
)
def _(c: Case) -> Made:
    who, ghost = person("Villy Søndergaard Has", "2010-11-29"), person("Hedda Kallehave Ottosen", "2010-11-28")

    def shape(wb: Any) -> None:
        wb.active.column_dimensions["G"].hidden = True

    rows = [[*HEAD, "Intern note"], [*line(c, who, "Trusler"), f"Se også {ghost.name}, {ghost.cpr}, sigtet for vold"]]
    return (
        sheet_mail(c, book(rows, shape)),
        [opened(who, "Trusler", row=2)],
        {
            "not_read": ["column G (hidden)"],
            "must_say": ["hidden columns"],
            "may_also": [quarantined("hidden columns not read")],
        },
    )


@case(
    "506-hidden-cpr-column.xlsx.eml",
    "The CPR column itself is hidden.",
    "Read without it there is neither CPR nor birth date: quarantined, with the column said to exist.",
)
def _(c: Case) -> Made:
    who = person("Rikke Lodberg Vester", "2010-05-17")

    def shape(wb: Any) -> None:
        wb.active.column_dimensions["B"].hidden = True

    return (
        sheet_mail(c, book([HEAD, line(c, who, "Vold")], shape)),
        [quarantined("neither CPR nor birth date; a hidden column exists", "Vold", row=2, name=who.name)],
        {"must_say": ["hidden columns"], "also_accepted_rows": [[quarantined("sheet cannot be mapped")]]},
    )


@case(
    "507-columns-other-order.xlsx.eml",
    "Columns in another order, other headings, and columns nobody needs.",
    "No layout of the police is public: headings are mapped by synonyms.",
)
def _(c: Case) -> Made:
    who = person("Jakob Trier Winding", "2009-04-04")
    rows = [
        ["Lb.nr.", "Politiets sagsnr.", "Gerningstidspunkt", "Sigtelse", "Pers.nr.", "Sigtedes navn", "Skole", "Tlf."],
        [1, c.journal("74211"), "27-08-2026 kl. 21.15", "Afpresning", who.cpr, who.name, "Lerbæk Skole", "20101041"],
    ]
    return sheet_mail(c, book(rows)), [opened(who, "Afpresning", row=2)]


@case(
    "508-formulas-cached.xlsx.eml",
    "Name, CPR and offence are formulas with their values kept in the file.",
    "Excel keeps the last value; that is what the sender saw.",
)
def _(c: Case) -> Made:
    who = person("Cornelius Rask Hede", "2010-10-24", eleven=True)
    rows = [
        [*HEAD[:3], "Journalnr."],
        [
            ('CONCATENATE("Cornelius"," ","Rask Hede")', who.name),
            ('TEXT(H2,"000000-0000")', who.cpr),
            ("VLOOKUP(I2,K:L,2)", "Grov vold"),
            c.journal(),
        ],
    ]
    return sheet_mail(c, handmade(xml_rows(rows))), [opened(who, "Grov vold", row=2)]


@case(
    "509-formulas-not-calculated.xlsx.eml",
    "The CPR column holds formulas without a kept value; the second row is plain.",
    "The number is not in the file: the row is quarantined, not skipped.",
)
def _(c: Case) -> Made:
    who = person("Dagmar Hein Kastrup", "2011-03-02")
    rows = [
        [*HEAD[:3], "Journalnr."],
        ["Laust Lauridsen Winkel", ('H2&"-"&I2', None), "Vold", c.journal()],
        [who.name, who.cpr, "Tyveri", c.journal(salt="2")],
    ]
    return sheet_mail(c, handmade(xml_rows(rows))), [
        quarantined("CPR is a formula without value", "Vold", row=2, name="Laust Lauridsen Winkel"),
        opened(who, "Tyveri", row=3),
    ]


@case(
    "510-cpr-in-every-form.xlsx.eml",
    "CPR as number, number without leading zero, with a number format, with blank, apostrophe, no-break space, prefix; the last in scientific notation.",
    "All say the same number, but the last has lost its digits.",
)
def _(c: Case) -> Made:
    born = ("2010-02-12", "2010-02-05", "2010-02-09", "2010-02-13", "2010-02-14", "2010-02-15", "2010-02-16")
    p = [
        person(f"{given} Thorlak Friis", day)
        for given, day in zip(("Ask", "Bo", "Cleo", "Dan", "Eje", "Finn", "Gro"), born, strict=True)
    ]
    forms: list[Any] = [
        int(p[0].digits),
        int(p[1].digits),
        int(p[2].digits),
        p[3].spaced,
        f" {p[4].digits}",
        (p[5].cpr or "").replace("-", "\u00a0-\u00a0"),
        f"CPR: {p[6].cpr}",
        "1,00210E+08",
    ]
    rows = [["Navn", "CPR", "Forhold", "Journalnr."]]
    rows += [[who.name, form, "Vold", c.journal(salt=who.name)] for who, form in zip(p, forms, strict=False)]
    rows.append(["Hans Mikkelsen Grøn", forms[-1], "Vold", c.journal(salt="h")])

    def shape(wb: Any) -> None:
        wb.active["B4"].number_format = "000000\\-0000"
        wb.active["B6"].quotePrefix = True

    return sheet_mail(c, book(rows, shape)), [
        *(opened(who, "Vold", row=n) for n, who in enumerate(p, 2)),
        quarantined("CPR lost its digits", "Vold", row=9, name="Hans Mikkelsen Grøn"),
    ]


@case(
    "511-birth-dates.xlsx.eml",
    "Birth dates as date, as bare serial number, as Danish text in four ways, as ISO; two that cannot be a date.",
    "Day before month, always; what is no date is quarantined.",
)
def _(c: Case) -> Made:
    values: list[tuple[str, Any, str | None]] = [
        ("Per Nørregaard Nymann", datetime(2011, 5, 2), "2011-05-02"),  # noqa: DTZ001
        ("Pia Overgaard Vammen", 40667, "2011-05-04"),
        ("Ove Pilgaard Fogh", "03-04-2011", "2011-04-03"),
        ("Ida Qvist Mosegaard", "5.6.2011", "2011-06-05"),
        ("Ulf Rosendal Uggerhøj", "7. august 2011", "2011-08-07"),
        ("Eva Skaarup Engholm", "09102011", "2011-10-09"),
        ("Jan Thygesen Lyngsie", "2011-12-11", "2011-12-11"),
        ("Kim Ulsted Tofting", "05/13/2011", None),
        ("Lea Vestergren Damsø", "31-02-2011", None),
    ]
    rows: list[list[Any]] = [
        ["Navn", "Fødselsdato", "Sigtelse", "Sagsnr."],
        *([n, v, "Hærværk", c.journal("75311", n)] for n, v, _ in values),
    ]
    want = [
        opened(no_cpr(n, d), "Hærværk", row=r) if d else quarantined("impossible birth date", "Hærværk", row=r, name=n)
        for r, (n, _, d) in enumerate(values, 2)
    ]
    want[1]["also_accepted"] = want[5]["also_accepted"] = ["quarantined"]
    return sheet_mail(c, book(rows), text="Liste over unge sigtet i uge 35.\n"), want


@case(
    "512-date-system-1904.xlsx.eml",
    "A workbook that counts days from 1904 (old Macs); the birth date is a date cell.",
    "Read with the other epoch the person would be four years older.",
)
def _(c: Case) -> Made:
    who = no_cpr("Ottilie Brandis Foss", "2009-05-20")
    serial = (who.born - datetime(1904, 1, 1).date()).days  # noqa: DTZ001
    rows = xml_rows([["Navn", "Fødselsdato", "Sigtelse", "Sagsnr."], [who.name, serial, "Vold", c.journal()]])
    return sheet_mail(c, handmade(rows.replace('<c r="B2">', '<c r="B2" s="1">'), date1904=True)), [
        opened(who, "Vold", row=2)
    ]


@case(
    "513-names-in-either-order.xlsx.eml",
    "One column 'Navn' with 'Efternavn, Fornavn' and 'Fornavn Efternavn' mixed; capitals.",
    "The comma tells the order; the name comes out given name first.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Niels-Peder Krogh Ravn", "2010-09-10"),
        person("Oda Mikkeline Bille", "2011-11-21"),
        person("Sverre Holst", "2009-10-31"),
    )
    rows = [
        HEAD,
        ["Krogh Ravn, Niels-Peder", *line(c, a, "Vold")[1:]],
        line(c, b, "Tyveri"),
        ["HOLST, SVERRE", *line(c, d, "Røveri")[1:]],
    ]
    return sheet_mail(c, book(rows)), [opened(a, "Vold", row=2), opened(b, "Tyveri", row=3), opened(d, "Røveri", row=4)]


@case(
    "514-names-in-columns.xlsx.eml",
    "Efternavn, Mellemnavn and Fornavn in columns of their own.",
    "Put together given, middle, family.",
)
def _(c: Case) -> Made:
    a, b = person("Inger Lise Holme", "2010-06-19"), person("Jarl Tobiasen", "2009-02-12")
    rows = [
        ["Efternavn", "Mellemnavn", "Fornavn", "CPR-nr.", "Sigtelse", "Journalnr."],
        ["Holme", "Lise", "Inger", a.cpr, "Hærværk", c.journal()],
        ["Tobiasen", None, "Jarl", b.cpr, "Vold", c.journal(salt="b")],
    ]
    return sheet_mail(c, book(rows)), [opened(a, "Hærværk", row=2), opened(b, "Vold", row=3)]


@case(
    "515-several-offences-in-cell.xlsx.eml",
    "Two offences in a cell by line break, two by semicolon; a comma inside one.",
    "Each offence is kept; a comma belongs to the wording.",
)
def _(c: Case) -> Made:
    a, b, d = (
        person("Trine Amdi Holk", "2010-03-17"),
        person("Uno Amdi Holk", "2011-08-16"),
        person("Vera Lyngbye Port", "2009-11-03"),
    )
    rows = [
        HEAD,
        line(c, a, "Vold (strfl. § 244)\nTrusler (strfl. § 266)"),
        line(c, b, "Tyveri; Hæleri"),
        line(c, d, "Grov vold med kniv, strfl. § 245"),
    ]
    return sheet_mail(c, book(rows)), [
        opened(a, "Vold (strfl. § 244)", "Trusler (strfl. § 266)", row=2),
        opened(b, "Tyveri", "Hæleri", row=3),
        opened(d, "Grov vold med kniv, strfl. § 245", row=4),
    ]


@case(
    "516-totals-empty-rows-notes.xlsx.eml",
    "Empty rows between the persons, subtotals, a total, a source note, a line with blanks only.",
    "What is neither a row nor a person opens nothing and is not quarantined row by row.",
)
def _(c: Case) -> Made:
    a, b = person("Xenia Holbek Aare", "2010-12-18"), person("Ytte Holbek Aare", "2011-12-20")
    rows = [
        HEAD,
        line(c, a, "Vold"),
        [],
        ["I alt Lerbæk", None, 1],
        [" ", " "],
        line(c, b, "Tyveri"),
        ["I alt", None, 2],
        [],
        ["Kilde: POLSAS, udtræk 31-08-2026, kørsel 0709095577"],
        ["Fortroligt – må ikke videregives"],
    ]
    return (
        sheet_mail(c, book(rows)),
        [opened(a, "Vold", row=2), opened(b, "Tyveri", row=6)],
        {"not_read": ["rows 3-5, 7-10", "0709095577 (run number)"]},
    )


@case(
    "517-macro-workbook.xlsm.eml",
    "An xlsm with a macro project.",
    "The macros are not run and not looked at; the sheet is read.",
)
def _(c: Case) -> Made:
    who = person("Zacharias Norn Meyer", "2010-08-31")
    rows = xml_rows([["Navn", "CPR-nr.", "Forhold", "Journalnr."], [who.name, who.cpr, "Vold", c.journal()]])
    return sheet_mail(
        c, handmade(rows, macros=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)), "Mandagsdata.xlsm", XLSM
    ), [opened(who, "Vold", row=2)]


@case(
    "518-unknown-headers.xlsx.eml",
    "A sheet whose headings nobody knows.",
    "Quarantined once, with the headings found, so that the layout can be taught.",
)
def _(c: Case) -> Made:
    return (
        sheet_mail(
            c,
            book([["Felt A", "Felt B", "Kode 7", "XR"], ["K-17", "8811", "3", "T"], ["K-18", "8812", "4", "U"]]),
            "Udtraek.xlsx",
            text="Se vedhæftede udtræk.\n",
        ),
        [quarantined("headings not known: Felt A, Felt B, Kode 7, XR")],
        {"must_say": ["Felt A", "Felt B", "Kode 7", "XR"]},
    )


@case(
    "519-header-without-rows.xlsx.eml",
    "A known header and nothing below.",
    "A weekly sheet without rows may be a failed extract: one step for a person, no more.",
)
def _(c: Case) -> Made:
    return sheet_mail(c, book([["Mandagsdata uge 36"], [], HEAD])), [quarantined("sheet without rows")]


@case("520-empty-workbook.xlsx.eml", "A workbook with an empty sheet.", "As 519.")
def _(c: Case) -> Made:
    return sheet_mail(c, book([])), [quarantined("sheet without rows")]


@case(
    "521-roles-in-column.xlsx.eml",
    "A column 'Rolle' with Sigtet, Forurettet, Vidne and Mistænkt.",
    "Only suspects count.",
)
def _(c: Case) -> Made:
    a, b, d, e = (
        person(n, x)
        for n, x in (
            ("Aron Stub Hjelm", "2010-04-21"),
            ("Bitten Stub Hjelm", "2011-04-22"),
            ("Carsten Bjerre Kaas", "2012-04-23"),
            ("Doris Hjelm Lau", "2009-04-24"),
        )
    )
    roles = ("Sigtet", "Forurettet", "Vidne", "Mistænkt")
    j = c.journal()
    rows = [
        [*HEAD[:3], "Rolle", "Journalnr."],
        *([p.name, p.cpr, "Vold", r, j] for p, r in zip((a, b, d, e), roles, strict=True)),
    ]
    return (
        sheet_mail(c, book(rows)),
        [opened(a, "Vold", row=2), opened(e, "Vold", row=5)],
        {"not_read": [f"{b.name} (victim)", f"{d.name} (witness)"]},
    )
