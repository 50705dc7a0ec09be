"""The fields of a form as they are named and filled in in a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from samraad.answers import is_date, options, several
from samraad.errors import Refused
from samraad.forms import DAY_FIELD, FORMS, REASONS, Form
from samraad.spoken_day import read_day
from samraad.vocabulary import Channel, Labelled, Reason, Topic

#: Further words for a channel than its label.
CHANNELS: Final[Mapping[str, Channel]] = {
    "digital post": Channel.DIGITAL_POST,
    "e-boks": Channel.DIGITAL_POST,
    "eboks": Channel.DIGITAL_POST,
    "e-post": Channel.DIGITAL_POST,
    "telefonen": Channel.PHONE,
    "personligt": Channel.HANDED,
}
#: Further words for a field than its code and its title, where the form has it.
_ALSO: Final[Mapping[str, str]] = {
    "by": "by",
    "initialer": "by",
    "svar": "outcome",
    "resultat": "outcome",
    "grund": "reason",
    "årsag": "reason",
    "nummer": "todo",
}
#: For the day on which it happened, whatever the form calls it.
_DAY_WORDS: Final = ("dato", "den")
#: The fields that such a word may fill in.
DAYS: Final = frozenset(DAY_FIELD.values())


def names(topic: Topic) -> dict[str, str]:
    """What a field of the form may be called, in small letters → its code."""
    form = FORMS[topic]
    found = {word: name for word, name in _ALSO.items() if name in form.model_fields}
    found |= dict.fromkeys(_DAY_WORDS, DAY_FIELD[topic]) if topic in DAY_FIELD else {}
    found |= {plain(title(form, name)): name for name in form.model_fields}
    return found | {name: name for name in form.model_fields}


def value(topic: Topic, name: str, written: str, today: date) -> str | tuple[str, ...]:
    """The value as the form takes it: ISO day, codes. Raises Refused, saying what the field takes."""
    form = FORMS[topic]
    if is_date(form, name):
        try:
            return read_day(written, today).isoformat()
        except ValueError as error:
            raise Refused("reply_day", f"»{title(form, name)}«: {error}", name) from error
    kind = options(form, name)
    if kind is None:
        return written
    if several(form, name):
        return tuple(_choice(topic, name, kind, each) for each in written.split(",") if each.strip())
    return _choice(topic, name, kind, written)


def title(form: type[Form], name: str) -> str:
    """The Danish name of a field."""
    return form.model_fields[name].title or name


def takes(topic: Topic, name: str) -> str:
    """What may be written in a field, in Danish."""
    form = FORMS[topic]
    if is_date(form, name):
        return "dato, f.eks. 25.11"
    kind = options(form, name)
    if kind is None:
        return form.model_fields[name].description or "tekst"
    fitting = REASONS.get(topic, ()) if name == "reason" else tuple(kind)
    return " · ".join(each.label for each in fitting) + (" (flere med komma)" if several(form, name) else "")


def _choice(topic: Topic, name: str, kind: type[Labelled], written: str) -> str:
    found = choice(kind, written)
    if found is None:
        text = f"»{title(FORMS[topic], name)}« er ikke en af mulighederne: {takes(topic, name)}."
        raise Refused("reply_choice", text, name)
    return found.value


def choice(kind: type[Labelled], written: str) -> Labelled | None:
    """The option with this code or label, in any case; what a label says after "fordi" or a dash may be left out."""
    if kind is Channel and plain(written) in CHANNELS:
        return CHANNELS[plain(written)]
    wanted = plain(written)
    whole = [each for each in kind if wanted in (each.value, plain(each.label))]
    begun = [each for each in kind if wanted == plain(each.label.split(", fordi")[0].split(" – ")[0])]
    reasons = [each for each in kind if kind is Reason and f" {wanted} " in f" {plain(each.label)} "]
    found = whole or begun or reasons
    return found[0] if len(found) == 1 else None


def plain(words: str) -> str:
    """As names, titles and labels are compared."""
    return " ".join(words.replace("–", "-").replace("…", " ").casefold().split()).strip(" ?.:,*_")
