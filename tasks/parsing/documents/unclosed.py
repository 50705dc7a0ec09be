"""HTML whose table rows and cells are not closed, as the language allows: the next one ends them.

The standard library's parser, which Beautiful Soup stands on, nests them instead: a list of twenty rows would be one
cell in another, twenty deep, and rendering it would take for ever.
"""

from __future__ import annotations

from typing import Any, Final

from bs4 import BeautifulSoup, Tag

#: What a row or cell ends that is still open, and what it may stand in.
_ENDS: Final = {
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
}


class Soup(BeautifulSoup):
    """A page in which each row and cell ends where the next begins."""

    def handle_starttag(self, name: str, *given: Any, **named: Any) -> Tag | None:
        """Called by the parser for each tag that begins."""
        ended, within = _ENDS.get(name, (frozenset(), frozenset()))
        if ended:
            for opened in reversed(self.tagStack):
                if opened.name in ended:
                    self.handle_endtag(opened.name)
                if opened.name in ended or opened.name in within:
                    break
        return super().handle_starttag(name, *given, **named)
