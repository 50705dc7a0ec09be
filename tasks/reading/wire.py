"""How a reader and its processes talk: a head as JSON and a body of bytes, each preceded by its length.

Orders go down a pipe, answers come up another one: never by argument, environment or file, where others could look.
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any, Final

_LENGTHS: Final = struct.Struct(">II")
_LONGEST_HEAD: Final = 65_536
_AT_ONCE: Final = 2**20

#: Names and plain values.
Head = dict[str, Any]


class Garbage(Exception):
    """What came is no message."""


def send(to: int, head: Head, body: bytes) -> None:
    """Write a message to a file descriptor. Raises BrokenPipeError if nobody reads it."""
    written = json.dumps(head).encode()
    write(to, _LENGTHS.pack(len(written), len(body)) + written)
    write(to, body)


def write(to: int, what: bytes) -> None:
    """Write all of it. Raises BrokenPipeError if nobody reads it."""
    view = memoryview(what)
    while view:
        view = view[os.write(to, view[:_AT_ONCE]) :]


def receive(source: int, longest: int) -> tuple[Head, bytes] | None:
    """The next message from a file descriptor; None where there is none, because the other side is gone.

    longest: bytes the body may have. Raises Garbage, EOFError if the other side went away within a message.
    """
    begin = _exactly(source, _LENGTHS.size, may_end=True)
    if not begin:
        return None
    head, body = _LENGTHS.unpack(begin)
    if head > _LONGEST_HEAD or body > longest:
        raise Garbage
    try:
        said = json.loads(_exactly(source, head))
    except ValueError as error:
        raise Garbage from error
    if not isinstance(said, dict):
        raise Garbage
    return said, _exactly(source, body)


def _exactly(source: int, size: int, *, may_end: bool = False) -> bytes:
    got = bytearray()
    while len(got) < size:
        piece = os.read(source, min(size - len(got), _AT_ONCE))
        if not piece:
            if may_end and not got:
                return b""
            raise EOFError
        got += piece
    return bytes(got)
