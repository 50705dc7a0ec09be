"""The settings: `SAMRAAD_*` variables first, then `config/samraad.toml`, then the defaults below.

Nothing is read at import: call `load_settings()` where a process begins, and pass the result on. The work pool is
not here but in `prefect.yaml`, so that `prefect deploy --all` and `samraad up` cannot disagree.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from samraad.errors import BadSetting

PREFIX = "SAMRAAD_"
#: The checkout: the folder that holds `config/`.
ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = ROOT / "config" / "samraad.toml"


def _absolute(path: Path) -> Path:
    return path.expanduser().resolve()


def _absolute_if_any(path: Path | None) -> Path | None:
    return None if path is None else _absolute(path)


def _psycopg(url: str | None) -> str | None:
    """Name the driver in a plain PostgreSQL URL, so that both spellings work."""
    if url is None:
        return None
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise ValueError("skal begynde med postgresql://")
    return f"postgresql+psycopg://{rest}"


AbsolutePath = Annotated[Path, AfterValidator(_absolute)]
PathIfAny = Annotated[Path | None, AfterValidator(_absolute_if_any)]
DatabaseUrl = Annotated[str | None, AfterValidator(_psycopg)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """All settings of one installation. Paths are absolute; times in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True, validate_default=True
    )

    home: AbsolutePath = Field(
        default=ROOT / "var", description="Folder that holds everything written: database, key, logs, Prefect's home."
    )
    database_url: DatabaseUrl = Field(
        default=None, repr=False, description="PostgreSQL for the cases; none = the embedded one under home."
    )
    prefect_database_url: DatabaseUrl = Field(
        default=None,
        repr=False,
        description="PostgreSQL for the Prefect server we start; none = database `prefect` on the same server.",
    )
    prefect_api_url: str | None = Field(
        default=None, description="API of a running Prefect server (ends in /api); none = we start one."
    )
    prefect_port: Port = Field(default=4200, description="Port on 127.0.0.1 of the Prefect server we start.")
    key: SecretStr | None = Field(
        default=None, description="Key that encrypts personal data; none = the one in the key file."
    )
    key_file: AbsolutePath = Field(
        default_factory=lambda data: data["home"] / "key",
        description="File with the key, made on first start, readable by its owner only.",
    )
    worker_concurrency: int = Field(default=2, ge=1, le=64, description="Steps the in-process worker runs at once.")
    worker_poll_seconds: float = Field(
        default=0.3, ge=0.05, le=60, description="Seconds between the worker's questions for new work."
    )
    mailbox_host: str | None = Field(
        default=None, description="IMAP server of the notification mailbox; none = no mailbox is watched."
    )
    mailbox_port: Port = Field(default=993, description="Port of the IMAP server.")
    mailbox_user: str | None = Field(default=None, description="User name at the IMAP server.")
    mailbox_password: SecretStr | None = Field(default=None, description="Password at the IMAP server.")
    mailbox_folder: str = Field(default="INBOX", min_length=1, description="Folder in which notifications arrive.")
    mailbox_tls: Literal["ssl", "starttls", "none"] = Field(
        default="ssl", description="How the connection to the IMAP server is encrypted."
    )
    mailbox_ca_file: PathIfAny = Field(
        default=None,
        description="Certificate authority (PEM) of the IMAP server's certificate; none = those the system trusts.",
    )
    mailbox_idle_seconds: float = Field(
        default=300,
        ge=1,
        le=1740,
        description="Seconds of silence after which IDLE is renewed; servers hang up after 30 minutes.",
    )
    mailbox_away_minutes: float = Field(
        default=30,
        gt=0,
        le=1440,
        description="Minutes the mailbox may be out of reach, or refuse to move mails, before `operator` is told.",
    )
    mailbox_refused_minutes: float = Field(
        default=30,
        gt=0,
        le=1440,
        description="Minutes between log-ins at most, from 5 up, while the server refuses, lest it lock the account.",
    )
    mailbox_oauth_token_url: str | None = Field(
        default=None, description="Token endpoint of OAuth2, in place of a password; none = the password is used."
    )
    mailbox_oauth_client_id: str | None = Field(default=None, description="Client id at the token endpoint.")
    mailbox_oauth_client_secret: SecretStr | None = Field(
        default=None, description="Client secret; alone, the client gets tokens for itself (client credentials)."
    )
    mailbox_oauth_refresh_token: SecretStr | None = Field(
        default=None, description="Refresh token of the mailbox's user, where the client does not act for itself."
    )
    mailbox_oauth_scope: str | None = Field(
        default=None, description="Scope of the token, where the provider wants one."
    )
    maildir: PathIfAny = Field(
        default=None, description="Maildir that is watched in place of an IMAP mailbox; none = IMAP, if it is set."
    )
    done_folder: str = Field(
        default="Behandlet", min_length=1, description="Folder to which mails are moved once in the case files."
    )
    quarantine_folder: str = Field(
        default="Karantæne", min_length=1, description="Folder to which mails are moved that a person must look at."
    )
    reply_address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = Field(
        default=None, description="Address of the watched mailbox, for answers to messages; none = none are taken."
    )
    reply_days: int = Field(
        default=60, ge=1, le=366, description="Days a message can be answered by mail; the next message begins anew."
    )
    reply_server: str | None = Field(
        default=None,
        description="Name by which your mail server signs Authentication-Results; none = whoever's count.",
    )
    reading_mail_mb: int = Field(
        default=50,
        ge=1,
        le=1024,
        description="Megabytes of the largest mail that is read; mail servers rarely take more than 35.",
    )
    reading_memory_mb: int = Field(
        default=768,
        ge=64,
        le=16_384,
        description="Megabytes of memory for reading one mail, else a person must; photos of 35 take under 512.",
    )
    reading_cpu_seconds: int = Field(
        default=30,
        ge=1,
        le=3600,
        description="Seconds of processor time for reading one mail, else a person must;"
        " a list of 2,000 takes 1 to 3, as Outlook HTML about 10.",
    )
    reading_seconds: int = Field(
        default=120,
        ge=1,
        le=3600,
        description="Seconds on the wall for reading one mail, else a person must; on a busy machine 3 became 32.",
    )
    reading_output_mb: int = Field(
        default=32,
        ge=1,
        le=1024,
        description="Megabytes of what was read in one mail, else a person must; a list of 10,000 makes 19.",
    )
    rulebooks: AbsolutePath = Field(
        default=ROOT / "config" / "rulebooks", description="Folder with the rulebooks, one TOML file per version."
    )
    staff_file: AbsolutePath = Field(
        default=ROOT / "config" / "staff.toml",
        description="Staff list a new home begins with; later `samraad staff` counts.",
    )
    columns_file: AbsolutePath = Field(
        default=ROOT / "config" / "columns.toml",
        description="Headings of police lists; `samraad layout teach` writes into columns.toml in home, read after it.",
    )
    recipients_file: AbsolutePath = Field(
        default=ROOT / "config" / "recipients.toml", description="Who is told, and through which Apprise targets."
    )
    public_url: str = Field(
        default_factory=lambda data: _ui_url(data["prefect_api_url"], data["prefect_port"]),
        description="Address of the Prefect UI as written in messages; default: where it is started.",
    )
    demo_imap_port: Port = Field(default=1143, description="Port on 127.0.0.1 of the demo's mailbox.")
    demo_smtp_port: Port = Field(default=1025, description="Port on 127.0.0.1 of the demo's mail sink.")
    speed: float = Field(
        default=8640, gt=0, le=1_000_000, description="Demo only: seconds that pass in one second; 8640 = a day in ten."
    )

    @property
    def columns_files(self) -> tuple[Path, Path]:
        """The headings of lists: as shipped, and as taught, which an update of the checkout does not touch."""
        return self.columns_file, self.home / "columns.toml"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings passes all of them by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables win over the file, whose content is handed in as arguments."""
        return env_settings, init_settings


def load_settings(file: Path = SETTINGS_FILE) -> Settings:
    """The settings of this process. A missing file is an empty one.

    Raises BadSetting for an unknown name, a value that makes no sense, or a file that is not TOML.
    """
    _refuse_unknown((name for name in os.environ if name.upper().startswith(PREFIX)), "miljøvariablen", PREFIX)
    try:
        return Settings(**_from_file(file))
    except ValidationError as error:
        raise BadSetting(_explain(error, file)) from None


def as_variables(settings: Settings) -> dict[str, str]:
    """The variables from which a child process loads these same settings; secrets included."""
    values = ((f"{PREFIX}{name.upper()}", getattr(settings, name)) for name in Settings.model_fields)
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values
        if value is not None
    }


def _ui_url(api_url: str | None, port: int) -> str:
    return api_url.rstrip("/").removesuffix("/api") if api_url else f"http://127.0.0.1:{port}"


def _from_file(file: Path) -> Mapping[str, Any]:
    """Content of the TOML file; a relative path in it counts from the checkout."""
    if not file.exists():
        return {}
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file.name} kan ikke læses: {error}.") from error
    _refuse_unknown(values, f"indstillingen i {file.name}", "")
    paths = {name for name, field in Settings.model_fields.items() if field.annotation in (Path, Path | None)}
    return {name: ROOT / value if name in paths else value for name, value in values.items()}


def _refuse_unknown(names: Iterable[str], what: str, prefix: str) -> None:
    known = [f"{prefix}{field.upper() if prefix else field}" for field in Settings.model_fields]
    for name in names:
        if (name.upper() if prefix else name) not in known:
            near = difflib.get_close_matches(name.upper() if prefix else name, known, n=1, cutoff=0.4)
            hint = f" Mente du {near[0]}?" if near else ""
            raise BadSetting(f"{what[0].upper()}{what[1:]} {name} findes ikke.{hint}")


def _explain(error: ValidationError, file: Path) -> str:
    """Names of the settings and what is wrong; never their values, which may be secrets."""
    wrong = []
    for problem in error.errors(include_input=False, include_url=False):
        field = str(problem["loc"][0]).lower().removeprefix(PREFIX.lower())
        if problem["type"] != "default_factory_not_called":
            wrong.append(f"{PREFIX}{field.upper()} (eller {field} i {file.name}): {problem['msg']}")
    return "Indstilling afvist. " + "; ".join(wrong) + "."
