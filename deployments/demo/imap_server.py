"""The process behind `deployments.demo.imap`: pymap with its maildir backend, for one user."""

from __future__ import annotations

import asyncio
import errno
import os
import ssl
import sys
import time
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.maildir import MaildirBackend
from pymap.backend.maildir.users import PasswordsFile, UsersFile
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from deployments.demo.imap import HOST, READY, TAKEN

#: A demo with invented mails: the usual 500,000 rounds would cost every log-in a quarter of a second.
_ROUNDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """The one mailbox that is served."""

    folder: Path
    #: 0 takes a free one.
    port: int
    user: str
    #: PEM file with key and certificate; None: no TLS.
    certificate: Path | None = None
    #: TLS from the first byte instead of STARTTLS.
    implicit_tls: bool = False


def serve(hosted: Hosted, password: str) -> int:
    """Serves until standard input ends. Prints `ready PORT`; or `taken`, and returns 1."""
    os.environ["TZ"] = "UTC"  # pymap keeps naive local times; in UTC no hour comes twice
    time.tzset()
    try:
        asyncio.run(_serve(hosted, password))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        _say(TAKEN)
        return 1
    return 0


async def _serve(hosted: Hosted, password: str) -> None:
    backend, config = await MaildirBackend.init(_pymap_options(hosted))
    config.apply_context()
    base = str(hosted.folder)
    async with UsersFile.with_write(base) as users, PasswordsFile.with_write(base) as passwords:
        users.set(users.build_record(hosted.user, "mail"))
        hashed = BuiltinHash(rounds=_ROUNDS).hash(config.password_prep(password))
        passwords.set(passwords.build_record(hosted.user, hashed))
    connected = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(connected, HOST, hosted.port, ssl=_implicit_tls(hosted))
    _say(f"{READY} {server.sockets[0].getsockname()[1]}")
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _implicit_tls(hosted: Hosted) -> ssl.SSLContext | None:
    if hosted.certificate is None or not hosted.implicit_tls:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(hosted.certificate)
    return context


def _pymap_options(hosted: Hosted) -> Namespace:
    """What pymap's own command line would have read."""
    file = None if hosted.certificate is None else str(hosted.certificate)
    return Namespace(
        host=HOST,
        port=hosted.port,
        debug=False,
        cert=file,
        key=file,
        tls=hosted.certificate is not None and not hosted.implicit_tls,
        proxy_protocol=None,
        inherited_sockets=None,
        passlib_cfg=None,
        base_dir=str(hosted.folder),
        concurrency=2,
        layout="++",
        colon=None,
    )
