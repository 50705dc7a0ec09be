"""What is read of a mail that may answer a message of ours."""

from __future__ import annotations

from email.utils import getaddresses
from typing import Final

from samraad.replies.reply import Reply
from samraad.replies.token import find_token
from tasks.parsing import headers
from tasks.parsing.headers import Mail
from tasks.parsing.prose import quoted

#: Characters of an answer: far more than one has.
_LONGEST: Final = 20_000
#: Authentication-Results headers that are looked at, and characters of each.
_MOST_RESULTS: Final = 10
_LONGEST_RESULT: Final = 4_000


def read(mail: Mail, words: str) -> Reply | None:
    """The reply; None for a mail without a token, or one that hands an older one on. words: what the mail itself says.

    Of mails that somebody wrote: `headers.automatic` says which nobody did.
    """
    subject = headers.text(mail, "Subject")
    token = find_token(subject)
    if token is None or quoted.is_forward(subject):
        return None
    results = [str(each)[:_LONGEST_RESULT] for each in mail.get_all("Authentication-Results", [])]
    return Reply(
        token=token,
        sender=_sender(mail),
        text=quoted.newest(quoted.plain(words), subject)[:_LONGEST],
        authentication=tuple(results[:_MOST_RESULTS]),
        by_machine=headers.by_machine(mail),
    )


def _sender(mail: Mail) -> str | None:
    """The one address in the one From header, as it stands there: a name may be written to look like an address."""
    written = [str(each) for each in mail.get_all("From", [])]
    addresses = [address for _, address in getaddresses(written)]
    return addresses[0].casefold() if len(written) == len(addresses) == 1 and "@" in addresses[0] else None
