"""A block of labels and values as the person it tells of."""

from __future__ import annotations

import re

from tasks.parsing import found
from tasks.parsing.danish import numbers, offences
from tasks.parsing.danish.labels import SHOWN
from tasks.parsing.danish.roles import Role
from tasks.parsing.danish.words import FLAGS, NAME, OTHER, SUSPECT, suspects
from tasks.parsing.found import Found
from tasks.parsing.prose import fields, names, people
from tasks.parsing.prose.fields import Record
from tasks.parsing.prose.running import Context

#: A name under a label, in whatever letters; words that no name has make it a sentence.
_IN_SMALL = re.compile(
    r"^(?!.*\b(?:ukendt\w*|ikke|oplys\w*|se|nedenfor|vedhæft\w*|ingen|er|har|blev|som|der|for|og|med|den|det|en|et|vides"
    r"|mangler|unge?|dreng\w*|pige\w*|sigtet?|sigtede|mistænkte?)\b)[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,5}",
    FLAGS,
)


def person(record: Record, around: Context) -> Found | None:
    """The person of a block; None where it names nobody."""
    values = record.values
    named = _name(values)
    given = _numbers(values)
    if named is None and not given:
        return None
    cpr = next((number for number in given if number.cpr), None)
    broken = next((number for number in given if number.problem), None)
    born = (
        numbers.parse_date(values["birth"])
        if "birth" in values
        else next((n.birth_date for n in given if n.birth_date and not n.cpr), None)
    )
    problem = broken.problem if broken and not cpr else None
    if cpr and born and cpr.birth_date != born:
        problem = "CPR-nummer og fødselsdato passer ikke sammen"
    if "birth" in values and born is None and cpr is None and problem is None and re.search(r"\d", values["birth"]):
        problem = "Fødselsdatoen kan ikke læses"
    passages = _passages(record)
    return Found(
        name=named,
        cpr=cpr.cpr if cpr else None,
        birth_date=cpr.birth_date if cpr else born,
        problem=problem,
        role=_role(record, around),
        offences=passages,
        police_case=case(values.get("case", "")),
        committed=values.get("committed"),
        scene=values.get("scene"),
        reply_by=values.get("reply_by"),
        unit=values.get("unit"),
        words="\n".join(f"{SHOWN.get(key, key)}: {value}" for key, value in values.items()),
    )


def _numbers(values: dict[str, str]) -> list[numbers.Number]:
    texts = [f"CPR: {values['cpr']}"] if "cpr" in values else []
    texts += [values[key] for key in ("name", "birth") if key in values]
    given = [number for text in texts for number in numbers.find(text)]
    if "cpr" in values and not given and re.search(r"\d", values["cpr"]):
        given.append(numbers.Number(start=0, end=0, problem="CPR-nummeret har ikke ti cifre"))
    return given


def _name(values: dict[str, str]) -> str | None:
    if "given" in values or ("family" in values and "name" not in values):
        return names.clean(f"{values.get('given', '')} {values.get('family', '')}")
    if "name" not in values:
        after = people.find(f"CPR: {values.get('cpr', '')}")
        return after[0].name if after else None
    value = fields.strip_bullet(values["name"].split("\n")[0])
    if match := re.fullmatch(rf"({NAME}), ({NAME})", value.strip()):
        return names.clean(f"{match[2]} {match[1]}")
    if (small := re.split(r"[,(;/|\d:]| - ", value)[0].strip()) and _IN_SMALL.fullmatch(small):
        return names.clean(small)
    match = re.match(rf"\W*(?:[^\W\d]\w* )??({NAME})", value)
    return names.clean(match[1]) if match else None


def _passages(record: Record) -> tuple[str, ...]:
    value = record.values.get("offence") or record.values.get("matter") or ""
    passages = [re.split(r" begået\b", part)[0] for part in offences.split(value)]
    rest = record.values.get("name", "")
    if not passages and re.search(SUSPECT, rest, FLAGS):
        passages = list(offences.after_suspicion(rest))
    return tuple(dict.fromkeys(passage.strip(" ,.") for passage in passages if passage.strip(" ,.")))


def _role(record: Record, around: Context) -> Role:
    own = f"{record.values.get('name', '')} {record.values.get('cpr', '')}"
    if record.role == "other" or re.search(OTHER, own, FLAGS):
        return Role.OTHER
    if record.role == "suspect" or ("offence" in record.values and not record.doubtful) or suspects(own):
        return Role.SUSPECT
    return Role.SUSPECT if (around.suspected or "offence" in record.values) and not record.doubtful else Role.OPEN


def case(value: str) -> str | None:
    """A police case number as it stands behind its label."""
    return found.police_case(value) or value.strip(" .") or None
