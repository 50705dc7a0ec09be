"""`samraad intake`: mails from files, taken in exactly as the mailbox's are."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from config.settings import load_settings
from deployments.commands.printing import AsJson, complain, print_json, say
from deployments.opening import at_office
from samraad.notification import Outcome
from samraad.vocabulary import Via
from tasks.mailboxes.folder import FolderMailbox
from tasks.mailboxes.port import Arrived
from tasks.office import Office
from tasks.outcomes import summary
from tasks.store.records import Result
from tasks.taking_in import keep, take_in


def intake(
    paths: Annotated[list[Path], Parameter(name="STI", help="En fil, eller en mappe: dens .eml- og .msg-filer.")],
    /,
    *,
    as_json: AsJson = False,
) -> int:
    """Take in files and folders, by name; a line for each person found.

    Raises BadInput, with nothing done: a path does not exist or cannot be read.
    """
    settings, found = load_settings(), False
    everything: list[Result] = []
    with ExitStack() as opened:
        # All of them before the first mail is taken: what cannot be read is told with nothing done.
        folders = [opened.enter_context(FolderMailbox(path)) for path in paths]
        office = opened.enter_context(at_office(settings))
        for mail in chain.from_iterable(folder.new() for folder in folders):
            found = True
            results = _take(office, mail)
            everything += results
            _show(Path(mail.key).name, results, as_json=as_json)
    if not found:
        complain("Der er ingen .eml-filer i mappen.")
    if not as_json and len(everything) > 1:
        # Without the numbers, which stand above.
        say(f"I alt: {summary(tuple(replace(each, case=None) for each in everything))}.")
    return 0


def _take(office: Office, mail: Arrived) -> tuple[Result, ...]:
    """What became of the mail; given again, whatever its path, each entry is a duplicate."""
    source = f"file:{hashlib.sha256(mail.raw).hexdigest()}"
    evidence = keep(office, source=source, raw=mail.raw, arrived_at=mail.received_at)
    results = take_in(office, evidence.id, Via.CLI)
    return tuple(_again(each) for each in results) if evidence.read_at else results


def _again(result: Result) -> Result:
    return replace(result, outcome=Outcome.DUPLICATE, reason="er allerede modtaget")


#: What a person reads of each outcome.
_SAID: Final = {
    Outcome.OPENED: "sag åbnet",
    Outcome.ATTACHED: "føjet til sagen",
    Outcome.DUPLICATE: "allerede modtaget",
    Outcome.QUARANTINED: "skal ses af et menneske",
    Outcome.IGNORED: "ikke relevant",
    Outcome.ANSWERED: "svar i sag",
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
                    "notes": [note.value for note in each.notes],
                }
            )
            continue
        row = f", række {each.row}" if each.row is not None else ""
        case = f" {each.case}" if each.case else ""
        reason = f" ({each.reason})" if each.reason and each.outcome is not Outcome.DUPLICATE else ""
        say(f"{file}{row}: {_SAID[each.outcome]}{case}{reason}")
        for note in each.notes:
            say(f"    Obs: {note.label}")
