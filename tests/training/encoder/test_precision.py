"""In which precision the losses are computed."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from atau.training.encoder import precision  # noqa: E402


@pytest.mark.parametrize("fast", [True, False])
def test_bfloat16_only_where_the_cpu_is_faster_with_it(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    times = {torch.bfloat16: 1.0 if fast else 100.0, torch.float32: 2.0}
    monkeypatch.setattr(precision, "_seconds", times.__getitem__)
    precision.autocast.cache_clear()
    with precision.autocast():
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    precision.autocast.cache_clear()
    assert product.dtype is (torch.bfloat16 if fast else torch.float32)
