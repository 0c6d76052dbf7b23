"""Resolves overlapping candidates into doc.ents and nested spans."""
