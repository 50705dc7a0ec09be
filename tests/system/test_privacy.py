"""No name and no CPR number of the sample mails leaves for Prefect, a log or a message, whatever people type."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest
from prefect.client.schemas.actions import ArtifactCreate
from psycopg import sql

from config.settings import ROOT
from deployments.postgres import embedded
from samraad.errors import Refused
from samraad.vocabulary import Matter, Milestone, Via
from tasks.registering import register
from tests import samples
from tests.system.people import TO_THE_END, Cases
from tests.system.stack import Stack
from tests.system.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

#: Shorter parts of names are letters like any others.
LONG_ENOUGH = 4
#: Missed deadlines and quarantined mails are told of in at least so many messages.
MESSAGES = 2
#: Where our own words stand: a name that is one of them says nothing.
OUR_WORDS = ("samraad/*.py", "tasks/**/*.py", "flows/*.py", "config/**/*.j2", "config/**/*.toml")

#: A CPR number, however it is written.
CPR = re.compile(r"(?<!\d)(\d{6})[-\s]?(\d{4})(?!\d)")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Needles:
    """What must not be found, and where it stands among the samples, so that a failure shows nobody's name."""

    #: Ten digits.
    cprs: dict[str, str]
    #: Full names, and their parts that are not ordinary words; in small letters.
    names: dict[str, str]
    parts: dict[str, str]


@cache
def _needles() -> Needles:
    ours = {word for glob in OUR_WORDS for file in ROOT.glob(glob) for word in _words(file.read_text("utf-8"))}
    needles = Needles({}, {}, {})
    for mail in samples.expected():
        for place, row in enumerate(mail["rows"]):
            where = f"{mail['file'][:2]}/{place}"
            name = (row["name"] or "").casefold()
            if row["cpr"]:
                needles.cprs.setdefault(row["cpr"].replace("-", ""), f"{where} cpr")
            if name:
                needles.names.setdefault(name, f"{where} name")
            for part in _words(name) - ours:
                if len(part) >= LONG_ENOUGH:
                    needles.parts.setdefault(part, f"{where} part")
    return needles


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def _found(text: str) -> set[str]:
    """Which of them stand in the text, also where it is escaped or encoded."""
    plain, needles = "\n".join(_readings(text)).casefold(), _needles()
    cprs = {born + serial for born, serial in CPR.findall(plain)}
    found = {where for cpr, where in needles.cprs.items() if cpr in cprs}
    found |= {where for name, where in needles.names.items() if name in plain}
    return found | {needles.parts[part] for part in _words(plain) & needles.parts.keys()}


def _readings(text: str) -> Iterator[str]:
    r"""The text, without its JSON escapes (`\u00e6`, also twice escaped), unquoted, and what its data URIs hold."""
    escaped = re.compile(r"\\+u([0-9a-fA-F]{4})")
    plain = escaped.sub(lambda match: chr(int(match[1], 16)), text)
    yield plain
    yield unquote(plain)
    for coded in re.findall(r";base64,([A-Za-z0-9+/=\s]+)", plain):
        yield base64.b64decode(coded).decode("utf-8", "replace")


def _rows(connection: psycopg.Connection) -> Iterator[tuple[str, str]]:
    """Every row of every table: the table's name, and the row as text."""
    tables = connection.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"
    ).fetchall()
    assert tables
    for schema, table in tables:
        query = sql.SQL("select t::text from {}.{} t").format(sql.Identifier(schema), sql.Identifier(table))
        for (row,) in connection.execute(query):
            yield table, row


def _in_database(stack: Stack, name: str) -> set[tuple[str, str]]:
    with stack.database(name) as connection:
        tables: dict[str, list[str]] = {}
        for table, row in _rows(connection):
            tables.setdefault(table, []).append(row)
    return {(table, where) for table, rows in tables.items() for where in _found("\n".join(rows))}


def _in_files(files: Iterable[Path]) -> set[tuple[str, str]]:
    return {(file.name, where) for file in files for where in _found(file.read_text("utf-8", "replace"))}


def _written(stack: Stack) -> list[Path]:
    """All that is written under home, but for the database's own files."""
    home = stack.settings.home
    found = [each for each in home.rglob("*") if each.is_file() and home / "postgres" not in each.parents]
    return [*found, home / "postgres" / "server.log"]


def _in_messages(stack: Stack) -> set[tuple[str, str]]:
    found = set()
    for file in stack.sink.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=default)
        bodies = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
        text = "\n".join([*(str(value) for value in mail.values()), *bodies])
        found |= {(file.name, where) for where in _found(text)}
    return found


@pytest.fixture(scope="module")
def lived_through(stack: Stack, cases: Cases) -> list[str]:
    """All samples came by mail; some cases are closed, some hold refused answers, some nonsense with names in it."""
    with stack.database() as connection:
        known = {row[0] for row in connection.execute("select case_number from cases")}
    sent = len(list(stack.sink.glob("*.eml")))
    for mail in samples.expected():
        stack.imap.deliver(samples.raw(mail["file"]), min(datetime.fromisoformat(mail["received_at"]), _now()))
    until(lambda: not stack.mailbox()[stack.settings.mailbox_folder], 150, "all samples are put away")
    with stack.database() as connection:
        numbers = sorted({row[0] for row in connection.execute("select case_number from cases")} - known)
    assert len(numbers) >= 15, "the samples were not understood"
    closed, refused, *_ = numbers
    _close(cases, closed)
    _type_nonsense(stack, cases, refused)
    until(
        lambda: len(list(stack.sink.glob("*.eml"))) >= sent + MESSAGES and not stack.unsent(), 120, "messages are sent"
    )
    return numbers


def _now() -> datetime:
    return datetime.now(UTC)


def _close(cases: Cases, number: str) -> None:
    cases.waiting(number, Milestone.ASSESSMENT)
    for milestone in TO_THE_END:
        cases.register(number, milestone)
    until(lambda: cases.run(number).state_name == "Afsluttet", 60, "the closed case's run ends")


def _type_nonsense(stack: Stack, cases: Cases, number: str) -> None:
    """Names and CPR numbers where they do not belong, in the form and on the command line."""
    row = samples.expected()[0]["rows"][0]
    first = row["name"].split()[0]
    waiting, told = cases.waiting(number, Milestone.ASSESSMENT), 0
    for fields in (
        {"outcome": "Ikke akut behov", "by": row["name"]},
        {"outcome": "Ikke akut behov", "by": first[:6]},
        {"outcome": "Ikke akut behov", "assessed_on": row["cpr"], "by": "VIS"},
        {"outcome": "Ikke akut behov", "assessed_time": row["name"], "by": "VIS"},
        {"outcome": row["name"], "by": "VIS"},
    ):
        with pytest.raises(Refused):
            register(stack.office, number, Milestone.ASSESSMENT, fields, Via.CLI)
        try:
            cases.answer(waiting, **fields)
        except RuntimeError:
            continue  # Prefect itself refuses what the form's schema does not allow
        waiting = cases.waiting(number, Milestone.ASSESSMENT, not_=waiting.key)
        assert waiting.description.startswith("**Svaret blev ikke registreret:** ")
        assert _found(waiting.description) == set()
        told += 1
    assert told, "Prefect let nothing through: this proves nothing"
    _type_nonsense_into_a_form_of_its_own(cases, number, row["name"], row["cpr"])
    code, _, _ = stack.run("register", number, "assessment", f"outcome={row['name']}", "--by", first)
    assert code == 2


def _type_nonsense_into_a_form_of_its_own(cases: Cases, number: str, name: str, cpr: str) -> None:
    """Also by somebody who has switched off what holds the fields to their shape."""
    moved: dict[str, object] = {"moved_on": "2026-01-01", "by": "VIS"}
    runs = [
        cases.hand_in(Matter.MOVED, number, **moved | {"by": name.split(maxsplit=1)[0][:6]}),
        cases.hand_in(Matter.MOVED, number, enforced=False, **moved | {"by": name}),
        cases.hand_in(Matter.MOVED, number, enforced=False, **moved | {"moved_on": cpr}),
        cases.hand_in(Matter.MOVED, cpr, enforced=False, **moved),
        cases.hand_in(Matter.NEW_TODO, number, enforced=False, kind=name, role=name, by="VIS"),
    ]
    for run in runs:
        until(lambda run=run: cases.client.read_flow_run(run).state_name == "Ikke registreret", 60, "it is refused")


def test_nothing_personal_is_in_prefect(lived_through: list[str], stack: Stack) -> None:
    assert _in_database(stack, embedded.PREFECT) == set()


def test_nothing_personal_lies_in_clear_in_our_own_database(lived_through: list[str], stack: Stack) -> None:
    assert _in_database(stack, embedded.CASES) == set()


def test_nothing_personal_is_written_under_home(lived_through: list[str], stack: Stack) -> None:
    files = _written(stack)
    assert {"watch.log", "worker.log", "prefect.log", "samraad.log", "server.log"} <= {file.name for file in files}
    assert _in_files(files) == set()


def test_nothing_personal_is_in_the_messages(lived_through: list[str], stack: Stack) -> None:
    assert list(stack.sink.glob("*.eml")), "no message was sent: this proves nothing"
    assert _in_messages(stack) == set()


def test_what_is_looked_for_is_enough() -> None:
    parts = {part for name in _needles().names for part in _words(name) if len(part) >= LONG_ENOUGH}
    assert len(_needles().parts) >= len(parts) * 0.9
    assert len(_needles().cprs) >= len(_needles().names) * 0.7


def test_search_finds_what_is_there(lived_through: list[str], stack: Stack, cases: Cases, tmp_path: Path) -> None:
    """A name in a run's name, in a page's picture and in a log; taken away again."""
    row = samples.expected()[0]["rows"][0]
    flow = cases.client.create_flow_from_name("prøve")
    deployment = cases.client.create_deployment(flow_id=flow, name="prøve", paused=True)
    run = cases.client.create_flow_run_from_deployment(deployment, name=f"Sag om {row['name']}")
    picture = base64.b64encode(f"<svg>{row['cpr'].replace('-', '')}</svg>".encode()).decode()
    page = cases.client.create_artifact(
        ArtifactCreate(type="markdown", data=f"![](data:image/svg+xml;base64,{picture})", flow_run_id=run.id)
    )
    try:
        found = _in_database(stack, embedded.PREFECT)
        assert {("flow_run", "01/0 name"), ("artifact", "01/0 cpr")} <= found
    finally:
        cases.client.delete_flow_run(run.id)
        cases.client.delete_artifact(page.id)
        cases.client.delete_flow(flow)
    log = tmp_path / "some.log"
    log.write_text(f'{{"event": "{row["name"].encode("unicode_escape").decode()}"}}')
    assert ("some.log", "01/0 name") in _in_files([log])
