"""The person that an organisation is named after: the name before `атындағы`."""

from __future__ import annotations

import re
from typing import Final

from atau.components.common.token_facts import CLOSING_QUOTES
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found
from atau.lexicon import is_given_name, patronymic_like, surname_like

#: Id of the rule; left_parts.py gives it to names that end in a noun of org_heads.tsv.
NAMED_AFTER: Final = "org.named_after"
_MAX_NAMES: Final = 4
_INITIAL: Final = re.compile(r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮІҺ][a-zа-яёәғқңөұүіһ]?\.)+")
_HYPHENS: Final = frozenset("-–")


class NamedAfter:
    """Finds the name before `атындағы`, whether the person matcher knows it or not."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon
        self._parts = lexicon.person_parts | _HYPHENS

    def abbreviation(self, view: DocView, i: int) -> Found | None:
        """The abbreviation at token `i` with the person it is named after.

        >>> found("ORG", "Ол Л.Н. Гумилев атындағы ЕҰУ-да оқыды.")
        ['ЕҰУ-да (org.known)', 'Л.Н. Гумилев атындағы ЕҰУ-да (org.named_after)']
        """
        k = view.before(i)
        if k < 0 or view.tokens[k].norm not in self._lexicon.named_after or view.tokens[i].latin:
            return None
        first = self.first(view, k)
        return Found(first, i + 1, NAMED_AFTER) if first < k else None

    def first(self, view: DocView, i: int) -> int:
        """The first token of the name before token `i`, `i` where there is none.

        >>> found("ORG", "Кеше Әл-Фараби атындағы университет ашылды.")
        ['Әл-Фараби атындағы университет (org.named_after)']
        >>> found("ORG", "Ол «Ынтымақ» атындағы мектепте оқиды.")
        ['«Ынтымақ» атындағы мектепте (org.named_after)']
        """
        k = view.before(i)
        if i not in view.starts and k >= 0 and view.tokens[k].form in CLOSING_QUOTES:
            opening = view.opening(k)
            return i if opening is None else opening
        start, names = i, 0
        while start not in view.starts:
            k = view.before(start)
            if k < 0:
                break
            if not self._is_small_part(view, k, start, i):
                if not self._is_name(view, k, start, i, names):
                    break
                names += 1
            start = k
        return start

    def _is_small_part(self, view: DocView, k: int, start: int, i: int) -> bool:
        """An initial, a hyphen inside a name, or a word of kind person_part.

        >>> found("ORG", "Бүгін Қорқыт ата атындағы университет ашылды.")
        ['Қорқыт ата атындағы университет (org.named_after)']
        """
        form = view.tokens[k].form
        if _INITIAL.fullmatch(form) or (form == "." and start < i):
            return True
        if form in _HYPHENS:
            return start < i and k > 0 and view.tokens[k - 1].norm in self._parts
        return view.tokens[k].norm in self._parts

    def _is_name(self, view: DocView, k: int, start: int, i: int, names: int) -> bool:
        """A capitalised word that may stand in the name, of which `names` words are found already."""
        word = view.tokens[k]
        if not word.title or not word.alpha or names >= _MAX_NAMES:
            return False
        if start < i and _INITIAL.fullmatch(view.tokens[start].form):
            # Initials come first: in «Сүлейменов Қ.А. Омаров» there are two people.
            return False
        if not names:
            return True
        elsewhere = self._belongs_elsewhere(view, k) or self._ends_other_name(view, k, start, names)
        return not (elsewhere or self._opens_sentence(view, k, start))

    @staticmethod
    def _ends_other_name(view: DocView, k: int, start: int, names: int) -> bool:
        """The word ends the full name of another person, before a given name that goes on or begins a line.

        >>> found("ORG", "Асқар Мұратов\\nАбай атындағы университет")
        ['Абай атындағы университет (org.named_after)']
        >>> found("ORG", "Спектакльді жұртқа көрсеткен\\nүлкен театр емес, Мұхтар\\nӘуезов атындағы театр.")
        ['Мұхтар\\nӘуезов атындағы театр (org.named_after)']
        """
        norm = view.tokens[k].norm
        if not (surname_like(norm) or patronymic_like(norm)) or not is_given_name(view.tokens[start].norm):
            return False
        return names > 1 or any("\n" in view.tokens[j].form for j in range(k + 1, start))

    def _belongs_elsewhere(self, view: DocView, k: int) -> bool:
        """The word is an owner, a place, an abbreviation or the noun of another organisation.

        >>> found("ORG", "Бұл Алматыдағы Абай атындағы театрда өтті.")
        ['Абай атындағы театрда (org.named_after)']
        """
        word = view.tokens[k]
        lexicon = self._lexicon
        if lexicon.attributive(word.norm) or lexicon.genitive(word.norm) or lexicon.head(word.norm):
            return True
        return k + 1 in view.places or word.upper

    def _opens_sentence(self, view: DocView, k: int, start: int) -> bool:
        """The word has its capital from the start of the sentence: it is no part of the name.

        >>> found("ORG", "Бүгін Абай атындағы театр ашылды.")
        ['Абай атындағы театр (org.named_after)']
        """
        word = view.tokens[k]
        if not view.begins(k) or is_given_name(word.norm) or surname_like(word.norm):
            return False
        role = self._lexicon.roles.role(word.norm)
        return not (role.kind == "unknown" and role.case == "nom" and surname_like(view.tokens[start].norm))
