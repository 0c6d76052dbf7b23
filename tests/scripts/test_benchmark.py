"""The benchmark's parts on a tiny scale: texts that vary, workers, peers, the page and the picture."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
SENTENCES = [f"Арал ауданында {n} үй салынды." for n in range(40)]
ARTICLE = "⟦LOC Арал⟧ ауданында ⟦QUANTITY 12 үй⟧ салынды.\n⟦PERSON Сәуле Омарова⟧ ⟦LOC Аралға⟧ келді.\n"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy

    nlp = spacy.blank("kk")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Арал"}])  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("model") / "m"
    nlp.to_disk(path)
    return path


def work(system: str, path: Path, mode: str, spec: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, str(SCRIPTS / "benchmark_worker.py"), system, str(path), mode, json.dumps(spec)]
    found: dict[str, Any] = json.loads(subprocess.check_output(command).splitlines()[-1])
    return found


def lines(path: Path, texts: list[str]) -> str:
    path.write_text("".join(json.dumps(text) + "\n" for text in texts), "utf-8")
    return str(path)


def test_texts_vary_and_are_the_same_in_every_run() -> None:
    from benchmark_worker import endless

    texts = list(islice(endless(SENTENCES, 20, seed=1), 100))
    assert len(set(texts)) == 100
    assert texts == list(islice(endless(SENTENCES, 20, seed=1), 100))
    assert {len(text.split()) for text in texts} == {20}


def test_sentences_of_articles_and_more_text(tmp_path: Path) -> None:
    import gzip

    from benchmark import sentences_of

    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "more.txt.gz").write_bytes(gzip.compress("Тараз тыныш.\n\nАралда күн.\n".encode()))
    found = sentences_of([tmp_path / "a.txt"], [tmp_path / "more.txt.gz"])
    assert sorted(found) == [
        "Арал ауданында 12 үй салынды.", "Аралда күн.", "Сәуле Омарова Аралға келді.", "Тараз тыныш.",
    ]  # fmt: skip


def test_the_worker_measures(model: Path, tmp_path: Path) -> None:
    texts = lines(tmp_path / "t.jsonl", SENTENCES)
    found = work("spacy", model, "speed", {"texts": texts, "warm_up": 5, "processes": 1})
    assert (found["words"], found["mentions"]) == (35 * 5, 35)
    assert found["seconds"] > 0
    assert found["peak_mb"] > 20
    assert work("spacy", model, "load", {})["load_s"] > 0
    points = work("spacy", model, "length", {"texts": texts})["points"]
    assert [point["words"] for point in points] == [5] * 39
    spec = {"sentences": texts, "words": 10, "marks": [10, 100], "seed": 1}
    points = work("spacy", model, "stream", spec)["points"]
    assert [point["texts"] >= n for point, n in zip(points, (10, 100), strict=True)] == [True, True]


def test_the_crf_learns_what_it_was_shown(tmp_path: Path) -> None:
    pytest.importorskip("sklearn_crfsuite")
    from benchmark_peers import Tagger, features, train_crfsuite

    (tmp_path / "a.txt").write_text(ARTICLE * 5, "utf-8")
    folder = train_crfsuite(tmp_path / "a.txt", tmp_path / "crf", 50)
    text = "Арал ауданында 12 үй салынды."
    assert [(text[a:b], label) for a, b, label in Tagger(folder)(text)] == [("Арал", "LOC"), ("12 үй", "QUANTITY")]
    first, last = features(["Арал", "үй"])
    assert (first["BOS"], first["EOS"], last["EOS"], last["-1:lower"]) == (True, False, True, "арал")


def test_the_page_and_the_picture() -> None:
    from benchmark_report import markdown, svg

    measured = {"speed": {"1": 1000.0, "2": 1500.0}, "load_s": 0.5, "peak_mb": 200.0, "size_mb": 2.0, "remark": "x"}
    found = {
        "command": "python scripts/benchmark.py",
        "machine": "a machine",
        "software": "spacy",
        "text": "text",
        "reading": "How.",
        "systems": [
            {"name": "one", **measured, "f1": "0.9"},
            {"name": "two", **measured, "speed": {"1": 250.0}},
            {"name": "three", "skipped": "not installed"},
        ],
        "length": {"one": [{"words": 10**p, "seconds": 10.0 ** (p - 5), "peak_mb": 100} for p in range(2, 6)]},
        "stream_words": 30,
        "stream": {"one": [{"texts": 10, "words": 300, "seconds": 1.0, "memory_mb": 100.0}]},
    }
    page = markdown(found, "benchmark.svg")
    assert "| two | 250 | 0.25 | – | 0.50 | 1 | 200 | 1 | 2.0 | – |" in page
    assert "Skipped: three: not installed." in page
    assert "(1 is linear): one 1.00." in page
    assert ET.fromstring(svg(found)).tag.endswith("svg")


def test_paths_outside_of_the_repository_are_not_told() -> None:
    from benchmark_machine import ROOT, relative

    assert relative(str(ROOT / "corpus")) == "corpus"
    assert relative("--words") == "--words"
    assert relative("/opt/somewhere/else/python") == "…/python"


@pytest.mark.parametrize(("power", "over"), [(1.0, []), (2.0, ["subject"])])
def test_an_exponent_over_the_limit_is_named(power: float, over: list[str]) -> None:
    from benchmark_linear import LIMIT, exponents, report

    points = [(n, 0.5e-6 * n**power) for n in (1_000, 3_000, 10_000)]
    lines: list[str] = []
    assert report(exponents({"subject": lambda: points}), LIMIT, lines.append) == over
    assert len(lines) == 1
    assert lines[0].startswith(f"subject: exponent {power:.2f}, ")
    with pytest.raises(ValueError, match="at least two lengths"):
        list(exponents({"subject": lambda: points[:1]}))


def test_every_piece_is_timed_at_growing_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    import benchmark_linear

    monkeypatch.setattr(benchmark_linear, "CHARACTERS", (20, 40))
    for piece in benchmark_linear.PIECES:
        points = benchmark_linear.time_tokenizer(piece)
        assert [length for length, _ in points] == [20, 40]
        assert all(seconds > 0 for _, seconds in points)


def test_linear_exits_with_1_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    import benchmark
    import benchmark_linear

    monkeypatch.setattr(benchmark_linear, "CHARACTERS", (20, 40))
    monkeypatch.setattr(benchmark_linear, "PIECES", ("т ө ",))
    monkeypatch.setattr(benchmark_linear, "WORDS", (20, 40))
    for limit, code in ((-1000.0, 1), (1000.0, 0)):
        with pytest.raises(typer.Exit) as exit_:
            benchmark.main(linear=True, limit=limit)
        assert exit_.value.exit_code == code
