"""Pipelines with the components that an output format needs besides those they have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atau import loading

if TYPE_CHECKING:
    from spacy.language import Language


def load_with(model: str, components: Sequence[str] = ()) -> Language:
    """The pipeline `model`, with the factories `components` at its end where it has none of them.

    Raises ModelError where it cannot be loaded.
    """
    nlp = loading.load(model)
    present = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    for factory in components:
        if factory not in present:
            nlp.add_pipe(factory)
    return nlp
