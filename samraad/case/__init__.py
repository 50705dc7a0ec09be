"""The case file and its fold over the events of the case."""

from samraad.case.file import CaseFile
from samraad.case.folding import before, evolve, fold
from samraad.case.parts import Measure, Participant, RungKey, Todo, TodoRungKey, Track

__all__ = ["CaseFile", "Measure", "Participant", "RungKey", "Todo", "TodoRungKey", "Track", "before", "evolve", "fold"]
