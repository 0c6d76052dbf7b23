"""A student small enough for a test, with weights by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from atau.components.crf.scheme import Scheme
from atau.components.student.component import TokenStudent
from atau.components.student.network import Convolution, Norm, StudentNetwork, in_eight_bits
from atau.labels import NAMES

SCHEME = Scheme(sorted(NAMES))
WIDTH = 8


def tiny_network(tags: int = SCHEME.size, steps: Sequence[int] = (1, 2), seed: int = 0) -> StudentNetwork:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    layers = [
        Convolution(step, some(WIDTH, WIDTH), some(WIDTH, WIDTH), some(WIDTH, WIDTH), some(WIDTH), _norm())
        for step in steps
    ]
    table = some(64, WIDTH)
    table[0] = 0.0
    return StudentNetwork(*in_eight_bits(table), _norm(), layers, some(WIDTH, tags), some(tags))


def _norm() -> Norm:
    return Norm(np.ones(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32))


def tiny_student() -> TokenStudent:
    return TokenStudent.of(tiny_network(), SCHEME.tags, ("kk_student",))
