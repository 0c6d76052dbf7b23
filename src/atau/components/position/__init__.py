"""POSITION: posts, ranks and titles of one person."""
