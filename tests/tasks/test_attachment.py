"""The single file of a mail that an item is about."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage

import pytest

from samraad.notification import Place
from tasks.attachment import file_at, safe_name

SCAN = b"%PDF-1.4 scan"


def a_mail() -> bytes:
    mail = EmailMessage()
    mail.set_content("Se vedhæftede.")
    mail.add_attachment(b"andet", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(SCAN, maintype="application", subtype="pdf", filename="a.pdf")
    outer = EmailMessage()
    outer.set_content("Videresendt.")
    outer.add_attachment(mail)
    return outer.as_bytes()


def test_it_is_found_by_its_digest_else_by_its_name_else_not_at_all() -> None:
    digest = hashlib.sha256(SCAN).hexdigest()
    assert file_at(a_mail(), Place(file="a.pdf", digest=digest)) == SCAN
    assert file_at(a_mail(), Place(file="a.pdf")) == b"andet"
    assert file_at(a_mail(), Place(file="i-arkivet.pdf", digest="0" * 64)) is None
    assert file_at(a_mail(), Place(file="b.pdf")) is None
    assert file_at(a_mail(), Place(digest=digest)) is None
    assert file_at(b"\xd0\xcf\x11\xe0", Place(file="a.pdf")) is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("scan.pdf", "scan.pdf"),
        ("../../.bashrc", "bashrc"),
        ("..\\..\\a.exe", "a.exe"),
        ("-rf.pdf", "rf.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("..", "fil"),
        ("", "fil"),
    ],
)
def test_its_name_stays_where_it_is_written(name: str, safe: str) -> None:
    assert safe_name(name) == safe
