"""Abbreviations: alone, with the state or place that they belong to, or explained by the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found
from atau.lang.text import normalize

_ROMAN: Final = re.compile("[ivxlcdmхі]+")
_VOWELS: Final = frozenset("аәеёиоөуұүіыэюя")
_MAX_LENGTH: Final = 6
# A shorter one counts only where org_names.tsv lists it or a state stands before it.
_MIN_LENGTH: Final = 3
_MAX_EXPLAINED: Final = 8
_MAX_BRACKET: Final = 6
# What accounts, banks and tax payers are known by.
_CODES: Final = frozenset(("iban", "бик", "бин", "бск", "бсн", "жск", "жсн", "иик", "иин", "кбе", "кнп", "bic"))
# SWIFT коды; SWIFT HSBKKZKX; IBAN KZ86125KZT5004100100
_CODE: Final = re.compile(r"[Кк]од\w*|[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?|[A-Z]{2}\d{2}[A-Z\d]{4,30}")
_DOCUMENT_MARKS: Final = frozenset((":", "_", "№"))


def base_of(word: Word) -> str:
    """The abbreviation without its ending: `БЖЗҚ-ның` gives `БЖЗҚ`."""
    return word.form.partition("-")[0]


class Abbreviations:
    """Finds abbreviations."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon
        #: Any of these makes an abbreviation that stands alone something else.
        self.other: tuple[Callable[[DocView, int], bool], ...] = (
            self._is_known_or_short,
            self._is_explained_word,
            self._is_heading_or_number,
            self._is_code,
            self._is_word,
        )

    def at(self, view: DocView, i: int) -> Found | None:
        """The abbreviation at token `i`, with the parent or place before it.

        >>> found("ORG", "Мәселені ХҚКБ мамандары тексерді.")
        ['ХҚКБ (org.abbreviation)']
        >>> found("ORG", "Келісімге KXB өкілдері қол қойды.")
        ['KXB (org.abbreviation_latin)']
        >>> found("ORG", "Бұйрықты ҚР ІІМ жариялады.")
        ['ІІМ (org.known)', 'ҚР ІІМ (org.abbreviation_of)']
        """
        word = view.tokens[i]
        if i in view.glued or not self._is_abbreviation(view, i) or self._is_in_headline(view, i):
            return None
        start = self._parent_start(view, i)
        listed = bool(self._lexicon.names.forms(normalize(base_of(word))))
        if start < i and not word.latin and (len(base_of(word)) >= _MIN_LENGTH or listed):
            return Found(start, i + 1, "org.abbreviation_of")
        if any(is_other(view, i) for is_other in self.other):
            return None
        return Found(i, i + 1, "org.abbreviation_latin" if word.latin else "org.abbreviation")

    def _is_abbreviation(self, view: DocView, i: int) -> bool:
        """Two to six capitals that no table gives another meaning, outside places and people.

        >>> found("ORG", "Биыл ЖІӨ өсті, ХХІ ғасырда АҚШ пен ТМД келісті.")
        ['ТМД (org.known)']
        """
        base = base_of(view.tokens[i])
        if not (1 < len(base) <= _MAX_LENGTH and base.isupper() and base.isalpha()):
            return False
        norm = normalize(base)
        if norm in self._lexicon.not_abbreviations or norm in self._lexicon.legal or _ROMAN.fullmatch(norm):
            return False
        return i not in view.in_place and i not in view.in_person

    def _is_in_headline(self, view: DocView, i: int) -> bool:
        """A longer word in capitals stands near.

        >>> found("ORG", "ҚАЛАДА ЖАҢА ТҚДБ АШЫЛДЫ")
        []
        """
        near = [view.tokens[k] for k in range(max(0, i - 2), min(len(view.tokens), i + 3)) if k != i]
        names = self._lexicon.names
        return any(word.upper and len(word.form) > 4 and not word.latin and not names.forms(word.norm) for word in near)

    def _is_known_or_short(self, view: DocView, i: int) -> bool:
        """org_names.tsv lists the abbreviation, so that it is found as known, or it has only two letters.

        >>> found("ORG", "Отырыста БҰҰ-ның шешімі мен ҚХ ісі айтылды.")
        ['БҰҰ-ның (org.known)']
        """
        base = base_of(view.tokens[i])
        return len(base) < _MIN_LENGTH or bool(self._lexicon.names.forms(normalize(base)))

    @staticmethod
    def _is_explained_word(view: DocView, i: int) -> bool:
        """In brackets after it stand words in lower case, which explain a thing, not a name.

        >>> found("ORG", "Кеше ҚТЖБ (қатты тұрмыстық жабын) шығарылды.")
        []
        """
        after = view.tokens[i + 1 : i + 3]
        return len(after) == 2 and after[0].form == "(" and after[1].alpha and not after[1].title

    @staticmethod
    def _is_heading_or_number(view: DocView, i: int) -> bool:
        """A colon or a number after it: a heading, the number of a document.

        >>> found("ORG", "МҚСН: 25 адам, ТҚБК 15 дана.")
        []
        """
        if i + 1 >= len(view.tokens):
            return False
        after = view.tokens[i + 1]
        return after.form in _DOCUMENT_MARKS or after.digit

    @staticmethod
    def _is_code(view: DocView, i: int) -> bool:
        """What a code is called, or anything that a code follows.

        >>> found("ORG", "Төлемге IBAN мен ЖСК керек, SWIFT коды HSBKKZKX.")
        []
        """
        after = view.tokens[i + 1].form if i + 1 < len(view.tokens) else ""
        return normalize(base_of(view.tokens[i])) in _CODES or _CODE.fullmatch(after) is not None

    def _is_word(self, view: DocView, i: int) -> bool:
        """So many vowels that it is a word in capitals, or a word of the tables.

        >>> found("ORG", "Бұл АЛАУЫ деген сөз, ал КІЛЕМ де бар.")
        []
        """
        if view.tokens[i].latin:
            return False
        norm = normalize(base_of(view.tokens[i]))
        vowels = sum(letter in _VOWELS for letter in norm)
        if vowels * 2 > len(norm) or (len(norm) > 4 and vowels * 5 >= len(norm) * 2):
            return True
        return self._lexicon.roles.listed(norm)

    def _parent_start(self, view: DocView, i: int) -> int:
        """Where the state or place that the abbreviation at token `i` belongs to begins; `i` without one.

        >>> found("ORG", "Жүргізушіні Бостандық ауданы ІІБ ұстады.")
        ['ІІБ (org.known)', 'Бостандық ауданы ІІБ (org.abbreviation_of)']
        >>> found("ORG", "Бұл туралы Ақмола облыстық ТЖД ескертті.")
        ['ТЖД (org.known)', 'Ақмола облыстық ТЖД (org.abbreviation_of)']
        """
        k = view.before(i)
        if k < 0 or i in view.starts:
            return i
        word = view.tokens[k]
        if word.norm in self._lexicon.local:
            j = view.before(k)
            direct = view.follows_place(k) and not self._lexicon.attributive(view.tokens[j].norm)
            return view.places[j + 1] if direct else i
        if self._is_place_kind(view, k):
            return view.places[view.before(k) + 1] if view.follows_place(k) else i
        if k + 1 not in view.places or self._lexicon.attributive(word.norm) or self._lexicon.roles.oblique(word.norm):
            return i
        return view.places[k + 1] if word.upper or word.norm.startswith(self._lexicon.regions) else i

    def _is_place_kind(self, view: DocView, k: int) -> bool:
        """The word for the kind of a place, outside the name of the place: `Бостандық ауданы`.

        >>> found("ORG", "Жүргізушіні Бостандық ауданының ІІБ ұстады.")
        ['ІІБ (org.known)', 'Бостандық ауданының ІІБ (org.abbreviation_of)']
        """
        norm = view.tokens[k].norm
        if k + 1 in view.places or not norm.startswith(self._lexicon.units):
            return False
        role = self._lexicon.roles.role(norm)
        return role.kind == "owner" and role.owned and role.case in ("nom", "gen")

    def explained(self, view: DocView, found: Sequence[Found]) -> list[Found]:
        """Abbreviations that the text explains, `… ұйымы (ЖҚБО)` or `… (бұдан әрі – ЖҚБО)`, wherever they stand.

        >>> found("ORG", "Жобаны Қазақ аймақтық даму институты (АДИ) бастады. Қазір АДИ-дің жұмысы бітті.")
        ['Қазақ аймақтық даму институты (org.head)',
         'АДИ (org.abbreviation_defined)',
         'АДИ-дің (org.abbreviation_defined)']
        """
        short = {norm for hit in found if hit.end - hit.start >= 2 for norm in self._in_bracket(view, hit.end)}
        if not short:
            return []
        taken = {k for start, end, rule in found if rule != "org.abbreviation" for k in range(start, end)}
        result: list[Found] = []
        for i, word in enumerate(view.tokens):
            shaped = word.title and word.form[:2].isupper() and i not in taken
            if shaped and normalize(base_of(word)) in short:
                result.append(Found(i, i + 1, "org.abbreviation_defined"))
        return result

    def _in_bracket(self, view: DocView, opening: int) -> list[str]:
        """The NORMs of the abbreviations in the bracket that token `opening` opens."""
        tokens = view.tokens
        if opening >= len(tokens) or tokens[opening].form != "(":
            return []
        found: list[str] = []
        for word in tokens[opening + 1 : opening + 1 + _MAX_BRACKET]:
            if word.form == ")":
                break
            if 1 < len(word.form) <= _MAX_EXPLAINED and word.form.isupper() and word.form.isalpha():
                norm = normalize(word.form)
                if norm not in self._lexicon.not_abbreviations and norm not in self._lexicon.legal:
                    found.append(norm)
        return found
