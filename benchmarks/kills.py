"""Kill -9, three hundred times, inside everything intake does: every mail is accounted for once.

    python benchmarks/kills.py [--kills 300] [--seed N] [--minutes 20]

Mails are delivered into a real mailbox (pymap) while the watch service (`killed_watch.py`), on an embedded PostgreSQL
and with a real mail server for its messages, is killed and started again. Prefect is away, as it may be: watch reads
the mails itself. Each kill waits for the phase it aims at, watching marks the service's functions were wrapped with,
then a random moment more; counted is the phase that really was hit. At the end everything is held against what was
sent: folders, evidence, outcomes, cases, persons, chains, notices. Exit code 1 if anything differs, or if fewer than
half of the kills hit reading, commit or move. It ends by itself, at the latest after the minutes given and the while
the last mails take.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from itertools import islice
from pathlib import Path
from typing import Any, Final

import psutil
import psycopg
from imapclient import IMAPClient

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.killed_watch import DELIVERY, MAILBOX, PHASES, READING  # noqa: E402
from config.settings import Settings, as_variables  # noqa: E402
from deployments.demo.imap import HOST, DemoImap  # noqa: E402
from deployments.demo.smtp import DemoSmtp  # noqa: E402
from deployments.opening import at_office  # noqa: E402
from deployments.postgres import embedded  # noqa: E402
from samraad.notification import Outcome  # noqa: E402
from tests.made_up import listed, weekly_mail  # noqa: E402
from tests.system.stack import PASSWORD, USER, at_any_hour  # noqa: E402

#: How often each phase is aimed at. What is missed becomes whatever phase it was.
AIMS: Final = {"idle": 2, "fetch": 3, "keep": 4, "parse": 10, "decide": 5, "commit": 10, "move": 10, "deliver": 3}
#: The ones that must be half of all.
ASKED: Final = ("parse", "commit", "move")
#: Seconds at most from seeing the phase to the kill; a phase that is over by then is another hit.
LINGER: Final = {"idle": 1.0, "parse": 0.1, "decide": 0.05}
LOOP_OF: Final = (
    dict.fromkeys(PHASES, READING) | dict.fromkeys(("fetch", "keep", "move"), MAILBOX) | {"deliver": DELIVERY}
)
PATIENCE_SECONDS, DRAIN_SECONDS = 6.0, 300.0
#: Mails that lie in the mailbox unread, so that there is something to be killed in.
AT_HAND: Final = 3
#: Each so-manyth start reads mails in a child process as the service does; that takes a second to be ready.
IN_CHILD: Final = 4
UNCLEAR = (
    "From: Vagthavende <vagt@politi.example>\r\nTo: underretning@kommune.example\r\nSubject: Nr. {0}\r\n"
    "Message-ID: <unclear-{0}@politi.example>\r\n\r\nHvem skal vi ringe til om sagerne? Nr. {0}.\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail and what it must become."""

    raw: bytes
    message_id: str
    outcomes: Counter[str]

    @property
    def quarantined(self) -> bool:
        """A person has to look at it."""
        return Outcome.QUARANTINED.value in self.outcomes


def mails() -> Iterator[Mail]:
    """Lists of several lengths, mails nobody understands, and lists that come twice, without end."""
    persons, before, serial = listed(1), [], 0
    while True:
        serial += 1
        if serial % 5 == 2:
            raw = UNCLEAR.format(serial).encode()
            yield Mail(raw=raw, message_id=f"<unclear-{serial}@politi.example>", outcomes=Counter(quarantined=1))
        elif serial % 5 == 4 and before:
            again = before.pop(0)
            duplicates = Counter(duplicate=again.outcomes.total())
            yield Mail(raw=again.raw, message_id=again.message_id, outcomes=duplicates)
        else:
            rows = list(islice(persons, (3, 40, 90)[serial % 3]))
            raw = weekly_mail(rows, serial)
            before.append(
                Mail(
                    raw=raw,
                    message_id=f"<liste-{serial}@politi.example>",
                    outcomes=Counter(row.outcome.value for row in rows),
                )
            )
            yield before[-1]


@dataclass
class Run:
    """What happened so far."""

    settings: Settings
    imap: DemoImap
    nursery: subprocess.Popen[str]
    phases: Path
    random: random.Random
    sent: list[Mail] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    aimed: Counter[str] = field(default_factory=Counter)
    in_child: int = 0

    def start(self, *, in_child: bool = False) -> psutil.Process:
        """A watch service."""
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.phases.write_bytes(b"\0\0\0")
        self.nursery.stdin.write("start child\n" if in_child else "start\n")
        self.nursery.stdin.flush()
        return psutil.Process(int(self.nursery.stdout.readline()))

    def now(self) -> tuple[str, str, str]:
        """What the three loops are doing."""
        place = self.phases.read_bytes()
        return PHASES[place[MAILBOX]], PHASES[place[READING]], PHASES[place[DELIVERY]]

    def kill(self, number: int) -> None:
        """Start a service, wait for a phase, kill it."""
        in_child = number % IN_CHILD == 0
        aim = self.random.choices(list(AIMS), list(AIMS.values()))[0]
        process = self.start(in_child=in_child)
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while aim != "idle" and self.now()[LOOP_OF[aim]] != aim and time.monotonic() < give_up_at:
            time.sleep(0.0005)
        time.sleep(self.random.uniform(0, LINGER.get(aim, 0.01)))
        family = process.children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)  # ProcessLookupError: it ended by itself, which is a failure
        _gone([process, *family])
        hit = self.now()
        # Three loops, one kill: the phase aimed at if it was hit, else whichever is busier.
        self.hits[aim if aim in hit else max(hit, key=lambda name: (name in ASKED, PHASES.index(name)))] += 1
        self.aimed[aim] += 1
        self.in_child += in_child


def _gone(processes: list[psutil.Process]) -> None:
    """The service is gone, and soon after it whoever read for it."""
    ends = time.monotonic() + 60  # a busy machine: a reader that is just being loaded looks up late
    while any(_lives(each) for each in processes):
        if time.monotonic() > ends:
            raise SystemExit("a process outlived the service it belonged to")
        time.sleep(0.001)


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=20)
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="samraad-") as folder, _running(Path(folder), given.seed) as run:
        coming = mails()
        with _database(run.settings.home) as connection:
            while run.hits.total() < given.kills and time.monotonic() - began < 60 * given.minutes:
                while len(run.sent) - _count(connection, "evidence where read_at is not null") < AT_HAND:
                    run.sent.append(next(coming))
                    run.imap.deliver(run.sent[-1].raw, datetime.now(UTC))
                run.kill(run.hits.total())
            killing = time.monotonic() - began
            _drain(run, connection)
            problems = [*_problems(run, connection)]
    _print(run, killing, time.monotonic() - began)
    asked = sum(run.hits[name] for name in ASKED)
    if run.hits.total() < given.kills:
        problems.append(f"only {run.hits.total()} kills in the time")
    if 2 * asked < run.hits.total():
        problems.append(f"only {asked} kills hit {', '.join(ASKED)}")
    for problem in problems:
        print(f"WRONG: {problem}")
    return bool(problems)


def _print(run: Run, killing: float, whole: float) -> None:
    asked = sum(run.hits[name] for name in ASKED)
    print(
        f"{run.hits.total()} kills in {killing:.0f} s, {run.in_child} of services that read in a child process; ",
        end="",
    )
    print(f"{asked} inside {', '.join(ASKED)}; {whole:.0f} s in all")
    for name in PHASES:
        print(f"  {name:8}{run.hits[name]:5} hit {run.aimed[name]:5} aimed at")
    persons = sum(mail.outcomes.total() for mail in run.sent)
    print(f"{len(run.sent)} mails with {persons} entries")


@contextmanager
def _running(home: Path, seed: int) -> Iterator[Run]:
    recipients = home / "recipients.toml"
    recipients.write_text((ROOT / "config" / "recipients.toml").read_text("utf-8"), "utf-8")
    phases = home / "phases"
    phases.write_bytes(b"\0\0\0")
    command = (sys.executable, str(Path(__file__).parent / "killed_watch.py"), str(phases))
    with (
        DemoImap(home / "imap", 0, user=USER, password=PASSWORD) as imap,
        DemoSmtp(home / "smtp", 0, lambda _: None) as smtp,
    ):
        settings = Settings(
            home=home / "var",
            demo_smtp_port=smtp.port,
            mailbox_host=HOST,
            mailbox_port=imap.port,
            mailbox_user=USER,
            mailbox_password=PASSWORD,
            mailbox_tls="none",
            recipients_file=at_any_hour(recipients),
        )
        (settings.home / "log").mkdir(parents=True)
        embedded.start(settings.home)
        try:
            with at_office(settings):  # the tables are made before the first kill
                pass
            environment = os.environ | as_variables(settings) | {"PYTHONPATH": str(ROOT)}
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
            ) as nursery:
                made = random.Random(seed)
                yield Run(settings=settings, imap=imap, nursery=nursery, phases=phases, random=made)
                if nursery.stdin is not None:
                    nursery.stdin.close()
        finally:
            embedded.stop(settings.home)


@contextmanager
def _database(home: Path) -> Iterator[psycopg.Connection]:
    socket = str(embedded.start(home).socket)
    with psycopg.connect(host=socket, user="postgres", dbname=embedded.CASES, autocommit=True) as connection:
        yield connection


def _count(connection: psycopg.Connection, what: str) -> int:
    row = connection.execute(f"select count(*) from {what}").fetchone()  # type: ignore[arg-type]
    return 0 if row is None else int(row[0])


def _drain(run: Run, connection: psycopg.Connection) -> None:
    """Let the service do the rest, unharmed."""
    process = run.start(in_child=True)
    ends = time.monotonic() + DRAIN_SECONDS
    unsent = "deliveries where state not in ('sent', 'given_up')"
    while time.monotonic() < ends:
        inbox = _folders(run)[run.settings.mailbox_folder]
        if not inbox and not _count(connection, "outbox where not covered") and not _count(connection, unsent):
            break
        time.sleep(0.5)
    process.terminate()
    _gone([process])


def _folders(run: Run) -> dict[str, list[str]]:
    """Folder → Message-IDs in it."""
    found = {}
    with IMAPClient(HOST, port=run.imap.port, ssl=False, timeout=10) as client:
        client.plain_login(USER, PASSWORD)
        there = {name for _, _, name in client.list_folders()}
        for folder in (run.settings.mailbox_folder, run.settings.done_folder, run.settings.quarantine_folder):
            found[folder] = []
            if folder in there:
                client.select_folder(folder, readonly=True)
                for mail in client.fetch(client.search("ALL"), ["BODY.PEEK[]"]).values():
                    found[folder].append(_message_id(mail[b"BODY[]"]))
    return found


def _message_id(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=default)["Message-ID"])


def _problems(run: Run, connection: psycopg.Connection) -> Iterator[str]:
    """Whatever is not as it was sent."""
    folders, settings = _folders(run), run.settings
    for folder, wanted in (
        (settings.mailbox_folder, []),
        (settings.done_folder, [mail.message_id for mail in run.sent if not mail.quarantined]),
        (settings.quarantine_folder, [mail.message_id for mail in run.sent if mail.quarantined]),
    ):
        if sorted(folders[folder]) != sorted(wanted):
            differs = Counter(folders[folder])
            differs.subtract(wanted)
            yield f"{folder}: { ({name: number for name, number in differs.items() if number}) }"
    yield from _evidence(run, connection)
    opened = sum(mail.outcomes["opened"] for mail in run.sent)
    if not opened == _count(connection, "cases") == _count(connection, "persons"):
        yield f"{opened} to be opened, {_count(connection, 'cases')} cases, {_count(connection, 'persons')} persons"
    if twice := _count(connection, "(select person from cases group by person having count(*) > 1) as twice"):
        yield f"{twice} persons with two cases"
    yield from _notices(run, connection, opened)
    with at_office(settings) as office:
        audit = office.store.verify()
    yield from audit.problems


def _evidence(run: Run, connection: psycopg.Connection) -> Iterator[str]:
    """One for each mail, read, with the outcomes of that mail."""
    found: Counter[tuple[Any, ...]] = Counter()
    with at_office(run.settings) as office, office.store.work() as work:
        for (id_,) in connection.execute("select id::text from evidence").fetchall():
            evidence = work.evidence(id_)
            if evidence.read_at is None:
                yield "a mail was not read"
            outcomes = Counter(result.outcome.value for result in work.results(id_))
            found[_message_id(evidence.raw), *sorted(outcomes.items())] += 1
    wanted = Counter((mail.message_id, *sorted(mail.outcomes.items())) for mail in run.sent)
    for name, difference in (("too much", found - wanted), ("missing", wanted - found)):
        if difference:
            yield f"evidence {name}: {dict(difference)}"


def _notices(run: Run, connection: psycopg.Connection, opened: int) -> Iterator[str]:
    """One on each case opened and on each mail somebody must look at, each told in one message that went out."""
    unclear = sum(mail.quarantined for mail in run.sent)
    for kind, wanted in (("opened", opened), ("quarantined", unclear)):
        if (there := _count(connection, f"outbox where kind = '{kind}'")) != wanted:
            yield f"{there} notices of {kind}, not {wanted}"
    if untold := _count(connection, "outbox where not covered"):
        yield f"{untold} notices nobody was told"
    if twice := _count(
        connection, "(select notice from delivery_notices group by notice having count(*) > 1) as twice"
    ):
        yield f"{twice} notices in two messages"
    if unsent := _count(connection, "deliveries where state <> 'sent'"):
        yield f"{unsent} messages not sent"


if __name__ == "__main__":
    sys.exit(main())
