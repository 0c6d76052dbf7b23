"""Parts of a name that are more than words: places, numbers, legal forms, the person it is named after."""

from __future__ import annotations

import re
from typing import Final

from atau.components.common.token_facts import Word
from atau.components.organisation.left_scan import Cursor, Passed, Step
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.named_after import NAMED_AFTER, NamedAfter

_ORDINAL: Final = re.compile(r"\d+-(?:[шс]?[ыі]|інші|ншы|нші)?")
# The number and the first attribute of a regiment or division: 36-десанттық-шабуылдау, 316-атқыштар.
_WITH_ATTRIBUTE: Final = re.compile(r"\d+(?:-[^\W\d]{3,}){1,2}")
# The number of a military unit: four to six digits, no round number.
_UNIT: Final = re.compile(r"\d{3,5}[1-9]|\d{2,4}[1-9]0")
_MILITARY: Final = "әскери"


class PartRules:
    """The rules of the scan for parts of a name; left_quotation.py has those for quotations."""

    def __init__(self, lexicon: OrgLexicon, named_after: NamedAfter) -> None:
        self._lexicon = lexicon
        self._named_after = named_after

    def named_after(self, c: Cursor) -> Step | None:
        """`атындағы` with the person before it.

        >>> found("ORG", "Ол Абай атындағы мектепті бітірді.")
        ['Абай атындағы мектепті (org.named_after)']
        """
        if c.norm not in self._lexicon.named_after:
            return None
        first = self._named_after.first(c.view, c.i)
        if first == c.i:
            return c.stop()
        rule = c.state.rule or NAMED_AFTER
        return c.go(first, start=first, named=True, passed=Passed.PLACE, rule=rule, gap=0)

    def number(self, c: Cursor) -> Step | None:
        """A number: `№5`, `№ 5`, and before nouns with the trait ordinal `36-шы`.

        >>> found("ORG", "Балалар №5 орта мектепте оқиды.")
        ['№5 орта мектепте (org.numbered)']
        >>> found("ORG", "Атасы 316-атқыштар дивизиясында соғысқан.")
        ['316-атқыштар дивизиясында (org.numbered)']
        >>> found("ORG", "Інісі 4307 әскери бөлімінде тұрған.")
        ['4307 әскери бөлімінде (org.military)']
        """
        word = c.word
        if not (word.digit or word.form.startswith("№")):
            return None
        if c.word_right.norm == _MILITARY and c.state.passed is Passed.NOTHING and _UNIT.fullmatch(word.form):
            return c.go(start=c.i, named=True, passed=Passed.PLACE, rule="org.military")
        start = self._number_start(c)
        if start is None or c.state.passed not in (Passed.NOTHING, Passed.CAPITAL, Passed.PLACE):
            return c.stop()
        rule = c.state.rule or "org.numbered"
        return c.go(start, start=start, named=True, passed=Passed.PLACE, rule=rule)

    @staticmethod
    def _number_start(c: Cursor) -> int | None:
        word = c.word
        k = c.view.before(c.i)
        if word.form.startswith("№") and (len(word.form) > 1 or c.word_right.digit):
            return c.i
        if word.digit and k >= 0 and c.view.tokens[k].form == "№":
            return k
        traits = c.state.head.traits
        numbered = "ordinal" in traits and _ORDINAL.fullmatch(word.norm)
        return c.i if numbered or ("regiment" in traits and _WITH_ATTRIBUTE.fullmatch(word.norm)) else None

    def place(self, c: Cursor) -> Step | None:
        """A place that the organisation belongs to.

        >>> found("ORG", "Науқас Тараз қалалық ауруханасына жеткізілді.")
        ['Тараз қалалық ауруханасына (org.head_place)']
        >>> found("ORG", "Бүгін Көктем Тараз қалалық ауруханасына жетті.")
        ['Тараз қалалық ауруханасына (org.head_place)']
        """
        if c.i + 1 not in c.view.places or c.norm in self._lexicon.generic:
            return None
        start = c.view.places[c.i + 1]
        if self._lexicon.attributive(c.norm):
            if not (self._has_parent(c, start) or self._is_abroad(c, start)):
                return c.stop()
        elif self._lexicon.roles.oblique(c.norm):
            if not self._is_place_of_work(c):
                return c.stop()
            return c.go(start, start=start, named=True)
        elif self._is_other_place(c):
            return c.stop()
        return c.go(start, start=start, named=True, passed=Passed.PLACE, gap=0)

    def _has_parent(self, c: Cursor, start: int) -> bool:
        """Before the place stands the organisation that the name belongs to: `министрлігінің Алматыдағы бөлімі`.

        >>> found("ORG", "Кеше Әділет министрлігінің Алматыдағы басқармасы жабылды.")
        ['Әділет министрлігінің (org.head)', 'Әділет министрлігінің Алматыдағы басқармасы (org.chain)']
        """
        k = c.view.before(start)
        if k < 0 or start in c.view.starts:
            return False
        norm = c.view.tokens[k].norm
        parent = self._lexicon.head(norm)
        return parent is not None and parent.owns and (parent.possessed or self._lexicon.genitive(norm))

    @staticmethod
    def _is_abroad(c: Cursor, start: int) -> bool:
        """The place is where a state has its embassy.

        >>> found("ORG", "Бұл туралы Қазақстанның Қытайдағы елшілігі хабарлады.")
        ['Қазақстанның Қытайдағы елшілігі (org.head_place)']
        """
        return "abroad" in c.state.head.traits and c.state.start in (c.head, c.right) and c.view.follows_place(start)

    def _is_place_of_work(self, c: Cursor) -> bool:
        """The place in an oblique case is the object of the field of work: `Қазақстанды дамыту қоры`.

        >>> found("ORG", "Жобаны Қазақстанды дамыту қоры қолдады.")
        ['Қазақстанды дамыту қоры (org.head_place)']
        """
        return self._lexicon.takes_object(c.word_right.norm) and c.state.passed in (Passed.NOTHING, Passed.PURPOSE)

    def _is_other_place(self, c: Cursor) -> bool:
        """The place does not belong to the name: `Қытай мен Ресей Үкіметі`, `Қазақстан ШЫҰ Кеңесіне төраға болды`.

        >>> found("ORG", "Кеше Қытай мен Ресей Үкіметі келісті.")
        ['Ресей Үкіметі (org.head_place)']
        >>> found("ORG", "Биыл Қазақстан ШЫҰ Кеңесіне төраға болды.")
        ['ШЫҰ (org.known)', 'ШЫҰ Кеңесіне (org.head)']
        """
        state = c.state
        if c.word_right.norm in self._lexicon.joins:
            return True
        if not (state.head.possessed or state.named or state.passed is Passed.PURPOSE):
            return True
        abbreviated = c.word_right.upper and state.start == c.right
        return abbreviated and not (self._lexicon.genitive(c.norm) or self._is_whole(c.word))

    def _is_whole(self, word: Word) -> bool:
        """The place may stand directly before an abbreviation: `ҚР`, `Ақмола облысы`."""
        return word.upper or word.norm.startswith(self._lexicon.states)

    def person(self, c: Cursor) -> Step | None:
        """A person; a name of one word may be that of a school.

        >>> found("ORG", "Ол 1994 жылы Жамбыл орта мектебін бітірді.")
        ['Жамбыл орта мектебін (org.name_school)']
        """
        if c.i not in c.view.in_person:
            return None
        state = c.state
        single = c.view.people.get(c.i + 1) == c.i and state.start == c.head and state.passed is Passed.NOTHING
        bears = state.head.possessed and "bears_name" in state.head.traits
        if single and bears and not self._lexicon.genitive(c.norm):
            return c.go(start=c.i, named=True, passed=Passed.PLACE, rule="org.name_school")
        return c.stop()

    def legal_form(self, c: Cursor) -> Step | None:
        """The legal form of the parent: `«Боран» ЖШС директорлар кеңесі`.

        >>> found("ORG", "Шешімді «Боран» ЖШС директорлар кеңесі қабылдады.")
        ['«Боран» ЖШС (org.legal_form)', '«Боран» ЖШС директорлар кеңесі (org.branch)']
        """
        if not (c.word.upper and self._lexicon.is_legal(c.norm)):
            return None
        if not c.state.head.possessed:
            return c.stop()
        return c.go(start=c.i, named=True, parent=True, passed=Passed.LEGAL)

    def short_place(self, c: Cursor) -> Step | None:
        """`қ.`, `обл.` after a place.

        >>> found("ORG", "Кеше Алматы қ. Білім басқармасы хабарлады.")
        ['Алматы қ. Білім басқармасы (org.head_place)']
        """
        return c.go() if c.norm in self._lexicon.short_places and c.view.follows_place(c.i) else None
