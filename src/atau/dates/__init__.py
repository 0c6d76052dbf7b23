"""Kazakh date expressions: found in text and resolved to ISO dates."""

from atau.dates.finder import find_dates
from atau.dates.published import published_date
from atau.dates.records import DateExpression, Kind, Precision

__all__ = ["DateExpression", "Kind", "Precision", "find_dates", "published_date"]
