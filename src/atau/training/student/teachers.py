"""What the encoders of `atau training encoder` say of raw text, kept in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray

from atau.checksums import sha256_of
from atau.components.encoder.component import NETWORK, TokenEncoder
from atau.components.encoder.outputs import key_of, read_outputs, write_outputs
from atau.training.encoder.run import HELD_OUT, MODEL
from atau.training.errors import SettingError
from atau.training.settings import Say

# Two cores are what everyone has; the encoder runs one window at a time, so more would hardly help.
_THREADS = 2
_TOLD_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Teacher:
    """The encoder of a fold. held_out: keys of the marked texts that it has not seen."""

    folder: Path
    held_out: frozenset[bytes]

    def log_probabilities(self, texts: Sequence[str], kept: Path, say: Say) -> Mapping[bytes, NDArray[np.float32]]:
        """Of each text, (tokens, tags), by its key; taken from a file in the folder `kept` where it is there."""
        path = kept / f"{self.folder.name}-{sha256_of(self.folder / NETWORK)[:12]}.npz"
        if path.exists() and (found := read_outputs(path)).keys() >= set(map(key_of, texts)):
            return found
        nlp = spacy.blank("kk")
        nlp.add_pipe("kk_sentences")
        encoder = TokenEncoder(threads=_THREADS)
        encoder.from_disk(self.folder)
        outputs = []
        for count, doc in enumerate(nlp.pipe(texts), 1):
            outputs.append((doc.text, encoder.log_probabilities(doc)))
            if count % _TOLD_EVERY == 0:
                say(f"{self.folder.name} has annotated {count:,} of {len(texts):,} paragraphs")
        part = path.with_suffix(".part")
        write_outputs(part, outputs)
        part.replace(path)
        return read_outputs(path)


def read_teachers(encoder: Path) -> tuple[list[Teacher], tuple[str, ...], tuple[str, ...]]:
    """The encoders of the folds in the folder `encoder`, their tags, and what they learned from beside marked text.

    Raises SettingError where there are none.
    """
    teachers = []
    for path in sorted(encoder.glob(f"fold-*/{HELD_OUT}")):
        keys = path.read_text(encoding="utf-8").split()
        teachers.append(Teacher(path.parent, frozenset(map(bytes.fromhex, keys))))
    if not teachers or not (encoder / MODEL).is_dir():
        raise SettingError(f"{encoder} holds no encoders of folds; give a folder that `atau training encoder` made")
    mean = TokenEncoder()
    mean.from_disk(encoder / MODEL)
    return teachers, mean.tags, mean.parts
