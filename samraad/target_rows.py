"""The decision table of the target group, as a rulebook writes it (002 §6.1): `[[target_group]]`, one row each.

For each kind of crime the first row that fits decides; of several kinds the most severe verdict counts. A condition on
what is not known never fits, so that the unknown falls through to a grey row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, model_validator

from samraad.limits import Table
from samraad.vocabulary import Offence, Setting, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a case is weighed by."""

    offences: tuple[Offence, ...]
    #: Whole years at receipt.
    age: int
    #: Value of what was stolen or destroyed, in kroner; None: not known.
    amount_kr: int | None = None
    setting: Setting | None = None
    #: Suspected before, of whatever; None: not known.
    repeated: bool | None = None


class TargetGroupRow(Table):
    """One row: what it takes, and what it then says. A condition that is left out is met by everything."""

    name: str = Field(pattern=r"^[a-z0-9_]+$")
    #: Danish, as staff see which row decided; empty in a rulebook that is older than labels.
    label: str = ""
    offences: tuple[Offence, ...] = ()
    #: Inclusive, in kroner.
    min_kr: int | None = Field(default=None, ge=0)
    max_kr: int | None = Field(default=None, ge=0)
    repeated: bool | None = None
    #: Whole years at receipt.
    from_age: int = Field(default=0, ge=0)
    below_age: int | None = Field(default=None, ge=1)
    settings: tuple[Setting, ...] = ()
    verdict: Verdict
    #: Danish, with its source.
    because: str = Field(min_length=1)

    @model_validator(mode="after")
    def _sensible(self) -> TargetGroupRow:
        if self.min_kr is not None and self.max_kr is not None and self.min_kr > self.max_kr:
            raise ValueError("min_kr is more than max_kr: no amount fits")
        if self.below_age is not None and self.below_age <= self.from_age:
            raise ValueError("below_age must be more than from_age: no age fits")
        if self.verdict is Verdict.NOT_SERIOUS and (not self.offences or Offence.OTHER in self.offences):
            raise ValueError("a row may call only crimes it names not serious, and never other: the unknown is grey")
        return self

    @property
    def unconditional(self) -> bool:
        """Whether it fits everything."""
        bounds = (self.min_kr, self.max_kr, self.repeated, self.below_age)
        return not self.offences and not self.settings and self.from_age == 0 and bounds == (None,) * len(bounds)

    def fits(self, offence: Offence, facts: Facts) -> bool:
        """Whether one of the crimes is this row's."""
        return (
            (not self.offences or offence in self.offences)
            and (not self.settings or facts.setting in self.settings)
            and (self.repeated is None or facts.repeated is self.repeated)
            and self.from_age <= facts.age
            and (self.below_age is None or facts.age < self.below_age)
            and self._fits_amount(facts.amount_kr)
        )

    def _fits_amount(self, amount_kr: int | None) -> bool:
        if amount_kr is None:
            return self.min_kr is None and self.max_kr is None
        return (self.min_kr is None or amount_kr >= self.min_kr) and (self.max_kr is None or amount_kr <= self.max_kr)


def check(rows: Sequence[TargetGroupRow]) -> None:
    """Raise ValueError where a table leaves something undecided or undecidable."""
    names = [row.name for row in rows]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"target_group: two rows have the same name: {', '.join(twice)}")
    if not rows or not rows[-1].unconditional or rows[-1].verdict is not Verdict.GREY:
        raise ValueError("target_group: the last row must be grey and have no conditions: what is unlisted is grey")
    if any(row.unconditional for row in rows[:-1]):
        raise ValueError("target_group: a row without conditions before the last one leaves the rest without use")


def first_fitting(rows: Sequence[TargetGroupRow], offence: Offence, facts: Facts) -> TargetGroupRow | None:
    """The row that decides on one kind of crime; None in an old rulebook that has no table."""
    return next((row for row in rows if row.fits(offence, facts)), None)
