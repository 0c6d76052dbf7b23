"""An encoder small enough for a test: the scores of a piece are a row of a table, whatever stands around it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from atau.components.crf.scheme import Scheme
from atau.components.encoder.component import NETWORK, PIECES
from atau.components.encoder.pieces import SPACE, SPECIAL, Pieces
from atau.components.encoder.scores import CFG
from atau.labels import NAMES

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАБДКМНОТ.,«»0123456789"
#: Pieces that speak for a place, and those that speak for nothing.
PLACES = (f"{SPACE}Атырау", f"{SPACE}Алматы", f"{SPACE}Орал")
ENDINGS = ("да", "ға", "дан", "де")
SCHEME = Scheme(sorted(NAMES))


def pieces() -> Pieces:
    letters = [SPACE, *LETTERS]
    known = [*SPECIAL, *letters, *PLACES, *ENDINGS]
    scores = [0.0] * len(SPECIAL) + [-8.0] * len(letters) + [-4.0] * len(PLACES) + [-5.0] * len(ENDINGS)
    return Pieces(known, scores)


def write_tiny_encoder(folder: Path, scheme: Scheme = SCHEME, place: str = "LOC") -> Path:
    """Write a folder for ``initialize.components.kk_encoder.source``; it knows PLACES, by the label `place`."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    table = pieces()
    rows = np.zeros((len(table), scheme.size), dtype=np.float32)
    rows[:, 0] = 4.0
    for number in map(table.pieces.index, PLACES):
        rows[number, 0] = 0.0
        rows[number, scheme.tag("U", place)] = 4.0
    node = helper.make_node("Gather", ["rows", "numbers"], ["scores"])
    shapes = (
        helper.make_tensor_value_info("numbers", TensorProto.INT64, ["windows", "pieces"]),
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["windows", "pieces", scheme.size]),
    )
    graph = helper.make_graph([node], "tiny", shapes[:1], shapes[1:], [numpy_helper.from_array(rows, "rows")])
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(network, str(folder / NETWORK))
    (folder / PIECES).write_text(table.to_text(), encoding="utf-8")
    (folder / CFG).write_text(json.dumps({"tags": list(scheme.tags)}), encoding="utf-8")
    return folder
