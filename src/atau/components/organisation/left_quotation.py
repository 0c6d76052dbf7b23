"""A quotation to the left of the head: the name of the parent (`«Боран» ЖШС`), or the one that the head describes."""

from __future__ import annotations

from typing import Any, Final

from atau.components.common.token_facts import CLOSING_QUOTES, Word
from atau.components.organisation.left_scan import Cursor, Passed, Step
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView

_MAX_GAP: Final = 7
# How many words may stand between the quoted name of a branch's parent and the branch.
_MAX_BRANCH_GAP: Final = 4
# A longer quotation before a head is quoted speech or a title, unless it ends in the noun of an organisation.
_MAX_DESCRIBED: Final = 9
_MAX_DESCRIBING: Final = 2


class QuotationRules:
    """The rules of the scan for quotations."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

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
