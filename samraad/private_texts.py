"""Names, addresses and notes that people type: which fields of a form they are, and how an event refers to one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from samraad.events import TextId
from samraad.forms.base import Form, Private


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A form as it is judged: where it had a text there is the text's id."""

    form: Form
    #: (id, name of the field, the text): to be kept, encrypted, together with the events.
    texts: tuple[tuple[str, str, str], ...]


def private_fields(form: type[Form]) -> tuple[str, ...]:
    """The fields of a form that may hold personal data, in its order."""
    fields = form.model_fields.items()
    return tuple(name for name, field in fields if _marked(field.metadata) or _private(field.annotation))


def sealed(form: Form, new_id: Callable[[], str]) -> Sealed:
    """The form with an id for each private text that was filled in. new_id: gives a new UUID as text."""
    texts = tuple((new_id(), name, text) for name in private_fields(type(form)) if (text := getattr(form, name)))
    return Sealed(form=form.model_copy(update={name: id_ for id_, name, _ in texts}), texts=texts)


def text_id(field: str | None) -> TextId | None:
    """What a private field of a sealed form holds, as an event refers to it."""
    return None if field is None else TextId(field)


def _private(annotation: Any) -> bool:
    """Whether the type, or a part of it, carries the mark."""
    if get_origin(annotation) is Annotated:
        return _marked(annotation.__metadata__)
    return any(_private(part) for part in get_args(annotation))


def _marked(metadata: Any) -> bool:
    return any(isinstance(each, Private) for each in metadata)
