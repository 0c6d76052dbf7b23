"""Letter-spaced and broken words: how well boundaries are found, and that clean text is left alone.

The sentences are those of the project's own corpus (training and development part), so the floors hold everywhere.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
from scripts_loaded import script

from atau.corpus.marked import parse
from atau.lang.letterspacing import spaced_tokens
from atau.lang.word_model import word_model

ROOT = Path(__file__).parents[2]


@lru_cache(maxsize=1)
def _script() -> ModuleType:
    return script("check_tokenizer")


def _articles() -> list[Path]:
    return sorted(path for part in ("train", "dev") for path in (ROOT / "corpus" / "news" / part).glob("*.txt"))


def _text(path: Path) -> str:
    return parse(path.read_text(encoding="utf-8").split("---\n", 2)[-1]).text


@lru_cache(maxsize=1)
def _paragraphs() -> list[str]:
    return [line for path in _articles() for line in _text(path).split("\n") if line.strip()]


@pytest.mark.parametrize("longest", [1, 2, 3])
def test_boundaries_in_letter_spaced_text(longest: int) -> None:
    rng = random.Random(1)
    lines = rng.sample([p for p in _paragraphs() if len(p.split()) > 4 and not spaced_tokens(p)], 150)
    right, given, expected = _script().boundaries(lines, longest, rng)
    assert expected > 1500
    assert 2 * right / (given + expected) >= 0.965


def test_clean_text_is_not_merged() -> None:
    """Articles that are marked as letter-spaced or broken apart; all the others hold no word in pieces."""
    dirty = re.compile("^dirt:.*(spaced|hyphens|wrapped)", re.MULTILINE)
    texts = [_text(path) for path in _articles() if not dirty.search(path.read_text("utf-8"))]
    assert sum(len(text.split()) for text in texts) > 8_000
    assert [text[start:end] for text in texts for start, end in spaced_tokens(text)] == []


BROKEN = [
    ("сайлана- лы", "сайлана- лы"),
    ("парти – ясы", "парти – ясы"),
    ("облыс- тық", "облыс- тық"),
    ("дамыты- лады", "дамыты- лады"),
    ("мәсли-\nхаты", "мәсли-\nхаты"),
]


@pytest.mark.parametrize(("text", "token"), BROKEN)
def test_words_broken_at_a_line_end(text: str, token: str) -> None:
    assert [text[start:end] for start, end in spaced_tokens(text)] == [token]


@pytest.mark.parametrize(
    "text",
    ["бұл – жаңа заң", "үзілді- кесілді", "Астана- Алматы", "мекендер- пос", "5- сынып", "SSL- шифр", "ол - кім"],
)
def test_dashes_between_words(text: str) -> None:
    assert spaced_tokens(text) == []


@pytest.mark.parametrize("text", ["А. Б. В. Серіков", "a b c", "1 2 3 4", "x y", "А және Б", "", " ", "\n\n"])
def test_symbols_and_initials(text: str) -> None:
    assert spaced_tokens(text) == []


def test_any_run_stays_inside_the_text() -> None:
    text = "т ө р а ғ а с ы\n\nж и ы н"
    assert [text[s:e] for s, e in spaced_tokens(text)] == ["т ө р а ғ а с ы", "ж и ы н"]


def test_many_broken_words() -> None:
    """A look at all words found before, for every one, would take minutes here."""
    assert len(spaced_tokens("сайлана- лы " * 30_000)) == 30_000


def test_letter_spaced_text_without_blanks_in_reach() -> None:
    text = "\u00a0".join("төраға") + "\u00a0" + "мектеп\u00a0" * 2_000 + "\u00a0".join("мәслихат")
    assert [text[s:e].replace("\u00a0", "") for s, e in spaced_tokens(text)] == ["төраға", "мәслихат"]


def test_word_model() -> None:
    model = word_model()
    assert model.known("облыс")
    assert model.known("облысымызда")
    assert model.known("нұрланұлының")
    assert not model.known("қшзғд")
    assert model.cost("және") < model.cost("жандосұлына") < model.cost("қшзғдқшзғдұ")
