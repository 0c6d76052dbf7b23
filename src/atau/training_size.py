"""How much text a model was trained on, so that one made of a handful of articles says so."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Final

KEY: Final = "atau_training"
#: With fewer words than this, the rules alone were better in cross-validation than what was learnt.
FEW_WORDS: Final = 10_000


class SmallTrainingDataWarning(UserWarning):
    """A model was trained on very little text."""


def note_size(meta: dict[str, Any], texts: int, words: int) -> None:
    """Write the numbers of different texts and of their words to the meta.json of a model; warns where they are few."""
    meta[KEY] = {"texts": texts, "words": words}
    warn_if_small(meta)


def size_of(meta: Mapping[str, Any]) -> tuple[int, int] | None:
    """Texts and words, where the meta.json of a model has them."""
    found = meta.get(KEY)
    numbers = [found.get(name) for name in ("texts", "words")] if isinstance(found, Mapping) else []
    if len(numbers) == 2 and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers):
        return int(numbers[0] or 0), int(numbers[1] or 0)
    return None


def remark(meta: Mapping[str, Any]) -> str:
    """What there is to say against a model trained on little text; "" where it has enough, or does not say."""
    size = size_of(meta)
    if size is None or size[1] >= FEW_WORDS:
        return ""
    return (
        f"trained on {size[0]:,} text{'' if size[0] == 1 else 's'} with {size[1]:,} words: with fewer than "
        f"{FEW_WORDS:,} words the rules alone are usually better"
    )


def warn_if_small(meta: Mapping[str, Any]) -> None:
    """A `SmallTrainingDataWarning` where `remark` has something to say."""
    problem = remark(meta)
    if problem:
        warnings.warn(f"the model is {problem}", SmallTrainingDataWarning, stacklevel=3)
