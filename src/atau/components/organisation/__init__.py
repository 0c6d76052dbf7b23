"""ORG: organisations and their organs."""
