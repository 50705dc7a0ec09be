"""Messages, as `samraad doctor` sees them: who is told, where they go, what they say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.texts import FOLDER, MessageTexts
from deployments.doctor.messages import make_all
from samraad.delivery import NoticeKind
from samraad.errors import BadSetting
from tests.deployments.command_line import Terminal
from tests.deployments.doctor.given import RECIPIENTS, changed_rulebook, wrong_in


def test_messages_that_would_all_go_to_the_demos_sink_are_wrong_outside_a_demo(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_RECIPIENTS_FILE", str(RECIPIENTS))

    wrong = wrong_in(without_prefect("doctor", "--json"))
    assert {"apprise:intake/mail", "apprise:manager/mail"} <= set(wrong)
    assert "Modtagerlisten er stadig demonstrationens: ret config/recipients.toml" in wrong["apprise:intake/mail"]

    without_prefect.sql("insert into clock (id, wound_at, shows_at, speed) values (1, now(), now(), 8640)")
    assert not [name for name in wrong_in(without_prefect("doctor", "--json")) if name.startswith("apprise:")]


@pytest.mark.parametrize("template", ["subject.txt.j2", "body.txt.j2", "lines.txt.j2"])
def test_a_text_that_cannot_be_made_is_named(tmp_path: Path, template: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "texts")
    assert make_all(MessageTexts(tmp_path / "texts")) > len(NoticeKind)

    with (tmp_path / "texts" / template).open("a", encoding="utf-8") as file:
        file.write("{% if %}")
    with pytest.raises(BadSetting, match=template):
        make_all(MessageTexts(tmp_path / "texts"))


def test_a_role_nobody_answers_for_is_wrong(
    without_prefect: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = changed_rulebook(
        tmp_path / "rulebooks",
        ('tell = ["team_leader", "manager"]', 'tell = ["mayor"]'),
        ('team = "unge"', 'team = "nord"'),
        ('grey_role = "target_group_board"', 'grey_role = "council"'),
    )
    monkeypatch.setenv("SAMRAAD_RULEBOOKS", str(folder))

    wrong = wrong_in(without_prefect("doctor", "--json"))

    assert "nord" in wrong["staff"]
    for role in ("mayor", "council"):
        assert role in wrong["recipients"]
    assert "team_leader:nord" in wrong["recipients"]


def test_an_address_apprise_cannot_use_is_wrong_and_not_shown(without_prefect: Terminal, recipients: Path) -> None:
    text = recipients.read_text("utf-8")
    start = text.index("[recipients.manager]")
    recipients.write_text(text[:start] + text[start:].replace("mailto://", "smoke-signal://hemmelig@"), "utf-8")

    done = without_prefect("doctor", "--json")

    assert set(wrong_in(done)) == {"prefect", "apprise:manager/mail"}
    assert "hemmelig" not in done.out
