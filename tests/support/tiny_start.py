"""An encoder of one layer with random weights, and training texts for it: what fine-tuning can begin with in a test."""

from __future__ import annotations

from pathlib import Path

import torch
from tiny_encoder import pieces

from atau.training.encoder.network import Encoder, Tagger
from atau.training.encoder.start import Start, write_start

PIECES = pieces()


def tiny_network(seed: int = 0) -> Encoder:
    torch.manual_seed(seed)
    return Encoder(len(PIECES), 16, 1, 2, 32, 128, 0.0)


def tiny_tagger(tags: int, auxiliary_tags: int = 0) -> Tagger:
    return Tagger(tiny_network(), tags, auxiliary_tags)


def write_tiny_start(folder: Path, seed: int = 0) -> Path:
    """A folder for ``atau training encoder --start``."""
    write_start(folder, Start(tiny_network(seed), PIECES))
    return folder
