"""The page of facts: one HTML file with people, offices, a network, a map and amounts, each with its sentence."""

from atau.facts.page.data import PageData
from atau.facts.page.registry import PageLimits
from atau.facts.page.writing import write_page

__all__ = ["PageData", "PageLimits", "write_page"]
