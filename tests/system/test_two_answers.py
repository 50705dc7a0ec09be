"""Two answers at the same moment: one wins, the other is told, and the file has exactly one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from samraad.errors import AlreadyRegistered
from samraad.notification import Place, Suspicion
from samraad.vocabulary import Matter, Milestone, Via
from tasks.registering import register
from tests.system.people import ASSESSED, TO_THE_END, Cases
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

#: Answers at once.
MANY = 8


def test_command_line_and_form_one_wins_and_the_other_is_told(cases: Cases) -> None:
    number = cases.open()
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    cases.answer(waiting, **ASSESSED)
    # The step begins a moment later, so this one is first; if it ever is not, it is told.
    try:
        cases.register(number, Milestone.ASSESSMENT)
    except AlreadyRegistered:
        told = True
    else:
        told = False
    after = cases.waiting(number, Milestone.TARGET_GROUP)
    assert cases.events(number).count("AcuteNeedAssessed") == 1
    assert cases.events(number).count("AnswerRefused") == 1
    assert told != after.description.startswith("**Svaret blev ikke registreret:** ")


def test_form_answered_after_the_command_line_is_told_why(stack: Stack, cases: Cases) -> None:
    number = cases.open()
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    with stack.office.store.step_lock(number):  # the step that takes the answer has to wait for this one
        cases.answer(waiting, **ASSESSED)
        cases.register(number, Milestone.ASSESSMENT)
    after = cases.waiting(number, Milestone.TARGET_GROUP)
    assert "allerede registreret" in after.description
    assert cases.events(number) == ["CaseOpened", "AcuteNeedAssessed", "AnswerRefused"]


def test_a_form_of_a_case_that_was_merged_meanwhile_says_which_case_takes_the_answer(
    stack: Stack, cases: Cases
) -> None:
    number, other = cases.open(), cases.open()
    with stack.office.store.work() as work:
        mine = work.person_of(number)
        same = Suspicion(place=Place(), name=mine.name, cpr=mine.cpr, birth_date=mine.birth_date, offences=())
        work.change_person(other, same)
    waiting, others = cases.waiting(number, Milestone.ASSESSMENT), cases.waiting(other, Milestone.ASSESSMENT)
    with stack.office.store.step_lock(number):  # the step that takes the answer has to wait for this one
        cases.answer(waiting, **ASSESSED)
        register(stack.office, number, Matter.MERGED, {"by": "VIS", "into": other}, Via.CLI)
    until(lambda: cases.run(number).state_name == "Afsluttet", 60, f"the end of {number}")
    state = cases.run(number).state
    assert state is not None
    assert f"lagt sammen med sag {other}: registrér svaret dér" in str(state.message)
    assert cases.events(number) == ["CaseOpened", "CaseMerged", "AnswerRefused"]
    cases.answer(others, **ASSESSED)
    cases.waiting(other, Milestone.TARGET_GROUP)
    assert cases.events(other) == ["CaseOpened", "MergedIn", "NotificationAttached", "AcuteNeedAssessed"]


def test_two_commands_one_wins_the_other_ends_with_two(stack: Stack, cases: Cases) -> None:
    number = cases.open()
    command = ("register", number, "assessment", "outcome=no_acute_need", "--by", "VIS")
    with stack.command(*command) as first, stack.command(*command) as second:
        said = [process.communicate(timeout=90)[1] for process in (first, second)]
    assert sorted((first.returncode, second.returncode)) == [0, 2]
    assert sum("allerede registreret" in each for each in said) == 1
    assert cases.events(number) == ["CaseOpened", "AcuteNeedAssessed", "AnswerRefused"]


@pytest.mark.parametrize(
    ("milestone", "fields", "event"),
    [
        (Milestone.ASSESSMENT, {"outcome": "no_acute_need", "by": "VIS"}, "AcuteNeedAssessed"),
        # Leads to the next follow-up: the second answer must not be taken for that one's.
        (Milestone.FOLLOW_UP, {"outcome": "follow_up_again", "by": "ANK"}, "FollowUpAnswered"),
    ],
)
def test_many_threads_one_wins_all_others_are_told(
    milestone: Milestone, fields: dict[str, str], event: str, stack: Stack, cases: Cases
) -> None:
    number = cases.open()
    for earlier in list(TO_THE_END)[: list(TO_THE_END).index(milestone)]:
        cases.register(number, earlier)
    together = Barrier(MANY)

    def answer() -> bool:
        together.wait(30)
        try:
            register(stack.office, number, milestone, fields, Via.CLI, attempt=1)
        except AlreadyRegistered:
            return False
        return True

    with ThreadPoolExecutor(MANY) as pool:
        won = [future.result() for future in [pool.submit(answer) for _ in range(MANY)]]
    assert won.count(True) == 1
    assert cases.events(number).count(event) == 1
    assert cases.events(number).count("AnswerRefused") == MANY - 1
