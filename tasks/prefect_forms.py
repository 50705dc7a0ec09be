"""The domain's forms as Prefect shows them: Danish labels and options, initials last.

Prefect checks the shape of an answer only; whether it makes sense is decided by `samraad.register`. The shape is kept
narrow, for an answer lies in clear in Prefect until it is taken: a name typed for initials must not get that far.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto
from functools import partial
from typing import Any, Final, Literal

from prefect.input import RunInput
from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from samraad.answers import is_date, options, several
from samraad.forms import BY_RULEBOOK, FORMS, OFFERED, Form
from samraad.private_texts import private_fields
from samraad.vocabulary import Labelled, Topic


class Empty(Enum):
    """In place of a value to begin with."""

    #: None is given: the field's own default, if any.
    UNSET = auto()
    #: Shown empty, which means the day of the answer.
    TODAY = auto()


#: Kinds of fields that are neither dates, options nor texts, by their JSON type.
_PLAIN: Final[Mapping[str, type]] = {"integer": int, "boolean": bool}
_NOTHING: Final[Mapping[str, tuple[str, ...]]] = {}
_TODAY_HINT: Final = "Tom: i dag."
#: Longest text a field takes, blanks around it included.
_LONGEST: Final = 12


def render(
    topic: Topic,
    description: str,
    initial: Mapping[str, Any],
    today: date,
    offered: Mapping[str, tuple[str, ...]] = _NOTHING,
) -> type[RunInput]:
    """The form of a milestone or matter as a run input. initial: values to begin with, by field name.

    offered: options that are the rulebook's, by field name; a field that lives by them is left out without.

    A form may wait for days. Where a field begins with today it is therefore shown empty, which means the day of the
    answer; a date written into it now would be wrong tomorrow, and look as if somebody had chosen it. Fields for names
    and notes are left out: what is typed here lies in clear.
    """
    form = FORMS[topic]
    without = {name for of, name in BY_RULEBOOK if of is topic and not offered.get(name)}
    left_out = {"by", *private_fields(form), *form.typed_only, *without}
    order = [name for name in form.model_fields if name not in left_out] + ["by"]
    todays = {name for name, value in initial.items() if value == today}
    fields = {
        name: _field(
            form,
            name,
            position,
            Empty.TODAY if name in todays else initial.get(name, Empty.UNSET),
            offered.get(name, ()),
        )
        for position, name in enumerate(order)
    }
    shown: type[RunInput] = create_model(topic.label.capitalize(), __base__=RunInput, **fields)
    return shown.with_initial_data(description=description)


def _field(form: type[Form], name: str, position: int, start: Any, offered: tuple[str, ...]) -> Any:
    """(type, FieldInfo) of the shown field. What may stay empty is no union with null, which the UI shows badly."""
    field = form.model_fields[name]
    default = None if start is Empty.TODAY else shown_value(field.default if start is Empty.UNSET else start)
    may_be_empty = default is not PydanticUndefined
    hint = _TODAY_HINT if start is Empty.TODAY else None
    described: dict[str, Any] = {
        "title": field.title,
        "description": " ".join(filter(None, (field.description, hint))) or None,
        "json_schema_extra": partial(
            _finish, position, {} if offered else _narrowed(form, name, may_be_empty=may_be_empty)
        ),
    }
    if may_be_empty:
        described["default"] = default
    return (Literal[offered] if offered else _kind(form, name), FieldInfo(**described))


def _narrowed(form: type[Form], name: str, *, may_be_empty: bool) -> dict[str, Any]:
    """What Prefect's server asks of a number or text before it stores it: the field's own limits.

    A text may have blanks around it, and may be empty where the field may.
    """
    limits = _limits(form, name)
    if "pattern" not in limits:
        return {key: limits[key] for key in ("minimum", "maximum") if key in limits}
    text = f"({limits['pattern'].removeprefix('^').removesuffix('$')}){'?' if may_be_empty else ''}"
    return {"pattern": rf"^\s*{text}\s*$", "maxLength": _LONGEST}


def _limits(form: type[Form], name: str) -> dict[str, Any]:
    """The field's schema, without the null that it may be instead."""
    schema = form.model_json_schema()["properties"][name]
    parts = [each for each in (schema, *schema.get("anyOf", ())) if each.get("type") != "null"]
    return {key: value for each in parts for key, value in each.items()}


def _finish(position: int, narrowed: Mapping[str, Any], schema: dict[str, Any]) -> None:
    """The UI sends a default back as it is, and the server refuses null for a text: an empty field has none."""
    schema["position"] = position
    if "const" in schema:  # the only option: the UI would draw a text
        schema["enum"] = [schema.pop("const")]
    schema |= narrowed
    if schema.get("default", "") is None:
        del schema["default"]


def _kind(form: type[Form], name: str) -> Any:
    if is_date(form, name):
        return date
    choices = options(form, name)
    if choices is None:
        return _PLAIN.get(_limits(form, name).get("type", ""), str)
    allowed = OFFERED.get((form.topic, name), tuple(choices))
    one: Any = Literal[tuple(each.label for each in allowed)]
    return list[one] if several(form, name) else one


def shown_value(value: Any) -> Any:
    """A value as the form shows it: options by their label."""
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, tuple):
        return [shown_value(each) for each in value]
    return value
