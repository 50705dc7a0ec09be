"""Who is to come to the meeting, by what the file knows of invitations, consent and visit permits."""

from __future__ import annotations

from typing import Final

from samraad.case import CaseFile
from samraad.vocabulary import Role, TodoKind

#: Summoned, not invited: they take part unless something is said of it.
_ALWAYS: Final = (Role.YOUNG_PERSON, Role.PARENT)
#: Who is family or the young person's own, so that nobody has to tell them the purpose beforehand.
LAY: Final = frozenset({*_ALWAYS, Role.OTHER_FAMILY, Role.OTHER})


#: Who needs a visit permit, where the young person is held.
PERMIT_ROLES: Final = tuple(role for role in Role if role not in (Role.YOUNG_PERSON, Role.CASEWORKER, Role.POLICE))


def to_come(case: CaseFile) -> tuple[Role, ...]:
    """The roles invited, with the young person and the parents, less those of whom nobody can come."""
    invited = {each.role for each in case.participants if each.why_not is None}
    kept_out = {each.role for each in case.participants} - invited
    return tuple(role for role in Role if role in invited or (role in _ALWAYS and role not in kept_out))


def to_ask_for(case: CaseFile) -> tuple[Role, ...]:
    """Whose visit permit has not been asked for, of all who are to come."""
    asked = {each.role for each in case.todos if each.kind is TodoKind.PERMIT}
    return tuple(role for role in to_come(case) if role in PERMIT_ROLES and role not in asked)
