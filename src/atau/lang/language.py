"""In which language a text is: a probability for Kazakh and its neighbours, sentence group by sentence group.

Each word speaks for and against languages by what needs no training data: whether its letters are all in the alphabet
of a language, whether it has letters beyond the basic ones (two in three Kazakh words have, hardly a Russian one), and
whether it is one of the language's function words. Kazakh in Latin or Arabic letters is looked at in Cyrillic, as the
tokenizer reads it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from spacy.tokens import Doc

from atau.lang.stop_words import STOP_WORDS
from atau.lang.tables import LANGUAGES
from atau.script.foreign import stop_words

KAZAKH: Final = "kk"
#: What the languages are called in English.
NAMES: Final = {
    "az": "Azerbaijani",
    "ba": "Bashkir",
    "en": "English",
    KAZAKH: "Kazakh",
    "ky": "Kyrgyz",
    "mn": "Mongolian",
    "ru": "Russian",
    "tr": "Turkish",
    "tt": "Tatar",
    "uk": "Ukrainian",
    "uz": "Uzbek",
}
#: What a text is in that has no word of letters.
UNKNOWN: Final = "und"
# spaCy's own function words, for the languages it has them of.
_OF_SPACY: Final = ("az", "en", "ky", "ru", "tr", "tt", "uk")
# In nats: a letter that the language does not have; a function word.
_FOREIGN, _FUNCTION = -2.5, 2.5
_BASIC: Final = frozenset("abcdefghijklmnopqrstuvwxyz'абвгдежзийклмнопрстуфхцчшщъыьэюя")
# Words of a text that are looked at: more say nothing new.
_ENOUGH: Final = 2_000
# A sentence of fewer words goes with those beside it.
_SHORT: Final = 4
# `foreign_language` says nothing of a text of fewer words, and gives Kazakh the benefit of this much probability.
_FEW: Final = 5
_DOUBT: Final = 0.05
# Letters that no neighbour has in both sets (Uzbek has қ and ғ, Ukrainian і), and the share of the characters of a text
# that they must be for it to be Kazakh beyond doubt. They are some 5 % and 10 % of Kazakh.
_KAZAKH_VOWELS: Final = "іұ"
_OTHER_KAZAKH: Final = "қғңәөү"
_SURE_SHARES: Final = (0.03, 0.05)


@dataclass(frozen=True, slots=True)
class Guess:
    """A language by its code (ISO 639-1, "und" where there are no words) and how probable it is, 0..1."""

    language: str
    probability: float


class _Languages:
    """Alphabets, typical letters and function words by language."""

    def __init__(self) -> None:
        letters: dict[str, set[str]] = {}
        words: dict[str, set[str]] = {KAZAKH: set(STOP_WORDS)}
        plain: dict[str, float] = {}
        for language, kind, value in LANGUAGES.read():
            if kind == "letters":
                letters.setdefault(language, set()).update(value)
            elif kind == "plain":
                plain[language] = float(value)
            else:
                words.setdefault(language, set()).add(value)
        for language in _OF_SPACY:
            words.setdefault(language, set()).update(stop_words(language))
        self.names = tuple(sorted(letters))
        self._plain = [plain[name] for name in self.names]
        self._letters = {
            letter: [letter in letters[name] for name in self.names] for letter in set().union(*letters.values())
        }
        self._function = {word: [word in words[name] for name in self.names] for word in set().union(*words.values())}
        self._own_words = {name: words[name] - words[KAZAKH] for name in self.names}
        self._own_letters = {name: letters[name] - letters[KAZAKH] - _BASIC for name in self.names}
        self.evidence = lru_cache(maxsize=1 << 14)(self._evidence)

    def shows_itself(self, language: str, words: Sequence[str]) -> bool:
        """Whether one of the words is a function word that `language` has and Kazakh has not, or has such a letter."""
        if not self._own_words[language].isdisjoint(words):
            return True
        letters = self._own_letters[language]
        return any(not letters.isdisjoint(word) for word in words)

    def _evidence(self, word: str) -> tuple[float, ...] | None:
        """What a word in lower case says for each language, in nats; None where it is no word of letters."""
        if not any(map(str.isalpha, word)):
            return None
        own = not _BASIC.issuperset(word)
        found = [math.log(1 - plain if own else plain) for plain in self._plain]
        for letter in set(word):
            known = self._letters.get(letter)
            if known is not None:
                found = [score if yes else score + _FOREIGN for score, yes in zip(found, known, strict=True)]
        listed = self._function.get(word)
        if listed is not None:
            # A word of many languages says little for each.
            weight = _FUNCTION / sum(listed)
            found = [score + weight * yes for score, yes in zip(found, listed, strict=True)]
        # One word decides nothing alone: a Russian name in a Kazakh sentence.
        top = max(found)
        return tuple(max(score - top, -4.0) for score in found)


@lru_cache(maxsize=1)
def _languages() -> _Languages:
    return _Languages()


def guess(words: Iterable[str]) -> Guess:
    """The language of words in lower case.

    >>> guess("ол кеше қалаға келді және жиынға қатысты".split()).language
    'kk'
    >>> guess("он вчера приехал в город и был на собрании".split()).language
    'ru'
    """
    known = _languages()
    seen, total = _total(known, words)
    if not seen:
        return Guess(UNKNOWN, 1.0)
    best, weights = _best(known.names, total)
    return Guess(known.names[best], round(weights[best], 4))


def foreign_language(doc: Doc) -> str | None:
    """The language of `doc` where that surely is not Kazakh, else None.

    None, too, for a few words, and for names and numbers without a single function word or letter of another language:
    lists and tables of a Kazakh text look like that. Cheap for Kazakh in Cyrillic, which its letters give away.
    """
    if len(doc) < _FEW or _is_surely_kazakh(doc.text):
        return None
    known = _languages()
    words = [token.norm_ for token in doc]
    seen, total = _total(known, words)
    if seen < _FEW:
        return None
    best, probabilities = _best(known.names, total)
    if probabilities[known.names.index(KAZAKH)] > _DOUBT:
        return None
    language = known.names[best]
    return language if known.shows_itself(language, words[:_ENOUGH]) else None


def _is_surely_kazakh(text: str) -> bool:
    """Whether the letters of `text` are those of Kazakh, and of no neighbour, as often as Kazakh has them.

    >>> _is_surely_kazakh("Бүгін таңертең көршінің баласы ауылдан келді")
    True
    >>> _is_surely_kazakh("Бүгүн эртең менен кошунанын баласы айылдан келди")
    False
    """
    text = text.lower()
    return all(
        sum(map(text.count, letters)) >= share * len(text)
        for letters, share in zip((_KAZAKH_VOWELS, _OTHER_KAZAKH), _SURE_SHARES, strict=True)
    )


def _total(known: _Languages, words: Iterable[str]) -> tuple[int, list[float]]:
    """How many of the first words are words of letters, and what they say for each language, in nats."""
    total = [0.0] * len(known.names)
    seen = 0
    for word in words:
        found = known.evidence(word)
        if found is None:
            continue
        seen += 1
        total = [a + b for a, b in zip(total, found, strict=True)]
        if seen >= _ENOUGH:
            break
    return seen, total


def _best(names: Sequence[str], total: Sequence[float]) -> tuple[int, list[float]]:
    """The place of the likeliest language, and the probabilities of all."""
    # Words beside one another are no independent witnesses.
    top = max(total)
    weights = [math.exp((score - top) / 1.5) for score in total]
    # Of equals Kazakh comes first: this is a pipeline for Kazakh.
    best = max(range(len(names)), key=lambda i: (total[i], names[i] == KAZAKH))
    whole = sum(weights)
    return best, [weight / whole for weight in weights]


def language_of(doc: Doc) -> dict[str, Any]:
    """The language of `doc` and of its groups of sentences; it is found anew at every call.

    language: code of the whole text. probability: 0..1. groups: neighbouring sentences in one language, each a dict of
    start, end (characters), language and probability.
    """
    # A lexeme's NORM is the Cyrillic word where Kazakh stands in other letters.
    whole = guess(token.norm_ for token in doc)
    groups = [
        {"start": start, "end": end, "language": found.language, "probability": found.probability}
        for start, end, found in _groups(doc)
    ]
    return {"language": whole.language, "probability": whole.probability, "groups": groups}


def _groups(doc: Doc) -> Iterator[tuple[int, int, Guess]]:
    """(start, end, guess) of neighbouring sentences of one language; short ones go with those before."""
    spans: list[list[Any]] = []
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]] if len(doc) else []
    for sentence in sentences:
        words = [token.norm_ for token in sentence]
        letters = sum(any(map(str.isalpha, word)) for word in words)
        found = guess(words)
        if spans and (found.language == spans[-1][2] or letters < _SHORT):
            spans[-1][1] = sentence.end
        else:
            spans.append([sentence.start, sentence.end, found.language])
    for start, end, _ in spans:
        span = doc[start:end]
        yield span.start_char, span.end_char, guess(token.norm_ for token in span)
