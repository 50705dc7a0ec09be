"""`samraad open`: asked field by field, or given as JSON; wrong answers are asked for again where they are typed."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from tests import samples
from tests.deployments.command_line import Terminal

CPR = "170510-4003"
FIELDS: dict[str, Any] = {"by": "VIS", "received_at": "2026-11-02 14:30", "cpr": CPR, "name": "Invented Name"}


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What somebody will type."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def given(monkeypatch: pytest.MonkeyPatch, fields: object) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(fields if isinstance(fields, str) else json.dumps(fields)))


def test_a_case_is_opened_by_answering(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(
        monkeypatch,
        *("XYZ", "VIS"),  # unknown initials are asked for again
        "a",
        *("i morgen 9", "i går 14.30"),  # in the future
        "Østjyllands Politi",
        *("310210-4003", CPR),  # impossible
        *("18-05-2010", "17-05-2010"),  # does not fit
        "Invented Name",
        "røveri; grov vold",
        *("4200-76111-00001-26", "lørdag nat", "banegården"),
        *("n", "j", "5-11-2026 10.00", "4-11-2026 12.00"),
        *("7", "Another Invented"),  # the name is put right
        *("99", "j"),
    )

    done = terminal("open")

    assert (done.code, done.err) == (0, "")
    for said in (
        "Ingen medarbejder har de initialer.",
        "ligger i fremtiden",
        "CPR-nummeret har en dato, der ikke findes.",
        "passer ikke til CPR-nummeret",
        "Alder ved modtagelsen: 16 år.",
        "et nummer fra 1 til 15",
        "Sag 2026-0001 er åbnet.",
        "man 9. nov",
    ):
        assert said in done.out
    shown = terminal("case", "2026-0001", "--person", "--by", "VIS", "--json").json
    assert (shown["name"], shown["cpr"], shown["offences"]) == ("Another Invented", CPR, ["røveri", "grov vold"])
    assert (shown["origin"], shown["received_at"]) == ("interrogation", "2026-11-02T14:30:00+01:00")
    assert shown["events"][0]["actor"] == "VIS"


def test_a_case_is_opened_by_a_script(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, FIELDS)
    first = terminal("open", "-", "--json")
    given(monkeypatch, FIELDS)
    again = terminal("open", "--json-in", "--json")

    assert (first.code, first.json["outcome"], first.json["case"]) == (0, "opened", "2026-0001")
    assert {each["milestone"]: each["due_at"] for each in first.json["deadlines"]}["summons"] == (
        "2026-11-10T00:00:00+01:00"
    )
    assert (again.code, again.json["outcome"], again.json["case"]) == (0, "duplicate", "2026-0001")


def test_a_call_told_before_the_mail_came_moves_the_deadline(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = terminal("intake", samples.FOLDER / "01-plain-utf8.eml", "--json").lines[0]
    person = terminal("case", mail["case"], "--person", "--json").json
    given(monkeypatch, FIELDS | {"cpr": person["cpr"], "name": person["name"], "received_at": "2026-09-01 12:00"})

    done = terminal("open", "-")

    assert f"Føjet til sag {mail['case']}" in done.out
    shown = terminal("case", mail["case"], "--json").json
    assert shown["received_at"] == "2026-09-01T12:00:00+02:00"
    assert [each["type"] for each in shown["events"]][-2:] == ["NotificationAttached", "ReceiptMoved"]
    page = " ".join(terminal("case", mail["case"]).out.split())
    assert "fristerne er rykket frem" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("{", "ikke JSON"),
        ("[]", "ét JSON-objekt"),
        (FIELDS | {"cpr": "310210-4003"}, "cpr: CPR-nummeret har en dato"),
        (FIELDS | {"by": "XYZ"}, "by: Ingen medarbejder"),
        (FIELDS | {"alder": "16"}, "Feltet alder findes ikke"),
    ],
)
def test_json_that_makes_no_sense_is_refused_with_nothing_saved(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, fields: object, said: str
) -> None:
    given(monkeypatch, fields)
    done = terminal("open", "-")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "310210" not in done.err
    assert terminal("cases", "--json").out == ""


def test_an_interruption_saves_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "VIS", "t")  # and then the input ends
    ended = terminal("open")
    assert (ended.code, "Intet er gemt" in ended.err) == (2, True)

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)
    stopped = terminal("open")
    assert (stopped.code, "Intet er gemt" in stopped.err) == (1, True)
    assert terminal("cases", "--json").out == ""


def test_personal_data_on_the_command_line_are_refused(terminal: Terminal) -> None:
    done = terminal("open", CPR)
    assert done.code == 2


def test_eighteen_is_told_before_it_is_saved_and_opens_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "VIS", "", "", "", "", "01-01-2008", "Invented Name", "", "", "", "", "", "", "j")
    done = terminal("open")
    assert done.code == 0
    assert "der bliver ikke åbnet en sag" in done.out
    assert "ingen sag: ikke under 18 år" in done.out
    assert terminal("cases", "--json").out == ""
