"""The network part of the chain's scores: a tok2vec with a linear layer, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Linear, Model, chain, with_array

from atau.components.crf.scheme import FloatArray


def chain_emissions(
    tok2vec: Model[list[Doc], list[FloatArray]] | None = None, nO: int | None = None
) -> Model[list[Doc], list[FloatArray]]:
    """``atau.ChainEmissions.v1``: scores (tokens, nO) for each doc, nO being the number of tags.

    tok2vec: None gives zeros, so that the sparse features decide alone. nO is set when the component is initialized.
    """
    if tok2vec is None:
        return Model("no_emissions", _zeros, dims={"nO": nO})
    output: Model[Any, Any] = Linear(nO=nO, nI=tok2vec.maybe_get_dim("nO"), init_W=_start_at_zero)
    model: Model[list[Doc], list[FloatArray]] = chain(tok2vec, with_array(output))
    model.set_ref("tok2vec", tok2vec)
    model.set_ref("output_layer", output)
    return model


def _zeros(
    model: Model[list[Doc], list[FloatArray]], docs: list[Doc], is_train: bool
) -> tuple[list[FloatArray], Callable[[list[FloatArray]], list[Doc]]]:
    size = model.get_dim("nO")
    zeros: list[FloatArray] = [np.zeros((len(doc), size), dtype=np.float32) for doc in docs]
    return zeros, lambda gradient: []


def _start_at_zero(ops: Any, shape: tuple[int, ...]) -> FloatArray:
    # The features learn first; the network adds what they miss.
    zeros: FloatArray = ops.alloc(shape)
    return zeros
