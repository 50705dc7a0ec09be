#!/usr/bin/env python3
# ruff: noqa: E501
"""Writes `further/`: mails and documents beyond the samples, and `expected.json` with what the intake is to make of them.

Needs: openpyxl xlwt fpdf2 pillow cryptography msoffcrypto-tool pyzipper extract-msg compressed-rtf tzdata, and
Liberation Sans under /usr/share/fonts. The same bytes come out every time; what is random by nature lies in `frozen/`.
Run it as `python make_corpus.py`; it refuses to write what contradicts itself.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import making
from making.check import check
from making.plan import CASES, COPENHAGEN, Case, age_on

TARGET = Path(__file__).parent.parent / "further"
#: A file of the corpus is small.
_MOST = 60_000


def _mail_lines(case: Case, data: bytes) -> bytes:
    """CRLF, as mail comes; a file that is no mail stays as it is."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if case.file.endswith(".eml") else data


def _aged(case: Case, row: dict[str, Any]) -> dict[str, Any]:
    if row["age_at_receipt"] == "age":
        today = case.received.astimezone(COPENHAGEN).date()
        row["age_at_receipt"] = age_on(date.fromisoformat(row["birth_date"]), today)
    return row


def _build(case: Case) -> dict[str, Any]:
    data, rows, *extra = case.make(case)
    data = _mail_lines(case, data)
    assert len(data) < _MOST, (case.file, len(data))
    (TARGET / case.file).write_bytes(data)
    more = extra[0] if extra else {}
    for other in (*more.get("also_accepted_rows", []), more.get("may_also", []), more.get("after_password", [])):
        for row in other:
            _aged(case, row)
    said = case.received.isoformat() if case.told == "header" else case.told
    assert said is None or datetime.fromisoformat(said)
    return {
        "file": case.file,
        "description": case.description,
        "received_at": said,
        "rows": [_aged(case, row) for row in rows],
        **more,
        "why": case.why,
    }


def _dump(mails: list[dict[str, Any]]) -> str:
    """One line a row, as in the samples' own expected.json."""
    blocks = []
    for mail in mails:
        lines = []
        for key, value in mail.items():
            shown = json.dumps(value, ensure_ascii=False)
            if key == "rows":
                shown = "[\n" + ",\n".join(f"   {json.dumps(row, ensure_ascii=False)}" for row in value) + "\n  ]"
            lines.append(f'"{key}": {shown}')
        blocks.append(" {" + ",\n  ".join(lines) + "}")
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def main() -> None:
    for module in sorted(
        m.name for m in pkgutil.iter_modules(making.__path__) if m.name[0] == "c" and m.name[1].isdigit()
    ):
        importlib.import_module(f"making.{module}")
    CASES.sort(key=lambda case: case.file)
    TARGET.mkdir(exist_ok=True)
    for old in (*TARGET.glob("*.eml"), *TARGET.glob("*.msg")):
        old.unlink()
    mails = [_build(case) for case in CASES]
    check(mails, {case.file: case.received for case in CASES})
    (TARGET / "expected.json").write_text(_dump(mails), encoding="utf-8")


if __name__ == "__main__":
    main()
