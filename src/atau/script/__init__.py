"""Kazakh in other letters than Cyrillic ones: which letters stand for which, and what a text says in Cyrillic."""
