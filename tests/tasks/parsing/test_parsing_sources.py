"""Where each field of a person stood in the text, how certain it is, and the times that are kept as written."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from samraad.notification import Certainty, Field, Suspicion
from tasks.parsing import read


def _persons(body: str, subject: str = "") -> list[Suspicion]:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(body)
    return [entry for entry in read(mail.as_bytes()).entries if isinstance(entry, Suspicion)]


def _person(body: str, subject: str = "") -> Suspicion:
    (person,) = _persons(body, subject)
    return person


def _told(person: Suspicion) -> dict[str, tuple[str, int | None]]:
    return {source.field.value: (source.certainty.name, source.place.line) for source in person.sources}


def test_labelled_fields_are_certain_and_stand_in_their_lines() -> None:
    body = (
        "Underretning\n\nNavn: Toft, Mikkel\nCPR-nr.: 140310-6069\nMistænkt for: vold\n"
        "Gerningstid: 3. september 2026\nGerningssted: Lerbæk Skole\nJournalnr.: 3700-71212-00123-26\n"
    )
    assert _told(_person(body)) == {
        "name": ("CERTAIN", 3),
        "cpr": ("CERTAIN", 4),
        "birth_date": ("CERTAIN", 4),
        "offences": ("CERTAIN", 5),
        "police_case": ("CERTAIN", 8),
        "committed": ("CERTAIN", 6),
        "scene": ("CERTAIN", 7),
    }


def test_running_text_is_likely_but_for_name_and_number() -> None:
    person = _person(
        "Hej.\n\nMikkel Toft, 140310-6069, er sigtet for vold begået den 2. august 2026 kl. 22.15 på Hvidsted Skole.\n"
        "Han skal afhøres torsdag den 17. september kl. 10.00.\n"
    )
    assert (person.committed, person.scene) == ("den 2. august 2026 kl. 22.15", "Hvidsted Skole")
    assert _told(person) == {
        "name": ("CERTAIN", 3),
        "cpr": ("CERTAIN", 3),
        "birth_date": ("CERTAIN", 3),
        "offences": ("LIKELY", 3),
        "committed": ("LIKELY", 3),
        "scene": ("LIKELY", 3),
        "interrogation": ("LIKELY", 4),
        "interrogation_time": ("LIKELY", 4),
    }


def test_each_of_several_has_the_lines_of_their_own() -> None:
    body = "Følgende er sigtet for vold:\n1. Mikkel Toft, 140310-6069\n2. Elias Kær, 190110-8371\n"
    assert [_told(person)["name"] for person in _persons(body)] == [("CERTAIN", 2), ("CERTAIN", 3)]
    assert [_told(person)["offences"] for person in _persons(body)] == [("LIKELY", 1), ("LIKELY", 1)]


@pytest.mark.parametrize(
    ("body", "field", "certainty"),
    [
        ("Mikkel Toft 1403106069 er sigtet for vold.", Field.CPR, Certainty.LIKELY),  # no hyphen, no label
        ("Mikkel Toft, f. 14.03.10, er sigtet for vold.", Field.BIRTH_DATE, Certainty.LIKELY),  # which century?
        ("Mikkel Toft, f. 14.03.2010, er sigtet for vold.", Field.BIRTH_DATE, Certainty.CERTAIN),
        ("Efternavn: Toft\nCPR: 140310-6069\nFornavn: Mikkel\nSigtet for: vold", Field.NAME, Certainty.DOUBTFUL),
    ],
)
def test_how_certain_a_field_is(body: str, field: Field, certainty: Certainty) -> None:
    assert {source.field: source.certainty for source in _person(body).sources}[field] is certainty


def test_what_stands_in_the_subject_has_no_line() -> None:
    person = _person("Navn: Mikkel Toft\nCPR-nr.: 140310-6069", "Ung mistænkt for vold")
    assert _told(person)["offences"] == ("LIKELY", None)


def test_lines_below_a_forwarder_are_those_of_the_whole_text() -> None:
    person = _person(
        "Til jer.\n\nFra: A\nSendt: i dag\nTil: B\nEmne: Sag\n\nMikkel Toft, 140310-6069, er sigtet.", "VS: Sag"
    )
    assert _told(person)["cpr"] == ("CERTAIN", 8)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("Han skal afhøres torsdag den 17. september kl. 10.00.", "torsdag den 17. september kl. 10.00"),
        ("Han skal til afhøring i morgen kl. 10.", "i morgen kl. 10"),
        ("Afhøring: fredag den 18/9 kl. 8.30", "fredag den 18/9 kl. 8.30"),
        ("Vi ønsker en bisidder den 17-09-2026 kl. 10.00-11.30.", "den 17-09-2026 kl. 10.00-11.30"),
        ("Den 17. september kl. 13 vil han blive afhørt på stationen.", "Den 17. september kl. 13"),
        ("Afhøring af den unge finder sted mandag.", "mandag"),
        ("Han skal afhøres; tidspunktet følger.", None),
    ],
)
def test_the_time_of_an_interrogation_as_written(words: str, when: str | None) -> None:
    person = _person(f"Mikkel Toft, 140310-6069, er sigtet for vold.\n{words}")
    assert (person.interrogation, person.interrogation_time) == (True, when)


@pytest.mark.parametrize(
    "words",
    [
        "Han skal ikke afhøres.",
        "Afhøringen blev foretaget den 3. september kl. 10.00.",
        "Afhøring den 3. september kl. 10 er aflyst.",
        "Han er afhørt i dag.",
    ],
)
def test_an_interrogation_that_was_or_will_not_be_is_none(words: str) -> None:
    person = _person(f"Mikkel Toft, 140310-6069, er sigtet for vold.\n{words}")
    assert (person.interrogation, person.interrogation_time) == (False, None)


@pytest.mark.parametrize(
    ("words", "remand"),
    [
        ("Han fremstilles i grundlovsforhør i morgen.", True),
        ("Han begæres anbragt i varetægtssurrogat.", True),
        ("Han er anbragt på en sikret institution.", True),
        ("Der er ikke begæret varetægtsfængsling.", False),
        ("Varetægtsfængsling begæres ikke.", False),
        ("Varetægtssurrogat blev afvist af retten.", False),
        ("Han er løsladt uden grundlovsforhør.", False),
    ],
)
def test_remand_and_its_negations(words: str, *, remand: bool) -> None:
    assert _person(f"Mikkel Toft, 140310-6069, er sigtet for vold.\n{words}").remand is remand


def test_two_hundred_persons_are_placed_in_seconds() -> None:
    body = "Følgende er sigtet for vold:\n" + "\n".join(
        f"{at}. Mikkel Toft, {at % 28 + 1:02d}{at % 12 + 1:02d}10-{6000 + at}" for at in range(199)
    )
    began = time.monotonic()
    persons = _persons(body)
    assert len(persons) == 199
    assert all({source.field for source in person.sources} >= {Field.NAME, Field.CPR} for person in persons)
    assert time.monotonic() - began < 10


def test_who_in_the_police_and_by_when_stand_once_for_all() -> None:
    persons = _persons(
        "Kreds: Lerbæk\nSvarfrist: 21. september kl. 12\n\n"
        "Navn: Mikkel Toft\nCPR: 140310-6069\nSigtet for: vold\n\n"
        "Navn: Elias Kær\nCPR: 190110-8371\nSigtet for: røveri\n"
    )
    assert [(each.unit, each.reply_by) for each in persons] == [("Lerbæk", "21. september kl. 12")] * 2
    assert [(_told(each)["unit"], _told(each)["reply_by"]) for each in persons] == [
        (("CERTAIN", 1), ("CERTAIN", 2))
    ] * 2
