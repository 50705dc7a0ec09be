"""What is told by return, in Danish: how to answer, and what an answer needs. No personal data."""

from __future__ import annotations

from typing import Final

from samraad.forms import DAY_FIELD, FORMS
from samraad.private_texts import private_fields
from samraad.replies.examples import TODO_EXAMPLE, examples, offered
from samraad.replies.fields import takes, title
from samraad.replies.phrases import SHORT
from samraad.vocabulary import Topic

#: Examples shown where it is not known what somebody wants to register.
_USUAL: Final = "indkaldt 25.11 digital post"


def shown(topic: Topic | None) -> tuple[str, ...]:
    """Lines that answer: short forms where there are some, else the name of the form."""
    if topic is None:
        return (_USUAL,)
    return offered(topic) or (topic.label,)


def hint(topic: Topic | None, *, role: bool) -> str:
    """What may be written, a line each. topic: what the reply is about, or the case waits for; None: not known.

    role: the address is shared, so that the answer must say who gives it.
    """
    if topic is None:
        usual = [f"»{each.example}«" for each in SHORT] + [f"»{TODO_EXAMPLE}«"]
        return "\n".join(["Du kan skrive:", *usual, *_signed(role=role)])
    short = [f"»{each}«" for each in examples(topic)]
    lines = ["Du kan skrive:", *short] if short else []
    lines.append(f"{'Eller s' if short else 'S'}kriv »{topic.label}« og derunder de felter, du vil udfylde:")
    form = FORMS[topic]
    left_out = {"by", *private_fields(form)}
    fields = [name for name in form.model_fields if name not in left_out]
    lines += [f"{title(form, name).rstrip('?')}: {takes(topic, name)}" for name in fields]
    if topic in DAY_FIELD:
        lines.append(f"Uden »{title(form, DAY_FIELD[topic]).rstrip('?')}« regnes det for sket i dag.")
    return "\n".join([*lines, *_signed(role=role)])


def _signed(*, role: bool) -> list[str]:
    return ["Skriv også »initialer: …« på en linje for sig."] if role else []


def invitation(lines: tuple[str, ...], *, cases: int, role: bool) -> str:
    """One line under a message: that it can be answered by mail, and with which lines."""
    examples_ = " eller ".join(f"»{each}«" for each in lines)
    said = f"skriv {'sagsnummeret og ' if cases > 1 else ''}f.eks. {examples_} øverst"
    initials = ", og »initialer: …« på linjen under" if role else ""
    return f"Du kan svare på denne mail: {said}{initials}."
