"""The made newspaper, in both orders of drawing; made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts_loaded import script

newspapers = script("make_newspaper")


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with columns.pdf, across.pdf (the same page, drawn in two orders), locked.pdf and scan.pdf."""
    folder = tmp_path_factory.mktemp("papers")
    newspapers.newspaper(folder / "columns.pdf", title="Атырап айнасы")
    newspapers.newspaper(folder / "across.pdf", order="across")
    newspapers.newspaper(folder / "locked.pdf", password="secret")
    newspapers.scanned(folder / "scan.pdf")
    return folder
