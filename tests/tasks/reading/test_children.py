"""What a mail may do to the process that reads it, and what it may not do to ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

import psutil
import pytest

from samraad.notification import Letter
from tasks.reading.children import Children
from tasks.reading.port import Limit, Limits, OverLimit, Unread

ROOT: Final = Path(__file__).parents[3]
LINUX: Final = sys.platform == "linux"
MISBEHAVING: Final = (sys.executable, "-m", "tests.tasks.reading.misbehaving")
#: On the wall so long that on a busy machine too every other limit is met first.
LIMITS: Final = Limits(mail_mb=2, memory_mb=64, cpu_seconds=1, seconds=100, output_mb=1)
#: For what waits and does nothing.
IMPATIENT: Final = replace(LIMITS, seconds=1)


@pytest.fixture
def children(request: pytest.FixtureRequest) -> Iterator[Children]:
    """Children that do as they are told, under narrow limits."""
    children = Children(getattr(request, "param", LIMITS), MISBEHAVING)
    yield children
    children.close()
    assert not zygotes()


def zygotes() -> list[psutil.Process]:
    """Those that this process has started."""
    return [each for each in psutil.Process().children() if "misbehaving" in " ".join(each.cmdline())]


def said(letter: Letter) -> str:
    (entry,) = letter.entries
    return str(getattr(entry, "problem", None))


@pytest.mark.parametrize(
    ("does", "limit"),
    [
        (b"spin", Limit.CPU),
        pytest.param(b"eat", Limit.MEMORY, marks=pytest.mark.skipif(not LINUX, reason="macOS limits no memory")),
        pytest.param(
            b"eat and despair", Limit.MEMORY, marks=pytest.mark.skipif(not LINUX, reason="macOS limits no memory")
        ),
        (b"flood", Limit.OUTPUT),
        (b"nonsense", Limit.CRASH),
        (b"nothing", Limit.CRASH),
        (b"leave", Limit.CRASH),
        (b"exit", Limit.CRASH),
        (b"crash", Limit.CRASH),
        (b"kill zygote", Limit.CRASH),
        (b"x" * (2 * 2**20 + 1), Limit.MAIL),
    ],
    ids=lambda value: value[:20].decode() if isinstance(value, bytes) else None,
)
def test_what_is_too_much_is_told_and_the_next_mail_is_read(children: Children, does: bytes, limit: Limit) -> None:
    memory = psutil.Process().memory_info().rss
    with pytest.raises(OverLimit) as raised:
        children.read(does)
    assert raised.value.limit is limit
    assert said(children.read(b"Hej")) == "(3, None)"
    assert psutil.Process().memory_info().rss - memory < 16 * 2**20


@pytest.mark.parametrize("children", [IMPATIENT], indirect=True)
def test_a_mail_that_takes_too_long_is_told_and_the_next_mail_is_read(children: Children) -> None:
    with pytest.raises(OverLimit, match="for lang tid"):
        children.read(b"sleep")
    assert said(children.read(b"Hej")) == "(3, None)"


def test_what_the_parsers_raise_is_told_without_its_text(children: Children) -> None:
    with pytest.raises(Unread) as raised:
        children.read(b"raise")
    assert raised.value.error == "ValueError"
    assert "misbehaving.py:" in raised.value.where
    assert "Alma" not in str(raised.value)


def test_a_mail_of_the_largest_size_goes_in_and_its_password_with_it(children: Children) -> None:
    assert said(children.read(b"x" * 2 * 2**20, "hemmeligt ÆØÅ")) == f"({2 * 2**20}, 'hemmeligt ÆØÅ')"


def test_a_child_cannot_write_files_nor_open_many(children: Children) -> None:
    assert said(children.read(b"write")) == "File too large"
    assert said(children.read(b"open")) == "Too many open files"
    left = ROOT / "skrevet.txt"
    assert left.stat().st_size == 0
    left.unlink()


def test_a_child_finds_nothing_of_ours_and_stands_behind(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_KEY", "hemmelig")
    environment, nice, files = eval(said(children.read(b"look")))
    assert set(environment) <= {"LC_ALL", "LC_CTYPE", "PATH", "PYTHONPATH", "__CF_USER_TEXT_ENCODING"}
    assert nice > 0
    assert files <= 5  # standard ones, the answer, and the folder it looks at


def test_what_a_library_prints_is_no_answer(children: Children) -> None:
    assert said(children.read(b"print")) == "skrevet ud"


@pytest.mark.parametrize("children", [IMPATIENT], indirect=True)
def test_what_a_child_starts_ends_with_it(children: Children) -> None:
    children.read(b"Hej")
    (zygote,) = zygotes()
    with pytest.raises((OverLimit, Unread), match=r"for lang tid|BlockingIOError"):  # who is not root may start nothing
        children.read(b"fork")
    assert zygote.children(recursive=True) == []


def test_a_zygote_that_died_is_replaced(children: Children) -> None:
    children.read(b"Hej")
    (zygote,) = zygotes()
    zygote.kill()
    zygote.wait()
    assert said(children.read(b"Hej")) == "(3, None)"


def test_a_zygote_that_dies_of_something_else_is_replaced_and_the_mail_is_read(children: Children) -> None:
    """The system may end it for want of memory while it waits; the mail has nothing to do with it."""
    children.read(b"Hej")
    (zygote,) = zygotes()
    zygote.suspend()
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(children.read, b"Hej")
        time.sleep(0.2)
        zygote.kill()
        assert said(reading.result(30)) == "(3, None)"


def test_threads_read_at_once_each_its_own_mail(children: Children) -> None:
    with ThreadPoolExecutor(4) as threads:
        letters = list(threads.map(children.read, (b"x" * size for size in range(40))))
    assert [said(letter) for letter in letters] == [f"({size}, None)" for size in range(40)]
    assert len(zygotes()) <= 2


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_running_when_we_are_ended(way: signal.Signals) -> None:
    """In the middle of a mail that takes long, and with an idle zygote besides."""
    program = (
        "from concurrent.futures import ThreadPoolExecutor as T\n"
        "from tests.tasks.reading.test_children import *\n"
        "reader = Children(Limits(), MISBEHAVING)\n"
        "list(T(2).map(reader.read, [b'Hej'] * 8))\n"
        "reader.read(b'sleep')\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    started: list[psutil.Process] = []
    try:
        _wait(lambda: any(each.children() for each in psutil.Process(parent.pid).children()))
        time.sleep(0.3)
        started = psutil.Process(parent.pid).children(recursive=True)
        assert len(started) >= 2
        parent.send_signal(way)
        parent.wait(10)
        _wait(lambda: not any(each.is_running() for each in started))
    finally:
        for each in (psutil.Process(parent.pid) if parent.poll() is None else None, *started):
            if each is not None and each.is_running():
                each.kill()
        parent.wait()


def _wait(until: Callable[[], bool], seconds: float = 20) -> None:
    give_up_at = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
