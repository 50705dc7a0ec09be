"""A taken port is named, with the setting to change."""

from __future__ import annotations

import socket

import pytest

from deployments.server import ports
from samraad.errors import PortTaken


def test_free_port_is_let_pass() -> None:
    ports.require_free(ports.free_port(), "SAMRAAD_PREFECT_PORT")


def test_taken_port_is_refused_with_the_setting() -> None:
    with socket.socket() as other:
        other.bind((ports.LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"{port}.*SAMRAAD_PREFECT_PORT"):
            ports.require_free(port, "SAMRAAD_PREFECT_PORT")
