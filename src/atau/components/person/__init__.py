"""PERSON: people."""
