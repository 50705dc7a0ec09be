# ruff: noqa: PT018 - a corpus that contradicts itself must not be written
"""What is expected must not contradict itself: an oracle of the outcome rules, over identities only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

_RULE_LIMIT = 18


def check(mails: list[dict[str, Any]], received: dict[str, datetime]) -> None:
    """Walks through the files in order. Raises AssertionError: opened twice, an age that does not fit."""
    cprs: dict[str, str] = {}
    names: dict[tuple[str, str], set[str | None]] = {}
    birthdays: dict[str, str] = {}
    assert len({mail["file"] for mail in mails}) == len(mails)
    for mail in mails:
        assert mail["rows"] and mail["why"] and mail["description"], mail["file"]
        assert received[mail["file"]].tzinfo is not None
        for row in mail["rows"]:
            where = (mail["file"], row["name"])
            assert row["outcome"] == "opened" or row.get("reason"), where
            if not row["birth_date"]:
                assert row["outcome"] in ("quarantined", "ignored", "duplicate"), where
                continue
            key, cpr, age = (str(row["name"]).casefold(), row["birth_date"]), row["cpr"], row["age_at_receipt"]
            known = (cpr in cprs) if cpr else False
            by_name = key in names and (cpr is None or names[key] == {None})
            match row["outcome"]:
                case "opened":
                    assert 0 <= age < _RULE_LIMIT, where
                    assert not known and not by_name, where
                    clash = birthdays.get(row["birth_date"])
                    assert clash is None or row.get("note"), (*where, "born on the same day as", clash)
                    birthdays[row["birth_date"]] = row["name"]
                    names.setdefault(key, set()).add(cpr)
                    if cpr:
                        cprs[cpr] = row["name"]
                case "attached" | "duplicate":
                    assert known or by_name or age >= _RULE_LIMIT, where
                    names.setdefault(key, set()).add(cpr)
                    if cpr:
                        cprs[cpr] = row["name"]
                case "ignored":
                    assert age >= _RULE_LIMIT, where
