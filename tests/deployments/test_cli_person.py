"""`samraad case NUMBER --person`: whom a case is about, and all that each notification said of them."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests import samples
from tests.deployments.command_line import Terminal

NOTIFICATION_KEYS = {
    *("notification", "received_at", "origin", "offences", "kinds", "committed", "scene", "police_case", "remand"),
    *("interrogation", "interrogation_time", "unit", "reply_by", "sources", "taken_over_from"),
}
PLACE_KEYS = ("file", "sheet", "row", "column", "page", "line")


def _taken_in(terminal: Terminal, *names: str) -> list[dict[str, Any]]:
    return terminal("intake", *(samples.FOLDER / name for name in names), "--json").lines


def _notifications(terminal: Terminal, case: str = "2026-0001") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal("case", case, "--person", "--json").json["notifications"]
    assert [set(each) for each in found] == [NOTIFICATION_KEYS] * len(found)
    return found


def _places(notification: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Field → certainty and where it stood."""
    return {
        source["field"]: (source["certainty"], *(source[key] for key in PLACE_KEYS))
        for source in notification["sources"]
    }


def _page(terminal: Terminal, case: str = "2026-0001") -> list[str]:
    """The lines of the page, blanks as one."""
    out = terminal("case", case, "--person").out
    assert max(map(len, out.splitlines())) <= 80
    return [" ".join(line.split()) for line in out.splitlines()]


def test_a_mails_text_is_told_with_the_line_of_every_field(terminal: Terminal) -> None:
    _taken_in(terminal, "01-plain-utf8.eml")

    (told,) = _notifications(terminal)

    assert (told["received_at"], told["origin"]) == ("2026-09-08T09:14:07+02:00", "police_mail")
    assert (told["offences"], told["kinds"]) == (["vold efter straffelovens § 244"], ["violence"])
    assert (told["committed"], told["scene"]) == ("lørdag den 5. september 2026 kl. 23.40", "Stationspladsen, Lerbæk")
    assert (told["police_case"], told["remand"], told["interrogation"]) == ("3700-71212-00123-26", False, False)
    assert (told["interrogation_time"], told["unit"], told["reply_by"]) == (None, None, None)
    assert {field: place[-1] for field, place in _places(told).items()} == {
        "name": 5,
        "cpr": 6,
        "birth_date": 6,
        "offences": 7,
        "police_case": 11,
        "committed": 8,
        "scene": 9,
    }
    assert {place[:-1] for place in _places(told).values()} == {("certain", None, None, None, None, None)}
    page = _page(terminal)
    for line in (
        "Underretning · modtaget tir 8. sep kl. 09.14 · mail fra politiet",
        "Kilde: mailen",
        "navn Mikkel Ravnsbjerg Toft sikkert linje 5",
        "mistanke »vold efter straffelovens § 244« sikkert linje 7",
        "→ vold",
        "varetægtssurrogat ikke nævnt – –",
    ):
        assert line in page


def test_what_a_duplicate_was_told_is_seen_from_the_case_that_goes_on(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call named the young person otherwise and knew no number: another case, until somebody sees that it is one."""
    _taken_in(terminal, "01-plain-utf8.eml")
    call = {"by": "VIS", "received_at": "2026-09-10 12:00", "name": "Mikkel Toft", "birth_date": "2010-03-14"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(call | {"offences": "røveri"})))
    duplicate = terminal("open", "-", "--json").json["case"]

    done = terminal("register", duplicate, "merged", "into=2026-0001", "--by", "VIS")

    assert (done.code, done.err) == (0, "")
    first, taken = _notifications(terminal)
    assert (first["taken_over_from"], taken["taken_over_from"]) == (None, duplicate)
    assert taken["offences"] == ["røveri"]
    assert any(line.startswith("Underretning 2 af 2 · modtaget tor 10. sep kl. 12.00") for line in _page(terminal))
    assert terminal("audit").code == 0


def test_a_row_of_a_sheet_is_told_with_the_column_of_every_field(terminal: Terminal) -> None:
    case = _taken_in(terminal, "05-mandagsdata.eml")[0]["case"]

    (told,) = _notifications(terminal, case)

    assert (told["origin"], told["offences"], told["kinds"]) == ("weekly_sheet", ["Vold (strfl. § 244)"], ["violence"])
    assert _places(told) == {
        field: ("certain", "Mandagsdata.xlsx", "Uge 38", 2, column, None, None)
        for field, column in (
            *(("name", "A"), ("cpr", "B"), ("birth_date", "B"), ("offences", "C"), ("committed", "D")),
            *(("police_case", "F"), ("unit", "E")),
        )
    }
    page = _page(terminal, case)
    assert "Underretning · modtaget man 21. sep kl. 07.02 · mandagsdata" in page
    assert "Kilde: Mandagsdata.xlsx, ark Uge 38, række 2" in page
    assert "CPR-nummer 270810-4987 sikkert kolonne B" in page


def test_every_notification_of_a_case_is_told_in_order(terminal: Terminal) -> None:
    _taken_in(terminal, "01-plain-utf8.eml", "05-mandagsdata.eml", "12-mandagsdata-resent.eml")

    first, second = _notifications(terminal)  # the row sent again is no third

    assert (first["origin"], second["origin"]) == ("police_mail", "weekly_sheet")
    assert (first["kinds"], second["kinds"]) == (["violence"], ["weapons"])
    assert second["received_at"] == "2026-09-21T07:02:15+02:00"
    assert _places(second)["offences"] == ("certain", "Mandagsdata.xlsx", "Uge 38", 6, "C", None, None)
    page = _page(terminal)
    heads = [line for line in page if line.startswith("Underretning ")]
    assert heads[:2] == [
        "Underretning 1 af 2 · modtaget tir 8. sep kl. 09.14 · mail fra politiet",
        "Underretning 2 af 2 · modtaget man 21. sep kl. 07.02 · mandagsdata",
    ]


def test_an_interrogation_is_told_with_its_time_and_that_it_is_less_certain(terminal: Terminal) -> None:
    _taken_in(terminal, "04-interrogation-two-youths.eml")

    (told,) = _notifications(terminal)

    assert told["interrogation"] is True
    assert told["interrogation_time"].startswith("torsdag den 17. september 2026")
    assert _places(told)["interrogation"][0] == "likely"
    assert [line for line in _page(terminal) if line.startswith("afhøring ja sandsynligt linje ")]


def test_what_was_told_by_telephone_was_typed(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {
        "by": "VIS",
        "received_at": "2026-11-02 14:30",
        "cpr": "170510-4003",
        "offences": ["røveri"],
        "remand": True,
        "interrogation": True,
        "interrogation_time": "5-11-2026 10.00",
        "reply_by": "4-11-2026 12.00",
        "unit": "Østjyllands Politi",
    }
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(fields)))
    assert terminal("open", "-").code == 0

    (told,) = _notifications(terminal)

    assert (told["origin"], told["remand"], told["unit"]) == ("telephone", True, "Østjyllands Politi")
    assert (told["interrogation_time"], told["reply_by"]) == ("2026-11-05 10:00", "2026-11-04 12:00")
    page = _page(terminal)
    assert "Kilde: indtastet ved modtagelsen" in page
    for start in (
        "varetægtssurrogat ja sikkert",
        "svar senest 2026-11-04 12:00 sikkert",
        "enhed i politiet Østjyllands",
    ):
        assert [line for line in page if line.startswith(start)]


def test_the_polices_words_do_not_steer_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Received"] = "from a by b; Mon, 2 Nov 2026 08:00:00 +0100"
    mail.set_content(
        "Underretning\n\nNavn: Alma Testsen\nCPR: 170510-4003\nSigtet for: vold\n"
        "Gerningssted: [bold]Torvet[/bold] \x1b]0;x\x07\x1b[31m her\n"
    )
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert terminal("intake", tmp_path, "--json").lines[0]["outcome"] == "opened"

    out = terminal("case", "2026-0001", "--person").out

    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]Torvet[/bold]" in out


def test_nothing_of_it_is_logged(terminal: Terminal) -> None:
    _taken_in(terminal, "01-plain-utf8.eml")
    _page(terminal)
    said = " ".join(file.read_text("utf-8") for file in (terminal.home / "log").iterdir())
    assert not [word for word in ("Ravnsbjerg", "140310", "Stationspladsen", "71212") if word in said]
    assert terminal("case", "2026-0001", "--json").json["events"][-1]["type"] == "PersonShown"
    assert "Ravnsbjerg" not in terminal("case", "2026-0001").out + terminal("case", "2026-0001", "--json").out


def _corrected(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, *typed: str, because: str = "typed_wrong") -> Any:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return terminal("person", "2026-0001", "--because", because, "--by", "VIS")


def test_who_a_case_is_about_is_put_right_and_stays_out_of_the_events(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    _taken_in(terminal, "01-plain-utf8.eml")
    assert _corrected(terminal, monkeypatch, "020311-4322", "Bo Prøve").code == 0
    shown = terminal("case", "2026-0001", "--person", "--json").json
    assert (shown["name"], shown["cpr"], shown["birth_date"]) == ("Bo Prøve", "020311-4322", "2011-03-02")
    assert "PersonCorrected" in [each["type"] for each in shown["events"]]
    assert terminal("audit", "verify").code == 0


def test_a_person_that_cannot_be_is_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    _taken_in(terminal, "01-plain-utf8.eml")
    assert "CPR" in _corrected(terminal, monkeypatch, "310211-0000", "Bo Prøve").err
    assert "fødselsdatoen" in _corrected(terminal, monkeypatch, "", "", "Bo Prøve").err
    assert "Vælg: typed_wrong" in _corrected(terminal, monkeypatch, because="derfor").err
    known = terminal("case", "2026-0001", "--person", "--json").json
    again = _corrected(terminal, monkeypatch, known["cpr"], known["name"])
    assert (again.code, "uændrede" in again.err) == (2, True)
