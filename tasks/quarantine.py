"""A person decides on what was put aside: shows it, releases it, dismisses it, reopens what was ignored.

Each decision is one transaction: the item's event, what the entry became and the cases' events are kept together or not
at all. Whoever comes second is told. A mail is read anew between two transactions, as at intake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samraad.codec import ItemRecorded, canonical
from samraad.errors import BadInput, Refused
from samraad.events import PersonShown
from samraad.intake import Hand, normal_name
from samraad.item import Item, ItemState
from samraad.item_events import Dismissal, Release
from samraad.notification import Entry, Letter, Outcome, Suspicion, Unclear
from samraad.quarantine import ItemRow, ignored, in_vain, released, waiting
from samraad.quarantine import dismiss as dismissed
from samraad.vocabulary import Via
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.store.port import Evidence, ItemQuery, Kept, Result, Work
from tasks.taking_in import Mail, read_mail, take_entry, tell_intake

#: File, digest, sheet and row of an entry of a list.
_Place = tuple[str | None, str | None, str | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item on the table, decrypted. Never leaves for Prefect, a log or a message."""

    item: Item
    kept: Kept
    evidence: Evidence
    history: tuple[ItemRecorded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision came to."""

    item: Item
    #: What the entry became, none where it was dismissed or stays.
    results: tuple[Result, ...] = ()
    #: Why it stays in quarantine, Danish; None where it was decided on.
    stays: str | None = None


def colleague(office: Office, initials: str) -> str:
    """The initials as the staff list has them. Raises BadInput."""
    found = office.staff.get(initials)
    if found is None:
        raise BadInput("Ingen medarbejder har de initialer. Intet er ændret eller vist.")
    return found.initials


def show(office: Office, number: str, by: str, purpose: str) -> Shown:
    """The item with its mail, once it is written who saw it. Raises UnknownItem, BadInput."""
    reader = colleague(office, by)

    def look() -> Shown:
        with office.store.work() as work:
            item = work.append_item(
                work.item(number),
                [PersonShown(purpose=purpose)],
                at=office.clock.now(),
                actor=reader,
                via=Via.CLI,
            )
            return Shown(
                item=item,
                kept=_kept(work, item),
                evidence=work.evidence(item.evidence),
                history=work.item_history(number),
            )

    return again_on_conflict(look)


def dismiss(office: Office, number: str, reason: Dismissal | None, by: str, see: str | None = None) -> Item:
    """Nothing is to be made of it. Raises UnknownItem, BadInput, Refused, AlreadyRegistered."""
    actor = colleague(office, by)

    def decide() -> Item:
        with office.store.work() as work:
            item = work.item(number)
            event = dismissed(item, reason, see)
            return work.append_item(item, [event], at=office.clock.now(), actor=actor, via=Via.CLI)

    return again_on_conflict(decide)


def release_corrected(
    office: Office, number: str, correct: Callable[[Entry | None], Suspicion], by: str, *, reopen: bool = False
) -> Decided:
    """Take the entry in as corrected, with the receipt its mail had.

    correct: what the entry says once a person has corrected it. reopen: it was ignored, and its age is not to count.
    Raises UnknownItem, BadInput, Refused, AlreadyRegistered.
    """
    actor = colleague(office, by)

    def decide() -> Decided:
        with office.store.work() as work:
            work.intake_lock()
            item = work.item(number)
            item = ignored(item) if reopen else waiting(item)
            entry = correct(_kept(work, item).entry)
            hand = Hand.ANY_AGE if reopen else Hand.BY_RULES
            mail = _mail(office, work, item, None, actor, hand)
            result = take_entry(work, mail, _next_position(work, item), entry)
            if result.outcome is Outcome.QUARANTINED:
                raise Refused("not_corrected", f"Det kan ikke være rigtigt: {result.reason}. Intet er ændret.")
            return _released(work, mail, item, Release.REOPENED if reopen else Release.CORRECTED, (result,))

    return again_on_conflict(decide)


def read_again(office: Office, number: str, by: str, password: str | None = None) -> Decided:
    """Read the whole mail anew and take in what was not taken before, with the receipt the mail had.

    An item that still cannot be understood stays in quarantine, and its file says that it was tried.
    Raises UnknownItem, BadInput, Refused, AlreadyRegistered.
    """
    actor = colleague(office, by)
    with office.store.work() as work:
        evidence = work.evidence(waiting(work.item(number)).evidence)
    letter = read_mail(office, evidence, password)
    how = Release.READ_AGAIN if password is None else Release.PASSWORD

    def decide() -> Decided:
        with office.store.work() as work:
            work.intake_lock()
            item = waiting(work.item(number))
            mail = _mail(office, work, item, letter, actor, Hand.BY_RULES)
            siblings = _siblings(work, item)
            before = work.kept(item.evidence)
            still, new = _new(letter, before, item, siblings)
            position = _next_position(work, item)
            results = tuple(take_entry(work, mail, position + n, entry) for n, entry in enumerate(new))
            understood = _understood(new, results)
            own = _row_of(before, item.notification)
            _release_siblings(work, mail, how, siblings, before, understood)
            if still is None and results and (own is None or own in understood):
                return _released(work, mail, item, how, results)
            event = in_vain(how, still.code if still else None)
            item = work.append_item(item, [event], at=mail.now, actor=actor, via=mail.via)
            tell_intake(work, mail, results)
            return Decided(item=item, results=results, stays=still.problem if still else _NOTHING_NEW)

    return again_on_conflict(decide)


_NOTHING_NEW = "Mailen er læst igen, men siger intet, der ikke er taget ind. Er det rigtigt, så afvis den."


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


def _kept(work: Work, item: Item) -> Kept:
    return next(each for each in work.kept(item.evidence) if each.result.notification == item.notification)


def _next_position(work: Work, item: Item) -> int:
    return max(each.position for each in work.results(item.evidence)) + 1


def _mail(office: Office, work: Work, item: Item, letter: Letter | None, actor: str, hand: Hand) -> Mail:
    """The mail as it was taken in: its receipt and its rules, not today's."""
    now = office.clock.now()
    return Mail(
        evidence=work.evidence(item.evidence),
        letter=letter or Letter(message_id=None, received_at=None, automatic=None, entries=()),
        received_at=item.received_at,
        notes=letter.notes if letter else (),
        before=None,
        rulebook=work.rulebook(item.rulebook),
        via=Via.CLI,
        now=now,
        actor=actor,
        hand=hand,
        released_from=item.notification,
    )


def _released(work: Work, mail: Mail, item: Item, how: Release, results: tuple[Result, ...]) -> Decided:
    event = released(how, tuple((each.notification, each.case) for each in results))
    item = work.append_item(item, [event], at=mail.now, actor=mail.actor, via=mail.via)
    tell_intake(work, mail, results)
    return Decided(item=item, results=results)
