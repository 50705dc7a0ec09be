"""What the documents say is so: their commands run, their settings exist, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from config.settings import PREFIX, ROOT, Settings
from deployments.cli import COMMANDS, make_app
from samraad.replies.short import SHORT, TODO_EXAMPLE

README: Final = (ROOT / "README.md").read_text("utf-8")
OPERATING: Final = (ROOT / "docs/operating.md").read_text("utf-8")
DOCUMENTS: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])

#: Folders that hold nothing of ours.
FOREIGN: Final = {".git", ".venv", "var", "__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
#: Folders of one machine, and package indexes: nothing in the repository may lean on them.
ELSEWHERE: Final = re.compile(
    r"(?<![\w.])/(?:home|root|work|Users|mnt)/\w|/tmp/\w|[\w.-]*pypi[\w.-]*\.\w+|index-url|pythonhosted"
)
#: An image in the README is at most so large, in bytes.
LARGEST_IMAGE: Final = 300_000
#: README commands that only compute or look, and need no service.
HARMLESS: Final = ("samraad deadline",)


def shown_commands() -> list[str]:
    """The lines of the README's code blocks that are commands."""
    blocks = re.findall(r"^```\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.match(r"make |\.venv/bin/", line)]


def own_files() -> Iterator[Path]:
    """Every text file of the checkout."""
    for file in ROOT.rglob("*"):
        inside = file.relative_to(ROOT)
        if FOREIGN & set(inside.parts) or any(part.endswith(".egg-info") for part in inside.parts):
            continue
        if file.is_file() and file.suffix not in {".png", ".xlsx", ".pyc", ".pdf"} and not file.name.startswith(".cov"):
            yield file


def test_the_readme_shows_commands() -> None:
    assert {"make run", "make test", "make check"} <= set(shown_commands())


@pytest.mark.parametrize("command", [line for line in shown_commands() if line.startswith("make ")])
def test_what_is_made_can_be_made(command: str) -> None:
    asked = subprocess.run(["make", "--dry-run", *command.split()[1:]], cwd=ROOT, capture_output=True, check=False)
    assert asked.returncode == 0


@pytest.mark.parametrize("command", [line for line in shown_commands() if line.startswith(".venv/")])
def test_the_command_line_understands_the_readme(command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/samraad"
    # Only parsed: what is unknown, missing or too much is refused.
    make_app().parse_args(arguments, exit_on_error=False, print_error=False)


@pytest.mark.parametrize(
    "command", [line for line in shown_commands() if any(harmless in line for harmless in HARMLESS)]
)
def test_harmless_commands_of_the_readme_run(command: str) -> None:
    done = subprocess.run(shlex.split(command), cwd=ROOT, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "lør 28. nov" in done.stdout  # the law's own example


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_row(command: str) -> None:
    assert re.search(rf"^\| `samraad {command}\b", README, re.MULTILINE)


def test_every_setting_stands_in_the_operators_page_with_its_default_and_meaning() -> None:
    rows = re.findall(rf"^\| `{PREFIX}(\w+)` \| (.+?) \| (.+?) \|$", OPERATING, re.MULTILINE)
    documented = {name.lower(): meaning for name, _, meaning in rows}
    assert documented == {name: field.description for name, field in Settings.model_fields.items()}
    for name, default, _ in rows:
        assert default.strip("`") == _default(name.lower())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_settings_that_are_named_exist(document: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}([A-Z_]+[A-Z])\b", document.read_text("utf-8")))
    assert {name.lower() for name in named} <= set(Settings.model_fields)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_files_that_are_named_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:samraad|flows|tasks|config|deployments|tests|benchmarks|docs)/[\w./-]+)`", _text(document)
    )
    assert not [name for name in named if not (ROOT / name).exists()]


def test_every_short_form_of_an_answer_by_mail_is_shown() -> None:
    page = _text(ROOT / "docs/replies.md")
    assert not [each.example for each in SHORT if f"`{each.example}`" not in page]
    assert f"`{TODO_EXAMPLE}`" in page


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", _text(folder / "README.md"))
    assert listed == sorted(file.name for file in folder.glob("[0-9]*.md"))


def test_images_are_small() -> None:
    images = list((ROOT / "docs/images").glob("*"))
    assert images
    assert not [image.name for image in images if image.stat().st_size >= LARGEST_IMAGE]


def test_nothing_leans_on_one_machine_or_names_a_package_index() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in own_files()
        if file != Path(__file__).resolve() and ROOT / "tests/corpus" not in file.parents  # hostile names are its point
        for match in ELSEWHERE.finditer(_text(file))
    ]
    assert not found


def test_the_lock_names_no_host() -> None:
    assert "://" not in _text(ROOT / "requirements.lock")


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")


def _default(name: str) -> str:
    """The setting's default as the page shows it."""
    default = Settings.model_fields[name].get_default(
        call_default_factory=True, validated_data={"home": ROOT / "var", "prefect_api_url": None, "prefect_port": 4200}
    )
    if default is None:
        return "none"
    return str(default.relative_to(ROOT) if isinstance(default, Path) else default)
