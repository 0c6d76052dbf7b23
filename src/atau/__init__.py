"""Named entities in Kazakh news, on spaCy."""
