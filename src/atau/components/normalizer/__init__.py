"""Dictionary forms, values, and which mentions name the same."""
