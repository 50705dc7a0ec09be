"""What stands in the subject of a message and comes back with the reply: `[2026-0042 K7Q2MD-7GH2KQ4X]`.

The reference names the message, and can be computed by anybody who knows how; the tag after it only with our key. So a
token that fits was read in a message of ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Letters and digits that are not mistaken for each other on a telephone.
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE_LENGTH: Final = 6
#: Five bits each: a guess fits once in 10^12.
TAG_LENGTH: Final = 8

_TOKEN: Final = re.compile(
    rf"\[(?:\d{{4}}-\d{{4,9}}\s+)?([{ALPHABET}]{{{REFERENCE_LENGTH}}})-([{ALPHABET}]{{{TAG_LENGTH}}})\]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A reference and its tag."""

    reference: str
    tag: str

    def written(self, case: str | None) -> str:
        """As it stands in a subject; case: the only one the message is about, if it is about one."""
        return f"[{f'{case} ' if case else ''}{self.reference}-{self.tag}]"


def letters(digest: bytes, length: int) -> str:
    """The first bytes of a digest as letters and digits."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:length])


def find_token(subject: str) -> Token | None:
    """The token in a subject; None where there is none, or where there are different ones."""
    found = {(reference.upper(), tag.upper()) for reference, tag in _TOKEN.findall(subject)}
    if len(found) != 1:
        return None
    reference, tag = found.pop()
    return Token(reference=reference, tag=tag)
