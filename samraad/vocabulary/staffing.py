"""Who works here: what a colleague is specialised in, and why a case changes hands."""

from __future__ import annotations

from samraad.vocabulary.labelled import Labelled


class Speciality(Labelled):
    """What a colleague takes before others do."""

    REMAND = "remand", "varetægtssurrogat"


class Away(Labelled):
    """Why others look after a colleague's cases."""

    ABSENT = "absent", "fraværende"
    LEAVES = "leaves", "fratræder"
