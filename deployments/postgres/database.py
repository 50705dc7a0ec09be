"""Where the cases' database is; the embedded one is started when somebody asks."""

from __future__ import annotations

from config.settings import Settings
from deployments.postgres import embedded


def url(settings: Settings) -> str:
    """URL for SQLAlchemy with psycopg. Raises DatabaseDown when the embedded database cannot be started."""
    return settings.database_url or embedded.start(settings.home).url
