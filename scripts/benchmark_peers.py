"""The peers of the benchmark, trained on the same articles: spaCy's default pipeline and a CRF with the usual features.

The CRF is sklearn-crfsuite (L-BFGS, c1 = 0.1, c2 = 0.1) with the features of its own tutorial: the word, its affixes,
its letters' case, and those of its neighbours.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "model.crfsuite"
SpanTuple = tuple[int, int, str]
_worker: list[Tagger] = []


def train_spacy(train: Path, dev: Path, output: Path, steps: int) -> Path:
    """``spacy init config --lang kk --pipeline ner`` and ``spacy train`` for `steps` steps. Returns the model."""
    from spacy.cli.init_config import init_config
    from spacy.cli.train import train as run

    config = init_config(lang="kk", pipeline=["ner"], optimize="efficiency", gpu=False)
    for side in ("train", "dev"):
        config["corpora"][side] = {"@readers": "atau.MarkedCorpus.v1", "path": f"${{paths.{side}}}"}
    output.mkdir(parents=True, exist_ok=True)
    config.to_disk(output / "spacy.cfg")
    settings = {
        "paths.train": str(train), "paths.dev": str(dev), "training.max_steps": steps, "training.patience": 0,
        "training.eval_frequency": max(1, steps // 5), "training.seed": 0,
    }  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()):
        run(output / "spacy.cfg", output / "spacy", overrides=settings)
    return output / "spacy" / "model-best"


def train_crfsuite(train: Path, output: Path, iterations: int) -> Path:
    """A CRF on the marked articles of `train`; returns its folder. Raises ImportError without sklearn-crfsuite."""
    import sklearn_crfsuite

    from atau.corpus.readers import MarkedCorpus

    nlp = tokenizer()
    rows: list[list[dict[str, Any]]] = []
    tags: list[list[str]] = []
    for example in MarkedCorpus(train)(nlp):
        doc = example.reference
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        for sentence in doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if tokens:
                rows.append(features([token.text for token in tokens]))
                tags.append([f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in tokens])
    output.mkdir(parents=True, exist_ok=True)
    model = sklearn_crfsuite.CRF(
        algorithm="lbfgs", c1=0.1, c2=0.1, max_iterations=iterations, all_possible_transitions=True,
        model_filename=str(output / MODEL),
    )  # fmt: skip
    model.fit(rows, tags)
    return output


def tokenizer() -> Language:
    """Tokens and sentences as everything else here has them."""
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    nlp.max_length = 10**9
    return nlp


def features(words: Sequence[str]) -> list[dict[str, Any]]:
    """The features of every word of a sentence."""
    return [_word(words, i) for i in range(len(words))]


def _word(words: Sequence[str], i: int) -> dict[str, Any]:
    word = words[i]
    found: dict[str, Any] = {
        "bias": 1.0, "lower": word.lower(), "title": word.istitle(), "upper": word.isupper(), "digit": word.isdigit(),
    }  # fmt: skip
    for size in (1, 2, 3, 4):
        found[f"prefix{size}"], found[f"suffix{size}"] = word[:size], word[-size:]
    for offset in (-2, -1, 1, 2):
        if 0 <= i + offset < len(words):
            other = words[i + offset]
            found[f"{offset}:lower"] = other.lower()
            found[f"{offset}:title"] = other.istitle()
            found[f"{offset}:suffix3"] = other[-3:]
    found["BOS"], found["EOS"] = i == 0, i + 1 == len(words)
    return found


class Tagger:
    """The trained CRF on running text."""

    def __init__(self, folder: Path) -> None:
        import pycrfsuite

        self._nlp = tokenizer()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(folder / MODEL))

    def __call__(self, text: str) -> list[SpanTuple]:
        """(start, end, label) of the mentions, in characters."""
        with self._nlp.memory_zone():
            return list(self._mentions(self._nlp(text)))

    def _mentions(self, doc: Doc) -> Iterable[SpanTuple]:
        for sentence in doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if not tokens:
                continue
            start, label, end = -1, "", -1
            for token, tag in zip(tokens, self._tagger.tag(features([t.text for t in tokens])), strict=True):
                if label and tag != f"I-{label}":
                    yield start, end, label
                    label = ""
                if tag != "O" and not label:
                    start, label = token.idx, tag[2:]
                end = token.idx + len(token)
            if label:
                yield start, end, label


def start_worker(folder: str) -> None:
    """The tagger of a process of a pool."""
    _worker.append(Tagger(Path(folder)))


def count_in_worker(text: str) -> int:
    """The number of mentions of a text."""
    return len(_worker[0](text))
