"""`samraad doctor`: the checks, printed as they are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.text import Text

from config.settings import Settings, load_settings
from deployments.commands.printing import AsJson, console, print_json, say
from deployments.doctor.check import Check
from deployments.doctor.checks import examine
from deployments.doctor.stored import masked_database_url
from deployments.logs import command_log, logged_to
from samraad.errors import BadSetting


def doctor(*, as_json: AsJson = False) -> int:
    """Look at everything samraad needs. Exit code 1 if anything is wrong."""
    settings, wrong = _settings()
    checks = []
    for check in _examined(settings) if settings is not None else _only(wrong):
        checks.append(check)
        if not as_json:
            _print(check)
    ok = all(check.ok for check in checks)
    url = masked_database_url(settings) if settings is not None else None
    if as_json:
        listed = [asdict(check) for check in checks]
        print_json({"ok": ok, "checks": listed, "database_url": url})
    else:
        say(f"Database: {url or 'ukendt'}")
        say("Alt er i orden." if ok else f"{sum(not check.ok for check in checks)} ting skal rettes.")
    return 0 if ok else 1


def _settings() -> tuple[Settings | None, str]:
    """The settings, or what is wrong with them: nothing else can be looked at then."""
    try:
        return load_settings(), ""
    except BadSetting as error:
        return None, str(error)


def _examined(settings: Settings) -> Iterator[Check]:
    with logged_to(command_log(settings.home)):
        yield from examine(settings)


def _only(wrong: str) -> Iterator[Check]:
    yield Check(name="settings", ok=False, message=wrong)


def _print(check: Check) -> None:
    mark = Text("✓ ", style="green") if check.ok else Text("✗ ", style="bold red")
    if check.doubtful:
        mark = Text("! ", style="bold yellow")
    console().print(Text.assemble(mark, (check.name, "bold"), f": {check.message}"))
