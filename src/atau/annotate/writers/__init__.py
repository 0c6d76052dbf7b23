"""The output formats of `atau annotate`."""
