# ruff: noqa: E501 - a line is a line as the police wrote it
"""701-717: Outlook, S/MIME, archives, what is protected by a password."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from making.c1_text import END
from making.c5_sheets import ANALYSE, HEAD, line, sheet_mail
from making.c6_documents import enclosed, report
from making.documents import pdf
from making.mails import POLICE, body, file_part, head, mixed, parts, raw_body
from making.outlook import msg, tnef
from making.people import person
from making.plan import Case, case, duplicate, opened, quarantined
from making.secrets import enveloped, frozen, locked_book, locked_zip, signature
from making.sheets import book
from making.zipped import zipped

Made = tuple[Any, ...]
ZIP = "application/zip"


def _msg(c: Case, subject: str, text: str, files: dict[str, bytes] | None = None) -> bytes:
    headers = head(c, subject).replace("\n", "\r\n") + "\r\n"
    return msg(
        subject, text.replace("\n", "\r\n"), headers, c.received.astimezone(UTC), f"<{c.token()}@{POLICE}>", files
    )


@case(
    "701-outlook.msg",
    "A mail as Outlook saves it: the person in the body.",
    "Staff drag mails out of Outlook; receipt is the topmost Received header within.",
)
def _(c: Case) -> Made:
    who = person("Hilda Grundahl Engholm", "2010-08-16")
    return _msg(
        c,
        "Underretning – vold",
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
    ), [opened(who, "vold")]


@case(
    "702-outlook-with-sheet.msg",
    "A .msg with the weekly sheet attached.",
    "What is attached to a .msg is attached to the mail.",
)
def _(c: Case) -> Made:
    a, b = person("Ib Hvass Lyngsie", "2009-11-09"), person("Jytte Iversen Tofting", "2011-11-18")
    return _msg(
        c,
        "Mandagsdata",
        "Hermed mandagsdata.\n",
        {"Mandagsdata.xlsx": book([HEAD, line(c, a, "Vold"), line(c, b, "Tyveri")])},
    ), [opened(a, "Vold", row=2), opened(b, "Tyveri", row=3)]


@case("703-msg-in-mail.eml", "A mail with a .msg attached.", "Outlook's way of forwarding as an attachment.")
def _(c: Case) -> Made:
    who = person("Karlo Jespersen Damsø", "2010-05-23")
    inner = _msg(
        c,
        "Underretning",
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: trusler\nJournalnr.: {c.journal('71411')}{END}",
    )
    return mixed(
        c,
        "VS: Underretning",
        body("Se vedhæftede mail.\n"),
        file_part(inner, "Underretning.msg", "application/vnd.ms-outlook"),
    ), [opened(who, "trusler")]


@case(
    "704-winmail-body.eml",
    "winmail.dat whose body (compressed RTF) is the notification; the text part is empty.",
    "Outlook's rich text hides the whole mail in there.",
)
def _(c: Case) -> Made:
    who = person("Lone Kallehave Kaas", "2011-01-31")
    rtf = (
        r"{\rtf1\ansi\ansicpg1252\fromtext \fbidi \deff0{\fonttbl{\f0\fswiss Arial;}}"
        + "".join(
            f"\\pard {x}\\par\r\n"
            for x in (
                "Underretning",
                f"Navn: {who.name}",
                f"CPR-nr.: {who.cpr}",
                "Sigtet for: r\\'f8veri",
                f"Journalnr.: {c.journal('76111')}",
            )
        )
        + "}"
    )
    return mixed(c, "Underretning", body("\n"), file_part(tnef(rtf=rtf), "winmail.dat", "application/ms-tnef")), [
        opened(who, "røveri")
    ]


@case(
    "705-winmail-plain-body.eml",
    "winmail.dat with a plain body, beside a text part that says the same.",
    "The same person twice in a mail is one case.",
)
def _(c: Case) -> Made:
    who = person("Mona Lauridsen Skjærbæk", "2009-10-18")
    text = f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}\n"
    first = opened(who, "vold")
    again = duplicate(who, "vold", reason="same matter in the text")
    return (
        mixed(
            c,
            "Underretning",
            body(text),
            file_part(tnef(text=text.replace("\n", "\r\n")), "winmail.dat", "application/ms-tnef"),
        ),
        [first],
        {"also_accepted_rows": [[first, again]]},
    )


@case("706-winmail-sheet.eml", "winmail.dat with the weekly sheet inside.", "The sheet is there, only wrapped.")
def _(c: Case) -> Made:
    a, b = person("Nelly Mikkelsen Birk", "2010-06-29"), person("Oluf Nørregaard Juelsen", "2011-09-20")
    data = tnef(
        text="Hermed mandagsdata.", files={"Mandagsdata.xlsx": book([HEAD, line(c, a, "Vold"), line(c, b, "Indbrud")])}
    )
    return mixed(
        c,
        "Mandagsdata",
        body("Hermed mandagsdata.\n"),
        file_part(data, "winmail.dat", "application/ms-tnef"),
        sender=ANALYSE,
    ), [opened(a, "Vold", row=2), opened(b, "Indbrud", row=3)]


@case(
    "707-smime-signed-detached.eml",
    "S/MIME signed, multipart/signed with a detached signature.",
    "The content is in clear; the signature is no attachment to be read.",
)
def _(c: Case) -> Made:
    who = person("Palle Overgaard Rygaard", "2010-09-16")
    part = body(
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}{END}",
        transfer="quoted-printable",
    ).replace(b"\n", b"\r\n")
    sig = frozen("707.p7s", lambda: signature(part, opaque=False))
    signed = file_part(sig, "smime.p7s", 'application/pkcs7-signature; name="smime.p7s"')
    mark = f"=_signeret_{c.token('m', 8)}"
    data = (
        head(c, "Underretning").encode()
        + f'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="{mark}"\n\n--{mark}\n'.encode()
    )
    return data + part + f"\n--{mark}\n".encode() + signed + f"\n--{mark}--\n".encode(), [opened(who, "vold")]


@case(
    "708-smime-signed-opaque.eml",
    "S/MIME signed, the content inside the signature (application/pkcs7-mime, signed-data).",
    "Signed is not encrypted: the content is read.",
)
def _(c: Case) -> Made:
    who = person("Rita Pilgaard Ørskov", "2009-05-30")
    part = body(
        f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: tyveri\nJournalnr.: {c.journal('76511')}{END}"
    ).replace(b"\n", b"\r\n")
    sig = frozen("708.p7m", lambda: signature(part, opaque=True))
    return head(c, "Underretning").encode() + file_part(
        sig, "smime.p7m", 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    ), [opened(who, "tyveri")]


@case(
    "709-smime-encrypted.eml",
    "S/MIME encrypted (enveloped-data) for a key nobody here has.",
    "Quarantined, saying so: a person asks the police to send it again.",
)
def _(c: Case) -> Made:
    who = person("Stig Qvist Iskov", "2010-12-10")
    sig = frozen(
        "709.p7m",
        lambda: enveloped(body(f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\n").replace(b"\n", b"\r\n")),
    )
    return head(c, "Underretning (krypteret)").encode() + file_part(
        sig, "smime.p7m", 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    ), [quarantined("encrypted mail")]


@case("710-pgp-encrypted.eml", "PGP/MIME encrypted.", "As 709.")
def _(c: Case) -> Made:
    armour = (
        b"-----BEGIN PGP MESSAGE-----\n\nhQEMA0tlaW5TY2hsdWVzc2VsAQf/b3BkaWd0ZXQ=\n=abcd\n-----END PGP MESSAGE-----\n"
    )
    data = parts(
        "encrypted",
        raw_body(b"Version: 1\n", "application/pgp-encrypted", "7bit"),
        raw_body(armour, 'application/octet-stream; name="encrypted.asc"', "7bit"),
        parameters='; protocol="application/pgp-encrypted"',
    )
    return head(c, "Underretning").encode() + data, [quarantined("encrypted mail")]


@case(
    "711-password.xlsx.eml",
    "A workbook with a password, and a person in the text.",
    "The person in the text is opened, the workbook waits for its password; then its rows count from this receipt.",
)
def _(c: Case) -> Made:
    who, a, b = (
        person("Tage Rosendal Pihlkjær", "2010-07-30"),
        person("Ulla Skaarup Ydegaard", "2011-06-13"),
        person("Vagn Thygesen Harder", "2009-08-05"),
    )
    data = frozen("711.xlsx", lambda: locked_book(book([HEAD, line(c, a, "Vold"), line(c, b, "Tyveri")])))
    text = f"Ugens liste er vedhæftet med adgangskode. {who.name}, cpr-nr. {who.cpr}, er sigtet for røveri.\nJournalnr. {c.journal('76111')}\n"
    return (
        sheet_mail(c, data, text=text),
        [opened(who, "røveri"), quarantined("encrypted workbook")],
        {"after_password": [opened(a, "Vold", row=2), opened(b, "Tyveri", row=3)]},
    )


@case("712-password.zip.eml", "A zip with a password (AES), an xlsx inside.", "Quarantined; the password opens it.")
def _(c: Case) -> Made:
    who = person("Walter Ulsted Ottosen", "2010-10-26")
    data = frozen("712.zip", lambda: locked_zip({"Mandagsdata.xlsx": book([HEAD, line(c, who, "Vold")])}))
    return (
        enclosed(c, data, "Mandagsdata.zip", ZIP),
        [quarantined("encrypted archive")],
        {"after_password": [opened(who, "Vold", row=2)]},
    )


@case(
    "713-sheet-in-zip.zip.eml",
    "A zip with one xlsx inside.",
    "Read, or handed to a person: an archive is no listed form, but what is in it must not be lost.",
)
def _(c: Case) -> Made:
    who = person("Xander Vestergren Winkel", "2011-05-30")
    return (
        enclosed(c, zipped({"Mandagsdata.xlsx": book([HEAD, line(c, who, "Vold")])}), "Mandagsdata.zip", ZIP),
        [opened(who, "Vold", row=2)],
        {"also_accepted_rows": [[quarantined("archive not read")]]},
    )


@case(
    "714-zip-in-zip.zip.eml",
    "A zip in a zip in a zip, a csv at the bottom.",
    "Nested archives are over the limit: quarantined.",
)
def _(c: Case) -> Made:
    who = person("Yvonne Bjerre Grøn", "2010-02-22")
    data = f"Navn;CPR-nr.;Forhold\r\n{who.name};{who.cpr};Vold\r\n".encode()
    for name in ("liste.csv", "a.zip", "b.zip"):
        data = zipped({name: data})
    return enclosed(c, data, "c.zip", ZIP), [quarantined("nested archives")]


@case("715-zip-pdf-and-photo.zip.eml", "A zip with a PDF report and a photo.", "As 713: nothing in it may be lost.")
def _(c: Case) -> Made:
    who = person("Zita Dalby Nymann", "2009-12-17")
    data = zipped({"rapport.pdf": pdf(report(c, who, "hærværk")), "foto.jpg": b"\xff\xd8\xff\xe0" + bytes(60)})
    return (
        enclosed(c, data, "sag.zip", ZIP),
        [quarantined("archive not read")],
        {"also_accepted_rows": [[opened(who, "hærværk"), quarantined("picture")]]},
    )


@case("716-rar.eml", "A rar archive.", "No reader: quarantined.")
def _(c: Case) -> Made:
    return enclosed(c, b"Rar!\x1a\x07\x01\x00" + bytes(120), "sag.rar", "application/vnd.rar"), [
        quarantined("no reader for this file")
    ]


@case(
    "717-link-instead-of-file.eml",
    "The mail holds only a link to a file share.",
    "Nothing is fetched from the net; a person follows the link.",
)
def _(c: Case) -> Made:
    return head(c, "Mandagsdata uge 40", sender=ANALYSE).encode() + body(
        "Ugens liste kan hentes på https://filer.politi.example/d/8f3c i 14 dage.\n"
    ), [quarantined("nobody named")]
