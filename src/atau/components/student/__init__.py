"""Scores of tags by a small network that learned from the large model: ``kk_student``."""
