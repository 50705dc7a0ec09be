"""An answer by mail and one in Prefect's form cross: one counts, nothing is lost, and who came second is told.

The mail's sender is told by return, the form's person above the form that is offered next.
"""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from samraad.events import AcuteNeedAssessed, AnswerRefused
from samraad.vocabulary import Milestone, Via
from tests.system.people import ASSESSED, Cases, Waiting
from tests.system.post import INTAKE, STEP, Post
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(500)]

#: What the two answers to a message say by return.
TAKEN, REFUSED = "Registreret: ", "Ikke registreret: "
#: Above the next form, where the answer on the last one was refused.
TOLD = "**Svaret blev ikke registreret:** "


def assessed_by_mail(number: str) -> str:
    """As somebody in intake writes it: the other answer, so that it can be seen whose counts."""
    return f"{number}\nakut\ninitialer: VIL"


def answers(cases: Cases, number: str) -> list[tuple[Via, bool]]:
    """The channel of each answer in the file, and whether it counts."""
    return [
        (each.via, isinstance(each.event, AcuteNeedAssessed))
        for each in cases.history(number)
        if isinstance(each.event, AcuteNeedAssessed | AnswerRefused)
    ]


def test_the_mail_was_first_the_forms_person_is_told_above_the_next_form(
    stack: Stack, cases: Cases, post: Post, number: str, message: EmailMessage
) -> None:
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    with stack.office.store.step_lock(number):  # what the run shows stays as the person has it before them
        post.reply(message, assessed_by_mail(number))
        until(lambda: answers(cases, number) == [(Via.MAIL, True)], STEP, "the mail's answer")
        cases.answer(waiting, **ASSESSED)
    after = _told_above(cases, number)
    assert "allerede registreret" in after.description
    assert answers(cases, number) == [(Via.MAIL, True), (Via.PREFECT, False)]
    assert "Registreret: " in _text(post.message(number, INTAKE, TAKEN))
    assert post.messages(number, INTAKE, REFUSED) == []


def test_the_form_was_first_the_mails_sender_is_told_by_return(
    cases: Cases, post: Post, number: str, message: EmailMessage
) -> None:
    cases.answer(cases.waiting(number, Milestone.ASSESSMENT), **ASSESSED)
    until(lambda: answers(cases, number) == [(Via.PREFECT, True)], STEP, "the form's answer")
    post.reply(message, assessed_by_mail(number))
    said = _text(post.message(number, INTAKE, REFUSED))
    assert "Ikke registreret: »vurdering af akut behov« er allerede registreret." in " ".join(said.split())
    assert answers(cases, number) == [(Via.PREFECT, True), (Via.MAIL, False)]
    assert TOLD not in cases.waiting(number, Milestone.TARGET_GROUP).description
    assert post.messages(number, INTAKE, TAKEN) == []


def test_both_at_the_same_moment_one_counts_and_the_other_is_told(
    cases: Cases, post: Post, number: str, message: EmailMessage
) -> None:
    waiting = cases.waiting(number, Milestone.ASSESSMENT)
    post.reply(message, assessed_by_mail(number))
    cases.answer(waiting, **ASSESSED)
    until(lambda: len(answers(cases, number)) == 2, STEP, "both answers in the file")
    first, second = answers(cases, number)
    assert (first[1], second[1]) == (True, False)
    assert {first[0], second[0]} == {Via.MAIL, Via.PREFECT}
    if first[0] is Via.MAIL:
        _told_above(cases, number)
        post.message(number, INTAKE, TAKEN)
    else:
        post.message(number, INTAKE, REFUSED)
        assert TOLD not in cases.waiting(number, Milestone.TARGET_GROUP).description


def _told_above(cases: Cases, number: str) -> Waiting:
    """The next form, with why the last answer does not count."""

    def look() -> Waiting | None:
        form = cases.form(number)
        return form if form and form.milestone is Milestone.TARGET_GROUP and TOLD in form.description else None

    return until(look, STEP, "the refusal above the next form")


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
