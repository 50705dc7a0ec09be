"""`samraad doctor`: is everything in order, and how is it mended? Sends nothing, moves nothing, changes nothing.

Each check stands alone: what fails in one never hides another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url

from config.rules import load_rulebooks
from config.settings import ROOT, Settings
from config.staff_file import load_staff
from config.texts import MessageTexts
from deployments.doctor.messages import is_sink, make_all
from deployments.opening import address_book, engine_for, key_of
from deployments.postgres import database
from deployments.server import stack as prefect_stack
from deployments.server.env import prefect_environment
from deployments.services.up import for_demo
from deployments.watch.source import has_mailbox, look
from samraad.errors import BadSetting, PrefectDown, SamraadError
from samraad.recipients import target_name
from samraad.rulebook import Rulebook
from samraad.rulebooks import in_force
from samraad.staff import NOBODY, Staff
from samraad.times import danish_date
from tasks.clock import DemoClock, clock
from tasks.encryption import Keyring
from tasks.messages import AppriseSender
from tasks.store.failures import told_in_our_words
from tasks.store.postgres import PostgresStore, has_key
from tasks.store.schema import clock as clock_table
from tasks.store.schema import staff_changes
from tasks.store.staff_list import staff_in

#: Roles a ladder names that stand for one person or one per team.
_CASEWORKER: Final = "caseworker"
_TEAM_LEADER: Final = "team_leader"
#: Who is told before a caseworker is found, whatever the ladders say.
_ALWAYS_TOLD: Final = ("intake", "intake_leader")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    #: Stable: `database`, `key`, `apprise:intake/mail` …
    name: str
    ok: bool
    #: Danish: what was found, or what is wrong and how to mend it. No secrets.
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the database says of itself."""

    engine: Engine
    #: Something was encrypted in it.
    has_key: bool
    #: Its clock is the demo's.
    demo: bool
    #: Who works here; nobody where it has not been used yet.
    staff: Staff


def examine(settings: Settings) -> Iterator[Check]:
    """All checks, in the order in which they are best mended; each as soon as it is made."""
    seen: list[Seen] = []
    yield _check("database", partial(_database, settings, seen))
    try:
        found = seen[0] if seen else None
        yield _check("key", partial(_key, settings, found))
        yield _check("rulebooks", partial(_rulebooks, settings))
        yield _check("staff", partial(_staff, settings, found))
        yield _check("recipients", partial(_recipients, settings, found))
        yield _check("texts", _texts)
        yield from _targets(settings, found, real=found is not None and not found.demo)
        yield _check("mailbox", partial(_mailbox, for_demo(settings) if found and found.demo else settings))
        yield from _prefect(settings)
    finally:
        for each in seen:
            each.engine.dispose()


def masked_database_url(settings: Settings) -> str | None:
    """Where the cases are, without the password; None where that cannot be said."""
    try:
        url = make_url(database.url(settings)).difference_update_query(["password"])
    except (SamraadError, ValueError):
        return None
    return url.render_as_string(hide_password=True)


def _check(name: str, look: Callable[[], str]) -> Check:
    """The boundary of one check."""
    try:
        return Check(name=name, ok=True, message=look())
    except SamraadError as error:
        return Check(name=name, ok=False, message=str(error))
    except Exception as error:  # noqa: BLE001 - the other checks must be made all the same
        return Check(name=name, ok=False, message=f"Kan ikke undersøges: {type(error).__name__}.")


def _database(settings: Settings, seen: list[Seen]) -> str:
    engine = engine_for(settings)
    try:
        with told_in_our_words(), engine.connect() as connection:
            version = str(connection.execute(text("show server_version")).scalar_one())
            has_clock = inspect(connection).has_table(clock_table.name)
            has_staff = inspect(connection).has_table(staff_changes.name)
            staff = staff_in(connection) if has_staff else NOBODY
        demo = has_clock and isinstance(clock(engine), DemoClock)
        seen.append(Seen(engine=engine, has_key=has_key(engine), demo=demo, staff=staff))
    except BaseException:
        engine.dispose()
        raise
    return f"PostgreSQL {version} svarer." + (" Den hører til en demonstration." if demo else "")


def _key(settings: Settings, seen: Seen | None) -> str:
    if seen is None or seen.has_key:
        keyring = Keyring.load(key_of(settings), settings.key_file)
        if seen is None:
            return "Nøglen kan læses; uden databasen ved ingen, om det er den rigtige."
        PostgresStore(seen.engine, keyring)
        return "Nøglen er den, som personoplysningerne er krypteret med."
    if settings.key is not None or settings.key_file.exists():
        Keyring.load(key_of(settings), settings.key_file)
        return "Nøglen kan læses; der er intet krypteret med den endnu."
    return f"Nøglen laves i {settings.key_file}, når den først skal bruges. Tag en sikkerhedskopi af den."


def _rulebooks(settings: Settings) -> str:
    rulebooks = load_rulebooks(settings.rulebooks)
    present = in_force(rulebooks, danish_date(datetime.now(UTC)))
    return f"{len(rulebooks)} læst; i dag gælder »{present.name}«."


def _staff_of(settings: Settings, seen: Seen | None) -> Staff:
    """Those of the database; before the first start, and where it is down, those of the file it begins with."""
    if seen is not None and seen.staff.colleagues:
        return seen.staff
    return Staff(colleagues=load_staff(settings.staff_file))


def _staff(settings: Settings, seen: Seen | None) -> str:
    staff, rulebooks = _staff_of(settings, seen), load_rulebooks(settings.rulebooks)
    here = [each for each in staff.colleagues if not each.left(danish_date(datetime.now(UTC)))]
    working = {each.team for each in here if each.takes_cases}
    empty = [team for team in _teams(rulebooks) if team not in working]
    if empty:
        raise BadSetting(
            f"Ingen medarbejder tager sager i team {', '.join(empty)}, som regelsættet sender sager til. "
            "»samraad staff add« tilføjer en."
        )
    if not any(each.leader for each in here):
        raise BadSetting(
            "Ingen medarbejder er leder: ingen kan godkende ikke at indkalde. »samraad staff change … --leader«."
        )
    return f"{len(here)} medarbejdere; alle team i regelsættet er besat."


def _recipients(settings: Settings, seen: Seen | None) -> str:
    staff, rulebooks = _staff_of(settings, seen), load_rulebooks(settings.rulebooks)
    recipients = address_book(settings).recipients
    unknown = [each for each in _told(rulebooks, staff) if recipients.get(each).key != each]
    if unknown:
        raise BadSetting(
            f"{settings.recipients_file.name} mangler {', '.join(unknown)}, som regelsættet vil have besked til."
            f' Tilføj f.eks. [recipients."{unknown[0]}"].'
        )
    return f"{len(recipients.named)} roller; alle, som regelsættet nævner, kan få besked."


def _told(rulebooks: tuple[Rulebook, ...], staff: Staff) -> list[str]:
    """Everybody a ladder can tell, each once."""
    roles = [*_ALWAYS_TOLD, *(rulebook.weekend_role for rulebook in rulebooks)]
    rungs = [rung for rulebook in rulebooks for rule in rulebook.milestones.values() for rung in rule.ladder]
    people = {
        _CASEWORKER: [each.initials for each in staff.colleagues if each.takes_cases],
        _TEAM_LEADER: [f"{_TEAM_LEADER}:{team}" for team in _teams(rulebooks)],
    }
    told = [who for rung in rungs for role in rung.tell for who in people.get(role, [role])]
    return list(dict.fromkeys([*roles, *told]))


def _teams(rulebooks: tuple[Rulebook, ...]) -> list[str]:
    return list(dict.fromkeys(route.team for rulebook in rulebooks for route in rulebook.routes))


def _texts() -> str:
    return f"{make_all(MessageTexts())} beskeder er skrevet på prøve. Der er intet sendt."


def _targets(settings: Settings, seen: Seen | None, *, real: bool) -> Iterator[Check]:
    """One check an Apprise target; of those made from initials, that of one colleague."""
    try:
        staff, book = _staff_of(settings, seen), address_book(settings)
    except SamraadError:
        return  # told by `staff` or `recipients` already
    caseworkers = [each.initials for each in staff.colleagues if each.takes_cases]
    colleagues = [initials for initials in caseworkers if initials not in book.recipients.named]
    one = [target_name(initials, name) for initials in colleagues[:1] for name in book.recipients.staff_targets]
    sender = AppriseSender(book.address)
    for target in [*book.targets(), *one]:
        to_sink = real and is_sink(book.address(target) or "", settings.demo_smtp_port)
        yield _check(f"apprise:{target}", partial(_target, sender, target, _file(settings) if to_sink else None))


def _file(settings: Settings) -> Path:
    """The list of recipients, as seen from the checkout if it lies there."""
    file = settings.recipients_file
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


def _target(sender: AppriseSender, target: str, leads_to_sink: Path | None) -> str:
    if wrong := sender.check(target):
        raise BadSetting(wrong)
    if leads_to_sink is not None:
        raise BadSetting(f"Modtagerlisten er stadig demonstrationens: ret {leads_to_sink}. Ingen får beskeden.")
    return "Adressen kan bruges. Der er intet sendt."


def _mailbox(settings: Settings) -> str:
    if not has_mailbox(settings):
        return (
            "Ingen postkasse er sat op (SAMRAAD_MAILBOX_HOST eller SAMRAAD_MAILDIR):"
            " underretninger tages kun ind med »samraad intake«."
        )
    return look(settings)


def _prefect(settings: Settings) -> Iterator[Check]:
    """Whether it answers; only then what is deployed in it, which costs the import of Prefect."""
    answers = _check("prefect", partial(_api, settings))
    yield answers
    if answers.ok:
        yield _check("worker", partial(_worker, settings))


def _api(settings: Settings) -> str:
    where = prefect_stack.api_url(settings)
    if not prefect_stack.answers(settings):
        raise PrefectDown(
            f"Prefect svarer ikke på {where}. Start med »samraad up«, eller ret SAMRAAD_PREFECT_API_URL."
            " Fristerne løber videre i databasen."
        )
    return f"Prefect svarer på {where}."


def _worker(settings: Settings) -> str:
    with prefect_environment(settings):
        from deployments.server.health import worker_health  # noqa: PLC0415 - Prefect takes 1.5 s to import

        return worker_health()
