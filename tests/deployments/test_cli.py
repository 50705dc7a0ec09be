"""The command line: cases, case, register, deadline, audit; and how it refuses."""

from __future__ import annotations

import getpass
import json
import stat

import pytest

from deployments import cli
from deployments.commands import audit as audit_module
from samraad.vocabulary import Milestone
from tests import samples
from tests.deployments.command_line import Terminal

CASE_KEYS = {
    *("case", "stage", "awaiting", "due_at", "kind", "overdue", "team", "caseworker", "received_at", "flow_run_id"),
}
DEADLINE_KEYS = {"milestone", "attempt", "kind", "due_at", "legal_basis", "explanation", "state", "agreed_on"}
EVENT_KEYS = {"version", "at", "type", "actor", "channel", "hash"}
FILE_KEYS = {
    *("origin", "deadlines", "todos", "escalations", "events"),
    *("missing", "participants", "prepared", "remand", "measures"),
}
PERSON_KEYS = {"name", "cpr", "birth_date", "age_at_receipt", "offences", "notifications", "texts"}


@pytest.fixture
def with_case(terminal: Terminal) -> Terminal:
    """Case 2026-0001, received on Tuesday 27 October 2026 at 16.08."""
    done = terminal("intake", samples.FOLDER / "14-cpr-without-hyphen.eml", "--json")
    assert [line["case"] for line in done.lines] == ["2026-0001", "2026-0002"]
    return terminal


def _through(terminal: Terminal, *answers: tuple[str, ...]) -> None:
    for answer in answers:
        done = terminal("register", "2026-0001", *answer)
        assert done.code == 0, done.err


TO_SUMMONS = (
    ("assessment", "outcome=no_acute_need", "--by", "VIS"),
    ("target_group", "outcome=in_target_group", "--by", "VIS"),
    ("assignment", "caseworker=ANK", "--by", "ANK"),
)
TO_THE_END = (
    *TO_SUMMONS,
    ("summons", "channel=phone", "--by", "ANK"),
    ("meeting", "participants=young_person,parent,school", "--by", "ANK"),
    ("plan", "--by", "ANK"),
    ("follow_up", "outcome=close", "--by", "ANK"),
)


# -- cases


def test_cases_are_one_object_a_line_with_exactly_these_keys(with_case: Terminal) -> None:
    lines = with_case("cases", "--json").lines

    assert [set(line) for line in lines] == [CASE_KEYS, CASE_KEYS]
    assert lines[0] == {
        "case": "2026-0001",
        "stage": "assessment",
        "awaiting": "assessment",
        "due_at": "2026-10-28T16:08:26+01:00",
        "kind": "statutory",
        "overdue": True,
        "team": None,
        "caseworker": None,
        "received_at": "2026-10-27T16:08:26+01:00",
        "flow_run_id": None,
    }


def test_cases_are_chosen_by_what_they_await(with_case: Terminal) -> None:
    _through(with_case, TO_SUMMONS[0])

    assert [line["case"] for line in with_case("cases", "--awaiting", "target_group", "--json").lines] == ["2026-0001"]
    assert [line["case"] for line in with_case("cases", "--awaiting", "målgruppe", "--json").lines] == ["2026-0001"]
    assert with_case("cases", "--team", "unge", "--json").out == ""
    assert len(with_case("cases", "--overdue", "--json").lines) == 2


def test_a_closed_case_stays_in_the_list_and_is_not_overdue(with_case: Terminal) -> None:
    _through(with_case, *TO_THE_END)

    line = with_case("cases", "--json").lines[0]
    assert (line["stage"], line["awaiting"], line["due_at"], line["overdue"]) == ("closed", None, None, False)
    assert [each["case"] for each in with_case("cases", "--overdue", "--json").lines] == ["2026-0002"]


def test_no_cases_are_said_to_be_none(terminal: Terminal) -> None:
    assert terminal("cases").out == "Der er ingen sager.\n"
    assert terminal("cases", "--team", "unge").out == "Der er ingen sager, som passer.\n"
    assert terminal("cases", "--json").out == ""


@pytest.mark.parametrize("command", [("cases",), ("case", "2026-0001"), ("case", "2026-0001", "--person")])
def test_tables_fit_eighty_columns(with_case: Terminal, command: tuple[str, ...]) -> None:
    out = with_case(*command).out

    assert max(len(line) for line in out.splitlines()) <= 80
    assert "§ lovfrist" in out
    assert "overskredet" in out


# -- case


def test_a_case_shows_its_deadlines_escalations_and_events(with_case: Terminal) -> None:
    shown = with_case("case", "2026-0001", "--json").json

    assert set(shown) == {*CASE_KEYS, *FILE_KEYS}
    assert [set(each) for each in shown["deadlines"]] == [DEADLINE_KEYS] * 3
    summons = next(each for each in shown["deadlines"] if each["milestone"] == "summons")
    assert (summons["kind"], summons["due_at"], summons["state"]) == ("statutory", "2026-11-04T00:00:00+01:00", "open")
    assert "tirsdag den 3. november 2026" in summons["explanation"]
    assert shown["escalations"] == []
    assert [set(each) for each in shown["events"]] == [EVENT_KEYS]
    assert (shown["events"][0]["type"], shown["events"][0]["channel"]) == ("CaseOpened", "cli")


def test_showing_the_person_is_written_into_the_file(with_case: Terminal) -> None:
    shown = with_case("case", "2026-0001", "--person", "--json").json

    assert {*CASE_KEYS, *FILE_KEYS, *PERSON_KEYS} == set(shown)
    assert shown["cpr"] == "010110-7779"
    assert shown["age_at_receipt"] == 16
    last = shown["events"][-1]
    assert (last["type"], last["actor"], last["channel"]) == ("PersonShown", getpass.getuser(), "cli")
    assert with_case("case", "2026-0001", "--json").json["events"][-1] == last


def test_initials_say_who_read_the_person(with_case: Terminal) -> None:
    shown = with_case("case", "2026-0001", "--person", "--by", "ank", "--json").json

    assert shown["events"][-1]["actor"] == "ANK"


def test_unknown_initials_see_no_person(with_case: Terminal) -> None:
    done = with_case("case", "2026-0001", "--person", "--by", "XYZ")

    assert (done.code, done.out) == (2, "")
    assert len(with_case("case", "2026-0001", "--json").json["events"]) == 1


def test_an_unknown_case_is_bad_input(terminal: Terminal) -> None:
    done = terminal("case", "2026-0042")

    assert (done.code, done.out) == (2, "")
    assert "2026-0042" in done.err


# -- register


def test_a_case_goes_from_notification_to_closed(with_case: Terminal) -> None:
    _through(with_case, *TO_THE_END)

    shown = with_case("case", "2026-0001", "--json").json
    assert shown["stage"] == "closed"
    assert {each["milestone"]: each["state"] for each in shown["deadlines"]} == {
        "assessment": "met_late",
        "target_group": "met_late",
        "assignment": "met",
        "summons": "met",
        "meeting": "met",
        "plan": "met",
        "follow_up": "met",
    }


def test_registering_says_what_comes_next(with_case: Terminal) -> None:
    done = with_case("register", "2026-0001", "assessment", "outcome=no_acute_need", "--by", "VIS")

    assert done.code == 0
    assert "Registreret i sag 2026-0001: Ikke akut behov" in done.out
    assert "afventer nu: målgruppe" in done.out
    assert "indkaldelse senest tir 3. nov" in done.out


def test_registering_says_what_was_answered_and_then_to_whom_the_case_was_offered(with_case: Terminal) -> None:
    _through(with_case, TO_SUMMONS[0])

    said = with_case("register", "2026-0001", *TO_SUMMONS[1]).out.splitlines()

    assert said[0].startswith("Registreret i sag 2026-0001: I målgruppen")
    assert said[1].startswith("Tilbudt ")
    assert "i team unge" in said[1]
    assert said[2].startswith("Sagen afventer nu: ")


def test_what_the_decision_table_says_stands_on_the_page_and_a_referral_keeps_the_milestone_open(
    with_case: Terminal,
) -> None:
    with_case("register", "2026-0001", *TO_SUMMONS[0])
    page = " ".join(with_case("case", "2026-0001").out.replace("│", " ").split())
    assert "Tabellen siger alvorlig efter rækken »" in page
    refused = with_case("register", "2026-0001", "target_group", "outcome=outside", "destination=none", "--by", "VIS")
    assert (refused.code, "override" in refused.err or "Vælg, hvorfor det afgøres anderledes" in refused.err) == (
        2,
        True,
    )
    done = with_case("register", "2026-0001", "target_group", "outcome=referred", "--json", "--by", "VIS")
    assert done.json["awaiting"] == "target_group"


def test_danish_words_do_as_well_as_codes(with_case: Terminal) -> None:
    done = with_case(
        "register", "2026-0001", "vurdering af akut behov", "outcome=Ikke akut behov", "--by", "vis", "--json"
    )

    assert done.json["awaiting"] == "target_group"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        # an omitted required field lists its options
        (("assessment",), "no_acute_need (Ikke akut behov)"),
        (("assessment", "outcome=maybe"), "acute_need"),
        (("assessment", "outcome=no_acute_need", "assessed_on=nonsense"), "2026-11-28"),
        (("assessment", "outcome=no_acute_need", "assessed_on=2027-01-01"), "fremtiden"),
        (("assessment", "outcome=no_acute_need", "assessed_on=2026-10-01"), "før modtagelsen"),
        (("assessment", "outcome=no_acute_need", "colour=red"), "colour"),
        (("summons", "--json"), "kan ikke registreres endnu"),
        # a typing slip in the command line itself is no answer
        (("assessment", "no_acute_need"), "felt=værdi"),
        (("assessment", "outcome=a", "outcome=b"), "to gange"),
        (("assessment", "by=ANK"), "--by"),
        (("lunch",), "follow_up (opfølgning)"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(with_case: Terminal, words: tuple[str, ...], said: str) -> None:
    done = with_case("register", "2026-0001", *words, "--by", "VIS")

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert with_case("cases", "--json").lines[0]["awaiting"] == "assessment"


def test_a_refused_answer_stays_in_the_file(with_case: Terminal) -> None:
    with_case("register", "2026-0001", "assessment", "outcome=no_acute_need", "--by", "XYZ")

    last = with_case("case", "2026-0001", "--json").json["events"][-1]
    assert (last["type"], last["actor"]) == ("AnswerRefused", "ukendt")


def test_a_milestone_is_registered_once(with_case: Terminal) -> None:
    _through(with_case, TO_SUMMONS[0])

    done = with_case("register", "2026-0001", *TO_SUMMONS[0])

    assert done.code == 2
    assert "allerede registreret" in done.err


def test_a_summons_dated_before_receipt_is_a_meeting_agreed_earlier(with_case: Terminal) -> None:
    _through(with_case, *TO_SUMMONS, ("summons", "sent_on=2026-10-20", "--by", "ANK"))

    summons = next(
        each for each in with_case("case", "2026-0001", "--json").json["deadlines"] if each["milestone"] == "summons"
    )
    assert summons["state"] == "met"


def test_help_of_register_names_every_milestone_and_what_its_fields_take(terminal: Terminal) -> None:
    done = terminal("register", "--help")

    assert done.code == 0
    assert all(f"{milestone.value} – " in done.out for milestone in Milestone)
    said = " ".join(done.out.split())
    assert "no_acute_need (Ikke akut behov), acute_need (Akut behov – der er handlet)" in said
    assert "assessed_time: Klokken – f.eks. 14.30" in said


# -- deadline


@pytest.mark.parametrize(
    ("received", "milestone", "due_at", "kind"),
    [
        ("2026-11-21", "summons", "2026-11-29T00:00:00+01:00", "statutory"),
        # the last minute of a day, and the first of the next
        ("2026-11-21T23:59:59", "summons", "2026-11-29T00:00:00+01:00", "statutory"),
        ("2026-11-22T00:00", "summons", "2026-11-30T00:00:00+01:00", "statutory"),
        # late in the evening in UTC it is tomorrow in Denmark
        ("2026-11-21T23:30:00+00:00", "summons", "2026-11-30T00:00:00+01:00", "statutory"),
        ("2026-11-21T23:30:00Z", "summons", "2026-11-30T00:00:00+01:00", "statutory"),
        # over the end of summer time, a leap day, the turn of the year
        ("2026-10-20", "summons", "2026-10-28T00:00:00+01:00", "statutory"),
        ("2028-02-25", "summons", "2028-03-04T00:00:00+01:00", "statutory"),
        ("2026-12-28", "summons", "2027-01-05T00:00:00+01:00", "statutory"),
        # elapsed hours, over the start of summer time
        ("2026-03-28T10:00", "assessment", "2026-03-29T11:00:00+02:00", "statutory"),
        # counted from the summons, the meeting
        ("2026-11-21", "meeting", "2026-12-06T00:00:00+01:00", "recommended"),
        ("2026-11-30", "follow_up", "2027-03-01T00:00:00+01:00", "recommended"),
        ("2026-11-21", "plan", "2026-12-06T00:00:00+01:00", "norm"),
    ],
)
def test_a_deadline_is_worked_out(
    capsys: pytest.CaptureFixture[str], received: str, milestone: str, due_at: str, kind: str
) -> None:
    assert cli.run(["deadline", received, "--milestone", milestone, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"milestone", "kind", "received_at", "due_at", "legal_basis", "explanation"}
    assert (found["milestone"], found["due_at"], found["kind"]) == (milestone, due_at, kind)
    assert found["legal_basis"]
    assert found["explanation"]


def test_a_deadline_says_what_it_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["deadline", "2026-11-21T10:00", "--milestone", "meeting"])

    out = " ".join(capsys.readouterr().out.split())
    assert "Netværkssamråd senest lør 5. dec – ○ anbefalet" in out
    assert "ikke fra modtagelsen" in out
    assert "dansk tid" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "2026-11-21T14:30"),
        (("",), "2026-11-21T14:30"),
        (("2026-02-30",), "2026-11-21T14:30"),
        (("9999-12-31",), "årstallet"),
        (("0001-01-01",), "årstallet"),
        (("2014-09-30",), "intet regelsæt"),
        (("2026-11-21", "--milestone", "lunch"), "summons (indkaldelse)"),
    ],
)
def test_nonsense_has_no_deadline(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    assert cli.run(["deadline", *words]) == 2

    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


# -- audit


def test_chains_that_fit_are_said_to_fit(with_case: Terminal) -> None:
    done = with_case("audit", "verify", "--json")

    assert (done.code, done.json) == (0, {"ok": True, "cases": 2, "items": 0, "events": 2, "problems": []})


def test_a_row_changed_behind_our_back_is_found(with_case: Terminal) -> None:
    with_case.sql("alter table events disable trigger all; update events set actor = 'VIS' where version = 1")

    done = with_case("audit", "verify", "--json")

    assert (done.code, done.json["ok"]) == (1, False)
    assert len(done.json["problems"]) == 2
    told = with_case("audit", "verify")
    assert (told.code, told.out) == (1, "")
    assert "2026-0001" in told.err


# -- errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "Kommandoen frobnicate findes ikke"),
        (("case",), "SAGSNUMMER mangler"),
        (("cases", "--foo"), "Muligheden --foo findes ikke"),
        (("case", "1", "2"), "for meget"),
        (("register", "2026-0001", "meeting"), "--by mangler"),
        (("up", "--demo", "--speed", "fast"), "kan ikke forstås"),
        (("up", "--speed", "5"), "kun sammen med --demo"),
        (("up", "--demo", "--speed", "0"), "over 0"),
        (("intake",), "mangler"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_bad_input(terminal: Terminal, words: tuple[str, ...], said: str) -> None:
    done = terminal(*words)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_an_unknown_setting_is_bad_input(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_PREFECT_PRT", "4200")

    done = terminal("cases")

    assert (done.code, done.out) == (2, "")
    assert "SAMRAAD_PREFECT_PORT" in done.err


def test_a_database_that_is_down_is_a_failure(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "postgresql://samraad:hemmelig@127.0.0.1:1/samraad")

    done = terminal("cases")

    assert (done.code, done.out) == (1, "")
    assert "SAMRAAD_DATABASE_URL" in done.err
    assert "hemmelig" not in done.err


def test_a_url_that_is_none_is_bad_input_and_its_password_is_not_shown(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMRAAD_DATABASE_URL", "postgresql://samraad:hemmelig@127.0.0.1:port/samraad")

    done = terminal("cases")

    assert (done.code, done.out) == (2, "")
    assert "hemmelig" not in done.err


def test_another_key_is_a_failure(with_case: Terminal) -> None:
    (with_case.home / "key").unlink()
    missing = with_case("cases")
    (with_case.home / "key").write_text("A" * 43 + "=")
    (with_case.home / "key").chmod(stat.S_IRUSR | stat.S_IWUSR)
    other = with_case("cases")

    assert (missing.code, other.code) == (1, 1)
    assert "Nøglefilen" in missing.err
    assert "Nøglen er ikke den" in other.err


def test_an_unexpected_error_is_noted_without_its_text(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("010110-7779")

    monkeypatch.setattr(audit_module, "at_office", fail)

    done = terminal("audit", "verify")

    log = terminal.home / "log" / "samraad.log"
    assert (done.code, done.out) == (1, "")
    assert str(log) in done.err
    assert "RuntimeError" in log.read_text("utf-8")
    assert "010110" not in done.err + log.read_text("utf-8")
