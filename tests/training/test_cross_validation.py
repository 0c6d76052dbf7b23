"""Cross-validation on a small invented corpus: nothing leaks, the scores are right, the same seed gives the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from commands import atau, said
from mini_corpus import CONFIGS, PEOPLE, PLACES
from spacy.language import Language
from spacy.training import Example

from atau.components.crf.component import ChainRecognizer
from atau.components.crf.profiles import Profiles
from atau.components.resolver.component import Resolver
from atau.corpus.splits import groups_of
from atau.evaluation.spans import SpanScores
from atau.training.cross_validation import (
    CrossValidation,
    OutOfFold,
    Scores,
    configure,
    predict_out_of_fold,
    score_model,
    score_pipeline,
)
from atau.training.errors import SettingError
from atau.training.folds import new_chain, out_of_fold
from atau.training.recipe import read_recipe

NEWS = CONFIGS / "news.cfg"
GROUPS, TEXTS = 12, 3


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Groups of three texts; the words between the names are invented, so that no other texts are near-duplicates."""
    folder = tmp_path_factory.mktemp("corpus")
    rng = random.Random(1)

    def filler() -> str:
        return " ".join("".join(rng.choices("абдеклмнорст", k=6)) for _ in range(5))

    for number in range(GROUPS * TEXTS):
        place, person = PLACES[number % 4], PEOPLE[number // 4 % 4]
        text = (
            f"{filler()} ⟦LOC {place}⟧ қаласында жиын өтті. {filler()} ⟦PERSON {person}⟧ келді.\n\n"
            f"Жиынға ⟦QUANTITY {number + 12} адам⟧ {filler()} қатысты.\n"
        )
        (folder / f"a{number}.txt").write_text(f"---\nid: a{number}\ngroup: g{number // TEXTS}\n---\n{text}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def asked(corpus: Path) -> CrossValidation:
    return CrossValidation(NEWS, [corpus], folds=3, epochs=6, words=60)


Run = tuple[Language, OutOfFold]


@pytest.fixture(scope="module")
def done(asked: CrossValidation) -> Run:
    return predict_out_of_fold(asked)


@pytest.fixture(scope="module")
def scores(done: Run) -> Scores:
    return score_pipeline(*done)


def test_every_text_is_held_out_once_and_no_group_is_on_two_sides(done: Run) -> None:
    _, predicted = done
    assert sorted(predicted.held_out) == list(range(GROUPS * TEXTS))
    groups = [text.group for text in predicted.texts]
    assert len(set(groups_of(predicted.texts))) == GROUPS
    for train, held_out in predicted.folds:
        assert not {groups[i] for i in train} & {groups[i] for i in held_out}
        assert len(train) + len(held_out) == len(groups)


def test_a_model_never_sees_the_texts_it_annotates(done: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is given to initialize and update is compared with what predict is asked for, model by model."""
    nlp, predicted = done
    position = {example.predicted.text: i for i, example in enumerate(predicted.examples)}
    extra = predicted.examples[:1]
    seen: list[set[int]] = []
    asked_for: list[set[int]] = []

    def watched() -> ChainRecognizer:
        chain = new_chain(nlp)
        trained_on: set[int] = set()
        seen.append(trained_on)
        initialize, update, predict = chain.initialize, chain.update, chain.predict

        def watch_initialize(get_examples: Callable[[], Iterable[Example]], **options: Any) -> None:
            trained_on.update(position[example.reference.text] for example in get_examples())
            initialize(get_examples, **options)

        def watch_update(examples: Iterable[Example], **options: Any) -> Any:
            examples = list(examples)
            trained_on.update(position[example.reference.text] for example in examples)
            return update(examples, **options)

        def watch_predict(docs: Iterable[Any]) -> Any:
            docs = list(docs)
            asked_for.append({position[doc.text] for doc in docs})
            return predict(docs)

        monkeypatch.setattr(chain, "initialize", watch_initialize)
        monkeypatch.setattr(chain, "update", watch_update)
        monkeypatch.setattr(chain, "predict", watch_predict)
        return chain

    recipe = replace(read_recipe(nlp.config), epochs=1)
    out_of_fold(nlp, watched, predicted.examples, predicted.folds, recipe)
    assert asked_for == [set(held_out) for _, held_out in predicted.folds]
    for trained_on, held_out, (train, _) in zip(seen, asked_for, predicted.folds, strict=True):
        assert trained_on == set(train)
        assert not trained_on & held_out
    seen.clear()
    out_of_fold(nlp, watched, predicted.examples, predicted.folds, recipe, extra=extra)
    assert all(0 in trained_on for trained_on in seen)


def test_the_scores_are_those_of_the_guesses(done: Run, scores: Scores) -> None:
    """Counted by hand: a guess is right where start, end and label are those of an annotation."""
    _, predicted = done
    tp: Counter[str] = Counter()
    given: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for example, guesses in zip(predicted.examples, predicted.guesses, strict=True):
        right = {(ent.start_char, ent.end_char, ent.label_) for ent in example.reference.ents}
        best = [guess for guess in guesses if guess[4]]
        found = {
            (doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label)
            for doc in [example.predicted]
            for start, end, label, _, _ in best
        }
        gold.update(label for *_, label in right)
        given.update(label for *_, label in found)
        tp.update(label for *_, label in right & found)
    assert gold == {"LOC": GROUPS * TEXTS, "PERSON": GROUPS * TEXTS, "QUANTITY": GROUPS * TEXTS}
    counted = scores.scores["model alone"]
    for label in gold:
        count = counted.labels[label]
        assert (count.tp, count.tp + count.fp, count.tp + count.fn) == (tp[label], given[label], gold[label])
    precision, recall = tp.total() / given.total(), tp.total() / gold.total()
    assert counted.micro.f1 == pytest.approx(2 * precision * recall / (precision + recall))
    # Places, persons and quantities look the same in every group: what was learned holds for the held-out texts.
    assert counted.micro.f1 > 0.8
    assert [*scores.scores] == ["model alone", "rules alone", "both"]
    assert {(s.micro.tp + s.micro.fn) for s in scores.scores.values()} == {gold.total()}
    assert scores.scores["both"].micro.f1 >= min(counted.micro.f1, scores.scores["rules alone"].micro.f1)
    assert 0 <= scores.calibration["all candidates"] <= 1


def test_only_the_held_out_texts_are_scored(asked: CrossValidation) -> None:
    _, predicted = predict_out_of_fold(replace(asked, only=1, epochs=1))
    (fold,) = predicted.folds
    found: SpanScores = score_model(predicted).scores["model alone"]
    assert found.micro.tp + found.micro.fn == 3 * len(fold[1])
    assert all(not predicted.guesses[i] for i in fold[0])


def test_the_same_seed_gives_the_same_guesses(asked: CrossValidation) -> None:
    def guesses(seed: int) -> Any:
        return predict_out_of_fold(replace(asked, only=1, epochs=2, seed=seed))[1].guesses

    first = guesses(0)
    assert any(first)
    assert guesses(0) == first
    assert guesses(1) != first


def test_options_change_the_recipe_and_nothing_else(asked: CrossValidation) -> None:
    recipe = read_recipe(configure(replace(asked, epochs=4, words=70, seed=5)))
    assert (recipe.epochs, recipe.batcher["size"], recipe.seed) == (4, 70, 5)
    plain = read_recipe(configure(replace(asked, epochs=None, words=None)))
    assert (plain.epochs, plain.batcher["size"], plain.seed) == (10, 400, 0)
    overrides = {"training.batcher": {"@batchers": "spacy.batch_by_sequence.v1", "size": 8}}
    with pytest.raises(SettingError, match=r"--words: training\.batcher is spacy\.batch_by_sequence"):
        configure(replace(asked, overrides=overrides))


def test_the_command(corpus: Path, tmp_path: Path) -> None:
    """The same scores as from Python, and numbers that kk_resolver loads."""
    trust = tmp_path / "trust.json"
    result = atau(
        "training", "cross-validate", NEWS, corpus, "?no/such.tsv", "--folds", 2, "--set", "training.max_epochs=3",
        "--set", "rate=50", "--words", 60, "--output", trust,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "not found, continuing without it: no/such.tsv" in result.output
    overrides = {"components.kk_crf.rate": 50}
    found = score_pipeline(
        *predict_out_of_fold(CrossValidation(NEWS, [corpus], folds=2, epochs=3, words=60, overrides=overrides))
    )
    for title, expected in found.scores.items():
        assert f"{title:14}{'P':>8}" in result.output
        c = expected.micro
        assert f"{'micro':14}{c.precision:8.4f}{c.recall:8.4f}{c.f1:8.4f}{c.tp + c.fn:7}" in result.output
    assert found.fitted is not None
    assert trust.read_text("utf-8") == found.fitted.calibrator.to_json() + "\n"
    nlp = spacy.blank("kk")
    resolver = nlp.add_pipe("kk_resolver", config={"trust": str(trust)})
    assert isinstance(resolver, Resolver)
    assert nlp("Атырау қаласы.").text == "Атырау қаласы."


@pytest.mark.parametrize(
    ("config", "options", "message"),
    [
        ("news_trf", (), "nlp.pipeline trains transformer too"),
        ("news_transition", (), "nlp.pipeline has no kk_crf"),
        ("news", ("--set", "training.patience=3"), "training.patience is 3 instead of 0"),
        ("news", ("--set", "trainin.patience=3"), "no section [trainin]"),
        ("news", ("--folds", "99"), "--folds 99"),
        ("news", ("no/such.tsv",), "no/such.tsv does not exist"),
    ],
)
def test_what_cannot_be(config: str, options: tuple[str, ...], message: str, corpus: Path, tmp_path: Path) -> None:
    result = atau(
        "training", "cross-validate", CONFIGS / f"{config}.cfg", corpus, *options, "--output", tmp_path / "t.json"
    )
    assert result.exit_code == 2
    assert message in said(result)
    assert not (tmp_path / "t.json").exists()


def test_unlabelled_text_gives_every_fold_profiles_of_its_own(done: Run) -> None:
    nlp, predicted = done
    made: list[ChainRecognizer] = []

    def make() -> ChainRecognizer:
        made.append(new_chain(nlp))
        return made[-1]

    unlabelled = [nlp.make_doc(f"Кеше {place} қаласында жиын өтті.") for place in PLACES for _ in range(5)]
    recipe = replace(read_recipe(nlp.config), epochs=2)
    guesses = out_of_fold(nlp, make, predicted.examples, predicted.folds[:2], recipe, unlabelled=unlabelled)
    assert [bool(len(chain.profiles)) for chain in made] == [False, True, False, True]
    assert made[1].profiles is not made[3].profiles
    held_out = {i for _, dev in predicted.folds[:2] for i in dev}
    assert held_out == {i for i, found in enumerate(guesses) if found}


def test_a_table_of_profiles_is_what_every_fold_trains_with(
    asked: CrossValidation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "profiles.tsv.gz"
    Profiles({place.lower(): "LOCh+" for place in PLACES}).write(table)
    seen: list[int] = []
    update = ChainRecognizer.update

    def look(chain: ChainRecognizer, *args: Any, **kwargs: Any) -> dict[str, float]:
        seen.append(len(chain.profiles))
        return update(chain, *args, **kwargs)

    monkeypatch.setattr(ChainRecognizer, "update", look)
    said: list[str] = []
    changed = replace(asked, overrides={"paths.profiles": str(table)}, only=2, epochs=1)
    predict_out_of_fold(changed, said.append)
    assert set(seen) == {len(PLACES)}
    assert said[0].startswith(f"profiles: {table}")


def test_an_augmenter_changes_what_a_fold_trains_on_and_nothing_else(
    asked: CrossValidation, done: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all capitals after training in lower case: nothing is known there, and every run says the same."""
    augmenter = {"@augmenters": "atau.case.v1", "lower": 1.0, "upper": 0.0, "title": 0.0, "keep": True}
    changed = replace(asked, overrides={"corpora.train.augmenter": augmenter}, only=1, epochs=2)
    trained_on: list[str] = []
    update = ChainRecognizer.update

    def watched(self: ChainRecognizer, examples: Iterable[Example], **options: Any) -> Any:
        examples = list(examples)
        trained_on.extend(example.reference.text for example in examples)
        # The rules have annotated the changed texts too.
        assert all(example.predicted.has_annotation("SENT_START") for example in examples)
        return update(self, examples, **options)

    monkeypatch.setattr(ChainRecognizer, "update", watched)
    _, predicted = predict_out_of_fold(changed)
    ((train, _),) = predicted.folds
    texts = [predicted.texts[i].text for i in train]
    assert sorted(trained_on) == sorted((texts + [text.lower() for text in texts]) * 2)
    assert [e.predicted.text for e in predicted.examples] == [e.predicted.text for e in done[1].examples]
    assert predict_out_of_fold(changed)[1].guesses == predicted.guesses


def test_mentions_that_a_fold_was_trained_on_are_told_apart(scores: Scores) -> None:
    """The four places and persons are in every fold; no number is in two groups."""
    gold = {
        bucket: {label: c.tp + c.fn for label, c in found.labels.items() if c.tp + c.fn}
        for bucket, found in scores.seen.items()
    }
    assert gold == {
        "seen": {"LOC": GROUPS * TEXTS, "PERSON": GROUPS * TEXTS},
        "other form seen": {},
        "unseen": {"QUANTITY": GROUPS * TEXTS},
    }
    parts = [found.micro for found in scores.seen.values()]
    whole = scores.scores["model alone"].micro
    assert (sum(c.tp for c in parts), sum(c.fp for c in parts)) == (whole.tp, whole.fp)


def test_kaznerd_is_scored_by_the_model_alone(tmp_path: Path) -> None:
    rows = []
    rng = random.Random(1)
    for number in range(24):
        words = ["".join(rng.choices("абдеклмнорст", k=6)) for _ in range(5)]
        rows += [f"{PLACES[number % 4]} B-GPE", "қаласында O", *(f"{word} O" for word in words), ". O", ""]
    path = tmp_path / "kaznerd.txt"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    options = ("--kaznerd", "--folds", 2, "--epochs", 8, "--words", 40, "--output", tmp_path / "t.json")
    result = atau("training", "cross-validate", CONFIGS / "kaznerd.cfg", path, *options)
    assert result.exit_code == 0, result.output
    assert "GPE" in result.output
    assert "rules alone" not in result.output
    assert not (tmp_path / "t.json").exists()
