"""`samraad quarantine` and `samraad ignored`: listing, showing, releasing, dismissing, reopening."""

from __future__ import annotations

import io
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests import samples
from tests.deployments.command_line import Terminal

#: Invented; 13 years old in 2026.
CPR = "010113-5003"


def mail(tmp_path: Path, text: str, name: str = "m", day: int = 2) -> Path:
    """A mail from the police received on the morning of that day of November 2026."""
    file = tmp_path / f"{name}.eml"
    file.write_text(
        f"Received: from a.example by b.example; {day} Nov 2026 09:14:00 +0100\nFrom: politi@politi.example\n"
        f"To: kommune@kommune.example\nSubject: Underretning\nMessage-ID: <{name}@politi.example>\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n",
        "utf-8",
    )
    return file


UNCLEAR = "Vi har en sigtelse for vold mod en dreng ved navn Ole Opdigtet, men mangler hans CPR-nummer."
ADULT = "Sigtet: Per Prøvesen, CPR 010108-4234\nSigtelse: vold\nJournalnummer: 3700-70000-00001-26"


def quarantined(terminal: Terminal, tmp_path: Path, text: str = UNCLEAR, **more: Any) -> str:
    """Number of the one item that the mail becomes."""
    (line,) = terminal("intake", mail(tmp_path, text, **more), "--json").lines
    assert line["outcome"] == "quarantined"
    return str(terminal("quarantine", "--json").lines[-1]["item"])


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What stands on stdin."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_list_says_what_waits_and_until_when_without_personal_data(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    assert number == "K2026-0001"
    (line,) = terminal("quarantine", "list", "--json").lines
    assert set(line) == {
        *("item", "received_at", "due_at", "overdue", "problem", "reason", "file_kind", "row", "mail", "state"),
        *("decided_by", "case", "cases"),
    }
    assert line["received_at"] == "2026-11-02T09:14:00+01:00"
    assert line["due_at"] == "2026-11-03T09:14:00+01:00"
    assert (line["overdue"], line["state"], line["file_kind"]) == (True, "waiting", "mail")
    said = terminal("quarantine").out
    assert "K2026-0001" in said
    assert "overskredet" in said
    assert "Opdigtet" not in said + terminal("quarantine", "--json").out


def test_nothing_waits(terminal: Terminal) -> None:
    assert terminal("quarantine").out == "Intet venter.\n"
    assert terminal("quarantine", "dismiss", "--empty", "--by", "VIS").out == "Ingen lister uden rækker venter.\n"


def test_showing_decrypts_and_is_written_down(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    saved = tmp_path / "ud.eml"
    done = terminal("quarantine", "show", number, "--by", "vis", "--save", saved)
    assert done.code == 0
    assert "Opdigtet" in done.out
    assert "VIS: Indholdet blev vist" in done.out
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert saved.read_bytes() == (tmp_path / "m.eml").read_bytes()
    again = terminal("quarantine", "show", number, "--by", "VIS", "--save", saved)
    assert (again.code, "findes allerede" in again.err) == (2, True)
    shown = terminal("quarantine", "show", number, "--by", "VIS", "--json").json
    assert "Opdigtet" in shown["text"]
    assert terminal("audit", "verify", "--json").json["ok"]


@pytest.mark.parametrize("words", [("show",), ("release",), ("dismiss", "--reason", "spam")])
def test_a_stranger_and_an_unknown_number_are_refused(terminal: Terminal, tmp_path: Path, words: tuple[str]) -> None:
    number = quarantined(terminal, tmp_path)
    command, *more = words
    assert terminal("quarantine", command, number, *more, "--by", "XYZ").code == 2
    unknown = terminal("quarantine", command, "K2026-0099", *more, "--by", "VIS")
    assert (unknown.code, "K2026-0099" in unknown.err) == (2, True)
    assert terminal("case", number).code == 2


def test_released_with_corrected_fields_the_case_has_the_original_receipt(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = quarantined(terminal, tmp_path)
    type_in(monkeypatch, CPR)
    done = terminal("quarantine", "release", number, "name=Ole Opdigtet", "offences=vold", "--cpr", "--by", "VIS")
    assert (done.code, done.out) == (0, f"{number}: sag åbnet 2026-0001\n")
    case = terminal("case", "2026-0001", "--person", "--json").json
    assert case["received_at"] == "2026-11-02T09:14:00+01:00"
    summons = next(each for each in case["deadlines"] if each["milestone"] == "summons")
    assert datetime.fromisoformat(summons["due_at"]) == datetime.fromisoformat("2026-11-10T00:00:00+01:00")
    assert (case["name"], case["cpr"], case["offences"]) == ("Ole Opdigtet", CPR, ["vold"])
    assert case["events"][0]["actor"] == "VIS"
    assert terminal("quarantine", "--json").out == ""
    (line,) = terminal("quarantine", "--all", "--json").lines
    assert (line["state"], line["decided_by"], line["case"]) == ("released", "VIS", "2026-0001")
    second = terminal("quarantine", "release", number, "--by", "VIS")
    assert (second.code, "allerede frigivet (sag 2026-0001)" in second.err) == (2, True)
    assert terminal("audit", "verify", "--json").json == {
        "ok": True,
        "cases": 1,
        "items": 1,
        "events": 4,
        "problems": [],
    }


def test_the_cpr_number_never_stands_in_the_command(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    done = terminal("quarantine", "release", number, f"cpr={CPR}", "--by", "VIS")
    assert (done.code, "--cpr" in done.err, CPR in done.err) == (2, True, False)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        (("birth_date=i går",), "ÅÅÅÅ-MM-DD"),
        (("offences=vold",), "Angiv CPR-nummer"),
        (("farve=blå",), "Felterne er"),
        (("birth_date=2013-01-01", "birth_date=2013-01-01"), "to gange"),
        (("birth_date=1890-01-01",), "fødselsåret 1890"),
        (("birth_date=2013-01-01", "remand=måske"), "ja eller nej"),
        (("name=Ole", "--password"), "går ikke sammen"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    terminal: Terminal, tmp_path: Path, typed: tuple[str, ...], what: str
) -> None:
    number = quarantined(terminal, tmp_path)
    done = terminal("quarantine", "release", number, *typed, "--by", "VIS")
    assert (done.code, what in done.err) == (2, True)
    assert terminal("quarantine", "--json").lines[0]["state"] == "waiting"
    assert terminal("cases", "--json").out == ""


def test_an_adult_typed_in_goes_to_the_daily_list(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    done = terminal("quarantine", "release", number, "birth_date=2000-01-01", "--by", "VIS")
    assert "ikke relevant (ikke under 18 år)" in done.out
    assert [line["item"] for line in terminal("ignored", "--json").lines] == ["K2026-0002"]


def test_read_again_in_vain_it_stays(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    done = terminal("quarantine", "release", number, "--by", "VIS", "--json")
    assert (done.code, done.json["state"], bool(done.json["stays"])) == (1, "waiting", True)
    assert "uden held" in terminal("quarantine", "show", number, "--by", "VIS").out


def test_an_encrypted_workbook_is_opened_with_the_password_asked_for(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal("intake", samples.FOLDER / "13-encrypted-workbook.eml")
    (line,) = terminal("quarantine", "--json").lines
    assert (line["problem"], line["file_kind"]) == ("encrypted", "xlsx")
    type_in(monkeypatch, "forkert")
    wrong = terminal("quarantine", "release", line["item"], "--password", "--by", "VIS")
    assert (wrong.code, "bliver i karantæne" in wrong.out) == (1, True)


def test_dismissed_with_a_reason_and_only_once(terminal: Terminal, tmp_path: Path) -> None:
    number = quarantined(terminal, tmp_path)
    without = terminal("quarantine", "dismiss", number, "--by", "VIS")
    assert (without.code, "Vælg en grund" in without.err) == (2, True)
    assert terminal("quarantine", "dismiss", number, "--reason", "fordi", "--by", "VIS").code == 2
    assert terminal("quarantine", "dismiss", number, "--reason", "spam", "--see", "hr. x", "--by", "VIS").code == 2
    assert terminal("quarantine", "dismiss", "--by", "VIS").code == 2
    done = terminal("quarantine", "dismiss", number, "--reason", "spam", "--by", "VIS")
    assert done.out == f"{number}: afvist: uønsket mail.\n"
    second = terminal("quarantine", "dismiss", number, "--reason", "spam", "--by", "VIS")
    assert (second.code, "allerede afvist: VIS" in second.err) == (2, True)
    assert "afvist: VIS" in terminal("quarantine", "--all").out


def test_the_same_thing_again_is_a_duplicate_of_the_item(terminal: Terminal, tmp_path: Path) -> None:
    quarantined(terminal, tmp_path)
    (line,) = terminal("intake", mail(tmp_path, UNCLEAR, name="igen"), "--json").lines
    assert line["outcome"] == "duplicate"
    assert len(terminal("quarantine", "--json").lines) == 1


def test_ignored_ones_stand_in_the_list_of_the_day(terminal: Terminal, tmp_path: Path) -> None:
    assert "Ingen blev ignoreret" in terminal("ignored").out
    terminal("intake", mail(tmp_path, ADULT))
    (line,) = terminal("ignored", "list", "--on", "2026-11-03", "--json").lines
    assert (line["item"], line["state"], line["due_at"]) == ("K2026-0001", "ignored", None)
    assert "Prøvesen" not in terminal("ignored").out
    assert terminal("ignored", "--on", "2026-11-02", "--json").out == ""
    assert terminal("ignored", "--on", "i går").code == 2
    assert terminal("ignored", "--person").code == 2
    assert "Prøvesen" in terminal("ignored", "--person", "--by", "VIS").out
    assert "Indholdet blev vist" in terminal("quarantine", "show", line["item"], "--by", "VIS").out
    assert terminal("quarantine", "--json").out == ""


def test_an_ignored_one_is_reopened_in_one_step(terminal: Terminal, tmp_path: Path) -> None:
    terminal("intake", mail(tmp_path, ADULT))
    assert terminal("quarantine", "release", "K2026-0001", "--by", "VIS").code == 2
    done = terminal("ignored", "reopen", "K2026-0001", "--by", "VIS")
    assert done.out == "K2026-0001: sag åbnet 2026-0001\n"
    case = terminal("case", "2026-0001", "--json").json
    assert case["received_at"] == "2026-11-02T09:14:00+01:00"
    assert "genåbnet" in terminal("quarantine", "show", "K2026-0001", "--by", "VIS").out
    assert terminal("ignored", "reopen", "K2026-0001", "--by", "VIS").code == 2


def test_an_automatic_mail_that_names_somebody_is_marked_and_reopened_in_one_step(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("intake", mail(tmp_path, ADULT))
    terminal("intake", automatic(tmp_path, "ferie.eml", "Jeg er på ferie."))
    names = "Alma Opdigtet, cpr-nr. 140310-6069, er sigtet for vold. Journalnr. 3700-70000-00002-26."
    terminal("intake", automatic(tmp_path, "svar.eml", names))
    lines = terminal("ignored", "--json").lines
    assert [(line["item"], line["look"]) for line in lines] == [
        ("K2026-0001", False),
        ("K2026-0002", False),
        ("K2026-0003", True),
    ]
    listed = terminal("ignored").out
    assert listed.index("K2026-0003 *") < listed.index("K2026-0001")
    assert "* Et automatisk svar" in listed
    assert terminal("quarantine", "--json").out == ""
    assert "Alma Opdigtet" in terminal("ignored", "show", "K2026-0003", "--by", "VIS").out
    done = terminal("ignored", "reopen", "K2026-0003", "--by", "VIS")
    assert done.out == "K2026-0003: sag åbnet 2026-0001\n"
    assert terminal("case", "2026-0001", "--json").json["received_at"] == "2026-11-02T09:14:00+01:00"
    terminal("ignored", "reopen", "K2026-0002", "--by", "VIS")
    assert "Jeg er på ferie." in terminal("quarantine", "show", "K2026-0004", "--by", "VIS").out


def automatic(folder: Path, file: str, words: str) -> Path:
    """An automatic reply."""
    path = folder / file
    head = f"From: a@politi.example\nMessage-ID: <{file}@politi.example>\nAuto-Submitted: auto-replied\n"
    when = "Received: from a by b; Mon, 2 Nov 2026 09:14:00 +0100\n"
    path.write_text(f"{when}{head}Content-Type: text/plain; charset=utf-8\n\n{words}\n", "utf-8")
    return path


def test_a_wrong_birth_date_is_corrected_when_reopening(terminal: Terminal, tmp_path: Path) -> None:
    terminal("intake", mail(tmp_path, ADULT))
    terminal("ignored", "reopen", "K2026-0001", "birth_date=2010-05-14", "--by", "VIS")
    case = terminal("case", "2026-0001", "--person", "--json").json
    assert (case["birth_date"], case["cpr"], case["offences"]) == ("2010-05-14", None, ["vold"])


RICH = (
    "Vi har en sigtelse for vold mod en dreng ved navn Ole Opdigtet, men mangler hans CPR-nummer.\n\n"
    "Navn: Ole Opdigtet\nSigtelse: vold\nGerningssted: Torvet i Opdigtet By\nEnhed: Opdigtet Politistation\n"
    "Svarfrist: onsdag den 4. november\nJournalnummer: 3700-70000-00001-26\n\n"
    "Han kommer for grundlovsforhør, og der begæres varetægtssurrogat. Han skal afhøres i morgen kl. 10.00."
)


def test_what_was_read_with_it_is_shown_in_danish_and_is_in_the_case_once_released(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = quarantined(terminal, tmp_path, RICH)
    said = terminal("quarantine", "show", number, "--by", "VIS").out
    for words in (
        *("navn: Ole Opdigtet", "gerningssted: Torvet i Opdigtet By", "enhed i politiet: Opdigtet Politistation"),
        *("svar senest: onsdag den 4. november", "varetægtssurrogat: ja", "afhøring: ja", "tid for afhøring:"),
        "journalnummer: 3700-70000-00001-26",
    ):
        assert words in said, words
    assert not [line for line in said.splitlines() if line.startswith(("name:", "offence:", "scene:", "case:"))]
    shown = terminal("quarantine", "show", number, "--by", "VIS", "--json").json
    type_in(monkeypatch, CPR)
    terminal("quarantine", "release", number, "--cpr", "--by", "VIS")
    case = terminal("case", "2026-0001", "--person", "--json").json
    (notification,) = case["notifications"]
    same = ("scene", "unit", "reply_by", "police_case", "remand", "interrogation", "interrogation_time")
    assert [notification[name] for name in same] == [shown[name] for name in same]


def test_the_file_an_item_is_about_is_saved_by_a_safe_name_and_the_mail_where_asked(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("intake", samples.FOLDER / "13-encrypted-workbook.eml")
    (line,) = terminal("quarantine", "--json").lines
    folder = tmp_path / "ud"
    folder.mkdir()
    done = terminal("quarantine", "show", line["item"], "--by", "VIS", "--save", folder)
    (saved,) = folder.iterdir()
    assert (done.code, "Filen er gemt" in done.out, saved.suffix) == (0, True, ".xlsx")
    assert saved.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    again = terminal("quarantine", "show", line["item"], "--by", "VIS", "--save", folder)
    assert (again.code, "findes allerede" in again.err) == (2, True)
    terminal("quarantine", "show", line["item"], "--by", "VIS", "--save", folder, "--mail")
    assert (folder / f"{line['item']}.eml").read_bytes() == samples.raw("13-encrypted-workbook.eml")


def test_several_persons_of_one_item_are_released_one_by_one(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = quarantined(terminal, tmp_path)
    assert "--more er til felter" in terminal("quarantine", "release", number, "--more", "--by", "VIS").err
    type_in(monkeypatch, CPR)
    done = terminal("quarantine", "release", number, "offences=vold", "--cpr", "--more", "--by", "VIS")
    assert (done.code, f"{number} venter stadig" in done.out) == (0, True)
    terminal("quarantine", "release", number, "name=Bo Opdigtet", "birth_date=2011-02-03", "--more", "--by", "VIS")
    (line,) = terminal("quarantine", "--json").lines
    assert (line["state"], line["cases"]) == ("waiting", ["2026-0001", "2026-0002"])
    over = terminal("quarantine", "dismiss", number, "--by", "VIS", "--see", "2026-0001", "--json").json
    assert over == {"item": number, "state": "dismissed", "reason": "all_taken", "see": "2026-0001"}
    assert "En person taget ind; sag 2026-0002" in terminal("quarantine", "show", number, "--by", "VIS").out


def test_a_mail_for_another_key_is_not_opened_by_a_password(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = quarantined(terminal, tmp_path, "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----")
    assert terminal("quarantine", "--json").lines[0]["problem"] == "foreign_key"
    assert "bed politiet sende den igen ukrypteret" in terminal("quarantine", "show", number, "--by", "VIS").out
    type_in(monkeypatch, "hemmeligt")
    done = terminal("quarantine", "release", number, "--password", "--by", "VIS")
    assert (done.code, "bed politiet sende den igen ukrypteret" in done.err) == (2, True)


def test_an_ignored_one_is_shown_as_an_item_is(terminal: Terminal, tmp_path: Path) -> None:
    terminal("intake", mail(tmp_path, ADULT))
    said = terminal("ignored", "show", "K2026-0001", "--by", "VIS").out
    assert "navn: Per Prøvesen" in said
    assert "journalnummer: 3700-70000-00001-26" in said
    assert "Indholdet blev vist" in said
