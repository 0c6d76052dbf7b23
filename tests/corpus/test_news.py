"""The corpus of the repository: valid, counted, and its test articles as they were frozen. No text is shown."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from scripts_loaded import script as load_script

from atau.corpus.reading import iter_marked, marked_files
from atau.corpus.records import GoldRecord
from atau.corpus.split_files import SIDES
from atau.corpus.validate import validate

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return load_script("corpus_stats")


def without_words(tables: str) -> str:
    return re.sub(r"\| words \|.*\n", "", tables)


def words(tables: str) -> list[int]:
    found = re.search(r"\| words \|(.*)\|\n", tables)
    assert found is not None
    return [int(cell.replace(",", "")) for cell in found[1].split("|")]


def test_it_is_valid() -> None:
    found = validate([CORPUS])
    assert found.errors == 0, [(p.file, p.line, p.code) for p in found.problems if p.severity == "error"]
    assert found.files >= 150


@pytest.mark.parametrize("name", ["news", "wide"])
def test_the_readme_counts_it(script: ModuleType, name: str) -> None:
    """Counts of words may move a little with the tokenizer; for the rest: scripts/corpus_stats.py --write."""
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    given = readme.split(script.BEGIN.format(name) + "\n")[1].split(script.END.format(name))[0]
    expected = script.tables(script.count(CORPUS / name))
    assert without_words(given) == without_words(expected)
    assert words(given) == pytest.approx(words(expected), rel=0.01)


def test_the_test_articles_are_frozen() -> None:
    sums = dict(line.split("  ")[::-1] for line in (CORPUS / "test.sha256").read_text(encoding="utf-8").splitlines())
    folders = [CORPUS / name / "test" for name in ("news", "wide")]
    files = {path.relative_to(CORPUS).as_posix(): path for folder in folders for path in marked_files(folder)}
    assert sums.keys() == files.keys()
    changed = [name for name, path in files.items() if hashlib.sha256(path.read_bytes()).hexdigest() != sums[name]]
    assert not changed, "the test articles are frozen, see corpus/README.md"


def test_no_sentence_is_on_two_sides() -> None:
    assert not [problem for problem in validate([CORPUS]).problems if problem.code.endswith("across-splits")]


def test_every_genre_of_the_wide_corpus_is_on_every_side() -> None:
    sides = {side: Counter(a.meta["genre"] for a in iter_marked(CORPUS / "wide" / side)) for side in SIDES}
    assert len(sides["train"]) == 31
    for side, share in (("dev", 0.1), ("test", 0.1)):
        assert sides[side].keys() == sides["train"].keys()
        for genre, count in sides[side].items():
            assert abs(count - share * sum(found[genre] for found in sides.values())) <= 1.5


@pytest.mark.parametrize("article", list(iter_marked(CORPUS / "news" / "dev")), ids=lambda article: article.id)
def test_dev_articles_have_dictionary_forms(article: GoldRecord) -> None:
    for mark in article.marks:
        attributes = dict(mark.attributes)
        assert ("normal" in attributes) == (mark.label != "QUANTITY")
        assert ("cluster" in attributes) == (mark.label == "PERSON")
        assert attributes.get("normal", "-").strip()


def test_a_corpus_is_counted(tmp_path: Path, script: ModuleType) -> None:
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "a.txt").write_text(
        "---\nid: a\ntopic: t\nregister: brief\ndirt: letter-spaced, menu\n---\n"
        "⟦POSITION ⟦LOC А т ы р а у⟧ қаласының әкімі⟧ ⟦PERSON{normal=Асан; cluster=p1} Асан⟧ 2 рет келді.\n",
        encoding="utf-8",
    )
    counts = script.count(tmp_path)
    train, everything = counts["train"], counts["all"]
    assert (train.articles, train.words, train.clean) == (1, 7, 0)
    assert train.flat == {"POSITION": 1, "PERSON": 1}
    assert train.nested == {"LOC": 1}
    assert train.dirt == {"letter-spaced": 1, "menu": 1}
    assert (everything.articles, everything.normals, everything.people) == (1, 1, 1)
    assert "| words | 7 | 0 | 0 | 7 |" in script.tables(counts)
