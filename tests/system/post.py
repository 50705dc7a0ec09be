"""Messages that went out, and answers to them by mail, as mail programs write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import partial
from uuid import uuid4

from tests.system.stack import Stack
from tests.system.waiting import until

#: Seconds the system has to send or take a mail; the machine may be busy.
STEP = 120
#: Intake's shared mailbox.
INTAKE = "modtagelsen@kommune.example"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Post:
    """The mails between the system and its staff."""

    stack: Stack
    #: By the clock of the installation.
    now: Callable[[], datetime] = _now

    def message(self, number: str, recipient: str, words: str, *, nth: int = 1) -> EmailMessage:
        """The nth message on the case to this mailbox whose text has the words, once it came."""
        look = partial(self.messages, number, recipient, words)
        return until(lambda: look()[nth - 1 : nth], STEP, f"»{words}« to {recipient} on {number}")[0]

    def messages(self, number: str, recipient: str, words: str) -> list[EmailMessage]:
        """Those on the case to this mailbox whose text has the words, in the order they came."""
        found = []
        for file in sorted(self.stack.sink.glob(f"*-{recipient}.eml")):
            mail = message_from_bytes(file.read_bytes(), policy=default)
            body = mail.get_body(("plain",))
            text = f"{mail['Subject']}\n{body.get_content() if body else ''}"
            if number in text and words in text:
                found.append(mail)
        return found

    def reply(self, message: EmailMessage, text: str) -> bytes:
        """Who got the message answers it, as mail programs do. The answer's Message-ID header."""
        answer, body = EmailMessage(), message.get_body(("plain",))
        assert body is not None
        id_ = f"<{uuid4()}@kommune.example>"
        answer["From"], answer["To"] = message["To"], str(self.stack.settings.reply_address)
        answer["Subject"], answer["Message-ID"] = f"SV: {message['Subject']}", id_
        old = "".join(f"> {line}\n" for line in body.get_content().splitlines())
        answer.set_content(f"{text}\n\nDen 7. sep. 2026 kl. 09.00 skrev samraad <samraad@kommune.example>:\n{old}")
        self.stack.imap.deliver(answer.as_bytes(policy=SMTP), self.now())
        return f"Message-ID: {id_}".encode()
