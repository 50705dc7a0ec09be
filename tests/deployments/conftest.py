"""Fixtures several test modules share."""

from __future__ import annotations

from tests.deployments.command_line import template, terminal

__all__ = ["template", "terminal"]
