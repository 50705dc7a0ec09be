"""The course of one case, from the police's notification until it is closed.

Every wake-up runs it from the top: each line returns at once unless the case file waits for just that, so the run
always comes to rest where the case is. What follows what is the law's and practice's: `samraad.course`.
"""

from __future__ import annotations

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Cancelled, Completed

from deployments.opening import office
from flows.boundary import nothing_personal
from samraad.errors import NotOurs
from samraad.vocabulary import Milestone
from tasks.desk import Desk, on_desk


@flow(name="Sag", description="Én ung, ét forløb: fra politiets underretning til sagen er afsluttet.")
def case(case_number: str) -> State:
    """Carry the case on: take the answer, if any, then sleep before the milestone it waits for."""
    try:
        with nothing_personal(), on_desk(office(), case_number) as desk:
            if desk.has_answer():
                take_answer(desk)
            desk.clear()
            return _course(desk)
    except NotOurs as why:
        return Cancelled(name="Ikke i brug", message=str(why))


def _course(desk: Desk) -> State:
    desk.wait_for(Milestone.ASSESSMENT)
    desk.wait_for(Milestone.TARGET_GROUP)
    desk.wait_for(Milestone.ASSIGNMENT)
    desk.wait_for(Milestone.APPROVAL)
    desk.wait_for(Milestone.SUMMONS)
    desk.wait_for(Milestone.MEETING)
    desk.wait_for(Milestone.MOTIVATION)
    desk.wait_for(Milestone.COURSE)
    desk.wait_for(Milestone.PLAN)
    desk.wait_for(Milestone.PLAN_REVIEW)
    desk.wait_for(Milestone.FOLLOW_UP)
    return Completed(name="Afsluttet", message=desk.close())


@task(name="Registrér svar", task_run_name="Registrér svar", cache_policy=NO_CACHE, persist_result=False)
def take_answer(desk: Desk) -> State:
    """Take what a person filled in; the task's message says what became of it."""
    with nothing_personal():
        return Completed(name="Taget", message=desk.take_answer())
