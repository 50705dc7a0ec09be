"""What `prefect.yaml` asks for. Reads the file only: no Prefect is imported, none need run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.settings import ROOT
from samraad.errors import BadSetting

PREFECT_FILE = ROOT / "prefect.yaml"
#: The pools we make, and their types; any other must exist.
POOL_TYPES = {"samraad": "samraad", "samraad-process": "process"}


class Pool(BaseModel):
    """The work pool of a deployment."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(min_length=1)]


class Deployment(BaseModel):
    """One entry under `deployments`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    #: `module.function`.
    entrypoint: str
    work_pool: Pool
    #: Of each of its runs, until the run gets others.
    tags: tuple[str, ...] = ()


class Plan(BaseModel):
    """What `prefect.yaml` asks for; keys that only Prefect reads are passed over."""

    model_config = ConfigDict(frozen=True)

    deployments: Annotated[tuple[Deployment, ...], Field(min_length=1)]

    @property
    def pool(self) -> str:
        """Name of the one pool."""
        return self.deployments[0].work_pool.name


def read_plan(file: Path = PREFECT_FILE) -> Plan:
    """What is to be deployed. Raises BadSetting naming the file and what is wrong in it."""
    try:
        plan = Plan.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise BadSetting(f"{file.name} kan ikke læses: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BadSetting(f"{file.name}: {wrong}") from error
    if len({deployment.work_pool.name for deployment in plan.deployments}) > 1:
        raise BadSetting(f"{file.name}: alle deployments skal bruge den samme work pool.")
    return plan
