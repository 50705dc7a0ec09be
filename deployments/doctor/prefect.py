"""What `samraad doctor` looks at in Prefect: whether it answers, and what is deployed in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from config.settings import Settings
from deployments.doctor.check import Check, check
from deployments.server import stack
from deployments.server.env import prefect_environment
from samraad.errors import PrefectDown


def checks(settings: Settings) -> Iterator[Check]:
    """Whether it answers; only then what is deployed in it, which costs the import of Prefect."""
    answers = check("prefect", partial(_api, settings))
    yield answers
    if answers.ok:
        yield check("worker", partial(_worker, settings))


def _api(settings: Settings) -> str:
    where = stack.api_url(settings)
    if not stack.answers(settings):
        raise PrefectDown(
            f"Prefect svarer ikke på {where}. Start med »samraad up«, eller ret SAMRAAD_PREFECT_API_URL."
            " Fristerne løber videre i databasen."
        )
    return f"Prefect svarer på {where}."


def _worker(settings: Settings) -> str:
    with prefect_environment(settings):
        from deployments.server.health import worker_health  # noqa: PLC0415 - Prefect takes 1.5 s to import

        return worker_health()
