"""The libraries of the extra ``documents``: imported when they are needed, and said how to install where missing."""

from __future__ import annotations

import importlib
from typing import Any

from atau.documents.model import Unreadable


def library(module: str, distribution: str) -> Any:
    """The module, imported. Raises Unreadable where it is not installed."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise Unreadable(f"needs {distribution}, which is not installed", 'pip install "atau[documents]"') from None
