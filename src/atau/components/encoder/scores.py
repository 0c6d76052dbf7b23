"""What the components have in common that write the log probabilities of tags to ``doc.tensor``, (tokens, tags).

``kk_crf`` adds them to what its own features say (`atau.EncoderEmissions.v1`); so there is one model, one set of
marginals and one resolver, whatever stands before it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from atau.components.common.storing import read_files, write_files
from atau.components.encoder.outputs import key_of, read_outputs

FloatArray = NDArray[np.float32]

CFG: Final = "cfg"
# A probability below exp of this says no more than one above.
_LOWEST: Final = -10.0


class EncoderError(ValueError):
    """Raised when the component is used before it has a network, or its files are damaged."""


class TagScores(ABC):
    """Writes the log probabilities of tags to ``doc.tensor``.

    The tags are in `tags`, in the order of the columns; `parts` names what the network learned from beside marked text,
    for the sources of a model.
    """

    READS: ClassVar[tuple[str, ...]] = ()
    WRITES: ClassVar[tuple[str, ...]] = ("encoder scores",)
    # Beside cfg.
    FILES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str) -> None:
        self.name = name
        self.tags: tuple[str, ...] = ()
        self.parts: tuple[str, ...] = ()
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

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        source: str | None = None,
        outputs: str | None = None,
    ) -> None:
        """Take over a trained network.

        source: its folder. outputs: what networks that did not see them say of the texts of training; without them the
        components after this one would trust it more than it deserves. Raises OSError, EncoderError, ValueError.
        """
        if source is not None:
            self.from_disk(source)
        self._known = {} if outputs is None else read_outputs(Path(outputs))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Tags and network (msgpack, no pickle)."""
        return bytes(util.to_bytes(self._serializers(), exclude))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> TagScores:
        """Take over what `to_bytes` gave. Raises EncoderError where it is damaged."""
        parts: dict[str, bytes] = {}
        readers: dict[str, Callable[[bytes], None]] = {
            name: partial(parts.__setitem__, name) for name in (CFG, *self.FILES)
        }
        util.from_bytes(data, readers, exclude)
        self._take(parts)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write cfg and the files of the network to the directory `path`."""
        write_files(path, self._serializers(), exclude)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TagScores:
        """Read what `to_disk` wrote. Raises EncoderError where a file is damaged, OSError where one is missing."""
        self._take(dict(read_files(path, (CFG, *self.FILES), exclude)))
        return self

    def _serializers(self) -> dict[str, Callable[[], bytes]]:
        told = {"tags": list(self.tags), "parts": list(self.parts)}
        return {CFG: lambda: bytes(srsly.json_dumps(told), "utf-8"), **self._files()}

    def _take(self, parts: Mapping[str, bytes]) -> None:
        try:
            cfg: Any = srsly.json_loads(parts.get(CFG, b"{}").decode("utf-8"))
            self.tags = tuple(str(tag) for tag in cfg.get("tags", ()))
            self.parts = tuple(str(part) for part in cfg.get("parts", ()))
            self._read(parts)
        except (UnicodeDecodeError, AttributeError, TypeError, ValueError) as error:
            raise EncoderError(f"the files of {self.name} are damaged ({error}); reinstall the model") from error

    def _missing(self) -> EncoderError:
        place = f"initialize.components.{self.name}.source"
        return EncoderError(f"{self.name} has no network: give one by {place}, or load a model")

    @abstractmethod
    def _calculated(self, doc: Doc) -> FloatArray:
        """Log probabilities, (tokens, tags), by the network."""

    @abstractmethod
    def _files(self) -> dict[str, Callable[[], bytes]]:
        """What is in each of `FILES`; b"" where there is nothing yet."""

    @abstractmethod
    def _read(self, files: Mapping[str, bytes]) -> None:
        """Take over the `FILES` that are there. Raises ValueError, TypeError, AttributeError where one is damaged."""
