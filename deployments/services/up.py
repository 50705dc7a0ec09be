"""`samraad up` and `samraad down`: everything on one machine.

The database first; then, side by side, Prefect's server, the deploying (which waits for it) and watch (which keeps the
deadlines whether Prefect is there or not); the worker once its pool is there.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial

from pydantic import SecretStr

from config.settings import Settings, as_variables
from deployments.postgres import embedded
from deployments.server import ports
from deployments.server import stack as prefect_stack
from deployments.services import home_lock, service
from deployments.services.plan import POOL_TYPES, read_plan
from deployments.services.service import Folders, Service
from deployments.services.supervisor import Supervisor
from deployments.watch.source import has_mailbox, look, source
from samraad.errors import DatabaseDown, SamraadError

#: Where the demo's messages are answered; its mail sink puts what is sent there into the demo's mailbox.
DEMO_REPLY_ADDRESS = "underretning@kommune.example"

#: Seconds `down` waits for an `up` to have stopped everything.
DOWN_SECONDS = 60

#: Name of the job after which the flows are in Prefect.
DEPLOY = "deploy"

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Announce = Callable[[str], None]


def up(settings: Settings, *, demo: bool, announce: Announce) -> None:
    """Run everything until Ctrl-C, SIGTERM or `down`. `announce` gets a line of Danish at a time.

    Raises AlreadyUp, PortTaken, BadSetting (prefect.yaml, the mailbox's account), DatabaseDown; whatever was started is
    stopped first. A mailbox that cannot be opened is announced only: deadlines must be kept all the same.
    """
    if demo:
        settings = for_demo(settings)
    elif has_mailbox(settings):
        source(settings)
    folders = Folders.of(settings.home)
    with home_lock.only_one(folders), _stopped_by_signal() as stop:
        _end_orphans(folders)
        _check_ports(settings, demo=demo)
        database = _database(settings, announce)
        try:
            if not demo and has_mailbox(settings):
                threading.Thread(target=_look_at_mailbox, args=(settings, stop, announce), daemon=True).start()
            with _demo(settings, announce) if demo else nullcontext(_nothing) as begin:
                _supervise(settings, services(settings, database), folders, stop, announce, begin)
        finally:
            embedded.stop(settings.home)
            announce("Alt er stoppet.")


def down(settings: Settings) -> tuple[str, ...]:
    """Stop the `up` of this home, what a killed one left behind, and the embedded database. Returns their names.

    Raises Failure when an `up` does not stop.
    """
    folders = Folders.of(settings.home)
    stopped = []
    if running := home_lock.holder(folders):
        running.terminate()
        home_lock.wait_until_free(folders, DOWN_SECONDS)
        stopped.append("up")
    with home_lock.only_one(folders):
        stopped += _end_orphans(folders)
        if embedded.stop(settings.home):
            stopped.append("postgres")
    return tuple(stopped)


@contextmanager
def no_database_left(settings: Settings) -> Iterator[None]:
    """Around what may refuse to start: an embedded database that it started is stopped then, unless an `up` has it."""
    ran = settings.database_url is not None or embedded.running(settings.home) is not None
    try:
        yield
    except BaseException:
        if not ran and home_lock.holder(Folders.of(settings.home)) is None:
            embedded.stop(settings.home)
        raise


def services(settings: Settings, database: embedded.Embedded | None) -> tuple[Service, ...]:
    """The table of what runs, in the order in which it is started. Raises BadSetting for a broken prefect.yaml."""
    environment = prefect_stack.environment(settings) | as_variables(settings)
    python = partial(_python, environment=environment)
    pool = read_plan().pool
    kind = ("--type", POOL_TYPES[pool]) if pool in POOL_TYPES else ()
    worker = ("prefect", "worker", "start", "--pool", pool, *kind, "--name", "samraad", "--install-policy", "never")
    table = [
        python(DEPLOY, "Flowene", "deployments.server.deploying", job=True),
        python("watch", "Overvågningen", "deployments.watch"),
        python("worker", "Arbejderen", *worker, after=(DEPLOY,), stop_seconds=20.0),
    ]
    if settings.prefect_api_url is None:
        table.insert(0, _prefect(settings, database))
    return tuple(table)


def for_demo(settings: Settings) -> Settings:
    """The same, with the demo's own mailbox: a demonstration must never touch the real one."""
    mailbox: dict[str, object] = {
        "mailbox_host": ports.LOOPBACK,
        "mailbox_port": settings.demo_imap_port,
        "mailbox_user": "demo",
        "mailbox_password": SecretStr("demo"),
        "mailbox_tls": "none",
        "mailbox_folder": "INBOX",
        "reply_address": settings.reply_address or DEMO_REPLY_ADDRESS,
        "mailbox_oauth_token_url": None,
        "mailbox_oauth_client_id": None,
        "mailbox_oauth_client_secret": None,
        "mailbox_oauth_refresh_token": None,
        "maildir": None,
    }
    # A copy, not a new one: the variables would win over these.
    return settings.model_copy(update=mailbox)


def _supervise(
    settings: Settings,
    table: tuple[Service, ...],
    folders: Folders,
    stop: threading.Event,
    announce: Announce,
    begin: Callable[[], None],
) -> None:
    """Run the table until `stop`; `begin` is called whenever the flows are in Prefect and can be seen."""

    def on_ready(ready: Service) -> None:
        announce(f"{ready.label} er klar.")
        if ready.name == DEPLOY:
            begin()

    def on_death(dead: Service, seconds: float) -> None:
        announce(f"{dead.label} gik ned og startes igen om {seconds:g} sekunder. Se {folders.log / dead.name}.log.")

    Supervisor(
        services=table,
        folders=folders,
        stop=stop,
        on_ready=on_ready,
        on_death=on_death,
        tend=partial(_tend_database, settings),
    ).run()


def _look_at_mailbox(settings: Settings, stop: threading.Event, announce: Announce) -> None:
    """Say whether the mailbox can be opened. Beside the start: a server that does not answer takes its time."""
    try:
        found = look(settings)
    except SamraadError as error:
        found = f"{error} Mails tages ikke ind, før det er rettet."
    if not stop.is_set():
        announce(f"Postkassen: {found}")


def _demo(settings: Settings, announce: Announce) -> AbstractContextManager[Callable[[], None]]:
    from deployments.demo.stage import demo  # noqa: PLC0415 - its servers are nothing for a real mailbox's process

    return demo(settings, announce)


def _nothing() -> None:
    """Without the demo nobody waits for the flows."""


def _prefect(settings: Settings, database: embedded.Embedded | None) -> Service:
    url = prefect_stack.prefect_database_url(settings, database)
    return Service(
        name="prefect",
        label=f"Prefect ({settings.public_url})",
        command=prefect_stack.server_command(settings),
        environment=prefect_stack.server_environment(settings, url),
        ready=partial(prefect_stack.answers, settings),
        # An open browser holds a connection, for which the server would wait.
        stop_seconds=5.0,
    )


def _python(
    name: str,
    label: str,
    *module: str,
    environment: Mapping[str, str],
    after: tuple[str, ...] = (),
    job: bool = False,
    stop_seconds: float = 10.0,
) -> Service:
    return Service(
        name=name,
        label=label,
        command=(sys.executable, "-m", *module),
        environment=environment,
        after=after,
        job=job,
        stop_seconds=stop_seconds,
    )


def _database(settings: Settings, announce: Announce) -> embedded.Embedded | None:
    if settings.database_url is not None:
        return None
    database = embedded.start(settings.home)
    announce("Databasen er klar.")
    return database


def _tend_database(settings: Settings) -> None:
    """It is nobody's child: commands share it. If it was killed, start it again; if that fails, at the next look."""
    if settings.database_url is None and embedded.running(settings.home) is None:
        with suppress(DatabaseDown):
            embedded.start(settings.home)


def _check_ports(settings: Settings, *, demo: bool) -> None:
    if settings.prefect_api_url is None:
        ports.require_free(settings.prefect_port, "SAMRAAD_PREFECT_PORT")
    if demo:
        ports.require_free(settings.demo_imap_port, "SAMRAAD_DEMO_IMAP_PORT")
        ports.require_free(settings.demo_smtp_port, "SAMRAAD_DEMO_SMTP_PORT")


def _end_orphans(folders: Folders) -> list[str]:
    """What a killed `up` left running: the newest first, as they use each other in that order."""
    found = sorted(service.orphans(folders).items(), key=lambda each: -each[1].create_time())
    for _, process in found:
        service.end(process, 5)
    for file in folders.run.glob("*.pid"):
        service.forget(file.stem, folders)
    return [name for name, _ in found]


@contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM or the closing of the terminal sets. For the main thread only."""
    stop = threading.Event()
    before = {each: signal.signal(each, lambda *_: stop.set()) for each in STOP_SIGNALS}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
