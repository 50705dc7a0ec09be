"""What holds other files: Outlook's mails, winmail.dat, signatures, archives, and what asks for a password."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from msoffcrypto.format.ooxml import OOXMLFile

from samraad.notification import Letter, Problem, Suspicion, Unclear
from tasks.parsing import read
from tests.tasks.parsing.compound import compound, message
from tests.tasks.parsing.documents import changed, docx, mail, pdf, report, tnef, w, zipped

FURTHER = Path(__file__).parents[2] / "corpus" / "further"
PASSWORD = "Havnegade-4-Lerbæk"
ASTA = ("Asta Lund Krogh", "120510-4897")
BIRK = ("Birk Holm Sander", "230911-5032")
A, B = "\n".join(report(*ASTA)), "\n".join(report(*BIRK, "hæleri"))
SUBJECT, HEADERS, BODY, HTML, DELIVERED = 0x0037, 0x007D, 0x1000, 0x1013, 0x0E06
RECEIVED = "Received: from a by b; Mon, 5 Oct 2026 13:22:08 +0200\r\nMessage-ID: <x@politi.example>\r\n"


def _persons(letter: Letter) -> list[tuple[str | None, str | None]]:
    return sorted((entry.name, entry.cpr) for entry in letter.entries if isinstance(entry, Suspicion))


def _problems(letter: Letter) -> list[Problem]:
    return [entry.code for entry in letter.entries if isinstance(entry, Unclear)]


def _msg(text: str, **more: Any) -> bytes:
    return compound(message({SUBJECT: "Underretning", BODY: text}, **more))


def _signed(part: bytes) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Oestfjord Politi (opdigtet)")])
    build = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    build = build.serial_number(1).not_valid_before(datetime(2026, 1, 1)).not_valid_after(datetime(2027, 1, 1))  # noqa: DTZ001
    builder = pkcs7.PKCS7SignatureBuilder().set_data(part)
    builder = builder.add_signer(build.sign(key, hashes.SHA256()), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _locked_zip(members: dict[str, bytes], encryption: int | None = pyzipper.WZ_AES) -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=encryption) as file:
        file.setpassword(PASSWORD.encode())
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def _locked_docx() -> bytes:
    out = io.BytesIO()
    # Above 4 kB, as letters of Word are: smaller ones the library writes so that it cannot open them again itself.
    letter = docx(w(*A.split("\n"), *(f"Bilag {n * n * 7919 % 100003}" for n in range(2_000))))
    OOXMLFile(io.BytesIO(letter)).encrypt(PASSWORD, out)
    return out.getvalue()


FOUND = {
    "an Outlook mail attached": (("mail.msg", _msg(A)), [ASTA]),
    "its HTML": (
        ("mail.msg", compound(message({HTML: f"<p>{A.replace(chr(10), '<br>')}</p>".encode("cp1252")}))),
        [ASTA],
    ),
    "a mail within it": (("mail.msg", _msg("Se.", mails={"FW": message({BODY: A}, head=24)})), [ASTA]),
    "a file within it": (("mail.msg", _msg("Se.", files={"rapport.pdf": pdf(A.split("\n"))})), [ASTA]),
    "Outlook mail in an archive": (("mails.zip", zipped({"en.msg": _msg(A)})), [ASTA]),
    "mails in an archive": (("mails.zip", zipped({"1.eml": mail(text=A), "2.eml": mail(text=B)})), [ASTA, BIRK]),
    "an archive in an archive": (("ydre.zip", zipped({"indre.zip": zipped({"a.txt": A})})), [ASTA]),
    "folders and what a Mac adds": (("m.zip", zipped({"mappe/a.txt": A, "__MACOSX/._a.txt": b"\0\1"})), [ASTA]),
    "a mail whose type is not told": (("videresendt.eml", mail(text=A)), [ASTA]),
    "winmail.dat": (("winmail.dat", tnef(A)), [ASTA]),
    "winmail.dat in winmail.dat": (("winmail.dat", tnef(files={"winmail.dat": tnef(A)})), [ASTA]),
    "winmail.dat with an archive": (("winmail.dat", tnef(files={"a.zip": zipped({"a.txt": A})})), [ASTA]),
    "a signed mail forwarded": (
        (
            "fw.eml",
            mail(("smime.p7m", _signed(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{A}".encode())), text="Se."),
        ),
        [ASTA],
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_container_is_opened(case: str) -> None:
    file, persons = FOUND[case]
    letter = read(mail(file))
    assert (_persons(letter), _problems(letter)) == (persons, [])


def test_an_outlook_file_from_a_folder_is_the_mail() -> None:
    letter = read(compound(message({SUBJECT: "Underretning", HEADERS: RECEIVED, BODY: A})))
    assert (letter.message_id, letter.received_at) == (
        "<x@politi.example>",
        datetime(2026, 10, 5, 11, 22, 8, tzinfo=UTC),
    )
    assert _persons(letter) == [ASTA]


def test_without_received_headers_the_delivery_counts() -> None:
    delivered = datetime(2026, 10, 5, 11, 22, 8, tzinfo=UTC)
    assert read(compound(message({BODY: A, DELIVERED: delivered}))).received_at == delivered


def test_an_absence_notice_in_an_outlook_file_is_automatic() -> None:
    kind = {0x001A: "IPM.Note.Rules.OofTemplate.Microsoft", SUBJECT: "Ikke til stede", BODY: "Jeg er på ferie."}
    assert read(compound(message(dict(kind)))).automatic == "automatisk svar"


@pytest.mark.parametrize(
    ("name", "data", "problems"),
    [
        ("tre-dybt.zip", zipped({"b.zip": zipped({"c.zip": zipped({"a.txt": A})})}), [Problem.OVER_LIMIT]),
        ("bombe.zip", zipped({"nuller.txt": bytes(30_000_000)}), [Problem.OVER_LIMIT]),
        ("mange.zip", zipped({f"{n}.txt": A for n in range(300)}), [Problem.OVER_LIMIT]),
        ("afbrudt.zip", zipped({"a.txt": A * 20})[:-40], [Problem.UNREADABLE]),
        ("tomt.zip", zipped({}), [Problem.UNREADABLE]),
        ("blandet.zip", zipped({"a.txt": A, "foto.jpg": b"\xff\xd8\xff", "tom.bin": b"x"}), [Problem.UNREADABLE] * 2),
        ("afbrudt.msg", _msg(A)[:1500], [Problem.UNREADABLE]),
        ("winmail.dat", tnef(A)[:-9], [Problem.UNREADABLE]),
        ("winmail.dat", tnef(A).replace(b"Asta", b"Aste"), [Problem.UNREADABLE]),
        ("smime.p7m", b"0\x82\x01", [Problem.UNREADABLE]),
        ("brev.pgp", b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", [Problem.FOREIGN_KEY]),
    ],
)
def test_what_is_not_opened_waits_for_a_person(name: str, data: bytes, problems: list[Problem]) -> None:
    letter = read(mail((name, data)))
    assert _problems(letter) == problems
    assert all(isinstance(entry, Unclear) and entry.place.file for entry in letter.entries if entry.name is None)


LOCKED = {
    "archive (AES)": ("a.zip", _locked_zip({"a.txt": A.encode()})),
    "letter": ("a.docx", _locked_docx()),
    "PDF": ("a.pdf", changed(pdf(A.split("\n")), lambda writer: writer.encrypt(PASSWORD, algorithm="AES-256"))),
    "PDF in an archive": (
        "a.zip",
        zipped({"a.pdf": changed(pdf(A.split("\n")), lambda writer: writer.encrypt(PASSWORD, algorithm="AES-256"))}),
    ),
}


@pytest.mark.parametrize("case", LOCKED)
def test_a_password_opens_what_asks_for_it(case: str) -> None:
    raw = mail(LOCKED[case])
    assert (_persons(read(raw)), _problems(read(raw))) == ([], [Problem.ENCRYPTED])
    assert (_persons(read(raw, PASSWORD)), _problems(read(raw, PASSWORD))) == ([ASTA], [])


@pytest.mark.parametrize("case", LOCKED)
def test_a_wrong_password_is_said_not_to_fit(case: str) -> None:
    (entry,) = read(mail(LOCKED[case]), "forkert").entries
    assert isinstance(entry, Unclear)
    assert entry.code is Problem.ENCRYPTED
    assert entry.problem.startswith("Adgangskoden passer ikke")


def test_a_file_in_an_archive_waits_for_itself() -> None:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w") as file:
        file.writestr("aaben.txt", A)
        file.setpassword(PASSWORD.encode())
        file.setencryption(pyzipper.WZ_AES)
        file.writestr("../../laast.txt", B)
    letter = read(mail(("a.zip", out.getvalue())))
    assert _persons(letter) == [ASTA]
    assert [e.place.file for e in letter.entries if isinstance(e, Unclear)] == ["laast.txt"]
    assert _persons(read(mail(("a.zip", out.getvalue())), PASSWORD)) == [ASTA, BIRK]


RELEASED = [mail for mail in json.loads((FURTHER / "expected.json").read_text("utf-8")) if "after_password" in mail]


@pytest.mark.parametrize("expected", RELEASED, ids=lambda mail: mail["file"])
def test_the_corpus_is_read_as_expected_after_its_password(expected: dict[str, Any]) -> None:
    raw = (FURTHER / expected["file"]).read_bytes()
    before = _persons(read(raw))
    letter = read(raw, PASSWORD)
    rows = [
        (entry.place.row, entry.name, entry.cpr, list(entry.offences))
        for entry in letter.entries
        if isinstance(entry, Suspicion) and (entry.name, entry.cpr) not in before
    ]
    assert rows == [(row["row"], row["name"], row["cpr"], row["offences"]) for row in expected["after_password"]]
    assert _problems(letter) == []
