"""Marked text: ``⟦LABEL text⟧`` marks, nested where needed, around text that is otherwise left alone.

A file may begin with a front matter, ``key: value`` lines between two lines ``---``; everything after it is text. The
key ``fact`` alone may occur more than once: each line is a fact, see `atau.corpus.fact_lines`. A mark may carry
attributes, ``⟦PERSON{normal=Қырымбек Көшербаев; cluster=p1} Көшербаев⟧``. A bracket that is text is written with a
backslash before it; backslashes mean themselves elsewhere, and directly before a bracket two stand for one. In an
attribute's value a backslash takes the meaning from the next character (``\\;``, ``\\}``, ``\\⟦``, ``\\\\``);
``\\n``, ``\\r`` and ``\\t`` are a line feed, a carriage return and a tab.
"""

from atau.corpus.marked.attributes import read_attributes, write_attributes
from atau.corpus.marked.reading import MarkedScan, parse, scan_marked
from atau.corpus.marked.text import BLANK_LINE, FACT, KEY, LABEL, Mark, MarkedText, MarkError, Pairs
from atau.corpus.marked.writing import write

__all__ = [
    "BLANK_LINE",
    "FACT",
    "KEY",
    "LABEL",
    "Mark",
    "MarkError",
    "MarkedScan",
    "MarkedText",
    "Pairs",
    "parse",
    "read_attributes",
    "scan_marked",
    "write",
    "write_attributes",
]
