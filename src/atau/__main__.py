"""``python -m atau``: the command ``atau``."""

from atau.cli import main

main()
