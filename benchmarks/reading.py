"""What it costs to read a mail in a child process: against reading in this one, and against a new process a mail.

    python benchmarks/reading.py [--times 50]

A sample mail of one person, and a sheet of the samples. Besides the zygote that the service uses: multiprocessing's
forkserver with the parsers preloaded, as started from a script, and a new Python a mail. Prints medians.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tasks import parsing  # noqa: E402
from tasks.reading.answers import LETTER  # noqa: E402
from tasks.reading.children import Children  # noqa: E402
from tests import samples  # noqa: E402

ALONE = (
    "import sys; from tasks import parsing; from tasks.reading.answers import LETTER;"
    "sys.stdout.buffer.write(LETTER.dump_json(parsing.read(sys.stdin.buffer.read())))"
)
#: A new process a mail takes a second or two.
FEW = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    times = parser.parse_args().times
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["tasks.parsing", "tasks.reading.answers"])

    def forked(raw: bytes) -> None:
        ours, theirs = forkserver.Pipe()
        process = forkserver.Process(target=_forked, args=(theirs,))
        process.start()
        ours.send_bytes(raw)
        LETTER.validate_json(ours.recv_bytes())
        process.join()

    ways: dict[str, tuple[int, Callable[[bytes], object]]] = {}
    children = Children()
    try:
        ways["in this process"] = times, parsing.read
        ways["child of a zygote"] = times, children.read
        ways["child of a forkserver"] = times, forked
        ways["a new process"] = FEW, _alone
        for name in (samples.names()[0], next(name for name in samples.names() if "xlsx" in name or "mandag" in name)):
            _compare(name, samples.raw(name), ways)
    finally:
        children.close()
    return 0


def _compare(name: str, raw: bytes, ways: dict[str, tuple[int, Callable[[bytes], object]]]) -> None:
    print(f"{name} ({len(raw):,} bytes)")
    base = None
    for way, (times, read) in ways.items():
        read(raw)
        took = statistics.median(_timed(read, raw) for _ in range(times))
        base = base or took
        print(f"  {way:22} {1000 * took:8.1f} ms  +{1000 * (took - base):7.1f} ms  x{took / base:6.1f}")


def _timed(read: Callable[[bytes], object], raw: bytes) -> float:
    began = time.perf_counter()
    read(raw)
    return time.perf_counter() - began


def _forked(connection: Connection) -> None:
    connection.send_bytes(LETTER.dump_json(parsing.read(connection.recv_bytes())))


def _alone(raw: bytes) -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], input=raw, capture_output=True, check=True, cwd=ROOT)
    LETTER.validate_json(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
