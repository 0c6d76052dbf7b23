"""LOC: places."""
