"""Floret vectors (subword vectors in a table of hash buckets) from raw text, for ``[initialize] vectors``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import spacy
from spacy.training.initialize import convert_vectors

from atau.corpus.raw import iter_paragraphs
from atau.training.errors import SettingError, TrainingError

# With fewer tokens than this times `least`, floret has next to no vocabulary.
_FEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class VectorSettings:
    """dim: of the vectors. minn, maxn: lengths of the n-grams, in characters. bucket: rows of the table.
    window: words on either side. least: forms that occur less often are left out.
    """

    dim: int = 100
    minn: int = 3
    maxn: int = 5
    bucket: int = 20_000
    epochs: int = 10
    window: int = 5
    least: int = 3


def up_to_date(output: Path, texts: Sequence[Path]) -> bool:
    """Whether the vectors in `output` are newer than all of `texts`."""
    made = output / "config.cfg"
    return made.exists() and all(made.stat().st_mtime >= text.stat().st_mtime for text in texts)


def make_vectors(texts: Sequence[Path], output: Path, settings: VectorSettings) -> int:
    """Train vectors on `texts` (a paragraph a line; plain or .gz), write them as a blank pipeline; returns the tokens.

    The vectors are looked up by NORM: a letter-spaced or broken word has the vector of the word. Raises SettingError
    for settings that contradict each other, TrainingError where floret is missing or the text is too short.
    """
    if settings.minn > settings.maxn:
        raise SettingError(f"--minn {settings.minn} is more than --maxn {settings.maxn}")
    try:
        import floret
    except ImportError:
        raise TrainingError('floret is not installed; pip install "atau[vectors]"') from None
    with tempfile.TemporaryDirectory() as folder:
        corpus, table = Path(folder, "text"), Path(folder, "vectors.floret")
        with corpus.open("w", encoding="utf-8") as lines:
            count = 0
            for path in texts:
                for line in token_lines(path):
                    lines.write(line + "\n")
                    count += line.count(" ") + 1
        if count < _FEWEST * settings.least:
            raise TrainingError(f"{count} tokens are too few for vectors")
        # One thread: with more, the vectors differ from run to run.
        model = floret.train_unsupervised(
            str(corpus), model="cbow", mode="floret", hashCount=2, dim=settings.dim, minn=settings.minn,
            maxn=settings.maxn, bucket=settings.bucket, epoch=settings.epochs, ws=settings.window,
            minCount=settings.least, thread=1, verbose=0,
        )  # fmt: skip
        model.save_floret_vectors(str(table))
        nlp = spacy.blank("kk")
        nlp.meta["name"] = "floret"
        convert_vectors(nlp, table, truncate=-1, prune=-1, mode="floret", attr="NORM")
    nlp.to_disk(output)
    return count


def token_lines(path: Path) -> Iterator[str]:
    """The NORMs of the tokens of each line of a plain or gzipped text, separated by spaces."""
    nlp = spacy.blank("kk")
    for doc in nlp.pipe(iter_paragraphs([path]), batch_size=1000):
        yield " ".join("".join(token.norm_.split()) for token in doc if not token.is_space)
