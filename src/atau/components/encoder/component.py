"""Scores of tags for every token, by a pretrained encoder that was fine-tuned on marked text.

It writes ``doc.tensor``, (tokens, tags): the log probability of each tag. ``kk_crf`` adds them to what its own features
say (`atau.EncoderEmissions.v1`); so there is one model, one set of marginals and one resolver, with or without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from atau.components.encoder.network import NetworkError, OnnxNetwork
from atau.components.encoder.outputs import key_of, read_outputs
from atau.components.encoder.pieces import PieceError, Pieces
from atau.components.encoder.windows import windows

FloatArray = NDArray[np.float32]

CFG: Final = "cfg"
PIECES: Final = "pieces.tsv"
NETWORK: Final = "network.onnx"
# A probability below exp of this says no more than one above.
_LOWEST: Final = -10.0


class EncoderError(ValueError):
    """Raised when the encoder is used before it has a network, or its files are damaged."""


class TokenEncoder:
    """Writes the log probabilities of tags to ``doc.tensor``.

    threads: of one process. The tags are in `tags`, in the order of the columns; `parts` names what it learned from
    beside marked text, for the sources of a model.
    """

    READS = ()
    WRITES = ("encoder scores",)

    def __init__(self, name: str = "kk_encoder", threads: int = 1) -> None:
        self.name = name
        self.threads = threads
        self.tags: tuple[str, ...] = ()
        self.parts: tuple[str, ...] = ()
        self._pieces: Pieces | None = None
        self._network: OnnxNetwork | None = None
        # Only while something after it is trained.
        self._known: Mapping[bytes, FloatArray] = {}

    def __call__(self, doc: Doc) -> Doc:
        doc.tensor = self.log_probabilities(doc)  # type: ignore[assignment]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The docs with their tensors, one by one: no doc's scores depend on the others."""
        for doc in stream:
            yield self(doc)

    def log_probabilities(self, doc: Doc) -> FloatArray:
        """Shape (tokens, tags). Raises EncoderError where there is no network yet."""
        known = self._known.get(key_of(doc.text)) if self._known else None
        found = known if known is not None and len(known) == len(doc) else self._calculated(doc)
        # Of both alike: what comes after is trained on known outputs, and reads calculated ones.
        return np.maximum(found, _LOWEST)

    def _calculated(self, doc: Doc) -> FloatArray:
        if self._network is None or self._pieces is None:
            raise EncoderError(
                f"{self.name} has no network: give one by initialize.components.{self.name}.source, or load a model"
            )
        found = np.zeros((len(doc), len(self.tags)), dtype=np.float32)
        for window in windows(doc, self._pieces):
            scores = self._network.scores(window.numbers)[window.places]
            scores -= scores.max(axis=1, keepdims=True)
            scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
            found[window.start : window.end] = scores
        return found

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        source: str | None = None,
        outputs: str | None = None,
    ) -> None:
        """Take over an encoder that `atau training encoder` made.

        source: its folder. outputs: what encoders that did not see them say of the texts of training; without them the
        components after this one would trust it more than it deserves. Raises OSError, EncoderError, ValueError.
        """
        if source is not None:
            self.from_disk(source)
        self._known = {} if outputs is None else read_outputs(Path(outputs))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Tags, pieces and network (msgpack, no pickle)."""
        return bytes(util.to_bytes(self._serializers(), exclude))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> TokenEncoder:
        """Take over what `to_bytes` gave. Raises EncoderError where it is damaged."""
        parts: dict[str, bytes] = {}
        readers: dict[str, Callable[[bytes], None]] = {
            name: partial(parts.__setitem__, name) for name in (CFG, PIECES, NETWORK)
        }
        util.from_bytes(data, readers, exclude)
        self._take(parts)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write cfg, pieces.tsv and network.onnx to the directory `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, get in self._serializers().items():
            if name not in exclude:
                (folder / name).write_bytes(get())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TokenEncoder:
        """Read what `to_disk` wrote. Raises EncoderError where a file is damaged, OSError where one is missing."""
        self._take({name: (Path(path) / name).read_bytes() for name in (CFG, PIECES, NETWORK) if name not in exclude})
        return self

    def _serializers(self) -> dict[str, Callable[[], bytes]]:
        return {
            CFG: lambda: bytes(srsly.json_dumps({"tags": list(self.tags), "parts": list(self.parts)}), "utf-8"),
            PIECES: lambda: b"" if self._pieces is None else self._pieces.to_text().encode("utf-8"),
            NETWORK: lambda: b"" if self._network is None else self._network.data,
        }

    def _take(self, parts: Mapping[str, bytes]) -> None:
        try:
            cfg: Any = srsly.json_loads(parts.get(CFG, b"{}").decode("utf-8"))
            self.tags = tuple(str(tag) for tag in cfg.get("tags", ()))
            self.parts = tuple(str(part) for part in cfg.get("parts", ()))
            pieces = parts.get(PIECES)
            self._pieces = Pieces.from_text(pieces.decode("utf-8")) if pieces else None
            network = parts.get(NETWORK)
            self._network = OnnxNetwork(network, self.threads) if network else None
        except (PieceError, NetworkError, UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
            raise EncoderError(f"the files of {self.name} are damaged ({error}); reinstall the model") from error


@Language.factory("kk_encoder", assigns=["doc.tensor"], default_config={"threads": 1})
def make_encoder(nlp: Language, name: str, threads: int) -> TokenEncoder:
    """The encoder.

    threads: of ONNX Runtime in one process; 1, as whoever wants more cores asks ``nlp.pipe`` for processes.
    """
    return TokenEncoder(name, threads)
