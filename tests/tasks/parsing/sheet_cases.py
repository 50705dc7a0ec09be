"""Lists as people make them, each with what must come of it and why. Written from the outcome rules, not the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

#: Row of the sheet, name, CPR number or birth date (`?` for what a person must look at), offences.
Expected = tuple[int | None, str | None, str, tuple[str, ...]]

TOFT = ["Mikkel Toft", "140310-6069", "Vold"]
KAER = ["Elias Kær", "190110-8371", "Røveri"]
HEAD = ["Navn", "CPR-nr.", "Forhold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One workbook."""

    name: str
    why: str
    #: Sheets in order, by title; a row is a list of cells.
    sheets: dict[str, list[list[Any]]]
    expected: list[Expected]
    merged: tuple[str, ...] = ()


def _toft(row: int | None = 2) -> Expected:
    return (row, "Mikkel Toft", "140310-6069", ("Vold",))


def _kaer(row: int | None = 3) -> Expected:
    return (row, "Elias Kær", "190110-8371", ("Røveri",))


def case(name: str, why: str, rows: list[list[Any]], expected: list[Expected], **more: Any) -> Case:
    """A workbook of one sheet."""
    return Case(name=name, why=why, sheets={"Ark1": rows}, expected=expected, **more)


CASES = [
    case(
        "header in row 7 under a merged logo",
        "the police's letterhead stands above",
        [["ØSTFJORD POLITI"], [], ["Mandagsdata"], ["Uge 38"], [], ["Fortroligt"], HEAD, TOFT],
        [_toft(8)],
        merged=("A1:F3",),
    ),
    case(
        "two header rows, groups above",
        "only the lower row says what a column holds",
        [["Person", None, "Sag"], HEAD, TOFT, KAER],
        [_toft(3), _kaer(4)],
        merged=("A1:B1",),
    ),
    case(
        "two header rows that only together make sense",
        "“Sigtedes” over “navn” and “nr.” of the police",
        [
            ["Sigtedes", None, "Politiets", "Forhold"],
            ["navn", "CPR", "sagsnr.", None],
            ["Mikkel Toft", "140310-6069", "37-1", "Vold"],
        ],
        [_toft(3)],
    ),
    case(
        "remarks on the headings in the row below",
        "a remark is no person",
        [HEAD, ["(fornavn efternavn)", "(10 cifre)", "(strfl.)"], TOFT],
        [_toft(3)],
    ),
    case(
        "suspect and victim in the same row, told apart by the row above",
        "the victim's number must open nothing",
        [
            ["Sigtet", None, None, "Forurettet", None],
            ["Navn", "CPR-nr.", "Forhold", "Navn", "CPR-nr."],
            [*TOFT, "Bitten Hjelm", "220510-8372"],
        ],
        [_toft(3)],
    ),
    case(
        "suspect and victim in the same row, told apart by the headings",
        "as above",
        [
            ["Sigtedes navn", "Sigtedes CPR-nr.", "Forhold", "Forurettedes navn", "Forurettedes CPR-nr."],
            [*TOFT, "Bitten Hjelm", "220510-8372"],
        ],
        [_toft()],
    ),
    case("line breaks in headings", "Excel wraps headings", [["Navn", "CPR-\nnummer", "Sigtet\nfor"], TOFT], [_toft()]),
    case(
        "columns nobody knows in between",
        "they must never disturb",
        [
            ["Løbenr.", "Navn", "Køn", "Alder", "CPR-nr.", "Skole", "Forhold", "Kommune", "Set hvor"],
            [1, "Mikkel Toft", "M", 16, "140310-6069", "Lerbæk Skole", "Vold", "Lerbæk", "Torvet"],
        ],
        [_toft()],
    ),
    case(
        "number or birth date in one column",
        "“Cpr.nr. / fødselsdato” says that both occur",
        [
            ["Navn", "Cpr.nr. / fødselsdato", "Forhold"],
            TOFT,
            ["Elias Kær", "19-01-2010", "Røveri"],
            ["Liam Stage", date(2010, 1, 1), "Tyveri"],
        ],
        [_toft(), (3, "Elias Kær", "2010-01-19", ("Røveri",)), (4, "Liam Stage", "2010-01-01", ("Tyveri",))],
    ),
    case(
        "name and number in one cell",
        "the number is whole and stands right behind the name",
        [["Navn og CPR", "Sigtet for"], ["Mikkel Toft 140310-6069", "Vold"], ["Kær, Elias (190110-8371)", "Røveri"]],
        [_toft(), _kaer()],
    ),
    case(
        "name and number in the cell of the name",
        "as above, where the heading says the name only",
        [["Navn", "Station", "Forhold"], ["Mikkel Toft, cpr. 140310-6069", "Lerbæk", "Vold"]],
        [_toft()],
    ),
    case(
        "two numbers beside one name",
        "which is the suspect's is not known",
        [["Navn", "Station", "Forhold"], ["Mikkel Toft 140310-6069 / 190110-8371", "Lerbæk", "Vold"]],
        [(2, "Mikkel Toft", "?", ("Vold",))],
    ),
    case(
        "group headings between persons",
        "a station is no person",
        [HEAD, ["Station Lerbæk"], TOFT, ["Station Strandby"], KAER],
        [_toft(3), _kaer(5)],
    ),
    case(
        "a name alone in its row",
        "somebody may be meant: never dropped",
        [HEAD, TOFT, ["Bo Hein", None, None]],
        [_toft(), (3, "Bo Hein", "?", ())],
    ),
    case(
        "a number alone in its row",
        "a person is known by the number alone",
        [HEAD, TOFT, [None, "190110-8371", None]],
        [_toft(), (3, None, "190110-8371", ())],
    ),
    case(
        "an offence alone in its row",
        "whose it is is likely, not certain",
        [HEAD, TOFT, [None, None, "Trusler"]],
        [_toft(), (3, None, "?", ("Trusler",))],
    ),
    case(
        "headings again on each page",
        "no person is called Navn",
        [HEAD, TOFT, [], ["Side 2"], HEAD, KAER],
        [_toft(), _kaer(6)],
    ),
    case("blank first column", "lists are indented", [[None, *HEAD], [None, *TOFT], [None, *KAER]], [_toft(), _kaer()]),
    case(
        "numbers with thousand separators",
        "Excel shows a number so",
        [HEAD, ["Mikkel Toft", "1.403.106.069", "Vold"], ["Liam Stage", "101.107.779", "Tyveri"]],
        [_toft(), (3, "Liam Stage", "010110-7779", ("Tyveri",))],
    ),
    case(
        "dates in many ways",
        "day before month, always",
        [
            ["Navn", "Født", "Forhold"],
            ["Mikkel Toft", "3/5-2010", "Vold"],
            ["Elias Kær", "3. maj 2010", "Vold"],
            ["Liam Stage", "d. 3/5 2010", "Vold"],
            ["Noah Lund", "20100503", "Vold"],
            ["Ella Frost", "030510", "Vold"],
            ["Ida Holm", "2010/05/03", "Vold"],
            ["Aya Krogh", "3 maj 10", "Vold"],
            ["Eva Bach", 40667, "Vold"],
        ],
        [
            (row, name, "2011-05-04" if name == "Eva Bach" else "2010-05-03", ("Vold",))
            for row, name in enumerate(
                [
                    "Mikkel Toft",
                    "Elias Kær",
                    "Liam Stage",
                    "Noah Lund",
                    "Ella Frost",
                    "Ida Holm",
                    "Aya Krogh",
                    "Eva Bach",
                ],
                2,
            )
        ],
    ),
    case(
        "a year, an age and a date that does not exist",
        "none of them is a birth date",
        [
            ["Navn", "Født", "Forhold"],
            ["Mikkel Toft", 2010, "Vold"],
            ["Elias Kær", "16 år", "Vold"],
            ["Liam Stage", "31-02-2010", "Vold"],
        ],
        [(2, "Mikkel Toft", "?", ("Vold",)), (3, "Elias Kær", "?", ("Vold",)), (4, "Liam Stage", "?", ("Vold",))],
    ),
    case(
        "a number that may be a day count or a date",
        "40301 is 3 May 2010, or 4 March 2001",
        [["Navn", "Født", "Forhold"], ["Mikkel Toft", 40301, "Vold"]],
        [(2, "Mikkel Toft", "?", ("Vold",))],
    ),
    case(
        "a sheet on its side",
        "headings down the first column, a person in each",
        [
            ["Navn", "Mikkel Toft", "Elias Kær"],
            ["CPR-nr.", "140310-6069", "190110-8371"],
            ["Forhold", "Vold", "Røveri"],
        ],
        [_toft(None), _kaer(None)],
    ),
    case(
        "a card for each person",
        "label and value, below each other",
        [
            ["Navn:", "Mikkel Toft"],
            ["CPR:", "140310-6069"],
            ["Forhold:", "Vold"],
            [],
            ["Navn:", "Elias Kær"],
            ["CPR:", "190110-8371"],
            ["Forhold:", "Røveri"],
        ],
        [_toft(None), _kaer(None)],
    ),
    case(
        "blanks around everything",
        "typed by hand",
        [[" Navn ", "CPR-nr. ", "  Forhold"], ["  Mikkel  Toft ", " 140310-6069  ", "Vold "]],
        [_toft()],
    ),
    Case(
        name="an index before the list",
        why="a cover sheet that names nobody is no list",
        sheets={"Forside": [["Mandagsdata"], ["Udarbejdet af Analyse"]], "UGE 38": [HEAD, TOFT]},
        expected=[_toft()],
    ),
    Case(
        name="a sheet of victims beside the suspects",
        why="only a suspect counts",
        sheets={"Sigtede": [HEAD, TOFT], "FORURETTEDE": [HEAD, KAER]},
        expected=[_toft()],
    ),
    Case(
        name="a sheet of figures beside the list",
        why="counts are no persons",
        sheets={"Liste": [HEAD, TOFT], "Statistik": [["Station", "Antal"], ["Lerbæk", 4], ["Strandby", 12]]},
        expected=[_toft()],
    ),
    Case(
        name="an unknown list beside the known one",
        why="it holds numbers of persons, so somebody must look",
        sheets={"Liste": [HEAD, TOFT], "Ark2": [["Felt A", "Felt B"], ["Elias Kær", "190110-8371"]]},
        expected=[_toft(), (None, None, "?", ())],
    ),
    case(
        "victims below the suspects",
        "the title above the second table says who they are",
        [["Sigtede"], HEAD, TOFT, [], ["Forurettede"], HEAD, KAER],
        [_toft(3)],
    ),
    case(
        "a second table in other columns",
        "its own headings count for it",
        [HEAD, TOFT, [], ["Tilføjet mandag"], ["Sigtelse", "Personnummer", "Fulde navn"], KAER[::-1]],
        [_toft(), _kaer(6)],
    ),
    case(
        "both a number and a birth date column",
        "either is enough",
        [
            ["Navn", "CPR-nr.", "Fødselsdato", "Forhold"],
            ["Mikkel Toft", "ukendt", "14-03-2010", "Vold"],
            ["Elias Kær", "190110-8371", None, "Røveri"],
        ],
        [(2, "Mikkel Toft", "2010-03-14", ("Vold",)), _kaer()],
    ),
    case(
        "a birth date in the column of numbers",
        "a date is a date wherever it stands",
        [HEAD, ["Mikkel Toft", "14.03.2010", "Vold"], ["Elias Kær", date(2010, 1, 19), "Røveri"]],
        [(2, "Mikkel Toft", "2010-03-14", ("Vold",)), (3, "Elias Kær", "2010-01-19", ("Røveri",))],
    ),
    case(
        "half a number",
        "the last digits are missing; the century is not known for certain",
        [HEAD, ["Mikkel Toft", "140310", "Vold"], ["Elias Kær", "190110-xxxx", "Røveri"]],
        [(2, "Mikkel Toft", "?", ("Vold",)), (3, "Elias Kær", "?", ("Røveri",))],
    ),
    case(
        "a number that keeps its zero by a trick",
        '="0101107779", an apostrophe, blanks of other widths, DK before it',
        [
            HEAD,
            ["Liam Stage", "'010110-7779", "Vold"],
            ["Mikkel Toft", "140310\u202f6069", "Vold"],
            ["Elias Kær", "DK-190110-8371", "Røveri"],
        ],
        [
            (2, "Liam Stage", "010110-7779", ("Vold",)),
            (3, "Mikkel Toft", "140310-6069", ("Vold",)),
            (4, "Elias Kær", "190110-8371", ("Røveri",)),
        ],
    ),
    case(
        "a rounded number",
        "its digits are lost",
        [HEAD, ["Mikkel Toft", "1,40E+09", "Vold"]],
        [(2, "Mikkel Toft", "?", ("Vold",))],
    ),
    case(
        "code and words of the offence",
        "the words are the offence",
        [["Navn", "CPR-nr.", "Gerningstype", "Gerningstekst"], ["Mikkel Toft", "140310-6069", 73311, "Vold"]],
        [_toft()],
    ),
    case(
        "family name first without a comma",
        "the heading says so",
        [["Efternavn Fornavn", "CPR", "Forhold"], ["Toft Mikkel", "140310-6069", "Vold"]],
        [_toft()],
    ),
    case(
        "no heading over the numbers",
        "the only column without heading holds nothing but CPR numbers",
        [["Navn", None, "Forhold"], TOFT, KAER],
        [_toft(), _kaer()],
    ),
    case(
        "lines of information above the list",
        "“Dato:” with its value is no heading",
        [["Dato:", "21-09-2026"], ["Person:", "Jens Vagt", "Station:", "Lerbæk"], HEAD, TOFT],
        [_toft(4)],
    ),
    case(
        "parents and officers in columns of their own",
        "they are no suspects",
        [
            [*HEAD, "Forældremyndighed", "Mors CPR", "Sagsbehandler"],
            [*TOFT, "Lone Toft", "140380-1234", "Per Betjent"],
        ],
        [_toft()],
    ),
    case(
        "totals and notes",
        "they name nobody",
        [
            HEAD,
            TOFT,
            ["I alt Lerbæk", 1],
            ["Total", None, 1],
            ["Kilde: POLSAS 0709095577"],
            ["Bemærk: listen er foreløbig", "Fortroligt"],
        ],
        [_toft()],
    ),
    case(
        "the suspicion has fallen",
        "a person must look",
        [[*HEAD, "Status"], [*TOFT, "Sigtelse frafaldet"], [*KAER, "Sigtet"]],
        [(2, "Mikkel Toft", "?", ("Vold",)), _kaer()],
    ),
    case(
        "one person over two merged rows",
        "both offences are theirs; the second attaches",
        [HEAD, TOFT, [None, None, "Trusler"]],
        [_toft(), (3, "Mikkel Toft", "140310-6069", ("Trusler",))],
        merged=("A2:A3", "B2:B3"),
    ),
]
