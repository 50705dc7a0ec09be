"""The Prefect server that `up` starts: its command, its settings, and whether it answers."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping

import httpx
from sqlalchemy import URL, make_url

from config.settings import PREFIX, Settings
from deployments.postgres.embedded import PREFECT, Embedded
from deployments.server.ports import LOOPBACK
from samraad.errors import PrefectDown

#: Days after which Prefect forgets runs that have ended, with their logs, artifacts and inputs. The case file stays.
KEEP_RUNS_DAYS = 60


def api_url(settings: Settings) -> str:
    """Where Prefect's API is, or will be; ends in `/api`."""
    return settings.prefect_api_url or f"http://{LOOPBACK}:{settings.prefect_port}/api"


def prefect_database_url(settings: Settings, embedded: Embedded | None) -> str:
    """The database of the server we start, for asyncpg: as set, else `prefect` beside the cases."""
    if settings.prefect_database_url is not None:
        url = make_url(settings.prefect_database_url)
    elif settings.database_url is not None:
        url = make_url(settings.database_url).set(database=PREFECT)
    elif embedded is not None:
        return embedded.prefect_url
    else:
        raise ValueError("no external database is set, and no embedded one runs")
    return _for_asyncpg(url).render_as_string(hide_password=False)


def server_command(settings: Settings) -> tuple[str, ...]:
    """Start the server in the foreground, on loopback only."""
    return (
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        LOOPBACK,
        "--port",
        str(settings.prefect_port),
    )


def environment(settings: Settings) -> dict[str, str]:
    """For every process that talks to Prefect's API.

    With a server of our own, whatever the user has set for another Prefect is left out; with one that runs elsewhere
    it is kept, for its password and certificates are set that way.
    """
    ours = settings.prefect_api_url is None
    inherited = {name: value for name, value in os.environ.items() if not (ours and name.startswith("PREFECT_"))}
    return inherited | {
        "PREFECT_HOME": str(settings.home / "prefect"),
        "PREFECT_API_URL": api_url(settings),
        "PYTHONUNBUFFERED": "1",
        "DO_NOT_TRACK": "1",
    }


def server_environment(settings: Settings, database_url: str) -> dict[str, str]:
    """For the server: nothing leaves the machine, and old runs are cleared away from the start.

    Our own settings, the key among them, are none of its business.
    """
    inherited = {name: value for name, value in environment(settings).items() if not name.startswith(PREFIX)}
    return inherited | {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database_url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_MESSAGING_BROKER": "prefect.server.utilities.messaging.memory",
        "PREFECT_MESSAGING_CACHE": "prefect.server.utilities.messaging.memory",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "true",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEEP_RUNS_DAYS * 86_400),
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }


def answers(settings: Settings) -> bool:
    """Whether the API answers now, and well."""
    try:
        return httpx.get(f"{api_url(settings)}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


def wait_until_it_answers(settings: Settings, seconds: float, *, alive: Callable[[], bool] = lambda: True) -> None:
    """Return once the API answers. Raises PrefectDown after so many seconds, or at once when it is not alive."""
    give_up_at = time.monotonic() + seconds
    while not answers(settings):
        if not alive() or time.monotonic() > give_up_at:
            raise PrefectDown(
                f"Prefect svarer ikke på {api_url(settings)}. Se {settings.home / 'log' / 'prefect.log'}."
            )
        time.sleep(0.1)


def _for_asyncpg(url: URL) -> URL:
    """The same server for the other driver, which calls psycopg's `sslmode` `ssl`."""
    query: Mapping[str, tuple[str, ...] | str] = url.query
    renamed = {"ssl" if name == "sslmode" else name: value for name, value in query.items()}
    return url.set(drivername="postgresql+asyncpg", query=renamed)
