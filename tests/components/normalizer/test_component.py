"""What the normalizer sets is plain data of the doc: it travels with DocBin, JSON and between processes."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import atau
from atau.components.common.display import OPTIONS, amount, displacy_data
from atau.components.common.extensions import DOC_ATTRIBUTES, SPAN_ATTRIBUTES
from atau.corpus.marked import parse

TEXT = (
    "Атырау облысының әкімі Ерлан Сабыров Денсаулық сақтау министрлігінде 4,5 млрд. теңге бөлінгенін айтты. "
    "Жиынға 80 делегат келді. Е.Сабыровтың айтуынша, халықтың үштен бірі қатысты."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return atau.load("rules")


def _known(doc: Doc) -> list[tuple[object, ...]]:
    spans = [*doc.ents, *doc.spans["nested"]]
    return [(s.start, s.end, s.label_, *(s._.get(name) for name in SPAN_ATTRIBUTES)) for s in spans] + [
        (json.dumps(doc._.people, ensure_ascii=False),)
    ]


def test_a_docbin_keeps_everything(nlp: Language) -> None:
    doc = nlp(TEXT)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(data).get_docs(spacy.blank("kk").vocab)
    assert _known(back) == _known(doc)
    assert back._.people[0]["name"] == "Ерлан Сабыров"


def test_json_keeps_everything(nlp: Language) -> None:
    doc = nlp(TEXT)
    names = [*SPAN_ATTRIBUTES, *DOC_ATTRIBUTES]
    names.remove("place")  # kk_linker writes it, and spaCy refuses names of which nothing is stored
    data = json.loads(json.dumps(doc.to_json(underscore=names)))
    back = Doc(spacy.blank("kk").vocab).from_json(data)
    assert _known(back) == _known(doc)


def test_processes_keep_everything(nlp: Language) -> None:
    texts = [TEXT, "Бүгін 5 адам келді.", TEXT]
    found = [_known(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    assert found == [_known(nlp(text)) for text in texts]


def test_spans_of_any_origin(nlp: Language) -> None:
    """Spans that no rule found, as a trained component or an annotator sets them, are read the same."""
    marked = parse("⟦PERSON Ерлан Сабыровтың⟧ айтуынша, ⟦LOC Атырауда⟧ ⟦QUANTITY 4,5 млрд. теңге⟧ бөлінді.")
    blank = spacy.blank("kk")
    normalizer = blank.add_pipe("kk_normalizer")
    doc = blank.make_doc(marked.text)
    spans = [doc.char_span(m.start, m.end, label=m.label) for m in marked.flat]
    doc.ents = [span for span in spans if span is not None]
    doc = normalizer(doc)
    assert [(e._.normal, e._.quantity, e._.cluster) for e in doc.ents] == [
        ("Ерлан Сабыров", None, "p1"),
        ("Атырау", None, "l1"),
        (None, {"value": 4_500_000_000, "unit": "KZT", "kind": "money"}, None),
    ]


def test_a_doc_without_mentions(nlp: Language) -> None:
    assert nlp("")._.people == []


def test_tooltips_hold_what_is_known(nlp: Language) -> None:
    doc = nlp(TEXT + " <script>")
    page = displacy.render(displacy_data(doc), style="ent", manual=True, options=OPTIONS, jupyter=False)
    assert 'title="Ерлан Сабыров · p1 · ' in page
    assert 'title="4 500 000 000 KZT · ' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        ({"value": 4_500_000_000, "unit": "KZT", "kind": "money"}, "4 500 000 000 KZT"),
        ({"value": 31.5, "unit": "percent", "kind": "percent"}, "31,5 %"),
        ({"value": 2, "unit": "percentage_point", "kind": "percent"}, "2 pp"),
        ({"low": 5, "high": 6, "kind": "count", "counted": "адам"}, "5–6 адам"),
        ({"value": 100, "low": 100, "kind": "count", "approx": "over"}, "> 100"),
        ({"value": 1 / 3, "exact": "1/3", "kind": "fraction"}, "1/3"),
        ({"sides": [44, 32], "unit": "mm", "kind": "measure"}, "44 × 32 mm"),
        ({"kind": "count"}, ""),
    ],
)
def test_amounts_for_the_eye(quantity: dict[str, object], shown: str) -> None:
    assert amount(quantity) == shown
