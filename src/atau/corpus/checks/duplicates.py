"""Duplicate ids, sentences and runs of six words, within a split and across splits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from atau.corpus.checks.article import CheckedArticle
from atau.corpus.problems import Problem, Severity

SHINGLE: Final = 6
# Shorter sentences are menus and set phrases that any two articles may share.
MIN_WORDS: Final = 6
# Near-duplicate sentences share at least this fraction of the shingles of the shorter one.
NEAR: Final = 0.5
# Articles that share this fraction of the shingles of the shorter one are versions of one text.
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
    """Collects articles one by one, then reports what occurs in more than one of them.

    Keeps the words of all sentences of six words or more in memory.
    """

    _files: list[tuple[str, str]] = field(default_factory=list)  # file, split
    _places: list[tuple[int, int]] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)
    _sentences: list[_Sentence] = field(default_factory=list)

    def add(self, article: CheckedArticle) -> Iterator[Problem]:
        """Add an article; yields a problem if its id was used before."""
        number = len(self._files)
        self._files.append((article.file, article.split))
        self._places.append(article.place(0))
        first = self._ids.setdefault(article.record.id, number)
        if first != number:
            message = f"the id is also that of {self._name(first)}"
            yield Problem(article.file, *self._places[number], "error", "duplicate-id", message, article.record.id)
        for sent in article.doc.sents:
            words = tuple(w.norm for w in article.words[sent.start : sent.end] if w.alpha or w.digit)
            if len(words) >= MIN_WORDS:
                self._sentences.append(_Sentence(number, *article.place(sent.start_char), words))

    def _name(self, article: int) -> str:
        line = self._places[article][0]
        return self._files[article][0] + (f":{line}" if line > 1 else "")

    def problems(self) -> Iterator[Problem]:
        """All duplicates found."""
        twins: set[tuple[int, int]] = set()
        yield from self._equal(twins)
        yield from self._near(twins)

    def _across(self, a: int, b: int) -> bool:
        first, second = self._files[a][1], self._files[b][1]
        return bool(first and second and first != second)

    def _equal(self, twins: set[tuple[int, int]]) -> Iterator[Problem]:
        seen: dict[tuple[str, ...], list[_Sentence]] = {}
        for sentence in self._sentences:
            # A sentence in an article of its own; of a thousand articles with it, a few of each split are enough.
            earlier = seen.setdefault(sentence.words, [])
            # Prefer one in another split: that is the harmful kind.
            other = next((s for s in earlier if self._across(s.article, sentence.article)), None)
            other = other or next((s for s in earlier if s.article != sentence.article), None)
            if other is not None:
                across = self._across(other.article, sentence.article)
                twins.add((other.article, sentence.article))
                yield self._problem(
                    sentence, other, "error" if across else "warning",
                    "duplicate-across-splits" if across else "duplicate",
                    "the same sentence occurs in another split:" if across else "the same sentence occurs in",
                )  # fmt: skip
            same_split = [s.article for s in earlier if self._files[s.article][1] == self._files[sentence.article][1]]
            if len(same_split) < 2 and sentence.article not in same_split:
                earlier.append(sentence)

    def _near(self, twins: set[tuple[int, int]]) -> Iterator[Problem]:
        postings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        shared: Counter[tuple[int, int]] = Counter()
        sizes: Counter[int] = Counter()
        told: set[tuple[int, int]] = set()
        lengths: list[int] = []
        for i, sentence in enumerate(self._sentences):
            shingles = _shingles(sentence.words)
            sizes[sentence.article] += len(shingles)
            lengths.append(len(shingles))
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
                least = min(len(shingles), lengths[j])
                if other.words != sentence.words and count >= max(2, NEAR * least):
                    across = self._across(other.article, sentence.article)
                    told.add((other.article, sentence.article))
                    code = "near-duplicate-across-splits" if across else "near-duplicate"
                    yield self._problem(sentence, other, "warning", code, "nearly the same sentence occurs in")
        known = told | twins
        for (a, b), count in sorted(shared.items()):
            least = min(sizes[a], sizes[b])
            if least >= 20 and count >= NEAR_ARTICLE * least and (a, b) not in known:
                file, _ = self._files[b]
                message = f"shares {count / least:.0%} of its runs of {SHINGLE} words with {self._name(a)}"
                yield Problem(file, *self._places[b], "warning", "near-duplicate-article", message)

    def _problem(self, sentence: _Sentence, other: _Sentence, severity: Severity, code: str, message: str) -> Problem:
        file, _ = self._files[sentence.article]
        where = f"{self._files[other.article][0]}:{other.line}"
        return Problem(file, sentence.line, sentence.column, severity, code, f"{message} {where}")


def _shingles(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The distinct runs of words in text order, so that results do not depend on string hashing."""
    return list(dict.fromkeys(words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1)))
