"""The first word of a sentence: a common noun, or the beginning of a name."""

from __future__ import annotations

import pytest

from atau.components.common.sentence_start import begins, is_common_noun, stands_apart
from atau.components.common.token_facts import make_word


@pytest.mark.parametrize("norm", ["өрт", "көпір", "жаңалықтар", "дауылдан", "жиында"])
def test_common_nouns(norm: str) -> None:
    assert is_common_noun(norm)


@pytest.mark.parametrize("norm", ["айгүл", "омаров", "серікұлы", "алматы", "атырауда", "тасөткелсай"])
def test_names_and_unknown_words_are_none(norm: str) -> None:
    assert not is_common_noun(norm)


@pytest.mark.parametrize(("norm", "apart"), [("өртті", True), ("жолда", True), ("өрт", False), ("жолдың", False)])
def test_a_case_sets_it_apart(norm: str, apart: bool) -> None:
    assert stands_apart(norm) == apart


def test_begins() -> None:
    tokens = [make_word(form) for form in ("Ол", "келді", ".", "Өрт", "\n", "Қар")]
    assert [i for i in range(len(tokens)) if begins(tokens, i)] == [0, 3, 5]
