"""Mails made to harm, each read as the service reads it: what became of it, its cost, and the service's own memory.

    python benchmarks/hostile.py

Takes some three minutes on an idle machine. CPU is that of the child, memory the growth of this process meanwhile.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from samraad.notification import Letter, Suspicion  # noqa: E402
from tasks.reading.children import Children  # noqa: E402
from tasks.reading.port import OverLimit  # noqa: E402
from tests.tasks.reading.hostile import HOSTILE  # noqa: E402


def main() -> int:
    reader, us = Children(), psutil.Process()
    try:
        for name, make in HOSTILE.items():
            raw = make()
            reader.read(b"")
            (zygote,) = us.children()
            memory, cpu, began = us.memory_info().rss, _cpu(zygote), time.monotonic()
            try:
                outcome = _said(reader.read(raw))
            except OverLimit as error:
                outcome = f"set aside: {error.limit.value}"
            wall, cpu = time.monotonic() - began, _cpu(zygote) - cpu
            grown = (us.memory_info().rss - memory) / 2**20
            said = f"cpu {cpu:6.2f} s  wall {wall:6.2f} s  service {grown:+4.0f} MB  {outcome}"
            print(f"{name:29} {len(raw) / 2**20:6.2f} MB  {said}", flush=True)
    finally:
        reader.close()
    return 0


def _cpu(zygote: psutil.Process) -> float:
    times = zygote.cpu_times()
    return float(times.children_user + times.children_system)


def _said(letter: Letter) -> str:
    persons = sum(isinstance(entry, Suspicion) for entry in letter.entries)
    problem = next((str(entry.problem) for entry in letter.entries if not isinstance(entry, Suspicion)), "")
    return f"{persons} persons; {problem}"


if __name__ == "__main__":
    sys.exit(main())
