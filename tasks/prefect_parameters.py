"""A form as the parameters of a flow: what Prefect asks for when somebody starts a run of its deployment.

Prefect makes the schema of a deployment from its flow's signature, whoever deploys it. So the signature says what the
form's own schema says, field by field, and both UIs draw the same fields as where a run waits with the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from inspect import Parameter, Signature
from typing import Annotated, Any, Final

from pydantic import Field, WithJsonSchema

from samraad.answers import is_date, options
from samraad.case import CaseFile
from samraad.forms import DAY_FIELD, FORMS, Form, defaults
from samraad.times import danish_date
from samraad.vocabulary import Topic
from tasks.prefect_forms import Empty, render, shown_value

#: The parameter beside the form's own.
CASE_NUMBER: Final = "case_number"
#: What a case number looks like, blanks around it allowed.
CASE_NUMBER_PATTERN: Final = r"^\s*[0-9]{4}-[0-9]{4,6}\s*$"
_CASE_FIELD: Final[Mapping[str, Any]] = {
    "title": "Sagsnummer",
    "description": "F.eks. 2026-0042.",
    "type": "string",
    "pattern": CASE_NUMBER_PATTERN,
    "maxLength": 15,
    "position": -1,
}
#: Stands for the day on which somebody answers.
_TODAY: Final = date.min
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What the signature says outside a field's own schema.
_OUTSIDE: Final = ("title", "description", "position", "default")


def signature(topic: Topic) -> Signature:
    """The case number and the fields of the topic's form, each a keyword."""
    begins_today = {DAY_FIELD[topic]: _TODAY} if topic in DAY_FIELD else {}
    schema = render(topic, "", begins_today, _TODAY).model_json_schema()
    needed = {CASE_NUMBER, *schema.get("required", ())}
    fields = {CASE_NUMBER: _CASE_FIELD, **schema["properties"]}
    return Signature([_parameter(name, field, needed=name in needed) for name, field in fields.items()])


def _parameter(name: str, field: Mapping[str, Any], *, needed: bool) -> Parameter:
    marks: list[Any] = [WithJsonSchema({key: value for key, value in field.items() if key not in _OUTSIDE})]
    said: dict[str, Any] = {
        "description": field.get("description"),
        "json_schema_extra": {"title": field["title"], "position": field["position"] + 1},
    }
    if "default" in field:
        said["default"] = field["default"]
    elif not needed:
        # May stay empty and begins with nothing: null as a default would be sent back by the UI, and be refused.
        marks.append(Field(default_factory=lambda: None))
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=Annotated[(Any, *marks)], default=Field(**said))


def begin_with(topic: Topic, case: CaseFile, now: datetime) -> dict[str, Any]:
    """The parameters a link to the form may carry: what it begins with in the light of the case, but for today's date.

    A link stands on a page for days: a date that was today when it was written would be wrong tomorrow.
    """
    return {CASE_NUMBER: case.number, **dict(_begun(defaults(topic, case, now), danish_date(now)))}


def _begun(start: Mapping[str, object], today: date) -> Iterator[tuple[str, Any]]:
    for name, value in start.items():
        shown = Empty.TODAY if value == today else shown_value(value)
        if shown not in (Empty.TODAY, None):
            yield name, shown.isoformat() if isinstance(shown, date) else shown


def harmless(topic: Topic, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fields that can be nothing else than days, numbers and options of the topic's form."""
    form = FORMS[topic]
    known = {name: value for name, value in fields.items() if name in form.model_fields}
    return {name: value for name, value in known.items() if _can_be_shown(form, name, value)}


def _can_be_shown(form: type[Form], name: str, value: Any) -> bool:
    choices = options(form, name)
    if choices is not None:
        labels = {each.label for each in choices}
        return all(each in labels for each in (value if isinstance(value, list) else [value]))
    return isinstance(value, int) or (is_date(form, name) and _DAY.fullmatch(str(value)) is not None)
