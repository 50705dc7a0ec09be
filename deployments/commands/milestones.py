"""Milestones as typed on the command line, and what each form asks."""

from __future__ import annotations

from collections.abc import Iterator

from samraad.answers import example, offers, several
from samraad.errors import BadInput
from samraad.forms import DAY_FIELD, FORMS, Form
from samraad.private_texts import private_fields
from samraad.vocabulary import Matter, Milestone, Topic, choices, read_topic


def read_milestone(text: str) -> Milestone:
    """The milestone with this code or Danish name. Raises BadInput listing them all."""
    try:
        return Milestone.read(text.replace("-", "_"))
    except ValueError:
        known = ", ".join(f"{each.value} ({each.label})" for each in Milestone)
        raise BadInput(f"Milepælen »{text}« findes ikke. Vælg: {known}.") from None


def read_asked(text: str) -> Topic:
    """The milestone or matter with this code or Danish name. Raises BadInput listing them all."""
    try:
        return read_topic(text.replace("-", "_"))
    except ValueError:
        known = ", ".join(f"{each.value} ({each.label})" for each in FORMS)
        raise BadInput(f"»{text}« kan ikke registreres. Vælg: {known}.") from None


def explain_forms() -> str:
    """Every milestone and matter with its fields and what they take: the end of `samraad register --help`."""
    lines = ["Hvad der kan registreres, og felterne (* skal udfyldes; en dag, der ikke gives, er i dag):"]
    for topic in (*Milestone, *Matter):
        lines += ["", f"{topic.value} – {topic.label}"]
        lines += [f"  {line}" for line in _fields(topic, FORMS[topic])]
    lines += ["", "Eksempel: samraad register 2026-0042 summons sent_on=2026-11-27 channel=phone --by ANK"]
    return "\n".join(lines)


def _fields(topic: Topic, form: type[Form]) -> Iterator[str]:
    for name, field in form.model_fields.items():
        if name != "by":
            if name in private_fields(form):
                yield f"{name}: {field.title} – skrives kun, når der spørges, eller på stdin; gemmes krypteret"
                continue
            mark = "*" if field.is_required() and name != DAY_FIELD.get(topic) else ""
            takes = _takes(form, name)
            shown = f"{field.title}" + (f" – {takes}" if takes else "")
            yield f"{name}{mark}: {shown}" + (f". {field.description}" if field.description else "")


def _takes(form: type[Form], name: str) -> str:
    if fitting := offers(form, name):
        return f"{'flere med komma: ' if several(form, name) else ''}{choices(fitting)}"
    written = example(form, name)
    return f"f.eks. {written}" if written else ""
