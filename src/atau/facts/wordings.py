"""Wordings of one office: what may stand for what, and which of several offices of a person are one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from atau.facts.tables import OFFICE_SYNONYMS, words_of

Words = tuple[str, ...]
_VICE: Final = "вице"
_DEPUTY: Final = "орынбасар"


def words_of_office(office: str) -> Words:
    """The words of a dictionary form of an office, in lower case; hyphens part them, and a vice is a deputy.

    >>> words_of_office("Вице-министр")
    ('министр', 'орынбасар')
    """
    words = tuple(office.lower().replace("-", " ").split())
    return (words[1], _DEPUTY) if len(words) == 2 and words[0] == _VICE else words


def may_mean(short: Words, full: Words) -> bool:
    """Whether an office can stand for a fuller one: the same head or one that means it, and no word that it lacks.

    >>> may_mean(words_of_office("аудан әкімі"), words_of_office("Бестау ауданының әкімі"))
    True
    >>> may_mean(words_of_office("әкім"), words_of_office("әкімнің орынбасары"))
    False
    """
    if not short or not full:
        return False
    head, other = forms(short[-1]), forms(full[-1])
    if not (head & other or any(other & synonyms().get(form, frozenset()) for form in head)):
        return False
    states = words_of()["state"]
    rest = ((word, *synonyms().get(word, ())) for word in short[:-1] if word not in states)
    return all(any(known.startswith(meant) for known in full[:-1]) for meant in rest)


@lru_cache(4096)
def forms(word: str) -> frozenset[str]:
    """What an office may be without its possessive: әкімі, әкім; басшысы, басшы."""
    return frozenset(
        {word, word.removesuffix("сы"), word.removesuffix("сі"), word.removesuffix("ы"), word.removesuffix("і")}
    )


@lru_cache(maxsize=1)
def synonyms() -> dict[str, frozenset[str]]:
    """Words by which a word of an office is named again, with what they can mean."""
    found: dict[str, set[str]] = {}
    for word, meant in OFFICE_SYNONYMS.read():
        found.setdefault(word, set()).add(meant)
    return {word: frozenset(meant) for word, meant in found.items()}


def one_office(wordings: Sequence[str]) -> dict[str, str]:
    """For each of the offices that one person holds in one organisation and place the fullest wording of the same one.

    A wording goes to a fuller one that it may mean if all such are one office; where they are several it stays.

    >>> found = one_office(["әкім", "аудан әкімі", "Бестау ауданының әкімі", "депутат"])
    >>> found["әкім"], found["аудан әкімі"], found["депутат"]
    ('Бестау ауданының әкімі', 'Бестау ауданының әкімі', 'депутат')
    """
    fullest_first = sorted(set(wordings), key=lambda wording: (-len(words_of_office(wording)), wording))
    main: dict[str, str] = {}
    for wording in fullest_first:
        own = words_of_office(wording)
        # Only what is at least as full has a place yet.
        meant = {main[other] for other in main if may_mean(own, words_of_office(other))}
        main[wording] = meant.pop() if len(meant) == 1 else wording
    return main
