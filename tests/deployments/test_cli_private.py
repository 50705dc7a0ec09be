"""Names and notes at the keyboard: asked for or read from stdin, never a word of the command, shown with --person."""

from __future__ import annotations

import io
import json

import pytest

from tests import samples
from tests.deployments.command_line import Terminal

CASE = "2026-0001"
#: Invented.
WHO = "Alma Opdigtet, Digtervej 7"
INVITE = ("register", CASE, "invitation", "role=school", "--by", "ANK")


class Keyboard(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def with_case(terminal: Terminal) -> Terminal:
    assert terminal("intake", samples.FOLDER / "01-plain-utf8.eml").code == 0
    return terminal


def texts(terminal: Terminal) -> list[tuple[str, str, str]]:
    shown = terminal("case", CASE, "--person", "--by", "VIS", "--json").json
    return [(each["topic"], each["field"], each["text"]) for each in shown["texts"]]


def test_they_are_asked_for_at_a_terminal(with_case: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(f"{WHO}\n\n"))

    done = with_case(*INVITE)

    assert (done.code, done.err) == (0, "")
    assert "Navn og adresse (tom: intet): " in done.out
    assert "Bemærkning (tom: intet): " in done.out
    assert "Deltager 1 (skole): inviteret tir 3. nov" in done.out
    assert texts(with_case) == [("invitation", "who", WHO)]


def test_a_pipe_is_not_asked_and_neither_is_a_script(with_case: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ikke læst\n"))
    assert with_case(*INVITE).code == 0
    monkeypatch.setattr("sys.stdin", Keyboard("ikke læst\n"))
    assert with_case(*INVITE, "--json").json["case"] == CASE
    assert texts(with_case) == []


@pytest.mark.parametrize("how", ["-", "--json-in"])
def test_all_fields_may_come_as_json(with_case: Terminal, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    fields = {"role": "school", "who": WHO, "note": "ring\nefter kl. 15"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(fields)))

    done = with_case("register", CASE, "invitation", "channel=phone", how, "--by", "ANK", "--json")

    assert done.code == 0, done.err
    assert texts(with_case) == [("invitation", "who", WHO), ("invitation", "note", "ring\nefter kl. 15")]


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        ((f"who={WHO}",), "", "Skriv ikke navne"),
        (("note=Alma",), "", "Skriv ikke navne"),
        (("-",), "ikke json Alma", "ikke JSON"),
        (("-",), '["Alma"]', "ét JSON-objekt"),
        (("-",), '{"role": "ssp", "note": "Alma"}', "»role« er givet to gange"),
        (("-",), '{"by": "BOS", "note": "Alma"}', "--by"),
        (("-",), json.dumps({"who": "Alma" * 51}), "højst 200 tegn"),
        (("-",), '{"who": {"Alma": 1}}', "»Navn og adresse« (who)"),
        (("--whom=Alma",), "", "Muligheden --whom findes ikke"),
    ],
)
def test_what_makes_no_sense_is_refused_without_repeating_it(
    with_case: Terminal, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], stdin: str, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(stdin))

    done = with_case(*INVITE[:4], *words, *INVITE[4:])

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Alma" not in done.err
    assert texts(with_case) == []


def test_they_are_shown_with_the_person_and_nowhere_else(with_case: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(f"{WHO} \x1b[31m\n\n"))
    assert with_case(*INVITE).code == 0

    page = with_case("case", CASE, "--person", "--by", "VIS").out

    row = next(line for line in page.splitlines() if "Digtervej" in line)
    assert " ".join(row.split()) == f"2 Navn og adresse {WHO} \ufffd[31m"
    shown = with_case("case", CASE, "--person", "--by", "VIS", "--json").json
    assert shown["texts"][0]["version"] == 2
    assert shown["texts"][0]["at"] == shown["events"][1]["at"]
    assert [each["type"] for each in shown["events"]][2:] == ["PersonShown", "PersonShown"]
    others = [("case", CASE), ("case", CASE, "--json"), ("cases",), ("cases", "--json")]
    assert "Digtervej" not in "".join(with_case(*words).out for words in others)
    assert "Digtervej" not in "".join(file.read_text("utf-8") for file in (with_case.home / "log").iterdir())


def test_the_help_says_how_they_are_written(terminal: Terminal) -> None:
    done = terminal("register", "--help")
    assert "who: Navn og adresse – skrives kun, når der spørges, eller på stdin; gemmes krypteret" in " ".join(
        done.out.split()
    )
