"""Sending, against a real SMTP server."""

from __future__ import annotations

import socket
import time
from email import message_from_bytes
from email.policy import default

import pytest
import structlog

from deployments.server.ports import free_port
from tasks.messages import AppriseSender, Sender
from tests.servers import Sink, smtp_sink

__all__ = ["smtp_sink"]

#: Apprise imports a module Python 3.11 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

SUBJECT = "3 sager: frist overskredet for 1"
BODY = "Sag 2026-0042: Fristen for indkaldelse var lør 28. nov.\n\nBesked K7Q2MD.\n"


def mailto(port: int, to: str = "leder@kommune.example", more: str = "") -> str:
    return f"mailto://127.0.0.1:{port}?from=samraad@kommune.example&to={to}&format=text{more}"


def sender(**targets: str) -> Sender:
    return AppriseSender(targets.get)


def test_subject_and_body_arrive_as_they_were_written(smtp_sink: Sink) -> None:
    assert sender(mail=mailto(smtp_sink.port)).send("mail", SUBJECT, BODY) is True
    (message,) = smtp_sink.messages
    assert message.recipient == "leder@kommune.example"
    assert message.subject == SUBJECT
    assert message.body == BODY.strip()


def test_what_arrived_is_kept_as_a_file(smtp_sink: Sink) -> None:
    for _ in range(2):
        sender(mail=mailto(smtp_sink.port)).send("mail", SUBJECT, BODY)
    names = sorted(path.name for path in smtp_sink.folder.iterdir())
    assert names == ["0001-leder@kommune.example.eml", "0002-leder@kommune.example.eml"]
    kept = message_from_bytes((smtp_sink.folder / names[0]).read_bytes(), policy=default)
    assert kept["Subject"] == SUBJECT


def test_only_the_named_target_gets_it(smtp_sink: Sink) -> None:
    both = sender(one=mailto(smtp_sink.port, "en@kommune.example"), two=mailto(smtp_sink.port, "to@kommune.example"))
    assert both.send("two", SUBJECT, BODY) is True
    assert [message.recipient for message in smtp_sink.messages] == ["to@kommune.example"]


def test_two_messages_to_one_target_do_not_wait_for_each_other(smtp_sink: Sink) -> None:
    mail = sender(mail=mailto(smtp_sink.port))
    began = time.monotonic()
    assert [mail.send("mail", SUBJECT, BODY) for _ in range(3)] == [True, True, True]
    assert time.monotonic() - began < 5  # Apprise's own pause is 5.5 s


def test_a_refused_port_is_not_delivered() -> None:
    assert sender(mail=mailto(free_port())).send("mail", SUBJECT, BODY) is False


def test_a_server_that_never_answers_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert sender(mail=mailto(silent.getsockname()[1], more="&cto=0.3")).send("mail", SUBJECT, BODY) is False


def test_an_unknown_target_is_not_delivered(smtp_sink: Sink) -> None:
    assert sender(mail=mailto(smtp_sink.port)).send("sms", SUBJECT, BODY) is False
    assert smtp_sink.messages == []


@pytest.mark.parametrize(
    ("target", "says"),
    [("mail", None), ("sms", "står ikke i modtagerlisten"), ("broken", "kan Apprise ikke bruge")],
)
def test_a_target_is_checked_without_sending(smtp_sink: Sink, target: str, says: str | None) -> None:
    problem = sender(mail=mailto(smtp_sink.port), broken="hemmelig://kode").check(target)
    assert (problem is None) if says is None else (says in str(problem))
    assert "kode" not in str(problem)
    assert smtp_sink.messages == []


def test_no_address_subject_or_body_comes_into_a_log(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = mailto(free_port()).replace("127.0.0.1", "bruger:hemmelig@127.0.0.1")
    mail = sender(mail=refused, broken="hemmelig://hemmelig@x")
    with structlog.testing.capture_logs() as logs:
        mail.send("mail", SUBJECT, BODY)
        mail.send("broken", SUBJECT, BODY)
    written = f"{logs}{caplog.text}{capsys.readouterr()}"
    assert "message.tried" in written
    for secret in ("hemmelig", "leder@kommune.example", "overskredet", "2026-0042"):
        assert secret not in written


def test_a_plugin_that_breaks_is_not_delivered_and_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bool:
        raise ValueError(BODY)

    monkeypatch.setattr("apprise.Apprise.notify", broken)
    with structlog.testing.capture_logs() as logs:
        assert sender(mail=mailto(free_port())).send("mail", SUBJECT, BODY) is False
    assert [each["error"] for each in logs] == ["ValueError"]
    assert BODY not in str(logs)
