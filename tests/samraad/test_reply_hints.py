"""Everything that a hint says may be written is understood, and registered as what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from samraad.answers import example, is_date, listed, offers, several, understand
from samraad.errors import Refused
from samraad.forms import DAY_FIELD, FORMS
from samraad.private_texts import private_fields
from samraad.replies.fields import takes, title
from samraad.replies.grammar import NotUnderstood, read
from samraad.vocabulary import Matter, Milestone, Topic

TODAY = date(2026, 11, 27)


def lines() -> Iterator[tuple[Topic, str, str, object]]:
    """Form, field, what is written there, and what it is read as."""
    for topic, form in FORMS.items():
        for name in form.model_fields:
            if name == "by" or name in private_fields(form):
                continue
            for each in offers(form, name):
                yield topic, name, each.label, (each.value,) if several(form, name) else each.value
            if is_date(form, name):
                yield topic, name, "25.11", "2026-11-25"
            elif not offers(form, name):
                yield topic, name, example(form, name), example(form, name)


@pytest.mark.parametrize(("topic", "name", "written", "meant"), list(lines()))
def test_every_line_of_a_hint_is_read_as_it_is_meant(topic: Topic, name: str, written: str, meant: object) -> None:
    assert written in takes(topic, name)
    assert read(f"{topic.label}\n{title(FORMS[topic], name).rstrip('?')}: {written}", TODAY).fields == {name: meant}


def test_several_options_of_which_some_have_a_comma_are_told_apart() -> None:
    told = "hvad den unge er mistænkt for, at kommunen vurderer, hvad der skal ske,intet"
    fields = {"family_told": ("suspicion", "assessed_later", "nothing")}
    assert read(f"afhøring\nHvad fik familien at vide?: {told}", TODAY).fields == fields
    form = FORMS[Matter.INTERROGATION]
    given = {"by": "ANK", "attendance": "attended", "held_on": "2026-11-25", "family_told": told}
    assert dict(understand(Matter.INTERROGATION, given))["family_told"] == fields["family_told"]
    assert several(form, "family_told")
    assert listed("a, b,,c", lambda text: text == "a, b") == ("a, b", "c")


def test_an_option_that_cannot_be_chosen_is_none() -> None:
    with pytest.raises(NotUnderstood, match="mulighederne: udtalelse til retten"):
        read("ny opgave\nHvad skal der gøres: svar fra politiet", TODAY)


@pytest.mark.parametrize(
    ("topic", "fields", "told"),
    [
        (Milestone.ASSESSMENT, {"outcome": "acute_need", "assessed_time": "halv to"}, "Skriv f.eks. 14.30."),
        (Matter.MERGED, {"into": "42"}, "Skriv f.eks. 2026-0042."),
        (Milestone.ASSIGNMENT, {"caseworker": "Anker Opdigtet"}, "Skriv f.eks. ANK."),
        (Matter.CORRECTION, {"entry": "3", "because": "typed_wrong", "changes": "dagen"}, "holder_on=2026-11-24;"),
        (Matter.PREPARATION, {"item": "room", "minutes": "5"}, "skal være mindst 10."),
        (Matter.PREPARATION, {"item": "room", "minutes": "500"}, "kan højst være 480."),
        (Milestone.TARGET_GROUP, {"outcome": "outside", "amount_kr": "16.00"}, "Skriv f.eks. 16.000."),
        (Milestone.SUMMONS, {"sent_on": "i går"}, "er ikke en dato. Skriv f.eks. 2026-11-28."),
    ],
)
def test_what_is_not_written_rightly_is_told_with_an_example(topic: Topic, fields: dict[str, str], told: str) -> None:
    with pytest.raises(Refused) as refused:
        understand(topic, {"by": "ANK", **dict.fromkeys(filter(None, [DAY_FIELD.get(topic)]), TODAY), **fields})
    assert told in str(refused.value)
