"""Checks of gold: each takes an article and yields what it finds."""
