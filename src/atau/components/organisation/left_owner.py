"""The owner of a name: the organisation or place that it belongs to, and what may stand after a capital or a place."""

from __future__ import annotations

from typing import Any

from atau.components.organisation.left_scan import Cursor, Passed, Step, StepRule, first_step
from atau.components.organisation.left_words import fits
from atau.components.organisation.lexicon import Head, OrgLexicon
from atau.components.organisation.named_after import NAMED_AFTER


class OwnerRules:
    """The rules of the scan for the owner of a name."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon
        self.after_name_rules: tuple[StepRule, ...] = (
            self.second_capital,
            self.conjunction,
            self.adjective,
            self.all_caps,
            self.legal_name,
            self.known_owner,
            self.place_kind,
            self.local,
            self.place_noun,
        )

    def parent(self, c: Cursor) -> Step | None:
        """The noun of the organisation that the name belongs to, or of a part of it.

        >>> found("ORG", "Мәлімет Қаржы министрлігінің Мемлекеттік кірістер комитетінен алынды.")
        ['Қаржы министрлігінің (org.head)',
         'Мемлекеттік кірістер комитетінен (org.known)',
         'Қаржы министрлігінің Мемлекеттік кірістер комитетінен (org.chain)']
        """
        head = self._lexicon.head(c.norm)
        if head is None or not self._is_inner_head(c, head):
            return None
        bare = not head.possessed and not self._lexicon.genitive(c.norm)
        if self._ends_at_head(c, head, bare):
            return c.stop()
        always = head.stem in self._lexicon.always
        changes: dict[str, Any] = {}
        if c.word.title and not c.begins:
            changes = {"start": c.i, "named": True, "passed": Passed.NOTHING}
        elif c.word.title and not bare:
            if c.state.passed is Passed.CAPITAL or not (head.possessed or always):
                return c.go() if always else c.stop()
            changes = {"start": c.i, "named": c.state.named or always}
        if not bare:
            changes |= {"parent": True, "passed": Passed.NOTHING, "gap": 0, "purpose_words": 0}
        return c.go(**changes)

    def _is_inner_head(self, c: Cursor, head: Head) -> bool:
        """The noun may be one inside a name: not a field of work (`бірлестіктермен жұмыс бөлімі`), not an adjective.

        >>> found("ORG", "Кеше Қазақ университеттер одағы құрылды.")
        ['Қазақ университеттер одағы (org.head)']
        """
        if head.kind in ("never", "service", "descriptor"):
            return False
        parent = head.owns and (head.possessed or self._lexicon.genitive(c.norm))
        if c.state.passed is Passed.PURPOSE:
            return parent
        if "adjective" in head.traits and not parent and head.owns:
            return False
        return not (head.plural and not head.possessed)

    def _ends_at_head(self, c: Cursor, head: Head, bare: bool) -> bool:
        """The name ends before the noun: it is another organisation.

        >>> found("ORG", "Кеше Үкіметтің ұлттық банк туралы шешімі шықты.")
        ['Үкіметтің (org.capital)']
        """
        state, right = c.state, c.word_right
        if "team" in head.traits and "team" in state.head.traits and head.case == "nom":
            # «Қазақстан құрамасы Уэльс командасына»: two teams that play each other.
            return True
        if not head.owns or (bare and state.passed in (Passed.CAPITAL, Passed.PLACE)):
            return True
        if not state.head.possessed and not bare:
            return not (state.rule or state.named)
        if not bare:
            return False
        other_case = not state.head.possessed and c.word.title != right.title
        if other_case or state.rule == NAMED_AFTER:
            return True
        short = right.title or state.start in (c.right, c.right + 1)
        return c.word.title and c.begins and short and head.stem not in self._lexicon.always

    def beside(self, c: Cursor) -> Step | None:
        """`жанындағы` after the organisation that the name belongs to.

        >>> found("ORG", "Жиынға Түркістан облысы әкімдігі жанындағы Жастар кеңесі келді.")
        ['Түркістан облысы әкімдігі (org.head_place)', 'Түркістан облысы әкімдігі жанындағы Жастар кеңесі (org.chain)']
        """
        if c.norm not in self._lexicon.beside:
            return None
        k = c.view.before(c.i)
        if k < 0:
            return c.stop()
        owner = c.view.tokens[k]
        if self._lexicon.head(owner.norm) or owner.title or self._lexicon.roles.heads.forms(owner.norm):
            return c.go(passed=Passed.NOTHING, gap=0)
        return c.stop()

    def after_name(self, c: Cursor) -> Step | None:
        """After a capital, a place or a legal form; the name ends where no rule for that applies.

        >>> found("ORG", "Бүгін Көктем Жамбыл облысының әкімдігіне келді.")
        ['Жамбыл облысының әкімдігіне (org.head_place)']
        """
        if c.state.passed not in (Passed.CAPITAL, Passed.PLACE, Passed.LEGAL):
            return None
        return first_step(self.after_name_rules, c) or c.stop()

    def second_capital(self, c: Cursor) -> Step | None:
        """Another capitalised word of the name.

        >>> found("ORG", "Ол Қазақ Ұлттық Университетін бітірді.")
        ['Қазақ Ұлттық Университетін (org.head)']
        """
        if c.state.passed is not Passed.CAPITAL or not c.word.title or c.word.upper:
            return None
        lexicon = self._lexicon
        describes = lexicon.roles.role(c.norm).kind == "adj" or c.norm in lexicon.inside
        if (c.word_right.upper or c.begins) and not describes:
            return c.stop()
        if lexicon.fit(c.norm) == "conj" or not fits(lexicon, c.view, c.i, c.right):
            return c.stop()
        return c.go(start=c.i, named=c.state.named or (c.norm not in lexicon.generic and not c.begins))

    def conjunction(self, c: Cursor) -> Step | None:
        """A conjunction of two fields of work, not of two organisations.

        >>> found("ORG", "Бүгін Экология және Табиғи ресурстар министрлігі хабарлады.")
        ['Экология және Табиғи ресурстар министрлігі (org.head)']
        """
        if c.state.passed is not Passed.CAPITAL or c.word.upper or not c.word_right.title:
            return None
        if self._lexicon.fit(c.norm) != "conj":
            return None
        k = c.view.before(c.i)
        if k < 0 or k + 1 in c.view.places or "joined_fields" not in c.state.head.traits:
            return c.stop()
        before = c.view.tokens[k]
        if before.punct or before.upper or not before.title:
            return c.stop()
        if self._lexicon.head(before.norm) or self._lexicon.genitive(before.norm):
            return c.stop()
        return c.go(passed=Passed.NOTHING)

    def adjective(self, c: Cursor) -> Step | None:
        """An adjective in lower case between two capitals.

        >>> found("ORG", "Ол кеше Қазақ мемлекеттік Басқару Академиясын бітірді.")
        ['Қазақ мемлекеттік Басқару Академиясын (org.head)']
        """
        lexicon = self._lexicon
        if c.state.passed is not Passed.CAPITAL or c.word.title or lexicon.fit(c.norm) != "adj":
            return None
        if c.norm in lexicon.local:
            return None
        k = c.view.before(c.i)
        if k < 0:
            return c.stop()
        before = c.view.tokens[k]
        named = before.title and not c.view.begins(k) and not before.upper
        return c.go() if named and lexicon.fit(before.norm) == "adj" and c.word_right.title else c.stop()

    def all_caps(self, c: Cursor) -> Step | None:
        """The abbreviation of a state or parent: `ҚР Үкіметі`.

        >>> found("ORG", "Кеше ТМД Парламентаралық Ассамблеясы жиналды.")
        ['ТМД (org.known)', 'ТМД Парламентаралық Ассамблеясы (org.head)']
        """
        if not c.word.upper or c.state.passed is Passed.LEGAL or c.norm in self._lexicon.legal:
            return None
        return c.go(start=c.i, named=True)

    def legal_name(self, c: Cursor) -> Step | None:
        """A name without quotation marks before its legal form.

        >>> found("ORG", "Шешімді Самұрық АҚ директорлар кеңесі қабылдады.")
        ['Шешімді Самұрық АҚ (org.legal_unquoted)', 'Шешімді Самұрық АҚ директорлар кеңесі (org.chain)']
        """
        legal = c.state.passed is Passed.LEGAL and c.word.title and c.state.start == c.right
        return c.go(start=c.i) if legal else None

    def known_owner(self, c: Cursor) -> Step | None:
        """A name of org_names.tsv in the genitive.

        >>> found("ORG", "Бұл туралы кеше Самұрық-Қазынаның Атырау филиалы айтты.")
        ['Самұрық-Қазынаның (org.known)', 'Самұрық-Қазынаның Атырау филиалы (org.head)']
        """
        owner = c.word.title and c.state.passed is Passed.PLACE and self._lexicon.genitive(c.norm) and not c.begins
        return c.go(start=c.i) if owner and self._lexicon.names.forms(c.norm) else None

    def place_kind(self, c: Cursor) -> Step | None:
        """The word for the kind of a place, after its name: `Павлодар облысының Ақсу қаласы …`.

        >>> found("ORG", "Кеше Жаңаөзен қаласының Ардагерлер кеңесі жиналды.")
        ['Жаңаөзен қаласының Ардагерлер кеңесі (org.head_place)']
        """
        role = self._lexicon.roles.role(c.norm)
        if role.kind != "owner" or not role.owned or role.case not in ("nom", "gen"):
            return None
        return c.go() if c.view.follows_place(c.i) else c.stop()

    def local(self, c: Cursor) -> Step | None:
        """`облыстық` between a place and the rest of the name.

        >>> found("ORG", "Жиынды Қызылорда облыстық Ардагерлер кеңесі өткізді.")
        ['Қызылорда облыстық Ардагерлер кеңесі (org.head_place)']
        """
        if c.norm not in self._lexicon.local:
            return None
        return c.go() if c.view.follows_place(c.i) else c.stop()

    def place_noun(self, c: Cursor) -> Step | None:
        """A noun of a position that owns the place: `төрағасының Ақтөбе өкілдігі`.

        >>> found("ORG", "Кеше Атырау облысы әкімінің Құлсары өкілдігі ашылды.")
        ['Атырау облысы әкімінің Құлсары өкілдігі (org.head_place)']
        """
        role = self._lexicon.roles.role(c.norm)
        owner = role.kind == "noun" and role.owned and c.state.passed is Passed.PLACE
        return c.go() if owner and self._lexicon.roles.heads.forms(c.norm) else None
