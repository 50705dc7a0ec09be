"""What a style sheet hides: which words of an HTML mail its reader does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from samraad.notification import Problem
from tasks.parsing.problems import Unreadable

Style: TypeAlias = "dict[str, str]"
_Colour: TypeAlias = "tuple[int, int, int]"

_RULE = re.compile(r"([^{}@]{1,300})\{([^{}]{0,4000})\}")
_MEDIA = re.compile(r"@[^{}@;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_STYLE_LENGTH: Final = 100_000
_MOST_RULES: Final = 400
#: `td.small` or `#top`; with others before it, inside which it stands.
_COMPOUND: Final = re.compile(r"(?P<tag>\*|[A-Za-z][\w-]*)?(?P<marks>(?:[.#][\w-]+)*)")
_MOST_PARTS: Final = 3
#: Elements that the rules together may apply to.
_MOST_APPLIED: Final = 500_000
_NAMED: Final[dict[str, _Colour]] = {
    "white": (255, 255, 255),
    "window": (255, 255, 255),
    "black": (0, 0, 0),
    "windowtext": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "silver": (192, 192, 192),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "navy": (0, 0, 128),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
}
#: Two colours nearer than this (sum of the differences, of 765) cannot be told apart.
_ALIKE: Final = 30
#: Letters of fewer pixels cannot be read.
_TINY: Final = 3
#: Moved so many pixels out of the page.
_AWAY: Final = -200
_UNIT: Final = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "": 1.0, "%": 0.16, "cm": 38.0, "mm": 3.8, "in": 96.0}


#: The properties that can hide words.
_TELLING: Final = frozenset(
    [
        *("display", "visibility", "mso-hide", "opacity", "transform", "overflow", "clip", "clip-path", "position"),
        *("text-indent", "margin-left", "margin-top", "color", "background", "background-color", "font-size"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How words look at one place of the page."""

    colour: _Colour | None = (0, 0, 0)
    ground: _Colour | None = (255, 255, 255)
    #: Height of the letters in pixels.
    size: float = 16.0

    @property
    def unseen(self) -> bool:
        if self.size < _TINY:
            return True
        if self.colour is None or self.ground is None:
            return False
        return sum(abs(a - b) for a, b in zip(self.colour, self.ground, strict=True)) < _ALIKE


def hidden(soup: BeautifulSoup) -> list[PageElement]:
    """The elements and words that are not shown, none of them inside another."""
    styles = _sheet(soup)
    found: list[PageElement] = []
    waiting: list[tuple[Tag, _Look]] = [(soup, _Look())]
    while waiting:
        tag, look = waiting.pop()
        for child in tag.children:
            if isinstance(child, Tag):
                style = styles.get(id(child), {}) | declarations(str(child.get("style", "")))
                if child.has_attr("hidden") or _gone(style):
                    found.append(child)
                else:
                    waiting.append((child, _look(child, style, look)))
            elif isinstance(child, NavigableString) and look.unseen and child.strip():
                found.append(child)
    return found


def declarations(style: str) -> Style:
    """`color: red; display:none` as a table; the last of several counts."""
    pairs = (part.split(":", 1) for part in style[:4000].lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def _sheet(soup: BeautifulSoup) -> dict[int, Style]:
    """The declarations of the style sheets, by the identity of the element they apply to."""
    rules = list(_rules(soup))[:_MOST_RULES]
    if not rules:
        return {}
    tags = list(soup.find_all(name=True))
    named: dict[str, list[Tag]] = {}
    for tag in tags:
        for name in _names(tag):
            named.setdefault(name, []).append(tag)
    applied: dict[int, Style] = {}
    left = _MOST_APPLIED
    for parts, style in rules:
        last = sorted(parts[-1], key=lambda name: len(named.get(name, ())))
        for tag in named.get(last[0], []) if last else tags:
            left -= 1
            if left < 0:
                raise Unreadable("HTML-tekstens typografi er for omfattende", Problem.OVER_LIMIT)
            if parts[-1] <= _names(tag) and _stands_in(tag, parts[:-1]):
                applied[id(tag)] = applied.get(id(tag), {}) | style
    return applied


def _names(tag: Tag) -> frozenset[str]:
    """By what a selector may mean an element: its name, `.class` and `#id`."""
    classes = (f".{name}" for name in tag.get_attribute_list("class") if name)
    return frozenset([tag.name, f"#{tag.get('id', '')}", *classes])


def _stands_in(tag: Tag, around: list[frozenset[str]]) -> bool:
    """Whether the element stands inside others that these compounds mean, the last one innermost."""
    waiting = list(around)
    for parent in tag.parents:
        if waiting and waiting[-1] <= _names(parent):
            waiting.pop()
    return not waiting


def _rules(soup: BeautifulSoup) -> Iterator[tuple[list[frozenset[str]], Style]]:
    for sheet in soup.find_all("style"):
        # What holds for printers or small screens only, does not hide anything from the reader.
        words = _MEDIA.sub(
            " ", re.sub(r"/\*.{0,2000}?\*/|<!--|-->", " ", sheet.get_text()[:_STYLE_LENGTH], flags=re.DOTALL)
        )
        for match in _RULE.finditer(words):
            style = declarations(match[2])
            for selector in match[1].split(",") if _TELLING & style.keys() else ():
                compounds = [_COMPOUND.fullmatch(part) for part in selector.replace(">", " ").split()]
                if 0 < len(compounds) <= _MOST_PARTS and all(compounds):
                    yield [_meant(compound) for compound in compounds if compound], style


def _meant(compound: re.Match[str]) -> frozenset[str]:
    tag = compound["tag"] or "*"
    return frozenset([*re.findall(r"[.#][\w-]+", compound["marks"]), *([tag.lower()] if tag != "*" else [])])


def _gone(style: Style) -> bool:
    """Whether an element is not shown, whatever stands inside."""
    if (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") == "all"
    ):
        return True
    if _number(style.get("opacity", "1")) == 0 or "scale(0" in style.get("transform", ""):
        return True
    if "hidden" in style.get("overflow", "") and any(
        _number(style.get(side, "1")) == 0 for side in ("height", "max-height", "width", "max-width")
    ):
        return True
    if re.match(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?", style.get("clip", "")):
        return True
    if re.match(r"inset\(\s*(?:[5-9]\d|100)%", style.get("clip-path", "")):
        return True
    moved = style.get("position") in {"absolute", "fixed"}
    return any(
        (_number(style.get(side, "0")) or 0) < _AWAY
        for side in ("text-indent", "margin-left", "margin-top", *(("left", "top", "right", "bottom") if moved else ()))
    )


def _look(tag: Tag, style: Style, around: _Look) -> _Look:
    ground = style.get("background-color") or style.get("background") or str(tag.get("bgcolor", ""))
    colour = style.get("color") or str(
        tag.get("color", "") if tag.name == "font" else tag.get("text", "") if tag.name == "body" else ""
    )
    seen_ground = around.ground if not ground or "transparent" in ground else _colour(ground)
    return _Look(
        colour=seen_ground if "transparent" in colour else _colour(colour) if colour else around.colour,
        ground=seen_ground,
        size=_size(style.get("font-size", ""), around.size),
    )


def _size(written: str, around: float) -> float:
    match = re.fullmatch(r"(\d*\.?\d+)\s*(px|pt|em|rem|%|cm|mm|in|)", written)
    if match is None:
        return around
    number = float(match[1])
    if match[2] in {"em", "%"}:
        return around * number / (100 if match[2] == "%" else 1)
    return number * _UNIT[match[2]]


def _number(written: str) -> float | None:
    match = re.match(r"(-?\d{0,7}\.?\d{1,7})\s*(px|pt|em|rem|%|cm|mm|in|)", written)
    return float(match[1]) * _UNIT[match[2]] if match else None


def _colour(written: str) -> _Colour | None:
    """A colour of a style; None for what has none, such as a picture."""
    if match := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", written):
        digits = match[1] if len(match[1]) > 3 else "".join(digit * 2 for digit in match[1])  # noqa: PLR2004
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := re.search(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", written):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"#?([0-9a-f]{6})", written):
        return _colour(f"#{match[1]}")
    return next((_NAMED[word] for word in re.findall(r"[a-z]+", written) if word in _NAMED), None)
