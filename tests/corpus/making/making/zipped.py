"""Zip files that come out the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_DAY = (2026, 8, 3, 7, 0, 0)


def zipped(members: Mapping[str, bytes | str], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip of the members in their order. stored: names that are not deflated (ODF's mimetype)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def settled(data: bytes) -> bytes:
    """A document of a library's making without the moment it was made at."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    stamp = rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*"
    return zipped({name: re.sub(stamp, rb"\g<1>2026-08-03T05:00:00Z", body) for name, body in members.items()})
