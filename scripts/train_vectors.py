"""Floret vectors (subword vectors in a table of hash buckets) from raw text, for configs/news_cnn.cfg.

    train_vectors.py TEXT... --output training/vectors
    python -m spacy train configs/news_cnn.cfg --output training/news_cnn --paths.vectors training/vectors \
        --components.kk_crf.model.tok2vec.embed.include_static_vectors true

Needs floret (``pip install "atau[vectors]"``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.training.initialize import convert_vectors

from atau.corpus.raw import iter_paragraphs

FEWEST = 10


def token_lines(path: Path) -> Iterator[str]:
    """The NORMs of the tokens of each line of a plain or gzipped text, spaces between them."""
    nlp = spacy.blank("kk")
    for doc in nlp.pipe(iter_paragraphs([path]), batch_size=1000):
        yield " ".join("".join(token.norm_.split()) for token in doc if not token.is_space)


def main(
    text: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="a paragraph a line; .gz too")],
    output: Annotated[Path, typer.Option(file_okay=False, help="folder for a pipeline with the vectors")],
    dim: Annotated[int, typer.Option(min=1)] = 100,
    minn: Annotated[int, typer.Option(min=1, help="shortest n-gram")] = 3,
    maxn: Annotated[int, typer.Option(min=1, help="longest n-gram")] = 5,
    bucket: Annotated[int, typer.Option(min=1, help="rows of the table")] = 20_000,
    epochs: Annotated[int, typer.Option(min=1)] = 10,
    window: Annotated[int, typer.Option(min=1, help="words on either side")] = 5,
    least: Annotated[int, typer.Option(min=1, help="rarer forms are left out")] = 3,
) -> None:
    """Train the vectors and write them as a blank pipeline, as ``[initialize] vectors`` wants them."""
    try:
        import floret
    except ImportError:
        typer.echo('train_vectors: floret is not installed; pip install "atau[vectors]"', err=True)
        raise typer.Exit(1) from None
    if minn > maxn:
        raise typer.BadParameter(f"--minn {minn} is more than --maxn {maxn}")
    with tempfile.TemporaryDirectory() as folder:
        corpus, table = Path(folder, "text"), Path(folder, "vectors.floret")
        with corpus.open("w", encoding="utf-8") as lines:
            count = 0
            for path in text:
                for line in token_lines(path):
                    lines.write(line + "\n")
                    count += line.count(" ") + 1
        if count < FEWEST * least:
            typer.echo(f"train_vectors: {count} tokens are too few for vectors", err=True)
            raise typer.Exit(1)
        # One thread: with more, the vectors differ from run to run.
        model = floret.train_unsupervised(
            str(corpus), model="cbow", mode="floret", hashCount=2, dim=dim, minn=minn, maxn=maxn, bucket=bucket,
            epoch=epochs, ws=window, minCount=least, thread=1, verbose=0,
        )  # fmt: skip
        model.save_floret_vectors(str(table))
        nlp = spacy.blank("kk")
        nlp.meta["name"] = "floret"
        # Looked up by NORM: a letter-spaced or broken word has the vector of the word.
        convert_vectors(nlp, table, truncate=-1, prune=-1, mode="floret", attr="NORM")
    nlp.to_disk(output)
    typer.echo(f"{output}: {count:,} tokens, {bucket:,} rows of {dim}")


if __name__ == "__main__":
    typer.run(main)
