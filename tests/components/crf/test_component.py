"""The CRF as a component: it learns, it is stored and loaded, it leaves the text alone, it says how sure it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import Adam

from atau.components.crf.component import ChainRecognizer
from atau.components.crf.weights import WeightsError
from atau.corpus.examples import Alignment, set_marks
from atau.corpus.marked import parse

SENTENCES = [
    "Кеше ⟦LOC Атырауда⟧ жиын өтті.",
    "⟦PERSON Асқар Сәрсенов⟧ ⟦LOC Алматыға⟧ барды.",
    "⟦PERSON Дина Әлиева⟧ бүгін ⟦LOC Астанада⟧ сөз сөйледі.",
    "Жаңбыр таңертең басталды.",
    "⟦ORG «Қазпочта» АҚ⟧ ⟦LOC Оралда⟧ бөлімше ашты.",
    "Біз ⟦LOC Қызылордадан⟧ келдік.",
]
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 16, "depth": 1, "embed_size": 200,
    "window_size": 1, "maxout_pieces": 2, "subword_features": True,
}  # fmt: skip


def _train(tok2vec: dict[str, Any] | None = None, seed: int = 0, steps: int = 12) -> tuple[Language, float, float]:
    """A pipeline trained on SENTENCES, with the loss of its first and last pass."""
    spacy.util.fix_random_seed(seed)
    nlp = spacy.blank("kk")
    model = {"@architectures": "atau.ChainEmissions.v1", "tok2vec": tok2vec}
    nlp.add_pipe("kk_crf", config={"model": model, "seed": seed})
    examples = []
    for source in SENTENCES:
        marked = parse(source)
        gold = set_marks(nlp.make_doc(marked.text), marked.marks, "", Alignment())
        examples.append(Example(nlp.make_doc(marked.text), gold))
    nlp.initialize(lambda: examples)
    optimizer = Adam(0.001)
    history = []
    for _ in range(steps):
        losses: dict[str, float] = {}
        for batch in minibatch(examples, 3):
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.1)
        history.append(losses["kk_crf"])
    return nlp, history[0], history[-1]


@pytest.fixture(scope="module")
def trained() -> Language:
    return _train()[0]


def _ents(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in nlp(text).ents]


@pytest.mark.parametrize("tok2vec", [None, TOK2VEC], ids=["sparse", "with network"])
def test_learns_its_training_data(tok2vec: dict[str, Any] | None) -> None:
    nlp, first, last = _train(tok2vec)
    assert last < first / 4
    for source in SENTENCES:
        marked = parse(source)
        assert _ents(nlp, marked.text) == [(marked.text[m.start : m.end], m.label) for m in marked.marks]


def test_marginals_are_probabilities_and_the_best_reading_is_in_them(trained: Language) -> None:
    doc = trained("Асқар Сәрсенов Орал қаласына барды.")
    group = doc.spans["model"]
    scores = group.attrs["scores"]
    assert len(scores) == len(group) == len(group.attrs["best"])
    assert all(0.0 <= score <= 1.0 for score in scores)
    best = [(s.start, s.end, s.label_) for s, chosen in zip(group, group.attrs["best"], strict=True) if chosen]
    assert best == [(ent.start, ent.end, ent.label_) for ent in doc.ents]
    assert all(ent._.source == "model" for ent in doc.ents)


def test_same_seed_same_scores() -> None:
    text = "Дина Әлиева Оралда «Қазпочта» АҚ ашты."
    first, second = (_train(seed=3)[0](text).spans["model"] for _ in range(2))
    assert first.attrs["scores"] == second.attrs["scores"]


@pytest.mark.parametrize("tok2vec", [None, TOK2VEC], ids=["sparse", "with network"])
def test_bytes_and_disk_give_the_same_component(tok2vec: dict[str, Any] | None, tmp_path: Path) -> None:
    nlp = _train(tok2vec, steps=4)[0]
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    again = spacy.blank("kk")
    again.add_pipe("kk_crf", config={"model": {"@architectures": "atau.ChainEmissions.v1", "tok2vec": tok2vec}})
    again.from_bytes(nlp.to_bytes())
    for source in SENTENCES:
        text = parse(source).text
        assert _ents(loaded, text) == _ents(nlp, text) == _ents(again, text)
    assert not [path for path in (tmp_path / "model").rglob("*") if path.suffix in {".pkl", ".pickle"}]


def _damage(kind: str, folder: Path) -> None:
    weights, cfg = folder / "weights", folder / "cfg"
    stored = srsly.msgpack_loads(weights.read_bytes())
    if kind == "truncated":
        weights.write_bytes(weights.read_bytes()[:200])
    elif kind == "other labels":
        cfg.write_text(srsly.json_dumps({**srsly.json_loads(cfg.read_text("utf-8")), "labels": ["LOC"]}), "utf-8")
    elif kind == "not a number":
        table = np.array(stored["table"])
        table[0, 0] = np.nan
        weights.write_bytes(srsly.msgpack_dumps({**stored, "table": table}))
    elif kind == "a part missing":
        del stored["start"]
        weights.write_bytes(srsly.msgpack_dumps(stored))
    else:
        cfg.write_text("{", "utf-8")


@pytest.mark.parametrize("kind", ["truncated", "other labels", "not a number", "a part missing", "settings"])
def test_damaged_models_say_so(kind: str, trained: Language, tmp_path: Path) -> None:
    trained.to_disk(tmp_path)
    _damage(kind, tmp_path / "kk_crf")
    with pytest.raises(WeightsError, match="reinstall the model"):
        spacy.load(tmp_path)


def test_other_processes_give_the_same(trained: Language) -> None:
    texts = [parse(source).text for source in SENTENCES] * 3
    one = [[(e.text, e.label_) for e in doc.ents] for doc in trained.pipe(texts)]
    two = [[(e.text, e.label_) for e in doc.ents] for doc in trained.pipe(texts, n_process=2, batch_size=4)]
    assert one == two


def test_batches_change_nothing(trained: Language) -> None:
    # Rounding must not tell the machines of a cluster apart: single precision was 1e-6 off.
    texts = [" ".join(parse(source).text for source in SENTENCES[n % 4 :]) for n in range(40)]
    alone = [trained(text).spans["model"].attrs["scores"] for text in texts]
    together = [doc.spans["model"].attrs["scores"] for doc in trained.pipe(texts)]
    for a, b in zip(alone, together, strict=True):
        assert a == pytest.approx(b, abs=1e-13)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Қ", "👩‍👩‍👧 т ө р а ғ а с ы"])
def test_any_text_comes_back_unchanged(trained: Language, text: str) -> None:
    doc = trained(text)
    assert doc.text == text
    assert "model" in doc.spans


def test_untrained_finds_nothing_and_survives_storing(tmp_path: Path) -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_crf")
    assert not nlp("Атырауда").ents
    nlp.to_disk(tmp_path)
    assert not spacy.load(tmp_path)("Атырауда").ents


def test_training_without_entities_is_an_error() -> None:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_crf")
    doc = nlp.make_doc("Жаңбыр жауды.")
    with pytest.raises(ValueError, match="has no entities"):
        nlp.initialize(lambda: [Example(doc, doc.copy())])


def test_gold_of_other_tokens_is_aligned_or_left_out() -> None:
    nlp = _train(steps=1)[0]
    chain = nlp.get_pipe("kk_crf")
    assert isinstance(chain, ChainRecognizer)
    predicted = nlp.make_doc("Атырау қаласында")
    example = Example.from_dict(predicted, {"words": ["Атырау", "қала", "сында"], "entities": ["U-LOC", "O", "O"]})
    assert chain.update([example])["kk_crf"] >= 0.0


def test_attributes_survive_docbin(trained: Language) -> None:
    doc = trained("Асқар Сәрсенов Алматыға барды.")
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(trained.vocab)
    assert [ent._.score for ent in again.ents] == [ent._.score for ent in doc.ents]


def test_the_components_before_annotate_every_example_when_features_are_collected() -> None:
    nlp = spacy.blank("kk")
    for name in ("kk_quantities", "kk_places", "kk_persons", "kk_organisations", "kk_positions"):
        nlp.add_pipe(name)
    chain = nlp.add_pipe("kk_crf", config={"min_count": 1})
    assert isinstance(chain, ChainRecognizer)
    examples = []
    # Candidates of the rules stand in the second text only.
    for source in ("Жаңбыр таңертең басталды.", "Кеше ⟦LOC Атырауда⟧ ⟦QUANTITY 40⟧ адам жиналды."):
        marked = parse(source)
        gold = set_marks(nlp.make_doc(marked.text), marked.marks, "", Alignment())
        examples.append(Example(nlp.make_doc(marked.text), gold))
    nlp.initialize(lambda: examples)
    doc = examples[1].predicted.copy()
    for _, pipe in nlp.pipeline[:-1]:
        doc = pipe(doc)
    tokens = chain.features.sequences([(doc, [(0, len(doc))])])
    for template in chain.features.templates:
        if template.text in ("cLOC", "cQUANTITY", "r"):
            keys = chain.features.keys(tokens, template)
            rows = chain.weights.rows(keys)
            assert keys.any()
            assert (rows[keys != 0] < len(chain.weights.keys)).all(), template.text


def test_a_sentence_without_end_is_read_in_pieces(trained: Language) -> None:
    once = trained("жаңбыр Атырауда басталды")
    doc = trained("жаңбыр Атырауда басталды " * 2000)
    assert [(ent.text, ent.label_) for ent in once.ents] == [("Атырауда", "LOC")]
    # At the seams between pieces a word lacks its neighbours.
    assert len(doc.ents) > 1990
    assert {(ent.text, ent.label_) for ent in doc.ents} == {("Атырауда", "LOC")}


@pytest.mark.parametrize("sign", ["\x00", "😀", "«", "…"])
def test_signs_alone_are_no_candidates(trained: Language, sign: str) -> None:
    doc = trained(f"{sign * 50}Біз Қызылордадан келдік{sign * 50}")
    assert len(doc.ents) > 0
    assert all(any(char.isalnum() for char in span.text) for span in doc.spans["model"])


def test_rows_in_portions_are_the_rows(trained: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    recognizer = trained.get_pipe("kk_crf")
    docs = [trained.make_doc("Кеше Атырауда жиын өтті. Дина келді"), trained.make_doc("Оралда")]
    bounds = [[(0, 3), (3, len(docs[0]))], [(0, 1)]]
    whole = recognizer.features.rows_of(zip(docs, bounds, strict=True))
    monkeypatch.setattr("atau.components.crf.features._AT_ONCE", 2)
    parts: list[Any] = []

    def keep(rows: Any) -> Any:
        parts.append(rows)
        return rows.astype(np.float32)

    joined = recognizer.features.sums(zip(docs, bounds, strict=True), keep)
    assert max(map(len, parts)) == 2
    np.testing.assert_array_equal(joined, whole)
