"""An integration whose program is not installed says how to install it."""

from __future__ import annotations

import importlib
import sys

import pytest


@pytest.mark.parametrize(("module", "needs"), [("presidio", "presidio_analyzer")])
def test_missing_program(module: str, needs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(f"atau.integrations.{module}")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, needs, None)
    with pytest.raises(ImportError, match=rf"pip install 'atau\[{module}\]'"):
        importlib.import_module(f"atau.integrations.{module}")
