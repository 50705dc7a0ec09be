"""From what a person typed or clicked to a typed form; what cannot be understood is refused, in Danish, by field."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, Union, get_args, get_origin

from pydantic import ValidationError

from samraad.errors import Refused
from samraad.forms import FORMS, OFFERED, Form
from samraad.vocabulary import Labelled, Topic

#: pydantic's error type → what is wrong, in Danish.
_PROBLEMS: Final[Mapping[str, str]] = {
    "missing": "mangler",
    "too_short": "mangler",
    "extra_forbidden": "findes ikke på denne formular",
    "date_from_datetime_parsing": "er ikke en dato: skriv f.eks. 2026-11-28",
    "date_parsing": "er ikke en dato: skriv f.eks. 2026-11-28",
    "date_type": "er ikke en dato: skriv f.eks. 2026-11-28",
    "date_from_datetime_inexact": "er ikke en dato: skriv f.eks. 2026-11-28",
    "enum": "er ikke en af mulighederne",
    "string_pattern_mismatch": "er ikke skrevet rigtigt",
    "string_type": "mangler",
    "string_too_long": "er for lang: højst {max_length} tegn",
    "int_parsing": "er ikke et helt tal",
    "int_type": "er ikke et helt tal",
    "greater_than_equal": "er for lille et tal",
    "less_than_equal": "er for stort et tal",
}


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def understand(topic: Topic, raw: Mapping[str, Any]) -> Form:
    """The form that the fields make. Empty texts count as not filled in; several roles may be separated by commas.

    Raises Refused naming the first field that cannot be understood and what it may hold.
    """
    form = FORMS[topic]
    given = {name: _value(form, name, value) for name, value in raw.items() if not _empty(value)}
    try:
        return form.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        problem = _PROBLEMS.get(first["type"], "kan ikke forstås").format(**first.get("ctx", {}))
        # The name of a field that is none could be anything: it is shown to the person, but kept nowhere.
        known = name if name in form.model_fields else None
        raise Refused(f"field_{first['type']}", _sentence(form, name, problem), known) from error


def options(form: type[Form], name: str) -> type[Labelled] | None:
    """The enumeration a field chooses from, None for a date or text."""
    return next((kind for kind in _kinds(form.model_fields[name].annotation) if issubclass(kind, Labelled)), None)


def several(form: type[Form], name: str) -> bool:
    """Whether a field takes more than one option."""
    return get_origin(form.model_fields[name].annotation) is tuple


def is_date(form: type[Form], name: str) -> bool:
    """Whether a field is a date."""
    return any(issubclass(kind, date) for kind in _kinds(form.model_fields[name].annotation))


def _kinds(annotation: Any) -> tuple[type, ...]:
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        return tuple(kind for part in get_args(annotation) for kind in _kinds(part))
    return (annotation,) if isinstance(annotation, type) else ()


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _value(form: type[Form], name: str, value: Any) -> Any:
    """The value with Danish labels read as their codes, and comma lists split."""
    if name not in form.model_fields:
        return value
    if several(form, name):
        each_of = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
        return tuple(_code(form, name, each) for each in each_of if not _empty(each))
    if is_date(form, name) and not isinstance(value, date):
        value = str(value).strip()
        if not _DAY.match(value):  # pydantic would take a bare number for seconds since 1970
            raise Refused("field_date_parsing", _sentence(form, name, _PROBLEMS["date_parsing"]), name)
    return _code(form, name, value)


def _code(form: type[Form], name: str, value: Any) -> Any:
    kind = options(form, name)
    if kind is None or isinstance(value, StrEnum):
        return value
    try:
        return kind.read(value)
    except ValueError:
        return value


def _sentence(form: type[Form], name: str, problem: str) -> str:
    if name not in form.model_fields:
        return f"Feltet »{name}« {problem}. Felterne er: {', '.join(form.model_fields)}."
    fitting = OFFERED.get((form.topic, name), options(form, name) or ())
    title = form.model_fields[name].title or name
    choices = ", ".join(f"{each.value} ({each.label})" for each in fitting)
    choices = f" Vælg: {choices}." if choices else ""
    return f"»{title}« ({name}) {problem}.{choices}"
