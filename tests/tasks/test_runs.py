"""The text above a form, as events come while it waits."""

from __future__ import annotations

import pytest

from tasks.runs import keeping_refusal, with_refusal

WHY = "lørdag den 28. november 2026 ligger i fremtiden. Skriv den dag, det skete."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "ny tekst"),  # the form was never described
        ("gammel tekst\n\nmere", "ny tekst"),  # nothing was refused
        (with_refusal(WHY, "gammel tekst\n\nmere"), with_refusal(WHY, "ny tekst")),  # a reminder came meanwhile
    ],
)
def test_why_an_answer_was_refused_stays_while_the_rest_changes(before: str, after: str) -> None:
    assert keeping_refusal(before, "ny tekst") == after


def test_the_refusal_stands_first() -> None:
    assert with_refusal(WHY, "tekst").startswith("**Svaret blev ikke registreret:** lørdag")
