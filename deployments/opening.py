"""Opens the office in this process: settings, database, key, rules, people, clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

from config.recipients import AddressBook, load_recipients
from config.rules import load_rulebooks
from config.settings import Settings, as_variables, load_settings
from config.staff_file import load_staff
from config.texts import MessageTexts
from deployments.logs import command_log, logged_to
from deployments.postgres.database import url
from samraad.errors import BadSetting
from samraad.replies.rules import ReplyRules
from samraad.rulebook import Rulebook
from tasks import staff
from tasks.clock import DemoClock, clock
from tasks.messages import AppriseSender
from tasks.office import Office
from tasks.parsing.sheets import teaching
from tasks.reading.children import Children
from tasks.reading.port import Limits, Reader
from tasks.store.postgres import connect, open_store


@cache
def office() -> Office:
    """The one office of this process, opened when first asked for."""
    return open_office(load_settings())


def open_office(settings: Settings) -> Office:
    """Everything a step needs at hand, for as long as the process lives.

    Raises BrokenRulebook, BadSetting, DatabaseDown, WrongKey.
    """
    papers = _papers(settings)
    return _office(settings, engine_for(settings), reader_for(settings), *papers)


@contextmanager
def at_office(settings: Settings) -> Iterator[Office]:
    """The office for one command: it logs to a file, and gives its connections back. Raises as `open_office` does."""
    papers = _papers(settings)
    with logged_to(command_log(settings.home)):
        engine = engine_for(settings, pool_size=2)
        reader = reader_for(settings)
        try:
            yield _office(settings, engine, reader, *papers)
        finally:
            reader.close()
            engine.dispose()


def engine_for(settings: Settings, *, pool_size: int = 5) -> Engine:
    """Connections to the cases' database; the embedded one is started. Raises DatabaseDown, BadSetting."""
    try:
        return connect(url(settings), pool_size=pool_size)
    except (ArgumentError, ValueError):
        # Its text quotes the URL, password and all.
        raise BadSetting("SAMRAAD_DATABASE_URL kan ikke forstås. Skriv postgresql://bruger@vært:5432/navn.") from None


def reader_for(settings: Settings) -> Reader:
    """Reads mails in child processes, the first of which is started with the first mail. Raises BadSetting."""
    teaching.load(*settings.columns_files)  # broken, no list would be understood
    return Children(
        Limits(
            mail_mb=settings.reading_mail_mb,
            memory_mb=settings.reading_memory_mb,
            cpu_seconds=settings.reading_cpu_seconds,
            seconds=settings.reading_seconds,
            output_mb=settings.reading_output_mb,
        ),
        columns_files=settings.columns_files,
    )


def address_book(settings: Settings) -> AddressBook:
    """Who can be told. Settings fill in the `${SAMRAAD_…}` of addresses. Raises BadSetting."""
    return load_recipients(settings.recipients_file, os.environ | as_variables(settings))


def key_of(settings: Settings) -> str | None:
    """The key in the settings, None where the key file counts."""
    return settings.key.get_secret_value() if settings.key else None


def _papers(settings: Settings) -> tuple[tuple[Rulebook, ...], AddressBook]:
    """What is read from files: before the database is started, so that a broken file is told at once."""
    return load_rulebooks(settings.rulebooks), address_book(settings)


def _office(
    settings: Settings,
    engine: Engine,
    reader: Reader,
    rulebooks: tuple[Rulebook, ...],
    book: AddressBook,
) -> Office:
    store = open_store(engine, key=key_of(settings), key_file=settings.key_file)
    now = clock(engine)
    staff.begin(store, lambda: load_staff(settings.staff_file), now.now())
    address = _to_the_sink(settings, book) if isinstance(now, DemoClock) else book.address
    return Office(
        store=store,
        reader=reader,
        rulebooks=rulebooks,
        clock=now,
        recipients=book.recipients,
        sender=AppriseSender(address, settings.reply_address),
        texts=MessageTexts(),
        public_url=settings.public_url,
        replies=_replies(settings),
    )


def _replies(settings: Settings) -> ReplyRules | None:
    if settings.reply_address is None:
        return None
    valid_for = timedelta(days=settings.reply_days)
    return ReplyRules(address=settings.reply_address, valid_for=valid_for, server=settings.reply_server)


def _to_the_sink(settings: Settings, book: AddressBook) -> Callable[[str], str | None]:
    """Addresses for a demo: whatever stands in the file, nothing leaves for anywhere but the demo's own mail server."""
    sink = f"mailto://127.0.0.1:{settings.demo_smtp_port}?"

    def address(target: str) -> str | None:
        found = book.address(target)
        if found is None or found.startswith(sink):
            return found
        return f"{sink}from=samraad@kommune.example&to=demo@kommune.example&format=text"

    return address
