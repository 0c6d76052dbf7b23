"""Estimate from the frequencies of word forms how frequent every stem is, for the ranking of analyses.

Nobody says which analysis of a form in the table is right, so the counts are shared out among the analyses, by how
likely stem and suffixes are, and the stems are counted again, until that settles (expectation maximisation): қаласы is
қала + "his", since қала has many other forms and қалас none. The names of the lexicon count as seen.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer

from atau.lang.text import normalize
from atau.lexicon import given_names, places, surnames
from atau.morphology._nouns import cost_candidates

_DATA = Path(__file__).parent.parent / "src/atau"
_FORMS = _DATA / "lang/data/wordfreq.tsv.gz"
_TARGET = _DATA / "morphology/data/stems.tsv.gz"
# As in the ranking (atau.morphology._stems).
_WEIGHT = 2.0
_NAME, _PLACE = 2.0, 12.0


def main(
    forms: Annotated[Path, typer.Option(exists=True)] = _FORMS,
    rounds: Annotated[int, typer.Option(help="how often the counts are shared out")] = 12,
    power: Annotated[float, typer.Option(help="a form seen n times counts log(1 + n) to this power")] = 0.5,
    prior: Annotated[float, typer.Option(help="count of a stem never seen")] = 0.2,
    least: Annotated[float, typer.Option(help="least count in the table")] = 1.5,
    output: Annotated[Path, typer.Option()] = _TARGET,
) -> None:
    """Write the table, stems in alphabetical order, and print its size."""
    lines = gzip.decompress(forms.read_bytes()).decode("utf-8").splitlines()
    counted = {form: math.log1p(float(count)) ** power for form, count in (line.split("\t") for line in lines)}
    names = dict.fromkeys((*given_names(), *surnames()), _NAME)
    names |= {normalize(place.name): _PLACE for place in places() if " " not in place.name}
    options = {
        form: [(cost, stem.lower()) for cost, stem in cost_candidates(form)] for form in counted if len(form) > 1
    }
    stems: dict[str, float] = dict(names)
    for _ in range(rounds):
        shared: defaultdict[str, float] = defaultdict(float)
        for form, found in options.items():
            weights = [math.exp(-cost) * (stems.get(stem, 0.0) + prior) ** _WEIGHT for cost, stem in found]
            total = sum(weights)
            for (_, stem), weight in zip(found, weights, strict=True):
                shared[stem] += counted[form] * weight / total
        for name, count in names.items():
            shared[name] += count
        stems = shared
    rows = sorted((stem, round(count, 1)) for stem, count in stems.items() if count >= least)
    body = "".join(f"{stem}\t{count:g}\n" for stem, count in rows)
    output.write_bytes(gzip.compress(body.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} stems, {output.stat().st_size // 1000} kB")


if __name__ == "__main__":
    typer.run(main)
