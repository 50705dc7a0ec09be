"""The fields of a form as they are named and filled in in a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from samraad.answers import example, is_date, listed, offers, several
from samraad.errors import Refused
from samraad.forms import DAY_FIELD, FORMS, Form
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
    if not offers(form, name):
        return written
    if several(form, name):
        each_of = listed(written, lambda words: choice(offers(form, name), words) is not None)
        return tuple(_choice(form, name, each) for each in each_of)
    return _choice(form, name, written)


def title(form: type[Form], name: str) -> str:
    """The Danish name of a field."""
    return form.model_fields[name].title or name


def takes(topic: Topic, name: str) -> str:
    """What may be written in a field, in Danish."""
    form = FORMS[topic]
    if is_date(form, name):
        return "dato, f.eks. 25.11"
    if fitting := offers(form, name):
        return " · ".join(each.label for each in fitting) + (" (flere med komma)" if several(form, name) else "")
    written = example(form, name)
    return f"f.eks. {written}" if written else "tekst"


def _choice(form: type[Form], name: str, written: str) -> str:
    found = choice(offers(form, name), written)
    if found is None:
        text = f"»{title(form, name)}« er ikke en af mulighederne: {takes(form.topic, name)}."
        raise Refused("reply_choice", text, name)
    return found.value


def choice(among: tuple[Labelled, ...], written: str) -> Labelled | None:
    """The option with this code or label, in any case; what a label says after "fordi" or a dash may be left out.

    Of reasons, whole words that stand in one of them alone will do.
    """
    wanted = plain(written)
    if wanted in CHANNELS and CHANNELS[wanted] in among:
        return CHANNELS[wanted]
    whole = [each for each in among if wanted in (each.value, plain(each.label))]
    begun = [each for each in among if wanted == plain(each.label.split(", fordi")[0].split(" – ")[0])]
    reasons = [each for each in among if isinstance(each, Reason) and f" {wanted} " in f" {plain(each.label)} "]
    found = whole or begun or reasons
    return found[0] if len(found) == 1 else None


def plain(words: str) -> str:
    """As names, titles and labels are compared."""
    return " ".join(words.replace("–", "-").replace("…", " ").casefold().split()).strip(" ?.:,*_")
