"""OAuth2 tokens (RFC 6749) by client credentials or by a refresh token, kept until shortly before they expire."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import httpx

from samraad.errors import MailboxDown

#: Seconds before its end from which a token is not used any more.
_MARGIN_S: Final = 120.0
#: Seconds a token is taken to last where the answer does not say (RFC 6749 §5.1 recommends that it does).
_USUAL_S: Final = 3600.0
#: Seconds for the answer.
_TIMEOUT_S: Final = 20.0

#: Error codes (RFC 6749 §5.2) and what to do.
_MEANINGS: Final = {
    "invalid_client": "klient-id eller klienthemmelighed er forkert eller udløbet"
    " (SAMRAAD_MAILBOX_OAUTH_CLIENT_ID, SAMRAAD_MAILBOX_OAUTH_CLIENT_SECRET)",
    "invalid_grant": "refresh-tokenet er udløbet eller trukket tilbage; lav et nyt"
    " (SAMRAAD_MAILBOX_OAUTH_REFRESH_TOKEN)",
    "unauthorized_client": "klienten har ikke lov til at få token på denne måde; giv den lov hos udbyderen",
    "unsupported_grant_type": "udbyderen kender ikke denne måde at få token på; sæt et refresh-token",
    "invalid_scope": "rettigheden findes ikke (SAMRAAD_MAILBOX_OAUTH_SCOPE)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClient:
    """Who asks for tokens, and where."""

    #: The token endpoint.
    token_url: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    #: With it tokens are got on behalf of a user; without it for the client itself.
    refresh_token: str | None = field(default=None, repr=False)
    #: None: whatever the provider gives.
    scope: str | None = None


class Tokens:
    """The token of one mailbox. Belongs to the thread of its mailbox."""

    def __init__(self, client: OAuthClient, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._monotonic = monotonic
        self._refresh_token = client.refresh_token
        self._token: str | None = None
        self._good_until = 0.0
        #: The token handed out last was not fetched for the occasion.
        self.used_before = False

    def get(self) -> str:
        """A token that is good for a while yet. Raises MailboxDown."""
        self.used_before = self._token is not None and self._monotonic() < self._good_until
        if self._token is None or not self.used_before:
            self._token = self._fetch()
        return self._token

    def forget(self) -> None:
        """The token was refused."""
        self._token = None

    def _fetch(self) -> str:
        asked_at = self._monotonic()
        try:
            response = httpx.post(self._client.token_url, data=self._form(), timeout=_TIMEOUT_S)
            answer = response.json()
        except httpx.HTTPError as error:
            raise MailboxDown(self._failed("den svarer ikke; ret adressen, eller prøv igen senere")) from error
        except ValueError as error:
            raise MailboxDown(self._failed(f"svaret er ikke JSON (HTTP {response.status_code})")) from error
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if response.is_error or not isinstance(token, str) or not token:
            code = str(answer.get("error", "")) if isinstance(answer, dict) else ""
            raise MailboxDown(self._failed(_MEANINGS.get(code, f"den afviser os (HTTP {response.status_code})")))
        # Some providers hand out a new refresh token each time and forget the old one.
        self._refresh_token = answer.get("refresh_token") or self._refresh_token
        self._good_until = asked_at + max(_lasts(answer.get("expires_in")) - _MARGIN_S, 0.0)
        return token

    def _form(self) -> dict[str, str]:
        form = {"client_id": self._client.client_id}
        if self._client.client_secret is not None:
            form["client_secret"] = self._client.client_secret
        if self._client.scope is not None:
            form["scope"] = self._client.scope
        if self._refresh_token is None:
            return {**form, "grant_type": "client_credentials"}
        return {**form, "grant_type": "refresh_token", "refresh_token": self._refresh_token}

    def _failed(self, why: str) -> str:
        host = httpx.URL(self._client.token_url).host
        return f"Der kan ikke hentes OAuth2-token til postkassen hos {host}: {why}."


def _lasts(said: object) -> float:
    """Seconds, as a number or, from some providers, in quotes."""
    try:
        return float(str(said))
    except ValueError:
        return _USUAL_S
