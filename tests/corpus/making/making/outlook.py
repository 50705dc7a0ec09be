"""Outlook's own forms: .msg (a compound file of MAPI properties, MS-OXMSG) and winmail.dat (TNEF, MS-OXTNEF)."""

from __future__ import annotations

import struct
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from compressed_rtf import compress
from extract_msg import OleWriter

_TEXT, _BINARY, _LONG, _TIME = 0x001F, 0x0102, 0x0003, 0x0040


def _filetime(at: datetime) -> int:
    return int((at.astimezone(UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def _store(out: OleWriter, where: list[str], head: bytes, values: list[tuple[int, int, object]]) -> None:
    """One property stream and the streams of its long values."""
    table = head
    for tag, kind, value in values:
        mark = struct.pack("<HHI", kind, tag, 6)
        if kind == _TEXT:
            data = str(value).encode("utf-16-le")
            table += mark + struct.pack("<II", len(data) + 2, 0)
        elif kind == _BINARY:
            data = bytes(value)  # type: ignore[call-overload]
            table += mark + struct.pack("<II", len(data), 0)
        else:
            table += mark + struct.pack("<q", value)
            continue
        out.addEntry([*where, f"__substg1.0_{tag:04X}{kind:04X}"], data)
    out.addEntry([*where, "__properties_version1.0"], table)


def msg(
    subject: str, text: str, headers: str, at: datetime, message_id: str, files: dict[str, bytes] | None = None
) -> bytes:
    """A mail as Outlook saves it. headers: the transport headers, Received among them."""
    out = OleWriter(rootClsid=bytes.fromhex("0b0d020000000000c000000000000046"))
    out.addEntry(["__nameid_version1.0"], storage=True)
    for stream in ("00020102", "00030102", "00040102"):
        out.addEntry(["__nameid_version1.0", f"__substg1.0_{stream}"], b"")
    files = files or {}
    _store(
        out,
        [],
        bytes(8) + struct.pack("<IIII", 0, len(files), 0, len(files)) + bytes(8),
        [
            (0x001A, _TEXT, "IPM.Note"),
            (0x0037, _TEXT, subject),
            (0x007D, _TEXT, headers),
            (0x0C1A, _TEXT, "Henrik Fjordbak"),
            (0x0C1F, _TEXT, "hfj014@politi.example"),
            (0x0E04, _TEXT, "underretning@kommune.example"),
            (0x1000, _TEXT, text),
            (0x1035, _TEXT, message_id),
            (0x0039, _TIME, _filetime(at)),
            (0x0E06, _TIME, _filetime(at)),
            (0x340D, _LONG, 0x00040000),
        ],
    )
    for number, (name, data) in enumerate(files.items()):
        where = [f"__attach_version1.0_#{number:08X}"]
        values: list[tuple[int, int, object]] = [
            (0x3701, _BINARY, data),
            (0x3703, _TEXT, f".{name.rsplit('.', 1)[-1]}"),
            (0x3704, _TEXT, name),
            (0x3707, _TEXT, name),
            (0x3705, _LONG, 1),
            (0x0E21, _LONG, number),
        ]
        _store(out, where, bytes(8), values)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.msg"
        out.write(str(path))
        return path.read_bytes()


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) % 65536)


def tnef(*, text: str = "", rtf: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """A winmail.dat: text as attBody in windows-1252, rtf as PR_RTF_COMPRESSED, and attachments."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    out += _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    out += _attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0")
    if text:
        out += _attribute(1, 0x0002800C, text.encode("cp1252") + b"\0")
    if rtf:
        packed = compress(rtf.encode("ascii"), compressed=True)
        value = struct.pack("<III", 1, len(packed), 0)[:8] + packed + bytes(-len(packed) % 4)
        out += _attribute(1, 0x00069003, struct.pack("<IHH", 1, _BINARY, 0x1009) + value)
    for name, data in (files or {}).items():
        out += _attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0))
        out += _attribute(2, 0x00018010, name.encode("cp1252") + b"\0")
        out += _attribute(2, 0x0006800F, data)
    return out
