"""Mails as such: headers, parts, charsets, HTML, and what is not written by anybody."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from samraad.automatic import tells
from samraad.notification import Suspicion, Unclear
from tasks.parsing import read

TOLD = "Mikkel Tøft, CPR-nr. 140310-6069, er sigtet for hærværk."
HEAD = "From: a@politi.example\nSubject: Sag\nMIME-Version: 1.0\n"


def _plain(body: bytes, charset: str = "utf-8", extra: str = "") -> bytes:
    return (
        f"{HEAD}{extra}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body
    )


def _html(markup: str) -> bytes:
    return (
        f"{HEAD}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: "
        f"8bit\n\n<html><body>{markup}</body></html>"
    ).encode()


def _mixed(*parts: str, kind: str = "mixed") -> bytes:
    body = "".join(f"--x\n{part}\n" for part in parts)
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=x\n\n{body}--x--\n".encode()


def _names(raw: bytes) -> list[str | None]:
    return [entry.name for entry in read(raw).entries if isinstance(entry, Suspicion)]


def _problems(raw: bytes) -> list[str]:
    return [entry.problem for entry in read(raw).entries if isinstance(entry, Unclear)]


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "cp850", "macintosh", "utf-16"]
)
def test_text_in_any_charset(charset: str) -> None:
    raw = (
        HEAD.encode()
        + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
        + base64.encodebytes(TOLD.encode(charset))
    )
    assert _names(raw) == ["Mikkel Tøft"]


@pytest.mark.parametrize("charset", ["x-ukendt", "hex", "unicode_escape", "idna"])
def test_an_unknown_charset_that_loses_letters_is_unclear(charset: str) -> None:
    assert _problems(_plain(TOLD.encode("cp1252"), charset)) == ["Tegnsættet er ukendt, så bogstaver ville gå tabt."]


def test_an_unknown_charset_that_loses_nothing_is_read() -> None:
    assert _names(_plain(b"Mikkel Toft, CPR-nr. 140310-6069, er sigtet for vold.", "x-ukendt")) == ["Mikkel Toft"]


def test_bytes_that_do_not_fit_their_charset_are_unclear() -> None:
    assert _problems(_plain(TOLD.encode("cp1252"), "utf-8")) == [
        "Teksten passer ikke til sit tegnsæt, så bogstaver ville gå tabt."
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">{}</div>',
        "<p hidden>{}</p>",
        '<style>.k{{display:none}}</style><p class="k">{}</p>',
        "<!-- {} -->",
        "<script>{}</script>",
        '<span style="font-size:0px">{}</span>',
        '<div class="gmail_quote">{}</div>',
        '<blockquote type="cite">{}</blockquote>',
        "<title>{}</title>",
    ],
)
def test_hidden_and_quoted_html_is_not_read(hidden: str) -> None:
    raw = _html(
        "<p>Mikkel Toft, 140310-6069, er sigtet for vold.</p>"
        + hidden.format("Elias Kær, 190110-8371, er sigtet for vold.")
    )
    assert _names(raw) == ["Mikkel Toft"]


def test_an_html_table_with_headings_is_a_list() -> None:
    raw = _html(
        "<p>Følgende unge er sigtet:</p><table><tr><th>Navn</th><th>CPR-nr.</th><th>Sigtelse</th></tr>"
        "<tr><td>Mikkel Toft</td><td>140310-6069</td><td>Vold</td></tr><tr><td>Elias "
        "Kær</td><td>190110-8371</td><td>Tyveri</td></tr></table>"
    )
    assert [(e.name, e.offences, e.place.row) for e in read(raw).entries if isinstance(e, Suspicion)] == [
        ("Mikkel Toft", ("Vold",), None),
        ("Elias Kær", ("Tyveri",), None),
    ]


def test_html_paragraphs_with_labels() -> None:
    raw = _html(
        "<p><b>Navn:</b> Mikkel Toft</p><p><b>CPR-nr.:</b>&nbsp;140310-6069</p><p><b>Mistænkt for:</b> vold</p>"
    )
    assert [(e.name, e.offences) for e in read(raw).entries if isinstance(e, Suspicion)] == [("Mikkel Toft", ("vold",))]


def test_of_two_versions_of_a_text_each_person_is_read_once() -> None:
    told = "Mikkel Toft, 140310-6069, er sigtet for vold."
    raw = _mixed(f"Content-Type: text/plain\n\n{told}", f"Content-Type: text/html\n\n<p>{told}</p>", kind="alternative")
    assert _names(raw) == ["Mikkel Toft"]


def test_a_plain_version_that_says_nothing_gives_way_to_html() -> None:
    raw = _mixed(
        "Content-Type: text/plain\n\nSe HTML.",
        "Content-Type: text/html\n\n<p>Mikkel Toft, 140310-6069, er sigtet for vold.</p>",
        kind="alternative",
    )
    assert _names(raw) == ["Mikkel Toft"]


def test_an_attachment_nobody_can_read_stands_beside_the_persons() -> None:
    raw = _mixed(
        "Content-Type: text/plain\n\nMikkel Toft, 140310-6069, er sigtet for vold.",
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="../../etc/rapport.pdf"\n\n%PDF-1.4',
        "Content-Type: image/png\nContent-Disposition: inline; filename=logo.png\nContent-ID: <a>\n\nx",
    )
    assert _names(raw) == ["Mikkel Toft"]
    assert [entry.place.file for entry in read(raw).entries] == [None, "rapport.pdf"]


@pytest.mark.parametrize(
    "extra",
    ["Auto-Submitted: auto-replied\n", "Auto-Submitted: Auto-Replied (vacation)\n", "X-Autoreply: yes\n"],
)
@pytest.mark.parametrize(
    "body",
    [
        "Jeg er på ferie.",
        f"Jeg er på ferie.\n\n> {TOLD}",
        f"Jeg er på ferie.\n\nFra: A\nSendt: i dag\nTil: B\nEmne: Sag\n\n{TOLD}",
        f"Jeg er på ferie.\n\n-----Oprindelig meddelelse-----\n{TOLD}",
    ],
)
def test_automatic_replies_say_nothing_of_whom_they_quote(extra: str, body: str) -> None:
    letter = read(_plain(body.encode(), extra=extra))
    (entry,) = letter.entries
    assert letter.automatic == "automatisk svar"
    assert not tells(entry)
    assert isinstance(entry, Unclear)
    assert "Jeg er på ferie." in entry.text


@pytest.mark.parametrize("extra", ["Auto-Submitted: auto-replied\n", "X-Autoreply: yes\n"])
def test_an_automatic_reply_that_tells_of_somebody_is_read(extra: str) -> None:
    letter = read(_plain(TOLD.encode(), extra=extra))
    assert letter.automatic == "automatisk svar"
    assert [(entry.name, tells(entry)) for entry in letter.entries] == [("Mikkel Tøft", True)]


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ("Navn;CPR-nr.;Forhold\nMikkel Toft;140310-6069;Vold\n", ["Mikkel Toft"]),
        ("Navn;CPR-nr.;Forhold\nMikkel Toft;;Vold\n", ["Mikkel Toft"]),  # somebody without a number
        ("Navn;Ident;Forhold\nMikkel Toft;7;Vold\n", [None]),  # a list to be taught
    ],
)
def test_a_list_that_comes_with_an_automatic_reply_is_read(cells: str, names: list[str | None]) -> None:
    raw = _mixed(
        "Content-Type: text/plain; charset=utf-8\n\nSvar fra systemet.",
        f'Content-Type: text/csv; charset=utf-8\nContent-Disposition: attachment; filename="liste.csv"\n\n{cells}',
    ).replace(b"Subject:", b"Auto-Submitted: auto-replied\nSubject:", 1)
    letter = read(raw)
    assert letter.automatic == "automatisk svar"
    assert [(entry.name, tells(entry)) for entry in letter.entries] == [(name, True) for name in names]


def test_the_mail_that_an_automatic_reply_encloses_is_the_one_it_answers() -> None:
    raw = _mixed(
        "Content-Type: text/plain\n\nDin mail er modtaget.",
        f"Content-Type: message/rfc822\n\nSubject: Sag\nContent-Type: text/plain; charset=utf-8\n\n{TOLD}",
    ).replace(b"Subject:", b"Auto-Submitted: auto-replied\nSubject:", 1)
    letter = read(raw)
    assert letter.automatic == "automatisk svar"
    assert [tells(entry) for entry in letter.entries] == [False]


@pytest.mark.parametrize(("words", "told"), [("Kunne ikke afleveres", [False]), (TOLD, [True])])
def test_a_bounce_says_what_it_says_itself(words: str, told: list[bool]) -> None:
    letter = read(
        _mixed(
            f"Content-Type: text/plain; charset=utf-8\n\n{words}",
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.politi.example\n\nAction: failed",
            "Content-Type: message/rfc822\n\nSubject: Kvittering\n\nPeter Berg, 140310-6069, sigtet for vold",
            kind="report",
        )
    )
    assert letter.automatic == "retursvar fra en mailserver"
    assert [tells(entry) for entry in letter.entries] == told


@pytest.mark.parametrize(
    "extra", ["Auto-Submitted: auto-generated\n", "Precedence: bulk\n", "Auto-Submitted: no\n", "Precedence: list\n"]
)
def test_what_a_machine_sends_is_read(extra: str) -> None:
    assert _names(_plain(TOLD.encode(), extra=extra)) == ["Mikkel Tøft"]


@pytest.mark.parametrize(
    ("extra", "at"),
    [
        (
            (
                "Received: from a; Tue, 08 Sep 2026 09:14:07 +0200 (CEST)\nReceived: from b; Mon, 07 Sep "
                "2026 09:14:07 +0200\nDate: Sun, 06 Sep 2026 09:00:00 +0200\n"
            ),
            datetime(2026, 9, 8, 7, 14, 7, tzinfo=UTC),
        ),
        ("Date: Sun, 06 Sep 2026 09:00:00 +0200\n", datetime(2026, 9, 6, 7, 0, tzinfo=UTC)),
        ("Date: i går\n", None),
        ("", None),
    ],
)
def test_when_it_was_received(extra: str, at: datetime | None) -> None:
    assert read(_plain(b"Hej", extra=extra)).received_at == at


def test_broken_base64_is_unclear() -> None:
    raw = f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nTWlra2V*#!sgVG9mdA=\n".encode()
    assert [type(entry) for entry in read(raw).entries] == [Unclear]


def test_too_many_parts_and_too_deep_ones_are_one_unclear_entry() -> None:
    assert _problems(_mixed(*["Content-Type: text/plain\n\nHej"] * 201)) == ["Mailen har for mange dele."]
    nested = "Content-Type: text/plain\n\nHej"
    for level in range(12):
        nested = f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n{nested}\n--b{level}--\n"
    assert _problems((HEAD + nested).encode()) == ["Mailen er indlejret for dybt."]


def test_problems_hold_no_personal_data() -> None:
    raw = _plain("Mikkel Tøft, CPR-nr. 310211-4387, er sigtet for vold.".encode())
    assert all("Tøft" not in problem and "310211" not in problem for problem in _problems(raw))
