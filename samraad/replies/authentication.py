"""Whether a mail server found the sender of a mail to be forged: its Authentication-Results headers (RFC 8601)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_COMMENT: Final = re.compile(r"\([^()]*\)")
_VERDICT: Final = re.compile(r"^\s*(dmarc|spf|dkim)\s*=\s*([a-z]+)", re.IGNORECASE)
#: What says that somebody else wrote it, by method.
_FORGED: Final = {"dmarc": {"fail"}, "spf": {"fail", "softfail"}, "dkim": {"fail"}}


def forged(headers: Iterable[str], server: str | None) -> bool:
    """Whether the headers say that the sender is not who they claim to be.

    server: the name under which our own mail server writes them; headers by others, who may write what they like, do
    not count then. DMARC decides where it was checked; else one of SPF and DKIM fails and neither passes.
    """
    verdicts = [verdict for header in headers for verdict in _verdicts(header, server)]
    dmarc = {result for method, result in verdicts if method == "dmarc"}
    if dmarc & {"pass", "fail"}:
        return "fail" in dmarc
    passed = any(result == "pass" for _, result in verdicts)
    return not passed and any(result in _FORGED[method] for method, result in verdicts)


def _verdicts(header: str, server: str | None) -> list[tuple[str, str]]:
    name, *results = _COMMENT.sub(" ", header).split(";")
    if server is not None and name.casefold().split()[:1] != [server.casefold()]:
        return []
    found = (_VERDICT.match(result) for result in results)
    return [(each[1].lower(), each[2].lower()) for each in found if each]
