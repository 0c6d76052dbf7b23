"""Gold: marked text, the formats of other tools, and what is wrong in them."""

from atau.corpus.gold import read_gold
from atau.corpus.problems import GoldError, Notes, Problem
from atau.corpus.records import LABELS, GoldRecord

__all__ = ["LABELS", "GoldError", "GoldRecord", "Notes", "Problem", "read_gold"]
