"""What somebody is suspected of: the literal passages of the source."""

from __future__ import annotations

import re

from tasks.parsing.danish.words import OFFENCE_START, SUSPECT

_LAW_NAME = (
    r"(?:straffelovens?|strfl\.?|strl\.?|str\.l\.?|[a-zæøå]{1,40}lovens?|lov om [a-zæøå ]{3,40}?"
    r"|[a-zæøå]{1,40}bekendtgørelsens?)"
)
_PARAGRAPH = (
    r"§{1,2} ?\d+(?: ?[a-zæøå]\b)?(?:,? ?(?:stk|nr|litra|pkt)\.? ?\w+\b)*(?:,? ?(?:jf|jfr)\.? "
    r"?(?:dennes? |[a-zæøå]+lovens? )?§{1,2} ?\d+(?: ?[a-z]\b)?(?:,? ?(?:stk|nr)\.? ?\w+\b)*)*"
)
#: A reference to a law; nothing ends an offence inside it.
LAW = rf"(?:,? ?(?:efter|jf\.?|jfr\.?|i henhold til) )?(?:,? ?{_LAW_NAME} )?{_PARAGRAPH}"
_KEPT = re.compile(
    rf"{LAW}|forsøg på|trusler på livet|på livet|mod (?:en )?(?:person|personer|tjenestem\w+"
    rf"|polititjenestem\w+) i offentlig\w* tjeneste|i offentlig\w* tjeneste"
    r"|under særligt? (?:skærpende|formildende) omstændigheder|om vold\b|på gaden\b(?=$)|i "
    r"forening|lov om euforiserende stoffer",
    re.IGNORECASE,
)
_DETERMINED = (
    r"(?:en|et|den|det|sin|hans|hendes|deres|dag|går|aftes|nat|morges|perioden|forbindelse|løbet"
    r"|weekenden|eftermiddags|forgårs|formiddags"
    r"|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|\d"
    r"|[^\W\d_]+(?:en|et|erne|ene)\b)"
)
_STOP = re.compile(
    r" (?:begået|mod|imod|over ?for|ved|den|d\.|kl\.?|natten|om|som|der|hvor\w*|idet|da|fordi"
    r"|samme|sammen|under|til skade|mens|medens|efter|fra|mellem"
    r"|omkring|ca\.?|senest|(?:man|tirs|ons|tors|fre|lør|søn)dag\w*|dags dato|men|ud ?for|hos|foran|bag|nær)\b"
    rf"| (?:i|på) (?:{_DETERMINED}|(?-i:[A-ZÆØÅ]))"
    r"| (?:og|samt) (?:er|blev|bliver|har|vil|skal|kan|var|fremstilles|afhøres|løslad\w*|sidder|sad|fik|der|han"
    r"|hun|de|den|vi|politiet|nu|senere|(?-i:[A-ZÆØÅ]))\b"
    r"|(?<!\d),|,(?!\d)|[;:!?()\n]|\.(?=\s|$)| [–—-] |(?<![ ,])[ ,]+$"
    r"| (?:against|committed|on|er|blev|opretholdes|fastholdes|frafaldes)\b(?! lov)",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?<!inden )(?<!uden )(?<!over )(?<!frem )for (?!nylig|retten|dommer|tiden|øjeblikket"
    r"|første|anden gang|\d|så vidt|kort|at blive|at være til)"
    r"(?:også |bl\.?a\.? |blandt andet |samtidig |formentlig |angiveligt? )?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    (
        r"\b(?:mistanke\w*|sigtelse\w*|sigtet i (?:en |sagen? )?(?:sag)?)\b[^.;:\n]{0,60}?\b(?:om|for"
        r"|vedrører|vedrørende|lyder på|angår|gælder|omhandler) "
    ),
    re.IGNORECASE,
)
#: What announces the offence of an offender, a section of a law, or stands so in other languages.
_OTHER_PREPOSITIONS = (
    (
        re.compile(r"gerningsm", re.IGNORECASE),
        re.compile(rf"[^.,;:\n]{{0,20}}?\b(?:til|bag) (?:en |et |den |det )?(?={OFFENCE_START})", re.IGNORECASE),
    ),
    (
        re.compile(r"har |menes|formodes|antages", re.IGNORECASE),
        re.compile(rf"\s{{1,20}}(?={OFFENCE_START})", re.IGNORECASE),
    ),
    (
        re.compile(r"(?:suspect|charged|accused|arrested)", re.IGNORECASE),
        re.compile(r" (?:of|with|for|on suspicion of) ", re.IGNORECASE),
    ),
    (re.compile(r"misstänk|åtala|häkta|anhåll", re.IGNORECASE), re.compile(r"[^.,;:\n]{0,20}? för ", re.IGNORECASE)),
    (
        re.compile(r"sigt|mistænkt|tiltal", re.IGNORECASE),
        re.compile(rf"(?: i dag| nu)? (?:efter|i medfør af|i henhold til) (?={_LAW_NAME}|§)", re.IGNORECASE),
    ),
)
_DOING = re.compile(
    r"^(?:i forening )?at have (?:begået|udøvet|deltaget i|gjort sig skyldig i|medvirket til|foretaget"
    r"|været i(?= besiddelse)) (?:et |en )?",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    (
        r"^(?:\w+ )?(?:kriminalitet|strafbare? forhold|en forbrydelse|lovovertrædelser?|noget|dette"
        r"|det|forholdet|ovenstående|nedenstående)$"
    ),
    re.IGNORECASE,
)
_TRANSITIVE = re.compile(r"^(?:besiddelse|salg|køb|overdragelse|indførsel|erhvervelse|indsmugling)$", re.IGNORECASE)
#: "…, straffelovens § 237, jf. § 21" behind the words that say it.
_PARAGRAPHS = re.compile(r"(?<=\w), (?:jf\. )?\w+lovens? § ?\d.*$", re.IGNORECASE)
_PARENTHESIS = re.compile(r"(?<!\s)\s*\([^()]{0,200}§[^()]{0,200}\)\s{0,20}$")


def after_suspicion(text: str) -> tuple[str, ...]:
    """The offences of one stretch of running text: "… sigtet for A og B begået i går" gives A and B."""
    found: list[str] = []
    position = 0
    while match := re.compile(SUSPECT, re.IGNORECASE).search(text, position):
        begin = _begin(text, match)
        if begin is None:
            position = match.end()
            continue
        passage = _passage(text[begin : begin + 400])
        found += split(passage)
        position = max(begin + len(passage), match.end())
    return unique(found)


def split(passage: str) -> list[str]:
    """One passage in its offences, where a new one clearly begins."""
    parts: list[str] = []
    for piece in re.split(r"\s*[;\n]\s*", passage):
        line = re.sub(r"^\s*(?:[-•*·–]|\(?\d{1,2}[.)])\s+", "", piece).strip(" ,.")
        if line:
            parts += _coordinated(line)
    return [part for part in (_bare(part) for part in parts) if part]


def unique(offences: list[str]) -> tuple[str, ...]:
    """Each once, in order; what says only "kriminalitet" gives way to anything better."""
    once = list(dict.fromkeys(offences))
    better = [offence for offence in once if not _GENERIC.match(offence)]
    return tuple(better)


def _begin(text: str, match: re.Match[str]) -> int | None:
    """Where the offence begins that belongs to this word of suspicion; None when it names none."""
    admitted = re.compile(rf" (?:at have begået )?{OFFENCE_START}", re.IGNORECASE)
    if match[0].lower().startswith("erkend") and admitted.match(text, match.end()):
        return match.end() + 1
    if about := _ABOUT.match(text, match.start()):
        return about.end()
    if plain := re.compile(r"[ ]?:\s*").match(text, match.end()):
        return plain.end() if re.match(OFFENCE_START, text[plain.end() :], re.IGNORECASE) else None
    for said, announced in _OTHER_PREPOSITIONS:
        if said.search(match[0]) and (other := announced.match(text, match.end())):
            return other.end()
    preposition = _FOR.search(text, match.end(), match.end() + 220)
    following = re.compile(SUSPECT, re.IGNORECASE).search(text, match.end())
    if preposition is None or (following and following.start() < preposition.start() and "sigtet" in following[0]):
        return None
    return preposition.end()


def _passage(text: str) -> str:
    """From the beginning of an offence to where the sentence goes on to place, time or victim."""
    doing = _DOING.match(text)
    offset = doing.end() if doing else 0
    text = text[offset:]
    kept = [match.span() for match in _KEPT.finditer(text)]
    for match in _STOP.finditer(text):
        if any(start <= match.start() < end or start <= match.start() + 1 < end for start, end in kept):
            continue
        rest = text[match.end() :]
        if match[0] == "," and re.match(rf"\s*(?:og |samt )?(?:for )?{OFFENCE_START}", rest, re.IGNORECASE):
            continue
        if match[0] == "(" and re.match(
            rf"[^()]{{0,80}}\)\s*(?:,|og\b|samt\b)\s*(?:og )?(?:for )?(?:§|{OFFENCE_START})", rest, re.IGNORECASE
        ):
            continue
        if match[0] in ")(" and text[: match.start()].count("(") > text[: match.start()].count(")"):
            continue
        return text[: match.start()].rstrip()
    return text.rstrip()


def _coordinated(line: str) -> list[str]:
    """Parts "vold, trusler og hærværk" in three; leaves "salg og køb af hash" and "tyveri af cykel og bil" whole."""
    parts = [""]
    position = 0
    joint = re.compile(r"(?:,? (?:og|samt) |, ?)(?:for )?")
    kept = [match.span() for match in re.finditer(LAW, line, re.IGNORECASE)]
    for match in joint.finditer(line):
        inside = any(start < match.start() < end for start, end in kept) or line[: match.start()].count("(") > line[
            : match.start()
        ].count(")")
        begins = re.match(OFFENCE_START, line[match.end() :], re.IGNORECASE)
        if (
            inside
            or not begins
            or _TRANSITIVE.match(line[position : match.start()])
            or not re.match(OFFENCE_START, line[position : match.start()], re.IGNORECASE)
        ):
            continue
        parts[-1] = line[position : match.start()]
        parts.append("")
        position = match.end()
    parts[-1] = line[position:]
    return parts


def _bare(offence: str) -> str:
    """Without the paragraphs of the law behind it, in brackets or not, and stray marks."""
    return _PARAGRAPHS.sub("", _PARENTHESIS.sub("", offence.strip(" ,.;:"))).strip(" ,.;:")
