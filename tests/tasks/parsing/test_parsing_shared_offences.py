"""An offence that stands once beside several persons: whose it is, and that intake is told where it is not clear."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from samraad.notification import Note, Suspicion
from tasks.parsing import read

TOFT = "Sigtede: Mikkel Toft, 140310-6069"
KAER = "Sigtede: Elias Kær, 190110-8371"
VOLD = ("vold",)
NONE: tuple[str, ...] = ()


def _offences(body: str) -> list[tuple[tuple[str, ...], tuple[Note, ...]]]:
    mail = EmailMessage()
    mail["Subject"] = "Underretning"
    mail.set_content(body)
    entries = read(mail.as_bytes()).entries
    assert all(isinstance(entry, Suspicion) for entry in entries)
    return [(entry.offences, entry.notes) for entry in entries if isinstance(entry, Suspicion)]


@pytest.mark.parametrize(
    "body",
    [
        f"Sigtelse: vold\n{TOFT}\n{KAER}",
        f"Sigtelse: vold\n\n{TOFT}\n\n{KAER}",
        f"Forhold: vold\n\n{TOFT}\n{KAER}",  # a heading before both, though "Forhold" alone is no suspicion
        f"{TOFT}\n{KAER}\n\nSigtelse: vold",  # apart, below both
        f"{TOFT}\n{KAER}\n\nForhold: vold",
    ],
)
def test_what_stands_apart_is_of_both(body: str) -> None:
    assert _offences(body) == [(VOLD, ()), (VOLD, ())]


@pytest.mark.parametrize(
    ("body", "first", "second"),
    [
        (f"{TOFT}\n{KAER}\nSigtelse: vold", NONE, VOLD),
        (f"{TOFT}\nSigtelse: vold\n{KAER}", VOLD, NONE),
        (f"{TOFT}\n\n{KAER}\nSigtelse: vold", NONE, VOLD),
        (f"{TOFT}\n{KAER}\nForhold: vold", NONE, VOLD),
    ],
)
def test_what_stands_with_one_is_theirs_and_the_other_is_told_of(
    body: str, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    unclear = (Note.OFFENCE_UNCLEAR,)
    assert _offences(body) == [(first, () if first else unclear), (second, () if second else unclear)]


def test_each_with_their_own_leaves_no_doubt() -> None:
    assert _offences(f"{TOFT}\nSigtelse: vold\n\n{KAER}\nSigtelse: røveri") == [(VOLD, ()), (("røveri",), ())]


def test_nobody_with_an_offence_is_nothing_new() -> None:
    assert _offences(f"{TOFT}\n{KAER}") == [(NONE, ()), (NONE, ())]
