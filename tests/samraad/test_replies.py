"""What replies say: the grammar, token and sender, without any mail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samraad.answers import understand
from samraad.forms import DAY_FIELD, FORMS
from samraad.private_texts import private_fields
from samraad.replies.authentication import forged
from samraad.replies.examples import examples
from samraad.replies.fields import names, takes
from samraad.replies.grammar import MOST_LINES, NotUnderstood, Said, read
from samraad.replies.phrases import SHORT
from samraad.replies.rules import ReplyRules
from samraad.replies.token import Token, find_token, letters
from samraad.replies.wording import hint, invitation, shown
from samraad.vocabulary import Matter, Milestone, TodoOutcome, Topic

M = Milestone
#: A Friday.
TODAY = date(2026, 11, 27)
TOPICS = [*Milestone, *Matter]


def said(text: str) -> tuple[Topic, dict[str, Any]]:
    understood = read(text, TODAY)
    return understood.topic, dict(understood.fields)


SECOND = {"holders": "two", "second_sent_on": "2026-11-25"}
PLANNED = {"outcome": "registered", "registered_on": "2026-11-25"}
POSTPONED = {"outcome": "postponed", "held_on": "2026-11-24", "planned_on": "2026-12-09"}
DISQUALIFIED = "conflict_of_interest"
SUMMONED = (M.SUMMONS, {"sent_on": "2026-11-25", "channel": "digital_post"})


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("indkaldt 25.11 digital post", SUMMONED),
        ("Indkaldt d. 25.11. via e-Boks", SUMMONED),
        ("  *indkaldt ons 25. nov, Digital Post (e-Boks)*", SUMMONED),
        ("Hej samraad,\n\nindkaldt 25.11 digital post\n\nVenlig hilsen\nAnk", SUMMONED),
        ("indkaldelse\nDen unge indkaldt den: 25/11\nDen unge indkaldt ved = Digital Post (e-Boks)", SUMMONED),
        ("summons\nsent_on=2026-11-25\n\nchannel=digital_post\nmvh ank", SUMMONED),
        ("indkaldt 25.11 digital post\n\nAnk Andersen\nTlf: 12 34 56 78\nIndsats og sager", SUMMONED),
        ("indkaldt 25.11 digital post\n-- \nindkaldt i går", SUMMONED),
        ("indkaldt 25.11 digital post\nTak!\nAnk", SUMMONED),
        ("indkaldt 25.11 digital post\nSendt fra min iPhone", SUMMONED),
        ("indkaldt 25.11 digital post\nV.h. Ank", SUMMONED),
        ("indkaldt 25.11 digital post\nDbh Ank", SUMMONED),
        ("indkaldt", (M.SUMMONS, {})),
        ("indkaldelse.\ngrund:", (M.SUMMONS, {})),
        ("indkaldt pr. telefon i øvrigt".removesuffix(" i øvrigt"), (M.SUMMONS, {"channel": "phone"})),
        (
            "indkaldelse\nEr der indkaldt?: ikke indkaldt\ngrund: flyttet",
            (M.SUMMONS, {"outcome": "not_summoned", "reason": "moved"}),
        ),
        ("indkaldelse\nHvor mange har forældremyndigheden: to - begge indkaldt", (M.SUMMONS, {"holders": "two"})),
        ("ikke akut", (M.ASSESSMENT, {"outcome": "no_acute_need"})),
        (
            "assessment\nsvar: akut behov\nklokken: 14:30",
            (M.ASSESSMENT, {"outcome": "acute_need", "assessed_time": "14:30"}),
        ),
        ("modtaget i går", (M.ASSIGNMENT, {"answered_on": "2026-11-26"})),
        ("holdt 2.12", (M.MEETING, {"outcome": "held", "held_on": "2026-12-02"})),
        (
            "udsat 25.11 til 2.12",
            (M.MEETING, {"outcome": "postponed", "held_on": "2026-11-25", "planned_on": "2026-12-02"}),
        ),
        (
            "netværkssamråd\nDeltagere: den unge, forælder,skole\ninitialer: vis",
            (M.MEETING, {"participants": ("young_person", "parent", "school"), "by": "vis"}),
        ),
        ("fulgt op, afslut 1.12", (M.FOLLOW_UP, {"outcome": "close", "done_on": "2026-12-01"})),
        ("fulgt op, ny opfølgning", (M.FOLLOW_UP, {"outcome": "follow_up_again"})),
        (
            "fulgt op 1.12, ny opfølgning 1.3",
            (M.FOLLOW_UP, {"outcome": "follow_up_again", "done_on": "2026-12-01", "next_on": "2027-03-01"}),
        ),
        ("fulgt op, ny opfølgning 1.3", (M.FOLLOW_UP, {"outcome": "follow_up_again", "next_on": "2027-03-01"})),
        ("fulgt op i går, afslut sagen", (M.FOLLOW_UP, {"outcome": "close", "done_on": "2026-11-26"})),
        (
            "fulgt op 1.12, børnefaglig undersøgelse ved bos",
            (M.FOLLOW_UP, {"outcome": "investigation", "done_on": "2026-12-01", "caseworker": "bos"}),
        ),
        ("anden forælder indkaldt 25.11 brev", (M.SUMMONS, {**SECOND, "second_channel": "letter"})),
        ("anden forælder indkaldt 25.11", (M.SUMMONS, SECOND)),
        ("plan lavet 25.11", (M.PLAN, PLANNED)),
        ("plan lavet 25.11, referat sendt 26.11", (M.PLAN, {**PLANNED, "minutes_sent_on": "2026-11-26"})),
        ("indkaldt 25.11 kl. 14", (M.SUMMONS, {"sent_on": "2026-11-25"})),
        ("indkaldt 25.11 kl. 14.05 brev", (M.SUMMONS, {"sent_on": "2026-11-25", "channel": "letter"})),
        ("holdt i går kl 14", (M.MEETING, {"outcome": "held", "held_on": "2026-11-26"})),
        ("udsat 24.11 til 9.12 kl. 10", (M.MEETING, POSTPONED)),
        ("udsat fra 24.11 til 9.12", (M.MEETING, POSTPONED)),
        (
            "akut 24.11 klokken 9:30",
            (M.ASSESSMENT, {"outcome": "acute_need", "assessed_on": "2026-11-24", "assessed_time": "9.30"}),
        ),
        ("ikke indkaldt, fordi flyttet", (M.SUMMONS, {"outcome": "not_summoned", "reason": "moved"})),
        (
            "ikke holdt 25.11, fordi besøgstilladelse",
            (M.MEETING, {"outcome": "not_held", "held_on": "2026-11-25", "reason": "no_visit_permit"}),
        ),
        ("kan ikke tage sagen. Grund: inhabil", (M.ASSIGNMENT, {"outcome": "declined", "reason": DISQUALIFIED})),
        ("i målgruppen", (M.TARGET_GROUP, {"outcome": "in_target_group"})),
        (
            "uden for målgruppen 25.11, går til egen sagsbehandler",
            (M.TARGET_GROUP, {"outcome": "outside", "decided_on": "2026-11-25", "destination": "own_caseworker"}),
        ),
        ("familien siger stadig nej", (M.MOTIVATION, {"outcome": "still_declines"})),
        ("opgave 3 gjort, fordi ferie", (Matter.TODO, {"todo": "3", "outcome": "done", "cause": "holiday"})),
        (
            "opgave 3 ikke gjort d. 25/11, fordi fravær",
            (Matter.TODO, {"todo": "3", "outcome": "not_done", "done_on": "2026-11-25", "reason": "absent"}),
        ),
        ("opgave 3 ikke besvaret", (Matter.TODO, {"todo": "3", "outcome": "still_waiting"})),
        ("opgave 3 gjort", (Matter.TODO, {"todo": "3", "outcome": "done"})),
        (
            "Opgave nr. 12: ikke nødvendig 25.11",
            (Matter.TODO, {"todo": "12", "outcome": "not_needed", "done_on": "2026-11-25"}),
        ),
        (
            "opgave 3 ikke gjort i går\nårsag: fravær",
            (Matter.TODO, {"todo": "3", "outcome": "not_done", "done_on": "2026-11-26", "reason": "absent"}),
        ),
    ],
)
def test_what_is_understood(text: str, understood: tuple[Topic, dict[str, Any]]) -> None:
    assert said(text) == understood


@pytest.mark.parametrize(
    "day",
    ["25.11", "den 25.11", "d. 25/11", "ons 25. nov", "onsdag den 25. november", "Onsdag d. 25.11.", "25.11 kl 9"],
)
@pytest.mark.parametrize("outcome", list(TodoOutcome))
def test_a_todo_is_answered_with_the_day_as_people_write_it(day: str, outcome: TodoOutcome) -> None:
    understood = (Matter.TODO, {"todo": "3", "outcome": outcome.value, "done_on": "2026-11-25"})
    assert said(f"opgave 3 {outcome.label} {day}") == understood


def test_today_in_other_words() -> None:
    assert said("opgave 3 gjort dags dato")[1]["done_on"] == "2026-11-27"


@pytest.mark.parametrize("between", [" ", ": ", "\n", "\n\n"])
@pytest.mark.parametrize("before", ["", "Sag ", "sagsnummer: "])
def test_the_case_stands_before_the_answer(before: str, between: str) -> None:
    understood = read(f"{before}2026-0042{between}holdt 2.12", TODAY)
    assert (understood.case, understood.topic) == ("2026-0042", M.MEETING)
    assert read("holdt 2.12", TODAY).case is None


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", "Der står intet svar", "reply_empty"),
        ("Hej\n\nMvh\nAnk", "Der står intet svar", "reply_empty"),
        ("2026-0042\n", "Der står intet svar", "reply_empty"),
        ("Tak!", "Linje 1 kan ikke forstås", "reply_topic"),
        ("Hej\n\nvi har talt med familien", "Linje 3 kan ikke forstås", "reply_topic"),
        ("indkaldte 25.11", "Linje 1 kan ikke forstås", "reply_topic"),
        ("indkaldt 25.11 med bud", "Linje 1: »Den unge indkaldt ved« er ikke en af", "reply_choice"),
        ("indkaldt 31.11", "Linje 1: Den dato findes ikke", "reply_day"),
        ("indkaldt ons 26.11", "Linje 1: Den 26.11.2026 er ikke den ugedag, men en torsdag", "reply_day"),
        ("holdt 2.12 uden skolen", "Linje 1: Det, der står efter »holdt«, kan ikke forstås", "reply_rest"),
        ("fulgt op 1.12", "Linje 1: Skriv også, hvad der så skal ske: »fulgt op 1.3, ny", "reply_rest"),
        ("plan lavet 25.11, 26.11", "Linje 1: Det, der står efter »plan lavet«, kan ikke forstås", "reply_rest"),
        ("fulgt op 31.11, afslut", "Linje 1: Den dato findes ikke", "reply_day"),
        ("opgave 3 måske", "Linje 1: En opgave kan være: gjort, ikke gjort", "reply_choice"),
        ("opgave 3 gjort 25.11 vist nok", "Linje 1: Det sidste kan ikke forstås", "reply_rest"),
        ("opgave 3 gjort 31.11", "Linje 1: Den dato findes ikke", "reply_day"),
        ("indkaldt 25.11\nfarve: blå", "Linje 2 er ikke et felt", "reply_field"),
        ("indkaldt 25.11\nAnna", "Linje 2 er ikke et felt, der kan udfyldes her. Sæt en blank linje", "reply_field"),
        ("indkaldt 25.11\nved brev", "Linje 2 er ikke et felt", "reply_field"),
        ("indkaldt 25.11\nsent_on: 24.11", "Linje 2: feltet er udfyldt to gange", "reply_twice"),
        ("indkaldt\nsent_on: snart", "Linje 2: »Den unge indkaldt den«: Det er ikke en dato", "reply_day"),
        ("netværkssamråd\nDeltagere: den unge, hunden", "Linje 2: »Deltagere« er ikke", "reply_choice"),
        ("indkaldt 25.11\n\n\nopgave 3 gjort", "Linje 4 er endnu et svar", "reply_second"),
        ("2026-0001 indkaldt 25.11\n\n2026-0002 indkaldt", "Linje 3 er endnu et svar", "reply_second"),
    ],
)
def test_what_is_not_understood_is_told_by_its_line(text: str, line: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(text, TODAY)
    assert str(refused.value).startswith(line)
    assert refused.value.code == code


def test_as_much_as_was_understood_is_told_with_it() -> None:
    with pytest.raises(NotUnderstood) as refused:
        read("2026-0042 indkaldt 25.11\nchannel: due", TODAY)
    assert (refused.value.case, refused.value.topic, refused.value.field) == ("2026-0042", M.SUMMONS, "channel")


@pytest.mark.parametrize(
    ("text", "read_to"),
    [
        ("indkaldt 25.11", None),
        ("indkaldt 25.11\n\nMvh\nAnk", None),
        ("indkaldt 25.11\n\nAnk Andersen\nDato: 27. nov", 1),
        ("indkaldt 25.11\nchannel: brev\n\nFamilien vil gerne ringes op.", 2),
        ("Hej\n\nindkaldt 25.11\n\nAnk\nForælder indkaldt ved: brev", 6),
    ],
)
def test_what_stands_below_and_is_not_read_is_known(text: str, read_to: int | None) -> None:
    assert read(text, TODAY).read_to == read_to


def test_nothing_that_was_written_is_repeated() -> None:
    for text in ("Alma Opdigtet", "indkaldt 25.11\nAlma: Opdigtet", "indkaldt ved Alma", "opgave 1 Alma"):
        with pytest.raises(NotUnderstood) as refused:
            read(text, TODAY)
        assert "Alma" not in str(refused.value)


def test_only_so_many_lines_are_looked_at() -> None:
    assert said("indkaldt 25.11 digital post\n" + "\n" * MOST_LINES + "indkaldt") == SUMMONED


PIECES = st.sampled_from(
    [
        *("indkaldt", "holdt", "indkaldelse", "opgave 3", "gjort", "2.12", "25.11.", "i går", "digital post", "til"),
        *("2026-0042", "initialer: VIS", "grund: andet", "outcome=sent", "Hej", "Mvh", "--", ":", "=", "æøå", "…"),
        *("\n", "\n\n", " "),
    ]
)


def outcome(text: str) -> Said | NotUnderstood:
    try:
        return read(text, TODAY)
    except NotUnderstood as error:
        return error


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=200))
def test_it_is_understood_or_not_and_never_anything_else(text: str) -> None:
    came_to = outcome(text)
    if isinstance(came_to, Said):
        assert set(came_to.fields) <= set(FORMS[came_to.topic].model_fields)
    else:
        assert came_to.code.startswith("reply_")


@pytest.mark.parametrize("short", SHORT, ids=lambda short: short.example)
def test_every_short_form_is_one_that_its_form_takes(short: Any) -> None:
    spoken = [f"{words} {tail}".strip() for words in short.words for tail in short.tail or ("",)]
    for words in (short.example, *spoken):
        topic, fields = said(words)
        assert topic is short.topic
        day = {DAY_FIELD[topic]: "2026-11-27"}
        caseworker = {"caseworker": "ANK"} if topic is M.ASSIGNMENT else {}
        assert understand(topic, {**day, **caseworker, **fields, "by": "ANK"}).topic is topic


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_can_be_filled_in_by_its_title_or_its_code(topic: Topic) -> None:
    form = FORMS[topic]
    assert set(names(topic).values()) == set(form.model_fields)
    titles = [str(field.title).casefold() for field in form.model_fields.values()]
    assert len(set(titles)) == len(titles), "a title that two fields share would fill in the second"
    for name in form.model_fields:
        assert names(topic)[name] == name
        assert takes(topic, name)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("role", [True, False])
def test_what_may_be_written_names_every_field_and_is_understood(topic: Topic, role: bool) -> None:
    told = hint(topic, role=role)
    assert ("»initialer: …«" in told) is role
    private = private_fields(FORMS[topic])
    for name, field in FORMS[topic].model_fields.items():
        assert name == "by" or (f"\n{str(field.title).rstrip('?')}: " in told) is (name not in private)
    for short in examples(topic):
        assert f"»{short}«" in told
    assert {read(line, TODAY).topic for line in shown(topic)} == {topic}


def test_what_may_be_written_where_nothing_is_known() -> None:
    assert "»indkaldt 25.11 digital post«\n" in hint(None, role=False)
    assert read(shown(None)[0], TODAY).topic is M.SUMMONS


def test_the_line_under_a_message() -> None:
    assert invitation(shown(M.MEETING), cases=1, role=False) == (
        "Du kan svare på denne mail: skriv f.eks. »holdt 2.12« eller »udsat 2.12 til 9.12« øverst."
    )
    assert invitation(shown(None), cases=3, role=True) == (
        "Du kan svare på denne mail: skriv sagsnummeret og f.eks. »indkaldt 25.11 digital post« øverst, "
        "og »initialer: …« på linjen under."
    )


TOKEN = Token(reference="K7Q2MD", tag="7GH2KQ4X")


@pytest.mark.parametrize(
    ("subject", "token"),
    [
        ("SV: Sag 2026-0042: frist nærmer sig [2026-0042 K7Q2MD-7GH2KQ4X]", TOKEN),
        ("Re: 3 sager [K7Q2MD-7GH2KQ4X]", TOKEN),
        ("Re: [2026-0042  k7q2md-7gh2kq4x] og [K7Q2MD-7GH2KQ4X]", TOKEN),
        ("[K7Q2MD-7GH2KQ4X] [K7Q2MD-7GH2KQ4Y]", None),
        ("[K7Q2MD-7GH2KQ4]", None),
        ("[K7Q2MD]", None),
        ("", None),
    ],
)
def test_the_token_comes_back_in_the_subject(subject: str, token: Token | None) -> None:
    assert find_token(subject) == token


def test_a_token_is_written_with_its_only_case() -> None:
    assert TOKEN.written("2026-0042") == "[2026-0042 K7Q2MD-7GH2KQ4X]"
    assert TOKEN.written(None) == "[K7Q2MD-7GH2KQ4X]"
    assert letters(bytes([0, 31, 32, 255]), 3) == "2Z2"


def test_a_message_can_be_answered_for_sixty_days() -> None:
    assert ReplyRules(address="post@kommune.example").valid_for == timedelta(days=60)


OURS = "mail.kommune.example"


@pytest.mark.parametrize(
    ("headers", "server", "found"),
    [
        ([], None, False),
        ([f"{OURS}; spf=pass smtp.mailfrom=kommune.example; dkim=fail (no key)"], None, False),
        ([f"{OURS}; spf=fail"], None, True),
        ([f"{OURS}; spf=softfail; dkim=none"], OURS, True),
        ([f"{OURS} 1; dkim = fail"], OURS, True),
        ([f"{OURS}; spf=pass; dmarc=fail"], OURS, True),
        ([f"{OURS}; spf=fail; dmarc=pass"], OURS, False),
        ([f"{OURS}; spf=none; auth=pass"], OURS, False),
        ([f"{OURS}; dmarc=fail", "other.example; dmarc=pass"], None, True),
        (["other.example; dmarc=fail"], OURS, False),
        (["other.example; dmarc=pass", f"{OURS}; spf=fail"], OURS.upper(), True),
        (["(spf=fail) none", ";;;=;", ""], None, False),
    ],
)
def test_what_our_mail_server_says_of_the_sender(headers: list[str], server: str | None, found: bool) -> None:
    assert forged(headers, server) is found
