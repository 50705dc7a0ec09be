"""Where inputs come from: a seed, or Hypothesis. Each source is one bounded batch."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed
from hypothesis import strategies as st

from tests.fuzz import seeds
from tests.fuzz.check import Check
from tests.fuzz.mutation import WORDS, mutate


def mutated(check: Check, seed: int, inputs: int) -> None:
    """Seeds changed once or several times over; the same seed gives the same inputs."""
    rng = Random(seed)
    for kind, raw in _chain(rng, inputs):
        check.one(kind, raw)


def _chain(rng: Random, inputs: int) -> Iterator[tuple[str, bytes]]:
    mails, raw, steps = seeds.mails(), b"", 0
    for _ in range(inputs):
        if steps == 0:
            raw, steps = rng.choice(mails), rng.choice((1, 1, 2, 3, 5))
        kind, raw = mutate(raw, rng, rng.choice(mails))
        steps -= 1
        yield kind, raw


def made(check: Check, seed: int, inputs: int) -> None:
    """Mails that Hypothesis makes: a list or a text of fields in any order, from whole to senseless."""

    @hypothesis_seed(seed)
    @settings(
        max_examples=inputs,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_made())
    def read(raw: bytes) -> None:
        check.one("made by Hypothesis", raw)

    read()


_CELL = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.integers(-1, 10**12).map(str), st.dates().map(str))
_HEADING = st.sampled_from(
    (
        "Navn",
        "CPR-nr.",
        "Fødselsdato",
        "Sigtelse",
        "Journalnr.",
        "Gerningstid",
        "Gerningssted",
        "Rolle",
        "Bemærkning",
        "",
    )
)


@st.composite
def _made(draw: st.DrawFn) -> bytes:
    kind = draw(st.sampled_from(("plain", "plain", "csv", "csv", "html")))
    width = draw(st.integers(1, 7))
    headings = draw(st.lists(_HEADING, min_size=width, max_size=width))
    rows = draw(st.lists(st.lists(_CELL, min_size=1, max_size=width), min_size=1, max_size=4))
    if kind == "plain":
        body = "\n\n".join(
            "\n".join(f"{heading}: {cell}" for heading, cell in zip(headings, row, strict=False)) for row in rows
        )
    elif kind == "csv":
        delimiter = draw(st.sampled_from(";,\t|"))
        body = "\n".join(delimiter.join(row) for row in [headings, *rows])
    else:
        body = "<table>" + "".join("<tr><td>" + "<td>".join(row) for row in [headings, *rows]) + "</table>"
    head: dict[str, Any] = {"Subject": draw(st.sampled_from(("Underretning om mistænkte unge", "Liste", "")))}
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    return f"{lines}Content-Type: text/{kind}; charset=utf-8\n\n{body}".encode("utf-8", "surrogatepass")
