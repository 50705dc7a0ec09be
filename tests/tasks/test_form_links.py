"""Links to forms, as they stand in a case's description and on its page."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from samraad.bench import takes
from samraad.view import view
from samraad.vocabulary import Matter
from tasks.desk import described
from tasks.form_links import FormLinks
from tasks.timeline import timeline
from tests.samraad.given import NUMBER, RULEBOOK, M, Story, awaiting, closed, danish

LINKS = FormLinks(public_url="https://samraad.example", deployments={each.value: uuid4() for each in Matter})
NONE = FormLinks(public_url="https://samraad.example", deployments={})
NOW = danish("2026-11-25 12:00")


def with_todos(number: int) -> Story:
    story = awaiting(M.SUMMONS)
    for day in range(1, number + 1):
        due = f"2026-11-{25 + day}" if day < 5 else f"2027-01-{day:02}"
        story.answers(Matter.NEW_TODO, "2026-11-24 12:00", kind="court_statement", due_on=due)
    return story


def test_a_link_leads_to_the_form_with_its_parameters() -> None:
    link = LINKS.to(Matter.TODO, {"case_number": "2026-0042", "role": "øvrig familie (bror)"})
    assert link is not None
    assert "(" not in link  # it would end the link in markdown
    parts = urlsplit(link)
    assert parts.path == f"/v2/deployments/deployment/{LINKS.deployments['todo']}/run"
    assert json.loads(parse_qs(parts.query)["parameters"][0]) == {
        "case_number": "2026-0042",
        "role": "øvrig familie (bror)",
    }


def test_a_form_that_is_not_deployed_has_no_link() -> None:
    story = with_todos(1)
    seen = view(story.case, RULEBOOK, NOW)
    assert NONE.to(Matter.TODO, {}) is None
    assert described(seen, NUMBER, NONE, None) == seen.description
    assert "](" not in timeline(story.case, story.history, RULEBOOK, NOW, NONE, cpr_known=True).replace("](data:", "")


def test_the_description_links_to_the_todos_it_names_and_to_the_page() -> None:
    seen = view(with_todos(6).case, RULEBOOK, NOW)
    last = described(seen, NUMBER, LINKS, "a-1").splitlines()[-1]
    assert [f"svar på opgave {each}]" in last for each in (1, 2, 3, 4, 5)] == [True, True, True, True, False]
    assert last.endswith("[andet: se sagens side](https://samraad.example/v2/artifacts/artifact/a-1)")


def test_above_the_form_of_a_closed_case_nothing_is_offered() -> None:
    story = closed()
    at = danish("2027-03-02 12:00")
    assert "http" not in described(view(story.case, RULEBOOK, at), NUMBER, LINKS, "a-1")


def test_the_page_links_each_matter_each_open_todo_and_each_entry_that_a_person_made() -> None:
    story = with_todos(2)
    story.answers(Matter.TODO, "2026-11-24 13:00", todo=1, outcome="done")
    page = timeline(story.case, story.history, RULEBOOK, NOW, LINKS, cpr_known=True)
    todos, forms = page.split("## Opgaver")[1].split("## Registrér")
    first, second = [line for line in todos.splitlines() if line.startswith("- ")]
    assert first.startswith("- [Opgave 2: ")
    assert second.startswith("- Opgave 1: ")
    assert {each for each in Matter if f"[{each.label}](" in forms} == {
        each for each in Matter if takes(each, story.case)
    }
    course = page.split("## Forløb")[1]
    assert f"[nr. {story.history[-1].version}](" in course
