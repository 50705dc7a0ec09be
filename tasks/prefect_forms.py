"""The domain's forms as Prefect shows them: Danish options, today's date filled in. And the answers back.

Prefect checks the shape of an answer only; whether it makes sense is decided by `samraad.register`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from prefect.input import RunInput
from pydantic import create_model
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from samraad.answers import is_date, options, several
from samraad.forms import FORMS, REASONS, AnyForm
from samraad.vocabulary import Labelled, Milestone


def render(milestone: Milestone, description: str, initial: Mapping[str, Any]) -> type[RunInput]:
    """The form of a milestone as a run input. initial: values to begin with, by field name."""
    form = FORMS[milestone]
    order = [name for name in form.model_fields if name != "by"] + ["by"]
    fields = {name: _field(form, milestone, name, order.index(name), initial) for name in order}
    shown: type[RunInput] = create_model(milestone.label.capitalize(), __base__=RunInput, **fields)
    return shown.with_initial_data(description=description)


def _field(form: type[AnyForm], milestone: Milestone, name: str, position: int, initial: Mapping[str, Any]) -> Any:
    """(type, FieldInfo) of the shown field. What may stay empty is no union with null: Prefect's UI shows it plainly."""
    field = form.model_fields[name]
    default = initial.get(name, _shown(field.default))
    kind = _kind(form, milestone, name)
    extra = {"position": position}
    described: dict[str, Any] = {"title": field.title, "description": field.description, "json_schema_extra": extra}
    if default is PydanticUndefined:
        return (kind, FieldInfo(**described))
    return (kind, FieldInfo(default=default, **described))


def _kind(form: type[AnyForm], milestone: Milestone, name: str) -> Any:
    if is_date(form, name):
        return date
    choices = options(form, name)
    if choices is None:
        return str
    allowed = REASONS[milestone] if name == "reason" else tuple(choices)
    one: Any = Literal[tuple(each.label for each in allowed)]
    return list[one] if several(form, name) else one


def _shown(value: Any) -> Any:
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, tuple):
        return [_shown(each) for each in value]
    return value
