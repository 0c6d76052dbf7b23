"""From the pretrained weights to an encoder that `kk_encoder` runs, and its outputs for training what comes after.

Everything it makes stands in one folder: the pieces and first weights, a run for each fold, the finished model, and the
outputs. What is there is not made again.

Each fold leaves out a part of the texts, about which its encoder has something honest to say. The mean of their weights
is what runs: they begin alike and see overlapping texts, so the mean reads as well as each of them, and has seen all
texts (Wortsman et al., 2022, "Model soups").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import spacy
import torch
from safetensors.torch import load_file, save_file
from spacy.attrs import ENT_IOB
from spacy.language import Language
from torch import Tensor

from atau.components.crf.scheme import Scheme
from atau.components.encoder.component import CFG, NETWORK, PIECES
from atau.components.encoder.outputs import FloatArray, write_outputs
from atau.components.encoder.pieces import Pieces
from atau.corpus.splits import SplitError, grouped_folds
from atau.labels import NAMES
from atau.training.encoder.export import export
from atau.training.encoder.finetune import IGNORED, Tagged, Tuning, fine_tune, log_probabilities
from atau.training.encoder.network import Encoder, Tagger, from_source
from atau.training.encoder.source import read_source
from atau.training.encoder.vocabulary import cut_vocabulary, read_lines
from atau.training.errors import SettingError
from atau.training.folds import GoldText, make_example, read_texts
from atau.training.settings import Say

MODEL: Final = "model"
OUTPUTS: Final = "outputs.npz"
_START: Final = "start.safetensors"
_SHAPE: Final = "start.json"
_DONE: Final = "weights.safetensors"


@dataclass(frozen=True, slots=True)
class EncoderRun:
    """What to make of what.

    gold: marked text to learn from. dev: marked text that the mean of the encoders scores for `outputs`, too, so that
    it need not run while the rest is trained. raw: text whose pieces are kept. wheels: the folder of the two packages
    (see `atau.training.encoder.source`). folds: encoders that each leave out a part of `gold`.
    """

    gold: Sequence[Path]
    output: Path
    wheels: Path
    dev: Sequence[Path] = ()
    raw: Sequence[Path] = ()
    folds: int = 3
    split_seed: int = 0
    tuning: Tuning = field(default_factory=Tuning)


def make_encoder(asked: EncoderRun, say: Say = lambda line: None) -> None:
    """Write `MODEL`, a folder for ``initialize.components.kk_encoder.source``, and `OUTPUTS`, for its ``outputs``.

    Raises SettingError, OSError.
    """
    asked.output.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    texts = [text for path in asked.gold for text in read_texts(path)]
    dev = [text for path in asked.dev for text in read_texts(path)]
    if not (asked.output / _SHAPE).is_file():
        _start(asked, texts, say)
    pieces = Pieces.read(asked.output / PIECES)
    scheme = Scheme(sorted(NAMES))
    data = [_tagged(nlp, text, scheme) for text in texts]
    outputs: list[tuple[str, FloatArray]] = []
    states: list[dict[str, Tensor]] = []
    try:
        folds = grouped_folds(texts, asked.folds, asked.split_seed)
    except SplitError as error:
        raise SettingError(f"--folds {asked.folds}: {error}") from error
    for number, fold in enumerate(folds):
        name = f"fold-{number}"
        tagger = _trained(asked, name, [data[i] for i in fold.train], pieces, scheme, say)
        states.append(tagger.state_dict())
        outputs += _outputs(tagger, pieces, [data[i] for i in fold.dev])
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    tagger.load_state_dict(mean)
    known = {text for text, _ in outputs}
    unseen = [text for text in (_tagged(nlp, text, scheme) for text in dev) if text.doc.text not in known]
    outputs += _outputs(tagger, pieces, unseen)
    _finish(asked.output / MODEL, tagger, pieces, scheme)
    write_outputs(asked.output / OUTPUTS, outputs)
    say(f"{asked.output / MODEL} and {asked.output / OUTPUTS} are made")


def _start(asked: EncoderRun, texts: Sequence[GoldText], say: Say) -> None:
    source = read_source(asked.wheels)
    known = [*(text.text for text in texts), *(line for path in asked.raw for line in read_lines(path))]
    # Pieces that occur once in all the text are names of one place or typing errors; their letters are kept.
    pieces, table = cut_vocabulary(source, known, least=2)
    say(f"{len(pieces):,} of {len(source.pieces):,} pieces are kept")
    save_file(from_source(source, table).state_dict(), asked.output / _START)
    (asked.output / PIECES).write_text(pieces.to_text(), encoding="utf-8")
    shape = {name: getattr(source, name) for name in ("hidden", "layers", "heads", "inner", "positions")}
    (asked.output / _SHAPE).write_text(json.dumps(shape), encoding="utf-8")


def _trained(asked: EncoderRun, name: str, data: Sequence[Tagged], pieces: Pieces, scheme: Scheme, say: Say) -> Tagger:
    """The tagger trained on `data`: read where it is there, else trained from the pretrained weights."""
    folder, tuning = asked.output / name, asked.tuning
    shape = json.loads((asked.output / _SHAPE).read_text(encoding="utf-8"))
    torch.manual_seed(tuning.seed)
    encoder = Encoder(len(pieces), dropout=tuning.dropout, **shape)
    tagger = Tagger(encoder, scheme.size)
    if (folder / _DONE).is_file():
        tagger.load_state_dict(load_file(folder / _DONE))
        return tagger.eval()
    encoder.load_state_dict(load_file(asked.output / _START))
    fine_tune(tagger, pieces, data, tuning, folder, lambda line: say(f"{name}: {line}"))
    save_file(tagger.state_dict(), folder / _DONE)
    return tagger


def _tagged(nlp: Language, text: GoldText, scheme: Scheme) -> Tagged:
    example = make_example(nlp, text)
    doc = nlp.get_pipe("kk_sentences")(example.predicted)
    reference = example.reference
    tags = scheme.encode([(ent.start, ent.end, ent.label_) for ent in reference.ents], len(reference))
    tags[reference.to_array(ENT_IOB) == 0] = IGNORED
    return Tagged(doc, tags.tolist())


def _outputs(tagger: Tagger, pieces: Pieces, data: Iterable[Tagged]) -> Iterator[tuple[str, FloatArray]]:
    docs = [text.doc for text in data]
    for doc, rows in zip(docs, log_probabilities(tagger, pieces, docs), strict=True):
        yield doc.text, rows


def _finish(folder: Path, tagger: Tagger, pieces: Pieces, scheme: Scheme) -> None:
    folder.mkdir(exist_ok=True)
    export(tagger, folder / NETWORK)
    (folder / PIECES).write_text(pieces.to_text(), encoding="utf-8")
    (folder / CFG).write_text(json.dumps({"tags": list(scheme.tags)}), encoding="utf-8")
