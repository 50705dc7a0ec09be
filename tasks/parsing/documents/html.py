"""HTML mails: what a reader sees of them, as lines, and the tables that are lists of persons."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from tasks.parsing.danish.labels import resolve
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import Synonyms
from tasks.parsing.sheets.table import Row

MAX_LENGTH = 2_000_000
_MAX_DEPTH = 150
#: Fewest rows of a list, cells of a labelled row, columns of a list turned on its side.
_FEWEST = 2
#: A cell above this length is a paragraph.
_SHORT = 80
_UNSEEN = [
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "object",
    "iframe",
    "select",
    "textarea",
    "button",
    "map",
]
_HIDDEN = re.compile(
    (
        r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
        r"|(?<![\w-])font-size\s*:\s*0(?![\d.]*[1-9])|(?<![\w-])opacity\s*:\s*0(?![\d.]*[1-9])"
    ),
    re.IGNORECASE,
)
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
_SPACED = frozenset(["p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"])
_QUOTES = [
    "blockquote[type=cite]",
    ".gmail_quote",
    ".yahoo_quoted",
    ".moz-cite-prefix",
    "#divRplyFwdMsg",
    "#appendonsend ~ *",
    "#mail-editor-reference-message-container",
    ".protonmail_quote",
    "#OLK_SRC_BODY_SECTION",
]


def read(markup: str, synonyms: Synonyms) -> tuple[str, list[list[Row]]]:
    """The visible text, and the tables whose headings are those of a list (they are not in the text).

    Raises Unreadable: too large, or nested deeper than any mail program does.
    """
    if len(markup) > MAX_LENGTH:
        raise Unreadable("HTML-teksten er for stor")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 warns of text that looks like an address, or XML
        soup = BeautifulSoup(markup, "html.parser")
    _drop_hidden(soup)
    lists: list[list[Row]] = []
    for table in soup.find_all("table"):
        if table.find("table") is None and not table.decomposed and (rows := _list(table, synonyms)):
            lists.append(rows)
            table.decompose()
    pieces: list[str] = []
    _render(soup, pieces, 0)
    text = re.sub(r"[ \u00a0]*\n[ \u00a0]*", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), lists


def _drop_hidden(soup: BeautifulSoup) -> None:
    """Take out what a reader does not see, and what quotes an older mail."""
    hidden = [f".{name}" for style in soup.find_all("style") for name in _hidden_classes(style.get_text())]
    for selector in [*_QUOTES, *hidden]:
        for tag in soup.select(selector):
            if selector == "#divRplyFwdMsg":
                for later in list(tag.find_next_siblings()):
                    later.decompose()
            tag.decompose()
    for tag in soup.find_all(_UNSEEN):
        if not tag.decomposed:
            tag.decompose()
    for tag in soup.find_all(lambda tag: tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style", ""))))):
        if not tag.decomposed:
            tag.decompose()


def _hidden_classes(style: str) -> list[str]:
    return [
        match[1]
        for match in re.finditer(r"\.([A-Za-z][\w-]*)\s*\{([^{}]*)\}", style[:100_000])
        if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", match[2], re.IGNORECASE)
    ]


def _list(table: Tag, synonyms: Synonyms) -> list[Row]:
    """The rows of a table with headings on top (or at the left, with several persons beside them); else none."""
    grid = [[_cell(cell) for cell in row.find_all(["td", "th"], recursive=False)] for row in table.find_all("tr")]
    grid = [cells for cells in grid if any(cells)]
    if len(grid) >= _FEWEST and any(_heads(cells, synonyms) for cells in grid[:5]):
        return [Row(number=None, cells=tuple(cells)) for cells in grid]
    width = max((len(cells) for cells in grid), default=0)
    turned = [[cells[index] if index < len(cells) else "" for cells in grid] for index in range(width)]
    if width > _FEWEST and turned and _heads(turned[0], synonyms):
        return [Row(number=None, cells=tuple(cells)) for cells in turned]
    return []


def _heads(cells: list[str], synonyms: Synonyms) -> bool:
    mapped = columns.of_header(cells, synonyms)
    return (
        columns.is_header(mapped)
        and len(mapped) == sum(1 for cell in cells if columns.normal(cell) in synonyms)
        and len(mapped) * 2 > len([c for c in cells if c])
    )


def _cell(cell: Tag) -> str:
    pieces: list[str] = []
    for child in cell.children:
        _render(child, pieces, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _render(node: object, pieces: list[str], depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise Unreadable("HTML-teksten er indlejret for dybt")
    if isinstance(node, Comment):
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
    cells = [_cell(cell) for cell in row.find_all(["td", "th"])]
    cells = [cell for cell in cells if cell]
    labelled = len(cells) >= _FEWEST and len(cells) % 2 == 0 and all(resolve(cell.rstrip(": ")) for cell in cells[::2])
    if labelled:
        pairs = zip(cells[::2], cells[1::2], strict=True)
        return (
            "\n"
            + "\n".join(f"{label.rstrip(': ')}: {'; '.join(value.split(chr(10)))}" for label, value in pairs)
            + "\n"
        )
    return (
        "\n"
        + ("\n".join(cells) if any("\n" in cell or len(cell) > _SHORT for cell in cells) else "   ".join(cells))
        + "\n"
    )
