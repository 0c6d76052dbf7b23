"""Every token is read, in whole sentences where they fit, as the word that it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import blank
from spacy.tokens import Doc
from tiny_encoder import pieces

from atau.components.encoder.pieces import END, START
from atau.components.encoder.windows import windows

TABLE = pieces()
NLP = blank("kk")
NLP.add_pipe("kk_sentences")


def _read(doc: Doc, token: int) -> list[str]:
    (window,) = [w for w in windows(doc, TABLE) if w.start <= token < w.end]
    first = window.places[token - window.start]
    places = [*window.places, len(window.numbers) - 1]
    return [TABLE.pieces[n] for n in window.numbers[first : places[token - window.start + 1]]]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="аАб дА.! \n«»1AbخЌ", max_size=200), st.integers(8, 40))
def test_every_token_is_in_one_window_that_is_not_too_long(text: str, room: int) -> None:
    doc = NLP(text)
    found = list(windows(doc, TABLE, room))
    assert [i for window in found for i in range(window.start, window.end)] == list(range(len(doc)))
    for window in found:
        assert window.numbers[0] == START
        assert window.numbers[-1] == END
        assert len(window.places) == window.end - window.start
        assert all(0 < place < len(window.numbers) - 1 for place in window.places)
        assert sorted(set(window.places)) == window.places


def test_sentences_share_a_window_while_they_fit() -> None:
    doc = NLP("Атырауда жиын. Алматыда жиын. Оралда жиын.")
    assert len(list(windows(doc, TABLE))) == 1
    starts = [window.start for window in windows(doc, TABLE, 24)]
    assert set(starts) <= {sent.start for sent in doc.sents}
    assert len(starts) > 1


def test_a_sentence_that_is_too_long_is_cut() -> None:
    doc = NLP("көл " * 300)
    found = list(windows(doc, TABLE))
    assert max(len(window.numbers) for window in found) <= 128
    assert len(found) > 5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("А т ы р а у д а жиын.", "А т ы р а у д а"),
        ("Aтыpaудa жиын.", "Aтыpaудa"),  # Latin letters that look Cyrillic
        ("Aty\u00adrauda jıyn ötedi.", "Aty\u00adrauda"),
    ],
)
def test_damaged_words_and_other_scripts_are_read_as_words(text: str, word: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert doc[0].text == word
    assert _read(doc, 0) == ["▁Атырау", "да"]


def test_what_follows_white_space_is_known_as_such() -> None:
    doc = NLP("«Атырау» Атырау\nАтырау")
    words = [_read(doc, token.i) for token in doc if token.text == "Атырау"]
    assert [pieces[0] for pieces in words] == ["А", "▁Атырау", "▁Атырау"]


def test_nothing_to_read() -> None:
    assert list(windows(NLP(""), TABLE)) == []
