"""Teaching a layout: a heading that a list uses is written into a file of its own, which keeps its comments."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from samraad.errors import BadInput, BadSetting
from tasks.parsing.danish.words import FLAGS, OTHER
from tasks.parsing.sheets import columns
from tasks.parsing.sheets.columns import IDENTITY, KEYS, NAMES, Synonyms

#: By these the wrong person would be opened a case on.
_WHO: Final = NAMES | IDENTITY | {"middle"}
#: How the file of what was taught begins.
_HEAD: Final = """\
# Headings of the police's lists that were taught here, read after config/columns.toml and before it in rank.
# Written by »samraad layout teach«; what is wrong may be mended by hand, and the next mail is read with it.

"""


def teach(files: Sequence[Path], lessons: Sequence[tuple[str, str]]) -> None:
    """Write headings under their keys into the last file, all of them or none. The next mail is read with them.

    Raises BadInput: an unknown key, a heading without a letter, given twice, known already, or of somebody else.
    BadSetting: the file cannot be read or written.
    """
    synonyms, path = load(*files), files[-1]
    for position, (heading, key) in enumerate(lessons):
        _check(heading, key, synonyms, path)
        if columns.normal(heading) in {columns.normal(other) for other, _ in lessons[:position]}:
            raise BadInput(f"»{heading}« står to gange. Skriv den én gang.")
    try:
        document = tomlkit.parse(path.read_text("utf-8") if path.exists() else _HEAD)
        for heading, key in lessons:
            listed = document.setdefault(key, tomlkit.array())
            if not isinstance(listed, Array):
                raise BadSetting(f'{key} i {path} skal være en liste: ["…"].')
            listed.append(heading)
        _write(path, tomlkit.dumps(document))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise BadSetting(f"{path} kan ikke ændres: {getattr(error, 'strerror', None) or error}.") from error


def load(first: Path, *later: Path) -> Synonyms:
    """The synonyms in use. Raises BadSetting, saying what is wrong with which file."""
    _try(first, f"{first} (SAMRAAD_COLUMNS_FILE)")
    for path in later:
        if path.exists():
            _try(path, str(path))
    return columns.load(first, *later)


def _try(path: Path, called: str) -> None:
    try:
        columns.load(path)
    except OSError as error:
        raise BadSetting(f"{called} kan ikke læses: {error.strerror}.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadSetting(f"{called} kan ikke forstås: {error}. Ret filen.") from error


def _check(heading: str, key: str, synonyms: Synonyms, path: Path) -> None:
    if key not in KEYS:
        known = ", ".join(f"{name} ({words})" for name, words in KEYS.items())
        raise BadInput(f"»{key}« er ikke noget, en kolonne kan indeholde. Skriv en af: {known}.")
    name = columns.normal(heading)
    if not re.search(r"[^\W\d_]", name):
        raise BadInput(f'»{heading}« er ingen overskrift. Skriv den, som den står i listen, f.eks. "Pers.id"=cpr.')
    known_as = synonyms.get(name)
    if known_as == key:
        raise BadInput(f"»{heading}« er allerede kendt som {key}. Udelad den.")
    if known_as is not None:
        raise BadInput(
            f"»{heading}« betyder allerede {known_as} ({KEYS.get(known_as, known_as)})."
            f" Er det forkert, så ret det i {path}."
        )
    if key in _WHO and re.search(OTHER, heading, FLAGS):
        raise BadInput(f"»{heading}« handler om en anden end den mistænkte og må ikke være {key}. Udelad den.")


def _write(path: Path, text: str) -> None:
    """All of it or nothing: a service that reads meanwhile sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        if path.exists():
            Path(temporary).chmod(path.stat().st_mode)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
