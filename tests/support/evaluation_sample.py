"""A small evaluation with errors of every kind, some of its text made to break HTML and Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from atau.evaluation.measure import Settings
from atau.evaluation.predict import as_jsonl
from atau.evaluation.run import Evaluation, evaluate
from atau.evaluation.scored_text import LabelledSpan, PredictedSpan, ScoredText

#: Offsets count code points: the emoji is one.
HEAD = "😀 Бүгін "
EVIL = '<script>window.broken=1</script> | "Арал" `x` </script>'


def cases() -> list[ScoredText]:
    """Texts with gold and predictions."""
    made = []
    for i in range(30):
        text = f"{HEAD}Арал ауданының әкімі Сәуле Омарова {i} үй салды."
        place, office = text.index("Арал"), "Арал ауданының әкімі"
        person, number = text.index("Сәуле"), text.index(f"{i} үй")
        gold = (
            LabelledSpan(place, place + len(office), "POSITION"),
            LabelledSpan(person, person + len("Сәуле Омарова"), "PERSON"),
            LabelledSpan(number, number + len(f"{i} үй"), "QUANTITY"),
        )
        given = [PredictedSpan(*span, 0.5 + i / 60, "model" if i % 2 else "rule.x") for span in gold]
        if i % 5 == 1:  # missed
            del given[1]
        if i % 5 == 2:  # wrong boundary
            given[0] = PredictedSpan(place, place + 14, "POSITION", 0.6, "model")
        if i % 5 == 3:  # wrong type
            given[1] = PredictedSpan(*gold[1][:2], "LOC", 0.55, "model+loc.name")
        if i % 5 == 4:  # both, and a spurious one
            given[0] = PredictedSpan(place, place + 14, "ORG", 0.4, "model")
            given.append(PredictedSpan(text.index("Бүгін"), text.index("Бүгін") + 5, "LOC", 0.1, "model"))
        inner = (LabelledSpan(place, place + 14, "LOC"),)
        nested = (
            (PredictedSpan(place, place + 4, "LOC", 0.7, "loc.name"),)
            if i == 7
            else (PredictedSpan(*inner[0], 0.9, "x"),)
        )
        made.append(ScoredText(f"doc-{i:02}", text, gold, tuple(given), inner, nested))
    made.append(ScoredText("evil & <b>", EVIL, (LabelledSpan(EVIL.index("Арал"), EVIL.index("Арал") + 4, "LOC"),)))
    return made


def as_gold(case: ScoredText) -> ScoredText:
    """The gold as if it were a prediction, to write it."""
    ents, nested = ([PredictedSpan(*span) for span in layer] for layer in (case.gold, case.nested_gold))
    return ScoredText(case.id, case.text, (), tuple(ents), (), tuple(nested))


def write(folder: Path) -> tuple[Path, Path, Path]:
    """gold.jsonl, good.jsonl, bad.jsonl: bad finds no persons."""
    found = cases()
    files = {
        "gold.jsonl": [as_gold(case) for case in found],
        "good.jsonl": found,
        "bad.jsonl": [
            ScoredText(c.id, c.text, (), tuple(p for p in c.predicted if p.label != "PERSON")) for c in found
        ],
    }
    for name, lines in files.items():
        (folder / name).write_text("".join(as_jsonl(case) + "\n" for case in lines), "utf-8")
    return folder / "gold.jsonl", folder / "good.jsonl", folder / "bad.jsonl"


def report(folder: Path, **settings: Any) -> dict[str, Any]:
    """The report of the sample with a baseline, training data and a learning curve."""
    gold, good, bad = write(folder)
    (folder / "curve.tsv").write_text("size\tf1\n10\t0.5\n100\t0.7\n", "utf-8")
    return evaluate(
        Evaluation(
            str(good),
            (gold,),
            baseline=str(bad),
            train=(gold,),
            learning_curve=folder / "curve.tsv",
            settings=Settings(resamples=100, **settings),
        )
    )
