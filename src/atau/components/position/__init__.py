"""POSITION: offices, posts, ranks and titles of one person."""
