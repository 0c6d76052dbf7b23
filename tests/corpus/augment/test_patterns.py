"""Sentences made from frames, and texts in another script."""

from __future__ import annotations

import random
import re

import pytest
import spacy
from augment_cases import TEXTS
from hypothesis import given, settings

from atau.corpus.augment.base import doc_of
from atau.corpus.augment.factories import make_patterns
from atau.corpus.augment.names import Names
from atau.corpus.augment.patterns import KINDS, Patterns
from atau.corpus.augment.scripts import ScriptExchange
from atau.corpus.examples import same_tokens
from atau.corpus.marked import MarkedText, parse, write
from atau.corpus.tables import SENTENCE_FRAMES
from atau.script.writing import TARGETS
from atau.script.writing import write as transliterate

NLP = spacy.blank("kk")


@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_of_a_pattern_is_a_span_of_tokens(kind: str) -> None:
    made = Patterns(Names("training"), (kind,), 12)
    for seed in range(20):
        marked = made(random.Random(seed))
        assert made(random.Random(seed)) == marked
        assert not re.search(r"[{}]", marked.text)
        assert doc_of(NLP, marked, own_tokens=False) is not None


def test_the_frames_are_marked_text_whose_gaps_are_known() -> None:
    made = Patterns()
    for frame, _ in SENTENCE_FRAMES.read():
        bare = parse(frame)
        assert write(bare) == frame
        filled = parse(made.filled(frame, random.Random(1)))
        assert [(m.label, m.depth) for m in filled.marks] == [(m.label, m.depth) for m in bare.marks]


def test_two_people_side_by_side_agree_with_the_verb() -> None:
    made = Patterns(Names(), ("adjacent",), 1)
    found = [made.filled("⟦PERSON {person}⟧ ⟦PERSON {person:acc}⟧ ұтты.", random.Random(seed)) for seed in range(50)]
    shape = re.compile(r"⟦PERSON \w+ [\w-]+⟧ ⟦PERSON \w+ [\w-]+[дтн][ыі]⟧ ұтты\.")
    assert all(map(shape.fullmatch, found))
    assert len(set(found)) == 50


def test_patterns_follow_examples_and_take_no_place() -> None:
    doc = NLP.make_doc("бос сөйлем")
    example = same_tokens(NLP, doc)
    augmenter = make_patterns(level=0.5, seed=1)
    outs = [list(augmenter(NLP, example)) for _ in range(100)]
    assert all(out[0] is example for out in outs)
    assert 35 < sum(len(out) - 1 for out in outs) < 65
    assert all(out[1].reference.ents for out in outs if len(out) > 1)
    own = NLP.make_doc("Хабар , деді")
    own.user_data["atau_own_tokens"] = True
    assert all(len(list(augmenter(NLP, same_tokens(NLP, own)))) == 1 for _ in range(20))


def test_settings_of_patterns() -> None:
    with pytest.raises(ValueError, match="use some of adjacent, body, team"):
        Patterns(kinds=("teams",))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_another_script_keeps_every_mark_on_its_letters(marked: MarkedText) -> None:
    for alphabet in TARGETS:
        changed = ScriptExchange(alphabet)(marked, random.Random(0))
        assert changed.text == transliterate(marked.text, alphabet).text
        assert [(m.label, m.depth) for m in changed.marks] == [(m.label, m.depth) for m in marked.marks]
        if alphabet != "arabic":
            for old, new in zip(marked.marks, changed.marks, strict=True):
                piece = transliterate(marked.text[old.start : old.end], alphabet).text
                assert changed.text[new.start : new.end].lower() == piece.lower()


def test_latin_letters_with_the_marks_where_they_went() -> None:
    changed = ScriptExchange()(parse("⟦LOC Щучинскіде⟧ «⟦ORG Жайық⟧» ЖШС"), random.Random(0))
    assert write(changed) == "⟦LOC Şuchinskıde⟧ «⟦ORG Jaiyq⟧» JŞS" or write(changed).startswith("⟦LOC ")
    assert write(ScriptExchange()(parse("⟦LOC ь⟧ сөз"), random.Random(0))) == "⟦LOC ь⟧ сөз"
    with pytest.raises(ValueError, match="alphabet is 'latin'; use one of latin-2021"):
        ScriptExchange("latin")
