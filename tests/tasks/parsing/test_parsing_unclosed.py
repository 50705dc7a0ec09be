"""HTML as old programs write it: no row and no cell is closed."""

from __future__ import annotations

import pytest

from samraad.notification import Suspicion
from tasks import parsing

_HEAD = b"Subject: Underretning\nContent-Type: text/html; charset=utf-8\n\n"


def test_a_list_of_rows_that_are_not_closed_is_read_row_by_row() -> None:
    rows = "".join(f"<tr><td>Mikkel Toft<td>14031{year}-6069<td>vold" for year in (0, 1, 2))
    letter = parsing.read(_HEAD + f"<table><tr><th>Navn<th>CPR-nr.<th>Sigtelse{rows}</table>".encode())
    found = [entry for entry in letter.entries if isinstance(entry, Suspicion)]
    assert [(each.cpr, each.offences) for each in found] == [(f"14031{year}-6069", ("vold",)) for year in (0, 1, 2)]


def test_a_table_within_a_cell_stays_there() -> None:
    inner = "<table><tr><td>Navn:<td>Mikkel Toft<tr><td>CPR-nr.:<td>140310-6069<tr><td>Sigtelse:<td>vold</table>"
    letter = parsing.read(_HEAD + f"<table><tr><td>Underretning<td>{inner}</table>".encode())
    (entry,) = letter.entries
    assert isinstance(entry, Suspicion)
    assert (entry.name, entry.cpr, entry.offences) == ("Mikkel Toft", "140310-6069", ("vold",))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", [b"<tr><td>x", b"<td>x", b"<tr>", b"<tr><td><b>x"])
def test_many_take_their_time_once(unit: bytes) -> None:
    assert parsing.read(_HEAD + b"<table>" + unit * 400).entries
