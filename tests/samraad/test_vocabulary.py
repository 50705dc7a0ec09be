"""The field's words: English codes, Danish labels, read in either."""

from __future__ import annotations

import inspect

import pytest

from samraad import notification, vocabulary
from samraad.vocabulary import Labelled, Role

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
