"""How notifications begin a case and go on counting in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from samraad.case.file import CaseFile
from samraad.case.parts import Track
from samraad.case.tracks import begin, change, go_on
from samraad.codec import Recorded
from samraad.course import BEGINS, OPENING, From
from samraad.events import CaseOpened, NotificationAttached, NotificationReweighed, OpeningEvent, ReceiptMoved
from samraad.joining import joined
from samraad.times import danish_date, start_of
from samraad.vocabulary import Milestone


def after(case: CaseFile, event: OpeningEvent) -> CaseFile:
    """The case after one more notification on it. Raises ValueError for one that opens it a second time."""
    match event:
        case CaseOpened():
            raise ValueError(f"{case.number} is open already")
        case NotificationAttached():
            return _attached(case, event)
        case ReceiptMoved():
            return _moved(case, event)
        case NotificationReweighed():
            return _reweighed(go_on(case), event)
        case _ as unknown:
            assert_never(unknown)


def opened(recorded: Recorded, event: CaseOpened) -> CaseFile:
    """The case file as its first event begins it."""
    return CaseFile(
        number=recorded.case,
        version=recorded.version,
        head=recorded.hash,
        received_at=event.received_at,
        rulebook=event.rulebook,
        age_at_receipt=event.age_at_receipt,
        offences=event.offences,
        notifications=(event.notification,),
        tracks=tuple(
            Track(milestone=milestone, attempt=1, counts_from=event.received_at, origin=From.RECEIPT)
            for milestone in OPENING
        ),
        remand=event.remand,
        interrogation=event.interrogation,
        notes=event.notes,
        origin=event.origin,
        samraad_on=event.earlier_samraad_on,
        earlier_notifications=event.earlier_notifications,
        undecided_offences=event.offences,
    )


def _attached(case: CaseFile, event: NotificationAttached) -> CaseFile:
    case = replace(
        case,
        notifications=(*case.notifications, event.notification),
        offences=joined(case.offences, event.offences),
        undecided_offences=joined(case.undecided_offences, event.offences),
        notes=joined(case.notes, event.notes),
        remand=case.remand or event.remand,
        interrogation=case.interrogation or event.interrogation,
    )
    if event.opens is not None:
        return begin(case, event.opens, event.received_at)
    if not event.moves_receipt or event.received_at >= case.received_at:
        return case
    running = replace(case, received_at=event.received_at)
    return meeting_counted(change(running, tuple(Milestone), lambda track: _counted_from(track, event.received_at)))


def _reweighed(case: CaseFile, event: NotificationReweighed) -> CaseFile:
    """What it was taken to call for until now lapses, where it now calls for something else."""
    if event.opens is None:
        return case
    case = replace(case, decided=case.decided - {event.notification})
    now, before = BEGINS[event.opens], {each for opened in BEGINS.values() for each in opened}
    superseded = tuple(before.difference(now))
    return begin(change(case, superseded, lambda track: _lapsed_with(track, event)), event.opens, event.received_at)


def _lapsed_with(track: Track, event: NotificationReweighed) -> Track:
    of_it = track.origin is From.NEW_RECEIPT and track.counts_from == event.received_at
    return replace(track, lapsed=True) if of_it else track


def _moved(case: CaseFile, event: ReceiptMoved) -> CaseFile:
    case = replace(case, first_taken_as=case.first_taken_as or event.before)
    return counted_from_receipt(case, event.received_at, event.age_at_receipt)


def counted_from_receipt(case: CaseFile, received_at: datetime, age_at_receipt: int) -> CaseFile:
    """What counts from the receipt counts from this one; what was met may turn out to have been late, or in time."""
    tracks = tuple(track if track.lapsed else _counted_from(track, received_at) for track in case.tracks)
    case = replace(case, received_at=received_at, age_at_receipt=age_at_receipt, tracks=tracks)
    return meeting_counted(case, met=True)


def _counted_from(track: Track, received_at: datetime) -> Track:
    return replace(track, counts_from=received_at) if track.origin is From.RECEIPT else track


def meeting_counted(case: CaseFile, *, met: bool = False) -> CaseFile:
    """The days until the meeting count from the summons, or from the receipt where that came later.

    met: also of a meeting that was held, or not, upon this summons.
    """
    if case.summons is None or not case.summons.complete:
        return case
    sent_at, received_at = start_of(case.summons.sent_on), start_of(danish_date(_receipt_summoned_upon(case)))
    origin = From.AGREED_BEFORE if sent_at < received_at else From.OUTCOME
    counts_from, latest = max(sent_at, received_at), case.track(Milestone.MEETING)
    tracks = tuple(
        replace(track, counts_from=counts_from, origin=origin) if track is latest and _counts(track, met=met) else track
        for track in case.tracks
    )
    return replace(case, tracks=tracks)


def _receipt_summoned_upon(case: CaseFile) -> datetime:
    """Of the notification that the present summons is about: the first, or a further one with a summons of its own."""
    summons = case.track(Milestone.SUMMONS)
    return summons.counts_from if summons and summons.origin is From.NEW_RECEIPT else case.received_at


def _counts(track: Track, *, met: bool) -> bool:
    """Not one that counts from the day a family agreed after all."""
    return track.origin is not From.AGREEMENT and (track.open or (met and not track.lapsed))
