"""Score the rules pipeline on gold that is written in another script, and the round trip of word lists.

The Cyrillic gold is turned into the script with the package's own letters, its marks kept in place. Real pages in Latin
letters are better evidence, where there are any: give them to evaluate_rules.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import atau
from atau.components.common.token_facts import words
from atau.corpus.reading import iter_marked
from atau.evaluation.spans import SpanScores
from atau.lang.scripts import script_reader
from atau.lang.word_model import word_model
from atau.lexicon import given_names, places, surnames
from atau.script.tables import varieties
from atau.script.writing import TARGETS, write

_SHOWN = 15


def score(gold: list[Path], variety: str, pipeline: str, errors: str, every: int) -> None:
    """Print precision, recall and F1 on the gold as it is written in `variety`."""
    nlp = atau.load(pipeline)
    scores = SpanScores()
    records = [record for path in gold for record in iter_marked(path)][::every]
    written = [write(record.text, variety) if variety != "cyrillic" else None for record in records]
    texts = [w.text if w else r.text for w, r in zip(written, records, strict=True)]
    for record, turned, doc in zip(records, written, nlp.pipe(texts), strict=True):
        at = turned.places if turned else range(len(record.text) + 1)
        expected = {(at[m.start], at[m.end], m.label) for m in record.flat}
        found = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        scores.add(expected, found)
        wrong = sorted(entity for entity in expected ^ found if entity[2] == errors or errors == "all")
        for start, end, label in wrong:
            kind = "MISS" if (start, end, label) in expected else "SPUR"
            before, after = doc.text[max(0, start - 30) : start], doc.text[end : end + 30]
            print(f"{kind} {label} {before}[[{doc.text[start:end]}]]{after}")
        if wrong:
            print("    ", " ".join(word.form for word in words(doc)))
    for label, count in [*sorted(scores.labels.items()), ("micro", scores.micro)]:
        print(
            f"{variety:16} {label:9} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f} {count.tp + count.fn}"
        )


def round_trip(variety: str, every: int) -> None:
    """Print how many word forms come back, of the table of word frequencies and of the names of the lexicon."""
    decoder = script_reader().decoder
    names = {w.lower() for w in (*given_names(), *surnames(), *(w for place in places() for w in place.name.split()))}
    lists = {"words": [form for form in word_model().costs if form.isalpha()][::every], "names": sorted(names)[::every]}
    for title, forms in lists.items():
        written = [write(form, variety).text for form in forms]
        wrong = [
            (form, letters, read)
            for form, letters in zip(forms, written, strict=True)
            if (read := decoder.read_word(letters, varieties()[variety])) != form
        ]
        share = 1 - len(wrong) / len(forms)
        print(f"{variety:16} {title:6} {share:.4f} of {len(forms):,} come back; not: {wrong[:_SHOWN]}")


def main(
    gold: Annotated[list[Path], typer.Argument(exists=True)],
    script: Annotated[list[str] | None, typer.Option(help="alphabets; all of them by default")] = None,
    pipeline: Annotated[str, typer.Option(help="rules, an installed model, or a directory")] = "rules",
    errors: Annotated[str, typer.Option(help="show the errors of this label, or all")] = "",
    every: Annotated[int, typer.Option(help="only every n-th record and word")] = 1,
    lists: Annotated[bool, typer.Option(help="the round trip of word lists too")] = True,
) -> None:
    """Score gold in other scripts."""
    for variety in script or TARGETS:
        score(gold, variety, pipeline, errors, every)
        if lists and variety != "cyrillic":
            round_trip(variety, every)


if __name__ == "__main__":
    typer.run(main)
