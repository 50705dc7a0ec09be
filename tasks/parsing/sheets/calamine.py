"""calamine's way of failing, made one that Python code expects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_panic() -> Iterator[None]:
    """A panic of the Rust library as ValueError: its own is a BaseException, which would end the whole reading."""
    try:
        yield
    except Exception:
        raise
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError("calamine") from None
