"""Workbooks of every kind: which one the bytes are, and what can be seen in it."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from samraad.notification import Note, Problem
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable
from tasks.parsing.sheets import ods, xls, xlsx
from tasks.parsing.sheets.grid import Sheet

#: Endings by which a file says that it is a workbook.
ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".xltm", ".xlt", ".ots", ".fods")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip file that calls itself a workbook."""
    return _kind(data) is not None


def read(data: bytes, job: Job) -> tuple[Sheet, ...]:
    """The visible sheets that hold anything. What is hidden is noted in the job.

    Raises Unreadable: encrypted, damaged, a bomb, an external entity, too large, a kind we do not read, nothing seen.
    """
    kind = _kind(data)
    if kind == "xlsb":
        # Its library does not say what is hidden, and what is hidden must not be read.
        raise Unreadable("Regnearket er gemt som binært (.xlsb) og skal læses af et menneske")
    book = ods.read(data) if kind == "ods" else xls.read(data) if data.startswith(xls.OLE) else xlsx.read(data)
    if book.hides:
        job.notes.add(Note.HIDDEN_NOT_READ)
    if not book.sheets:
        raise Unreadable("Regnearket har ingen synlige rækker", Problem.EMPTY_SHEET)
    return book.sheets


def _kind(data: bytes) -> str | None:
    """`xlsx`, `xlsb` or `ods` of a zip file; None for anything else."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = [name.lower() for name in file.namelist()]
            if "mimetype" in names and file.getinfo("mimetype").file_size < 200:  # noqa: PLR2004 - a name, not a bomb
                mimetype = file.read("mimetype").strip()
                return "ods" if mimetype.startswith(ods.MIMETYPE) else None
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, KeyError, RuntimeError, EOFError):
        return None
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "xlsx" if any(name.startswith("xl/") for name in names) else None
