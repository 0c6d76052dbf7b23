"""Train the scorer that joins people over documents, cross-validate it by family, and measure it on the measured part.

The gold is corpus/people/profiles.tsv. Without --write nothing is stored.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from atau.facts.people.clusters import homes
from atau.facts.people.gold import MEASURED, TRAIN, GoldProfile, gold_pairs, read_profiles
from atau.facts.people.link import link
from atau.facts.people.measuring import PairScores, pair_scores
from atau.facts.people.scorer import PersonScorer
from atau.facts.people.training import PENALTY, THRESHOLD, folds, measure, train

_GOLD = Path("corpus/people/profiles.tsv")
_STORED = Path("src/atau/facts/people/data/person_scorer.json")


def shuffled(profiles: Sequence[GoldProfile], seed: int) -> list[GoldProfile]:
    """The profiles with their families in another order, by which folds are dealt out."""
    families = sorted({gold.family for gold in profiles})
    random.Random(seed).shuffle(families)
    place = {family: at for at, family in enumerate(families)}
    return sorted(profiles, key=lambda gold: place[gold.family])


def cross_validate(profiles: Sequence[GoldProfile], penalty: float, threshold: float, seeds: int) -> PairScores:
    """The sums over all folds and seeds."""
    totals: Counter[str] = Counter()
    for seed in range(seeds):
        for rest, fold in folds(shuffled(profiles, seed)):
            scores = measure(fold, train(rest, penalty=penalty, threshold=threshold)).scores
            totals.update(right=scores.right, wrong=scores.wrong, missed=scores.missed)
    return PairScores(totals["right"], totals["wrong"], totals["missed"])


def by_kind(profiles: Sequence[GoldProfile], scorer: PersonScorer) -> dict[str, PairScores]:
    """The scores of the pairs of each kind of family."""
    home = homes(link([gold.profile for gold in profiles], scorer=scorer))
    kinds = defaultdict(list)
    for pair in gold_pairs(profiles):
        kinds[pair.one.kind].append(pair)
    return {kind: pair_scores(pairs, home) for kind, pairs in sorted(kinds.items())}


def shown(scores: PairScores) -> str:
    """Scores as a line."""
    counts = f"{scores.right} right, {scores.wrong} wrong, {scores.missed} missed"
    return f"P {scores.precision:.3f}  R {scores.recall:.3f}  F1 {scores.f1:.3f}  ({counts})"


def main(
    gold: Annotated[Path, typer.Option(help="Profiles with answers.")] = _GOLD,
    penalty: Annotated[float, typer.Option(help="Inverse strength of the L2 penalty.")] = PENALTY,
    threshold: Annotated[float, typer.Option(help="Least probability at which people are joined.")] = THRESHOLD,
    seeds: Annotated[int, typer.Option(help="Times to cross-validate.")] = 3,
    measured: Annotated[bool, typer.Option(help="Score the measured part, too.")] = False,
    write: Annotated[bool, typer.Option(help=f"Store the scorer in {_STORED}.")] = False,
) -> None:
    """Train on the part `train` alone."""
    profiles = read_profiles(gold)
    mine = [one for one in profiles if one.part == TRAIN]
    print(f"cross-validated on {TRAIN}: {shown(cross_validate(mine, penalty, threshold, seeds))}")
    scorer = train(mine, penalty=penalty, threshold=threshold)
    if measured:
        others = [one for one in profiles if one.part == MEASURED]
        found = measure(others, scorer)
        print(f"{MEASURED}: {found.pairs} pairs, {found.scored} scored; {shown(found.scores)}; ECE {found.ece:.3f}")
        for kind, scores in by_kind(others, scorer).items():
            print(f"  {kind:18}{shown(scores)}")
    if write:
        _STORED.write_text(json.dumps(scorer.as_dict(), indent=2) + "\n", encoding="utf-8")
        print(f"written: {_STORED}")


if __name__ == "__main__":
    typer.run(main)
