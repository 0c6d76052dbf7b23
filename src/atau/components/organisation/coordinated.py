"""Organisations that share a head in the plural: `Қаржы және Туризм министрліктері`.

Each is a mention of its own; the head goes with the last.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from atau.components.organisation.lexicon import Head, OrgLexicon
from atau.components.organisation.view import DocView, Found

_FIRST: Final = "org.coordinated"
_LAST: Final = "org.coordinated_last"
_SHARED: Final = "shared"
_MAX_WORDS: Final = 6
_MAX_PARTS: Final = 6


class _Part(NamedTuple):
    """Tokens `start:end`; joiner: the conjunction or comma before them, -1 without one."""

    start: int
    end: int
    joiner: int


class CoordinatedNames:
    """Finds the parts of a coordination whose head has the trait shared."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def at(self, view: DocView, i: int, head: Head) -> list[Found]:
        """The organisations that share the head at token `i`.

        >>> found("ORG", "Кеше Қаржы және Туризм министрліктері хабарлады.")
        ['Туризм министрліктері (org.coordinated_last)', 'Қаржы (org.coordinated)']
        >>> found("ORG", "Кеше Ақмола және Қостанай облыстарының әкімдіктері хабарлады.")
        ['Қостанай облыстарының әкімдіктері (org.coordinated_last)', 'Ақмола (org.coordinated)']
        """
        if not (head.plural and head.possessed and _SHARED in head.traits):
            return []
        part = self._part(view, i)
        if part is None or part.joiner < 0:
            return []
        found = [Found(part.start, i + 1, _LAST)]
        of_places = part.start in view.in_place
        conjunction = view.tokens[part.joiner].norm != ","
        while conjunction and part.joiner >= 0 and len(found) < _MAX_PARTS:
            before = self._part(view, part.joiner)
            if before is None or self._is_other(view, before, of_places):
                break
            part = before
            found.append(Found(part.start, part.end, _FIRST))
        return found if len(found) > 1 else []

    def _part(self, view: DocView, end: int) -> _Part | None:
        """The part that ends before token `end`: from a capital on, and words in lower case that fit inside a name.

        >>> found("ORG", "Кеше Сауда және интеграция мен Сыртқы істер министрліктері келісті.")
        ['Сыртқы істер министрліктері (org.coordinated_last)', 'Сауда және интеграция (org.coordinated)']
        """
        last = view.before(end)
        k = last
        for _ in range(_MAX_WORDS):
            if k < 0 or not view.tokens[k].alpha:
                return None
            before = view.before(k) if k not in view.starts else -1
            if view.tokens[k].title:
                if before < 0 or not self._goes_on(view, before, k):
                    return _Part(k, last + 1, before if self._joins(view, before) else -1)
            elif not self._fits_in_lower_case(view, k):
                return None
            k = before
        return None

    def _joins(self, view: DocView, i: int) -> bool:
        return i >= 0 and (view.tokens[i].norm == "," or view.tokens[i].norm in self._lexicon.joins)

    def _goes_on(self, view: DocView, before: int, k: int) -> bool:
        """A capitalised word stands before the capitalised word `k` of the same name: `Солтүстік Қазақстан`."""
        word = view.tokens[before]
        if not word.title or not word.alpha or self._lexicon.genitive(word.norm):
            return False
        same_place = k + 1 in view.places and view.places[k + 1] <= before
        return same_place or self._lexicon.fit(word.norm) == "adj"

    def _fits_in_lower_case(self, view: DocView, k: int) -> bool:
        norm = view.tokens[k].norm
        if self._lexicon.fit(norm) in ("plain", "adj", "object", "conj"):
            return True
        return self._lexicon.roles.role(norm).kind == "owner"

    def _is_other(self, view: DocView, part: _Part, of_places: bool) -> bool:
        """The part is none of the coordination: a name of its own, a person, an object, no place among places.

        >>> found("ORG", "Кеше Асқар Омаров, Қаржы және Туризм министрліктері келісті.")
        ['Туризм министрліктері (org.coordinated_last)', 'Қаржы (org.coordinated)']
        """
        lexicon = self._lexicon
        last = view.tokens[part.end - 1].norm
        if lexicon.head(last) is not None or lexicon.genitive(last) or lexicon.fit(last) in ("object", "stop"):
            return True
        words = view.tokens[part.start : part.end]
        if of_places:
            return part.end not in view.places or not all(word.title for word in words)
        if view.norm_after(part.end - 1) == "," and view.begins(part.start):
            # «Айта кетейік, …», «Алайда, …»
            return len(words) > 1 or lexicon.roles.role(last).kind != "noun"
        in_person = view.in_person
        if part.start not in in_person or part.end - 1 not in in_person:
            return False
        return part.end - part.start > 1 or view.before(part.start) in in_person
