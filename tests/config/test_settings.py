"""Variables win over the file, the file over the defaults; what is unknown or makes no sense is refused by name."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from config.settings import PREFIX, ROOT, SETTINGS_FILE, Settings, load_settings
from samraad.errors import BadSetting


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_defaults_need_neither_file_nor_variables(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "none.toml")
    assert settings.home == ROOT / "var"
    assert settings.key_file == ROOT / "var" / "key"
    assert settings.public_url == "http://127.0.0.1:4200"


def test_variable_wins_over_file_wins_over_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "samraad.toml"
    file.write_text("prefect_port = 4300\nworker_concurrency = 3\n")
    monkeypatch.setenv("SAMRAAD_PREFECT_PORT", "4400")
    settings = load_settings(file)
    assert (settings.prefect_port, settings.worker_concurrency, settings.demo_smtp_port) == (4400, 3, 1025)
    assert settings.public_url == "http://127.0.0.1:4400"


def test_relative_paths_count_from_the_checkout_in_the_file_and_from_here_in_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "samraad.toml"
    file.write_text('home = "elsewhere"\nmailbox_ca_file = "ca.pem"\n')
    assert load_settings(file).home == ROOT / "elsewhere"
    assert load_settings(file).mailbox_ca_file == ROOT / "ca.pem"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMRAAD_HOME", "here")
    settings = load_settings(file)
    assert settings.home == tmp_path / "here"
    assert settings.key_file == tmp_path / "here" / "key"


# A name nobody knows: in a variable, in a variable written small, in the file.
@pytest.mark.parametrize("name", ["SAMRAAD_PREFECT_PROT", "samraad_prefect_prot"])
def test_unknown_variable_is_refused_with_the_nearest_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "4200")
    with pytest.raises(BadSetting, match=f"{name}.*SAMRAAD_PREFECT_PORT"):
        load_settings(tmp_path / "none.toml")


def test_unknown_name_in_the_file_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "samraad.toml"
    file.write_text("worker_concurency = 3\n")
    with pytest.raises(BadSetting, match=r"samraad\.toml worker_concurency.*worker_concurrency"):
        load_settings(file)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMRAAD_PREFECT_PORT", "sytten"),  # no number
        ("SAMRAAD_PREFECT_PORT", "70000"),  # no port
        ("SAMRAAD_MAILBOX_TLS", "maybe"),  # not one of three
        ("SAMRAAD_DATABASE_URL", "sqlite:///cases.db"),  # PostgreSQL only
        ("SAMRAAD_WORKER_CONCURRENCY", "0"),  # nothing would ever run
        ("SAMRAAD_SPEED", "-1"),  # time runs forward
    ],
)
def test_value_without_sense_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        load_settings(tmp_path / "none.toml")


def test_refusal_never_repeats_a_value_that_may_be_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "mysql://user:hemmeligt@host/cases")
    with pytest.raises(BadSetting) as refused:
        load_settings(tmp_path / "none.toml")
    assert "hemmeligt" not in str(refused.value)


def test_secrets_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_MAILBOX_PASSWORD", "hemmeligt")
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "postgresql://user:hemmeligt@host/cases")
    settings = load_settings(tmp_path / "none.toml")
    assert "hemmeligt" not in repr(settings)
    assert settings.database_url == "postgresql+psycopg://user:hemmeligt@host/cases"


def test_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "samraad.toml"
    file.write_text("home = \n")
    with pytest.raises(BadSetting, match=r"samraad\.toml"):
        load_settings(file)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_shipped_file_names_every_setting_but_the_secrets_and_is_right_when_uncommented() -> None:
    lines = [line.removeprefix("# ") for line in SETTINGS_FILE.read_text("utf-8").splitlines() if " = " in line]
    shown = tomllib.loads("\n".join(lines))
    assert set(Settings.model_fields) - set(shown) == {
        "key",
        "mailbox_password",
        "mailbox_oauth_client_secret",
        "mailbox_oauth_refresh_token",
    }
