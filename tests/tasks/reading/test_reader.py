"""What every reader does: one suite for the one that reads here and the one that has children read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from samraad.notification import Place, Unclear
from tasks.reading.children import Children
from tasks.reading.headers import set_aside
from tasks.reading.here import Here
from tasks.reading.port import SAID, Limit, Limits, OverLimit, Reader
from tests import samples

FURTHER: Final = Path(__file__).parents[2] / "corpus/further"
LIMITS: Final = Limits(mail_mb=1)


@pytest.fixture(scope="module", params=[Here, Children])
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Under the usual limits, except for the size of a mail."""
    reader: Reader = request.param(LIMITS)
    yield reader
    reader.close()


@pytest.mark.parametrize("name", samples.names())
def test_every_sample_reads_the_same(reader: Reader, name: str) -> None:
    assert reader.read(samples.raw(name)) == Here().read(samples.raw(name))


@pytest.mark.parametrize("file", sorted(FURTHER.glob("8*.*")), ids=lambda file: file.name)
def test_hostile_mails_become_entries(reader: Reader, file: Path) -> None:
    """Either way; by which reader may differ where a limit strikes first."""
    try:
        letter = reader.read(file.read_bytes())
    except OverLimit as error:
        letter = set_aside(file.read_bytes(), SAID[error.limit])
    assert letter.entries


def test_a_mail_too_large_is_refused(reader: Reader) -> None:
    assert reader.read(b"\n" + b"a" * (2**20 - 1)).entries
    with pytest.raises(OverLimit) as raised:
        reader.read(b"\n" + b"a" * 2**20)
    assert raised.value.limit is Limit.MAIL


def test_a_closed_reader_begins_again(reader: Reader) -> None:
    reader.close()
    reader.close()
    assert reader.read(b"Hej").entries


def test_a_mail_set_aside_keeps_what_its_headers_tell() -> None:
    raw = b"Received: by x; Mon, 2 Nov 2026 08:30:00 +0100\nReceived: by y; Sun, 1 Nov 2026 08:30:00 +0100\n"
    raw += b"Message-ID: =?utf-8?q?=3C1=40p=3E?=\n\nNavn: Alma"
    letter = set_aside(raw, SAID[Limit.TIME])
    read = Here().read(raw)
    assert (letter.message_id, letter.received_at) == (read.message_id, read.received_at)
    (entry,) = letter.entries
    assert isinstance(entry, Unclear)
    assert entry.problem == SAID[Limit.TIME]
    assert entry.place == Place(digest=entry.place.digest)
    assert set_aside(raw + b" ", "") != letter
    assert "Alma" not in repr(letter)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"Message-ID: " + b"=?a?q?" * 200_000,
        b"Received: " + b"(" * 300_000,
        b"Date: " + b"1 " * 300_000,
        b"X: y\n" * 200_000,
        b"Message-ID:\n" + b" =?\n" * 100_000,
    ],
    ids=["empty", "zeros", "encoded words", "brackets", "dates", "many", "folded"],
)
@pytest.mark.timeout(10)
def test_headers_made_to_take_long_do_not(raw: bytes) -> None:
    assert len(set_aside(raw, "x").entries) == 1
