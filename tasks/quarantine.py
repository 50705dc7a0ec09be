"""A person decides on what was put aside: shows it, releases it, dismisses it, reopens what was ignored.

Each decision is one transaction: the item's event, what the entry became and the cases' events are kept together or not
at all. Whoever comes second is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from samraad.automatic import to_look_at
from samraad.codec import ItemRecorded
from samraad.correcting import another, corrected
from samraad.errors import BadInput, Refused
from samraad.events import PersonShown
from samraad.intake import Hand
from samraad.item import Item, ItemState, is_item
from samraad.item_events import Dismissal, Release
from samraad.notification import Entry, Letter, Note, Outcome, Problem, Suspicion
from samraad.quarantine import ItemRow, ignored, person_taken, released, waiting
from samraad.quarantine import dismiss as dismissed
from samraad.vocabulary import Via
from tasks.incoming import Mail
from tasks.mishaps import again_on_conflict
from tasks.office import Office
from tasks.outcomes import tell_intake
from tasks.reading.headers import set_aside
from tasks.store.port import Work
from tasks.store.records import Evidence, ItemQuery, Kept, Result
from tasks.taking_in import take_entry

#: What an entry says once a person has corrected it.
Correct = Callable[[Entry | None], Suspicion]
_REOPENED: Final = "Mailen ligner et automatisk svar, men er genåbnet og skal læses af et menneske."


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


def show_all(office: Office, items: Sequence[ItemRow], by: str, purpose: str) -> Mapping[str, Kept]:
    """What was read of these items, by number, once each of their files says who saw it. Raises BadInput."""
    reader = colleague(office, by)

    def look() -> Mapping[str, Kept]:
        with office.store.work() as work:
            for row in items:
                shown = PersonShown(purpose=purpose)
                work.append_item(work.item(row.item), [shown], at=office.clock.now(), actor=reader, via=Via.CLI)
            kept = work.kept_of([row.notification for row in items])
            return {row.item: kept[row.notification] for row in items}

    return again_on_conflict(look)


def dismiss(office: Office, number: str, reason: Dismissal | None, by: str, see: str | None = None) -> Item:
    """Nothing is to be made of it. Raises UnknownItem, BadInput, Refused, AlreadyRegistered."""
    actor = colleague(office, by)

    def decide() -> Item:
        with office.store.work() as work:
            item = work.item(number)
            event = dismissed(item, reason, see)
            if see is not None:
                _there_is(work, see)
            return work.append_item(item, [event], at=office.clock.now(), actor=actor, via=Via.CLI)

    return again_on_conflict(decide)


def _there_is(work: Work, number: str) -> None:
    """Raises UnknownItem, UnknownCase."""
    if is_item(number):
        work.item(number)
    else:
        work.load(number)


def release_corrected(
    office: Office,
    number: str,
    correct: Correct,
    by: str,
    *,
    reopen: bool = False,
    more: bool = False,
) -> Decided:
    """Take the entry in as corrected, with the receipt its mail had.

    correct: what the entry says once a person has corrected it. reopen: it was ignored, and its age is not to count.
    more: it holds further persons, so it goes on waiting.
    Raises UnknownItem, BadInput, Refused, AlreadyRegistered.
    """
    actor = colleague(office, by)

    def decide() -> Decided:
        with office.store.work() as work:
            work.intake_lock()
            item = work.item(number)
            item = ignored(item) if reopen else waiting(item)
            read = _kept(work, item).entry
            entry = correct(another(read) if item.persons else read)
            hand = Hand.ANY_AGE if reopen else Hand.BY_RULES
            mail = mail_of(office, work, item, None, actor, hand)
            result = take_entry(work, mail, next_position(work, item), entry)
            if result.outcome is Outcome.QUARANTINED:
                raise Refused("not_corrected", f"Det kan ikke være rigtigt: {result.reason}. Intet er ændret.")
            if more:
                item = work.append_item(
                    item, [person_taken(_outcomes((result,)))], at=mail.now, actor=actor, via=mail.via
                )
                return Decided(item=item, results=(result,))
            return release_item(work, mail, item, Release.REOPENED if reopen else Release.CORRECTED, (result,))

    return again_on_conflict(decide)


def reopen(office: Office, number: str, by: str) -> Decided:
    """Take in what was ignored, as it was read and whatever the age; of a mail nobody wrote all of it, by the rules.

    Raises UnknownItem, BadInput, Refused, AlreadyRegistered.
    """
    actor = colleague(office, by)
    with office.store.work() as work:
        kept = _kept(work, ignored(work.item(number)))
    entry = kept.entry
    if isinstance(entry, Suspicion) and not to_look_at(kept.result.reason):
        return release_corrected(office, number, lambda _: corrected(entry, {}), by, reopen=True)
    return again_on_conflict(lambda: _reopen_mail(office, number, actor))


def _reopen_mail(office: Office, number: str, actor: str) -> Decided:
    """Take in what an automatic mail said itself, all that is ignored of it; what is not understood waits as items."""
    with office.store.work() as work:
        work.intake_lock()
        asked = ignored(work.item(number))
        mail = mail_of(office, work, asked, None, actor, Hand.BY_RULES)
        said = {each.result.notification: each.entry for each in work.kept(asked.evidence)}
        rows = work.items(ItemQuery(ignored=True, evidence=asked.evidence))
        results: list[Result] = []
        for row in rows:
            if row.state is not ItemState.IGNORED:
                continue
            entry = said[row.notification] or _unread(mail)
            position = next_position(work, asked)
            result = take_entry(work, replace(mail, released_from=row.notification), position, entry)
            event = released(Release.REOPENED, _outcomes((result,)))
            work.append_item(work.item(row.item), [event], at=mail.now, actor=actor, via=mail.via)
            results.append(result)
        tell_intake(work, mail, tuple(results))
        return Decided(item=work.item(number), results=tuple(results))


def _unread(mail: Mail) -> Entry:
    """A mail of which nothing was read when it was ignored."""
    return set_aside(mail.evidence.raw, _REOPENED, Problem.NO_PERSON).entries[0]


def _kept(work: Work, item: Item) -> Kept:
    return work.kept_of([item.notification])[item.notification]


def next_position(work: Work, item: Item) -> int:
    return max(each.position for each in work.results(item.evidence)) + 1


def mail_of(office: Office, work: Work, item: Item, letter: Letter | None, actor: str, hand: Hand) -> Mail:
    """The mail as it was taken in: its receipt and its rules, not today's."""
    now = office.clock.now()
    return Mail(
        evidence=work.evidence(item.evidence),
        letter=letter or Letter(message_id=None, received_at=None, automatic=None, entries=()),
        received_at=item.received_at,
        notes=tuple(dict.fromkeys((*(Note.read(each) for each in item.notes), *(letter.notes if letter else ())))),
        before=None,
        rulebook=work.rulebook(item.rulebook),
        via=Via.CLI,
        now=now,
        actor=actor,
        hand=hand,
        released_from=item.notification,
    )


def release_item(work: Work, mail: Mail, item: Item, how: Release, results: tuple[Result, ...]) -> Decided:
    event = released(how, _outcomes(results))
    item = work.append_item(item, [event], at=mail.now, actor=mail.actor, via=mail.via)
    tell_intake(work, mail, results)
    return Decided(item=item, results=results)


def _outcomes(results: tuple[Result, ...]) -> tuple[tuple[str, str | None], ...]:
    return tuple((each.notification, each.case) for each in results)
