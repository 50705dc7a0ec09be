"""Given: compound files (MS-CFB) as Outlook writes them, small enough to be made by hand."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _MINI, _SMALL = 512, 64, 4096
Tree = dict[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _NONE
    right: int = _NONE
    start: int = _END


@dataclass
class _File:
    entries: list[_Entry] = field(default_factory=lambda: [_Entry("Root Entry", 5)])

    def add(self, parent: int, tree: Tree) -> None:
        before: int | None = None
        for name in sorted(tree, key=lambda one: (len(one), one.upper())):
            value = tree[name]
            self.entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
            own = len(self.entries) - 1
            if before is None:
                self.entries[parent].child = own
            else:
                self.entries[before].right = own
            before = own
            if not isinstance(value, bytes):
                self.add(own, value)


def compound(tree: Tree) -> bytes:
    """The bytes of a file with these storages (dictionaries) and streams."""
    file = _File()
    file.add(0, tree)
    mini, mini_fat = b"", []
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        start, count = len(sectors), max(1, -(-len(data) // _SECTOR))
        sectors.extend(data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count))
        fat.extend([*range(start + 1, start + count), _END])
        return start

    for entry in file.entries:
        if entry.kind == 2 and entry.data and len(entry.data) < _SMALL:
            entry.start, count = len(mini_fat), -(-len(entry.data) // _MINI)
            mini_fat.extend([*range(entry.start + 1, entry.start + count), _END])
            mini += entry.data.ljust(count * _MINI, b"\0")
        elif entry.kind == 2 and entry.data:
            entry.start = put(entry.data)
    root = file.entries[0]
    root.data, root.start = mini, put(mini) if mini else _END
    table = b"".join(struct.pack("<I", one) for one in mini_fat)
    mini_start = put(table.ljust(-(-max(len(table), 1) // _SECTOR) * _SECTOR, b"\xff"))
    listing = b"".join(_directory(entry) for entry in file.entries)
    directory = put(listing.ljust(-(-len(listing) // _SECTOR) * _SECTOR, b"\0"))
    size = 1
    while (len(fat) + size) * 4 > size * _SECTOR:
        size += 1
    first = len(sectors)
    fat += [_FAT] * size
    body = b"".join(struct.pack("<I", one) for one in fat).ljust(size * _SECTOR, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, size, directory, 0, _SMALL, mini_start, -(-len(table) // _SECTOR), _END, 0)
    head += b"".join(struct.pack("<I", first + at) for at in range(size))
    return head.ljust(_SECTOR, b"\xff") + b"".join(sectors) + body


def _directory(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), entry.kind, 1, _NONE, entry.right, entry.child)
        + bytes(36)
        + struct.pack("<IQ", entry.start, len(entry.data))
    )


def properties(values: dict[int, str | bytes | datetime], head: int) -> Tree:
    """The streams of a MAPI object. head: the bytes before its properties (32, 24 or 8)."""
    table, streams = bytes(head), Tree()
    for tag, value in values.items():
        if isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            table += struct.pack("<HHIq", 0x0040, tag, 6, ticks)
            continue
        kind, data = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
        table += struct.pack("<HHIII", kind, tag, 6, len(data) + (2 if kind == 0x001F else 0), 0)
        streams[f"__substg1.0_{tag:04X}{kind:04X}"] = data
    streams["__properties_version1.0"] = table
    return streams


def message(
    values: dict[int, str | bytes | datetime],
    files: dict[str, bytes] | None = None,
    mails: dict[str, Tree] | None = None,
    head: int = 32,
) -> Tree:
    """A mail: its properties, attached files, and mails attached (themselves made with head=24)."""
    tree = properties(values, head)
    for at, (name, data) in enumerate((files or {}).items()):
        tree[f"__attach_version1.0_#{at:08X}"] = properties({0x3701: data, 0x3707: name}, 8)
    for at, (name, inner) in enumerate((mails or {}).items(), len(files or {})):
        tree[f"__attach_version1.0_#{at:08X}"] = {**properties({0x3001: name}, 8), "__substg1.0_3701000D": inner}
    return tree
