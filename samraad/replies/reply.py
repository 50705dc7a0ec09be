"""What was read of a mail that may answer a message of ours."""

from __future__ import annotations

from dataclasses import dataclass

from samraad.replies.token import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A mail with a token in its subject, that nobody forwarded."""

    token: Token
    #: Address in the From header, in small letters; None where it is not one address.
    sender: str | None
    #: What was written now, without the history quoted under it: may hold personal data.
    text: str
    #: The Authentication-Results headers, topmost first.
    authentication: tuple[str, ...] = ()
    #: Something in its headers says that a machine wrote it.
    by_machine: bool = False
