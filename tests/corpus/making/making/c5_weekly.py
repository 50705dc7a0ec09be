# ruff: noqa: E501 - a row is a row
"""522-549: xls, ods and delimited text; the weekly sheet sent again; SSP lists."""

from __future__ import annotations

from typing import Any

from making.c5_sheets import ANALYSE, DAY, HEAD, line, sheet_mail
from making.mails import body, file_part, mixed
from making.people import no_cpr, person
from making.plan import Case, attached, case, duplicate, ignored, opened, quarantined
from making.sheets import ODS, XLS, XLSX, book, delimited, handmade, ods, xls, xml_rows

Made = tuple[Any, ...]
SHORT = ["Navn", "CPR-nr.", "Forhold", "Journalnr."]


@case("522-excel-97.xls.eml", "A binary xls with dates and a CPR stored as a number.", "Police systems are old.")
def _(c: Case) -> Made:
    a, b = person("Knud Bering Falk", "2010-12-08"), person("Lykke Bering Falk", "2011-09-07")
    rows = [HEAD, line(c, a, "Indbrud"), [b.name, int(b.digits), "Hæleri", DAY, "Lerbæk", c.journal(salt="2")]]
    return sheet_mail(c, xls(rows), "Mandagsdata.xls", XLS), [opened(a, "Indbrud", row=2), opened(b, "Hæleri", row=3)]


@case(
    "523-opendocument.ods.eml",
    "An ods as LibreOffice writes it: a million repeated empty rows at the end, and a hidden sheet.",
    "Repeated empty rows are no million rows.",
)
def _(c: Case) -> Made:
    a, ghost = person("Merete Aakjær Dons", "2010-05-06"), person("Ivar Dalby Skjærbæk", "2010-05-07")
    data = ods({"Uge 36": [HEAD, line(c, a, "Tyveri")], "Gemt": [HEAD, line(c, ghost, "Vold")]}, hidden=("Gemt",))
    return (
        sheet_mail(c, data, "Mandagsdata.ods", ODS),
        [opened(a, "Tyveri", row=2)],
        {
            "not_read": ["sheet Gemt (hidden)"],
            "must_say": ["hidden sheets"],
            "may_also": [quarantined("hidden sheets not read")],
        },
    )


def _csv_people(tag: str, month: int) -> tuple[Any, Any]:
    return person(f"Ulrik {tag} Sørby", f"2010-{month:02d}-20"), person(f"Åshild {tag} Ømose", f"2011-{month:02d}-17")


def _csv(c: Case, tag: str, month: int, delimiter: str, encoding: str, name: str, kind: str = "text/csv") -> Made:
    a, b = _csv_people(tag, month)
    rows = [SHORT, [a.name, a.cpr, "Vold", c.journal()], [b.name, b.cpr, "Hærværk", c.journal(salt="b")]]
    return sheet_mail(c, delimited(rows, delimiter, encoding), name, kind), [
        opened(a, "Vold", row=2),
        opened(b, "Hærværk", row=3),
    ]


@case(
    "524-comma-utf8-bom.csv.eml",
    "CSV with commas, utf-8 with byte order mark.",
    "The mark is not part of the first heading.",
)
def _(c: Case) -> Made:
    return _csv(c, "Kjærgaard", 1, ",", "utf-8-sig", "liste.csv")


@case(
    "525-semicolon-utf8.csv.eml",
    "CSV with semicolons, utf-8, sent as application/octet-stream.",
    "What a file is, its content says.",
)
def _(c: Case) -> Made:
    return _csv(c, "Stenild", 2, ";", "utf-8", "liste.csv", "application/octet-stream")


@case(
    "526-tab-utf16.tsv.eml",
    "Tab-separated utf-16: Excel's 'Unicode text'.",
    "Excel's only lossless text export in older versions.",
)
def _(c: Case) -> Made:
    return _csv(c, "Trolle", 6, "\t", "utf-16", "liste.txt", "text/plain; charset=utf-16")


@case("527-pipe-cp1252.csv.eml", "Pipes, windows-1252, no charset declared.", "Database extracts look like this.")
def _(c: Case) -> Made:
    return _csv(c, "Lundsby", 8, "|", "cp1252", "liste.csv")


@case(
    "528-quoted-newlines.csv.eml",
    "Quoted fields with line breaks, delimiters and doubled quotes; the second person begins in line 5.",
    "A row is where it begins in the file; quotes keep a field together.",
)
def _(c: Case) -> Made:
    a, b = person("Bodil Bo Kjær", "2010-09-21"), person("Villum Tang-Olsen", "2011-05-15")
    text = f'Navn;CPR-nr.;Forhold;Journalnr.\r\n"{a.name}";{a.cpr};"Vold\r\nTrusler";{c.journal()}\r\n\r\n"Tang-Olsen, Villum";"{b.cpr}";"Tyveri; fra ""Kiosken""";{c.journal(salt="b")}\r\n'
    first = opened(a, "Vold", "Trusler", row=2)
    return (
        sheet_mail(c, text.encode("utf-8"), "liste.csv", "text/csv; charset=utf-8"),
        [first, opened(b, 'Tyveri; fra "Kiosken"', row=5)],
        {"also_accepted_rows": [[first, opened(b, "Tyveri", 'fra "Kiosken"', row=5)]]},
    )


@case(
    "529-no-header.csv.eml",
    "CSV without a header line.",
    "Name, CPR and offence may be guessed, but not with certainty: a person teaches the layout.",
)
def _(c: Case) -> Made:
    a, b = person("Rolf Ebbesen Damsø", "2010-04-26"), person("Sanne Flensborg Kaas", "2011-06-27")
    rows = [[p.name, p.cpr, "Vold", c.journal(salt=p.name)] for p in (a, b)]
    return (
        sheet_mail(c, delimited(rows, ";", "utf-8"), "udtraek.csv", "text/csv; charset=utf-8"),
        [quarantined("no header")],
        {
            "also_accepted_rows": [
                [quarantined("no header", row=1, name=a.name), quarantined("no header", row=2, name=b.name)]
            ]
        },
    )


@case(
    "530-html-called-xls.xls.eml",
    "An HTML table with the ending .xls, as web reports export it.",
    "Excel opens it, so it is sent; read it or ask, but do not lose it.",
)
def _(c: Case) -> Made:
    who = person("Terkel Ravnholt Hald", "2010-07-18")
    cells = "".join(f"<td>{v}</td>" for v in (who.name, who.cpr, "Vold", c.journal()))
    data = f"<html><head><meta charset=utf-8></head><body><table><tr>{''.join(f'<th>{h}</th>' for h in SHORT)}</tr><tr>{cells}</tr></table></body></html>".encode()
    return (
        sheet_mail(c, data, "Mandagsdata.xls", XLS),
        [opened(who, "Vold", also_accepted=["quarantined"])],
        {"also_accepted_rows": [[opened(who, "Vold", row=2)], [quarantined("not what its name says")]]},
    )


@case(
    "531-second-table-below.xlsx.eml",
    "Two tables below each other in a sheet, each with its own header.",
    "The second header begins a new table and is no person.",
)
def _(c: Case) -> Made:
    a, b = person("Yrsa Mølgaard Tind", "2009-05-16"), person("Zenia Mølgaard Tind", "2011-04-29")
    rows = [
        ["Nye sigtelser"],
        HEAD,
        line(c, a, "Røveri"),
        [],
        ["Supplerende"],
        ["Sigtet for", "CPR-nr.", "Navn", "Journalnr."],
        ["Trusler", b.cpr, b.name, c.journal(salt="b")],
    ]
    return sheet_mail(c, book(rows)), [opened(a, "Røveri", row=3), opened(b, "Trusler", row=7)]


@case(
    "532-error-cells.xlsx.eml",
    "#N/A in the CPR column, #REF! in the offence column.",
    "An error is no number: quarantined; a person whose offence is an error is a person.",
)
def _(c: Case) -> Made:
    who = person("Bertha Lund Ipsen", "2010-02-26")
    rows = [
        SHORT,
        ["Claus Grundahl Skjærbæk", "#N/A", "Vold", c.journal()],
        [who.name, who.cpr, "#REF!", c.journal(salt="b")],
    ]
    return sheet_mail(c, handmade(xml_rows(rows))), [
        quarantined("CPR is an error value", "Vold", row=2, name="Claus Grundahl Skjærbæk"),
        opened(who, row=3, also_accepted=["quarantined"]),
    ]


@case(
    "533-two-persons-in-a-row.xlsx.eml",
    "Two names and two CPR numbers in one row.",
    "Which number belongs to whom is likely, not certain.",
)
def _(c: Case) -> Made:
    a, b = person("Esben Hvass Birk", "2010-03-06"), person("Fie Iversen Juelsen", "2011-03-05")
    return (
        sheet_mail(c, book([SHORT, [f"{a.name}\n{b.name}", f"{a.cpr}\n{b.cpr}", "Tyveri", c.journal()]])),
        [quarantined("two persons in a row", "Tyveri", row=2)],
        {"also_accepted_rows": [[opened(a, "Tyveri", row=2), opened(b, "Tyveri", row=2)]]},
    )


@case(
    "534-birth-date-beside-cpr.xlsx.eml",
    "Columns for both: the first row has only a birth date, the second both, in the third they disagree.",
    "Either is enough; where both stand they must agree.",
)
def _(c: Case) -> Made:
    a, b = no_cpr("Gudrun Toft Elbæk", "2010-06-08"), person("Henning Toft Elbæk", "2009-10-05")
    bad = person("Irma Toft Elbæk", "2011-02-06")
    rows = [
        ["Navn", "Fødselsdato", "CPR-nr.", "Sigtelse", "Journalnr."],
        [a.name, "08-06-2010", None, "Vold", c.journal()],
        [b.name, b.dotted, b.cpr, "Vold", c.journal()],
        [bad.name, "06-02-2010", bad.cpr, "Vold", c.journal()],
    ]
    return sheet_mail(c, book(rows)), [
        opened(a, "Vold", row=2),
        opened(b, "Vold", row=3),
        quarantined("CPR and birth date disagree", "Vold", row=4, name=bad.name),
    ]


TWICE = (
    person("Vibe Nordentoft Ager", "2010-12-26"),
    person("Wilfred Nordentoft Ager", "2011-11-23"),
    person("Aage Nordentoft Lind", "2009-09-02"),
    person("Bolette Gry Nordentoft", "2010-08-01"),
)
NUMBERS = ("3700-71212-51001-26", "3700-76111-51002-26", "3700-75311-51003-26", "3700-76511-51004-26")


def _week(*rows: tuple[int, str, str], title: str) -> bytes:
    return book([SHORT, *([TWICE[n].name, TWICE[n].cpr, what, j] for n, what, j in rows)], title=title)


BAD = ["Ejler Jespersen Rygaard", "310911-4321", "Vold", "3700-71212-51009-26"]


@case(
    "535-weekly-first.xlsx.eml",
    "A weekly sheet that is sent again in 536; row 4 repeats row 2, row 5 has an impossible CPR.",
    "The same row further up in the same sheet: duplicate.",
)
def _(c: Case) -> Made:
    rows = [
        SHORT,
        [TWICE[0].name, TWICE[0].cpr, "Vold", NUMBERS[0]],
        [TWICE[1].name, TWICE[1].cpr, "Røveri", NUMBERS[1]],
        [TWICE[0].name, TWICE[0].spaced, "Vold", NUMBERS[0]],
        BAD,
    ]
    return sheet_mail(c, book(rows, title="Uge 37")), [
        opened(TWICE[0], "Vold", row=2),
        opened(TWICE[1], "Røveri", row=3),
        duplicate(TWICE[0], "Vold", row=4, reason="same as row 2"),
        quarantined("impossible CPR date", "Vold", row=5, name=BAD[0]),
    ]


@case(
    "536-weekly-resent-changed.xlsx.eml",
    "The sheet of 535 a week later in another order: one row the same, one with a new offence and case, the quarantined row again, one new person.",
    "Rows are compared by what they say, not by where they stand.",
)
def _(c: Case) -> Made:
    rows = [
        SHORT,
        [TWICE[2].name, TWICE[2].cpr, "Hærværk", NUMBERS[2]],
        [TWICE[1].name, TWICE[1].cpr, "Røveri", NUMBERS[1]],
        [TWICE[0].name, TWICE[0].cpr, "Trusler", NUMBERS[3]],
        BAD,
    ]
    return sheet_mail(c, book(rows, title="Uge 38")), [
        opened(TWICE[2], "Hærværk", row=2),
        duplicate(TWICE[1], "Røveri", row=3, reason="same row in 535"),
        attached(TWICE[0], "Trusler", row=4, reason="open case from 535"),
        duplicate(
            None, "Vold", row=5, name=BAD[0], reason="same row in 535, in quarantine", also_accepted=["quarantined"]
        ),
    ]


NUMBERLESS = person("Didrik Uhre Palm", "2010-10-03")
LIST = book([["Navn", "CPR-nr.", "Sigtelse"], [NUMBERLESS.name, NUMBERLESS.cpr, "Vold"]], title="Uge 39")


@case(
    "537-list-without-case-numbers.xlsx.eml",
    "A list without police case numbers.",
    "Opened; what follows depends on it.",
)
def _(c: Case) -> Made:
    return sheet_mail(c, LIST, "Liste uge 39.xlsx"), [opened(NUMBERLESS, "Vold", row=2)]


@case(
    "538-next-week-same-words.xlsx.eml",
    "Next week's list with the same person and words, still without a case number, in another file.",
    "It may be a new suspicion: attached.",
)
def _(c: Case) -> Made:
    return sheet_mail(
        c,
        book([["Navn", "CPR-nr.", "Sigtelse"], [NUMBERLESS.name, NUMBERLESS.cpr, "Vold"]], title="Uge 40"),
        "Liste uge 40.xlsx",
    ), [attached(NUMBERLESS, "Vold", row=2, reason="open case from 537; no police case number")]


@case(
    "539-file-resent-unchanged.xlsx.eml",
    "The very file of 537 under a new Message-ID.",
    "The very same row of a file sent again unchanged is a duplicate, also without case number.",
)
def _(c: Case) -> Made:
    return sheet_mail(c, LIST, "Liste uge 39 (igen).xlsx"), [
        duplicate(NUMBERLESS, "Vold", row=2, reason="same file as in 537")
    ]


@case(
    "540-same-list-twice-in-a-mail.eml",
    "The same list as xlsx and as csv in one mail.",
    "Another attachment of the same mail with the same row: duplicate.",
)
def _(c: Case) -> Made:
    a, b = person("Fabian Utzon Krog", "2010-06-11"), person("Grethe Utzon Krog", "2011-07-26")
    rows = [SHORT, [a.name, a.cpr, "Vold", c.journal()], [b.name, b.cpr, "Tyveri", c.journal(salt="b")]]
    data = mixed(
        c,
        "Mandagsdata",
        body("Listen som regneark og som csv.\n"),
        file_part(book(rows), "liste.xlsx", XLSX),
        file_part(delimited(rows, ";", "cp1252"), "liste.csv", "text/csv; charset=windows-1252"),
        sender=ANALYSE,
    )
    why = "same row in liste.xlsx"
    return data, [
        opened(a, "Vold", row=2),
        opened(b, "Tyveri", row=3),
        duplicate(a, "Vold", row=2, reason=why),
        duplicate(b, "Tyveri", row=3, reason=why),
    ]


@case(
    "541-ssp-list.ods.eml",
    "SSP list as ods: surname first, birth date, school, terse remarks; one is 18, one without birth date.",
    "SSP lists are notifications too, marked with where they came from.",
)
def _(c: Case) -> Made:
    a, b, d = (
        no_cpr("Ulla Kirstine Brix", "2012-02-03"),
        no_cpr("Viktor Juul Maag", "2010-11-13"),
        no_cpr("Adam Lykke Stork", "2008-01-01"),
    )
    rows: list[list[Any]] = [
        ["Ungeliste september – SSP Strandby"],
        ["Efternavn, Fornavn", "Fødselsdato", "Skole/klub", "Sigtelse", "Politiets sagsnr."],
    ]
    rows += [
        ["Brix, Ulla Kirstine", a.born, "Strandby Skole", "Hærværk", c.journal("75311", "a")],
        ["Maag, Viktor Juul", b.born, "10. klasse", "Vold", c.journal(salt="b")],
        ["Stork, Adam Lykke", d.born, "HF", "Vold", c.journal(salt="d")],
        ["Hein, Bo", None, "Strandby Skole", "Tyveri", c.journal(salt="e")],
    ]
    return sheet_mail(
        c, ods({"Ungeliste": rows}), "Ungeliste_september.ods", ODS, text="Septembers ungeliste fra SSP-samarbejdet.\n"
    ), [
        opened(a, "Hærværk", row=3),
        opened(b, "Vold", row=4),
        ignored(d, "Vold", row=5),
        quarantined("neither CPR nor birth date", "Tyveri", row=6, name="Bo Hein"),
    ]


@case(
    "542-formula-injection.csv.eml",
    "The offence begins with = and + and would run as a formula in whatever we export.",
    "It is text: kept as it stands, and made harmless wherever it is exported.",
)
def _(c: Case) -> Made:
    a, b = person("Ester Kallehave Ørskov", "2010-05-26"), person("Frode Lauridsen Iskov", "2011-08-09")
    evil = ('=HYPERLINK("http://ond.example/?x","Vold")', "+cmd|' /C calc'!A0 Tyveri")
    text = f'Navn;CPR-nr.;Forhold;Journalnr.\r\n{a.name};{a.cpr};"{evil[0].replace(chr(34), chr(34) * 2)}";{c.journal()}\r\n{b.name};{b.cpr};{evil[1]};{c.journal(salt="b")}\r\n'
    return sheet_mail(c, text.encode(), "liste.csv", "text/csv; charset=utf-8"), [
        opened(a, evil[0], row=2, also_accepted=["quarantined"]),
        opened(b, evil[1], row=3, also_accepted=["quarantined"]),
    ]


@case(
    "543-weekly-auto-generated.xlsx.eml",
    "The weekly sheet with Auto-Submitted: auto-generated and Precedence: bulk.",
    "A machine sends it every Monday: it is read. Only replies, absences and bounces are ignored.",
)
def _(c: Case) -> Made:
    who = person("Gabriel Lauge Tofte", "2010-09-29")
    return sheet_mail(
        c, book([HEAD, line(c, who, "Vold")]), extra="Auto-Submitted: auto-generated\nPrecedence: bulk\n"
    ), [opened(who, "Vold", row=2)]


@case(
    "544-text-and-sheet-same-person.eml",
    "The text announces the person who stands in the sheet, same offence and case.",
    "The text is read first; the row is then a duplicate.",
)
def _(c: Case) -> Made:
    who, j = person("Harriet Sonne Vium", "2009-11-14"), c.journal("76111")
    text = f"Bemærk især {who.name}, cpr-nr. {who.cpr}, der er sigtet for røveri. Journalnr. {j}\n"
    return sheet_mail(c, book([SHORT, [who.name, who.cpr, "røveri", j]]), text=text), [
        opened(who, "røveri"),
        duplicate(who, "røveri", row=2, reason="same person, offence and case in the text"),
    ]


@case(
    "545-adults-only.xlsx.eml",
    "A sheet of two adults.",
    "Ignored and listed for intake; nothing opened, nothing quarantined.",
)
def _(c: Case) -> Made:
    a, b = person("Inge Mikkelsen Pihlkjær", "1988-03-04"), person("Jens Nørregaard Ydegaard", "2001-07-09")
    return sheet_mail(c, book([HEAD, line(c, a, "Vold"), line(c, b, "Tyveri")])), [
        ignored(a, "Vold", row=2),
        ignored(b, "Tyveri", row=3),
    ]
