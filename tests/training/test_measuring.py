"""Speed and memory of a model, where the system tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from atau.training import measuring
from atau.training.errors import SettingError


def test_a_system_that_does_not_tell_the_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(measuring, "find_spec", lambda name: None)
    with pytest.raises(SettingError, match="Linux and macOS"):
        measuring.measure("rules", [tmp_path], 1)
