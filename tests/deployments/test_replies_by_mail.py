"""From the message in a mail server to the confirmation there: real SMTP, real IMAP, mails read by a child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from pydantic import SecretStr

from config.recipients import load_recipients
from config.settings import ROOT, Settings
from deployments.demo.imap import DemoImap
from samraad.case import CaseFile
from samraad.delivery import Notice, NoticeKind
from samraad.replies.rules import ReplyRules
from samraad.vocabulary import Milestone, Via
from tasks.delivering import deliver
from tasks.messages import AppriseSender
from tasks.office import Office
from tasks.reading.children import Children
from tasks.registering import register
from tasks.store.records import CaseQuery
from tests.deployments.test_inbox_watched import until, watched
from tests.servers import PASSWORD, USER, Sink, imap_server, smtp_sink
from tests.tasks.given import office
from tests.tasks.store.given import NOW

__all__ = ["imap_server", "smtp_sink"]

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOTIFIED = (
    "From: politi@politi.example\r\nSubject: Underretning\r\nMessage-ID: <1@politi.example>\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Politiet underretter om, at Bertil Opdigtet Prøvesen, født 17-05-2010, er mistænkt for vold.\r\n"
)
ADDRESS = "underretning@kommune.example"


@dataclass
class Town:
    """A municipality with its mail servers, watched."""

    office: Office
    sink: Sink
    imap: DemoImap

    def sent(self, number: int) -> EmailMessage:
        """The message with this number, once it has arrived."""

        def arrived() -> bool:
            deliver(self.office)
            return len(self.sink.messages) >= number

        until(arrived)
        mail = message_from_bytes(self.sink.messages[number - 1].raw, policy=default)
        assert isinstance(mail, EmailMessage)
        return mail

    def answers(self, message: EmailMessage, text: str, sender: str = "ank@kommune.example", **more: str) -> None:
        """Somebody answers, as mail programs do."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, str(message["Reply-To"]), f"Re: {message['Subject']}"
        mail["Message-ID"] = f"<{hash(text)}@kommune.example>"
        for name, value in more.items():
            mail[name.replace("_", "-")] = value
        body = message.get_body(("plain",))
        assert body is not None
        old = "".join(f"> {line}\n" for line in body.get_content().splitlines())
        mail.set_content(f"{text}\n\nDen 23. nov. 2026 kl. 09.00 skrev samraad <samraad@kommune.example>:\n{old}")
        self.imap.deliver(mail.as_bytes(policy=SMTP), NOW)

    def notified(self) -> CaseFile:
        """The case that a mail from the police opens."""
        self.imap.deliver(NOTIFIED.encode(), NOW)

        def opened() -> bool:
            with self.office.store.work() as work:
                return bool(work.cases(CaseQuery()))

        until(opened)
        with self.office.store.work() as work:
            return work.load(work.cases(CaseQuery())[0].case)

    def awaiting(self, number: str) -> Milestone | None:
        with self.office.store.work() as work:
            return work.load(number).awaiting


@pytest.fixture
def town(home: Path, smtp_sink: Sink, imap_server: DemoImap) -> Iterator[Town]:
    book = load_recipients(ROOT / "config/recipients.toml", {"SAMRAAD_DEMO_SMTP_PORT": str(smtp_sink.port)})
    reader = Children()
    desk = replace(
        office(reader=reader), sender=AppriseSender(book.address, ADDRESS), replies=ReplyRules(address=ADDRESS)
    )
    settings = Settings(
        home=home,
        mailbox_host="127.0.0.1",
        mailbox_port=imap_server.port,
        mailbox_user=USER,
        mailbox_password=SecretStr(PASSWORD),
        mailbox_tls="none",
    )
    try:
        with watched(settings, desk):
            yield Town(office=desk, sink=smtp_sink, imap=imap_server)
    finally:
        reader.close()


def test_a_message_is_answered_by_mail_and_the_answer_confirmed_by_mail(town: Town) -> None:
    case = town.notified()
    for step, fields in (
        (Milestone.ASSESSMENT, {"outcome": "no_acute_need", "by": "VIS"}),
        (Milestone.TARGET_GROUP, {"outcome": "in_target_group", "by": "VIS"}),
        (Milestone.ASSIGNMENT, {"by": "ANK"}),
    ):
        case = register(town.office, case.number, step, fields, Via.CLI)
    with town.office.store.work() as work:
        reminder = Notice(
            case=case.number,
            event_version=case.version,
            recipient="ANK",
            kind=NoticeKind.REMINDER,
            milestone=case.awaiting,
            urgent=True,
            created_at=NOW,
        )
        work.notify([reminder], NOW)
    until(lambda: deliver(town.office).sent > 0)
    before = len(town.sink.messages)
    message = next(
        mail for number in range(1, before + 1) if "frist nærmer sig" in str((mail := town.sent(number))["Subject"])
    )
    assert (message["Reply-To"], message["Auto-Submitted"]) == (ADDRESS, "auto-generated")
    # Neither a stranger nor a machine.
    town.answers(message, "indkaldt i dag telefon", sender="fremmed@andet.example")
    town.answers(message, "Jeg er på ferie til den 30.11.", Auto_Submitted="auto-replied")
    town.answers(message, "indkaldt i dag brev")
    until(lambda: town.awaiting(case.number) is Milestone.MEETING)

    def confirmed() -> bool:
        deliver(town.office)
        return any("dit svar er registreret" in each.subject for each in town.sink.messages)

    until(confirmed)
    answers = [
        message_from_bytes(each.raw, policy=default) for each in town.sink.messages if "dit svar" in each.subject
    ]
    assert [(mail["To"], mail["Auto-Submitted"]) for mail in answers] == [("ank@kommune.example", "auto-replied")]
    confirmation = next(each for each in town.sink.messages if "dit svar er registreret" in each.subject)
    assert "Registreret: Indkaldt: den unge" in confirmation.body
    assert "ved brev" in confirmation.body
