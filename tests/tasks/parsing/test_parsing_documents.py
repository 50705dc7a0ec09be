"""Documents of every form: who is read from them, and what a person must look at."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from samraad.notification import Field, Note, Problem, Suspicion, Unclear
from tasks.parsing import read
from tests.tasks.parsing.documents import (
    changed,
    docx,
    form,
    mail,
    odt,
    pdf,
    report,
    rtf,
    sheet_of_paper,
    t,
    w,
    w_table,
    zipped,
)

ASTA = ("Asta Lund Krogh", "120510-4897")
BIRK = ("Birk Holm Sander", "230911-5032")
VIKTOR = ("Viktor Dahl Bruun", "040410-4411")
A, B = report(*ASTA), report(*BIRK, "hæleri")


def _columns() -> bytes:
    out = sheet_of_paper()
    out.add_page()
    with out.text_columns(ncols=2, gutter=10) as columns:
        columns.write("\n".join(A) + "\n")
        columns.write("Politiet har talt med den unges forældre, som er underrettet om sagen.\n" * 40)
        columns.write("\n".join(B))
    return bytes(out.output())


def _rotated() -> bytes:
    out = sheet_of_paper()
    out.add_page(orientation="landscape")
    for line in A:
        out.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return changed(bytes(out.output()), lambda writer: writer.pages[0].rotate(90))


def _attached(writer: PdfWriter) -> None:
    writer.add_attachment("bilag.txt", "\n".join(B).encode())


def _commented(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="Ring til Viktor Dahl Bruun", rect=(50, 50, 200, 100)))


_BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
_CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
_TAKEN_BACK = "Sigtet: Viktor Dahl Bruun, CPR-nr. 040410-4411"
_DELETED = f'<w:p><w:del w:id="1"><w:r><w:delText>{_TAKEN_BACK}</w:delText></w:r></w:del></w:p>'
_LISTED = [["Navn", "CPR-nr.", "Sigtelse"], [*ASTA, "Vold"], [*BIRK, "Hæleri"]]


@dataclass(frozen=True, kw_only=True)
class Doc:
    name: str
    why: str
    data: bytes
    persons: list[tuple[str, str]] = field(default_factory=list)
    #: What a person must look at besides.
    problems: list[Problem] = field(default_factory=list)
    notes: set[Note] = field(default_factory=set)


DOCS = [
    Doc(name="brev.docx", why="lines of labels", data=docx(w(*A)), persons=[ASTA]),
    Doc(name="brev.doc", why="what a file is, its content says", data=docx(w(*A)), persons=[ASTA]),
    Doc(
        name="tabel.docx",
        why="labels and values in a table of two columns",
        data=docx(w_table([["Navn", ASTA[0]], ["CPR-nr.", ASTA[1]], ["Sigtelse", "vold"]])),
        persons=[ASTA],
    ),
    Doc(name="liste.docx", why="a table with headings", data=docx(w_table(_LISTED)), persons=[ASTA, BIRK]),
    Doc(
        name="under-hinanden.docx",
        why="the label in one paragraph, the value in the next",
        data=docx(w("Navn:", ASTA[0], "CPR-nr.:", ASTA[1], "Sigtet for:", "vold")),
        persons=[ASTA],
    ),
    Doc(
        name="sidehoved.docx",
        why="the officer in the header and footer is no suspect",
        data=docx(
            w(*A),
            header1=w("Østfjord Politi"),
            footer1=w("Sagsbehandler: politiassistent Henrik Fjordbak, tlf. 72 58 14 48"),
        ),
        persons=[ASTA],
    ),
    Doc(
        name="sidehoved-med-person.docx",
        why="a header is part of the letter",
        data=docx(w("Der henvises til ovenstående."), header1=w(*A)),
        persons=[ASTA],
    ),
    Doc(name="felt.docx", why="text boxes", data=docx(w("Underretning") + _BOX.format(w(*A))), persons=[ASTA]),
    Doc(name="kontrol.docx", why="content controls", data=docx(_CONTROL.format(w(*A))), persons=[ASTA]),
    Doc(
        name="fodnote.docx",
        why="footnotes are read; the person in them is a witness",
        data=docx(w(*A), footnotes=w("Vidne: Viktor Dahl Bruun, CPR-nr. 040410-4411")),
        persons=[ASTA],
    ),
    Doc(
        name="kommentar.docx",
        why="a comment is no letter, but said to exist",
        data=docx(w(*A), comments=w("Sigtet: Viktor Dahl Bruun, CPR-nr. 040410-4411")),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(
        name="slettet.docx",
        why="deleted words were taken back",
        data=docx(w(*A) + _DELETED),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(
        name="skjult.docx",
        why="hidden words are not for the reader",
        data=docx(w(*A) + w(*report(*VIKTOR), run="<w:vanish/>")),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(
        name="skjult-typografi.docx",
        why="hidden by a style that stands on a hidden one",
        data=docx(
            w(*A) + w(*report(*VIKTOR), paragraph='<w:pStyle w:val="Intern"/>'),
            styles='<w:style w:styleId="Skjult"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="Intern"><w:basedOn w:val="Skjult"/></w:style>',
        ),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(
        name="ikke-skjult.docx",
        why="hiding switched off again",
        data=docx(w(*A, run='<w:vanish w:val="0"/>')),
        persons=[ASTA],
    ),
    Doc(name="tomt.docx", why="a letter of nothing", data=docx(w("")), problems=[Problem.NO_PERSON]),
    Doc(
        name="vejledning.docx",
        why="names nobody, and is not passed over",
        data=docx(w("Vejledning om underretninger til kommunen.")),
        problems=[Problem.NO_PERSON],
    ),
    Doc(name="afbrudt.docx", why="cut off", data=docx(w(*A))[:-200], problems=[Problem.UNREADABLE]),
    Doc(name="brev.odt", why="lines of labels", data=odt(t(*A)), persons=[ASTA]),
    Doc(
        name="sektion.odt",
        why="a text box, a section and a header",
        data=odt(
            "<text:section>" + t("Underretning") + "</text:section><text:p><draw:frame><draw:text-box>"
            f"{t(*A)}</draw:text-box></draw:frame></text:p>",
            master=f"<style:header>{t('Østfjord Politi')}</style:header>",
        ),
        persons=[ASTA],
    ),
    Doc(
        name="skjult.odt",
        why="hidden, deleted and commented words",
        data=odt(
            f"<text:tracked-changes>{t(*report(*VIKTOR))}</text:tracked-changes>"
            + t(*A)
            + t(*report(*VIKTOR), style="Skjult"),
            styles='<style:style style:name="Skjult"><style:text-properties text:display="none"/></style:style>',
        ),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(name="brev.rtf", why="rich text", data=rtf(*A), persons=[ASTA]),
    Doc(
        name="skjult.rtf",
        why="hidden words cannot be told from the others",
        data=rtf(*A, "{\\v Sigtet: Viktor Dahl Bruun, CPR-nr. 040410-4411}"),
        problems=[Problem.UNREADABLE],
    ),
    Doc(name="brev.pdf", why="lines of labels", data=pdf(A), persons=[ASTA]),
    Doc(name="to-sider.pdf", why="a person on each page", data=pdf(A, B), persons=[ASTA, BIRK]),
    Doc(
        name="sidetal.pdf",
        why="a report goes on after the page number",
        data=pdf([*A[:2], "Side 1 af 2"], [A[2], "Side 2 af 2"]),
        persons=[ASTA],
    ),
    Doc(
        name="liste.pdf",
        why="a list with headings",
        data=pdf(["Sigtede i uge 40"], table=_LISTED),
        persons=[ASTA, BIRK],
    ),
    Doc(
        name="skema.pdf",
        why="labels and values in a table of two columns",
        data=pdf([], table=[["Navn", ASTA[0]], ["CPR-nr.", ASTA[1]], ["Sigtelse", "vold"]]),
        persons=[ASTA],
    ),
    Doc(name="spalter.pdf", why="two columns of text", data=_columns(), persons=[ASTA, BIRK]),
    Doc(name="roteret.pdf", why="a page turned on its side", data=_rotated(), persons=[ASTA]),
    Doc(
        name="orddeling.pdf",
        why="soft hyphens are no letters",
        data=pdf([*A[:2], "Sigtet for: hær\u00advirk".replace("virk", "værk")]),
        persons=[ASTA],
    ),
    Doc(
        name="formular.pdf",
        why="the values of a form",
        data=form({"Navn": ASTA[0], "CPR-nr": ASTA[1], "Sigtet_for": "vold"}),
        persons=[ASTA],
    ),
    Doc(name="bilag.pdf", why="a file inside a PDF is read", data=changed(pdf(A), _attached), persons=[ASTA, BIRK]),
    Doc(
        name="note.pdf",
        why="a note on the page is not the letter's",
        data=changed(pdf(A), _commented),
        persons=[ASTA],
        notes={Note.HIDDEN_NOT_READ},
    ),
    Doc(name="blank.pdf", why="no text at all", data=pdf([]), problems=[Problem.UNREADABLE]),
    Doc(name="afbrudt.pdf", why="cut off", data=pdf(A)[:-300], problems=[Problem.UNREADABLE]),
]


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.name)
def test_a_document_names_those_it_names(doc: Doc) -> None:
    letter = read(mail((doc.name, doc.data)))
    persons = [(entry.name, entry.cpr) for entry in letter.entries if isinstance(entry, Suspicion)]
    assert sorted(persons) == sorted(doc.persons), doc.why
    assert [entry.code for entry in letter.entries if isinstance(entry, Unclear)] == doc.problems, doc.why
    assert set(letter.notes) == doc.notes, doc.why


def test_a_person_stands_on_their_page() -> None:
    letter = read(mail(("rapport.pdf", pdf(A, B))))
    assert [(entry.name, entry.place.file, entry.place.page) for entry in letter.entries] == [
        (ASTA[0], "rapport.pdf", 1),
        (BIRK[0], "rapport.pdf", 2),
    ]


def test_a_field_stands_in_its_line_of_the_page() -> None:
    fields = [
        (source.field, source.place.page, source.place.line)
        for entry in read(mail(("rapport.pdf", pdf(A, B)))).entries
        if isinstance(entry, Suspicion)
        for source in entry.sources
        if source.field in {Field.NAME, Field.CPR}
    ]
    assert fields == [(Field.NAME, 1, 1), (Field.CPR, 1, 2), (Field.NAME, 2, 1), (Field.CPR, 2, 2)]


def test_a_scanned_page_waits_beside_the_person_of_another() -> None:
    out = sheet_of_paper()
    out.add_page()
    for line in A:
        out.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    out.add_page()
    out.image(Image.new("L", (900, 900), 200), x=10, y=10, w=180)
    first, second = read(mail(("rapport.pdf", bytes(out.output())))).entries
    assert isinstance(first, Suspicion)
    assert isinstance(second, Unclear)
    assert (second.place.file, second.place.page, second.code) == ("rapport.pdf", 2, Problem.UNREADABLE)


def test_an_entity_in_a_letter_is_refused_unexpanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    (entry,) = read(mail(("brev.docx", zipped({"word/document.xml": bomb})))).entries
    assert isinstance(entry, Unclear)
    assert "dokumenttype" in entry.problem
