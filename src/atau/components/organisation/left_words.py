"""Words of a name: capitalised ones, those in lower case, punctuation between them."""

from __future__ import annotations

from typing import Final

from atau.components.common.noun_roles import Role
from atau.components.organisation.left_scan import Cursor, Passed, Step
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView

_MAX_GAP: Final = 7


def fits(lexicon: OrgLexicon, view: DocView, i: int, right: int) -> bool:
    """Token `i` may stand inside a name, before the token `right` of it.

    >>> found("ORG", "Биыл Сыбайлас жемқорлыққа қарсы күрес агенттігі құрылды.")
    ['Сыбайлас жемқорлыққа қарсы күрес агенттігі (org.head)']
    >>> found("ORG", "Биыл Жастарға келген күрес агенттігі құрылды.")
    []
    """
    fit = lexicon.fit(view.tokens[i].norm)
    if fit == "object":
        return _has_verbal_noun(lexicon, view, right)
    if fit == "conj":
        return _joins_fields(lexicon, view, i)
    return fit != "stop"


def _has_verbal_noun(lexicon: OrgLexicon, view: DocView, right: int) -> bool:
    """A verbal noun stands at `right`, or after another object of it: `қызметке ақы төлеу`.

    >>> found("ORG", "Биыл Қызметке ақы төлеу басқармасы құрылды.")
    ['Қызметке ақы төлеу басқармасы (org.head)']
    """
    after = [word.norm for word in view.tokens[right : right + 2]]
    if lexicon.takes_object(after[0]):
        return True
    return lexicon.fit(after[0]) in ("plain", "adj") and len(after) > 1 and lexicon.takes_object(after[1])


def _joins_fields(lexicon: OrgLexicon, view: DocView, i: int) -> bool:
    """The conjunction at token `i` joins fields of work, not organisations.

    >>> found("ORG", "Бұйрыққа Қаржы министрлігі мен әділет министрлігі қол қойды.")
    ['Қаржы министрлігі (org.head)', 'әділет министрлігі (org.field)']
    """
    k = view.before(i)
    if k < 0 or view.tokens[k].punct:
        return False
    before = view.tokens[k]
    if lexicon.is_legal(before.norm) or lexicon.genitive(before.norm):
        return False
    head = lexicon.head(before.norm)
    return head is None or (not head.possessed and not before.title)


class WordRules:
    """The rules of the scan for words of a name."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def punctuation(self, c: Cursor) -> Step | None:
        """Punctuation ends a name, but for a hyphen between blanks and the comma of a list of fields.

        >>> found("ORG", "Бұл іспен Қоғамдық даму, мәдениет және спорт министрлігі айналысады.")
        ['Қоғамдық даму, мәдениет және спорт министрлігі (org.head)']
        >>> found("ORG", "Кеше бәрі келді, Спорт министрлігі де келді.")
        ['Спорт министрлігі (org.head)']
        """
        if not c.word.punct:
            return None
        if c.word.form == "-" and self._is_spaced_hyphen(c):
            return c.go()
        listing = c.norm == "," and c.state.passed in (Passed.NOTHING, Passed.PURPOSE)
        return c.go() if listing and self._is_in_list(c) else c.stop()

    def _is_spaced_hyphen(self, c: Cursor) -> bool:
        """A hyphen set off by blanks: `ғылыми - зерттеу институты`.

        >>> found("ORG", "Биыл Алматы ғылыми - зерттеу институты ашылды.")
        ['Алматы ғылыми - зерттеу институты (org.head_place)']
        """
        k = c.view.before(c.i)
        if k < 0 or c.state.passed is not Passed.NOTHING or c.word_right.title or not c.view.tokens[k].alpha:
            return False
        before = c.view.tokens[k]
        if self._lexicon.fit(before.norm) == "adj":
            return True
        return not before.title and fits(self._lexicon, c.view, k, c.right)

    def _is_in_list(self, c: Cursor) -> bool:
        """The comma stands in a list of fields of work: `мәдениет, ақпарат және спорт министрлігі`.

        >>> found("ORG", "Кеше Мәдениет, ақпарат және спорт министрлігі хабарлады.")
        ['Мәдениет, ақпарат және спорт министрлігі (org.head)']
        """
        k = c.view.before(c.i)
        if k < 0 or k + 1 in c.view.places:
            return False
        before = c.view.tokens[k]
        head = self._lexicon.head(before.norm)
        if before.punct or self._lexicon.genitive(before.norm) or (head and (head.possessed or before.title)):
            return False
        if not any(word.norm in self._lexicon.joins for word in c.view.tokens[c.i + 1 : c.head]):
            return False
        return self._is_field(before.norm, self._lexicon.roles.role(before.norm))

    def _is_field(self, norm: str, role: Role) -> bool:
        if role.kind not in ("noun", "adj", "unknown", "owner") or role.case == "verb":
            return False
        return role.case != "other" or norm in self._lexicon.verbal

    def unfit(self, c: Cursor) -> Step | None:
        """A word that never stands inside a name ends it.

        >>> found("ORG", "Бұл Көктем болған жаңа басқармасы еді.")
        []
        """
        return None if fits(self._lexicon, c.view, c.i, c.right) else c.stop()

    def all_caps(self, c: Cursor) -> Step | None:
        """An abbreviation inside the name.

        >>> found("ORG", "Бұл жиын ЭКСПО институтта өтті.")
        ['ЭКСПО институтта (org.head_bare)']
        """
        if not c.word.upper:
            return None
        return c.go(start=c.i, named=True, passed=Passed.CAPITAL, gap=0)

    def capital(self, c: Cursor) -> Step | None:
        """A capitalised word.

        >>> found("ORG", "Бағдарламаны Қазақ тілін дамыту орталығы жүзеге асырады.")
        ['Қазақ тілін дамыту орталығы (org.head)']
        """
        if not c.word.title:
            return None
        lexicon, state, norm = self._lexicon, c.state, c.norm
        possessed = state.head.possessed
        generic = norm in lexicon.generic
        modifies = lexicon.fit(norm) == "adj" or generic or norm in lexicon.verbal
        if not (possessed or modifies or state.rule) or (c.begins and not self._opens_name(c)):
            return c.stop()
        named = state.named
        if generic:
            named = named or (possessed and state.fields > 0 and norm in lexicon.inside)
        elif possessed or not c.begins:
            named = True
        return c.go(start=c.i, named=named, passed=Passed.CAPITAL, gap=0)

    def _opens_name(self, c: Cursor) -> bool:
        """The word that begins a sentence belongs to the name: `Діни бірлестіктермен байланыс жөніндегі …`.

        >>> found("ORG", "Білім және ғылым министрлігі есеп берді.")
        ['Білім және ғылым министрлігі (org.head_start)']
        >>> found("ORG", "Қараша қаржы министрлігі есеп берді.")
        ['қаржы министрлігі (org.field)']
        """
        lexicon, norm = self._lexicon, c.norm
        if norm in lexicon.generic:
            return True
        if lexicon.genitive(norm):
            return False
        role = lexicon.roles.role(norm)
        if role.kind in ("adj", "noun", "owner") or norm in lexicon.inside or norm in lexicon.verbal:
            return True
        unknown = role.kind == "unknown" and role.case == "nom" and not c.word_right.title
        return unknown and not norm.endswith(lexicon.endings.opener)

    def lower_case(self, c: Cursor) -> Step:
        """A word in lower case: it belongs to the name if a capital, place or number follows further left.

        >>> found("ORG", "Бұйрыққа Денсаулық сақтау министрлігі қол қойды.")
        ['Денсаулық сақтау министрлігі (org.head)']
        >>> found("ORG", "Кеше мәдениет және спорт министрлігі жүйесінде жиын өтті.")
        ['мәдениет және спорт министрлігі (org.field)']
        """
        state, head = c.state, c.state.head
        fit = self._lexicon.fit(c.norm)
        generic = c.norm in self._lexicon.generic
        modifies = head.possessed or head.kind == "service" or fit == "adj" or generic
        gap = state.gap + 1
        if gap > _MAX_GAP or not modifies:
            return c.stop(gap=gap)
        if fit == "conj" or generic:
            return c.go(gap=gap)
        start = c.i if "field" in head.traits and not state.named else state.start
        return c.go(gap=gap, fields=state.fields + 1, start=start)
