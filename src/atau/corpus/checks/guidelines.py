"""The rules of the annotation guidelines that can be checked automatically. Uncertain findings are warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from atau.components.common.tables import OFFICES
from atau.components.common.token_facts import Word
from atau.corpus.checks.article import CheckedArticle
from atau.corpus.marked import Mark
from atau.corpus.problems import Problem, Severity
from atau.corpus.tables import guideline_words
from atau.morphology import match

_BARE_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0]\d+)*(?:[-–—]\d+)?")
_ORDINAL: Final = re.compile(
    r"(?:\d+-(?:ші|шы|інші|ыншы|нші|ншы)|[а-яәіңғүұқөһ]+(?:ыншы|інші|ншы|нші))(?:сы|сі|ге|ға|де|да|ден|дан)?"
)
_ROMAN: Final = re.compile(r"[IVXLCDM]+(?:-[а-яәіңғүұқөһ]+)?")
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{1,2}(?:-[а-яәіңғүұқөһ]+)?")


@lru_cache(maxsize=1)
def _stems() -> dict[str, dict[str, str]]:
    found = {kind: dict.fromkeys(words, "") for kind, words in guideline_words().items()}
    found["office"] = {head: "" for head, _ in OFFICES.read()}
    return found


def _is(word: Word | None, kind: str) -> bool:
    """Whether `word` is an inflected form of a word of the table."""
    return word is not None and bool(match(word.norm.rstrip("."), _stems()[kind]))


def check_guidelines(article: CheckedArticle) -> Iterator[Problem]:
    """The checks of each label."""
    for mark in article.shallow_marks:
        inside = article.inside(mark)
        if inside:
            for check in _CHECKS.get(mark.label, ()):
                yield from check(article, mark, inside)


def _plural_office(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    norm = article.words[inside[-1]].norm
    found = match(norm, _stems()["office"])
    if found and all(analysis.number == "pl" for analysis in found):
        yield article.about(mark, "error", "plural-office", "a plural position is not annotated")


def _no_office(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    last = article.words[inside[-1]]
    if _is(last, "duty"):
        yield article.about(mark, "error", "no-office", "a duty or an organisation is not a position")
    elif _is(last, "role") and not any(article.words[i].norm == "құрметті" for i in inside):
        yield article.about(mark, "warning", "no-office", "a role is not a position")


def _lower_person(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    if not any(char.isupper() for char in article.record.text[mark.start : mark.end]) and not _lower_case(
        article, inside[0]
    ):
        yield article.about(mark, "warning", "generic", "a lower-case mention without a name is not annotated")


def _time(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    """A numeral with or before a unit of time: a year, a date, a duration."""
    words = [article.words[i] for i in inside]
    pairs = list(pairwise(words))
    after = article.word(inside[-1] + 1)
    if after is not None:
        pairs.append((words[-1], after))
    for number, word in pairs:
        if not _is_bare(number):
            continue
        if _is(word, "time") or (_is(word, "month") and number.digit):
            what = "a year" if re.fullmatch(r"[12]\d{3}", number.form) else "a date or a duration"
            yield article.about(mark, "error", "time", f"{what} is not annotated", f" {word.form}")
            return
        if word.norm in guideline_words()["age"]:
            yield article.about(mark, "error", "age", "an age is not annotated", f" {word.form}")
            return


def _is_bare(word: Word) -> bool:
    return _BARE_NUMBER.fullmatch(word.form) is not None or word.norm in guideline_words()["numeral"]


def _no_amount(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    last, only = article.words[inside[-1]], len(inside) == 1
    before = article.word(inside[0] - 1)
    if _ORDINAL.fullmatch(last.norm):
        yield article.about(mark, "error", "ordinal", "an ordinal is not annotated")
    elif only and _ROMAN.fullmatch(last.form):
        yield article.about(mark, "error", "ordinal", "a Roman numeral is an ordinal, which is not annotated")
    elif only and _DATE.fullmatch(last.form):
        yield article.about(mark, "error", "time", "a date is not annotated")
    elif only and _CLOCK.fullmatch(last.form):
        yield article.about(mark, "error", "time", "a clock time or a score is not annotated")
    elif only and (last.form.startswith("№") or (before is not None and before.form == "№")):
        yield article.about(mark, "error", "number", "a reference number is not a quantity")
    elif _is(last, "vague"):
        yield article.about(mark, "error", "vague", "not a definite quantity")
    elif only and last.norm in guideline_words()["one-of"]:
        yield article.about(mark, "warning", "vague", "`one of` is not a quantity")


def _unit_outside(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    after = article.word(inside[-1] + 1)
    last = article.words[inside[-1]]
    if after is not None and _is_bare(last) and _is(after, "unit"):
        severity: Severity = "error" if last.digit else "warning"
        yield article.about(mark, severity, "unit", "the unit belongs inside the annotation", f" {after.form}")


def _generic_org(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    words = [article.words[i] for i in inside]
    piece = article.record.text[mark.start : mark.end]
    if any(word.latin or word.digit for word in words) or any(char in piece for char in '«“"№'):
        return
    if not any(char.isupper() for char in piece):
        if _lower_case(article, inside[0]):
            return
        severity: Severity = "error" if len(words) == 1 and _is(words[-1], "generic") else "warning"
        yield article.about(mark, severity, "generic", "a lower-case organisation without a name is not annotated")
    elif len(words) == 1 and _is(words[0], "generic") and not words[0].upper and article.opens_sentence(inside[0]):
        message = "a sentence-initial capital alone does not make a name"
        yield article.about(mark, "warning", "generic", message)


def _generic_loc(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    piece = article.record.text[mark.start : mark.end]
    if any(char.isupper() or char.isdigit() for char in piece) or _lower_case(article, inside[0]):
        return
    severity: Severity = "error" if len(inside) == 1 and _is(article.words[inside[0]], "place") else "warning"
    yield article.about(mark, severity, "generic", "a lower-case place without a name is not annotated")


def _lower_case(article: CheckedArticle, index: int) -> bool:
    """Whether the whole sentence is in lower case, so that the case of a word is not informative."""
    return not any(char.isupper() for char in article.doc[index].sent.text)


def _descriptor(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    """``«X» партиясы`` and nothing more: the descriptor and the quotation marks belong outside."""
    words = [article.words[i] for i in inside]
    if words[0].form != "«" or len(words) < 4 or words[-2].form != "»" or words[-1].title:
        return
    if _is(words[-1], "descriptor") and not any(word.form == "»" for word in words[:-2]):
        yield article.about(mark, "warning", "descriptor", "the descriptor after a quoted name belongs outside")


def _honorific(article: CheckedArticle, mark: Mark, inside: range) -> Iterator[Problem]:
    if len(inside) > 1 and not article.words[inside[-1]].title and _is(article.words[inside[-1]], "honorific"):
        yield article.about(mark, "warning", "honorific", "the honorific belongs outside the annotation")


_CHECKS: Final = {
    "PERSON": (_honorific, _lower_person),
    "POSITION": (_plural_office, _no_office),
    "ORG": (_generic_org, _descriptor),
    "LOC": (_generic_loc,),
    "QUANTITY": (_time, _no_amount, _unit_outside),
}
