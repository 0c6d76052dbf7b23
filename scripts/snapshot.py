"""What a pipeline predicts, down to the last candidate, and whether two such records are the same.

    snapshot.py write PIPELINE OUT.jsonl corpus/news/dev ../shared/gold/news.tsv
    snapshot.py compare BEFORE.jsonl AFTER.jsonl

For refactoring: write before and after, then compare. The comparison prints the first differences and exits with 1
where there are any.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

import atau
from atau.corpus.reading import iter_marked

_SHOWN = 10
_ATTRIBUTES = ("normal", "quantity", "cluster", "score", "source")


def record(doc: Doc) -> dict[str, Any]:
    """Tokens, sentences, candidates of every span group, entities and people of `doc`, fit for JSON."""
    return {
        "text": doc.text,
        "norms": [token.norm_ for token in doc],
        "sentences": [sent.start for sent in doc.sents],
        "spans": {
            name: {
                "spans": [_span(span) for span in group],
                "scores": [float(score) for score in group.attrs.get("scores", ())],
                "best": [bool(best) for best in group.attrs.get("best", ())],
            }
            for name, group in sorted(doc.spans.items())
        },
        "ents": [_span(ent) for ent in doc.ents],
        "people": doc._.people,
    }


def _span(span: Span) -> dict[str, Any]:
    found = {name: span._.get(name) for name in _ATTRIBUTES}
    return {"at": [span.start_char, span.end_char], "label": span.label_, "id": span.id_, **found}


def write(pipeline: str, output: Path, sources: list[Path]) -> int:
    """Write one record a line; the number of records."""
    nlp = atau.load(pipeline)
    texts = [article.text for source in sources for article in iter_marked(source)]
    with output.open("w", encoding="utf-8") as stream:
        for doc in nlp.pipe(texts):
            stream.write(json.dumps(record(doc), ensure_ascii=False, default=str) + "\n")
    return len(texts)


def differences(before: Path, after: Path) -> list[str]:
    """What differs, a line each."""
    found = []
    with before.open(encoding="utf-8") as one, after.open(encoding="utf-8") as other:
        for number, (left, right) in enumerate(zip_longest(one, other), 1):
            if left == right:
                continue
            if left is None or right is None:
                found.append(f"record {number} is in one of the two files only")
                continue
            a, b = _comparable(left), _comparable(right)
            keys = [key for key in a.keys() | b.keys() if a.get(key) != b.get(key)]
            for key in sorted(keys):
                found.append(f"record {number}, {key}: {_differing(a.get(key), b.get(key))}")
    return found


def _comparable(line: str) -> dict[str, Any]:
    """The record without the attributes of candidates, which are those of the entity that stands in their place."""
    found: dict[str, Any] = json.loads(line)
    for name, group in found["spans"].items():
        if name != "nested":
            group["spans"] = [(span["at"], span["label"], span["id"]) for span in group["spans"]]
    return found


def _differing(one: Any, other: Any) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        return "; ".join(f"{key}: {_differing(one.get(key), other.get(key))}" for key in keys)
    if isinstance(one, list) and isinstance(other, list):
        gone, come = ([item for item in side if item not in rest] for side, rest in ((one, other), (other, one)))
        return f"gone {gone}, come {come}" if gone or come else f"order: {one} / {other}"
    return f"{one!r} / {other!r}"


def main() -> None:
    """Parse the command line and run `write` or `compare`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    writing = commands.add_parser("write")
    writing.add_argument("pipeline")
    writing.add_argument("output", type=Path)
    writing.add_argument("sources", type=Path, nargs="+")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    args = parser.parse_args()
    if args.command == "write":
        print(f"{write(args.pipeline, args.output, args.sources):,} records")
        return
    found = differences(args.before, args.after)
    for line in found[:_SHOWN]:
        print(line)
    print(f"{len(found)} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
