"""A real IMAP server and a real SMTP sink on loopback: what `samraad up --demo` and the tests talk to.

    python -m deployments.demo.servers imap --folder FOLDER --port 1143 --user demo
    python -m deployments.demo.servers smtp --folder FOLDER --port 1025

The first reads the password from its standard input, and both run until that is closed. They are for demonstration:
they listen on 127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deployments.demo.imap_server import Hosted, serve
from deployments.demo.smtp import DemoSmtp, Message


def main(arguments: list[str] | None = None) -> int:
    """Runs one of the two servers until standard input ends. Exit code 1: the port is taken."""
    options = _parser().parse_args(arguments)
    if options.server == "imap":
        password = sys.stdin.readline().rstrip("\n")
        hosted = Hosted(
            folder=options.folder,
            port=options.port,
            user=options.user,
            certificate=options.certificate,
            implicit_tls=options.implicit,
        )
        return serve(hosted, password)
    with DemoSmtp(options.folder, options.port, _show):
        sys.stdin.read()
    return 0


def _show(message: Message) -> None:
    sys.stdout.write(f"Til {message.recipient}: {message.subject}\n{message.body}\n\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deployments.demo.servers", description=__doc__)
    servers = parser.add_subparsers(dest="server", required=True)
    imap = servers.add_parser("imap", help="a mailbox kept in a folder; the password is read from standard input")
    smtp = servers.add_parser("smtp", help="takes every message and keeps it as an .eml file")
    for server in (imap, smtp):
        server.add_argument("--folder", type=Path, required=True, help="where the mails are kept")
        server.add_argument("--port", type=int, required=True)
    imap.add_argument("--user", default="demo")
    imap.add_argument("--certificate", type=Path, default=None, help="PEM file with key and certificate: TLS")
    imap.add_argument("--implicit", action="store_true", help="TLS from the first byte instead of STARTTLS")
    return parser


if __name__ == "__main__":
    sys.exit(main())
