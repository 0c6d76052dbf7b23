"""Augmentation of training examples: other mentions, other numerals, and the dirt of real pages."""

from atau.corpus.augment.base import Augmenter
from atau.corpus.augment.edits import Edit, Transform, apply

__all__ = ["Augmenter", "Edit", "Transform", "apply"]
