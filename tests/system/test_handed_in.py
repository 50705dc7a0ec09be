"""Forms of their own in Prefect: taken, refused with the reason where the person looks, told when late, never lost."""

from __future__ import annotations

from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectHTTPStatusError
from prefect.states import Running, Scheduled

from samraad.vocabulary import Matter, Via
from tasks.handing_in import TAKEN, WAITS
from tasks.registering import register
from tests.system.people import Cases
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

STATEMENT = {"kind": "udtalelse til retten", "role": "den unge", "by": "VIS"}


def ended(cases: Cases, run: UUID, seconds: float = 60) -> FlowRun:
    """The run once its form was taken or refused."""

    def look() -> FlowRun | None:
        found = cases.client.read_flow_run(run)
        return found if found.state_name in {"Registreret", "Ikke registreret"} else None

    return until(look, seconds, "the form is taken")


def test_an_accepted_form_is_in_the_file_and_what_was_typed_is_gone(cases: Cases) -> None:
    number = cases.open()
    run = ended(cases, cases.hand_in(Matter.NEW_TODO, number, **STATEMENT))
    assert (run.state_name, run.name) == ("Registreret", f"{number} · ny opgave")
    assert (run.tags, run.parameters) == ([TAKEN], {"case_number": number})
    assert cases.events(number) == ["CaseOpened", "TodoOpened"]


def test_a_refused_form_says_why_in_its_name_and_state_and_keeps_what_was_chosen(cases: Cases) -> None:
    number = cases.open()
    late = {**STATEMENT, "opened_on": "2099-01-01"}
    run = ended(cases, cases.hand_in(Matter.NEW_TODO, number, **late))
    why = "torsdag den 1. januar 2099 ligger i fremtiden. Skriv den dag, det skete."
    assert run.state is not None
    assert (run.state_name, run.state.message) == ("Ikke registreret", why)
    assert run.name == f"{number} · ny opgave · ikke registreret: {why}"
    assert run.parameters == {"case_number": number, **{name: late[name] for name in ("kind", "role", "opened_on")}}
    assert cases.events(number) == ["CaseOpened", "AnswerRefused"]


def test_who_answers_after_another_is_told(stack: Stack, cases: Cases) -> None:
    number = cases.open()
    register(stack.office, number, Matter.NEW_TODO, {"kind": "court_statement", "by": "VIS"}, Via.CLI)
    register(stack.office, number, Matter.TODO, {"todo": "1", "outcome": "done", "by": "VIS"}, Via.CLI)
    run = ended(cases, cases.hand_in(Matter.TODO, number, todo=1, outcome="ikke gjort", by="VIS"))
    assert run.name.endswith("ikke registreret: Opgave 1 (udtalelse til retten) er ikke længere åben.")
    assert cases.events(number).count("TodoAnswered") == 1


def test_a_form_for_no_case_is_refused(cases: Cases) -> None:
    run = ended(cases, cases.hand_in(Matter.NEW_TODO, "2026-9999", **STATEMENT))
    assert "Der er ingen sag med nummeret 2026-9999." in run.name


@pytest.mark.parametrize(
    ("matter", "fields", "event"),
    [
        (Matter.NEW_TODO, STATEMENT, "TodoOpened"),
        # The second would be measure 2, and something else.
        (Matter.MEASURE, {"kind": "mentor", "status": "foreslået", "by": "VIS"}, "MeasureMoved"),
        # The second finds the case closed.
        (Matter.WRONGLY_OPENED, {"because": "en prøve", "by": "VIS"}, "WronglyOpened"),
    ],
)
def test_what_a_double_click_sends_twice_is_registered_once(
    matter: Matter, fields: dict[str, str], event: str, cases: Cases
) -> None:
    number = cases.open()
    runs = [cases.hand_in(matter, number, **fields) for _ in range(2)]
    assert [ended(cases, run).state_name for run in runs] == ["Registreret", "Registreret"]
    assert cases.events(number) == ["CaseOpened", event]


def test_a_form_whose_worker_was_killed_is_taken_by_the_next(cases: Cases) -> None:
    number = cases.open()
    run = cases.hand_in(Matter.NEW_TODO, number, start=Scheduled(scheduled_time=cases.far_off()), **STATEMENT)
    cases.client.set_flow_run_state(run, Running(), force=True)  # as a worker leaves it that dies now
    assert cases.client.read_flow_run(run).tags == [WAITS]
    assert ended(cases, run, 90).state_name == "Registreret"
    assert cases.events(number) == ["CaseOpened", "TodoOpened"]


def test_prefect_itself_refuses_what_could_be_a_name(cases: Cases) -> None:
    with pytest.raises(PrefectHTTPStatusError, match="409"):
        cases.hand_in(Matter.NEW_TODO, "2026-0001", **{**STATEMENT, "by": "Anders Prøve"})


def test_two_who_register_the_same_at_once_count_once_and_the_second_is_told_who_was_first(cases: Cases) -> None:
    number = cases.open()
    runs = [cases.hand_in(Matter.NEW_TODO, number, **{**STATEMENT, "by": by}) for by in ("VIS", "ANK")]
    first, second = sorted((ended(cases, run) for run in runs), key=lambda run: run.state_name != "Registreret")
    assert (first.state_name, second.state_name) == ("Registreret", "Ikke registreret")
    assert "har registreret det samme (ny opgave)" in second.name
    assert cases.events(number) == ["CaseOpened", "TodoOpened", "AnswerRefused"]


def test_two_who_register_different_days_both_count_and_the_second_is_told_of_the_first(cases: Cases) -> None:
    number = cases.open()
    ended(cases, cases.hand_in(Matter.VERDICT, number, outcome="dømt", by="VIS"))
    run = ended(cases, cases.hand_in(Matter.VERDICT, number, outcome="frifundet", by="ANK"))
    assert run.state_name == "Registreret"
    assert "Obs: VIS har registreret" in run.name
    assert cases.events(number).count("VerdictFell") == 2
