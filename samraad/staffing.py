"""Changes of staff: what a file, or a person, wants changed, and whether that can be. Pure: `tasks.staff` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from samraad.errors import BadInput
from samraad.staff import Absence, Colleague, Staff
from samraad.times import show_long_day
from samraad.vocabulary import Speciality

#: What a file, `add` and `change` say of a colleague; absences and leaving have commands of their own.
LISTED = ("team", "takes_cases", "leader", "duty_officer", "deputy", "specialities", "districts")

#: Danish word of each thing that can change.
WORDS = {
    "team": "team",
    "takes_cases": "tager sager",
    "leader": "leder",
    "duty_officer": "døgnvagt",
    "deputy": "stedfortræder",
    "specialities": "specialer",
    "districts": "distrikter",
    "absences": "fravær",
    "left_on": "sidste arbejdsdag",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file would change."""

    #: As they are from then on: new ones and changed ones.
    changed: tuple[Colleague, ...]
    #: Initials of those at work who do not stand in it. Nobody is ever deleted.
    missing: tuple[str, ...]


def imported(staff: Staff, listed: Sequence[Colleague]) -> Import:
    """The file against what is known. Absences and leavers stay as they are. Raises BadInput: an unknown deputy."""
    there = {each.initials for each in listed}
    changed = []
    for each in listed:
        before = staff.get(each.initials)
        after = replace(before, **{name: getattr(each, name) for name in LISTED}) if before else each
        if after != before:
            changed.append(after)
    after_all = with_changes(staff, changed)
    for each in changed:
        _check_deputy(after_all, each.initials, each.deputy)
    missing = [each.initials for each in staff.colleagues if each.left_on is None and each.initials not in there]
    return Import(changed=tuple(changed), missing=tuple(missing))


def with_changes(staff: Staff, changed: Sequence[Colleague]) -> Staff:
    """The staff from then on, by initials."""
    known = {each.initials: each for each in (*staff.colleagues, *changed)}
    return Staff(colleagues=tuple(known[initials] for initials in sorted(known)))


def find(staff: Staff, initials: str) -> Colleague:
    """The colleague. Raises BadInput."""
    found = staff.get(initials)
    if found is None:
        raise BadInput("Ingen medarbejder har de initialer. »samraad staff list« viser dem, der er. Intet er ændret.")
    return found


def added(staff: Staff, colleague: Colleague) -> Colleague:
    """A new colleague, or one who comes back. Raises BadInput: at work already, or an unknown deputy."""
    before = staff.get(colleague.initials)
    if before is not None and before.left_on is None:
        raise BadInput(f"{before.initials} er her allerede: brug »samraad staff change«. Intet er ændret.")
    _check_deputy(staff, colleague.initials, colleague.deputy)
    return colleague


def changed(staff: Staff, initials: str, **new: object) -> Colleague:
    """The colleague with other fields (`LISTED`). Raises BadInput: nothing to change, or an unknown deputy."""
    before = find(staff, initials)
    after = replace(before, **new)  # type: ignore[arg-type]
    if after == before:
        raise BadInput("Der er intet at ændre.")
    _check_deputy(staff, after.initials, after.deputy)
    return after


def absent(
    staff: Staff, initials: str, from_on: date, until_on: date | None = None, deputy: str | None = None
) -> Colleague:
    """The colleague with one more absence. Raises BadInput: days the wrong way round, or some that are taken."""
    before = find(staff, initials)
    if until_on is not None and until_on < from_on:
        raise BadInput("Den sidste dag ligger før den første. Intet er ændret.")
    named = find(staff, deputy).initials if deputy else None
    _check_deputy(staff, before.initials, named)
    new = Absence(from_on=from_on, until_on=until_on, deputy=named)
    if clash := next((each for each in before.absences if _overlap(each, new)), None):
        raise BadInput(
            f"{before.initials} har allerede fravær {say_absence(clash)}. "
            f"»samraad staff present {before.initials}« afslutter det. Intet er ændret."
        )
    absences = sorted((*before.absences, new), key=lambda each: each.from_on)
    return replace(before, absences=tuple(absences))


def present(staff: Staff, initials: str, on: date) -> Colleague:
    """The colleague at work from that day on: the absence that runs ends the day before, later ones fall.

    Raises BadInput where they were not away.
    """
    before = find(staff, initials)
    yesterday = on - timedelta(days=1)
    past = [each for each in before.absences if each.until_on is not None and each.until_on < on]
    running = [replace(each, until_on=yesterday) for each in before.absences if each.from_on < on and each not in past]
    after = replace(before, absences=(*past, *running))
    if after == before:
        raise BadInput(f"{before.initials} er ikke fraværende. Intet er ændret.")
    return after


def leaves(staff: Staff, initials: str, left_on: date) -> Colleague:
    """The colleague with their last day at work. Raises BadInput where it is known already."""
    before = find(staff, initials)
    if before.left_on == left_on:
        raise BadInput(f"{before.initials} er allerede skrevet som fratrådt den dag.")
    return replace(before, left_on=left_on)


def _check_deputy(staff: Staff, initials: str, deputy: str | None) -> None:
    if deputy is None:
        return
    if deputy == initials:
        raise BadInput(f"{initials} kan ikke være sin egen stedfortræder. Intet er ændret.")
    if staff.get(deputy) is None:
        raise BadInput(f"Stedfortræderen for {initials} findes ikke blandt medarbejderne. Intet er ændret.")


def _overlap(one: Absence, other: Absence) -> bool:
    return one.covers(other.from_on) or other.covers(one.from_on)


def say_absence(absence: Absence) -> str:
    """`fra mandag den 30. november 2026 til fredag …, stedfortræder BOS`."""
    until = f" til {show_long_day(absence.until_on)}" if absence.until_on else " indtil videre"
    deputy = f", stedfortræder {absence.deputy}" if absence.deputy else ""
    return f"fra {show_long_day(absence.from_on)}{until}{deputy}"


def say_change(before: Colleague | None, after: Colleague) -> str:
    """`ANK: ny medarbejder, team unge` or `ANK: leder nej → ja`: one line of the log."""
    if before is None:
        told = [f"{WORDS[name]} {value}" for name, value in _shown(after) if value not in ("nej", "–")]
        return f"{after.initials}: ny medarbejder, {', '.join(told)}"
    was = dict(_shown(before))
    told = [f"{WORDS[name]} {was[name]} → {value}" for name, value in _shown(after) if value != was[name]]
    return f"{after.initials}: {'; '.join(told)}"


def _shown(colleague: Colleague) -> Iterator[tuple[str, str]]:
    for each in fields(colleague):
        if each.name in WORDS:
            yield each.name, _word(getattr(colleague, each.name))


def _word(value: object) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case date():
            return show_long_day(value)
        case tuple():
            return ", ".join(_word(each) for each in value) or "–"
        case Absence():
            return say_absence(value)
        case Speciality():
            return value.label
        case _:
            return str(value or "–")
