"""Ports on loopback: is one free, and what to change if it is not."""

from __future__ import annotations

import socket

from samraad.errors import PortTaken

LOOPBACK = "127.0.0.1"


def require_free(port: int, setting: str) -> None:
    """Raise PortTaken, naming the port and the setting to change, if another program listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port in TIME_WAIT from the last run is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            raise PortTaken(
                f"Porten {port} på {LOOPBACK} er optaget af et andet program. Stop det, eller vælg en anden port"
                f" med {setting}=…"
            ) from None


def free_port() -> int:
    """A port nobody listens on at the moment; another program may take it before the caller does."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
