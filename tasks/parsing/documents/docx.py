"""Word letters (.docx): the words a reader sees, in their order, with headers, text boxes and notes.

A pass over the XML of WordprocessingML (ECMA-376 part 1, 17): what python-docx offers leaves out text boxes, content
controls, footnotes and tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from tasks.parsing.containers import mime
from tasks.parsing.documents.package import Package
from tasks.parsing.documents.written import Gap, Sheet, Written
from tasks.parsing.headers import Mail
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MAX_DEPTH: Final = 100
#: Taken back, or moved from here.
_DELETED: Final = frozenset({"del", "moveFrom", "cellDel"})
#: What no reader sees: properties, fields' instructions, the copy of a text box for older programs.
_UNSEEN: Final = frozenset(
    {"instrText", "delInstrText", "delText", "Fallback", "pPr", "tblPr", "trPr", "tcPr", "sectPr"}
)
_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "   ", "noBreakHyphen": "-", "ptab": "   "}
_OFF: Final = frozenset({"0", "false", "off"})
_HEADER: Final = re.compile(r"word/header\d*\.xml")
_FOOTER: Final = re.compile(r"word/footer\d*\.xml")
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_COMMENTS: Final = "word/comments.xml"
_INSIDE: Final = re.compile(r"word/embeddings/[^/]+")
_PICTURE: Final = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|tiff?|bmp|gif|emf|wmf)", re.IGNORECASE)


def read(data: bytes, job: Job) -> Written:
    """The letter. Raises Unreadable: damaged, too large, with a document type."""
    with Package(data, job) as package:
        body = package.xml("word/document.xml")
        if body is None:
            raise Unreadable("Dokumentet er beskadiget")
        letter = _Letter(Sheet(job.synonyms), _hidden_styles(package))
        for name in _named(package, _HEADER):
            letter.part(package.xml(name))
        letter.part(body)
        for name in [*(name for name in _NOTES if name in package.names), *_named(package, _FOOTER)]:
            letter.part(package.xml(name))
        sheet = letter.sheet
        comments = package.xml(_COMMENTS)
        hidden = sheet.hidden or (comments is not None and bool("".join(comments.itertext()).strip()))
        return Written(
            text=sheet.text,
            lists=tuple(sheet.lists),
            hidden=hidden,
            gaps=_gaps(package, sheet),
            files=tuple(_files(package)),
        )


def _named(package: Package, pattern: re.Pattern[str]) -> list[str]:
    return sorted(name for name in package.names if pattern.fullmatch(name))


def _gaps(package: Package, sheet: Sheet) -> tuple[Gap, ...]:
    """A letter of nothing but a picture has to be looked at; beside words it is a logo."""
    if sheet.text.strip() or sheet.lists or not _named(package, _PICTURE):
        return ()
    return (Gap(problem="Dokumentet er et billede uden tekst, som skal læses af et menneske"),)


def _files(package: Package) -> Iterator[Mail]:
    for name in _named(package, _INSIDE):
        yield mime.file(name.rsplit("/", 1)[-1], package.read(name))


def _hidden_styles(package: Package) -> frozenset[str]:
    """The styles whose text is hidden, themselves or by the style they are based on."""
    root = package.xml("word/styles.xml")
    styles = [] if root is None else [one for one in root if _name(one) == "style"]
    based: dict[str, str] = {}
    hidden: set[str] = set()
    for style in styles:
        own = _value(style, "styleId")
        based[own] = next((_value(one, "val") for one in style if _name(one) == "basedOn"), "")
        if any(_is_hidden(one) for one in style if _name(one) == "rPr"):
            hidden.add(own)
    for _ in range(10):
        hidden |= {own for own, base in based.items() if base in hidden}
    return frozenset(hidden)


class _Letter:
    """One letter while its parts are read into a sheet."""

    def __init__(self, sheet: Sheet, hidden_styles: frozenset[str]) -> None:
        self.sheet = sheet
        self._hidden_styles = hidden_styles

    def part(self, root: Element | None) -> None:
        """Everything in one part of the package, an empty line before and after."""
        if root is not None:
            self.sheet.paragraph("")
            self._blocks(root, 0)
            self.sheet.paragraph("")

    def _blocks(self, parent: Element, depth: int) -> None:
        """The paragraphs and tables below an element, whatever wraps them."""
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        for child in parent:
            match _name(child):
                case "p":
                    self._paragraph(child, depth)
                case "tbl":
                    self.sheet.table([self._row(row, depth) for row in _rows(child) if self._is_kept(row)])
                    self._boxes(child, depth)
                case name if name in _DELETED:
                    self._note_hidden(child)
                case name if name not in _UNSEEN:
                    self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        self.sheet.paragraph(self._words(paragraph, depth))
        self._boxes(paragraph, depth)

    def _boxes(self, element: Element, depth: int) -> None:
        """Text boxes stand below the paragraph they hang on."""
        for box in _descendants(element, "txbxContent"):
            self.sheet.paragraph("")
            self._blocks(box, depth + 1)
            self.sheet.paragraph("")

    def _is_kept(self, row: Element) -> bool:
        """Whether a row was not deleted."""
        taken_back = any(_name(one) == "del" for own in row if _name(own) == "trPr" for one in own)
        if taken_back:
            self._note_hidden(row)
        return not taken_back

    def _row(self, row: Element, depth: int) -> list[str]:
        return [self._cell(cell, depth) for cell in _descendants(row, "tc", through=frozenset({"tbl"}))]

    def _cell(self, cell: Element, depth: int) -> str:
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        words = [self._words(child, depth) for child in _descendants(cell, "p", through=frozenset({"tbl"}))]
        for inner in _descendants(cell, "tbl"):
            words += ["   ".join(self._row(row, depth + 1)) for row in _rows(inner)]
        return "\n".join(word.strip() for word in words if word.strip())

    def _words(self, element: Element, depth: int) -> str:
        """The words of a paragraph or of anything in one."""
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        name = _name(element)
        if name == "t":
            return element.text or ""
        if name in _BREAKS:
            return _BREAKS[name]
        if name in _DELETED or (name in {"r", "p"} and self._is_unseen(element)):
            self._note_hidden(element)
            return ""
        if name in _UNSEEN or name == "txbxContent":
            return ""
        return "".join(self._words(child, depth + 1) for child in element)

    def _is_unseen(self, element: Element) -> bool:
        properties = next((one for one in element if _name(one) in {"rPr", "pPr"}), None)
        if properties is None:
            return False
        style = next((_value(one, "val") for one in properties if _name(one) in {"rStyle", "pStyle"}), "")
        return style in self._hidden_styles or (_name(element) == "r" and _is_hidden(properties))

    def _note_hidden(self, element: Element) -> None:
        if "".join(element.itertext()).strip():
            self.sheet.hidden = True


def _is_hidden(properties: Element) -> bool:
    return any(_name(one) in {"vanish", "webHidden"} and _value(one, "val") not in _OFF for one in properties)


def _rows(table: Element) -> Iterator[Element]:
    yield from _descendants(table, "tr", through=frozenset({"tc"}))


def _descendants(element: Element, name: str, through: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The next elements of that name below, not looking into those, into what is unseen, or into `through`."""
    waiting = list(element)[::-1]
    while waiting:
        child = waiting.pop()
        called = _name(child)
        if called == name:
            yield child
        elif called not in through and called not in _UNSEEN and called not in _DELETED:
            waiting += list(child)[::-1]


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _value(element: Element, name: str) -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""
