"""The field's words: English codes, Danish labels, read in either."""

from __future__ import annotations

import inspect

import pytest

from samraad import notification, vocabulary
from samraad.vocabulary import Labelled, Matter, Milestone, Role, Topic, read_topic

ALL = [
    kind
    for module in (vocabulary, notification)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Labelled) and kind is not Labelled
]


@pytest.mark.parametrize("kind", ALL)
def test_code_and_label_of_each_member_lead_to_it_and_to_no_other(kind: type[Labelled]) -> None:
    words = [word for member in kind for word in {member.value, member.label.casefold()}]
    assert len(words) == len(set(words))
    for member in kind:
        assert kind.read(member.value.upper()) is member
        assert kind.read(f" {member.label.upper()} ") is member
        assert member.label.strip()


@pytest.mark.parametrize("kind", ALL)
def test_nonsense_is_no_member(kind: type[Labelled]) -> None:
    for nonsense in ("nonsense", "", None, 7, [member.value for member in kind]):
        with pytest.raises(ValueError, match="is none of"):
            kind.read(nonsense)


def test_no_role_has_a_comma_lists_are_split_there() -> None:
    assert not [role for role in Role if "," in role.label]


@pytest.mark.parametrize(
    ("text", "topic"),
    [("summons", Milestone.SUMMONS), ("Netværkssamråd", Milestone.MEETING), ("flytning", Matter.MOVED)],
)
def test_what_is_registered_is_named_by_code_or_label(text: str, topic: Topic) -> None:
    assert read_topic(text) is topic


def test_no_milestone_and_matter_have_the_same_name() -> None:
    milestones, matters = ({name for each in kind for name in (each.value, each.label)} for kind in (Milestone, Matter))
    assert not milestones & matters
    with pytest.raises(ValueError, match="none of"):
        read_topic("noget helt andet")
