"""Milestones as typed on the command line, and what each form asks."""

from __future__ import annotations

from collections.abc import Iterator

from samraad.answers import is_date, options, several
from samraad.errors import BadInput
from samraad.forms import DAY_FIELD, FORMS, REASONS, AnyForm
from samraad.vocabulary import Milestone, Reason


def read_milestone(text: str) -> Milestone:
    """The milestone with this code or Danish name. Raises BadInput listing them all."""
    try:
        return Milestone.read(text.replace("-", "_"))
    except ValueError:
        known = ", ".join(f"{each.value} ({each.label})" for each in Milestone)
        raise BadInput(f"Milepælen »{text}« findes ikke. Vælg: {known}.") from None


def explain_forms() -> str:
    """Every milestone with its fields and what they take: the end of `samraad register --help`."""
    lines = ["Milepæle og deres felter (* skal udfyldes; en dag, der ikke gives, er i dag):"]
    for milestone, form in FORMS.items():
        lines += ["", f"{milestone.value} – {milestone.label}"]
        lines += [f"  {line}" for line in _fields(milestone, form)]
    lines += ["", "Eksempel: samraad register 2026-0042 summons sent_on=2026-11-27 channel=phone --by ANK"]
    return "\n".join(lines)


def _fields(milestone: Milestone, form: type[AnyForm]) -> Iterator[str]:
    for name, field in form.model_fields.items():
        if name != "by":
            mark = "*" if field.is_required() and name != DAY_FIELD[milestone] else ""
            takes = _takes(milestone, form, name)
            yield f"{name}{mark}: {field.title}" + (f" – {takes}" if takes else "")


def _takes(milestone: Milestone, form: type[AnyForm], name: str) -> str:
    if is_date(form, name):
        return "ÅÅÅÅ-MM-DD"
    kind = options(form, name)
    if kind is None:
        return ""
    offered = REASONS.get(milestone, ()) if kind is Reason else tuple(kind)
    codes = ", ".join(each.value for each in offered)
    return f"flere med komma: {codes}" if several(form, name) else codes
