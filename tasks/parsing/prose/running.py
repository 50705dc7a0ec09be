"""Running text: who in it is suspected, and of what."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tasks.parsing.danish import offences, sentences
from tasks.parsing.danish.roles import Role, is_aside, is_peer, own
from tasks.parsing.danish.words import (
    CUE,
    FLAGS,
    NAME,
    OFFENCE_START,
    OTHER,
    PRONOUN,
    PRONOUN_ALL,
    SUSPECT,
    denies,
    suspects,
)
from tasks.parsing.found import Found, police_case
from tasks.parsing.prose import headings, names, people
from tasks.parsing.prose.people import Mention

#: Characters around a person within which words are taken to be said of them.
_REACH = 600
#: A list item has no more words than these after its person.
_FEW_WORDS = 3
#: Names without a number that are looked at in one text.
_MOST_UNNUMBERED = 100
_LIST_ONLY = re.compile(
    r"^(?:[\s,&/+)(]|\(?\b[a-h1-9][.)] |\b(?:og|samt|født|f|elev|dreng|pige)\b\.?|\b\d{1,2} år\b)*$", FLAGS
)
#: "a) " before a person in a list within a line.
_ITEM_MARK = re.compile(r"(?<![\w.])\(?[a-h1-9][.)]\s*$")
#: ", men ": what stands before it belongs to the person before.
_NEW_CLAUSE = re.compile(r"^.*[,;]\s*(?:men|mens|medens|hvorimod|imens)\s+", FLAGS | re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-•*·–]|\(?\d{1,2}[.)]|\(?[a-h]\))\s*$")
_ABOUT_HIM = re.compile(
    rf"{SUSPECT}|\b(?:afhør\w*|fremstilles?|fremstillet|løslad\w*|født|bopæl|bosat|elev|boende|hjemmet|underrettet)\b",
    FLAGS,
)
_UNNUMBERED = re.compile(
    rf"(?P<name>{NAME})(?=(?:,[^,.;\n]{{0,30}},?)? (?:er|blev|var|har|bliver) (?:(?!ikke\b"
    rf"|afhørt\b)\w+ ){{0,5}}?(?:sigtet|mistænkt|anholdt|mistænkes|erkendt)\b)"
    rf"|\b(?:sigtet|mistænkt|anholdt|sigtede|mistænkte|(?:mistanke|sigtelse)\w*(?: er)?(?: "
    rf"rettet)? mod) (?P<after>{NAME})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the text around a person says of all those listed."""

    #: Somebody is said to be suspected, without a name in the same sentence.
    suspected: bool
    #: Of what, where it is said of all.
    offences: tuple[str, ...]
    #: It is the person's own name that is said to be suspected.
    by_name: bool = False
    #: The suspicion is said to have fallen.
    denied: bool = False


def general(text: str) -> Context:
    """The suspicions spoken of in sentences that name nobody."""
    named = people.find(text)
    stretches = [text[a:b] for a, b in sentences.cut(text) if not any(a <= mention.start < b for mention in named)]
    speaking = [stretch for stretch in stretches if suspects(stretch)]
    passages = [passage for stretch in speaking for passage in offences.after_suspicion(stretch)]
    return Context(suspected=bool(speaking), offences=offences.unique(passages))


def read(text: str, around: Context) -> list[Found]:
    """The persons of a running text; those who are clearly not suspected are left out with role `other`."""
    mentions = people.find(text)
    groups, asides = _apart(text, _groups(text, mentions))
    found = [
        Found(name=m.name, cpr=m.cpr, birth_date=m.birth_date, role=Role.OTHER, words=text[m.start : m.end])
        for group in asides
        for m in group
    ]
    for index, group in enumerate(groups):
        found += _judge(text, groups, index, group, around)
    return found + _unnumbered(text, mentions, around)


def _groups(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    """Persons joined by nothing but "og" and commas: what is said of one is said of all."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and "\n" not in (gap := text[groups[-1][-1].end : mention.start]) and _LIST_ONLY.match(gap):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _apart(text: str, groups: list[list[Mention]]) -> tuple[list[list[Mention]], list[list[Mention]]]:
    """The persons of whom the text speaks, and those who only explain one of them (", søn af …")."""
    spoken: list[list[Mention]] = []
    asides: list[list[Mention]] = []
    end = 0
    for group in groups:
        (asides if spoken and is_aside(text[end : group[0].start]) else spoken).append(group)
        end = group[-1].end
    return spoken, asides


def _judge(text: str, groups: list[list[Mention]], index: int, group: list[Mention], around: Context) -> list[Found]:
    first, last = group[0], group[-1]
    start, end = sentences.around(text, first.start, last.end)
    floor = max(start, groups[index - 1][-1].end if index else 0)
    ceiling = min(end, groups[index + 1][0].start if index + 1 < len(groups) else len(text))
    before, after = (
        text[max(floor, first.start - _REACH) : first.start],
        text[last.end : min(ceiling, last.end + _REACH)],
    )
    before = _NEW_CLAUSE.sub("", _ITEM_MARK.sub("", before)) if index else _ITEM_MARK.sub("", before)
    role = own(before, " ".join(mention.between for mention in group), after)
    if role is Role.OPEN and index and _inherits(before):
        role = Role.SILENT
    follow = _following(text, end, groups, index)
    if role is Role.SILENT:
        role = _by_context(text, floor, first, after, follow, around)
    if follow.denied and role is Role.SUSPECT:
        role = Role.OPEN
    elif (role is Role.OPEN and follow.by_name) or (role is Role.OTHER and is_peer(before) and follow.suspected):
        role = Role.SUSPECT
    between = "" if first.cpr is None else first.between
    passages = offences.after_suspicion(after) or offences.after_suspicion(
        f"{before} {between} {after}".replace("\n", " ")
    )
    if (
        role is Role.SUSPECT
        and not passages
        and (match := re.match(rf"^[\s,)–:-]*(?:for )?(?={OFFENCE_START})", after, FLAGS))
    ):
        passages = offences.after_suspicion(f"sigtet for {after[match.end() :]}")
    passages = offences.unique([*passages, *follow.offences])
    clause = text[max(floor, first.start - _REACH) : min(max(ceiling, end), last.end + 2 * _REACH)]
    return [
        Found(
            name=mention.name,
            cpr=mention.cpr,
            birth_date=mention.birth_date,
            problem=mention.problem,
            role=role,
            offences=passages,
            police_case=police_case(text[first.start : ceiling]),
            words=clause,
        )
        for mention in group
    ]


def _inherits(before: str) -> bool:
    """Whether the words of suspicion before a person belong to the person before them."""
    return bool(re.search(r"[.;\n]\s*\S*$", before))


def _following(text: str, end: int, groups: list[list[Mention]], index: int) -> Context:
    """Sentences right after, in the same paragraph, that go on about this person ("Han er …") or all of them."""
    paragraph_end = text.find("\n\n", end)
    limit = len(text) if paragraph_end < 0 else paragraph_end
    starts = [mention.start for group in groups[index + 1 :] for mention in group]
    named = {mention.name for mention in groups[index] if mention.name}
    passages: list[str] = []
    suspected = by_name = denied = False
    for a, b in sentences.cut(text):
        stretch = text[a:b].strip()
        if a >= limit:
            break
        if a < end or bisect_left(starts, a) != bisect_left(starts, b):
            continue
        nearer = bool(starts) and starts[0] < a
        own_name = any(stretch.startswith(f"{name} ") for name in named)
        speaks = (
            own_name
            or re.match(PRONOUN_ALL, stretch, FLAGS)
            or (
                not nearer
                and (re.match(PRONOUN, stretch, FLAGS) or re.match(rf"^(?:er |også |nu )?{SUSPECT}", stretch, FLAGS))
            )
        )
        if speaks and suspects(stretch):
            suspected, by_name = True, by_name or own_name
            passages += offences.after_suspicion(stretch)
        denied = denied or bool(speaks and denies(stretch))
    return Context(suspected=suspected, offences=tuple(passages), by_name=by_name, denied=denied)


def _by_context(text: str, floor: int, first: Mention, after: str, follow: Context, around: Context) -> Role:
    if follow.suspected:
        return Role.SUSPECT
    line_start = text.rfind("\n", 0, first.start) + 1
    heading = headings.above(text[max(0, line_start - 5 * _REACH) : line_start])
    if headings.is_strange(text[line_start : first.start]) or headings.is_strange(heading):
        return Role.OPEN
    if re.search(OTHER, heading, FLAGS):
        return Role.OPEN if re.search(SUSPECT, heading, FLAGS) else Role.OTHER
    if not around.suspected:
        return Role.OPEN
    head = text[max(floor, line_start) : first.start]
    if re.search(CUE, text[floor : first.start], FLAGS) or (_BULLET.match(head) and head.strip()):
        return Role.SUSPECT
    above = text[:line_start].rstrip()
    listed = head.strip() == "" and (
        above.endswith(":") or len(after.split()) <= _FEW_WORDS or bool(_ABOUT_HIM.search(after))
    )
    return Role.SUSPECT if listed else Role.OPEN


def _unnumbered(text: str, mentions: list[Mention], around: Context) -> list[Found]:
    """Persons said to be suspected, or listed beside others, without any number."""
    found: list[Found] = []
    known = {(mention.name or "").lower() for mention in mentions}
    candidates = [(match["name"] or match["after"], match.start()) for match in _UNNUMBERED.finditer(text)]
    if around.suspected or mentions:
        candidates += [
            (match[1], match.start(1))
            for match in re.finditer(
                rf"(?m)^[ \t]*(?:[-•*·–]|\(?\d{{1,2}}[.)])[ \t]+({NAME})(?=[ \t]*(?:[,(]|$))", text
            )
        ]
    for words, at in candidates[:_MOST_UNNUMBERED]:
        name = names.clean(words)
        a, b = sentences.around(text, at, at)
        if (
            name is None
            or " " not in name
            or name.lower() in known
            or any(part and name.lower() in part for part in known)
        ):
            continue
        if any(mention.start <= at < mention.end for mention in mentions) or not (
            around.suspected or suspects(text[a:b]) or mentions
        ):
            continue
        known.add(name.lower())
        found.append(Found(name=name, role=Role.SUSPECT, offences=offences.after_suspicion(text[a:b]), words=text[a:b]))
    return found
