"""How long a weekly sheet of 2,000 persons takes, and how much memory.

    python benchmarks/sheet.py [--rows 2000] [--times 5] [--before CHECKOUT]

Every run takes the same mail into a new database of an embedded PostgreSQL, in a process of its own that has loaded
what watch has loaded. Registering counts from the end of the reading to the end of the commit: encrypted, held against
what is known, events, deadline, outbox. In the same run a peer: the very rows that were registered, encrypted and
hashed again and inserted table by table in one transaction, without any look-up or decision.
--before: another checkout, such as `git worktree add` of an earlier commit, measured in turn with this one.
Prints medians, and ratios, which say more than seconds on a machine nobody knows. Memory is the process's peak.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

ROOT = Path(__file__).resolve().parents[1]
if "--one" not in sys.argv:  # a run with another checkout's code must not see ours
    sys.path.insert(0, str(ROOT))

#: What is asked for.
REGISTER_SECONDS, MAIL_SECONDS, MEMORY_MB = 4.0, 15.0, 400.0
SHOWN = ("read", "register", "cpu", "mail", "peer", "memory_mb")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_one(given.one[0], Path(given.one[1]))))
        return 0
    checkouts = {"now": ROOT} | ({"before": given.before.resolve()} if given.before else {})
    runs = _measure(checkouts, given.rows, given.times)
    medians = {name: {what: statistics.median(run[what] for run in of) for what in SHOWN} for name, of in runs.items()}
    _print(runs["now"][0]["outcomes"], medians, given.times)
    now = medians["now"]
    met = now["register"] <= REGISTER_SECONDS and now["mail"] <= MAIL_SECONDS and now["memory_mb"] <= MEMORY_MB
    return 0 if met else 1


def _measure(checkouts: dict[str, Path], rows: int, times: int) -> dict[str, list[dict[str, Any]]]:
    from deployments.postgres import embedded  # noqa: PLC0415 - a run with another checkout's code must not load ours
    from tests.made_up import listed, weekly_mail  # noqa: PLC0415

    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in checkouts}
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder:
        mail = Path(folder) / "mail.eml"
        mail.write_bytes(weekly_mail(list(islice(listed(1), rows))))
        server = embedded.start(Path(folder) / "home")
        try:
            for _ in range(times):
                for name, checkout in checkouts.items():
                    command = (sys.executable, __file__, "--one", str(server.socket), str(mail))
                    environment = os.environ | {"PYTHONPATH": str(checkout)}
                    run = subprocess.run(command, env=environment, cwd=checkout, stdout=subprocess.PIPE, check=True)
                    runs[name].append(json.loads(run.stdout.splitlines()[-1]))
        finally:
            embedded.stop(Path(folder) / "home")
    return runs


def _print(outcomes: dict[str, int], medians: dict[str, dict[str, float]], times: int) -> None:
    print(f"medians of {times}: {', '.join(f'{count} {outcome}' for outcome, count in sorted(outcomes.items()))}")
    print(f"{'':8}{'read':>9}{'register':>10}{'of it CPU':>11}{'mail':>9}{'peer':>9}{'to peer':>9}{'peak memory':>13}")
    for name, of in medians.items():
        ratio = of["register"] / of["peer"]
        seconds = f"{of['read']:8.2f}s{of['register']:9.2f}s{of['cpu']:10.2f}s{of['mail']:8.2f}s{of['peer']:8.2f}s"
        print(f"{name:8}{seconds}{ratio:9.2f}{of['memory_mb']:10.0f} MB")
    if "before" in medians:
        print(
            f"registering takes {medians['now']['register'] / medians['before']['register']:.2f} of what it took before"
        )


def _one(socket: str, mail: Path) -> dict[str, Any]:
    """One mail into a new database; seconds, outcomes and the peak of this process's memory."""
    import psycopg  # noqa: PLC0415

    import deployments.watch.loops  # noqa: F401, PLC0415 - what the service has loaded counts as its memory
    from config.recipients import load_recipients  # noqa: PLC0415
    from config.rules import load_rulebooks  # noqa: PLC0415
    from config.settings import Settings  # noqa: PLC0415
    from config.texts import MessageTexts  # noqa: PLC0415
    from tasks import parsing, taking_in  # noqa: PLC0415
    from tasks.clock import clock  # noqa: PLC0415
    from tasks.encryption import Keyring, new_key  # noqa: PLC0415
    from tasks.messages import AppriseSender  # noqa: PLC0415
    from tasks.office import Office  # noqa: PLC0415
    from tasks.store.postgres import connect, open_store  # noqa: PLC0415

    names = [f"sheet_{uuid4().hex}", f"peer_{uuid4().hex}"]
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as admin:
        for name in names:
            admin.execute(f'create database "{name}"')
    urls = [f"postgresql+psycopg://postgres@/{name}?host={socket}" for name in names]
    settings, key = Settings(), new_key()
    engine = connect(urls[0])
    reader = {"reader": _reader()} if "reader" in Office.__dataclass_fields__ else {}
    office = Office(
        **reader,
        store=open_store(engine, key=key, key_file=Path("none")),
        rulebooks=load_rulebooks(settings.rulebooks),
        clock=clock(engine),
        recipients=load_recipients(settings.recipients_file, {"SAMRAAD_DEMO_SMTP_PORT": "1"}).recipients,
        sender=AppriseSender(lambda _: None),
        texts=MessageTexts(),
        public_url="",
    )
    read_at: list[float] = []
    used: list[float] = []
    real, where = (office.reader.read, type(office.reader)) if hasattr(office, "reader") else (parsing.read, parsing)

    def read(*arguments: Any, **named: Any) -> Any:
        letter = real(*(arguments[1:] if arguments[0] is getattr(office, "reader", None) else arguments), **named)
        read_at.append(time.perf_counter())
        used.append(time.process_time())
        return letter

    where.read = read
    began = time.perf_counter()
    evidence = taking_in.keep(office, source="bench", raw=mail.read_bytes(), arrived_at=None)
    kept = time.perf_counter()
    results = taking_in.take_in(office, evidence.id)
    ended, used_in_the_end = time.perf_counter(), time.process_time()
    memory = _peak_mb()
    engine.dispose()
    other = connect(urls[1])
    open_store(other, key=key, key_file=Path("none"))
    other.dispose()
    return {
        "read": read_at[-1] - kept,
        "register": ended - read_at[-1],
        "cpu": used_in_the_end - used[-1],
        "mail": ended - began,
        "peer": _peer(socket, names, Keyring.load(key, Path("none"))),
        "memory_mb": memory,
        "outcomes": Counter(result.outcome.value for result in results),
    }


def _reader() -> Any:
    from tasks.reading.children import Children  # noqa: PLC0415

    return Children()


def _peak_mb() -> float:
    """Of this process, and of the children it still has, each at its own peak."""
    everybody = [psutil.Process(), *psutil.Process().children(recursive=True)]
    statuses = [Path(f"/proc/{each.pid}/status").read_text() for each in everybody]
    return sum(int(status.split("VmHWM:")[1].split()[0]) for status in statuses) / 1024


#: Table → the columns that are encrypted, and, of the one that chains, its hash.
PEER = {
    "rulebooks": (),
    "evidence": ("source_enc", "raw_enc"),
    "persons": ("name_enc", "birth_date_enc", "cpr_enc"),
    "person_marks": (),
    "cases": (),
    "events": (),
    "outbox": (),
    "notifications": ("entry_enc",),
    "notification_marks": (),
}


def _peer(socket: str, names: list[str], keyring: Any) -> float:
    """Seconds for the same rows, encrypted and chained again, inserted in one transaction."""
    import psycopg  # noqa: PLC0415

    def connected(name: str) -> Any:
        return psycopg.connect(host=socket, user="postgres", dbname=name)

    rows: dict[str, tuple[list[str], list[list[Any]]]] = {}
    with connected(names[0]) as source:
        for table in PEER:
            cursor = source.execute(f"select * from {table}")
            columns = [column.name for column in cursor.description or ()]
            rows[table] = columns, [list(row) for row in cursor.fetchall()]
    with connected(names[1]) as connection, connection.cursor() as target:
        began = time.perf_counter()
        for table, hidden in PEER.items():
            columns, values = rows[table]
            places = [columns.index(name) for name in hidden]
            for row in values:
                for place in places:
                    if row[place] is not None:
                        row[place] = keyring.encrypt(row[place], table=table, column=columns[place], row=str(row[0]))
                if table == "events":
                    hashlib.sha256(json.dumps([str(value) for value in row]).encode()).hexdigest()
            named = f"insert into {table} ({', '.join(columns)}) overriding system value"
            target.executemany(f"{named} values ({', '.join(['%s'] * len(columns))})", values)
        connection.commit()
        return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
