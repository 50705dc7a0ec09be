"""What `samraad doctor` looks at where messages are concerned: whether everybody can be told, and how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from config.rules import load_rulebooks
from config.settings import ROOT, Settings
from config.texts import MessageTexts
from deployments.doctor.check import Check, check
from deployments.doctor.messages import is_sink, make_all
from deployments.doctor.rules import teams
from deployments.doctor.stored import Seen, staff_of
from deployments.opening import address_book
from samraad.amounts import amount
from samraad.errors import BadSetting, SamraadError
from samraad.recipients import target_name
from samraad.rulebook import Rulebook
from samraad.staff import Staff
from tasks.messages import AppriseSender

#: Roles a ladder names that stand for one person or one per team, or for a role the rulebook names.
_CASEWORKER: Final = "caseworker"
_TEAM_LEADER: Final = "team_leader"
_GREY_ROLE: Final = "grey_role"
#: Who is told before a caseworker is found, whatever the ladders say.
_ALWAYS_TOLD: Final = ("intake", "intake_leader")


def told(settings: Settings, seen: Seen | None) -> str:
    """Whether everybody whom a ladder tells can be told."""
    staff, books = staff_of(settings, seen), load_rulebooks(settings.rulebooks)
    recipients = address_book(settings).recipients
    unknown = [each for each in _told(books, staff) if recipients.get(each).key != each]
    if unknown:
        raise BadSetting(
            f"{settings.recipients_file.name} mangler {', '.join(unknown)}, som regelsættet vil have besked til."
            f' Tilføj f.eks. [recipients."{unknown[0]}"].'
        )
    return f"{amount(len(recipients.named), 'rolle')}; alle, som regelsættet nævner, kan få besked."


def _told(books: tuple[Rulebook, ...], staff: Staff) -> list[str]:
    """Everybody a ladder can tell, each once."""
    roles = [*_ALWAYS_TOLD, *(role for book in books for role in (book.weekend_role, book.grey_role))]
    people = {
        _CASEWORKER: [each.initials for each in staff.colleagues if each.takes_cases],
        _TEAM_LEADER: [f"{_TEAM_LEADER}:{team}" for team in teams(books)],
        _GREY_ROLE: [],
    }
    named = [who for role in _in_ladders(books) for who in people.get(role, [role])]
    return list(dict.fromkeys([*roles, *named]))


def _in_ladders(books: tuple[Rulebook, ...]) -> Iterator[str]:
    for book in books:
        for rule in chain(book.milestones.values(), book.todos.values(), [book.quarantine]):
            for rung in rule.ladder:
                yield from rung.tell


def texts() -> str:
    """Whether each message can be made."""
    return f"{amount(make_all(MessageTexts()), 'besked')} er skrevet på prøve. Der er intet sendt."


def targets(settings: Settings, seen: Seen | None) -> Iterator[Check]:
    """One check an Apprise target; of those made from initials, that of one colleague."""
    try:
        staff, book = staff_of(settings, seen), address_book(settings)
    except SamraadError:
        return  # told by `staff` or `recipients` already
    real = seen is not None and not seen.demo
    caseworkers = [each.initials for each in staff.colleagues if each.takes_cases]
    colleagues = [initials for initials in caseworkers if initials not in book.recipients.named]
    one = [target_name(initials, name) for initials in colleagues[:1] for name in book.recipients.staff_targets]
    sender = AppriseSender(book.address)
    for target in [*book.targets(), *one]:
        to_sink = real and is_sink(book.address(target) or "", settings.demo_smtp_port)
        yield check(f"apprise:{target}", partial(_target, sender, target, _file(settings) if to_sink else None))


def _file(settings: Settings) -> Path:
    """The list of recipients, as seen from the checkout if it lies there."""
    file = settings.recipients_file
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


def _target(sender: AppriseSender, target: str, leads_to_sink: Path | None) -> str:
    if wrong := sender.check(target):
        raise BadSetting(wrong)
    if leads_to_sink is not None:
        raise BadSetting(f"Modtagerlisten er stadig demonstrationens: ret {leads_to_sink}. Ingen får beskeden.")
    return "Adressen kan bruges. Der er intet sendt."
