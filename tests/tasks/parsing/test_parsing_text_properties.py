"""Whatever the text: as many persons as blocks, nobody lost without a word, and a time that grows with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samraad.notification import Entry, Place, Suspicion
from tasks.parsing.prose import text

_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_GIVEN = st.sampled_from(["Mikkel", "Anne-Sofie", "Hans", "Åse", "José", "Maj", "Yousef"])
_FAMILY = st.sampled_from(["Toft", "Kær", "O'Neill", "van der Berg", "Juul Sørensen", "Østergaard"])
_NUMBERS = st.integers(0, 27 * 12 * 900).map(lambda n: f"{n % 27 + 1:02d}{n // 27 % 12 + 1:02d}10-{6000 + n // 324}")
_PERSONS = st.lists(
    st.tuples(_GIVEN, _FAMILY, _NUMBERS), min_size=1, max_size=8, unique_by=(lambda p: p[2], lambda p: f"{p[0]} {p[1]}")
)
_OFFENCE = st.sampled_from(["vold", "røveri", "tyveri af knallert", "hærværk", "vold efter straffelovens § 244"])
#: Long enough that anything worse than the square of the length shows.
_LENGTH = 60_000


def _read(words: str) -> list[Entry]:
    return text.read(words, "", Place())


@given(_PERSONS, _OFFENCE, st.sampled_from(["\n\n", "\n", "\n---\n"]))
@_SETTINGS
def test_as_many_persons_as_labelled_blocks(persons: list[tuple[str, str, str]], offence: str, gap: str) -> None:
    blocks = [f"Navn: {given} {family}\nCPR-nr.: {cpr}\nSigtet for: {offence}" for given, family, cpr in persons]
    found = [entry for entry in _read(gap.join(blocks)) if isinstance(entry, Suspicion)]
    assert [(entry.name, entry.cpr, entry.offences) for entry in found] == [
        (f"{given} {family}", cpr, (offence,)) for given, family, cpr in persons
    ]


@given(
    _PERSONS,
    st.lists(
        st.sampled_from(
            [
                "er sigtet for vold.",
                "er ikke mistænkt.",
                "var også på stedet.",
                "har begået tyveri.",
                "kan ikke træffes.",
                "er løsladt.",
            ]
        ),
        min_size=8,
        max_size=8,
    ),
)
@_SETTINGS
def test_nobody_is_lost_unless_said_to_be_somebody_else(persons: list[tuple[str, str, str]], said: list[str]) -> None:
    lines = [f"{given} {family}, {cpr}, {words}" for (given, family, cpr), words in zip(persons, said, strict=False)]
    assert len(_read("\n".join(lines))) == len(persons)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "14-",
        "140310 ",
        "A",
        "Aa ",
        "Aa Bb\n",
        ",",
        "(",
        "a:",
        "Navn:\n",
        " ",
        "\t",
        "> \n",
        "sigtet for ",
        "ikke ",
        "§ 1 jf. ",
        "Den a skrev ",
        "født den ",
        "cpr-nr. ",
        "begået den 3. maj ",
        'Aa "B ',
        "Afhøring: ",
        "O'",
        "A. ",
    ],
)
@pytest.mark.parametrize("before", ["", "Mikkel Toft, 140310-6069, er sigtet for "])
def test_hostile_length_costs_seconds_at_most(piece: str, before: str) -> None:
    began = time.monotonic()
    _read(before + piece * (_LENGTH // len(piece)))
    # Measured: below 1 s each on an idle core; a catastrophic pattern takes minutes.
    assert time.monotonic() - began < 15
