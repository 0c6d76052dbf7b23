"""Augmenters as spaCy calls them: from a config, the same under the same seed, every mark a span of tokens."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import spacy
from augment_cases import TEXTS, TRANSFORMS
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_config_from_str, registry

from atau.corpus.augment.base import Augmenter
from atau.corpus.augment.factories import make_augment
from atau.corpus.examples import Alignment, same_tokens, set_marks
from atau.corpus.marked import MarkedText, parse
from atau.corpus.readers import KazNerd, MarkedCorpus

NAMES = [
    "augment", "mentions", "numerals", "case", "quotes", "wrap", "letter_space", "look_alikes", "patterns", "script",
]  # fmt: skip
NLP = spacy.blank("kk")
ALWAYS = dict.fromkeys(
    ("mentions", "numerals", "quotes", "lower", "upper", "title", "look_alikes", "letter_space", "wrap"), 1.0
)


def example_of(nlp: Language, source: str | MarkedText) -> Example:
    marked = parse(source) if isinstance(source, str) else source
    return same_tokens(nlp, set_marks(nlp.make_doc(marked.text), marked.marks, "", Alignment()))


def described(example: Example) -> Any:
    doc = example.reference
    layers = (doc.ents, doc.spans["nested"])
    return doc.text, [[(s.start_char, s.end_char, s.label_) for s in layer] for layer in layers]


SOURCE = (
    "Кеше ⟦POSITION ⟦LOC Атырау⟧ облысының әкімі⟧ ⟦PERSON Бекзат Оралов⟧ «⟦ORG Жайық⟧» зауытына ⟦QUANTITY 20⟧ "
    "жұмысшы мен ⟦QUANTITY жиырма бес миллион теңге⟧ бөлді."
)


@pytest.mark.parametrize("name", NAMES)
def test_registered_and_the_same_under_the_same_seed(name: str) -> None:
    config = load_config_from_str(f'[a]\n@augmenters = "atau.{name}.v1"\nseed = 4\n')
    first, second = (registry.resolve(config)["a"] for _ in range(2))
    runs = [
        [described(out) for _ in range(60) for out in augmenter(NLP, example_of(NLP, SOURCE))]
        for augmenter in (first, second)
    ]
    assert runs[0] == runs[1]
    assert len({text for text, _ in runs[0]}) > 1


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(TRANSFORMS), min_size=1, max_size=9, unique=True), st.integers(0, 1000))
def test_every_mark_is_a_span_of_tokens(marked: MarkedText, steps: list[Any], seed: int) -> None:
    (changed,) = Augmenter([(step, 1.0) for step in steps], seed)(NLP, example_of(NLP, marked))
    doc = changed.reference
    assert [t.text for t in doc] == [t.text for t in NLP.make_doc(doc.text)]
    assert [e.label_ for e in doc.ents] == [m.label for m in marked.flat]
    for span in (*doc.ents, *doc.spans["nested"]):
        assert not span[0].is_space
        assert not span[-1].is_space
    assert changed.predicted.text == doc.text
    # spaCy itself finds nothing misaligned: no tag is "-".
    assert "-" not in changed.get_aligned_ner()


def test_nothing_changes_at_level_zero() -> None:
    example = example_of(NLP, SOURCE)
    augmenter = make_augment(**dict.fromkeys(ALWAYS, 0.0))
    assert all(out is example for _ in range(20) for out in augmenter(NLP, example))


def test_everything_at_once() -> None:
    texts = set()
    augmenter = make_augment(**ALWAYS)
    for _ in range(30):
        (out,) = augmenter(NLP, example_of(NLP, SOURCE))
        texts.add(out.reference.text)
        assert [e.label_ for e in out.reference.ents] == ["POSITION", "PERSON", "ORG", "QUANTITY", "QUANTITY"]
    assert len(texts) == 30


def test_the_original_can_stay() -> None:
    example = example_of(NLP, SOURCE)
    first, second = make_augment(upper=1.0, keep=True)(NLP, example)
    assert first is example
    assert second.reference.text != example.reference.text
    assert list(make_augment(**dict.fromkeys(ALWAYS, 0.0), keep=True)(NLP, example)) == [example]


@pytest.mark.parametrize("level", [-0.1, 1.5])
def test_a_level_is_a_probability(level: float) -> None:
    with pytest.raises(ValueError, match="it is a probability, from 0 to 1"):
        make_augment(mentions=level)


def test_the_share_is_the_level() -> None:
    augmenter = make_augment(**{**dict.fromkeys(ALWAYS, 0.0), "upper": 0.25}, seed=1)
    outs = [next(augmenter(NLP, example_of(NLP, "бір сөз"))).reference.text for _ in range(1000)]
    assert 200 < outs.count("БІР СӨЗ") < 300


def test_own_tokens_stay_own_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    rows = "Атырауда B-GPE\n4 B-CARDINAL\n, I-CARDINAL\n5 I-CARDINAL\nжәне O\n« O\nХабар B-ORGANISATION\n» O\n"
    path.write_text(rows * 3, encoding="utf-8")
    for seed in range(20):
        reader = KazNerd(path, "all", "kaznerd", augmenter=make_augment(**ALWAYS, seed=seed))
        (out,) = reader(NLP)
        words = [t.text for t in out.reference]
        assert " ".join(words) == out.reference.text
        assert words == [t.text for t in out.predicted]
        assert [e.label_ for e in out.reference.ents] == ["GPE", "CARDINAL", "ORGANISATION"] * 3
        assert len(out.reference.ents[1]) == 3


def test_in_a_training_config(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SOURCE, encoding="utf-8")
    config = load_config_from_str(
        f'[train]\n@readers = "atau.MarkedCorpus.v1"\npath = "{tmp_path}"\n'
        '[train.augmenter]\n@augmenters = "atau.augment.v1"\nmentions = 1.0\n'
    )
    reader = registry.resolve(config)["train"]
    texts = {example.reference.text for _ in range(10) for example in reader(NLP)}
    assert len(texts) > 5


def test_a_blank_or_empty_text_stays() -> None:
    for text in ("", " ", "\n\n"):
        (out,) = make_augment(**ALWAYS)(NLP, example_of(NLP, MarkedText(text)))
        assert out.reference.text == text


def test_global_randomness_is_left_alone() -> None:
    random.seed(7)
    expected = random.random()
    random.seed(7)
    list(make_augment(**ALWAYS)(NLP, example_of(NLP, SOURCE)))
    assert random.random() == expected


@pytest.mark.parametrize("source", ["⟦LOC Атырауда⟧ болды", "бос сөйлем"])
def test_the_example_given_is_not_touched(source: str) -> None:
    example = example_of(NLP, source)
    before = described(example)
    list(make_augment(**ALWAYS)(NLP, example))
    assert described(example) == before


def test_a_reader_gives_other_examples_on_every_pass(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("".join(f"{i}\t{SOURCE}\n" for i in range(5)), encoding="utf-8")
    reader = MarkedCorpus(tmp_path, augmenter=make_augment(mentions=1.0))
    first, second = ([e.reference.text for e in reader(NLP)] for _ in range(2))
    assert first != second
