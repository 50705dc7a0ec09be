"""`samraad up`, `down` and `reconcile`: what runs on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Final

from cyclopts import Parameter

from config.settings import Settings, load_settings
from deployments.commands.printing import say
from deployments.opening import at_office
from deployments.server import stack as prefect_stack
from deployments.server.env import prefect_environment
from deployments.services import up as everything
from deployments.watch.source import has_mailbox
from samraad.amounts import amount
from samraad.errors import BadInput, PrefectDown
from tasks.clock import DemoClock
from tasks.office import Office
from tasks.store.records import CaseQuery

#: Fastest the demo's clock may run, in seconds a second: `config.settings.Settings.speed`.
_FASTEST: Final = 1_000_000


def up(
    *,
    demo: Annotated[
        bool, Parameter(negative="", help="Opdigtede sager, et hurtigt ur, egen postkasse: rører intet rigtigt.")
    ] = False,
    speed: Annotated[
        float | None, Parameter(help="Kun med --demo: sekunder, der går på ét; 8640 er et døgn på ti sekunder.")
    ] = None,
) -> int:
    """Run everything until Ctrl-C, SIGTERM or `samraad down`.

    Raises BadInput, BrokenRulebook, BadSetting, WrongKey, DatabaseDown, AlreadyUp or PortTaken before any service is
    started: what is wrong is told here, not in a service's log, and no database is left running.
    """
    settings = _at_speed(load_settings(), speed, demo=demo)
    with everything.no_database_left(settings):
        with at_office(settings) as office:
            _refuse_to_mix(office, settings, demo=demo)
            office.rulebook_at(office.clock.now())
        everything.up(settings, demo=demo, announce=_announcer(_banner(settings, demo=demo)))
    return 0


def down() -> int:
    """Stop what runs in this home. Nothing running is no error."""
    stopped = everything.down(load_settings())
    say(f"Stoppet: {', '.join(stopped)}." if stopped else "Der kørte ikke noget.")
    return 0


def reconcile() -> int:
    """Hold every case's run against its file, and mend the difference. Raises PrefectDown."""
    settings = load_settings()
    if not prefect_stack.answers(settings):
        raise PrefectDown(
            f"Prefect svarer ikke på {prefect_stack.api_url(settings)}. Start med »samraad up«."
            " Fristerne løber videre i databasen."
        )
    with prefect_environment(settings), at_office(settings) as office:
        from deployments.runs.full_pass import full_pass  # noqa: PLC0415 - Prefect takes 1.5 s to import

        done = full_pass(office)
    say(f"{amount(done.revived, 'kørsel')} sat i gang igen, {done.caught_up} bragt ajour.")
    if done.left:
        say(f"{done.left} venter på, at arbejderen når dem.")
    return 0


def _at_speed(settings: Settings, speed: float | None, *, demo: bool) -> Settings:
    if speed is None:
        return settings
    if not demo:
        raise BadInput("--speed findes kun sammen med --demo: det rigtige ur går, som det går.")
    if not 0 < speed <= _FASTEST:
        raise BadInput(f"--speed skal være over 0 og højst {_FASTEST}, f.eks. 8640: et døgn på ti sekunder.")
    return settings.model_copy(update={"speed": speed})


def _refuse_to_mix(office: Office, settings: Settings, *, demo: bool) -> None:
    """Invented cases and real ones never share a database."""
    is_demo = isinstance(office.clock, DemoClock)
    if is_demo and not demo:
        raise BadInput(
            f"Sagerne i {settings.home} hører til en demonstration. Start med --demo, eller vælg en anden mappe med"
            " SAMRAAD_HOME (og en anden SAMRAAD_DATABASE_URL, hvis den er sat)."
        )
    if demo and not is_demo:
        with office.store.work() as work:
            real = bool(work.cases(CaseQuery()))
        if real:
            raise BadInput(
                f"Der ligger rigtige sager i {settings.home}. Vælg en anden mappe til demonstrationen med SAMRAAD_HOME."
            )


def _banner(settings: Settings, *, demo: bool) -> Iterator[str]:
    yield f"Samråd starter{' som demonstration' if demo else ''}. Ctrl-C stopper det hele."
    yield f"  Sagerne i Prefect:      {settings.public_url}/runs"
    yield f"  Loggene:                {settings.home / 'log'}"
    yield "  Sagslisten:             samraad cases"
    yield "  Registrér en milepæl:   samraad register SAGSNUMMER MILEPÆL --by INITIALER, eller Resume i Prefect"
    if not has_mailbox(settings) and not demo:
        yield "  Ingen postkasse er sat op (SAMRAAD_MAILBOX_HOST); »samraad intake« tager mails ind fra filer."


def _announcer(banner: Iterator[str]) -> Callable[[str], None]:
    """Says each line; the banner first, once there is something to say: not above an error."""

    def announce(line: str) -> None:
        for each in banner:
            say(each)
        say(line)

    return announce
