"""Kazakh date expressions: found in text and resolved to ISO dates."""
