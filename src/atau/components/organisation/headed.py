"""Names that end in a noun of org_heads.tsv, `министрлігі`: which of them are mentions, and by which rule.

Without a capital, a place, a number or a quotation the phrase is generic and not a mention. LeftEdge finds its start.
"""

from __future__ import annotations

from collections.abc import Callable

from atau.components.organisation.left_edge import LeftEdge
from atau.components.organisation.left_scan import LeftScanState
from atau.components.organisation.lexicon import Head, OrgLexicon
from atau.components.organisation.named_after import NamedAfter
from atau.components.organisation.view import DocView, Found


class HeadedNames:
    """Finds names by their heads."""

    def __init__(self, lexicon: OrgLexicon, named_after: NamedAfter) -> None:
        self._lexicon = lexicon
        self._left_edge = LeftEdge(lexicon, named_after)
        #: Any of these makes a phrase with a capital or a place generic after all.
        self.generic: tuple[Callable[[DocView, int, LeftScanState], bool], ...] = (
            self._is_common_word,
            self._is_kind,
            self._is_known_worldwide,
            self._is_place_alone,
        )

    def at(self, view: DocView, i: int, head: Head) -> Found | None:
        """The name whose head is token `i`; of the quoted name before it, without the head."""
        if not self._may_be_head(view, i, head):
            return None
        state = self._left_edge.find(view, i, head)
        if state.quoted:
            opening, closing = state.quoted
            return Found(opening + 1, closing, "org.quoted_descriptor")
        if head.kind == "descriptor" or state.start == i:
            return None
        if head.kind == "company" and head.possessed:
            end = self._bare_name(view, state.start, i)
            if end:
                return Found(state.start, end, "org.bare_descriptor")
        if not state.named:
            field = state.fields and "field" in head.traits and head.possessed
            return Found(state.start, i + 1, "org.field") if field else None
        if any(is_generic(view, i, state) for is_generic in self.generic):
            return None
        return Found(state.start, i + 1, self._rule(view, state))

    def _may_be_head(self, view: DocView, i: int, head: Head) -> bool:
        """A name may end in the noun: not in a plural, not inside a place.

        >>> found("ORG", "Бұл мәселе жөнінде Атырау мектептері пікір айтты.")
        []
        """
        if head.kind == "never" or (head.plural and "plural" not in head.traits):
            return False
        if i in view.in_place and head.kind != "title":
            return False
        return head.kind != "service" or (i > 0 and view.norm_before(i) in self._lexicon.services)

    @staticmethod
    def _rule(view: DocView, state: LeftScanState) -> str:
        """The rule of a name that is neither quoted, bare nor generic.

        >>> found("ORG", "Мәлімет Қаржы министрлігінің Кірістер комитетінен алынды.")
        ['Қаржы министрлігінің (org.head)', 'Қаржы министрлігінің Кірістер комитетінен (org.chain)']
        >>> found("ORG", "Кеше Бас прокуратура мәлімдеме жасады.")
        ['Бас прокуратура (org.known)', 'Бас прокуратура (org.head_bare)']
        >>> found("ORG", "Жаңа кестені Атырау облысының білім басқармасы бекітті.")
        ['Атырау облысының білім басқармасы (org.head_place)']
        >>> found("ORG", "Білім және ғылым министрлігі есеп берді.")
        ['Білім және ғылым министрлігі (org.head_start)']
        >>> found("ORG", "Бағдарламаны Қазақ тілін дамыту орталығы жүзеге асырады.")
        ['Қазақ тілін дамыту орталығы (org.head)']
        """
        if state.rule:
            return state.rule
        if state.parent:
            return "org.chain"
        if not state.head.possessed:
            return "org.head_bare"
        if state.start in view.in_place:
            return "org.head_place"
        return "org.head_start" if view.begins(state.start) and not view.tokens[state.start].upper else "org.head"

    @staticmethod
    def _is_common_word(view: DocView, i: int, state: LeftScanState) -> bool:
        """A noun of kind title in lower case.

        >>> found("ORG", "Кеше Қазақстан мәжілісі жиналды.")
        []
        """
        return state.head.kind == "title" and not view.tokens[i].title and not state.parent

    @staticmethod
    def _is_kind(view: DocView, i: int, state: LeftScanState) -> bool:
        """An adjective and a noun without a possessive say what kind of organisation it is.

        >>> found("ORG", "Кеше Халықаралық музей ашылды.")
        []
        """
        if state.head.possessed or state.rule:
            return False
        if "adjective" in state.head.traits:
            return view.tokens[i].title or state.start in view.in_place
        return "never_bare" in state.head.traits

    @staticmethod
    def _is_known_worldwide(view: DocView, i: int, state: LeftScanState) -> bool:
        """A name that org_names.tsv lists stands after a place that is no part of it.

        >>> found("ORG", "Бұл Қазақстанның Біріккен Ұлттар Ұйымына мүше болуы еді.")
        ['Біріккен Ұлттар Ұйымына (org.known)']
        """
        known = view.known.get(i + 1)
        if known is None or known <= state.start:
            return False
        return "worldwide" in state.head.traits and known - 1 in view.in_place

    def _is_place_alone(self, view: DocView, i: int, state: LeftScanState) -> bool:
        """Nothing but a place stands before a noun that a place does not make a name.

        >>> found("ORG", "Бұл Павлодар облысының орталығы болды.")
        []
        """
        if "never_of_place" not in state.head.traits:
            return False
        start = state.start
        if start not in view.in_place:
            first = view.tokens[start]
            return self._lexicon.genitive(first.norm) and start + 1 == i and not first.upper
        roles = self._lexicon.roles
        between = [view.tokens[k] for k in range(start, i) if k not in view.in_place]
        return all(word.space or roles.role(word.norm).kind in ("owner", "noun") for word in between)

    def _bare_name(self, view: DocView, start: int, i: int) -> int:
        """The end of a proper name that stands alone before the head at `i`, or 0.

        >>> found("ORG", "Бұл туралы ТНТ телеарнасы хабарлады.")
        ['ТНТ (org.known)', 'ТНТ (org.bare_descriptor)']
        """
        end = start
        while end < i and self._is_proper(view, end):
            if end in view.in_place or self._lexicon.genitive(view.tokens[end].norm):
                return 0
            end += 1
        if end == start or view.tokens[start].norm in self._lexicon.not_abbreviations:
            return 0
        rest = view.tokens[end:i]
        return end if all(self._lexicon.fit(word.norm) == "adj" and not word.title for word in rest) else 0

    def _is_proper(self, view: DocView, i: int) -> bool:
        """A capitalised word that is no word of the tables.

        >>> found("ORG", "Бұл туралы Ұлттық телеарнасы хабарлады.")
        ['Ұлттық телеарнасы (org.head)']
        """
        word = view.tokens[i]
        if not word.title:
            return False
        if word.latin or word.upper:
            return True
        return self._lexicon.fit(word.norm) not in ("adj", "conj") and not self._lexicon.roles.listed(word.norm)
