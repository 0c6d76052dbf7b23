"""A sixth label takes one line in labels.py, a component folder of its own, and a corpus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.util import load_config

ROOT = Path(__file__).parents[1]
EVENTS = ("Наурыз", "Жастар", "Кітап", "Домбыра", "Шабыт", "Көктем", "Достық", "Алау")
LINE = '    Label("EVENT", "#f2b8e0", rank=5, prefix="e"),\n'
COMPONENT = '''"""EVENT: a capitalised word before `форумы` or `мерекесі`."""

from spacy.language import Language

from atau.components.common.candidates import add_candidates
from atau.components.common.token_facts import words
from atau.morphology import match

_HEADS = {"форум": "", "мереке": ""}


class Events:
    READS = ()
    WRITES = ("EVENT candidates",)

    def __call__(self, doc):
        tokens = words(doc)
        found = [
            (i - 1, i + 1, "EVENT", "event.head")
            for i in range(1, len(tokens))
            if tokens[i - 1].title and match(tokens[i].norm, _HEADS)
        ]
        add_candidates(doc, found)
        return doc


@Language.factory("kk_events", assigns=["doc.spans"])
def make_events(nlp, name):
    return Events()
'''
ANNOTATE = """
import json, sys
import spacy
from atau.labels import COLORS
from atau.components.event import component
nlp = spacy.load(sys.argv[1])
doc = nlp("Атырауда Ұшқын форумы өтті. Оған 40 адам келді. Ұшқын форумына қонақтар келді.")
ents = [(e.text, e.label_, e._.source, e._.cluster) for e in doc.ents]
print(json.dumps({"ents": ents, "color": COLORS["EVENT"], "labels": nlp.get_pipe("kk_crf").labels}))
"""


def _run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the label, its component and a small corpus."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "src" / "atau", folder / "src" / "atau", ignore=shutil.ignore_patterns("__pycache__"))
    labels = folder / "src" / "atau" / "labels.py"
    before = labels.read_text("utf-8")
    after = before.replace('    Label("QUANTITY"', LINE + '    Label("QUANTITY"')
    assert after.count("\n") == before.count("\n") + 1
    labels.write_text(after, encoding="utf-8")
    event = folder / "src" / "atau" / "components" / "event"
    event.mkdir()
    (event / "__init__.py").write_text('"""EVENT: events."""\n', encoding="utf-8")
    (event / "component.py").write_text(COMPONENT, encoding="utf-8")
    for split, events in (("train", EVENTS), ("dev", EVENTS[:2])):
        (folder / "corpus" / split).mkdir(parents=True)
        for number, name in enumerate(events):
            text = (
                f"⟦LOC Атырауда⟧ ⟦EVENT {name} форумы⟧ өтті. Оған ⟦QUANTITY {number + 20} адам⟧ келді.\n\n"
                f"⟦PERSON Асқар Омаров⟧ ⟦EVENT {name} мерекесін⟧ ашты. ⟦EVENT {name} форумына⟧ қонақтар келді.\n"
            )
            head = f"---\nid: {split}-{number}\ntopic: culture\nregister: brief\n---\n"
            (folder / "corpus" / split / f"{number}.txt").write_text(head + text, encoding="utf-8")
    config = load_config(ROOT / "configs" / "news.cfg", interpolate=False)
    for names in (config["nlp"]["pipeline"], config["training"]["annotating_components"]):
        names.insert(names.index("kk_positions") + 1, "kk_events")
    config["components"]["kk_events"] = {"factory": "kk_events"}
    config.to_disk(folder / "event.cfg")
    return folder


def test_the_corpus_is_valid(project: Path) -> None:
    run = _run(project, "-m", "atau", "validate", "corpus/train", "corpus/dev", "--ignore", "unit")
    assert "unknown label" not in run.stdout
    assert "EVENT" in run.stdout


def test_it_is_trained_and_found(project: Path) -> None:
    code = "src/atau/components/event/component.py"
    settings = ["--paths.train", "corpus/train", "--paths.dev", "corpus/dev", "--training.max_epochs", "10"]
    run = _run(project, "-m", "spacy", "train", "event.cfg", "--output", "model", "--code", code, *settings)
    assert run.returncode == 0, run.stderr
    run = _run(project, "-c", ANNOTATE, "model/model-last")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.strip().rpartition("\n")[2])
    assert "EVENT" in found["labels"]
    assert found["color"] == "#f2b8e0"
    events = [(text, source, cluster) for text, label, source, cluster in found["ents"] if label == "EVENT"]
    assert [text for text, _, _ in events] == ["Ұшқын форумы", "Ұшқын форумына"]
    assert all("event.head" in source for _, source, _ in events)
    assert {cluster for _, _, cluster in events} == {"e1"}
    assert {label for _, label, _, _ in found["ents"]} >= {"EVENT", "LOC", "QUANTITY"}
