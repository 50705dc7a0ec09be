"""Documents that are zip files of XML (docx, odt): looked through before anything is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import Final, Self
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from samraad.notification import Problem
from tasks.parsing.job import Job
from tasks.parsing.problems import Unreadable

MAX_MEMBERS: Final = 2_000
#: Bytes of the XML of one part; a letter of 100 pages has less than one million.
MAX_XML: Final = 20 * 2**20
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


def names(data: bytes) -> list[str]:
    """The names in a zip file; none where it is no zip file, or damaged."""
    if not data.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return file.namelist()
    except _BROKEN:
        return []


class Package:
    """A zip file of XML, open while the document is read. Raises Unreadable: damaged, too large, encrypted."""

    def __init__(self, data: bytes, job: Job) -> None:
        self._job = job
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise _damaged() from error
        members = self._file.infolist()
        if len(members) > MAX_MEMBERS:
            raise Unreadable("Dokumentet har for mange dele", Problem.OVER_LIMIT)
        self.names = [member.filename for member in members]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def read(self, name: str) -> bytes:
        """The bytes of a part that exists."""
        size = self._file.getinfo(name).file_size
        self._job.unpack(size)
        try:
            with self._file.open(name) as part:
                content = part.read(size + 1)
        except _BROKEN as error:
            raise _damaged() from error
        if len(content) != size:
            raise _damaged()
        return content

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where it does not exist. Raises Unreadable: a document type, or no XML."""
        if name not in self.names:
            return None
        if self._file.getinfo(name).file_size > MAX_XML:
            raise Unreadable("Dokumentet er for stort, når det pakkes ud", Problem.OVER_LIMIT)
        try:
            root: Element = fromstring(self.read(name), forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable("Dokumentet indeholder en dokumenttype, som ikke må læses") from error
        except (ParseError, ValueError, LookupError) as error:
            raise _damaged() from error
        return root


def _damaged() -> Unreadable:
    return Unreadable("Dokumentet er beskadiget")
