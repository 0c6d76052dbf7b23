"""How the CRF does on held-out texts with other names in them, and in Latin letters.

    python scripts/score_variants.py configs/news.cfg corpus/news/train --also corpus/news/dev

One fold of a grouped cross-validation is trained as `atau training cross-validate` does, with the augmenter of the
config. It is scored on the texts that it holds out, on the same with names of the training and of the held-out part
(see `atau.corpus.augment.names`), on the same in Latin letters, and on the texts of --also.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Optional

import typer
from spacy.language import Language
from spacy.util import load_model_from_config

from atau.components.common.precedence import resolve, rule_candidates
from atau.components.crf.component import ChainRecognizer
from atau.corpus.augment.edits import Transform
from atau.corpus.augment.mentions import MentionExchange
from atau.corpus.augment.names import Names
from atau.corpus.augment.scripts import ScriptExchange
from atau.corpus.marked import MarkedText
from atau.corpus.splits import grouped_folds
from atau.evaluation.spans import SpanScores
from atau.training.cross_validation import CrossValidation, configure
from atau.training.folds import GoldText, annotate_before, make_example, new_chain, read_texts, train_chain
from atau.training.recipe import CHAIN, read_recipe
from atau.training.settings import overrides

HELD_OUT = MentionExchange(Names("held-out"), share=1.0)
VARIANTS: Mapping[str, Transform] = {
    "names of training": MentionExchange(Names("training"), share=1.0),
    "held-out names": HELD_OUT,
    "latin": ScriptExchange(),
}
# A small set is scored with so many names in the place of each.
ROUNDS = 3


def main(
    config: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    gold: Annotated[list[Path], typer.Argument(exists=True, help="Marked text.")],
    settings: Annotated[Optional[list[str]], typer.Option("--set", help="SETTING=VALUE of the config.")] = None,  # noqa: UP045
    also: Annotated[Optional[Path], typer.Option(exists=True, help="Marked text that is only scored.")] = None,  # noqa: UP045
    folds: Annotated[int, typer.Option(help="Number of folds, of which the first is trained.")] = 3,
) -> None:
    """Print precision, recall and F1, and F1 of each label, of the CRF and of the rules on every set."""
    full = configure(CrossValidation(config, gold, overrides=overrides(settings or (), f"components.{CHAIN}")))
    recipe = read_recipe(full)
    nlp = load_model_from_config(full, auto_fill=True)
    texts = [text for path in gold for text in read_texts(path)]
    fold = grouped_folds(texts, folds, 0)[0]
    examples = [make_example(nlp, texts[i]) for i in fold.train]
    annotate_before(nlp, CHAIN, examples)
    chain = train_chain(nlp, new_chain(nlp), examples, recipe)
    held_out = [texts[i] for i in fold.dev]
    sets = {"natural": held_out} | {name: variant(held_out, change, 1) for name, change in VARIANTS.items()}
    if also is not None:
        more = read_texts(also)
        sets |= {str(also): more, "its held-out names": [t for s in range(ROUNDS) for t in variant(more, HELD_OUT, s)]}
    for name, group in sets.items():
        show(name, score(nlp, chain, group))


def variant(texts: Sequence[GoldText], change: Transform, seed: int) -> list[GoldText]:
    """The texts after a change, the same for the same seed."""
    rng = random.Random(seed)
    changed = [change(MarkedText(text.text, text.marks), rng) for text in texts]
    return [replace(text, text=new.text, marks=new.marks) for text, new in zip(texts, changed, strict=True)]


def score(nlp: Language, chain: ChainRecognizer, texts: Sequence[GoldText]) -> dict[str, SpanScores]:
    """The scores of the CRF and of the rules alone."""
    examples = [make_example(nlp, text) for text in texts]
    annotate_before(nlp, CHAIN, examples)
    scores = {"CRF": SpanScores(), "rules": SpanScores()}
    for example, guesses in zip(examples, chain.predict([example.predicted for example in examples]), strict=True):
        gold = [(ent.start, ent.end, ent.label_) for ent in example.reference.ents]
        scores["CRF"].add(gold, [guess[:3] for guess in guesses if guess[4]])
        chosen = resolve(rule_candidates(example.predicted))
        scores["rules"].add(gold, [(c.start, c.end, c.label) for c in chosen])
    return scores


def show(name: str, scores: Mapping[str, SpanScores]) -> None:
    """A line for each of the scores."""
    for what, found in scores.items():
        micro = found.micro
        labels = "  ".join(f"{label} {count.f1:.4f}" for label, count in sorted(found.labels.items()))
        print(f"{name:20}{what:6}{micro.precision:8.4f}{micro.recall:8.4f}{micro.f1:8.4f}   {labels}", flush=True)


if __name__ == "__main__":
    typer.run(main)
