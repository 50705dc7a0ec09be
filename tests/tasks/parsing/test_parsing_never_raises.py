"""Whatever the bytes: a letter with at least one entry."""

from __future__ import annotations

from email.message import EmailMessage

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samraad.notification import Letter, Suspicion, Unclear
from tasks.parsing import read
from tests import samples

_QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_FRAGMENTS = st.sampled_from(
    [
        "Navn: ",
        "CPR-nr.: ",
        "140310-6069",
        "310211-4387",
        "Mikkel Toft",
        "er sigtet for ",
        "vold",
        " og ",
        "\n",
        "\n\n",
        ", ",
        ". ",
        "mor ",
        "(",
        ")",
        "- ",
        "1) ",
        "Forurettede: ",
        "Mistænkt for:\n",
        "født den 14. marts 2010",
        "Fra: X\nSendt: Y\nTil: Z\n",
        "> ",
        "Den 8. sep. skrev Y:",
        "§ 244",
        "\t",
        ";",
        "ikke ",
        "Med venlig hilsen\n",
        "\u00a0",
        "\ufeff",
        "\u202e",
        "æøå",
        "0" * 30,
        "A" * 80,
        "<table><tr><td>",
        "</td></tr></table>",
        "<br>",
        "<!--",
    ]
)


def _sound(letter: Letter) -> None:
    assert letter.entries
    for entry in letter.entries:
        assert isinstance(entry, Suspicion | Unclear)
    assert letter.received_at is None or letter.received_at.tzinfo is not None


@given(st.binary(max_size=3_000))
@_QUICK
def test_any_bytes(raw: bytes) -> None:
    _sound(read(raw))


@given(st.sampled_from(samples.names()), st.data())
@_QUICK
def test_damaged_samples(name: str, data: st.DataObject) -> None:
    raw = bytearray(samples.raw(name))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
        if not raw:
            break
    _sound(read(bytes(raw)))


@given(
    st.lists(_FRAGMENTS, max_size=60),
    st.sampled_from(["text/plain", "text/html", "text/csv"]),
    st.sampled_from(["utf-8", "iso-8859-1", "x-ukendt", "hex", "\x00"]),
)
@_QUICK
def test_shuffled_phrases(fragments: list[str], kind: str, charset: str) -> None:
    body = "".join(fragments).encode("utf-8")
    _sound(
        read(
            b"From: a@b.example\nContent-Type: "
            + f'{kind}; charset="{charset}"'.encode()
            + b"\nContent-Transfer-Encoding: 8bit\n\n"
            + body
        )
    )


@given(
    st.text(max_size=200),
    st.text(max_size=80),
    st.sampled_from(
        ["application/pdf", "message/rfc822", "image/png", "text/csv", "application/zip", "multipart/mixed"]
    ),
    st.binary(max_size=500),
)
@_QUICK
def test_attachments_of_any_kind(body: str, name: str, kind: str, content: bytes) -> None:
    mail = EmailMessage()
    mail.set_content(body.encode("utf-8", "replace").decode())
    mail.add_attachment(content, "application", "octet-stream", filename="x.bin")
    raw = (
        mail.as_bytes()
        .replace(b"application/octet-stream", kind.encode())
        .replace(b"x.bin", name.encode("utf-8", "replace").replace(b"\n", b"").replace(b"\r", b""))
    )
    _sound(read(raw))
