"""Whether running text names a person as suspected, as somebody else, or leaves it open."""

from __future__ import annotations

import re
from enum import StrEnum

from tasks.parsing.danish.words import ACCUSED, BEFELL, CUE, DENIED, FLAGS, OTHER, STRUCK, SUSPECT


class Role(StrEnum):
    """What the text says of a person."""

    SUSPECT = "suspect"
    OTHER = "other"
    #: The words contradict each other, or deny the suspicion.
    OPEN = "open"
    #: The person's own words say nothing; what stands around may.
    SILENT = "silent"


_NEAR_OTHER = re.compile(
    (
        rf"{OTHER}(?![\s]+(?:til|for|af|med)\b)(?:[\s,:(–-]|\b(?:er|hedder|i sagen|navnlig|hr\.?|fru"
        rf"|frk\.?|den|unge|\d+-årige?|på \d+ år)\b)*$"
    ),
    FLAGS,
)
_OTHER_AFTER = re.compile(
    (
        rf"^[\s,)(]*(?:(?:som|der|og|han|hun)\s+)?(?:(?:er|var|blev|bliver|optræder "
        rf"som)\s+)?(?:(?:sagens|hans|hendes|deres|også|alene|kun|den)\s+){{0,2}}{OTHER}"
    ),
    FLAGS,
)
_NEAR_SUSPECT = re.compile(
    (
        rf"{SUSPECT}[\s,:(–-]*(?:\b(?!hos\b|til\b|af\b|fra\b|mod\b|med\b|over\b|har\b|bor\b|for\b"
        rf"|sammen\b)[\w-]+\.?[\s,:(–]+){{0,7}}$"
    ),
    FLAGS,
)
_RELATIVE = re.compile(rf"{OTHER} (?:til|for|af) (?:den |de )?(?:unge )?{SUSPECT}(?: \w+){{0,3}}[\s,:]*$", FLAGS)
_FOR_SUSPECT = re.compile(
    (
        rf"{SUSPECT}.{{0,200}}\bfor\b.{{0,200}}(?::|\b(?:det drejer sig om|nemlig|sammen med|i "
        rf"forening med|er)\b)[\s,:]*$"
    ),
    FLAGS | re.DOTALL,
)
_REPORTED_BY = re.compile(r"\b(?:anmeldt|afhørt|oplyst|oplysninger|kontaktet) (?:af|fra)(?: \w+){0,2}[\s,:]*$", FLAGS)


def own(before: str, between: str, after: str) -> Role:  # noqa: C901, PLR0911 - a rule per return
    """The role that the words of the person's own clause give.

    `before` goes back to the person before or the beginning of the sentence, `between` stands between name and number,
    `after` reaches to the next person or the end of the sentence.
    """
    if re.search(DENIED, f"{before} {after}", FLAGS):
        return Role.OPEN
    if re.search(OTHER, between, FLAGS):
        return Role.OTHER
    if re.search(ACCUSED, before, FLAGS) or re.search(SUSPECT, between, FLAGS):
        return Role.SUSPECT
    if _NEAR_OTHER.search(before) or re.search(STRUCK, before, FLAGS) or _REPORTED_BY.search(before):
        return Role.OTHER
    suspect_after = re.search(SUSPECT, after, FLAGS)
    befell = re.search(BEFELL, after, FLAGS)
    other_after = _OTHER_AFTER.match(after)
    if other_after and not (suspect_after and suspect_after.start() < other_after.end()):
        return Role.OTHER
    if befell and (suspect_after is None or befell.start() < suspect_after.start()):
        return Role.OPEN if suspect_after else Role.OTHER
    if suspect_after:
        return Role.SUSPECT if _belongs(after[: suspect_after.start()]) else Role.OPEN
    if _RELATIVE.search(before):
        return Role.OPEN
    if _NEAR_SUSPECT.search(before) or _FOR_SUSPECT.search(before):
        return Role.SUSPECT
    if re.search(SUSPECT, before, FLAGS) and (
        re.match(r"^[\s,)]*for\b", after, FLAGS) or re.search(CUE, before, FLAGS)
    ):
        return Role.SUSPECT
    return Role.OPEN if re.search(SUSPECT, before, FLAGS) else Role.SILENT


def _belongs(stretch: str) -> bool:
    """Whether the word of suspicion after these words is still said of the person, not of somebody else."""
    return not re.search(
        (
            rf"{OTHER}|\b(?:af|mod|over for|hos|en anden|andre|to andre)\b(?! \d)[^,]*$|\bmens\b|\bat (?:en"
            rf"|to|der|han|hun)\b"
        ),
        stretch,
        FLAGS,
    )
