"""Kazakh morphology of nouns, names and numerals: one place that knows how words inflect."""

from atau.morphology._declension import Declension, Form, declension
from atau.morphology._nouns import analyses, inflect, match
from atau.morphology._stems import frequency
from atau.morphology._types import Analysis, Case, Number, Possessive

__all__ = [
    "Analysis",
    "Case",
    "Declension",
    "Form",
    "Number",
    "Possessive",
    "analyses",
    "declension",
    "frequency",
    "inflect",
    "match",
]
