"""The trained network as an ONNX file with weights of 8 bits, for ONNX Runtime."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from atau.components.encoder.pieces import PAD
from atau.training.encoder.network import Tagger

_OPSET: Final = 17


class _EveryPiece(nn.Module):
    """Scores of tags at every piece: the runtime picks those of the first pieces itself."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, numbers: Tensor) -> Tensor:
        return self.tagger.scores(self.tagger.encoder(numbers))


def export(tagger: Tagger, path: Path, quantized: bool = True) -> None:
    """Write `tagger` to `path`: input ``numbers`` (windows, pieces), output ``scores`` (windows, pieces, tags).

    quantized: weights of 8 bits with a scale for each row, activations of 8 bits; else single precision.
    """
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
            # The last layer is small, and it decides.
            quantize_dynamic(
                whole,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=["/tagger/scores/MatMul"],
                extra_options={"MatMulConstBOnly": True},
            )
