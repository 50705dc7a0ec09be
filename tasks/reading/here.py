"""Reads in the same process: quick, and without any limit but the mail's own size."""

from __future__ import annotations

from samraad.notification import Letter
from tasks import parsing
from tasks.mishaps import told
from tasks.reading.port import Limit, Limits, OverLimit, Unread

_MEGABYTE = 2**20


class Here:
    """See `tasks.reading.port.Reader`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def read(self, raw: bytes, password: str | None = None) -> Letter:
        """See `tasks.reading.port.Reader.read`."""
        if len(raw) > self._limits.mail_mb * _MEGABYTE:
            raise OverLimit(Limit.MAIL)
        try:
            return parsing.read(raw, password)
        except MemoryError:
            raise OverLimit(Limit.MEMORY) from None
        except Exception as error:  # noqa: BLE001 - the bytes come from outside, and so do the libraries that read them
            raise Unread(**told(error)) from None

    def close(self) -> None:
        """See `tasks.reading.port.Reader.close`."""
