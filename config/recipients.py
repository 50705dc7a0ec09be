"""Reads `config/recipients.toml`: who is told, and the addresses, which stay out of every text and log."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from samraad.errors import BadSetting
from samraad.recipients import QuietHours, Recipient, Recipients, Retry, is_initials, target_name

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
#: Stands in an address for the initials of whoever it is for.
_INITIALS = "{initials}"

Hour = Annotated[int, Field(ge=0, le=24)]
Text = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Target(_Table):
    name: Annotated[str, Field(pattern=r"^[\w-]+$")]
    url: Text


class _Staff(_Table):
    targets: list[_Target] = Field(min_length=1)
    next_role: Text | None = None


class _Named(_Staff):
    label: Text
    always: bool = False


class _Quiet(_Table):
    from_hour: Hour = 17
    until_hour: Hour = 7
    closed_days: list[str] = []


class _File(_Table):
    recipients: dict[str, _Named] = Field(min_length=1)
    fallback: Text
    staff: _Staff | None = None
    quiet: _Quiet = _Quiet()
    retry_minutes: list[Annotated[float, Field(gt=0)]] = [1, 5, 15, 60]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """Everybody who can be told, and where. Only the sender asks for an address."""

    recipients: Recipients
    #: Target → Apprise address. Holds passwords.
    _addresses: Mapping[str, str] = field(repr=False)
    #: Target name → address with `{initials}` in it, for staff.
    _staff_addresses: Mapping[str, str] = field(default_factory=dict, repr=False)

    def address(self, target: str) -> str | None:
        """The Apprise address of a target; None where nobody has it. It may hold a password: never log it."""
        if target in self._addresses:
            return self._addresses[target]
        initials, _, name = target.rpartition("/")
        if name in self._staff_addresses and is_initials(initials):
            return self._staff_addresses[name].replace(_INITIALS, quote(initials.lower(), safe=""))
        return None

    def targets(self) -> Iterator[str]:
        """All targets that stand in the file by name."""
        yield from self._addresses


def load_recipients(file: Path, variables: Mapping[str, str]) -> AddressBook:
    """The recipients and their addresses, `${NAME}` filled in from the variables.

    Raises BadSetting naming file and field, never an address.
    """
    try:
        content = _File.model_validate(tomllib.loads(file.read_text("utf-8")))
    except FileNotFoundError as error:
        raise BadSetting(f"Modtagerlisten {file} findes ikke.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file.name} er ikke gyldig TOML: {error}") from error
    except ValidationError as error:
        raise BadSetting(_explain(error, file)) from None  # pydantic's own text quotes the address
    _check_names(content, file)
    addresses = {
        target_name(key, target.name): _filled(target, f"{file.name}, recipients.{key}", variables)
        for key, named in content.recipients.items()
        for target in named.targets
    }
    staff = content.staff.targets if content.staff else []
    return AddressBook(
        recipients=_recipients(content),
        _addresses=addresses,
        _staff_addresses={each.name: _filled(each, f"{file.name}, staff", variables) for each in staff},
    )


def _recipients(content: _File) -> Recipients:
    return Recipients(
        named={
            key: Recipient(
                key=key,
                label=named.label,
                targets=tuple(target_name(key, target.name) for target in named.targets),
                next_role=named.next_role,
                always=named.always,
            )
            for key, named in content.recipients.items()
        },
        fallback=content.fallback,
        staff_targets=tuple(target.name for target in content.staff.targets) if content.staff else (),
        staff_next_role=content.staff.next_role if content.staff else None,
        quiet=QuietHours(
            from_hour=content.quiet.from_hour,
            until_hour=content.quiet.until_hour,
            closed_days=frozenset(content.quiet.closed_days),
        ),
        retry=Retry(waits=tuple(timedelta(minutes=minutes) for minutes in content.retry_minutes)),
    )


def _check_names(content: _File, file: Path) -> None:
    known = content.recipients
    if content.fallback not in known:
        raise BadSetting(f"{file.name}, felt fallback: »{content.fallback}« står ikke under [recipients].")
    if content.quiet.until_hour >= content.quiet.from_hour:
        raise BadSetting(f"{file.name}, felt quiet: until_hour skal ligge før from_hour.")
    for key, named in known.items():
        if named.next_role is not None and named.next_role not in known:
            raise BadSetting(f"{file.name}, felt recipients.{key}.next_role: »{named.next_role}« findes ikke.")
        _check_targets(named, f"{file.name}, felt recipients.{key}.targets")
    if content.staff is not None:
        _check_targets(content.staff, f"{file.name}, felt staff.targets")


def _check_targets(table: _Staff, where: str) -> None:
    names = [target.name for target in table.targets]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise BadSetting(f"{where}: navnet {', '.join(doubles)} står der to gange.")


def _filled(target: _Target, where: str, variables: Mapping[str, str]) -> str:
    missing = [name for name in _PLACEHOLDER.findall(target.url) if name not in variables]
    if missing:
        raise BadSetting(f"{where}.{target.name}: miljøvariablen {missing[0]} er ikke sat.")
    if whole := _PLACEHOLDER.fullmatch(target.url):
        return variables[whole[1]]
    return _PLACEHOLDER.sub(lambda found: quote(variables[found[1]], safe=""), target.url)


def _explain(error: ValidationError, file: Path) -> str:
    """What is wrong with the first field that is; its value is not shown."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{file.name}, felt {where}: {first['msg']}."
