"""Broken, senseless and hostile mails through the parser, a great many: nothing raises, nothing hangs, nothing is lost.

    python benchmarks/fuzz.py [--inputs 200000] [--seed 1] [--processes 1] [--found FOLDER]

Three sources, in batches of bounded size, each in a process of its own: mails changed at random inside their cells,
fields and words, mails that Hypothesis makes, and mails guided by coverage (Atheris; Linux on x86-64 only, elsewhere
its share goes to the first). The same seed gives the same inputs, except for the guided ones. Prints a row a kind; an
input that fails is kept in FOLDER with its trace, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fuzz import sources  # noqa: E402
from tests.fuzz.check import Check, Failure, Tally  # noqa: E402

BATCH = 10_000
#: Of all inputs.
SHARES = {"mutated": 0.65, "made": 0.1, "guided": 0.25}
#: Seconds a batch may take at most: fifty times what it takes.
LONGEST_SECONDS = 3_600


@dataclass(frozen=True)
class Batch:
    source: str
    seed: int
    inputs: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--found", type=Path, default=ROOT / "var/fuzz")
    parser.add_argument("--batch", nargs=2, metavar=("SOURCE", "RESULTS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.batch:
        return _be_batch(given.batch[0], given.seed, given.inputs, Path(given.batch[1]))
    began, total, edges = time.monotonic(), Check(), 0
    with ThreadPoolExecutor(given.processes) as threads:
        for batch, (check, covered) in zip(
            plan := _plan(given.inputs, given.seed), threads.map(_run, plan), strict=True
        ):
            total.add(check)
            edges = max(edges, covered)
            read = sum(each.inputs for each in total.tallies.values())
            print(
                f"{time.monotonic() - began:7.0f} s  {batch.source:8} {read:9,} read, {total.failed} failed", flush=True
            )
    _report(total, edges)
    _keep(total, given.found)
    return 1 if total.failed else 0


def _plan(inputs: int, seed: int) -> list[Batch]:
    """Batches of the sources in turn, so that a run that is broken off has seen all of them."""
    shares = dict(SHARES)
    if importlib.util.find_spec("atheris") is None:
        shares["mutated"] += shares.pop("guided")
    batches = []
    for source, share in shares.items():
        left, number = round(inputs * share), 0
        while left > 0:
            batches.append((number, Batch(source, seed * 1000 + number, min(left, BATCH))))
            left, number = left - BATCH, number + 1
    return [batch for _, batch in sorted(batches, key=lambda each: each[0])]


def _run(batch: Batch) -> tuple[Check, int]:
    """The batch's results, and the edges of the parsers' code its inputs covered, where known."""
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder:
        results = Path(folder) / "results"
        options = ["--inputs", str(batch.inputs), "--seed", str(batch.seed)]
        if batch.source == "guided":
            command = [sys.executable, "-m", "tests.fuzz.guided", *options, "--results", str(results)]
        else:
            command = [sys.executable, __file__, *options, "--batch", batch.source, str(results)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
        )
        if done.returncode == 0:
            check: Check = pickle.loads(results.read_bytes())
        else:
            where = f"{batch} ended with {done.returncode}"
            check = Check(failed=1, failures={where: Failure(batch.source, b"", where, done.stderr[-4000:])})
        return check, max((int(number) for number in re.findall(r"\bcov: (\d+)", done.stderr)), default=0)


def _be_batch(source: str, seed: int, inputs: int, results: Path) -> int:
    check = Check()
    with check.counting():
        {"mutated": sources.mutated, "made": sources.made}[source](check, seed, inputs)
    results.write_bytes(pickle.dumps(check))
    return 0


def _report(check: Check, edges: int) -> None:
    whole = Tally()
    print(f"\n{'kind':20} {'inputs':>9} {'to rows':>8} {'persons':>8} {'automatic':>9} {'mean ms':>8} {'slowest s':>9}")
    for kind, tally in [*sorted(check.tallies.items()), ("all", whole)]:
        part = max(tally.inputs, 1)
        print(
            f"{kind:20} {tally.inputs:9,} {tally.reached / part:8.1%} {tally.recognised / part:8.1%}"
            f" {tally.automatic / part:9.1%} {1000 * tally.seconds / part:8.2f} {tally.slowest_seconds:9.2f}"
        )
        whole.slowest_seconds = max(whole.slowest_seconds, tally.slowest_seconds)
        for name in ("inputs", "reached", "recognised", "automatic", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    print(f"{check.failed} failed, in {len(check.failures)} ways" + (f"; {edges:,} edges covered" if edges else ""))


def _keep(check: Check, folder: Path) -> None:
    for failure in check.failures.values():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{failure.name}.eml").write_bytes(failure.raw)
        (folder / f"{failure.name}.txt").write_text(f"{failure.kind}\n{failure.where}\n{failure.trace}", "utf-8")
        print(f"  {failure.where}: {folder.name}/{failure.name}.eml")


if __name__ == "__main__":
    sys.exit(main())
