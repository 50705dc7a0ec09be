"""An answer from the command line: fields given as words, private ones asked for at the keyboard, or all on stdin."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, Final

from deployments.commands.asking import ask
from samraad.errors import BadInput
from samraad.forms import FORMS
from samraad.private_texts import private_fields
from samraad.vocabulary import Topic

#: In place of a field: read a JSON object of fields from stdin.
_STDIN: Final = "-"


def answer(topic: Topic, words: Sequence[str], *, json_in: bool, ask_private: bool) -> dict[str, Any]:
    """The fields of an answer by name. json_in: as the word `-`.

    ask_private: at a terminal, ask for the names and notes the form takes. Raises BadInput; values are not repeated:
    they may be personal.
    """
    from_stdin = json_in or _STDIN in words
    given: dict[str, Any] = dict(_worded([word for word in words if word != _STDIN]))
    if given.keys() & set(private_fields(FORMS[topic])):
        raise BadInput(
            "Skriv ikke navne og bemærkninger i kommandoen, hvor andre kan se dem: uden feltet spørges der i "
            "terminalen, eller giv felterne som JSON på stdin med et - i stedet."
        )
    if from_stdin:
        return _with(given, _from_stdin())
    if ask_private and sys.stdin.isatty():
        return given | _asked(topic)
    return given


def _worded(words: Sequence[str]) -> dict[str, str]:
    """`name=value` pairs. Raises BadInput for anything else."""
    given: dict[str, str] = {}
    for number, word in enumerate(words, 1):
        name, separator, value = word.partition("=")
        name = name.strip()
        if not separator or not name:
            raise BadInput(f"Felt {number} er ikke skrevet som felt=værdi, f.eks. outcome=sent.")
        if name.startswith("-"):
            raise BadInput(f"Muligheden {name[:40]} findes ikke.")
        if name in given:
            raise BadInput(f"Feltet »{name}« er givet to gange.")
        if name == "by":
            raise BadInput("Skriv dine initialer med --by, ikke som et felt.")
        given[name] = value
    return given


def _from_stdin() -> dict[str, Any]:
    try:
        fields = json.load(sys.stdin)
    except ValueError:
        raise BadInput("Det på stdin er ikke JSON. Intet er registreret.") from None
    if not isinstance(fields, dict):
        raise BadInput("Giv ét JSON-objekt på stdin. Intet er registreret.")
    if "by" in fields:
        raise BadInput("Skriv dine initialer med --by, ikke som et felt.")
    return fields


def _with(given: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    if twice := sorted(given.keys() & read.keys()):
        raise BadInput(f"Feltet »{twice[0]}« er givet to gange.")
    return given | read


def _asked(topic: Topic) -> dict[str, str]:
    """An empty answer is none."""
    form = FORMS[topic]
    asked = {name: ask(f"{form.model_fields[name].title} (tom: intet)", hidden=False) for name in private_fields(form)}
    return {name: text for name, text in asked.items() if text.strip()}
