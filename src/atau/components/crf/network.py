"""The dense part of the chain's scores: a tok2vec with a linear layer, what an encoder says, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Linear, Model, chain, map_list, with_array

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


def encoder_emissions(nO: int | None = None, nI: int | None = None) -> Model[list[Doc], list[FloatArray]]:
    """``atau.EncoderEmissions.v1``: scores (tokens, nO) out of the log probabilities (tokens, nI) in ``doc.tensor``.

    They come from ``kk_encoder``, which must stand before. Where both know the same tags, training begins with the
    encoder's own scores.
    """
    output: Model[Any, Any] = Linear(nO=nO, nI=nI, init_W=_start_as_given)
    # One matrix product for each doc: of several at once the last digits would depend on the others.
    each: Model[list[FloatArray], list[FloatArray]] = map_list(output)
    model: Model[list[Doc], list[FloatArray]] = chain(Model("encoder_scores", _tensors), each)
    model.set_ref("output_layer", output)
    return model


def _tensors(
    model: Model[list[Doc], list[FloatArray]], docs: list[Doc], is_train: bool
) -> tuple[list[FloatArray], Callable[[list[FloatArray]], list[Doc]]]:
    if any(len(doc.tensor) != len(doc) for doc in docs):
        raise ValueError("kk_crf waits for the scores of kk_encoder, which must stand before it in the pipeline")
    # Those of an empty doc have a width, too: the batch may hold no other.
    width = max((doc.tensor.shape[1] for doc in docs if doc.tensor.ndim == 2), default=0)
    found: list[Any] = [doc.tensor if len(doc) else np.zeros((0, width), dtype=np.float32) for doc in docs]
    return found, lambda gradient: []


def _start_as_given(ops: Any, shape: tuple[int, ...]) -> FloatArray:
    weights: FloatArray = ops.xp.eye(*shape, dtype="f") if shape[0] == shape[1] else ops.alloc(shape)
    return weights


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
