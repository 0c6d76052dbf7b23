"""Who is who in a document: marks of the same cluster attribute get the same id, others different ones."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from atau.components.normalizer import clusters
from atau.components.normalizer.nominative import shared_nominatives
from atau.components.normalizer.person_names import NameParser, PersonName, compatible, merge
from atau.corpus.marked import parse

_known = shared_nominatives()
parse_name = NameParser(_known.names, _known.words["father"]).parse


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("kk")
    nlp.add_pipe("kk_normalizer")
    return nlp


def _read(nlp: Language, source: str) -> tuple[Doc, list[str]]:
    marked = parse(source)
    doc = nlp.make_doc(marked.text)
    spans = [doc.char_span(m.start, m.end, label=m.label) for m in marked.marks]
    pairs = [(span, mark.depth) for span, mark in zip(spans, marked.marks, strict=True) if span is not None]
    doc.ents = [span for span, depth in pairs if not depth]
    doc.spans["nested"] = [span for span, depth in pairs if depth]
    doc = nlp.get_pipe("kk_normalizer")(doc)
    return doc, [dict(mark.attributes).get("cluster", "") for mark in marked.marks]


SAME = [
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧ келді. ⟦PERSON{cluster=a} Қ.Сабыровтың⟧ сөзі. ⟦PERSON{cluster=a} Сабыров⟧.",
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧; ⟦PERSON{cluster=a} Қ. Е. Сабыров⟧, ⟦PERSON{cluster=a} Қайрат Ерланұлы⟧.",
    "⟦PERSON{cluster=a} Наурыз Байғалиев⟧ келді. ⟦PERSON{cluster=a} Наурыз Серікұлы⟧ сөйледі.",
    "⟦PERSON{cluster=a} Сабыров Қайрат Ерланұлы⟧ мен ⟦PERSON{cluster=a} Қайрат Сабыров⟧.",
    "⟦PERSON{cluster=a} Қайрат САБЫРОВ⟧, ⟦PERSON{cluster=a} Қ.САБЫРОВТЫҢ⟧, ⟦PERSON{cluster=a} Қайрат Сабыровқа⟧.",
    "⟦PERSON{cluster=a} Маркус Вебер⟧ келді. ⟦PERSON{cluster=a} Вебердің⟧ айтуынша.",
    "⟦PERSON{cluster=a} Айгүл Нұрланқызы⟧ мен ⟦PERSON{cluster=a} Айгүл⟧.",
    "⟦PERSON{cluster=a} Қ.Сабыров⟧ пен ⟦PERSON{cluster=a} Қайрат Сабыров⟧.",
    "⟦PERSON{cluster=a} Күлпаш Серікқызы⟧ келді. ⟦PERSON{cluster=a} К. Серікқызының⟧ сөзі.",
    "⟦PERSON{cluster=a} Арман Зейнолла⟧ келді. ⟦PERSON{cluster=a} Зейнолла⟧ кетті.",
    "⟦PERSON{cluster=a} Зейнолла⟧ келді. ⟦PERSON{cluster=b} Арман Зейнолла⟧ кетті.",
    "⟦PERSON{cluster=a} Күлпаш Серікқызы⟧ келді. ⟦PERSON{cluster=b} Д. Серікқызының⟧ сөзі.",
    # Namesakes, kin, others with the same initial.
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧ пен ⟦PERSON{cluster=b} Қуат Сабыров⟧.",
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧ пен ⟦PERSON{cluster=b} Дана Сабырова⟧.",
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧ пен ⟦PERSON{cluster=b} Е.Сабыров⟧.",
    "⟦PERSON{cluster=a} Қайрат Ерланұлы Сабыров⟧ пен ⟦PERSON{cluster=b} Қайрат Маратұлы Сабыров⟧.",
    "⟦PERSON{cluster=a} Қайрат Ерланұлы⟧ мен ⟦PERSON{cluster=b} Қайрат Маратұлы⟧.",
    "⟦PERSON{cluster=a} Қ. Е. Сабыров⟧ пен ⟦PERSON{cluster=b} Қ. М. Сабыров⟧.",
    "⟦PERSON{cluster=a} Айгүл⟧ келді. ⟦PERSON{cluster=b} Айгүл Оспанова⟧ кетті.",
    "⟦PERSON{cluster=a} Қайрат Сабыров⟧, ⟦PERSON{cluster=b} Қуат Сабыров⟧, ⟦PERSON{cluster=c} Сабыров⟧.",
    # Bodies and places.
    "⟦ORG{cluster=a} Біріккен Ұлттар Ұйымының⟧ (⟦ORG{cluster=a} БҰҰ⟧) өкілі. ⟦ORG{cluster=a} БҰҰ-ға⟧ хат.",
    "⟦ORG{cluster=a} Біріккен Ұлттар Ұйымы⟧ туралы. ⟦ORG{cluster=a} БҰҰ-да⟧ айтылды.",
    "⟦ORG{cluster=a} Дүниежүзілік экономикалық форумның⟧ (⟦ORG{cluster=a} WEF⟧) жиыны.",
    "⟦ORG{cluster=a} INTOSAI-дың⟧ (⟦ORG{cluster=a} Халықаралық бақылау ұйымы⟧) жиыны.",
    "⟦ORG{cluster=a} Қазпочта⟧ мен «⟦ORG{cluster=a} Қазпочтаның⟧» ісі.",
    "⟦LOC{cluster=a} Қазақстан Республикасы⟧ мен ⟦LOC{cluster=a} ҚР-да⟧.",
    "⟦LOC{cluster=a} Атырауда⟧ және ⟦LOC{cluster=a} Атыраудан⟧, ⟦LOC{cluster=b} Атырау облысында⟧.",
    "⟦LOC{cluster=a} Атланта⟧ (⟦LOC{cluster=b} АҚШ⟧) қаласы.",
    "⟦ORG{cluster=a} Ата жол⟧ (⟦ORG{cluster=b} Ақ жол⟧) партиялары.",
    "⟦ORG{cluster=a} ⟦LOC{cluster=b} Атырау⟧ мәслихаты⟧ мен ⟦LOC{cluster=b} Атырауда⟧.",
]  # fmt: skip


@pytest.mark.parametrize("source", SAME)
def test_clusters(nlp: Language, source: str) -> None:
    doc, gold = _read(nlp, source)
    spans = sorted([*doc.ents, *doc.spans["nested"]], key=lambda span: (span.start, -span.end))
    found = [span._.cluster for span in spans]
    assert len(found) == len(gold)
    pairs = [(i, j) for i in range(len(gold)) for j in range(i)]
    assert [found[i] == found[j] for i, j in pairs] == [gold[i] == gold[j] for i, j in pairs]


def test_people_have_names_mentions_and_offices(nlp: Language) -> None:
    doc, _ = _read(
        nlp,
        "⟦POSITION Облыс әкімі⟧ ⟦PERSON Қ.Сабыров⟧ келді. ⟦PERSON Қайрат Сабыровты⟧ ⟦POSITION профессор⟧, "
        "⟦POSITION бас дәрігер⟧ ⟦PERSON Дана Оспанова⟧ – ⟦POSITION депутат⟧ қарсы алды.",
    )
    first, second = doc._.people
    assert (first["cluster"], first["name"], first["offices"]) == ("p1", "Қайрат Сабыров", ["Облыс әкімі"])
    assert [doc.text[start:end] for start, end in first["mentions"]] == ["Қ.Сабыров", "Қайрат Сабыровты"]
    assert (second["name"], second["offices"]) == ("Дана Оспанова", ["профессор", "бас дәрігер", "депутат"])


def test_an_office_before_the_next_person_is_that_persons(nlp: Language) -> None:
    doc, _ = _read(nlp, "⟦PERSON Қайрат Сабыров⟧, ⟦POSITION облыс әкімі⟧ ⟦PERSON Дана Оспанова⟧ келді.")
    assert [person["offices"] for person in doc._.people] == [[], ["облыс әкімі"]]


@pytest.mark.parametrize(
    ("normal", "given", "surname", "patronymic", "initials"),
    [
        ("Қайрат Сабыров", "қайрат", "сабыров", "", ()),
        ("Сабыров Қайрат", "қайрат", "сабыров", "", ()),
        ("Сабыров Қайрат Ерланұлы", "қайрат", "сабыров", "ерланұлы", ()),
        ("Қайрат Ерланұлы Сабыров", "қайрат", "сабыров", "ерланұлы", ()),
        ("Қайрат Ерланұлы", "қайрат", "", "ерланұлы", ()),
        ("Қ. Е. Сабыров", "", "сабыров", "", ("қ", "е")),
        ("Айгүл", "айгүл", "", "", ()),
        ("Сабыров", "", "сабыров", "", ()),
    ],
)
def test_parts_of_a_name(normal: str, given: str, surname: str, patronymic: str, initials: tuple[str, ...]) -> None:
    name = parse_name(normal)
    assert (name.given, name.surname, name.patronymic, name.initials) == (given, surname, patronymic, initials)


_NAMES = st.sampled_from(
    ["Қайрат Сабыров", "Қ. Сабыров", "Қ. Е. Сабыров", "Сабыров", "Қайрат", "Қайрат Ерланұлы", "Дана", "Вебер", "Қ."]
)


@given(_NAMES, _NAMES)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    first, second = parse_name(one), parse_name(other)
    assert compatible(first, second) == compatible(second, first)
    if compatible(first, second):
        assert merge(first, second).parts >= max(first.parts, second.parts) - 2


def test_a_name_of_patronymics_alone_is_a_name(nlp: Language) -> None:
    doc, _ = _read(nlp, "⟦PERSON Ерланұлы Ерланұлы⟧ келді.")
    assert [person["name"] for person in doc._.people] == ["Ерланұлы Ерланұлы"]


def test_namesakes_without_number_are_not_compared_with_one_another(nlp: Language) -> None:
    normalizer = nlp.get_pipe("kk_normalizer")
    compared = 0

    def counted(one: PersonName, other: PersonName) -> bool:
        nonlocal compared
        compared += 1
        return compatible(one, other)

    def persons(count: int) -> int:
        nonlocal compared
        compared = 0
        doc = nlp.make_doc("".join(f"Ба{chr(0x430 + i % 32)}{chr(0x430 + i // 32)}қыт Сабыров, " for i in range(count)))
        doc.ents = [Span(doc, 3 * i, 3 * i + 2, label="PERSON") for i in range(count)]
        normalizer(doc)
        assert len(doc._.people) == count
        return compared

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "compatible", counted)
        assert persons(800) <= persons(400) + 400
