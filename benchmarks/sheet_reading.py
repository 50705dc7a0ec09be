"""A weekly sheet of 2,000 rows and 12 columns: what reading its cells costs by library, and what the whole mail costs.

    python benchmarks/sheet_reading.py [ROWS]

Each way is measured five times, all of them in turn in one run, so that a busy machine slows all alike: the ratios are
what counts. Processor time, median. `ours` is what the project does: calamine's values, and a pass over the XML for
what is hidden or not calculated, which neither calamine nor openpyxl read_only tells. All persons are made up.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
from python_calamine import load_workbook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tasks import parsing  # noqa: E402
from tasks.parsing.job import Job  # noqa: E402
from tasks.parsing.sheets import workbooks  # noqa: E402

_TIMES = 5
_HEADINGS = (
    *("Navn", "CPR-nr.", "Forhold", "Journalnr.", "Gerningstid", "Gerningssted"),
    *("Adresse", "Postnr.", "By", "Skole", "Bemærkning", "Rolle"),
)


def book(rows: int) -> bytes:
    """A workbook of so many persons. Every number is a CPR number of 2010, no two alike."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(_HEADINGS)
    for index in range(rows):
        day, month = index % 28 + 1, index // 28 % 12 + 1
        cpr = f"{day:02d}{month:02d}10-{4000 + index % 1000 + 1000 * (index // 1000 % 3):04d}"
        sheet.append(
            [
                *(f"Ung{index} Prøvesen", cpr, "Vold (strfl. § 244)", f"3700-71212-{index:05d}-26"),
                *(datetime(2026, 9, 1, 12, 0), "Lerbæk", "Vej 1", 4000, "Byen", "Skolen", "–", "Sigtet"),  # noqa: DTZ001
            ]
        )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _mail(data: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "Mandagsdata"
    mail.set_content("Hermed ugens liste.")
    mail.add_attachment(data, "application", "octet-stream", filename="Mandagsdata.xlsx")
    return mail.as_bytes()


def _openpyxl(data: bytes) -> int:
    return sum(1 for row in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0].rows for _ in row)


def _openpyxl_read_only(data: bytes) -> int:
    made = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    return sum(1 for row in made.worksheets[0].iter_rows(values_only=True) for _ in row)


def _calamine(data: bytes) -> int:
    return sum(len(row) for row in load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def _ours(data: bytes) -> int:
    return sum(len(row.cells) for sheet in workbooks.read(data, Job()) for row in sheet.rows)


def main(rows: int) -> None:
    """Measure and print."""
    data = book(rows)
    raw = _mail(data)
    ways: dict[str, Callable[[], int]] = {
        "openpyxl": lambda: _openpyxl(data),
        "openpyxl read_only": lambda: _openpyxl_read_only(data),
        "calamine": lambda: _calamine(data),
        "ours": lambda: _ours(data),
        "the whole mail": lambda: len(parsing.read(raw).entries),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    counted: dict[str, int] = {}
    for _ in range(_TIMES):
        for name, way in ways.items():
            began = time.process_time()
            counted[name] = way()
            taken[name].append(time.process_time() - began)
    slowest = statistics.median(taken["openpyxl"])
    for name, times in taken.items():
        median = statistics.median(times)
        what = "persons" if name == "the whole mail" else "cells"
        print(f"{name:20} {median:6.3f} s  {median / slowest:5.2f} × openpyxl  {counted[name]:6} {what}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
