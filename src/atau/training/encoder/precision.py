"""In which precision this CPU calculates best."""

from __future__ import annotations

import time
from functools import cache
from typing import Final

import torch

# A layer of the encoder for one step of training, see settings.py.
_SHAPE: Final = (512, 384, 1536)


@cache
def autocast() -> torch.autocast:
    """Where losses are computed: bfloat16 if the CPU has instructions for it, single precision elsewhere.

    With them a step takes half the time; without them, a hundred times as long. PyTorch has no public question for
    them, so one product of each kind is timed.
    """
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=_seconds(torch.bfloat16) < _seconds(torch.float32))


def _seconds(dtype: torch.dtype) -> float:
    """The time of one product, after one to warm up."""
    rows, inner, columns = _SHAPE
    left, right = torch.ones(rows, inner, dtype=dtype), torch.ones(inner, columns, dtype=dtype)
    left @ right
    begin = time.perf_counter()
    left @ right
    return time.perf_counter() - begin
