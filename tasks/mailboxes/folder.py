"""A folder of mails, or a single file, as a mailbox that is only read: `samraad intake PATH`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from samraad.errors import BadInput
from tasks.mailboxes.port import Arrived, Kept, never, none_kept

#: What is taken from a folder: mails as they came, and as Outlook saves them.
_MAILS: Final = (".eml", ".msg")
_NOTHING_DONE: Final = "Der er intet gjort."


class FolderMailbox:
    """Reads the .eml and .msg files of a folder in the order of their names, or one file whatever it is called.

    The key of a mail is its path as given. Nothing is moved or written, so every entering yields all mails again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files: list[Path] = []

    def __enter__(self) -> Self:
        """Raises BadInput: there is nothing at the path, or something there cannot be read."""
        if not self._path.exists():
            raise BadInput(
                f"»{self._path}« findes ikke. Angiv en .eml-fil eller en mappe med .eml-filer. {_NOTHING_DONE}"
            )
        with _readable(_NOTHING_DONE):
            self._files = sorted(filter(_is_mail, self._path.iterdir())) if self._path.is_dir() else [self._path]
            for file in self._files:
                file.open("rb").close()
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def new(self, most: int | None = None, kept: Kept = none_kept) -> Iterator[Arrived]:
        """Raises BadInput: a file cannot be read any more."""
        known = kept([str(path) for path in self._files])
        self._files = [path for path in self._files if str(path) not in known]
        for path in self._files[:most]:
            self._files.remove(path)
            with _readable():
                raw = path.read_bytes()
            yield Arrived(key=str(path), raw=raw, received_at=None)

    def done(self, key: str, *, processed: bool) -> None:
        """The folder belongs to somebody else: nothing is moved."""

    def wait(self, seconds: float, stop: Callable[[], bool] = never) -> bool:  # noqa: ARG002 - the contract
        """Nothing arrives in a folder while it is read."""
        return bool(self._files)


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() in _MAILS and path.is_file()


@contextmanager
def _readable(besides: str = "") -> Iterator[None]:
    """Raises BadInput, naming the file or folder, where the system refuses it."""
    try:
        yield
    except OSError as error:
        raise BadInput(f"»{error.filename}« kan ikke læses: {error.strerror}. {besides}".strip()) from error
