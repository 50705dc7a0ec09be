"""A mail of the quarantine is read once more: with a password, or since a layout was taught.

Two readings of one mail are compared row by row: what was taken in stays, what a person decided stays decided, and what
can be understood now is taken in, with the receipt the mail had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from samraad.codec import canonical
from samraad.intake import Hand, normal_name
from samraad.item import Item, ItemState
from samraad.item_events import Release
from samraad.notification import Entry, Letter, Suspicion, Unclear
from samraad.quarantine import ItemRow, in_vain, readable, released
from tasks.incoming import Mail, read_mail
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.outcomes import tell_intake
from tasks.quarantine import Decided, colleague, mail_of, next_position, release_item
from tasks.store.port import Work
from tasks.store.records import ItemQuery, Kept, Result
from tasks.taking_in import take_entry

#: File, digest, sheet and row of an entry of a list.
_Place = tuple[str | None, str | None, str | None, int]
_NOTHING_NEW: Final = "Mailen er læst igen, men siger intet, der ikke er taget ind. Er det rigtigt, så afvis den."


def read_again(office: Office, number: str, by: str, password: str | None = None) -> Decided:
    """Read the whole mail anew and take in what was not taken before, with the receipt the mail had.

    An item that still cannot be understood stays in quarantine, and its file says that it was tried.
    Raises UnknownItem, BadInput, Refused, AlreadyRegistered.
    """
    actor = colleague(office, by)
    with office.store.work() as work:
        evidence = work.evidence(readable(work.item(number), password=password is not None).evidence)
    letter = read_mail(office, evidence, password)
    how = Release.READ_AGAIN if password is None else Release.PASSWORD

    def decide() -> Decided:
        with office.store.work() as work:
            work.intake_lock()
            item = readable(work.item(number), password=password is not None)
            mail = mail_of(office, work, item, letter, actor, Hand.BY_RULES)
            siblings = _siblings(work, item)
            before = work.kept(item.evidence)
            still, new = _new(letter, before, item, siblings)
            work.expect(new)
            position = next_position(work, item)
            results = tuple(take_entry(work, mail, position + n, entry) for n, entry in enumerate(new))
            understood = _understood(new, results)
            own = _row_of(before, item.notification)
            _release_siblings(work, mail, how, siblings, before, understood)
            if still is None and results and (own is None or own in understood):
                return release_item(work, mail, item, how, results)
            event = in_vain(how, still.code if still else None)
            item = work.append_item(item, [event], at=mail.now, actor=actor, via=mail.via)
            tell_intake(work, mail, results)
            return Decided(item=item, results=results, stays=still.problem if still else _NOTHING_NEW)

    return again_on_conflict(decide)


def _siblings(work: Work, item: Item) -> tuple[ItemRow, ...]:
    """The other items of the same mail, decided on or not."""
    rows = work.items(ItemQuery(evidence=item.evidence))
    return tuple(row for row in rows if row.notification != item.notification)


def _row(entry: Entry | None) -> _Place | None:
    """The row of a list the entry stands in; None for what stands in a text."""
    if entry is None or entry.place.row is None:
        return None
    return entry.place.file, entry.place.digest, entry.place.sheet, entry.place.row


def _row_of(before: Sequence[Kept], notification: str) -> _Place | None:
    return next((_row(each.entry) for each in before if each.result.notification == notification), None)


def _understood(new: Sequence[Entry], results: Sequence[Result]) -> dict[_Place, list[Result]]:
    """What became of each row that could be read now."""
    found: dict[_Place, list[Result]] = {}
    for entry, result in zip(new, results, strict=True):
        place = _row(entry)
        if place is not None and isinstance(entry, Suspicion):
            found.setdefault(place, []).append(result)
    return found


def _release_siblings(
    work: Work,
    mail: Mail,
    how: Release,
    siblings: Sequence[ItemRow],
    before: Sequence[Kept],
    understood: Mapping[_Place, Sequence[Result]],
) -> None:
    """What waits of the same mail and was understood too is released with it: nobody need decide on it any more."""
    for sibling in siblings:
        place = _row_of(before, sibling.notification)
        if sibling.state is ItemState.WAITING and place is not None and place in understood:
            event = released(how, tuple((each.notification, each.case) for each in understood[place]))
            work.append_item(work.item(sibling.item), [event], at=mail.now, actor=mail.actor, via=mail.via)


def _new(
    letter: Letter, before: Sequence[Kept], item: Item, siblings: Sequence[ItemRow]
) -> tuple[Unclear | None, list[Entry]]:
    """The item, where it still cannot be understood; and what the mail says that was not taken from it before.

    A row on which a person has decided stays decided, however it reads now.
    """
    decided = {_row_of(before, each.notification) for each in siblings if each.state is not ItemState.WAITING} - {None}
    taken = Counter(_place_and_person(each.entry) for each in before if each.entry)
    own = next(each.entry for each in before if each.result.notification == item.notification)
    still: Unclear | None = None
    new: list[Entry] = []
    for entry in letter.entries:
        key = _place_and_person(entry)
        if own is not None and still is None and key == _place_and_person(own) and isinstance(entry, Unclear):
            still = entry
        if taken[key]:
            taken[key] -= 1
        elif _row(entry) not in decided:
            new.append(entry)
    return still, new


def _place_and_person(entry: Entry) -> str:
    """By what two readings of one entry are the same, also where the later one understood more of it."""
    place = [entry.place.file, entry.place.digest, entry.place.sheet, entry.place.row]
    if isinstance(entry, Unclear):
        return canonical([*place, "unclear", None if entry.place.file else " ".join(entry.text.split())])
    who = entry.cpr or [normal_name(entry.name or ""), entry.birth_date.isoformat()]
    return canonical([*place, who])
