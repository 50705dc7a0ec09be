"""What `samraad doctor` looks at where the rules are concerned, and whether they fit those who work here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from config.rules import load_rulebooks
from config.settings import Settings
from deployments.doctor.stored import Seen, staff_of
from samraad.amounts import amount
from samraad.errors import BadSetting
from samraad.rulebook import Rulebook
from samraad.rulebooks import in_force
from samraad.staff import Colleague, Staff
from samraad.times import danish_date


def _today() -> date:
    return danish_date(datetime.now(UTC))


def rulebooks(settings: Settings) -> str:
    """Whether they can be read, and which counts."""
    found = load_rulebooks(settings.rulebooks)
    present = in_force(found, _today())
    return f"{len(found)} læst; i dag gælder »{present.name}«."


def staff(settings: Settings, seen: Seen | None) -> str:
    """Whether each team that gets cases has somebody who takes them, and somebody may approve."""
    books = load_rulebooks(settings.rulebooks)
    here = _here(staff_of(settings, seen))
    working = {each.team for each in here if each.takes_cases}
    empty = [team for team in teams(books) if team not in working]
    if empty:
        raise BadSetting(
            f"Ingen medarbejder tager sager i team {', '.join(empty)}, som regelsættet sender sager til. "
            "»samraad staff add« tilføjer en."
        )
    if not any(each.leader for each in here):
        raise BadSetting(
            "Ingen medarbejder er leder: ingen kan godkende ikke at indkalde. »samraad staff change … --leader«."
        )
    return f"{amount(len(here), 'medarbejder')}; alle team i regelsættet er besat."


def routing(settings: Settings, seen: Seen | None) -> str:
    """Whether advisers and districts of the rules that count, now or later, are those of the staff list."""
    today, people = _today(), staff_of(settings, seen)
    present = in_force(books := load_rulebooks(settings.rulebooks), today)
    counting = [present, *(each for each in books if each.effective_from > today)]
    wrong = [*_strange_districts(people, counting)]
    for book in counting:
        wrong += [*_advisers(book, people, today), *_empty_districts(book, people)]
    if wrong:
        raise BadSetting(" ".join(dict.fromkeys(wrong)))
    advisers = ", ".join(present.advisers) or "ingen"
    districts = ", ".join(each.name for each in present.districts) or "ingen"
    return f"Faste samrådsrådgivere: {advisers}. Distrikter: {districts}."


def teams(books: Sequence[Rulebook]) -> list[str]:
    """Those that a rulebook sends cases to, each once."""
    by_age = [route.team for book in books for route in book.routes]
    by_district = [each.team for book in books for each in book.districts if each.team is not None]
    return list(dict.fromkeys([*by_age, *by_district]))


def _here(people: Staff) -> list[Colleague]:
    return [each for each in people.colleagues if not each.left(_today())]


def _advisers(book: Rulebook, people: Staff, today: date) -> Iterator[str]:
    for initials in book.advisers:
        colleague = people.get(initials)
        where = f"»advisers« i »{book.name}« nævner {initials}, som"
        if colleague is None:
            yield f"{where} ikke er medarbejder: ret regelsættet, eller »samraad staff add {initials} …«."
        elif colleague.left(today):
            yield f"{where} er fratrådt: sæt en anden ind i regelsættet."
        elif not colleague.takes_cases:
            yield f"{where} ikke tager sager: ret regelsættet eller »samraad staff change {initials} --takes-cases«."


def _empty_districts(book: Rulebook, people: Staff) -> Iterator[str]:
    """A district that leads to nobody: neither to a team nor to a colleague."""
    taken = {name for each in _here(people) if each.takes_cases for name in each.districts}
    for district in book.districts:
        if district.team is None and district.name not in taken:
            yield (
                f"Distriktet {district.name} i »{book.name}« har hverken team eller medarbejder: skriv »team« i"
                f" regelsættet, eller »samraad staff change … --districts {district.name}«."
            )


def _strange_districts(people: Staff, books: Sequence[Rulebook]) -> Iterator[str]:
    """Districts of colleagues that no rulebook knows: no case is ever sent there."""
    known = list(dict.fromkeys(each.name for book in books for each in book.districts))
    for colleague in _here(people):
        for name in colleague.districts:
            if name not in known:
                yield (
                    f"{colleague.initials} har distriktet {name}, som regelsættet ikke kender (det kender"
                    f" {', '.join(known) or 'ingen'}): ret det med »samraad staff change {colleague.initials}"
                    " --districts …«, eller skriv distriktet i regelsættet."
                )
