"""What is encrypted in a way that no password given to us undoes says so, with a password and without."""

from __future__ import annotations

import io
import time
import zipfile
from email.message import EmailMessage

import pytest

from samraad.notification import Problem, Unclear
from tasks.parsing import read
from tasks.parsing.sheets import identity

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    "<manifest:encryption-data/></manifest:manifest>"
)


def _mail(name: str, kind: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        file.writestr("content.xml", "x" * 100)
        file.writestr("META-INF/manifest.xml", MANIFEST)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@politi.example", "Liste"
    mail.set_content("Se vedhæftede.")
    mail.add_attachment(packed.getvalue(), maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.mark.parametrize(("name", "kind"), [("brev.odt", "text"), ("liste.ods", "spreadsheet")])
@pytest.mark.parametrize("password", [None, "hemmeligt"])
def test_no_password_opens_what_libreoffice_encrypted(name: str, kind: str, password: str | None) -> None:
    codes = [entry.code for entry in read(_mail(name, kind), password).entries if isinstance(entry, Unclear)]
    assert codes == [Problem.FOREIGN_KEY]


def test_a_cell_of_nothing_but_words_before_a_date_takes_no_time() -> None:
    began = time.process_time()
    assert identity._BIRTH_LABEL.sub("", "den " * 5_000 + "x").endswith("x")
    assert time.process_time() - began < 1
    assert identity._BIRTH_LABEL.sub("", "født den 1. maj 2010") == "1. maj 2010"
