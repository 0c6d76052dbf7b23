"""Readers in a training config: what they yield, how they mix and fold, and what they say about bad settings."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config_from_str, registry

from atau.corpus.readers import KazNerd, MarkedCorpus, Mix, ReaderError
from atau.corpus.reading import SourceError
from atau.lang import Kazakh

CONFIG = """
[corpora]

[corpora.train]
@readers = "atau.Mix.v1"
seed = 3

[corpora.train.weights]
kaznerd = 2

[corpora.train.corpora]

[corpora.train.corpora.news]
@readers = "atau.MarkedCorpus.v1"
path = "{news}"

[corpora.train.corpora.kaznerd]
@readers = "atau.KazNERD.v1"
path = "{kaznerd}"
folds = 3
fold = 1
side = "train"

[corpora.dev]
@readers = "atau.KazNERD.v1"
path = "{kaznerd}"
labels = "all"
tokenization = "kaznerd"
folds = 3
fold = 1
side = "dev"
"""

ARTICLE = "Кеше ⟦POSITION ⟦LOC Арал⟧ ауданының әкімі⟧ ⟦PERSON Бекзат Оралов⟧ келді.\n\nОл ⟦QUANTITY 5⟧ ауылды көрді.\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("kk")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text("---\nid: бір\ngroup: g\n---\n" + ARTICLE, encoding="utf-8")
    (folder / "deeper" / "b.txt").write_text("⟦LOC Алматы⟧ қаласы.", encoding="utf-8")
    (folder / "notes.md").write_text("# no article", encoding="utf-8")
    return folder


@pytest.fixture
def kaznerd(tmp_path: Path) -> Path:
    rows = []
    for number in range(12):
        for letter, amount in zip("AB", ("он", "10"), strict=True):
            rows += [f"{letter}ID{number} O", f"Ауыл{number} B-GPE", f"{amount} B-CARDINAL", "көлік O", ""]
    path = tmp_path / "kaznerd.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def texts(examples: Any) -> list[str]:
    return [example.reference.text for example in examples]


def test_the_readers_work_from_a_config(nlp: Language, news: Path, kaznerd: Path) -> None:
    config = load_config_from_str(CONFIG.format(news=news, kaznerd=kaznerd))
    corpora = registry.resolve(config["corpora"])
    train, dev = list(corpora["train"](nlp)), list(corpora["dev"](nlp))
    assert all(isinstance(example, Example) for example in train + dev)
    counts = Counter(texts(train))
    assert counts["Алматы қаласы."] == 1
    assert len(train) == 2 + 2 * 16
    assert len(dev) == 8
    assert {ent.label_ for example in dev for ent in example.reference.ents} == {"GPE", "CARDINAL"}
    assert not {t.split()[0] for t in texts(dev)} & {t.split()[0] for t in texts(train)}
    again = registry.resolve(config["corpora"])["train"](nlp)
    assert texts(again) == texts(train)


def test_marks_become_entities_and_nested_spans(nlp: Language, news: Path) -> None:
    first, _ = MarkedCorpus(news)(nlp)
    doc = first.reference
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Арал ауданының әкімі", "POSITION"),
        ("Бекзат Оралов", "PERSON"),
        ("5", "QUANTITY"),
    ]
    assert [(s.text, s.label_) for s in doc.spans["nested"]] == [("Арал", "LOC")]
    assert first.predicted.text == doc.text
    assert not first.predicted.ents


def test_a_table_of_sentences(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("s1\t⟦LOC Арал⟧ көлі\n\ns2\tБос сөйлем\n", encoding="utf-8")
    assert texts(MarkedCorpus(path)(nlp)) == ["Арал көлі", "Бос сөйлем"]
    assert texts(MarkedCorpus(path, limit=1)(nlp)) == ["Арал көлі"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "бір\nекі ⟦LOC Арал", "a.txt: line 2, column 5: ⟦LOC is never closed"),
        ("a.tsv", "s1\tтау\ns2\tАрал⟧", "a.tsv: line 2, column 8: ⟧ closes no mark"),
        ("a.tsv", "s1\t⟦LOC Арал⟧\ns2 тау", "a.tsv: line 2, column 1: no tab"),
    ],
)
def test_faults_have_a_place(nlp: Language, tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        list(MarkedCorpus(tmp_path)(nlp))
    assert message in str(caught.value)


def test_nothing_there(nlp: Language, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no marked text"):
        list(MarkedCorpus(tmp_path)(nlp))
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        list(MarkedCorpus(tmp_path / "none")(nlp))


def test_marks_that_cut_a_token_grow_and_are_told_of_once(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("⟦LOC Қазақ⟧стан мен ⟦LOC Ара⟧⟦LOC л⟧", encoding="utf-8")
    reader = MarkedCorpus(path)
    with pytest.warns(UserWarning, match=r"3 annotations cut a token .* 1 could not be kept") as caught:
        example, _ = [*reader(nlp), *reader(nlp)]
    assert [e.text for e in example.reference.ents] == ["Қазақстан", "Арал"]
    assert len(caught) == 1


def test_long_articles_are_cut_between_sentences_and_lose_nothing(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE * 5, encoding="utf-8")
    (whole,) = MarkedCorpus(path)(nlp)
    parts = list(MarkedCorpus(path, max_length=20)(nlp))
    assert len(parts) > 2
    assert "".join(texts(parts)) == whole.reference.text
    assert sum(len(p.reference.ents) for p in parts) == len(whole.reference.ents) == 15
    nested = [span.text for part in parts for span in part.reference.spans["nested"]]
    assert nested == ["Арал"] * 5


def test_each_pass_has_an_order_of_its_own(nlp: Language, kaznerd: Path) -> None:
    reader = KazNerd(kaznerd, shuffle=True, seed=1)
    first, second = texts(reader(nlp)), texts(reader(nlp))
    assert first != second
    assert sorted(first) == sorted(second)
    assert texts(KazNerd(kaznerd, shuffle=True, seed=1)(nlp)) == first


def test_folds_cover_everything_once_whatever_the_labels(nlp: Language, kaznerd: Path) -> None:
    held_out = [
        texts(KazNerd(kaznerd, labels=labels, folds=4, fold=fold, side="dev")(nlp))
        for fold, labels in enumerate(["all", "core", "all", "core"])
    ]
    assert sorted(text for side in held_out for text in side) == sorted(texts(KazNerd(kaznerd)(nlp)))


def test_a_fraction_of_a_corpus(nlp: Language, kaznerd: Path) -> None:
    mix = Mix({"a": KazNerd(kaznerd)}, {"a": 1.5}, seed=0)
    sizes = [len(list(mix(nlp))) for _ in range(3)]
    assert all(24 < size < 48 for size in sizes)
    assert [len(list(pass_)) for pass_ in [Mix({"a": KazNerd(kaznerd)}, {"a": 0})(nlp)]] == [0]


def test_an_unshuffled_reader_streams(nlp: Language, kaznerd: Path) -> None:
    text = kaznerd.read_text(encoding="utf-8")
    kaznerd.write_text(text + "\n\nқате жол мұнда\n", encoding="utf-8")
    stream = Mix({"a": KazNerd(kaznerd)}, shuffle=False)(nlp)
    assert next(stream).reference.text == "Ауыл0 он көлік"


def test_augmented_examples_take_the_place_of_their_original(nlp: Language, kaznerd: Path) -> None:
    def twice(nlp: Language, example: Example) -> Any:
        yield example
        yield example

    assert len(list(KazNerd(kaznerd, limit=3, augmenter=twice)(nlp))) == 6


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"tokenization": "words"}, "tokenization is 'words'; use one of atau, kaznerd"),
        ({"side": "test"}, "side is 'test'; use one of all, train, dev"),
        ({"side": "dev", "folds": 1}, "folds must be 2 or more"),
        ({"side": "dev", "folds": 5, "fold": 5}, "0 <= fold < folds"),
    ],
)
def test_bad_settings(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ReaderError, match=message):
        KazNerd(Path("x"), **settings)


def test_bad_mixtures() -> None:
    def reader(nlp: Language) -> Any:
        return iter(())

    with pytest.raises(ReaderError, match="weights for b; the corpora are: a"):
        Mix({"a": reader}, {"b": 1})
    with pytest.raises(ReaderError, match="the weight of a is -1"):
        Mix({"a": reader}, {"a": -1})
    with pytest.raises(ReaderError, match="no corpus"):
        Mix({})


def test_a_pipeline_is_scored_on_kaznerds_own_tokens(nlp: Language, kaznerd: Path) -> None:
    """``nlp.evaluate`` keeps the tokens of the predicted side; scores by entity depend on it."""
    other = spacy.blank("kk")
    other.add_pipe("entity_ruler").add_patterns([{"label": "CARDINAL", "pattern": "10"}])  # type: ignore[attr-defined]
    examples = list(KazNerd(kaznerd, labels="all", tokenization="kaznerd")(other))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scores = other.evaluate(examples)
    assert scores["ents_per_type"]["CARDINAL"]["r"] == 0.5
    assert all([t.text for t in e.predicted] == [t.text for t in e.reference] for e in examples)


def test_line_breaks_in_a_tsv_are_line_breaks_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("a\tКеше\\n⟦LOC Атырауда⟧ C:\\\\news\n", "utf-8")
    (example,) = MarkedCorpus(path)(spacy.blank("kk"))
    assert example.reference.text == "Кеше\nАтырауда C:\\news"
    assert [ent.text for ent in example.reference.ents] == ["Атырауда"]


@pytest.mark.parametrize("reader", ["atau.MarkedCorpus.v1", "atau.KazNERD.v1"])
def test_the_config_of_a_packaged_model_has_no_path(reader: str) -> None:
    """`Kazakh.from_config(nlp.config)`, then `from_bytes`: the way to copy a model that was trained elsewhere."""
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_sentences")
    config = nlp.config.copy()
    config["corpora"] = {"train": {"@readers": reader, "path": None}}
    copied = Kazakh.from_config(config).from_bytes(nlp.to_bytes())
    assert copied.pipe_names == ["kk_sentences"]
    with pytest.raises(ReaderError, match="has no path"):
        list(registry.resolve({"train": config["corpora"]["train"]})["train"](nlp))
