"""Every compiled pattern of the parser on long runs of each kind of character: which take more than linear time.

    .venv/bin/python benchmarks/patterns.py [LENGTH]

Each pattern searches runs of LENGTH and of half as many characters (default 50,000). One that takes over a tenth of a
second for the longer and over three times the time of the shorter is superlinear. Slow ones are cut off at two seconds.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any, Final

import tasks.parsing

#: What is repeated, and what ends the run so that a match fails late.
UNITS: Final = (
    *("a", "A", "å", "1", " ", "\n", "\t", "-", ".", ",", ":", ";", "(", ")", "§", "*", "_", ">", "<", "@", "=", '"'),
    *("a ", "A ", "Aa ", "1 ", "a.", "a,", "a-", "Aa-", "1.", "1-", " \n", "a\n", "§1 ", "og ", "sigtet ", "den "),
    *("vold, ", "kl. 1 ", "cpr ", "ikke ", "for ", "afhøring ", "{a", "/*", "@a{", "<a", "=a", "mor ", "D ", "a: "),
)
ENDS: Final = ("", "!", "\n\x00")
#: Seconds above which a search is long, and at which it is cut off.
LONG: Final = 0.1
CUT: Final = 2
#: A linear search takes twice the time for twice the length.
GROWTH: Final = 3.0


class _Cut(Exception):
    """The search took too long."""


def patterns() -> dict[str, re.Pattern[Any]]:
    """The patterns of all modules, by the name of the first that has them."""
    found: dict[re.Pattern[Any], str] = {}
    for module in pkgutil.walk_packages(tasks.parsing.__path__, "tasks.parsing."):
        for name, pattern in _of(importlib.import_module(module.name)):
            found.setdefault(pattern, f"{module.name}.{name}")
    return {name: pattern for pattern, name in found.items()}


def _of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        for at, pattern in enumerate(_inside(value)):
            yield f"{name}[{at}]", pattern


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _inside(each)


def _cut(_signal: int, _frame: FrameType | None) -> None:
    raise _Cut


def seconds(pattern: re.Pattern[Any], text: str) -> float:
    """Processor time of finding all matches, at most `CUT`."""
    given: Any = text if isinstance(pattern.pattern, str) else text.encode()
    signal.setitimer(signal.ITIMER_VIRTUAL, CUT)
    began = time.process_time()
    try:
        for _ in pattern.finditer(given):
            pass
    except _Cut:
        return float(CUT)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def slow(pattern: re.Pattern[Any], length: int) -> tuple[str, float] | None:
    """The run that takes longest among those that are superlinear, and its seconds."""
    worst: tuple[str, float] | None = None
    for unit in UNITS:
        for end in ENDS:
            took = seconds(pattern, unit * (length // len(unit)) + end)
            if took < LONG or (worst and took <= worst[1]):
                continue
            if took >= CUT or took > GROWTH * seconds(pattern, unit * (length // len(unit) // 2) + end):
                worst = unit, took
        if worst and worst[1] >= CUT:
            break
    return worst


def main() -> None:
    """Print the superlinear ones."""
    signal.signal(signal.SIGVTALRM, _cut)
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    every = patterns()
    for name, pattern in every.items():
        if found := slow(pattern, length):
            print(f"{found[1]:6.2f} s  {found[0]!r:14} {name}", flush=True)
    print(f"{len(every)} patterns, {len(UNITS) * len(ENDS)} runs of {length:,} characters each")


if __name__ == "__main__":
    main()
