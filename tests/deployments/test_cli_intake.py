"""`samraad intake`: the outcomes of the sample mails, and what happens when they come again."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests import samples
from tests.deployments.command_line import Terminal


def _matches(line: dict[str, Any], row: dict[str, Any]) -> bool:
    return line["row"] == row["row"] and line["outcome"] in (row["outcome"], *row.get("also_accepted", ()))


def test_the_samples_come_out_as_expected(terminal: Terminal, tmp_path: Path) -> None:
    for mail in samples.expected():
        shutil.copy(samples.FOLDER / mail["file"], tmp_path)

    done = terminal("intake", tmp_path, "--json")

    assert (done.code, done.err) == (0, "")
    assert set(done.lines[0]) == {"file", "row", "outcome", "case", "reason", "notes"}
    expected = [(mail["file"], row) for mail in samples.expected() for row in mail["rows"]]
    assert [line["file"] for line in done.lines] == [file for file, _ in expected]
    wrong = [line for line, (_, row) in zip(done.lines, expected, strict=True) if not _matches(line, row)]
    assert wrong == []


def test_persons_ages_and_receipts_of_the_samples_are_as_expected(terminal: Terminal) -> None:
    files = [samples.FOLDER / mail["file"] for mail in samples.expected()]
    lines = iter(terminal("intake", *files, "--json").lines)

    for mail in samples.expected():
        for row in mail["rows"]:
            line = next(lines)
            if row["outcome"] != "opened":
                continue
            shown = terminal("case", line["case"], "--person", "--json").json
            same = ("cpr", "birth_date", "age_at_receipt")
            assert {key: shown[key] for key in same} == {key: row[key] for key in same}
            assert shown["name"].casefold() == row["name"].casefold()
            assert set(row["offences"]) <= set(shown["offences"])
            assert datetime.fromisoformat(shown["received_at"]) == datetime.fromisoformat(mail["received_at"])


def test_a_folder_given_twice_is_all_duplicates_the_second_time(terminal: Terminal) -> None:
    first = terminal("intake", samples.FOLDER, "--json").lines
    before = terminal("cases", "--json").out

    again = terminal("intake", samples.FOLDER, "--json").lines

    assert {line["outcome"] for line in again} == {"duplicate"}
    assert [(line["file"], line["row"], line["case"]) for line in again] == [
        (line["file"], line["row"], line["case"]) for line in first
    ]
    assert terminal("cases", "--json").out == before


def test_the_same_bytes_at_another_path_are_the_same_mail(terminal: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "kopi.eml"
    shutil.copy(samples.FOLDER / "01-plain-utf8.eml", copy)

    lines = terminal("intake", samples.FOLDER / "01-plain-utf8.eml", copy, "--json").lines

    assert [(line["file"], line["outcome"]) for line in lines] == [
        ("01-plain-utf8.eml", "opened"),
        ("kopi.eml", "duplicate"),
    ]


def test_what_cannot_be_read_is_quarantined_not_dropped(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    (tmp_path / "b.eml").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("not a mail")

    lines = terminal("intake", tmp_path, "--json").lines

    assert [(line["file"], line["outcome"], line["case"]) for line in lines] == [
        ("a.msg", "quarantined", None),
        ("b.eml", "quarantined", None),
    ]
    assert all(line["reason"] for line in lines)


def test_a_path_that_does_not_exist_is_refused_and_nothing_is_done(terminal: Terminal) -> None:
    done = terminal("intake", samples.FOLDER, "/nowhere/x.eml")

    assert (done.code, done.out) == (2, "")
    assert "/nowhere/x.eml" in done.err
    assert terminal("cases", "--json").out == ""


def test_an_empty_folder_is_said_to_be_one(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()

    done = terminal("intake", tmp_path / "tom", "--json")

    assert (done.code, done.out) == (0, "")
    assert "ingen" in done.err


@pytest.mark.parametrize("switch", [(), ("--json",)])
def test_no_output_names_anybody(terminal: Terminal, switch: tuple[str, ...]) -> None:
    said = terminal("intake", samples.FOLDER, *switch)
    said_of_cases = terminal("cases", *switch)

    log = terminal.home / "log" / "samraad.log"
    everything = said.out + said.err + said_of_cases.out + log.read_text("utf-8")
    rows = [row for mail in samples.expected() for row in mail["rows"]]
    assert not [row["row"] for row in rows if row["name"] and row["name"].casefold() in everything.casefold()]
    assert not [row["row"] for row in rows if row["cpr"] and row["cpr"] in everything]
