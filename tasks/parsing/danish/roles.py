"""Whether running text names a person as suspected, as somebody else, or leaves it open."""

from __future__ import annotations

import re
from enum import StrEnum

from tasks.parsing.danish.words import ACCUSED, BEFELL, CUE, FLAGS, IF, OTHER, PEER, STRUCK, SUSPECT, denies


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
        rf"{OTHER}(?![\s]+(?:til|for|af|med)\b)(?:[\s,:(–-]|\b(?:er|hedder|i sagen|is|was|the|navnlig|hr\.?|fru"
        rf"|frk\.?|den|unge|\d+-årige?|på \d+ år)\b)*$"
    ),
    FLAGS,
)
#: "Sagsbehandler hos politiet: ": a label that says what somebody is, and where.
_LABEL_OTHER = re.compile(rf"{OTHER}(?:(?!{SUSPECT})[^.,:;\n]){{0,40}}:\s*$", FLAGS)
#: "pa. Henrik Fjord": a rank of the police.
_RANK = re.compile(r"\b(?:v?p[abk]|ka|kk|vpi|pi|kriminalass|politiass|politikom|kriminalkom)\.?[\s,:]*$", FLAGS)
_PEER_BEFORE = re.compile(rf"{PEER}[\s,:(–-]*$", FLAGS)
#: "sigtet hendes fætter, ": who is charged is named by what they are to somebody.
_PEER_CHARGED = re.compile(rf"{SUSPECT}(?: (?:hans|hendes|deres|sin|også)){{0,2}} {PEER}[\s,:(–-]*$", FLAGS)
#: Who belongs to somebody named just before: "…, søn af ".
_ASIDE = re.compile(
    rf"^[\s,(]*(?:(?:der|som) er\s+)?(?:søn|datter|barn|stedsøn|steddatter|plejebarn|{PEER})\s+(?:af|til)\s*$", FLAGS
)
#: The person's clause goes straight on to a suspicion: ", er ligeledes sigtet".
_SUSPECT_NEXT = re.compile(
    (
        rf"^[\s,)(–-]*(?:(?:er|blev|bliver|var|har|nu|også|ligeledes|selv|samtidig|i dag|i går|desuden|tillige"
        rf"|endvidere|der|som|begge|blevet)\s+){{0,5}}{SUSPECT}"
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
_STRUCK = re.compile(STRUCK, FLAGS)
_REPORTED_BY = re.compile(r"\b(?:anmeldt|afhørt|oplyst|oplysninger|kontaktet) (?:af|fra)(?: \w+){0,2}[\s,:]*$", FLAGS)


def own(before: str, between: str, after: str) -> Role:  # noqa: C901, PLR0911 - a rule per return
    """The role that the words of the person's own clause give.

    `before` goes back to the person before or the beginning of the sentence, `between` stands between name and number,
    `after` reaches to the next person or the end of the sentence.
    """
    if _denied(f"{before} {after}"):
        return Role.OPEN
    if re.search(OTHER, between, FLAGS):
        return Role.OTHER
    if re.search(ACCUSED, before, FLAGS) or re.search(SUSPECT, between, FLAGS) or _PEER_CHARGED.search(before):
        return Role.SUSPECT
    suspect_after = re.search(SUSPECT, after, FLAGS)
    if is_other(before):
        if suspect_after is None or not _SUSPECT_NEXT.match(after):
            return Role.OTHER
        return Role.SUSPECT if _PEER_BEFORE.search(before) else Role.OPEN
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


def is_other(before: str) -> bool:
    """Whether the words right before a person say that they are somebody else than the suspect."""
    return any(pattern.search(before) for pattern in (_NEAR_OTHER, _LABEL_OTHER, _RANK, _REPORTED_BY, _STRUCK, _ASIDE))


def is_peer(before: str) -> bool:
    """Whether the words right before a person name somebody's brother, friend …: who may be suspected with them."""
    return bool(_PEER_BEFORE.search(before))


def is_aside(between: str) -> bool:
    """Whether these words between two persons make the second one only an explanation of the first."""
    return bool(_ASIDE.match(between))


def _denied(clause: str) -> bool:
    """Whether the suspicion is denied, has fallen, or is not yet one."""
    if denies(clause):
        return True
    suspicion, condition = re.search(SUSPECT, clause, FLAGS), re.search(IF, clause, FLAGS)
    return bool(condition and suspicion and condition.start() < suspicion.start())


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
