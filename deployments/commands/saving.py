"""What an item is about, written to a file for a person to look at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from samraad.errors import BadInput
from samraad.notification import Place, Problem
from tasks.attachment import file_at, safe_name
from tasks.quarantine import Shown

EXISTS: Final = "Filen findes allerede. Vælg et andet navn."


def saved_as(target: Path, shown: Shown, *, whole: bool) -> str:
    """Write the file the item is about, or the mail. What was written, for whoever asked."""
    place = shown.kept.entry.place if shown.kept.entry else Place()
    data = None if whole else file_at(shown.evidence.raw, place)
    name = f"{shown.item.number}.eml" if data is None or place.file is None else safe_name(place.file)
    file = target / name if target.is_dir() else target
    _save(file, shown.evidence.raw if data is None else data)
    what = "Mailen" if data is None else "Filen"
    if data is None and place.file is not None and not whole:
        what = "Filen ligger inde i en anden fil: hele mailen"
    if shown.item.problem is Problem.TOO_LARGE:
        what = "Begyndelsen af mailen"
    return f"{what} er gemt i {file}. Slet den, når den ikke bruges mere."


def _save(file: Path, raw: bytes) -> None:
    """Readable by its owner only, and never over another file."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput(EXISTS) from None
    except OSError as error:
        raise BadInput(f"Filen kan ikke skrives ({type(error).__name__}).") from None
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
