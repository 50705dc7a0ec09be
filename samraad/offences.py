"""The police's own words for crimes, and the kinds of crime they stand for.

The words are data of the rulebook. `*` stands for any letters, `§ *` for any paragraphs that follow; a word counts
where it stands as a whole. Of words that meet in the same place the more particular counts, which is the one with the
most letters of its own: "trusler om vold" is a threat and no violence, "indbrudstyveri" (`*indbrudstyveri*`) a burglary
and no theft (`*tyveri*`), although the general word would fit too. Words listed as `other` only sound like a kind:
"voldsom" is no violence, "færdselslovens § 119" no paragraph of the penal code. What no word fits is `other`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from samraad.vocabulary import Offence

#: A word must have so many letters, digits or signs of its own, or it would fit anything.
FEWEST_LETTERS: Final = 3

#: How æ, ø and å are written where a system or a keyboard has none, and in Swedish.
_SPELLINGS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "\u00ad": ""})
#: `244`, `293 a`; the i of "§ 244 i straffeloven" is a word.
_NUMBER: Final = r"\d+(?: ?[a-h](?!\w))?"
#: `§ 244`, `§§ 244, 245 og 246`, `paragraf 244`, `straffelovens 244`; further numbers have three digits (no "stk. 2").
_PARAGRAPHS: Final = re.compile(
    r"(?:§+|\b(?:paragraf(?:fen|ferne)?|par\.|straffelov(?:en)?s?|strfl\.?|strl\.)(?= ?\d)) ?"
    rf"({_NUMBER}(?:(?: ?[,/] ?| og | eller | samt |,? jf\.? )(?:§+ ?)?(?=\d{{3}}){_NUMBER})*)"
)


def plain(text: str) -> str:
    """For comparison: small letters, single blanks, æ as ae, each paragraph as `§ 293a`."""
    low = " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_SPELLINGS).split())
    return _PARAGRAPHS.sub(_each_alone, low)


def _each_alone(found: re.Match[str]) -> str:
    return " ".join(f"§ {number.replace(' ', '')}" for number in re.findall(_NUMBER, found[1]))


def letters(word: str) -> int:
    """How many letters a word of the rulebook has of its own."""
    return sum(not each.isspace() and each != "*" for each in plain(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a rulebook, made ready."""

    #: Finds the most particular word at each place; the number of its group says which.
    pattern: re.Pattern[str]
    #: Group, from 1 → the kinds the word stands for.
    kinds: tuple[tuple[Offence, ...], ...]

    @classmethod
    def of(cls, offences: Mapping[Offence, Sequence[str]]) -> Words:
        """From the rulebook's table."""
        stands_for: dict[str, list[Offence]] = {}
        for kind, words in offences.items():
            for word in words:
                stands_for.setdefault(plain(word), []).append(kind)
        ordered = sorted(stands_for, key=lambda word: -letters(word))
        each = "|".join(f"({_pattern(word)})" for word in ordered) or "(?!)"
        return cls(
            pattern=re.compile(rf"(?<!\w)(?:{each})(?!\w)"), kinds=tuple(tuple(stands_for[word]) for word in ordered)
        )

    def kinds_in(self, passage: str) -> tuple[Offence, ...]:
        """The kinds of crime one passage speaks of, in its order; `other` where it speaks of none."""
        found: dict[Offence, None] = {}
        for match in self.pattern.finditer(plain(passage)):
            found |= dict.fromkeys(self.kinds[(match.lastindex or 0) - 1])
        found.pop(Offence.OTHER, None)
        return tuple(found) or (Offence.OTHER,)


def _pattern(word: str) -> str:
    any_letters = re.escape(word).replace(r"\*", r"\w*")
    return re.sub(r"§\\ \\w\*$", r"§ \\w+(?: § \\w+)*", any_letters)
