"""Scores of tags for every token, by a pretrained encoder that was fine-tuned on marked text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from atau.components.encoder.network import OnnxNetwork
from atau.components.encoder.pieces import Pieces
from atau.components.encoder.scores import FloatArray, TagScores
from atau.components.encoder.windows import windows

PIECES: Final = "pieces.tsv"
NETWORK: Final = "network.onnx"


class TokenEncoder(TagScores):
    """Writes the log probabilities of tags to ``doc.tensor``; threads: of one process."""

    FILES: ClassVar[tuple[str, ...]] = (PIECES, NETWORK)

    def __init__(self, name: str = "kk_encoder", threads: int = 1) -> None:
        super().__init__(name)
        self.threads = threads
        self._pieces: Pieces | None = None
        self._network: OnnxNetwork | None = None

    def _calculated(self, doc: Doc) -> FloatArray:
        if self._network is None or self._pieces is None:
            raise self._missing()
        found = np.zeros((len(doc), len(self.tags)), dtype=np.float32)
        for window in windows(doc, self._pieces):
            scores = self._network.scores(window.numbers)[window.places]
            scores -= scores.max(axis=1, keepdims=True)
            scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
            found[window.start : window.end] = scores
        return found

    def _files(self) -> dict[str, Callable[[], bytes]]:
        return {
            PIECES: lambda: b"" if self._pieces is None else self._pieces.to_text().encode("utf-8"),
            NETWORK: lambda: b"" if self._network is None else self._network.data,
        }

    def _read(self, files: Mapping[str, bytes]) -> None:
        pieces, network = files.get(PIECES), files.get(NETWORK)
        self._pieces = Pieces.from_text(pieces.decode("utf-8")) if pieces else None
        self._network = OnnxNetwork(network, self.threads) if network else None


@Language.factory("kk_encoder", assigns=["doc.tensor"], default_config={"threads": 1})
def make_encoder(nlp: Language, name: str, threads: int) -> TokenEncoder:
    """The encoder.

    threads: of ONNX Runtime in one process; 1, as whoever wants more cores asks ``nlp.pipe`` for processes.
    """
    return TokenEncoder(name, threads)
