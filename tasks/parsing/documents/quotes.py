"""Older mails inside an HTML mail, as mail programs mark them."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from tasks.parsing.prose import quoted

#: How mail programs mark an older mail, by class or identifier. A forwarded one stands there too.
_QUOTE_CLASSES = frozenset(["gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"])
_QUOTE_IDS = frozenset(["mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION", "divRplyFwdMsg"])
#: Everything beside and below these belongs to the older mail.
_QUOTE_FROM = frozenset(["appendonsend", "divRplyFwdMsg"])
#: Elements around a quote that are looked at.
_MAX_DEPTH = 150


def drop(soup: BeautifulSoup, *, forwarded: bool) -> None:
    """Take out the older mails below; of a forward, only those that the older mail itself quotes."""
    found = _quotes(soup)
    known = {id(tag) for tag in found}
    for tag in found:
        if tag.decomposed:
            continue
        nested = any(id(parent) in known for parent, _ in zip(tag.parents, range(_MAX_DEPTH), strict=False))
        if quoted.begins_forward(next(tag.stripped_strings, "")) or (forwarded and not nested):
            continue
        tag.decompose()


def _quotes(soup: BeautifulSoup) -> list[Tag]:
    """The elements that hold older mails, in the order of the page."""
    found: list[Tag] = []
    later: set[int] = set()
    for tag in soup.find_all(name=True):
        name = str(tag.get("id", ""))
        marked = tag.name == "blockquote" and tag.get("type") == "cite"
        if marked or name in _QUOTE_IDS or id(tag) in later or _QUOTE_CLASSES & set(tag.get_attribute_list("class")):
            found.append(tag)
        if name in _QUOTE_FROM and id(tag) not in later:
            later |= {id(sibling) for sibling in tag.next_siblings if isinstance(sibling, Tag)}
    return found
