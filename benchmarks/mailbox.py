"""What a mailbox costs in which old mails lie: bytes on the wire and seconds, with 10 and with many.

    python benchmarks/mailbox.py [--mails 10000]

A real Dovecot on loopback, reached through a counting proxy. Old mails are stored already and could not be moved, which
is the worst case. An IDLE wake is a mail that arrives: noticed, fetched, not moved.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tasks.mailboxes.imap import ImapMailbox  # noqa: E402
from tests.dovecot import Dovecot  # noqa: E402
from tests.proxy import Proxy  # noqa: E402

FEW = 10
POLLS = 200
WAKES = 20
BODY = b"hej\r\n" * 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Bytes both ways, and seconds."""

    bytes: float
    seconds: float


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    many = parser.parse_args().mails
    few_costs, many_costs = measure(FEW), measure(many)
    print(f"{'':28}{FEW:>14}{many:>14}{'ratio':>10}")
    for name, few in few_costs.items():
        other = many_costs[name]
        for unit, one, two in (("bytes", few.bytes, other.bytes), ("ms", few.seconds * 1e3, other.seconds * 1e3)):
            print(f"{name}, {unit}".ljust(28) + f"{one:14.2f}{two:14.2f}{two / one:10.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of this process at most: {memory:.0f} MB")


def measure(mails: int) -> dict[str, Cost]:
    """Name → cost of one."""
    with Dovecot() as server:
        _fill(server, mails)
        with Proxy(server.port) as proxy:
            costs = {}
            account = server.account(port=proxy.port)
            before, began = proxy.passed, time.perf_counter()
            unread = sum(1 for _ in _all(ImapMailbox(account)))
            costs["first start, per mail"] = _per(unread, proxy.passed - before, time.perf_counter() - began)
            before, began = proxy.passed, time.perf_counter()
            with ImapMailbox(account) as mailbox:
                assert list(mailbox.new(kept=_everything)) == []
                costs["opening again"] = _per(1, proxy.passed - before, time.perf_counter() - began)
                costs["poll"] = _poll(mailbox, proxy)
                costs["IDLE wake"] = _wake(mailbox, server, proxy)
            return costs


def _all(mailbox: ImapMailbox) -> Sequence[int]:
    """Sizes, in batches as watch takes them; no mail is kept."""
    sizes: list[int] = []
    with mailbox:
        while batch := [len(mail.raw) for mail in mailbox.new(50)]:
            sizes += batch
    return sizes


def _everything(keys: Sequence[str]) -> Collection[str]:
    return keys


def _poll(mailbox: ImapMailbox, proxy: Proxy) -> Cost:
    taken, before = [], proxy.passed
    for _ in range(POLLS):
        began = time.perf_counter()
        assert list(mailbox.new()) == []
        taken.append(time.perf_counter() - began)
    return Cost(bytes=(proxy.passed - before) / POLLS, seconds=statistics.median(taken))


def _wake(mailbox: ImapMailbox, server: Dovecot, proxy: Proxy) -> Cost:
    """From the arrival to the mail in hand."""
    taken, before = [], proxy.passed
    for _ in range(WAKES):
        arrived: list[float] = []
        sender = threading.Timer(0.2, _deliver, (server, arrived))
        sender.start()
        while not mailbox.wait(10):
            pass
        assert len(list(mailbox.new())) == 1
        in_hand = time.perf_counter()
        sender.join()
        taken.append(max(in_hand - arrived[0], 0.0))
    return Cost(bytes=(proxy.passed - before) / WAKES, seconds=statistics.median(taken))


def _deliver(server: Dovecot, arrived: list[float]) -> None:
    server.deliver(BODY, datetime.now(UTC))
    arrived.append(time.perf_counter())


def _per(number: int, passed: int, seconds: float) -> Cost:
    return Cost(bytes=passed / number, seconds=seconds / number)


def _fill(server: Dovecot, mails: int) -> None:
    with server.client() as client:
        for number in range(mails):
            client.append(
                "INBOX", b"Subject: %d\r\n\r\n" % number + BODY, msg_time=datetime(2026, 11, 2, 8, tzinfo=UTC)
            )


if __name__ == "__main__":
    main()
