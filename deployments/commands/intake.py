"""`samraad intake`: mails from files, taken in exactly as the mailbox's are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from config.settings import load_settings
from deployments.commands.printing import AsJson, complain, print_json, say
from deployments.opening import at_office
from samraad.errors import BadInput, Conflict
from samraad.notification import Outcome
from samraad.vocabulary import Via
from tasks.folder import FolderMailbox
from tasks.mailbox import Arrived
from tasks.office import Office
from tasks.store.port import Result
from tasks.taking_in import keep, summary, take_in

#: What is taken from a folder. Outlook's .msg cannot be read and is put aside for a person, as the mailbox would.
_MAILS: Final = (".eml", ".msg")


def intake(
    paths: Annotated[list[Path], Parameter(name="STI", help="En fil, eller en mappe: dens .eml- og .msg-filer.")],
    /,
    *,
    as_json: AsJson = False,
) -> int:
    """Take in files and folders, by name; a line for each person found.

    Raises BadInput, with nothing done: a path does not exist or cannot be read.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        complain("Der er ingen .eml-filer i mappen.")
    everything: list[Result] = []
    with at_office(load_settings()) as office:
        for file in files:
            for mail in _opened(file):
                results = _take(office, mail)
                everything += results
                _show(file.name, results, as_json=as_json)
    if not as_json and len(everything) > 1:
        # Without the numbers, which stand above.
        say(f"I alt: {summary(tuple(replace(each, case=None) for each in everything))}.")
    return 0


def _files(path: Path) -> list[Path]:
    """The mails at a path, by name. Raises BadInput where one cannot be read."""
    if not path.exists():
        raise BadInput(f"»{path}« findes ikke. Angiv en .eml-fil eller en mappe med .eml-filer. Der er intet gjort.")
    try:
        files = sorted(each for each in path.iterdir() if _is_mail(each)) if path.is_dir() else [path]
        for file in files:
            file.open("rb").close()
    except OSError as error:
        raise BadInput(f"»{error.filename}« kan ikke læses: {error.strerror}. Der er intet gjort.") from error
    return files


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() in _MAILS and path.is_file()


def _opened(file: Path) -> Iterator[Arrived]:
    with FolderMailbox(file) as mailbox:
        yield from mailbox.new()


def _take(office: Office, mail: Arrived) -> tuple[Result, ...]:
    """What became of the mail; given again, whatever its path, each entry is a duplicate."""
    source = f"file:{hashlib.sha256(mail.raw).hexdigest()}"
    evidence = keep(office, source=source, raw=mail.raw, arrived_at=mail.received_at)
    results = _read(office, evidence.id)
    return tuple(_again(each) for each in results) if evidence.read_at else results


def _read(office: Office, evidence: str) -> tuple[Result, ...]:
    """Read the mail; once more where somebody else wrote to one of its cases meanwhile."""
    while True:
        try:
            return take_in(office, evidence, Via.CLI)
        except Conflict:
            continue


def _again(result: Result) -> Result:
    return replace(result, outcome=Outcome.DUPLICATE, reason="er allerede modtaget")


#: What a person reads of each outcome.
_SAID: Final = {
    Outcome.OPENED: "sag åbnet",
    Outcome.ATTACHED: "føjet til sagen",
    Outcome.DUPLICATE: "allerede modtaget",
    Outcome.QUARANTINED: "skal ses af et menneske",
    Outcome.IGNORED: "ikke relevant",
}


def _show(file: str, results: tuple[Result, ...], *, as_json: bool) -> None:
    for each in results:
        if as_json:
            print_json(
                {
                    "file": file,
                    "row": each.row,
                    "outcome": each.outcome.value,
                    "case": each.case,
                    "reason": each.reason,
                }
            )
            continue
        row = f", række {each.row}" if each.row is not None else ""
        case = f" {each.case}" if each.case else ""
        reason = f" ({each.reason})" if each.reason and each.outcome is not Outcome.DUPLICATE else ""
        say(f"{file}{row}: {_SAID[each.outcome]}{case}{reason}")
