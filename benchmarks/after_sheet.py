"""How long a mail waits that comes right after a large sheet, while Prefect is away and the sheet's messages go out.

    python benchmarks/after_sheet.py [--rows 2000] [--times 3] [--before CHECKOUT]

The real loops of watch, on an embedded PostgreSQL and with a real mail server for the messages, in a process of its
own. Prefect is not asked: watch does everything itself at once. Counted from keeping the second mail, as soon as the
sheet is read, to its case. --before: another checkout, measured in turn with this one. Prints medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if "--one" not in sys.argv:  # a run with another checkout's code must not see ours
    sys.path.insert(0, str(ROOT))

LOOK_SECONDS = 0.02
LONGEST_SECONDS = 300.0
SHOWN = {"opened": "the mail is a case after", "delivered": "the sheet's messages are sent after"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_one(given.one)))
        return 0
    checkouts = {"now": ROOT} | ({"before": given.before.resolve()} if given.before else {})
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for _ in range(given.times):
        for name, checkout in checkouts.items():
            runs[name].append(_apart(given.rows, checkout))
    for name, of in runs.items():
        medians = (f"{said} {statistics.median(run[what] for run in of):.1f} s" for what, said in SHOWN.items())
        print(f"{name:8}{', '.join(medians)}   (medians of {given.times})")
    return 0


def _apart(rows: int, checkout: Path) -> dict[str, float]:
    command = (sys.executable, __file__, "--one", str(rows))
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    run = subprocess.run(command, env=environment, cwd=checkout, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def _one(rows: int) -> dict[str, float]:
    """Seconds from keeping the second mail."""
    from config.settings import Settings  # noqa: PLC0415
    from deployments.demo.smtp import DemoSmtp  # noqa: PLC0415
    from deployments.opening import at_office  # noqa: PLC0415
    from deployments.postgres import embedded  # noqa: PLC0415
    from deployments.watch import errands, loops  # noqa: PLC0415
    from tests.made_up import listed, weekly_mail  # noqa: PLC0415
    from tests.system.stack import at_any_hour  # noqa: PLC0415

    errands.PATIENCE = -1.0
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder, DemoSmtp(Path(folder), 0, lambda _: None) as smtp:
        recipients = Path(folder) / "recipients.toml"
        recipients.write_text((Path.cwd() / "config" / "recipients.toml").read_text("utf-8"), "utf-8")
        settings = Settings(
            home=Path(folder) / "var", demo_smtp_port=smtp.port, recipients_file=at_any_hour(recipients)
        )
        (settings.home / "log").mkdir(parents=True)
        embedded.start(settings.home)
        persons, stop = listed(1), threading.Event()
        try:
            with at_office(settings) as office:
                table = tuple(each for each in loops.loops(settings, office, stop) if each.name != "picture")
                running = threading.Thread(target=loops.run, args=(table, stop))
                running.start()
                try:
                    return _after_the_sheet(office, weekly_mail(list(islice(persons, rows))), persons)
                finally:
                    stop.set()
                    running.join()
        finally:
            embedded.stop(settings.home)


def _after_the_sheet(office: Any, sheet: bytes, persons: Any) -> dict[str, float]:
    from tasks import taking_in  # noqa: PLC0415
    from tests.made_up import weekly_mail  # noqa: PLC0415

    serial = count()

    def keep(raw: bytes) -> str:
        return str(taking_in.keep(office, source=f"bench/{next(serial)}", raw=raw, arrived_at=None).id)

    def read(evidence: str) -> Any:
        def is_read() -> bool:
            with office.store.work() as work:
                return bool(work.is_read(evidence))

        return is_read

    def delivered() -> bool:
        with office.store.work() as work:
            return not work.waiting_notices() and not work.open_deliveries()

    _wait(read(keep(sheet)))
    began = time.monotonic()
    # Whoever keeps mails looks for room; whoever sends messages has begun by then.
    time.sleep(0.6)
    kept = time.monotonic()
    _wait(read(keep(weekly_mail(list(islice(persons, 1)), 2))))
    opened = time.monotonic() - kept
    _wait(delivered)
    return {"opened": opened, "delivered": time.monotonic() - began}


def _wait(until: Any) -> None:
    ends = time.monotonic() + LONGEST_SECONDS
    while not until():
        if time.monotonic() > ends:
            raise SystemExit("it did not happen in time")
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
