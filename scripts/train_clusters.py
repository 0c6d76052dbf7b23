"""Word clusters for the CRF: k-means over subword vectors trained on running text.

The table holds facts only: forms and the numbers of their clusters. Needs floret (``pip install floret``).
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import numpy as np
import spacy
import typer

from atau.components.common.token_facts import words
from atau.components.crf.atoms import CLUSTERINGS
from atau.corpus.raw import iter_paragraphs

_TARGET = Path(__file__).parent.parent / "src/atau/components/crf/data/clusters.tsv.gz"


def norms(path: Path) -> list[list[str]]:
    """The NORMs of every line of a plain or gzipped text, digits made alike."""
    nlp = spacy.blank("kk")
    return [
        [re.sub(r"\d", "0", word.norm) for word in words(nlp(line)) if not word.space]
        for line in iter_paragraphs([path])
    ]


def main(
    text: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    dim: Annotated[int, typer.Option(help="dimensions of the vectors")] = 100,
    window: Annotated[int, typer.Option(help="words on either side")] = 2,
    epochs: Annotated[int, typer.Option()] = 10,
    least: Annotated[int, typer.Option(help="forms that are rarer are left out of the table")] = 2,
    centred: Annotated[int, typer.Option(help="this many frequent forms place the centres")] = 30_000,
    output: Annotated[Path, typer.Option()] = _TARGET,
) -> None:
    """Write the table, most frequent form first."""
    import floret
    from sklearn.cluster import MiniBatchKMeans

    sentences = [sentence for path in text for sentence in norms(path)]
    counts = Counter(norm for sentence in sentences for norm in sentence)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as corpus:
        corpus.writelines(" ".join(sentence) + "\n" for sentence in sentences)
        corpus.flush()
        model = floret.train_unsupervised(
            corpus.name, model="skipgram", dim=dim, ws=window, minn=3, maxn=5, minCount=2, epoch=epochs,
            # One thread: with more, the vectors differ from run to run.
            thread=1, mode="fasttext", bucket=200_000, verbose=0,
        )  # fmt: skip
    forms = [norm for norm, count in counts.most_common() if count >= least and re.search(r"[^\W\d_]", norm)]
    vectors = np.array([model.get_word_vector(form) for form in forms])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    columns = []
    for name in CLUSTERINGS:
        means = MiniBatchKMeans(int(name[1:]), n_init=2, random_state=0, batch_size=4096)
        columns.append(means.fit(vectors[:centred]).predict(vectors))
    with gzip.GzipFile(output, "wb", mtime=0) as table:
        for form, *numbers in zip(forms, *columns, strict=True):
            table.write(("\t".join([form, *map(str, numbers)]) + "\n").encode("utf-8"))
    typer.echo(f"{len(forms)} forms, {output.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    typer.run(main)
