"""Names that are annotated in one place of an article and not in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from atau.corpus.checks.article import CheckedArticle
from atau.corpus.problems import Problem
from atau.corpus.tables import guideline_words, name_endings
from atau.morphology import match

_NAMES: Final = frozenset({"PERSON", "ORG", "LOC"})

# Words of a name that is looked for elsewhere in the article.
_LONGEST: Final = 16

Key = tuple[str, ...]


def check_names(article: CheckedArticle) -> Iterator[Problem]:
    """Warnings in text order. The suffixes of the last word may differ, letter case may not, except for words in
    capitals. A single word at the start of a sentence is not evidence for persons and organisations."""
    marked = [False] * len(article.words)
    names: dict[Key, tuple[str, int]] = {}
    for mark in article.shallow_marks:
        inside = article.inside(mark)
        for i in inside:
            marked[i] = True
        key = tuple(article.words[i].norm for i in inside)
        if mark.label in _NAMES and key and article.words[inside[0]].title and len("".join(key)) > 2:
            line = article.place(mark.start)[0]
            names.setdefault(key, (mark.label, line))
            if mark.label == "PERSON" and len(key) > 1 and _is_surname(key[-1]):
                names.setdefault(key[-1:], (mark.label, line))
    if not names:
        return
    lasts = {key[-1]: "" for key in names}
    longest = min(_LONGEST, max(len(key) for key in names))
    for i, word in enumerate(article.words):
        if marked[i] or not word.title or not word.alpha:
            continue
        for size in range(min(longest, len(article.words) - i), 0, -1):
            span = range(i, i + size)
            if any(marked[j] for j in span):
                continue
            found = _find(article, span, names, lasts)
            if found is not None and not _excused(article, span, found[0]):
                label, line = found
                text = article.record.text[article.starts[span[0]] : article.ends[span[-1]]]
                message = f"not annotated here, but annotated as {label} in line {line}"
                yield article.problem(article.starts[i], "warning", "unmarked", message, f"“{text}”")
                break


def _find(
    article: CheckedArticle, span: range, names: dict[Key, tuple[str, int]], lasts: dict[str, str]
) -> tuple[str, int] | None:
    key = tuple(article.words[j].norm for j in span)
    if key in names:
        return names[key]
    for analysis in match(key[-1], lasts):
        base = (*key[:-1], analysis.stem)
        if base in names and not analysis.attributive and analysis.number == "sg":
            return names[base]
    return None


def _excused(article: CheckedArticle, span: range, label: str) -> bool:
    if len(span) == 1 and label != "LOC" and article.opens_sentence(span[0]):
        return True
    following = [article.words[j].norm for j in range(span[-1] + 1, min(span[-1] + 4, len(article.words)))]
    namesakes = tuple(guideline_words()["namesake"])
    return any(norm.startswith(namesakes) for norm in following)


def _is_surname(norm: str) -> bool:
    """Whether a word is a surname by its form: letters, and one of the endings."""
    return any(norm.endswith(ending) and len(norm) > len(ending) for ending in name_endings("surname"))
