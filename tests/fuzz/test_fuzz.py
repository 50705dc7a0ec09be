"""The short version of `benchmarks/fuzz.py`: the same few thousand inputs each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fuzz import sources
from tests.fuzz.check import Check


@pytest.mark.parametrize(("source", "inputs", "to_rows"), [(sources.mutated, 2500, 0.25), (sources.made, 500, 0.1)])
def test_whatever_the_input_there_is_one_list_of_outcomes(
    source: Callable[[Check, int, int], None], inputs: int, to_rows: float
) -> None:
    check = Check()
    with check.counting():
        source(check, 2026, inputs)
    assert not check.failures, "\n".join(failure.trace for failure in check.failures.values())
    tallies = check.tallies.values()
    read = sum(tally.inputs for tally in tallies)
    # Hypothesis may stop early where it finds nothing new.
    assert read > inputs * 0.9
    assert sum(tally.reached for tally in tallies) > to_rows * read
