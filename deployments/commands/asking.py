"""Asking a person at the keyboard for what must not stand on a command line."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from samraad.correcting import FIELDS
from samraad.errors import BadInput

#: Asked for without showing what is typed.
_HIDDEN: Final = ("cpr",)


def ask(question: str, *, hidden: bool) -> str:
    """An answer from the terminal, hidden where it is a secret; from a pipe the next line of stdin.

    Raises BadInput where there is no more to read.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"{question}: ") if hidden else input(f"{question}: ")
    line = sys.stdin.readline()
    if not line:
        raise BadInput(f"{question} mangler: skriv det i terminalen, eller send det som en linje på stdin.")
    return line.rstrip("\r\n")


def typed_fields(fields: Sequence[str], *, cpr: bool, everything: bool) -> dict[str, str]:
    """The fields of a command line, `name=value`, and those asked for. Raises BadInput; values are not repeated."""
    given = _given(fields)
    for name in FIELDS if everything else _HIDDEN if cpr else ():
        if name not in given:
            given[name] = ask(FIELDS[name], hidden=name in _HIDDEN)
    return given


def _given(fields: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for number, field in enumerate(fields, 1):
        name, separator, value = field.partition("=")
        name = name.strip()
        if not separator or name not in FIELDS:
            raise BadInput(f"Felt {number} er ikke skrevet som felt=værdi. Felterne er {', '.join(FIELDS)}.")
        if name in _HIDDEN:
            raise BadInput("Skriv ikke CPR-nummeret i kommandoen, hvor andre kan se det: brug --cpr, så spørges der.")
        if name in given:
            raise BadInput(f"Feltet »{name}« er givet to gange.")
        given[name] = value
    return given


def explain_fields() -> str:
    """For the help of a command."""
    return "Felter: " + "; ".join(f"{name} – {what}" for name, what in _visible().items()) + "."


def _visible() -> Mapping[str, str]:
    return {name: what for name, what in FIELDS.items() if name not in _HIDDEN}
