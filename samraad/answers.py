"""From what a person typed or clicked to a typed form; what cannot be understood is refused, in Danish, by field."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import ValidationError

from samraad.errors import Refused
from samraad.forms import FORMS, OFFERED, Form
from samraad.forms.base import Example
from samraad.vocabulary import Labelled, Topic, choices

#: How a day is written where nothing else is said.
DAY_EXAMPLE: Final = "2026-11-28"
#: pydantic's error type → what is wrong, in Danish.
_PROBLEMS: Final[Mapping[str, str]] = {
    "missing": "mangler",
    "too_short": "mangler",
    "extra_forbidden": "findes ikke på denne formular",
    "date_from_datetime_parsing": "er ikke en dato",
    "date_parsing": "er ikke en dato",
    "date_type": "er ikke en dato",
    "date_from_datetime_inexact": "er ikke en dato",
    "enum": "er ikke en af mulighederne",
    "string_pattern_mismatch": "er ikke skrevet rigtigt",
    "value_error": "er ikke skrevet rigtigt",
    "string_type": "mangler",
    "string_too_long": "er for lang: højst {max_length} tegn",
    "int_parsing": "er ikke et helt tal",
    "int_type": "er ikke et helt tal",
    "greater_than_equal": "skal være mindst {ge}",
    "less_than_equal": "kan højst være {le}",
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


def offers(form: type[Form], name: str) -> tuple[Labelled, ...]:
    """The options that a field offers; none for a day, a number or a text."""
    return OFFERED.get((form.topic, name), tuple(options(form, name) or ()))


def example(form: type[Form], name: str) -> str:
    """How a field without options is filled in; empty for free text."""
    field = form.model_fields[name]
    if is_date(form, name):
        return DAY_EXAMPLE
    marked = [mark.text for mark in (*field.metadata, *_marks(field.annotation)) if isinstance(mark, Example)]
    if marked:
        return marked[0]
    least = [str(mark.ge) for mark in field.metadata if hasattr(mark, "ge")]
    return least[0] if least else ""


def _marks(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        return tuple(annotation.__metadata__)
    return tuple(mark for part in get_args(annotation) for mark in _marks(part))


def listed(text: str, reads: Callable[[str], bool]) -> tuple[str, ...]:
    """The parts of a list with commas: as much together as can be read, for some options have a comma in them."""
    parts = [part for part in text.split(",") if part.strip()]
    found = []
    while parts:
        most = next((count for count in range(len(parts), 1, -1) if reads(",".join(parts[:count]))), 1)
        found.append(",".join(parts[:most]).strip())
        parts = parts[most:]
    return tuple(found)


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
        each_of = _each(form, name, value)
        return tuple(_code(form, name, each) for each in each_of if not _empty(each))
    if is_date(form, name) and not isinstance(value, date):
        value = str(value).strip()
        if not _DAY.match(value):  # pydantic would take a bare number for seconds since 1970
            raise Refused("field_date_parsing", _sentence(form, name, _PROBLEMS["date_parsing"]), name)
    return _code(form, name, value)


def _each(form: type[Form], name: str, value: Any) -> Iterable[Any]:
    if isinstance(value, str):
        return listed(value, lambda text: isinstance(_code(form, name, text), Labelled))
    return value if isinstance(value, list | tuple) else (value,)


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
    title = form.model_fields[name].title or name
    fitting, written = choices(offers(form, name)), example(form, name)
    what = f" Vælg: {fitting}." if fitting else f" Skriv f.eks. {written}." if written else ""
    return f"»{title}« ({name}) {problem}.{what}"
