"""What is to stand in an entry instead: read from the form of a correction, by the names of the entry's own form."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from samraad.answers import options, several
from samraad.errors import Refused
from samraad.events import Event
from samraad.forms import FORMS
from samraad.forms.belongs import out_of_place
from samraad.forms.corrections import CorrectionForm
from samraad.private_texts import private_fields
from samraad.rebuilt import RENAMED, TOPICS, Fields, day_field, on_day
from samraad.times import danish_date, show_clock
from samraad.vocabulary import Topic

#: What is never changed: which thing the entry is about, who says it, and what is kept in an event of its own.
_FIXED: Final = frozenset({"by", "todo", "participant", "measure", "own_caseworker", "district"})
#: What belongs to one outcome, and is asked for anew with another.
_OF_OUTCOME: Final = ("reason", "override", "destination", "ssp_told_on")
#: An instant, as the form has it: a day and an hour.
_INSTANTS: Final = {
    "assessed_at": ("assessed_on", "assessed_time"),
    "documents_at": ("documents_on", "documents_time"),
}
_EXAMPLE: Final = "2026-11-22 14.30"


def given(form: CorrectionForm, event: Event, said: Fields) -> Fields:
    """What is to stand instead, by the names of the form the entry was typed on."""
    instead: Fields = {}
    for each in (form.changes or "").split(";"):
        name, _, value = each.partition("=")
        if name.strip():
            instead |= _field(name.strip(), value.strip(), event, said)
    if form.on is not None:
        moved = {name: to for name, to in on_day(said, event, form.on).items() if to != said[name]}
        instead = {day_field(event): form.on, **moved, **instead}
    if form.caseworker is not None:
        whose = next((name for name in ("caseworker", "led_by", "attended_by") if name in said), None)
        if whose is None:
            raise Refused("unknown_field", f"Det, der rettes, har ingen initialer. {_has(event)}", "caseworker")
        instead[whose] = form.caseworker
    if not instead:
        raise Refused("nothing", f"Skriv den rigtige dato, de rigtige initialer eller andre felter. {_has(event)}")
    return instead


def _field(name: str, value: str, event: Event, said: Fields) -> Fields:
    """A field under the form's name, or the event's."""
    if name in _INSTANTS and _INSTANTS[name][0] in said:
        on, hour = _instant(name, value, event)
        return dict(zip(_INSTANTS[name], (on, hour), strict=True))
    name = RENAMED.get(type(event), {}).get(name, name)
    if name not in _names(event):
        raise Refused("unknown_field", f"Feltet »{name}« kan ikke rettes. {_has(event)}", "changes")
    form = FORMS[TOPICS[type(event)]]
    if several(form, name):
        return {name: value or ()}
    known = next((each.value for each in options(form, name) or () if value.casefold() == each.label.casefold()), value)
    return {name: known or None}


def _instant(name: str, value: str, event: Event) -> tuple[str, str | None]:
    """`2026-11-22 14.30`, or with an offset, as the day and the hour in Denmark; a day alone has no hour."""
    try:
        at = datetime.fromisoformat(value.replace(".", ":"))
    except ValueError as error:
        raise Refused("field", f"»{name}« skrives som {_EXAMPLE}, dansk tid. {_has(event)}", "changes") from error
    if at.tzinfo is not None:
        return danish_date(at).isoformat(), show_clock(at)
    return at.date().isoformat(), f"{at:%H.%M}" if len(value) > len("2026-11-22") else None


def _names(event: Event) -> list[str]:
    form = FORMS[TOPICS[type(event)]]
    return [name for name in form.model_fields if name not in {*private_fields(form), *_FIXED}]


def _has(event: Event) -> str:
    """The fields by their titles, as the person knows them, and the name to write."""
    fields = FORMS[TOPICS[type(event)]].model_fields
    names = ", ".join(f"»{fields[name].title}« ({name})" for name in _names(event))
    return f"Felterne er: {names}."


def kept(topic: Topic, said: Fields, instead: Fields) -> Fields:
    """What stands as it was. With another outcome its reason is asked for anew, and what does not belong to it goes."""
    answers = {**dict.fromkeys(FORMS[topic].model_fields), **said, **instead}
    stands = {name: value for name, value in said.items() if name not in instead}
    if answers.get("outcome") != said.get("outcome"):
        stands = {name: value for name, value in stands.items() if name not in _OF_OUTCOME}
    while found := out_of_place(topic, [name for name, value in stands.items() if value not in (None, ())], answers):
        del stands[found[0]]
    return stands


def here(refused: Refused, event: Event) -> Refused:
    """The refusal as the form of the correction shows it: by its own fields."""
    if refused.field in ("by", None):
        return Refused(refused.code, str(refused), refused.field)
    if refused.field == day_field(event):
        return Refused(refused.code, str(refused), "on")
    if refused.field == "caseworker":
        return Refused(refused.code, str(refused), "caseworker")
    return Refused(refused.code, f"{refused} Skriv det under »Andre felter«: {refused.field}=….", "changes")
