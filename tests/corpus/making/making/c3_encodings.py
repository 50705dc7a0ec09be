# ruff: noqa: E501 - a line is a line as the police wrote it
"""301-314: charsets and transfer encodings, whole and broken."""

from __future__ import annotations

import base64
from typing import Any

from making.c1_text import END
from making.mails import head, plain, raw_body
from making.people import Person, person
from making.plan import Case, case, opened, quarantined

Made = tuple[Any, ...]


def _text(c: Case, who: Person, offence: str) -> str:
    return f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: {offence}\nJournalnr.: {c.journal()}{END}"


def _raw(c: Case, data: bytes, content_type: str, transfer: str = "8bit") -> bytes:
    return head(c, "Underretning").encode() + raw_body(data, content_type, transfer)


@case("301-utf-16.eml", "utf-16 with byte order mark, base64.", "Rare, but a charset like any other.")
def _(c: Case) -> Made:
    who = person("Søs Ærenlund Bøg", "2010-05-16")
    return _raw(c, _text(c, who, "hærværk").encode("utf-16"), "text/plain; charset=utf-16", "base64"), [
        opened(who, "hærværk")
    ]


@case(
    "302-koi8-r-declared.eml",
    "Danish bytes declared as koi8-r: æ, ø and å come out as Cyrillic letters.",
    "The name is unreadable as it stands; guessed letters could be another person.",
)
def _(c: Case) -> Made:
    who = person("Bjørn Åkær Grønbæk", "2009-02-06")
    return _raw(c, _text(c, who, "vold").encode("latin-1"), "text/plain; charset=koi8-r"), [
        quarantined("charset makes no Danish", "vold")
    ]


@case(
    "303-utf-8-declared-ascii.eml",
    "utf-8 bytes declared as us-ascii.",
    "The bytes are valid utf-8 and lose nothing: read.",
)
def _(c: Case) -> Made:
    who = person("Kjeld Ågård Sørup", "2010-02-17")
    return _raw(c, _text(c, who, "vold").encode(), "text/plain; charset=us-ascii"), [opened(who, "vold")]


@case(
    "304-unknown-charset-ascii-only.eml",
    "An unknown charset, but only ASCII letters in it.",
    "No letter is lost: read.",
)
def _(c: Case) -> Made:
    who = person("Anton Dam Petersen", "2011-06-09")
    text = f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}\n"
    return _raw(c, text.encode("ascii"), "text/plain; charset=x-polsas-7"), [opened(who, "vold")]


@case(
    "305-unknown-charset-letters.eml",
    "An unknown charset with letters beyond ASCII.",
    "Rule 3: an unknown charset that loses letters.",
)
def _(c: Case) -> Made:
    who = person("Sølve Kræmer Høgh", "2009-11-27")
    return _raw(c, _text(c, who, "vold").encode("cp865"), "text/plain; charset=x-polsas-8"), [
        quarantined("unknown charset loses letters", "vold")
    ]


@case(
    "306-base64-cut-off.eml",
    "base64 that breaks off in the middle of the CPR number.",
    "What is cut off cannot be made up.",
)
def _(c: Case) -> Made:
    who = person("Dorthea Visby Hast", "2010-10-17")
    coded = base64.b64encode(_text(c, who, "vold").encode())
    cut = coded[: (len(f"Navn: {who.name}\nCPR-nr.: {who.digits[:4]}") * 4) // 3 | 1]
    return head(
        c, "Underretning"
    ).encode() + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + cut + b"\n", [
        quarantined("broken base64")
    ]


@case(
    "307-base64-garbage.eml",
    "base64 with foreign signs in the middle, so that the rest is shifted.",
    "The decoder yields something, but not what was sent.",
)
def _(c: Case) -> Made:
    who = person("Rigmor Tange Hein", "2011-10-04")
    coded = base64.b64encode(_text(c, who, "vold").encode())
    return head(
        c, "Underretning"
    ).encode() + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + coded[
        :13
    ] + b"*#!" + coded[14:] + b"\n", [quarantined("broken base64")]


@case(
    "308-base64-without-padding.eml",
    "base64 without its last = signs; the text is whole.",
    "Lenient senders leave them out; nothing is lost. Who asks a person has lost nothing either.",
)
def _(c: Case) -> Made:
    who = person("Gunver Lyng Østrup", "2010-06-26")
    text = _text(c, who, "trusler")
    while len(text.encode()) % 3 == 0:
        text += "\n"
    coded = base64.encodebytes(text.encode()).rstrip(b"\n").rstrip(b"=")
    return head(
        c, "Underretning"
    ).encode() + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + coded + b"\n", [
        opened(who, "trusler", also_accepted=["quarantined"])
    ]


@case(
    "309-quoted-printable-broken.eml",
    "quoted-printable with impossible escapes in the name (=GØ, =).",
    "Letters of the name are lost: never a wrong person.",
)
def _(c: Case) -> Made:
    who = person("Bergljot Schou Wied", "2009-07-07")
    text = f"Navn: Bergl=GZjot Sch=ou Wi=\x3dXXed\nCPR-nr.: {who.cpr}\nSigtet for: vold\nJournalnr.: {c.journal()}\n"
    return (
        head(c, "Underretning").encode()
        + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + text.encode("ascii"),
        [quarantined("broken quoted-printable", "vold")],
    )


@case(
    "310-utf-8-declared-latin1.eml",
    "utf-8 bytes declared as iso-8859-1.",
    "Read as declared the name is 'SÃ¸ren': either the right letters or a person, never those.",
)
def _(c: Case) -> Made:
    who = person("Sørine Højmark Kjærulf", "2010-08-24")
    return _raw(c, _text(c, who, "vold").encode(), "text/plain; charset=iso-8859-1"), [
        opened(who, "vold", also_accepted=["quarantined"])
    ]


@case(
    "311-no-content-type.eml",
    "Neither MIME version nor Content-Type, bytes of windows-1252.",
    "Old senders; the letters are certain enough, or a person looks.",
)
def _(c: Case) -> Made:
    who = person("Tørk Læsø Brøndum", "2009-12-30")
    return head(c, "Underretning").replace("MIME-Version: 1.0\n", "").encode() + b"\n" + _text(c, who, "vold").encode(
        "cp1252"
    ), [opened(who, "vold", also_accepted=["quarantined"])]


@case(
    "312-iso-8859-15.eml",
    "iso-8859-15 in quoted-printable with a euro sign.",
    "A charset like any other; the amount is not an offence.",
)
def _(c: Case) -> Made:
    who = person("Ærø Bachmann Lyse", "2011-01-06")
    text = f"Navn: {who.name}\nCPR-nr.: {who.cpr}\nSigtet for: tyveri\nVærdi: 60.000 kr. (8.000 €)\nJournalnr.: {c.journal()}{END}"
    return plain(c, "Underretning", text, charset="iso-8859-15", transfer="quoted-printable"), [opened(who, "tyveri")]


@case(
    "313-unknown-transfer-encoding.eml",
    "Content-Transfer-Encoding: x-uuencode.",
    "Nobody here can decode it: a person looks.",
)
def _(c: Case) -> Made:
    return (
        head(c, "Underretning").encode()
        + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 tekst.txt\nM3F%V;CH@2V%S<&5R\n`\nend\n",
        [quarantined("unknown transfer encoding")],
    )


@case(
    "314-invisible-signs-in-number.eml",
    "Zero-width space, soft hyphen and byte order mark inside name and number.",
    "Copied from a web page; invisible signs are no part of a name or number.",
)
def _(c: Case) -> Made:
    who = person("Alvilda Krog Thorsen", "2010-01-11")
    cpr = f"{(who.cpr or '')[:4]}\u200b{(who.cpr or '')[4:7]}\u00ad{(who.cpr or '')[7:]}"
    return plain(
        c,
        "Underretning",
        f"\ufeffNavn: Alvilda\u200b Krog Thor\u00adsen\nCPR-nr.: {cpr}\nSigtet for: hærværk\nJournalnr.: {c.journal()}{END}",
    ), [opened(who, "hærværk")]
