"""Tables of words: what they give, and that they do not grow with the texts."""

from __future__ import annotations

import pickle

import numpy as np

from atau.components.common.token_facts import Word, make_word
from atau.components.common.word_table import WordTable


def table(most: int) -> WordTable[np.int32]:
    """Of the length and the first letter of words; its first row is zero."""
    return WordTable(np.zeros((1, 2), dtype=np.int32), most)


def numbers(words: WordTable[np.int32], text: str) -> list[list[int]]:
    tokens = [make_word(form) for form in text.split()]
    words.make_room(len(tokens))
    found = words.look_up([hash(token.norm) for token in tokens], tokens, _row)
    result: list[list[int]] = words.rows[found].tolist()
    return result


def _row(word: Word) -> list[int]:
    return [len(word.norm), ord(word.norm[0])]


def expected(text: str) -> list[list[int]]:
    return [_row(make_word(form)) for form in text.split()]


def test_ever_new_words_take_no_more_memory_than_the_first() -> None:
    words = table(50)
    first = None
    for i in range(100):
        text = f"ауыл{i} көл{i} тау{i} ауыл{i} өзен{i} жол{i} жер{i}"
        assert numbers(words, text) == expected(text)
        first = first if first is not None else words.rows
        assert words.rows is first
        assert words.count <= len(words.rows) == 50


def test_a_long_text_has_room_for_its_time() -> None:
    words = table(50)
    long = " ".join(f"көше{i}" for i in range(400))
    assert numbers(words, long) == expected(long)
    assert numbers(words, "ауыл көл") == expected("ауыл көл")
    assert len(words.rows) == 50


def test_another_process_gets_the_words_and_not_the_room() -> None:
    words = table(100_000)
    numbers(words, "ауыл көл")
    data = pickle.dumps(words)
    assert len(data) < 2000
    copy = pickle.loads(data)
    assert copy.rows.tolist() == words.rows[: words.count].tolist()
    for text in ("көл тау", "жол", "ауыл"):
        assert numbers(copy, text) == expected(text)
