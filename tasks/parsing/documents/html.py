"""HTML mails: what a reader sees of them, as lines, and the tables that are lists of persons."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from samraad.notification import Problem
from tasks.parsing.danish import numbers
from tasks.parsing.documents import grid, quotes, styles
from tasks.parsing.documents.unclosed import Soup
from tasks.parsing.problems import Unreadable
from tasks.parsing.prose import quoted
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.grid import Row

MAX_LENGTH = 8_000_000
_MAX_DEPTH = 150
_UNSEEN = [
    "script",
    "style",
    "head",
    "title",
    "template",
    "svg",
    "object",
    "iframe",
    "select",
    "textarea",
    "button",
    "map",
]
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "tr",
        "table",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
        "body",
        "html",
        "center",
        "form",
        "fieldset",
        "tbody",
        "thead",
    ]
)
#: Where a list stood in the text: one below the header of an older mail does not count.
_MARK = "\ue000"
_MARKED = re.compile(rf"{_MARK}(\d{{1,6}}){_MARK}")
_SPACED = frozenset(["p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"])
#: Elements of the largest mail that mail programs write, many times over.
_MOST_TAGS = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the reader of an HTML mail sees."""

    #: Its lines; the lists below are not in it.
    text: str
    #: The tables whose headings are those of a list.
    lists: list[list[Row]]
    #: Whether words that are not shown hold a CPR number or birth date.
    hides_persons: bool = False


def read(markup: str, synonyms: Synonyms, subject: str = "") -> Page:
    """The visible text, and the tables that are lists.

    subject: of the mail; where it says that an older mail is handed on, that mail counts.

    Raises Unreadable: too large, or nested deeper than any mail program does.
    """
    if len(markup) > MAX_LENGTH:
        raise Unreadable("HTML-teksten er for stor", Problem.OVER_LIMIT)
    markup = markup.replace(_MARK, "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns of text that looks like an address, or XML
        soup = Soup(markup, "html.parser")
    _check(soup)
    hides_persons = _drop_hidden(soup)
    quotes.drop(soup, forwarded=quoted.is_forward(subject))
    lists: list[list[Row]] = []
    for table in soup.find_all("table"):
        if table.find("table") is None and not table.decomposed and (rows := grid.listed(_rows(table), synonyms)):
            table.replace_with(f"\n{_MARK}{len(lists)}{_MARK}\n")
            lists.append(rows)
    pieces: list[str] = []
    _render(soup, pieces, 0)
    text = re.sub(r"[ \u00a0]*\n[ \u00a0]*", "\n", "".join(pieces))
    new = quoted.newest(text, subject)
    return Page(
        text=re.sub(r"\n{3,}", "\n\n", _MARKED.sub("\n", text)).strip(),
        lists=[lists[int(match[1])] for match in _MARKED.finditer(new)],
        hides_persons=hides_persons,
    )


def _drop_hidden(soup: BeautifulSoup) -> bool:
    """Take out what a reader does not see; whether a person may stand in it."""
    words: list[str] = []
    for element in styles.hidden(soup):
        words.append(element.get_text(" ") if isinstance(element, Tag) else str(element))
        if isinstance(element, Tag):
            element.decompose()
        else:
            element.extract()
    for tag in soup.find_all(_UNSEEN):
        if not tag.decomposed:
            tag.decompose()
    return any(number.certain for number in numbers.find("\n".join(words)[:MAX_LENGTH]))


def _check(soup: BeautifulSoup) -> None:
    """Refuse what no mail program writes, before anything costs time."""
    tags = 0
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        tags += 1
        if depth > _MAX_DEPTH:
            raise Unreadable("HTML-teksten er indlejret for dybt", Problem.OVER_LIMIT)
        if tags > _MOST_TAGS:
            raise Unreadable("HTML-teksten er for stor", Problem.OVER_LIMIT)
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


def _rows(table: Tag) -> list[list[str]]:
    """The cells of a table that has none inside."""
    return [[_cell(cell) for cell in row.find_all(["td", "th"], recursive=False)] for row in table.find_all("tr")]


def _cell(cell: Tag) -> str:
    pieces: list[str] = []
    for child in cell.children:
        _render(child, pieces, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _render(node: object, pieces: list[str], depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise Unreadable("HTML-teksten er indlejret for dybt", Problem.OVER_LIMIT)
    if isinstance(node, PreformattedString):  # comments, and what only some mail programs read
        return
    if isinstance(node, NavigableString):
        pieces.append(re.sub(r"\s+", " ", str(node)) if node.find_parent("pre") is None else str(node))
        return
    if not isinstance(node, Tag):
        return
    if node.name == "br":
        pieces.append("\n")
    elif node.name == "tr" and node.find("table") is None:
        pieces.append(_row(node))
    else:
        _render_block(node, pieces, depth)


def _render_block(node: Tag, pieces: list[str], depth: int) -> None:
    edge = "\n\n" if node.name in _SPACED else "\n" if node.name in _BLOCKS else ""
    pieces.append(edge)
    if node.name == "li":
        pieces.append("- ")
    for child in node.children:
        _render(child, pieces, depth + 1)
    pieces.append(" " if node.name in {"td", "th"} else edge)


def _row(row: Tag) -> str:
    """One row as "label: value" pairs where its cells are such; else its cells on lines of their own."""
    return "\n" + "\n".join(grid.lines([_cell(cell) for cell in row.find_all(["td", "th"])])) + "\n"
