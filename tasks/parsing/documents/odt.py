"""LibreOffice's letters (.odt): the words a reader sees, in their order, with headers, text boxes and notes.

A pass over the XML of OpenDocument 1.3 (part 3); flat .fodt files are not sent by mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from samraad.notification import Problem
from tasks.parsing.containers import mime
from tasks.parsing.documents.package import Package
from tasks.parsing.documents.written import Gap, Sheet, Written
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

_MAX_DEPTH: Final = 100
#: A row or cell of a table that is repeated more often is no letter.
_MAX_REPEATED: Final = 200
_MAX_BLANKS: Final = 200
#: Deleted words, comments, and what is only shown under a condition.
_TAKEN_BACK: Final = frozenset({"tracked-changes", "annotation", "hidden-text", "hidden-paragraph"})
_UNSEEN: Final = frozenset(
    {"annotation-end", "sequence-decls", "variable-decls", "user-field-decls", "forms", "script", "note-citation"}
)
#: What stands below the paragraph it hangs on.
_APART: Final = frozenset({"note", "frame", "text-box"})
_BLOCKS: Final = frozenset({"p", "h"})
_INSIDE: Final = re.compile(r"(?:Object [^/]+|Basic/.+\.bin)")
_PICTURE: Final = re.compile(r"Pictures/.+")
_EDGES: Final = ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")


def is_odt(names: list[str], data: bytes) -> bool:
    """Whether a zip file with these names is a text document: its first member says so uncompressed."""
    return "content.xml" in names and b"application/vnd.oasis.opendocument.text" in data[:200]


def read(data: bytes, job: Job) -> Written:
    """The letter. Raises Unreadable: encrypted, damaged, too large, with a document type."""
    with Package(data, job) as package:
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.names else b""
        if b"encryption-data" in manifest:
            raise Unreadable("Dokumentet er krypteret på en måde, vi ikke kan låse op", Problem.FOREIGN_KEY)
        content = package.xml("content.xml")
        if content is None:
            raise Unreadable("Dokumentet er beskadiget")
        styles = package.xml("styles.xml")
        hidden = frozenset({*_hidden_styles(content), *(_hidden_styles(styles) if styles is not None else ())})
        letter = _Letter(Sheet(job.synonyms), hidden)
        edges = [] if styles is None else [one for name in _EDGES for one in _below(styles, name)]
        for edge in edges:
            if _name(edge).startswith("header"):
                letter.part(edge)
        for body in _below(content, "body"):
            letter.part(body)
        for edge in edges:
            if _name(edge).startswith("footer"):
                letter.part(edge)
        sheet = letter.sheet
        return Written(
            text=sheet.text,
            lists=tuple(sheet.lists),
            hidden=sheet.hidden,
            gaps=_gaps(package, sheet),
            files=tuple(mime.file(name, package.read(name)) for name in package.names if _INSIDE.fullmatch(name)),
        )


def _gaps(package: Package, sheet: Sheet) -> tuple[Gap, ...]:
    if sheet.text.strip() or sheet.lists or not any(_PICTURE.fullmatch(name) for name in package.names):
        return ()
    return (Gap(problem="Dokumentet er et billede uden tekst, som skal læses af et menneske"),)


def _hidden_styles(root: Element) -> Iterator[str]:
    for style in _below(root, "style"):
        if any(_value(one, "display") == "none" for one in style if _name(one) == "text-properties"):
            yield _value(style, "name")


class _Letter:
    """One letter while it is read into a sheet."""

    def __init__(self, sheet: Sheet, hidden_styles: frozenset[str]) -> None:
        self.sheet = sheet
        self._hidden_styles = hidden_styles

    def part(self, root: Element) -> None:
        """Everything in the body, a header or a footer, an empty line before and after."""
        self.sheet.paragraph("")
        self._blocks(root, 0)
        self.sheet.paragraph("")

    def _blocks(self, parent: Element, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        for child in parent:
            name = _name(child)
            if name in _TAKEN_BACK or self._is_unseen(child):
                self._note_hidden(child)
            elif name in _BLOCKS:
                self.sheet.paragraph(self._words(child, depth))
                self._apart(child, depth)
            elif name == "table":
                self.sheet.table(self._rows(child, depth))
            elif name not in _UNSEEN:
                self._blocks(child, depth + 1)

    def _apart(self, paragraph: Element, depth: int) -> None:
        """Text boxes and footnotes stand below the paragraph they hang on."""
        for name in ("text-box", "note-body"):
            for inner in _below(paragraph, name):
                self.sheet.paragraph("")
                self._blocks(inner, depth + 1)
                self.sheet.paragraph("")

    def _rows(self, table: Element, depth: int) -> list[list[str]]:
        rows: list[list[str]] = []
        for row in _below(table, "table-row", frozenset({"table-cell"})):
            cells: list[str] = []
            for cell in row:
                words = self._cell(cell, depth + 1) if _name(cell) == "table-cell" else ""
                cells += [words] * self._repeated(cell, "number-columns-repeated", bool(words))
            if any(cells):
                rows += [cells] * self._repeated(row, "number-rows-repeated", filled=True)
        return rows

    def _repeated(self, element: Element, name: str, filled: bool) -> int:  # noqa: FBT001
        written = _value(element, name)
        times = int(written) if written.isdecimal() and len(written) < 10 else 1  # noqa: PLR2004 - a million has seven
        if filled and times > _MAX_REPEATED:
            raise Unreadable("Dokumentet har en tabel med for mange rækker", Problem.OVER_LIMIT)
        return min(times, _MAX_REPEATED)

    def _cell(self, cell: Element, depth: int) -> str:
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        words: list[str] = []
        for child in _below(cell, frozenset({"p", "h", "table"})):
            if _name(child) == "table":
                words += ["   ".join(row) for row in self._rows(child, depth + 1)]
            else:
                words.append(self._words(child, depth))
        return "\n".join(word.strip() for word in words if word.strip())

    def _words(self, element: Element, depth: int) -> str:
        """The words of a paragraph or of anything in one, without what follows it."""
        if depth > _MAX_DEPTH:
            raise Unreadable("Dokumentet er indlejret for dybt")
        name = _name(element)
        if name in _TAKEN_BACK or self._is_unseen(element):
            self._note_hidden(element)
            return ""
        match name:
            case "s":
                written = _value(element, "c")
                return " " * min(int(written) if written.isdecimal() and len(written) < 5 else 1, _MAX_BLANKS)  # noqa: PLR2004
            case "tab":
                return "   "
            case "line-break":
                return "\n"
            case _ if name in _UNSEEN or name in _APART:
                return ""
        inner = "".join(self._words(child, depth + 1) + _collapsed(child.tail) for child in element)
        return _collapsed(element.text) + inner

    def _is_unseen(self, element: Element) -> bool:
        return _value(element, "style-name") in self._hidden_styles or (
            _name(element) == "section" and _value(element, "display") in {"none", "condition"}
        )

    def _note_hidden(self, element: Element) -> None:
        if "".join(element.itertext()).strip():
            self.sheet.hidden = True


def _collapsed(text: str | None) -> str:
    """Blanks and line breaks of the file are one blank (OpenDocument 1.3, 3.18)."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _below(element: Element, name: str | frozenset[str], through: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The next elements of that name below, not looking into those, nor into `through`."""
    names = name if isinstance(name, frozenset) else frozenset({name})
    waiting = list(element)[::-1]
    while waiting:
        child = waiting.pop()
        called = _name(child)
        if called in names:
            yield child
        elif called not in through and called not in _TAKEN_BACK:
            waiting += list(child)[::-1]


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _value(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
