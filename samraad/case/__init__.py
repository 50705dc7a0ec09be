"""The case file and its fold over the events of the case."""

from samraad.case.file import CaseFile, Measure, Participant, RungKey, Todo, TodoRungKey, Track
from samraad.case.folding import evolve, fold

__all__ = ["CaseFile", "Measure", "Participant", "RungKey", "Todo", "TodoRungKey", "Track", "evolve", "fold"]
