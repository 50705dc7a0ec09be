"""What `prefect.yaml` may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from deployments.services.plan import POOL_TYPES, PREFECT_FILE, read_plan
from samraad.errors import BadSetting
from samraad.vocabulary import Matter
from tasks.handing_in import WAITS

TWO_POOLS = """
deployments:
  - {name: a, entrypoint: b.c, work_pool: {name: x}}
  - {name: d, entrypoint: b.d, work_pool: {name: y}}
"""


def test_our_file_deploys_the_flows_to_a_pool_we_make() -> None:
    plan = read_plan()
    assert [deployment.entrypoint for deployment in plan.deployments][:3] == [
        "flows.intake.intake",
        "flows.case.case",
        "flows.delivery.delivery",
    ]
    assert plan.pool in POOL_TYPES


def test_our_file_deploys_a_form_for_every_matter() -> None:
    """One that is missing here is a line to add to the file."""
    lines = [
        f"{{name: Registrér · {matter.label}, entrypoint: flows.registering.{matter.value},"
        " work_pool: *pool, tags: *form_tags}"
        for matter in Matter
    ]
    text = PREFECT_FILE.read_text("utf-8")
    assert [line for line in lines if f"  - {line}\n" not in text] == []
    deployed = [each for each in read_plan().deployments if each.entrypoint.startswith("flows.registering.")]
    assert len(deployed) == len(Matter)
    assert {each.tags for each in deployed} == {(WAITS,)}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("deployments: [", "prefect.yaml"),  # no YAML
        ("deployments: []", "deployments"),  # nothing to deploy
        ("deployments: [{name: a, entrypoint: b.c}]", "work_pool"),  # nowhere to run
        (TWO_POOLS, "samme work pool"),  # only one would have a worker
    ],
)
def test_broken_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, word: str) -> None:
    file = tmp_path / "prefect.yaml"
    file.write_text(content)
    with pytest.raises(BadSetting, match=word):
        read_plan(file)
