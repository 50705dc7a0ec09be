"""What a message says, with the templates that are delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.texts import MessageTexts
from samraad.delivery import Delivery, Notice, NoticeKind
from samraad.message import MOST_PARAGRAPHS, render
from samraad.replies.token import Token
from samraad.vocabulary import Milestone

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
LINK = "http://127.0.0.1:4200/runs/flow-run/1"
DELIVERY = Delivery(
    id="1", recipient="intake", target="intake/mail", notice_ids=(1,), next_attempt_at=NOW, reference="K7Q2MD"
)


def notice(kind: NoticeKind, case: str | None = "2026-0042", *, number: int = 1, **fields: str) -> Notice:
    on_milestone = kind not in (NoticeKind.QUARANTINED, NoticeKind.ASSIGNED)
    return Notice(
        id=number,
        case=case,
        recipient="intake",
        kind=kind,
        milestone=Milestone.SUMMONS if on_milestone else None,
        due_on=date(2026, 11, 28) if on_milestone else None,
        created_at=NOW,
        fields=fields,
    )


def text(*notices: Notice) -> tuple[str, str]:
    return render(DELIVERY, notices, MessageTexts())


def test_one_missed_deadline() -> None:
    subject, body = text(notice(NoticeKind.MISSED, link=LINK, deadline_kind="lovfrist"))
    assert subject == "Sag 2026-0042: frist overskredet (indkaldelse)"
    assert body == (
        "Sag 2026-0042: Fristen for indkaldelse var lør 28. nov (lovfrist). Den er overskredet: ikke registreret.\n"
        f"{LINK}\n\nBesked K7Q2MD. Får du den igen, er det den samme.\n"
    )


@pytest.mark.parametrize(
    ("notices", "subject"),
    [
        ([notice(NoticeKind.REMINDER)], "Sag 2026-0042: frist nærmer sig (indkaldelse)"),
        ([notice(NoticeKind.ASSIGNED)], "Sag 2026-0042: ny sag til dig"),
        ([notice(NoticeKind.QUARANTINED, None)], "1 mail: skal ses igennem"),
        (
            [notice(NoticeKind.REMINDER, f"2026-000{n}") for n in (1, 2)] + [notice(NoticeKind.MISSED)],
            "3 sager: frist overskredet for 1",
        ),
        ([notice(NoticeKind.MISSED, f"2026-000{n}") for n in (1, 2)], "2 sager: frist overskredet"),
        (
            [notice(NoticeKind.QUARANTINED, None, number=n) for n in (1, 2)] + [notice(NoticeKind.MISSED)],
            "1 sag og 2 mails: frist overskredet for 1",
        ),
    ],
)
def test_the_subject_says_the_worst_and_how_many(notices: list[Notice], subject: str) -> None:
    assert text(*notices)[0] == subject


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_its_own_sentence_and_none_says_not_done(kind: NoticeKind) -> None:
    sentences = {each: text(notice(each, text=f"Sådan gik det: {each.label}."))[1] for each in NoticeKind}
    assert len(set(sentences.values())) == len(NoticeKind)
    assert "ikke gjort" not in sentences[kind]
    first = sentences[kind].splitlines()[0].removeprefix("Sag 2026-0042: ")
    assert len(first) > 10
    assert first.endswith(".")


def test_one_paragraph_a_case_the_worst_first() -> None:
    _, body = text(
        notice(NoticeKind.ASSIGNED, "2026-0001"),
        notice(NoticeKind.REMINDER, "2026-0002"),
        notice(NoticeKind.MISSED, "2026-0003"),
    )
    assert [line[4:13] for line in body.splitlines() if line.startswith("Sag ")] == [
        "2026-0003",
        "2026-0002",
        "2026-0001",
    ]


def test_a_team_leader_is_asked_to_choose_a_caseworker_by_a_day_where_there_is_one() -> None:
    _, body = text(notice(NoticeKind.UNASSIGNED))
    assert "Ingen i teamet kan tage sagen nu. Vælg en sagsbehandler senest lør 28. nov." in body
    _, body = text(replace(notice(NoticeKind.UNASSIGNED), milestone=None, due_on=None))
    assert "Ingen i teamet kan tage sagen nu. Vælg en sagsbehandler.\n" in body


def test_a_missed_deadline_makes_its_reminder_superfluous() -> None:
    _, body = text(notice(NoticeKind.REMINDER, number=1), notice(NoticeKind.MISSED, number=2))
    assert body.count("indkaldelse") == 1
    assert "Senest" not in body


def test_a_deadline_that_ends_within_a_day_is_shown_with_its_hour() -> None:
    assert "Senest lør 28. nov kl. 09.14." in text(notice(NoticeKind.REMINDER, deadline="lør 28. nov kl. 09.14"))[1]


def test_an_undelivered_message_says_what_it_was_about_and_whom_it_did_not_reach() -> None:
    subject, body = text(notice(NoticeKind.UNDELIVERED, about="missed", not_reached="ANK"))
    assert subject == "Sag 2026-0042: besked ikke leveret (indkaldelse)"
    assert "Den er overskredet: ikke registreret." in body
    assert "kunne ikke leveres til ANK" in body


def test_no_control_character_comes_into_the_subject() -> None:
    subject, _ = text(notice(NoticeKind.MISSED, "2026-0042\r\nBcc: x@y.example\x00\u2028"))
    assert subject == "Sag 2026-0042 Bcc: x@y.example : frist overskredet (indkaldelse)"


def test_very_many_cases_are_counted_after_the_first_ones() -> None:
    subject, body = text(*(notice(NoticeKind.MISSED, f"2026-{n:04d}", number=n) for n in range(MOST_PARAGRAPHS + 3)))
    assert subject.startswith("43 sager")
    assert body.count("Sag 2026-") == MOST_PARAGRAPHS
    assert "Desuden 3 mere." in body


def item_notice(kind: NoticeKind, item: str, mail: str = "e-1", *, number: int = 1) -> Notice:
    fields = {"mail": mail, "items": item, "deadline": "tirs 24. nov kl. 09.14", "deadline_kind": "lovfrist"}
    case = None if kind is NoticeKind.QUARANTINED else item
    return replace(notice(kind, case, number=number, **fields), milestone=None)


def test_what_waits_of_one_mail_is_one_paragraph_and_each_number_stands_in_it_once() -> None:
    subject, body = text(
        item_notice(NoticeKind.QUARANTINED, "K2026-0001 K2026-0002"),
        item_notice(NoticeKind.MISSED, "K2026-0001", number=2),
        item_notice(NoticeKind.MISSED, "K2026-0002", number=3),
        item_notice(NoticeKind.REMINDER, "K2026-0003", number=4),
    )
    assert subject == "1 mail: frist overskredet"
    assert body.splitlines()[0] == (
        "Mail: K2026-0001, K2026-0002 i karantæne er ikke afgjort. Fristen var tirs 24. nov kl. 09.14 (lovfrist). "
        "Den er overskredet. Se »samraad quarantine«. "
        "K2026-0003 i karantæne er ikke afgjort. Senest tirs 24. nov kl. 09.14 (lovfrist). Se »samraad quarantine«."
    )


def test_two_mails_in_quarantine_are_two_and_many_numbers_are_counted() -> None:
    many = " ".join(f"K2026-000{n}" for n in range(1, 8))
    subject, body = text(item_notice(NoticeKind.QUARANTINED, many), item_notice(NoticeKind.MISSED, "K2026-0009", "e-2"))
    assert subject == "2 mails: frist overskredet for 1"
    assert "K2026-0005 og 2 mere: afgøres senest tirs 24. nov kl. 09.14 (lovfrist)." in body


def test_the_list_of_a_day() -> None:
    listed = replace(
        notice(NoticeKind.IGNORED, None, count="3", when="siden man 23. nov kl. 8"), milestone=None, due_on=None
    )
    subject, body = text(listed)
    assert subject == "Dagens liste: ignorerede underretninger"
    assert body.startswith("3 ignorerede underretninger siden man 23. nov kl. 8. Se »samraad ignored«.\n")
    look = replace(listed, fields={**listed.fields, "look": "1"})
    first = "1 post fra automatiske svar, der selv nævner en ung – se efter. "
    assert text(look)[1].startswith(f"{first}3 ignorerede underretninger siden man 23. nov kl. 8.")
    alone = replace(look, fields={**look.fields, "count": "0"})
    assert text(alone)[1].startswith(f"{first}Ignoreret siden man 23. nov kl. 8. Se »samraad ignored«.\n")
    assert text(listed, replace(listed, id=2))[0] == "Dagens lister: ignorerede underretninger"


TOKEN = Token(reference="K7Q2MD", tag="7GH2KQ4X")


def test_a_message_that_can_be_answered_says_so_and_bears_its_token() -> None:
    subject, body = render(DELIVERY, [notice(NoticeKind.REMINDER, "2026-0042")], MessageTexts(), TOKEN)
    assert subject == "Sag 2026-0042: frist nærmer sig (indkaldelse) [2026-0042 K7Q2MD-7GH2KQ4X]"
    assert "skriv f.eks. »indkaldt 25.11 digital post« øverst" in body
    several = [notice(NoticeKind.REMINDER, case) for case in ("2026-0042", "2026-0043")]
    subject, body = render(DELIVERY, several, MessageTexts(), TOKEN)
    assert subject == "2 sager: frist nærmer sig [K7Q2MD-7GH2KQ4X]"
    assert "skriv sagsnummeret og f.eks." in body


def test_each_todo_has_its_line_and_is_answered_by_its_number() -> None:
    """Two duties that were both missed are two things."""
    missed = [
        replace(
            notice(NoticeKind.MISSED, number=number, deadline_kind="aftalt dato", answer=f"opgave {number} gjort"),
            milestone=None,
        )
        for number in (3, 4)
    ]
    named = [
        {"todo": f"opgave {n}: handlepligt", "todo_in_full": f"opgave {n}: handlepligt – {what}"}
        for n, what in ((3, "passe skolen (den unge)"), (4, "fastere regler (forælder)"))
    ]
    told = [replace(one, fields={**one.fields, **more}) for one, more in zip(missed, named, strict=True)]
    subject, body = render(DELIVERY, told, MessageTexts(), TOKEN)
    assert "Fristen for opgave 3: handlepligt – passe skolen (den unge) var lør 28. nov (aftalt dato)." in body
    assert "Fristen for opgave 4: handlepligt – fastere regler (forælder) var lør 28. nov (aftalt dato)." in body
    assert "skriv f.eks. »opgave 4 gjort« øverst" in body
    assert "passe skolen" not in subject


def test_a_message_on_no_case_cannot_be_answered() -> None:
    item = item_notice(NoticeKind.QUARANTINED, "K2026-0001")
    assert render(DELIVERY, [item], MessageTexts(), TOKEN) == render(DELIVERY, [item], MessageTexts())


def answer(case: str | None, kind: NoticeKind, **fields: str) -> Notice:
    told = {"text": "Ikke registreret: Linje 1 kan ikke forstås.", "hint": "Du kan skrive:\n»holdt 2.12«", **fields}
    return replace(notice(kind, case), milestone=None, due_on=None, fields=told)


def test_what_is_told_by_return() -> None:
    refused = answer("2026-0042", NoticeKind.ANSWER_REFUSED, answer="holdt 2.12\nudsat 2.12 til 9.12")
    subject, body = render(DELIVERY, [refused], MessageTexts(), TOKEN)
    assert subject == "Sag 2026-0042: dit svar er ikke registreret [2026-0042 K7Q2MD-7GH2KQ4X]"
    assert body.startswith(
        "Sag 2026-0042: Ikke registreret: Linje 1 kan ikke forstås.\n\nDu kan skrive:\n»holdt 2.12«\n"
    )
    assert "f.eks. »holdt 2.12« eller »udsat 2.12 til 9.12« øverst" in body
    taken = answer("2026-0042", NoticeKind.ANSWER_TAKEN, text="Registreret: Indkaldt.", hint="")
    assert render(DELIVERY, [replace(taken, id=7), taken], MessageTexts())[1].count("Registreret: Indkaldt.") == 2


def test_what_is_told_by_return_where_the_case_is_not_known() -> None:
    subject, body = text(answer(None, NoticeKind.ANSWER_REFUSED))
    assert subject == "Din mail: dit svar er ikke registreret"
    assert body.startswith("Ikke registreret: Linje 1 kan ikke forstås.")
