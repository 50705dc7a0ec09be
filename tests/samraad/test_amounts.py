"""One of something is not said as several."""

from __future__ import annotations

import pytest

from samraad.amounts import SEVERAL, amount


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 sager"), (1, "1 sag"), (2, "2 sager"), ("1", "1 sag"), ("21", "21 sager")]
)
def test_a_number_has_the_word_that_fits_it(number: int | str, said: str) -> None:
    assert amount(number, "sag") == said


def test_every_word_has_another_for_several() -> None:
    assert not [one for one, several in SEVERAL.items() if one == several]
