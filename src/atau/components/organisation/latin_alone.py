"""Names in Latin letters in a Cyrillic text that nothing describes: `Temu`, `Astana Hub`.

Most of them are companies. What is a product, a code or a person is told by the words of org_words.tsv and by what
stands beside the name.
"""

from __future__ import annotations

import re
from typing import Final

from atau.components.common.token_facts import OPENING_QUOTES, Word
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found

_MAX_WORDS: Final = 4
_MIN_LENGTH: Final = 3
#: A text with a greater share of words in Latin letters is written in them.
_MAX_SHARE: Final = 0.5
_JOINS: Final = frozenset(("&", "of", "and", "the", "de", "der"))
_CYRILLIC: Final = frozenset(map(chr, range(0x400, 0x530)))
_MAX_BRACKET: Final = 4
_SIGNS: Final = frozenset("@#/_+")
# The code of a model after a brand: Galaxy S24, Redmi A54s.
_MODEL: Final = re.compile(r"[A-Z]{1,3}\d{1,4}[A-Za-z]{0,3}(?:-.*)?")


class LatinAlone:
    """Finds names in Latin letters."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def all_in(self, view: DocView, read: int = 0) -> list[Found]:
        """The names of a text in Cyrillic letters; `read`: how many of its words are in Latin letters and read as such.

        >>> found("ORG", "Жаңа тауар енді Temu арқылы да, Planet Labs-тан да алынады.")
        ['Temu (org.latin_alone)', 'Planet Labs-тан (org.latin_alone)']
        """
        latin = [i for i, word in enumerate(view.tokens) if word.latin]
        if not latin or len(latin) + read > _MAX_SHARE * len(view.tokens):
            return []
        found: list[Found] = []
        end = 0
        for i in latin:
            if i >= end and view.tokens[i].title:
                end = self._end(view, i)
                if self._is_name(view, i, end):
                    found.append(Found(i, end, "org.latin_alone"))
        return found

    @staticmethod
    def _end(view: DocView, i: int) -> int:
        """The end of the capitalised words from token `i` on; one with an ending is the last."""
        tokens = view.tokens
        end = i + 1
        while end < len(tokens) and "-" not in tokens[end - 1].form:
            word = tokens[end]
            if not (word.latin and word.title) and not (
                word.form in _JOINS and end + 1 < len(tokens) and tokens[end + 1].latin
            ):
                break
            end += 1
        while tokens[end - 1].form in _JOINS and end > i + 1:
            end -= 1
        if end + 1 < len(tokens) and tokens[end].form == "." and tokens[end + 1].latin and not tokens[end + 1].title:
            # «Ver.di», but not «Samsa. lux»
            end += 0 if view.spaced[end - 1] or view.spaced[end] else 2
        return end

    def _is_name(self, view: DocView, start: int, end: int) -> bool:
        words = view.tokens[start:end]
        if len(words) > _MAX_WORDS or any(self._is_no_part(word) for word in words):
            return False
        if any(_MODEL.fullmatch(word.form) for word in words[1:]):
            return False
        if any(k in view.in_person or (k in view.in_place and end - start == 1) for k in range(start, end)):
            return False
        if any(k + 1 in view.known for k in range(start, end)) or self._lexicon.names.forms(words[0].norm):
            return False
        base = words[0].form.partition("-")[0]
        if len(words) == 1 and (len(base) < _MIN_LENGTH or base.isupper()):
            return False
        if view.begins(start) and (all(word.upper for word in words) or (len(words) == 1 and base == words[0].form)):
            return False
        return self._stands_alone(view, start) and not self._is_other_thing(view, end)

    def _is_no_part(self, word: Word) -> bool:
        """A code, an address, a word with Cyrillic letters too, a word of org_words.tsv that is no organisation."""
        base, _, ending = word.form.partition("-")
        if (
            word.digit
            or ending[:1].isdigit()
            or not _SIGNS.isdisjoint(word.form)
            or base in self._lexicon.not_abbreviations
        ):
            return True
        if any(letter in _CYRILLIC for letter in base):
            return True
        norm = word.norm.partition("-")[0]
        return norm in self._lexicon.goods or norm in self._lexicon.cars

    def _stands_alone(self, view: DocView, start: int) -> bool:
        """Neither a quotation nor a bracket nor an address nor a longer name begins before it."""
        k = view.before(start)
        if k < 0:
            return True
        brackets = [word.form for word in view.tokens[max(0, start - _MAX_BRACKET) : start] if word.form in ("(", ")")]
        if start in view.glued or brackets[-1:] == ["("]:
            return False
        before = view.tokens[k]
        if before.form in OPENING_QUOTES or before.latin or not _SIGNS.isdisjoint(before.form):
            return False
        if before.form == "." and k and view.tokens[k - 1].latin:
            return False
        longer = before.title and before.alpha and not view.begins(k)
        return not longer or self._lexicon.genitive(before.norm) or self._lexicon.attributive(before.norm)

    def _is_other_thing(self, view: DocView, end: int) -> bool:
        """A number follows, or a word that says what other thing bears the name.

        >>> found("ORG", "Кеше Zorgi 737 ұшып, Miragе ойынында Nubira қосымшасы көрсетілді.")
        []
        """
        if end >= len(view.tokens):
            return False
        after = view.tokens[end]
        if after.digit or not _SIGNS.isdisjoint(after.form):
            return True
        if self._lexicon.roles.role(after.norm).kind == "owner":
            return True
        return after.norm.startswith(self._lexicon.goods_words) or bool(self._lexicon.things.forms(after.norm))
