"""What a document says, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.parsing.documents import grid
from tasks.parsing.headers import Mail
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.grid import Row

#: Letters as programs set them, and as they are written by hand; signs that cannot be seen.
_PLAIN = str.maketrans(
    {
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
        "\ufb06": "st",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of a document that a person has to look at."""

    #: Danish, without a full stop.
    problem: str
    #: From 1, None where there are no pages.
    page: int | None = None
    #: What can be read of it.
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list of persons, headings included."""

    rows: tuple[Row, ...]
    #: From 1, None where there are no pages.
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document, read."""

    text: str
    #: Tables that are lists of persons; they are not in the text.
    lists: tuple[Table, ...] = ()
    #: Line of the text each page begins with, and its number, both from 1; empty where there are no pages.
    pages: tuple[tuple[int, int], ...] = ()
    #: Whether there are words that are not read: hidden, deleted, comments.
    hidden: bool = False
    gaps: tuple[Gap, ...] = ()
    #: Files inside the document.
    files: tuple[Mail, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A document while it is read, paragraph by paragraph."""

    synonyms: Synonyms
    lines: list[str] = field(default_factory=list)
    lists: list[Table] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    hidden: bool = False

    def page(self, number: int) -> None:
        """What follows stands on this page."""
        self.pages.append((len(self.lines) + 1, number))

    def paragraph(self, text: str) -> None:
        """A paragraph; it may have line breaks. Never more than one empty line between two."""
        for line in plain(text).split("\n"):
            if line.strip() or (self.lines and self.lines[-1]):
                self.lines.append(line.strip())

    def table(self, rows: list[list[str]]) -> None:
        """A table: a list of persons where its headings are those of one, else lines."""
        cells = [[plain(cell).strip() for cell in row] for row in rows]
        listed = grid.listed(cells, self.synonyms)
        if listed:
            self.lists.append(Table(rows=tuple(listed), page=self.pages[-1][1] if self.pages else None))
        else:
            self.paragraph("\n".join(["", *(line for row in cells for line in grid.lines(row)), ""]))

    @property
    def begun(self) -> tuple[tuple[int, int], ...]:
        """The pages by the first line on them that is not empty."""
        return tuple((start + (self.lines[start - 1 : start] == [""]), number) for start, number in self.pages)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines).rstrip()


def plain(text: str) -> str:
    """The words without what only the setting of a page knows: ligatures, soft hyphens, blanks of other widths."""
    return text.translate(_PLAIN)
