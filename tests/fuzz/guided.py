"""Inputs guided by coverage: what reaches new code is changed further. Atheris; Linux on x86-64 only.

    python -m tests.fuzz.guided --inputs 20000 --seed 1 --results FILE

A process of its own, as the parsers are instrumented while they are imported, and the fuzzer never returns. libFuzzer
tells its progress on standard error, coverage included.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import tempfile
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["tasks.parsing"], enable_loader_override=False):
    from tasks import parsing

from tests.fuzz import seeds
from tests.fuzz.check import Check
from tests.fuzz.mutation import mutate

KIND = "guided by coverage"
_LONGEST = 20_000


def main() -> None:
    """Fuzz until so many inputs were read, then write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, required=True)
    given = parser.parse_args()
    check = Check()

    def one(data: bytes) -> None:
        check.one(KIND, data)
        if check.tallies[KIND].inputs >= given.inputs:
            given.results.write_bytes(pickle.dumps(check))
            os._exit(0)

    with tempfile.TemporaryDirectory(prefix="samraad-") as folder, check.counting():
        for number, raw in enumerate(seeds.mails()):
            (Path(folder) / f"{number:03d}").write_bytes(raw)
        flags = [f"-seed={given.seed}", f"-max_len={_LONGEST}", "-rss_limit_mb=2048", "-timeout=60", folder]
        atheris.Setup([sys.argv[0], *flags], one, custom_mutator=_mutator)
        atheris.Fuzz()


def _mutator(data: bytes, longest: int, seed: int) -> bytes:
    rng = Random(seed)
    if rng.random() < 0.1:
        return bytes(atheris.Mutate(data, longest))
    return mutate(data, rng, rng.choice(seeds.mails()))[1][:longest]


if __name__ == "__main__":
    assert parsing.read
    main()
