"""How the meeting is prepared, remand, and what is agreed, as it stands in the case file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import assert_never

from samraad.agreements import WAITING
from samraad.case.file import CaseFile
from samraad.case.parts import Measure, Participant, Todo
from samraad.case.todos import with_todo
from samraad.events import (
    CourseEvent,
    DutyTaken,
    MeasureMoved,
    MeetingAnswered,
    MeetingPrepared,
    ParticipantInvited,
    ParticipantNotInvited,
    PermitAsked,
    PlanAnswered,
    PreparationEvent,
    RemandBegan,
    RemandEnded,
    TodoAnswered,
    TodoEvent,
)
from samraad.times import end_of, start_of
from samraad.vocabulary import MeasureStatus, Meeting, Milestone, NotInvited, Role, TodoKind, TodoOutcome


def after(case: CaseFile, event: PreparationEvent) -> CaseFile:  # noqa: PLR0911 – one arm an event, exhaustive
    """The case after one more step of the preparation, or one more agreement."""
    match event:
        case ParticipantInvited() | ParticipantNotInvited():
            return _with_participant(case, _participant(event))
        case MeetingPrepared():
            others = [each for each in case.prepared if each.item is not event.item]
            return replace(case, prepared=(*others, event))
        case RemandBegan():
            return replace(case, remand=True, remand_since=event.on, remand_place=event.place)
        case RemandEnded():
            todos = tuple(replace(each, lapsed=True) if _waits(each, TodoKind.PERMIT) else each for each in case.todos)
            return replace(case, remand=False, remand_since=None, remand_place=None, todos=todos)
        case PermitAsked():
            begins = start_of(event.asked_on)
            return with_todo(case, TodoKind.PERMIT, begins, role=event.role, about=event.participant)
        case DutyTaken():
            return _with_duty(case, event)
        case MeasureMoved():
            return _moved(case, event)
        case _ as unknown:
            assert_never(unknown)


def with_duties(case: CaseFile, event: PlanAnswered) -> CaseFile:
    """Whoever took on duties by the plan has a todo, unless one was registered by itself since what it counts from."""
    if event.duties_due_on is None:
        return case
    plan = case.track(Milestone.PLAN)
    since = plan.counts_from if plan else start_of(event.on)
    have = {each.role for each in case.todos if each.kind is TodoKind.DUTY and (each.open or each.counts_from >= since)}
    for role in event.duties:
        if role not in have:
            agreed, begins = end_of(event.duties_due_on), start_of(event.on)
            case = with_todo(case, TodoKind.DUTY, begins, agreed_due_at=agreed, role=role)
    return case


def _with_duty(case: CaseFile, event: DutyTaken) -> CaseFile:
    """The first one registered by itself says what the plan's duty of the role is; further ones are further todos."""
    agreed = end_of(event.due_on) if event.due_on else None
    plans = (each for each in case.todos if _waits(each, TodoKind.DUTY) and each.role is event.role and not each.what)
    of_plan = next(plans, None)
    if of_plan is None:
        begins = start_of(event.agreed_on)
        return with_todo(case, TodoKind.DUTY, begins, agreed_due_at=agreed, role=event.role, what=event.what)
    said = replace(of_plan, what=event.what, agreed_due_at=agreed or of_plan.agreed_due_at)
    todos = tuple(said if each is of_plan else each for each in case.todos)
    # Reminders of the plan's day say nothing of another one.
    rungs = case.todo_rungs
    if said.agreed_due_at != of_plan.agreed_due_at:
        rungs = {rung: due_at for rung, due_at in rungs.items() if rung[0] != of_plan.number}
    return replace(case, todos=todos, todo_rungs=rungs)


def after_todo(case: CaseFile, event: TodoEvent) -> CaseFile:
    """What the answer to a visit permit means: a refused one removes the participant, one asked again waits anew."""
    todo = case.todo(event.todo) if isinstance(event, TodoAnswered) else None
    if not isinstance(event, TodoAnswered) or todo is None or todo.kind is not TodoKind.PERMIT:
        return case
    if event.outcome is TodoOutcome.STILL_WAITING:
        return with_todo(case, TodoKind.PERMIT, start_of(event.on), role=todo.role, about=todo.about)
    if event.outcome is TodoOutcome.REFUSED and todo.role is not None:
        return _kept_out(case, todo.role, todo.about, event.on)
    return case


def after_course(case: CaseFile, event: CourseEvent) -> CaseFile:
    """A meeting that was held, or given up, ends the wait for visit permits: who took part had one."""
    if not isinstance(event, MeetingAnswered) or event.outcome not in (Meeting.HELD, Meeting.NOT_HELD):
        return case
    waits = [each.role for each in case.todos if _waits(each, TodoKind.PERMIT)]

    def ended(todo: Todo) -> Todo:
        if not _waits(todo, TodoKind.PERMIT):
            return todo
        # Of two of a role the file does not say which of them took part.
        if todo.role in event.participants and waits.count(todo.role) == 1:
            return replace(todo, outcome=TodoOutcome.GRANTED, done_on=event.on)
        return replace(todo, lapsed=True)

    return replace(case, todos=tuple(ended(each) for each in case.todos))


def _participant(event: ParticipantInvited | ParticipantNotInvited) -> Participant:
    if isinstance(event, ParticipantNotInvited):
        return Participant(number=event.participant, role=event.role, on=event.decided_on, why_not=event.why)
    return Participant(
        number=event.participant,
        role=event.role,
        on=event.invited_on,
        channel=event.channel,
        consent=event.consent,
        purpose_told_on=event.purpose_told_on,
    )


def _with_participant(case: CaseFile, participant: Participant) -> CaseFile:
    """The participant of a number as last told."""
    others = [each for each in case.participants if each.number != participant.number]
    return replace(case, participants=tuple(sorted((*others, participant), key=lambda each: each.number)))


def _kept_out(case: CaseFile, role: Role, number: int | None, on: date) -> CaseFile:
    """Without a visit permit the participant does not come; the meeting does not depend on it."""
    meant = [each for each in case.participants if number in (None, each.number) and each.role is role]
    if not meant:
        meant = [Participant(number=case.next_participant, role=role, on=on)]
    for each in meant:
        if each.why_not is None:
            case = _with_participant(case, replace(each, on=on, why_not=NotInvited.NO_VISIT_PERMIT))
    return case


def _moved(case: CaseFile, event: MeasureMoved) -> CaseFile:
    """A step further ends the wait for it, and mostly begins the next."""
    before = case.measure(event.measure)
    started_on = event.on if event.status is MeasureStatus.STARTED else before.started_on if before else None
    measure = Measure(
        number=event.measure,
        kind=event.kind,
        status=event.status,
        on=event.on,
        started_on=started_on,
        ungranted=_ungranted(before, event.status),
    )
    others = [each for each in case.measures if each.number != event.measure]
    todos = tuple(
        replace(each, outcome=TodoOutcome.DONE, done_on=event.on)
        if _waits(each, TodoKind.MEASURE) and each.about == event.measure
        else each
        for each in case.todos
    )
    case = replace(case, measures=tuple(sorted((*others, measure), key=lambda each: each.number)), todos=todos)
    if event.status not in WAITING:
        return case
    return with_todo(case, TodoKind.MEASURE, start_of(event.on), what=event.kind, about=event.measure)


def _ungranted(before: Measure | None, status: MeasureStatus) -> bool:
    """What ran already when it was first told of says nothing of how it began."""
    if before is None:
        return False
    return before.ungranted or (status is MeasureStatus.STARTED and before.status is not MeasureStatus.GRANTED)


def _waits(todo: Todo, kind: TodoKind) -> bool:
    return todo.open and todo.kind is kind
