"""Label profiles out of unlabelled text: what a trained model says of each word, for the training of a second model.

    train_profiles.py training/kaznerd/model-last data/raw/text.txt.gz --output training/profiles.tsv.gz
    python -m spacy train configs/kaznerd.cfg --output training/second --paths.profiles training/profiles.tsv.gz

The first model must be trained without profiles and on nothing that the second is scored on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import spacy
import typer

from atau.components.crf.component import ChainRecognizer
from atau.training.cross_validation import CHAIN, iter_unlabelled, label_profiles


def main(
    model: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    text: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="a paragraph a line, .gz or plain")],
    output: Annotated[Path, typer.Option(dir_okay=False)],
) -> None:
    """Write the table."""
    nlp = spacy.load(model)
    chain = nlp.get_pipe(CHAIN) if CHAIN in nlp.pipe_names else None
    if not isinstance(chain, ChainRecognizer):
        raise typer.BadParameter(f"{model} has no {CHAIN}, so it has nothing to say; its pipeline: {nlp.pipe_names}")
    if len(chain.profiles):
        raise typer.BadParameter(f"{model} was trained with label profiles; train the first model without them")
    profiles = label_profiles(chain, iter_unlabelled(nlp, text))
    profiles.write(output)
    typer.echo(f"{output}: profiles of {len(profiles.norms):,} forms and {len(profiles.stems):,} stems")


if __name__ == "__main__":
    typer.run(main)
