"""A folder of .eml files, or a single file, as a mailbox that is only read: `samraad intake PATH`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from samraad.errors import BadInput
from tasks.mailbox import Arrived


class FolderMailbox:
    """Reads the .eml files of a folder in the order of their names, or one file whatever it is called.

    The key of a mail is its path as given. Nothing is moved or written, so every reading yields all mails again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        """Raises BadInput: there is nothing at the path."""
        if not self._path.exists():
            raise BadInput(f"»{self._path}« findes ikke. Angiv en .eml-fil eller en mappe med .eml-filer.")
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def new(self) -> Iterator[Arrived]:
        """Raises BadInput: a file cannot be read."""
        for path in self._files():
            try:
                raw = path.read_bytes()
            except OSError as error:
                raise BadInput(f"»{path}« kan ikke læses: {error.strerror}.") from error
            yield Arrived(key=str(path), raw=raw, received_at=None)

    def done(self, key: str, *, processed: bool) -> None:
        """The folder belongs to somebody else: nothing is moved."""

    def wait(self, seconds: float) -> bool:  # noqa: ARG002 - the contract
        """Nothing arrives in a folder while it is read."""
        return False

    def _files(self) -> list[Path]:
        if not self._path.is_dir():
            return [self._path]
        try:
            return sorted(path for path in self._path.iterdir() if path.suffix.lower() == ".eml" and path.is_file())
        except OSError as error:
            raise BadInput(f"Mappen »{self._path}« kan ikke læses: {error.strerror}.") from error
