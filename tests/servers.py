"""Real servers on free ports of 127.0.0.1, as fixtures. A test module imports those it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deployments.demo.imap import DemoImap
from deployments.demo.smtp import DemoSmtp, Message
from tasks.mailboxes.account import ImapAccount, Security

USER = "underretning"
#: Danish letters, a quote and a backslash: what a password may hold.
PASSWORD = 'blåbær "grød" \\ 1'


def account_of(server: DemoImap, **changes: object) -> ImapAccount:
    """The account of the server's one user."""
    settings: dict[str, object] = {
        "host": "127.0.0.1",
        "port": server.port,
        "user": USER,
        "password": PASSWORD,
        "security": Security.NONE,
        "timeout_s": 5.0,
    }
    return ImapAccount(**{**settings, **changes})  # type: ignore[arg-type]


@pytest.fixture
def imap_server(tmp_path: Path) -> Iterator[DemoImap]:
    """An empty mailbox."""
    with DemoImap(tmp_path / "imap", 0, user=USER, password=PASSWORD) as server:
        yield server


@dataclass
class Sink:
    """An SMTP server and what it got."""

    port: int
    folder: Path
    messages: list[Message] = field(default_factory=list)


@pytest.fixture
def smtp_sink(tmp_path: Path) -> Iterator[Sink]:
    """An SMTP server that takes everything."""
    got: list[Message] = []
    with DemoSmtp(tmp_path / "smtp", 0, got.append) as server:
        yield Sink(port=server.port, folder=tmp_path / "smtp", messages=got)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A PEM file with key and self-signed certificate for 127.0.0.1."""
    return signed(tmp_path, -1, 1)


def signed(folder: Path, first_day: int, last_day: int) -> Path:
    """A PEM file with key and self-signed certificate for 127.0.0.1, good between two days counted from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post.kommune.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=first_day))
        .not_valid_after(now + timedelta(days=last_day))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
