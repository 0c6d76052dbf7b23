"""Sentence boundaries; a bar stands where a sentence begins."""

from __future__ import annotations

import pytest
import spacy

NLP = spacy.blank("kk")
NLP.add_pipe("kk_sentences")

CASES = [
    "Жиын өтті. |Оған әкім қатысты! |Кім келді? |Ешкім.",
    "Жиынды Қ. Серіков ашты. |Н.Ә.Назарбаев келді.",
    "Ол Алматы қ. тұрады. |Кейін 2020–2025 жж. оқыды.",
    "Бұл ХХІ ғ. басы. |Солай.",
    "Қойлар, ешкілер, т.б. малдар бар.",
    "«Келдік.» |Ол солай деді.",
    "Тақырып\n\n|Мәтін басталды.",
    "1. Бірінші мәселе қаралды. |2. Екіншісі кейінге қалды.",
    "Шығыны 4,5 млрд. теңге болды. |Аз емес.",
    "– Келемін, – деді ол. |– Күтеміз.",
]


@pytest.mark.parametrize("source", CASES)
def test_boundaries(source: str) -> None:
    expected = [piece.strip() for piece in source.split("|")]
    doc = NLP(source.replace("|", ""))
    assert [sent.text.strip() for sent in doc.sents] == expected


def test_empty_text() -> None:
    assert list(NLP("").sents) == []
