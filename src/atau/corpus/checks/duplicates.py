"""The same text twice: ids, sentences, and stretches of six words, within a split and across splits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from atau.corpus.checks.article import CheckedArticle
from atau.corpus.problems import Problem, Severity

SHINGLE: Final = 6
# Shorter sentences are menus and formulas that any two articles share.
MIN_WORDS: Final = 6
# Sentences that share this part of the shingles of the shorter one are nearly the same.
NEAR: Final = 0.5
# Articles that share this part of the shingles of the shorter one are versions of one text.
NEAR_ARTICLE: Final = 0.2
_MAX_POSTINGS: Final = 50


@dataclass(frozen=True, slots=True)
class _Sentence:
    article: int
    line: int
    column: int
    words: tuple[str, ...]


@dataclass(slots=True)
class Duplicates:
    """Takes articles one by one and then tells what stands in more than one of them.

    Memory: the words of all sentences of six words or more.
    """

    _files: list[tuple[str, str]] = field(default_factory=list)  # file, split
    _places: list[tuple[int, int]] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)
    _sentences: list[_Sentence] = field(default_factory=list)

    def add(self, article: CheckedArticle) -> Iterator[Problem]:
        """Remember an article; its id may be there already."""
        number = len(self._files)
        self._files.append((article.file, article.split))
        self._places.append(article.place(0))
        first = self._ids.setdefault(article.record.id, number)
        if first != number:
            message = f"the id is that of {self._name(first)}"
            yield Problem(article.file, *self._places[number], "error", "duplicate-id", message, article.record.id)
        for sent in article.doc.sents:
            words = tuple(w.norm for w in article.words[sent.start : sent.end] if w.alpha or w.digit)
            if len(words) >= MIN_WORDS:
                self._sentences.append(_Sentence(number, *article.place(sent.start_char), words))

    def _name(self, article: int) -> str:
        line = self._places[article][0]
        return self._files[article][0] + (f":{line}" if line > 1 else "")

    def problems(self) -> Iterator[Problem]:
        """What stands twice."""
        twins: set[tuple[int, int]] = set()
        yield from self._equal(twins)
        yield from self._near(twins)

    def _across(self, a: int, b: int) -> bool:
        first, second = self._files[a][1], self._files[b][1]
        return bool(first and second and first != second)

    def _equal(self, twins: set[tuple[int, int]]) -> Iterator[Problem]:
        seen: dict[tuple[str, ...], list[_Sentence]] = {}
        for sentence in self._sentences:
            earlier = seen.setdefault(sentence.words, [])
            # The one in another split, if any: that one does harm.
            other = next((s for s in earlier if self._across(s.article, sentence.article)), None)
            other = other or next((s for s in earlier if s.article != sentence.article), None)
            if other is not None:
                across = self._across(other.article, sentence.article)
                twins.add((other.article, sentence.article))
                yield self._problem(
                    sentence, other, "error" if across else "warning",
                    "duplicate-across-splits" if across else "duplicate",
                    "the same sentence stands in another split:" if across else "the same sentence stands in",
                )  # fmt: skip
            earlier.append(sentence)

    def _near(self, twins: set[tuple[int, int]]) -> Iterator[Problem]:
        postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        shared: Counter[tuple[int, int]] = Counter()
        sizes: Counter[int] = Counter()
        told: set[tuple[int, int]] = set()
        for i, sentence in enumerate(self._sentences):
            shingles = _shingles(sentence.words)
            sizes[sentence.article] += len(shingles)
            common: Counter[int] = Counter()
            for shingle in shingles:
                articles = set()
                for j in postings[shingle]:
                    if self._sentences[j].article != sentence.article:
                        common[j] += 1
                        articles.add(self._sentences[j].article)
                shared.update((article, sentence.article) for article in articles)
                if len(postings[shingle]) < _MAX_POSTINGS:
                    postings[shingle].append(i)
            for j, count in common.most_common(1):
                other = self._sentences[j]
                least = min(len(shingles), len(_shingles(other.words)))
                if other.words != sentence.words and count >= max(2, NEAR * least):
                    across = self._across(other.article, sentence.article)
                    told.add((other.article, sentence.article))
                    code = "near-duplicate-across-splits" if across else "near-duplicate"
                    yield self._problem(sentence, other, "warning", code, "nearly the same sentence stands in")
        for (a, b), count in sorted(shared.items()):
            least = min(sizes[a], sizes[b])
            if least >= 20 and count >= NEAR_ARTICLE * least and (a, b) not in told | twins:
                file, _ = self._files[b]
                message = f"shares {count / least:.0%} of its stretches of {SHINGLE} words with {self._name(a)}"
                yield Problem(file, *self._places[b], "warning", "near-duplicate-article", message)

    def _problem(self, sentence: _Sentence, other: _Sentence, severity: Severity, code: str, message: str) -> Problem:
        file, _ = self._files[sentence.article]
        where = f"{self._files[other.article][0]}:{other.line}"
        return Problem(file, sentence.line, sentence.column, severity, code, f"{message} {where}")


def _shingles(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The stretches of words, each once, in order: what is found must not depend on the hashes of strings."""
    return list(dict.fromkeys(words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1)))
