"""Errors: each stands in the tree, says what to do, and leads to an exit code."""

from __future__ import annotations

import inspect

import pytest

from samraad import errors
from samraad.errors import BadInput, Failure, SamraadError, StepFailed, UnknownCase

ALL = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind is not SamraadError]


@pytest.mark.parametrize("kind", ALL)
def test_the_person_or_the_operator_can_mend_it(kind: type[SamraadError]) -> None:
    assert issubclass(kind, BadInput) is not issubclass(kind, Failure)
    assert kind.__name__ in (errors.__doc__ or "")
    assert kind.__doc__


def test_an_unknown_case_says_where_to_look() -> None:
    assert str(UnknownCase("2026-9999")).startswith("Der er ingen sag med nummeret 2026-9999.")


def test_a_step_that_failed_tells_the_name_of_the_error_and_where_and_nothing_it_said() -> None:
    told = str(StepFailed("ValueError", "tasks/desk.py:40"))
    assert told.startswith("Trinnet gik galt (ValueError i tasks/desk.py:40).")
