"""Parts of a name that are more than words: places, numbers, quotations, legal forms, the person it is named after."""

from __future__ import annotations

import re
from typing import Any, Final

from atau.components.common.token_facts import CLOSING_QUOTES, Word
from atau.components.organisation.left_scan import Cursor, Passed, Step
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.named_after import NAMED_AFTER, NamedAfter
from atau.components.organisation.view import DocView

_MAX_GAP: Final = 7
# How many words may stand between the quoted name of a branch's parent and the branch.
_MAX_BRANCH_GAP: Final = 4
# A longer quotation before a head is quoted speech or a title, unless it ends in the noun of an organisation.
_MAX_DESCRIBED: Final = 9
_MAX_DESCRIBING: Final = 2
_ORDINAL: Final = re.compile(r"\d+-(?:[шс]?[ыі]|інші|ншы|нші)?")
# The number of a military unit: four to six digits, no round number.
_UNIT: Final = re.compile(r"\d{3,5}[1-9]|\d{2,4}[1-9]0")
_MILITARY: Final = "әскери"


class PartRules:
    """The rules of the scan for parts of a name."""

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

    def quotation(self, c: Cursor) -> Step | None:
        """A quotation: the parent of a branch, or the name that the head describes.

        >>> found("ORG", "Жиынды «Нұр Отан» партиясы Қызылорда облыстық филиалы өткізді.")
        ['Нұр Отан (org.quoted_known)',
         'Нұр Отан (org.known)',
         'Нұр Отан (org.quoted_descriptor)',
         '«Нұр Отан» партиясы Қызылорда облыстық филиалы (org.branch)']
        >>> found("ORG", "Бұл туралы «Таңғы хабар» газеті жазды.")
        ['Таңғы хабар (org.quoted_descriptor)']
        """
        if c.word.form not in CLOSING_QUOTES or not (c.state.head.possessed or c.state.passed is Passed.NAMING):
            return None
        opening = c.view.opening(c.i)
        if opening is None or opening + 1 >= c.i:
            return c.stop()
        # A second mark may close the quotation around the legal form: «ҚТЖ» ҰК» АҚ.
        first = c.view.tokens[opening + 1]
        may_begin = first.title or first.digit or first.punct
        if not (may_begin or (c.state.head.kind != "service" and first.alpha)):
            return c.stop()
        changes = self._as_parent(c, opening, first)
        if changes:
            return c.go(opening, **changes) if self._has_owner(c.view, opening) else c.stop(**changes)
        if may_begin and c.state.passed is not Passed.PLACE and self._is_described(c, opening):
            return c.stop(quoted=(opening, c.i))
        return c.stop()

    @staticmethod
    def _as_parent(c: Cursor, opening: int, first: Word) -> dict[str, Any]:
        """What changes where the quotation names the parent, or the branch itself; nothing where it does not.

        >>> found("ORG", "Бұл жайында «Алтын дән» компаниясының баспасөз қызметі мәлімдеді.")
        ['Алтын дән (org.quoted_descriptor)', '«Алтын дән» компаниясының баспасөз қызметі (org.branch)']
        >>> found("ORG", "Кеше «Нұр Отан» фракциясы жиналды.")
        ['Нұр Отан (org.quoted_known)', 'Нұр Отан (org.known)', '«Нұр Отан» фракциясы (org.branch)']
        """
        state = c.state
        changes: dict[str, Any] = {"start": opening, "passed": Passed.PLACE}
        if state.parent or state.passed is Passed.LEGAL:
            return {**changes, "named": True, "parent": True, "rule": state.rule or "org.branch"}
        if state.head.kind == "branch" and state.passed is Passed.NOTHING and state.gap < _MAX_BRANCH_GAP:
            return {**changes, "named": "organ" in state.head.traits and first.title, "rule": "org.branch"}
        return {}

    def _is_described(self, c: Cursor, opening: int) -> bool:
        """The head describes the quotation that ends at the token: `«Тұлпар» клубы`.

        >>> found("ORG", "Ол «Мен бұл туралы ештеңе айтпаймын, бірақ бәрі де жақсы болады» клубын құрды.")
        []
        """
        inner = self._lexicon.head(c.view.norm_before(c.i))
        short = c.i - opening <= _MAX_DESCRIBED or (inner is not None and inner.possessed)
        near = c.state.gap < _MAX_GAP and c.state.head.kind != "service"
        return short and near and self._describe(c.view, c.i + 1, c.head)

    def _describe(self, view: DocView, first: int, head: int) -> bool:
        """The words from `first` to the head say what the quoted name before them is.

        >>> found("ORG", "Жобаны «Қарлығаш» жауапкершілігі шектеулі серіктестігі алды.")
        ['Қарлығаш (org.quoted_descriptor)']
        """
        lexicon = self._lexicon
        plain = 0
        for word in view.tokens[first:head]:
            fit = lexicon.fit(word.norm)
            if word.space or fit == "adj" or word.norm in lexicon.naming or word.norm in lexicon.verbal:
                continue
            if word.norm.startswith(lexicon.legal_words):
                continue
            owned = lexicon.roles.role(word.norm).owned and not word.norm.endswith(lexicon.endings.accusative)
            if (owned and fit != "object") or (word.title and fit == "stop"):
                return False
            plain += 1
        return plain <= _MAX_DESCRIBING

    def _has_owner(self, view: DocView, start: int) -> bool:
        """An organisation in the nominative or genitive stands before token `start`.

        >>> found("ORG", "Бұл Қаржы министрлігінің «Ақ жол» жобасының басқармасы болды.")
        ['Қаржы министрлігінің (org.head)',
         'Ақ жол (org.quoted_known)',
         'Ақ жол (org.known)',
         'Қаржы министрлігінің «Ақ жол» жобасының басқармасы (org.branch)']
        """
        k = view.before(start)
        if k < 0 or start in view.starts:
            return False
        head = self._lexicon.head(view.tokens[k].norm)
        return head is not None and head.possessed and head.owns and head.kind != "never"

    def naming(self, c: Cursor) -> Step | None:
        """`деген` after a quotation.

        >>> found("ORG", "Бұл өнімді «Бозторғай» деген шағын кәсіпорын шығарады.")
        ['Бозторғай (org.quoted_descriptor)']
        """
        quoted = c.i > 0 and c.view.tokens[c.i - 1].form in CLOSING_QUOTES
        if c.norm not in self._lexicon.naming or c.state.parent or not quoted:
            return None
        return c.go(passed=Passed.NAMING)

    def number(self, c: Cursor) -> Step | None:
        """A number: `№5`, `№ 5`, and before nouns with the trait ordinal `36-шы`.

        >>> found("ORG", "Балалар №5 орта мектепте оқиды.")
        ['№5 орта мектепте (org.numbered)']
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
        return c.i if "ordinal" in c.state.head.traits and _ORDINAL.fullmatch(word.norm) else None

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
