"""The trained network as an ONNX file with weights of 8 bits, for ONNX Runtime."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from atau.components.encoder.pieces import PAD, Pieces
from atau.training.encoder.finetune import log_probabilities
from atau.training.encoder.network import Tagger

_OPSET: Final = 17
# Of the values that go into a layer: the greatest as a multiple of the one that 999 of 1,000 are below.
_OUTLIER: Final = 12.0


class _EveryPiece(nn.Module):
    """Scores of tags at every piece: the runtime picks those of the first pieces itself."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, numbers: Tensor) -> Tensor:
        return self.tagger.scores(self.tagger.encoder(numbers))


def outlying(tagger: Tagger, pieces: Pieces, docs: Sequence[Doc]) -> list[int]:
    """The layers of the encoder where values far from all others go into the last product, in `docs`.

    With one scale of 8 bits for all of them little would be left of the others: three such layers cost a point of F1.
    """
    found: dict[int, float] = {}

    def look(number: int, module: nn.Module, inputs: tuple[Tensor], output: Any) -> None:
        values = np.abs(inputs[0].detach().float().numpy())
        ratio = float(values.max() / max(float(np.quantile(values, 0.999)), 1e-6))
        found[number] = max(found.get(number, 0.0), ratio)

    layers = enumerate(tagger.encoder.layers)
    hooks = [layer.narrow.register_forward_hook(partial(look, number)) for number, layer in layers]
    for _ in log_probabilities(tagger, pieces, docs):
        pass
    for hook in hooks:
        hook.remove()
    return [number for number, ratio in sorted(found.items()) if ratio > _OUTLIER]


def export(tagger: Tagger, path: Path, quantized: bool = True, exact: Collection[int] = ()) -> None:
    """Write `tagger` to `path`: input ``numbers`` (windows, pieces), output ``scores`` (windows, pieces, tags).

    quantized: weights of 8 bits with a scale for each row, activations of 8 bits; else single precision. exact: layers
    whose last product stays in single precision, see `outlying`.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    sample = torch.randint(PAD + 1, len(tagger.encoder.word.weight), (2, 7))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx" if quantized else path
        torch.onnx.export(
            _EveryPiece(tagger).eval(),
            (sample,),
            str(whole),
            input_names=["numbers"],
            output_names=["scores"],
            dynamic_axes={"numbers": {0: "windows", 1: "pieces"}, "scores": {0: "windows", 1: "pieces"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        if quantized:
            # The layer of the scores is small, and it decides.
            ends = ("/scores/MatMul", *(f"/layers.{number}/narrow/MatMul" for number in exact))
            kept = [node.name for node in onnx.load(whole).graph.node if node.name.endswith(ends)]
            if len(kept) != len(ends):
                raise RuntimeError(f"the exported network has no nodes {ends}; its form has changed with PyTorch")
            quantize_dynamic(
                whole,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=kept,
                extra_options={"MatMulConstBOnly": True},
            )
