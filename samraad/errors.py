"""Everything that can go wrong, each with what to do about it.

    SamraadError
    ├── BadInput            the person can mend it: exit code 2
    │   ├── ImpossibleCpr
    │   ├── UnknownCase
    │   ├── UnknownItem
    │   ├── Refused         an answer that makes no sense
    │   │   └── AlreadyRegistered
    │   ├── BrokenRulebook
    │   └── BadSetting
    └── Failure             the operator can mend it: exit code 1
        ├── Conflict        somebody else wrote first: load again, decide again
        ├── DatabaseDown
        ├── WrongKey
        ├── MailboxDown
        │   └── LogInRefused
        ├── NotMoved
        ├── PrefectDown
        ├── PortTaken
        ├── AlreadyUp
        ├── StepFailed
        ├── NotOurs
        └── ChainBroken

The text of an error is Danish, says what to do, and holds no personal data.
"""

from __future__ import annotations


class SamraadError(Exception):
    """Base of all errors of this project."""


class BadInput(SamraadError):
    """The person can mend it."""


class ImpossibleCpr(BadInput):
    """The CPR number cannot be one. The text says why, without the number."""


class UnknownCase(BadInput):
    """No case has this number. `samraad cases` lists those there are."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Der er ingen sag med nummeret {number}. »samraad cases« viser dem, der er.")


class UnknownItem(BadInput):
    """Nothing in quarantine, or ignored, has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Der er intet med nummeret {number}. »samraad quarantine list --all« viser det, der er, "
            "og »samraad ignored« dagens ignorerede."
        )


class Refused(BadInput):
    """An answer that makes no sense. `code` is stable and goes into the log; the text is shown to the person."""

    def __init__(self, code: str, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.code = code
        #: Name of the field the person has to change, None for the answer as a whole.
        self.field = field


class AlreadyRegistered(Refused):
    """The milestone is in the file already: somebody else, or another channel, was first."""


class BrokenRulebook(BadInput):
    """A rulebook cannot be read: the text names file, line and field."""


class BadSetting(BadInput):
    """A setting is unknown or makes no sense: the text names it."""


class Failure(SamraadError):
    """The operator can mend it."""


class Conflict(Failure):
    """Somebody else wrote to the case first. Load the case file again and decide again."""


class DatabaseDown(Failure):
    """The case database does not answer."""


class WrongKey(Failure):
    """The key is not the one the personal data were encrypted with."""


class MailboxDown(Failure):
    """The mailbox cannot be reached, or refuses us."""


class LogInRefused(MailboxDown):
    """The mailbox's server answers and does not let us in. Tried seldom: many servers lock the account."""


class NotMoved(Failure):
    """A mail stays where it is: the mailbox is full, or its folder cannot be made. It is kept all the same."""


class PrefectDown(Failure):
    """Prefect's API does not answer. Deadlines run on in the database meanwhile."""


class PortTaken(Failure):
    """Another program listens on the port."""


class AlreadyUp(Failure):
    """Another `samraad up` runs in the same home. `samraad down` stops it."""


class NotOurs(Failure):
    """The run is not the case's own, or another step of the case is under way. The text says which."""


class StepFailed(Failure):
    """A step of a flow met an error that is not ours. What it says may be personal, so only its name is told."""

    def __init__(self, error: str, where: str) -> None:
        super().__init__(f"Trinnet gik galt ({error} i {where}). Det prøves igen; bliver det ved, så kontakt driften.")


class ChainBroken(Failure):
    """The audit chain does not fit together: somebody changed rows behind our back."""
