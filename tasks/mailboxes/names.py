"""How a server calls a folder: its separator and its prefix (RFC 2342), which the settings need not know."""

from __future__ import annotations

from imapclient import IMAPClient  # type: ignore[import-untyped]


def named(client: IMAPClient, folder: str) -> str:
    """The folder as the server calls it: `Samråd/Behandlet` is `INBOX.Samråd.Behandlet` on some.

    A name that has the prefix already is left alone.
    """
    if folder.upper() == "INBOX":
        return "INBOX"
    prefix, separator = _namespace(client)
    name = folder.replace("/", separator) if separator else folder
    return name if name.startswith(prefix) else prefix + name


def _namespace(client: IMAPClient) -> tuple[str, str]:
    """Prefix and separator of our own folders."""
    if client.has_capability("NAMESPACE"):
        for prefix, separator in client.namespace().personal or ():
            return str(prefix), str(separator or "")
    for _, separator, _ in client.list_folders("", ""):
        return "", _text(separator)
    return "", ""


def _text(separator: bytes | str | None) -> str:
    return separator.decode("ascii") if isinstance(separator, bytes) else separator or ""
