"""OAuth2 against a real IMAP server: Dovecot asks the token server of the test whether a token is good."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from samraad.errors import LogInRefused, MailboxDown
from tasks.mailboxes.imap import ImapMailbox
from tasks.mailboxes.oauth import OAuthClient, Tokens
from tests.dovecot import USER, Dovecot, needs_dovecot

SECRET = "klient-hemmelighed"
REFRESH = "forny-1"


@dataclass
class Provider:
    """Hands out tokens, and says which are good (RFC 6749, RFC 7662)."""

    port: int = 0
    #: What it was asked for, a form each.
    asked: list[dict[str, str]] = field(default_factory=list)
    good: set[str] = field(default_factory=set)
    lasts: object = 3600
    #: Answered in place of a token.
    refuses: tuple[int, bytes] | None = None

    def token(self, form: dict[str, str]) -> tuple[int, bytes]:
        self.asked.append(form)
        if self.refuses is not None:
            return self.refuses
        if form.get("client_secret") != SECRET:
            return 401, b'{"error": "invalid_client"}'
        token = f"token-{len(self.asked)}"
        self.good.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.lasts}
        if form["grant_type"] == "refresh_token":
            answer["refresh_token"] = f"forny-{len(self.asked) + 1}"
        return 200, json.dumps(answer).encode()

    def introspect(self, form: dict[str, str]) -> tuple[int, bytes]:
        active = form.get("token") in self.good
        return 200, json.dumps({"active": active, "username": USER}).encode()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    def client(self, **changes: str | None) -> OAuthClient:
        settings: dict[str, str | None] = {"token_url": self.url, "client_id": "samraad", "client_secret": SECRET}
        return OAuthClient(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            status, answer = made.token(form) if self.path == "/token" else made.introspect(form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["xoauth2", "oauthbearer"])
def dovecot(request: pytest.FixtureRequest, provider: Provider) -> Iterator[Dovecot]:
    server = Dovecot(mechanisms=f"plain {request.param}")
    file = server.folder / "oauth2.conf"
    file.write_text(
        f"introspection_url = http://127.0.0.1:{provider.port}/introspect\nintrospection_mode = post\n"
        "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
    )
    server.passdb = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {file}\n}}"
    with server:
        yield server


@needs_dovecot
def test_a_client_gets_in_by_its_own_credentials_and_keeps_the_token(dovecot: Dovecot, provider: Provider) -> None:
    tokens = Tokens(provider.client(scope="https://outlook.office365.com/.default"))
    dovecot.deliver(b"Subject: x\r\n\r\nhej\r\n", datetime(2026, 11, 21, 9, tzinfo=UTC))
    for _ in range(2):
        with ImapMailbox(dovecot.account(password="", tokens=tokens)) as mailbox:
            assert len(list(mailbox.new())) == 1
    (asked,) = provider.asked
    assert asked == {
        "grant_type": "client_credentials",
        "client_id": "samraad",
        "client_secret": SECRET,
        "scope": "https://outlook.office365.com/.default",
    }


@needs_dovecot
def test_a_token_withdrawn_before_its_time_is_replaced_once(dovecot: Dovecot, provider: Provider) -> None:
    account = dovecot.account(password="", tokens=Tokens(provider.client()))
    with ImapMailbox(account):
        provider.good.clear()
    with ImapMailbox(account):
        assert len(provider.asked) == 2


@needs_dovecot
def test_a_fresh_token_that_is_refused_is_said_without_it(dovecot: Dovecot, provider: Provider) -> None:
    provider.introspect = lambda _: (200, b'{"active": false}')  # type: ignore[method-assign]
    account = dovecot.account(password="", tokens=Tokens(provider.client()))
    with pytest.raises(LogInRefused, match="afviser OAuth2-tokenet") as refused, ImapMailbox(account):
        pass
    assert "token-1" not in str(refused.value) + repr(account)
    assert len(provider.asked) == 1


@needs_dovecot
def test_a_server_that_cannot_look_up_anybody_just_now_has_not_refused(dovecot: Dovecot, provider: Provider) -> None:
    provider.introspect = lambda _: (500, b"")  # type: ignore[method-assign]
    account = dovecot.account(password="", tokens=Tokens(provider.client()))
    with pytest.raises(MailboxDown, match="ikke logge ind lige nu") as busy, ImapMailbox(account):
        pass
    assert not isinstance(busy.value, LogInRefused)


def test_a_refresh_token_is_used_and_its_successor_after_it(provider: Provider) -> None:
    provider.lasts = "100"  # too short to be used twice; some providers write numbers in quotes
    tokens = Tokens(provider.client(refresh_token=REFRESH))
    assert [tokens.get(), tokens.get()] == ["token-1", "token-2"]
    assert [form["refresh_token"] for form in provider.asked] == [REFRESH, "forny-2"]
    assert {form["grant_type"] for form in provider.asked} == {"refresh_token"}


@pytest.mark.parametrize(("passed", "asked"), [(0, 1), (3479, 1), (3481, 2)])
def test_a_token_is_used_until_shortly_before_it_expires(provider: Provider, passed: float, asked: int) -> None:
    now = [1000.0]
    tokens = Tokens(provider.client(), monotonic=lambda: now[0])
    tokens.get()
    now[0] += passed
    tokens.get()
    assert len(provider.asked) == asked


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((401, b'{"error": "invalid_client"}'), "SAMRAAD_MAILBOX_OAUTH_CLIENT_SECRET"),
        ((400, b'{"error": "invalid_grant"}'), "refresh-tokenet er udløbet"),
        ((400, b'{"error": "invalid_scope"}'), "SAMRAAD_MAILBOX_OAUTH_SCOPE"),
        ((500, b"{}"), "HTTP 500"),
        ((200, b"<html>"), "ikke JSON"),
        ((200, b"[]"), "HTTP 200"),
        ((200, b'{"access_token": ""}'), "HTTP 200"),
    ],
)
def test_what_the_provider_refuses_is_said_without_secrets(
    provider: Provider, answer: tuple[int, bytes], says: str
) -> None:
    provider.refuses = answer
    client = provider.client(refresh_token=REFRESH)
    with pytest.raises(MailboxDown, match=says) as refused:
        Tokens(client).get()
    shown = str(refused.value) + repr(client)
    assert SECRET not in shown
    assert REFRESH not in shown


def test_a_provider_that_does_not_answer_is_said(provider: Provider) -> None:
    with pytest.raises(MailboxDown, match="den svarer ikke"):
        Tokens(provider.client(token_url="http://127.0.0.1:9/token")).get()
