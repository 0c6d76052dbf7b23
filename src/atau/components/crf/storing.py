"""What a CRF consists of, and how it is stored: four files, or their bytes, without pickle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import srsly
from spacy import util
from spacy.pipeline.trainable_pipe import TrainablePipe

from atau.components.common.storing import read_files, write_files
from atau.components.crf.features import Features
from atau.components.crf.profiles import Profiles
from atau.components.crf.scheme import Scheme
from atau.components.crf.weights import Weights, WeightsError

_Self = TypeVar("_Self", bound="StoredChain")


class StoredChain(TrainablePipe):  # type: ignore[misc]
    """A pipe whose cfg, label profiles, weights and network can be written and read.

    Where it is made, `name`, `model`, `cfg` and `profiles` are to be set before `_set_up` is called.
    """

    cfg: dict[str, Any]
    profiles: Profiles

    def _set_up(self, labels: Sequence[str]) -> None:
        """Untrained weights for `labels`, and features by cfg and profiles."""
        self.cfg["labels"] = list(labels)
        self.scheme = Scheme(labels)
        self.weights = Weights(self.scheme)
        self.features = Features(self.cfg["templates"], self.profiles)

    def _size_network(self) -> None:
        """Tell the network how many tags there are."""
        layer = self.model.get_ref("output_layer") if self.model.has_ref("output_layer") else self.model
        if layer.has_dim("nO") is None:
            layer.set_dim("nO", self.scheme.size)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The component as bytes (msgpack, no pickle)."""
        return bytes(util.to_bytes(self._serializers(), exclude))

    def from_bytes(self: _Self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> _Self:
        """Take over what `to_bytes` gave. Raises WeightsError where it is damaged."""
        util.from_bytes(bytes_data, self._deserializers(), exclude)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write cfg, profiles, weights and network to the directory `path`."""
        write_files(path, self._serializers(), exclude)

    def from_disk(self: _Self, path: str | Path, *, exclude: Iterable[str] = ()) -> _Self:
        """Read what `to_disk` wrote. Raises WeightsError where a file is damaged, OSError where one is missing."""
        readers = self._deserializers()
        for name, data in read_files(path, readers, exclude):
            readers[name](data)
        return self

    def _serializers(self) -> dict[str, Callable[[], bytes]]:
        return {
            "cfg": lambda: bytes(srsly.json_dumps(self.cfg), "utf-8"),
            "profiles": lambda: bytes(srsly.msgpack_dumps(self.profiles.pack())),
            "weights": lambda: bytes(srsly.msgpack_dumps(self.weights.pack())),
            "model": lambda: bytes(self.model.to_bytes()),
        }

    def _deserializers(self) -> dict[str, Callable[[bytes], object]]:
        # Profiles before cfg, which makes the features out of both.
        return {
            "profiles": self._read_profiles,
            "cfg": self._read_cfg,
            "weights": self._read_weights,
            "model": self.model.from_bytes,
        }

    def _read_profiles(self, data: bytes) -> None:
        try:
            self.profiles = Profiles.unpack(srsly.msgpack_loads(data))
        except Exception as error:
            message = f"the label profiles of {self.name} are damaged ({error!r}); reinstall the model"
            raise WeightsError(message) from error

    def _read_cfg(self, data: bytes) -> None:
        try:
            cfg = srsly.json_loads(data.decode("utf-8"))
            labels, templates = [str(label) for label in cfg["labels"]], [str(text) for text in cfg["templates"]]
        except (ValueError, KeyError, TypeError) as error:
            message = f"the settings of {self.name} are damaged ({error!r}); reinstall the model"
            raise WeightsError(message) from error
        self.cfg["templates"] = templates
        self._set_up(labels)
        if labels:
            self._size_network()

    def _read_weights(self, data: bytes) -> None:
        try:
            stored = srsly.msgpack_loads(data)
        except Exception as error:
            message = f"the weights of {self.name} cannot be read ({error}); reinstall the model"
            raise WeightsError(message) from error
        self.weights.unpack(stored)
        self.features.bind(self.weights.rows)
