"""Opens the office in this process: settings, database, key, rules, people, clock."""

from __future__ import annotations

from functools import cache

from config.recipients import load_recipients
from config.rules import load_rulebooks, load_staff
from config.settings import Settings, load_settings
from config.texts import MessageTexts
from deployments.database import url
from tasks.clock import clock
from tasks.encryption import Keyring
from tasks.messages import AppriseSender
from tasks.office import Office
from tasks.store.postgres import PostgresStore, connect, prepare


@cache
def office() -> Office:
    """The one office of this process, opened when first asked for."""
    return open_office(load_settings())


def open_office(settings: Settings) -> Office:
    """Everything a step needs at hand.

    Raises BrokenRulebook, BadSetting, DatabaseDown, WrongKey.
    """
    rulebooks = load_rulebooks(settings.rulebooks)
    staff = load_staff(settings.staff_file)
    engine = connect(url(settings))
    key = settings.key.get_secret_value() if settings.key else None
    store = PostgresStore(engine, Keyring.open(key=key, key_file=settings.key_file))
    return Office(
        store=store,
        rulebooks=rulebooks,
        staff=staff,
        clock=clock(engine),
        public_url=settings.public_url,
    )
