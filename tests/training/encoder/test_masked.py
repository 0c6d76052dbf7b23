"""Whole words are hidden, in one way each, about as many as are asked for."""

from __future__ import annotations

import random

import pytest
import spacy

pytest.importorskip("torch", reason='the extra "train" is not installed')
pytest.importorskip("safetensors", reason='the extra "train" is not installed')

import torch
from tiny_start import PIECES

from atau.components.encoder.pieces import MASK, PAD, SPECIAL, UNKNOWN
from atau.components.encoder.windows import windows
from atau.training.encoder.batches import IGNORED
from atau.training.encoder.masked import Text, hide, text_batches

NLP = spacy.blank("kk")


def _batch(*texts: str) -> Text:
    found = [window for text in texts for window in windows(NLP(text), PIECES)]
    (batch,) = text_batches(found, 10_000, random.Random(0))
    return batch


def test_pieces_belong_to_the_words_that_the_tokens_stand_for() -> None:
    batch = _batch("А т ы р а у д а көл", "Aтыpaудa көл")
    numbers = [[PIECES.pieces[n] for n in row if n != PAD] for row in batch.numbers.tolist()]
    assert numbers[0] == numbers[1] == ["<s>", "▁Атырау", "да", "▁", "к", "ө", "л", "</s>"]
    assert batch.words.tolist() == [[-1, 0, 0, 1, 1, 1, 1, -1]] * 2


def test_start_end_fillers_and_words_with_unknown_pieces_are_never_asked_for() -> None:
    batch = _batch("көл 語 Атырау語", "Алматыға көл бар Атырауда")
    _, answers = hide(batch, 1.0, len(PIECES))
    asked = answers != IGNORED
    assert torch.equal(answers[asked], batch.numbers[asked])
    assert not {0, 1, UNKNOWN, MASK, PAD} & set(answers[asked].tolist())
    read = [[PIECES.pieces[n] for n in row if n != IGNORED] for row in answers.tolist()]
    assert sorted(map(len, read)) == [4, 12]


def test_all_pieces_of_a_word_are_hidden_in_one_way() -> None:
    torch.manual_seed(0)
    batch = _batch(*["Алматыға көл бар Атырауда жүз жиын"] * 300)
    numbers, answers = hide(batch, 0.3, len(PIECES))
    asked, words = answers != IGNORED, batch.words
    ways = {"masked": 0, "kept": 0, "replaced": 0, "none": 0}
    for row in range(len(words)):
        for word in range(6):
            places = words[row] == word
            assert len(set(asked[row][places].tolist())) == 1
            new, old = numbers[row][places], batch.numbers[row][places]
            if not asked[row][places][0]:
                assert torch.equal(new, old)
                ways["none"] += 1
            elif (new == MASK).any():
                assert (new == MASK).all()
                ways["masked"] += 1
            else:
                ways["kept" if torch.equal(new, old) else "replaced"] += 1
                assert (new >= len(SPECIAL)).all()
    total = sum(ways.values())
    asked_words = total - ways["none"]
    assert asked_words / total == pytest.approx(0.3, abs=0.05)
    assert ways["masked"] / asked_words == pytest.approx(0.8, abs=0.06)
    assert ways["replaced"] / asked_words == pytest.approx(0.1, abs=0.05)
