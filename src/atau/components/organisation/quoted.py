"""Quoted names: with a legal form, before a plural that closes a list, known, or named again later in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word
from atau.components.organisation.lexicon import Head, OrgLexicon
from atau.components.organisation.view import DocView, Found
from atau.morphology import analyses, match

_MAX_LIST: Final = 90
_MAX_DESCRIBING: Final = 4
_MAX_QUOTED: Final = 26
_MAX_UNQUOTED: Final = 3
_PAGE: Final = "бет"


class QuotedNames:
    """Finds quoted names."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon
        self._joins = lexicon.joins | {",", "\n"}

    def at_mark(self, view: DocView, opening: int) -> Found | None:
        """The name in the quotation that starts at token `opening`."""
        return self.legal(view, opening) or self.known(view, opening)

    def legal(self, view: DocView, opening: int) -> Found | None:
        """The quotation that starts at token `opening`, with the legal form after it.

        >>> found("ORG", "Кеше «Төскей» ұлттық компаниясы» АҚ есебін жариялады.")
        ['«Төскей» ұлттық компаниясы» АҚ (org.legal_form)', 'Төскей (org.quoted_descriptor)']
        """
        tokens = view.tokens
        limit = min(len(tokens), opening + _MAX_QUOTED)
        inside = True
        for closing in range(opening + 2, limit):
            if closing >= limit:
                break
            form = tokens[closing].form
            if form in CLOSING_QUOTES:
                end = self._legal_end(view, view.after(closing + 1))
                if end:
                    return Found(opening, end, "org.legal_form")
                if not inside:
                    break
                if form in "»”" and not self._is_inner(view, opening, closing):
                    # «… ЭКСПО-2017» Ұлттық компаниясы» АҚ: a mark too many.
                    inside, limit = False, min(limit, closing + 6)
            elif form in ".!?;(" or form.count("\n") > 1 or (not inside and form in OPENING_QUOTES):
                break
        return None

    def _legal_end(self, view: DocView, i: int) -> int:
        """The end of the legal forms that start at token `i`, a closing mark between them allowed; 0 without any.

        >>> found("ORG", "Жөндеуді «№3 қалалық емхана» ШЖҚ КМК өз күшімен жасады.")
        ['«№3 қалалық емхана» ШЖҚ КМК (org.legal_form)', '№3 қалалық емхана (org.numbered)']
        """
        tokens = view.tokens
        end = 0
        while i < len(tokens) and i - (end or i) < 3:
            if tokens[i].title and tokens[i].form[:2].isupper() and self._lexicon.is_legal(tokens[i].norm):
                i += 1
                end = i
                if "-" in tokens[i - 1].norm:
                    break
            elif end and tokens[i].form in CLOSING_QUOTES:
                i += 1
            else:
                break
        return end

    @staticmethod
    def _is_inner(view: DocView, opening: int, closing: int) -> bool:
        """More quotations are opened than closed between the two marks.

        >>> found("ORG", "Кеше «Төскей «Ақ» ауылдық тұтынушылар мен өндірушілер қоғамдық бірлестігі» АҚ жиналды.")
        ['«Төскей «Ақ» ауылдық тұтынушылар мен өндірушілер қоғамдық бірлестігі» АҚ (org.legal_form)']
        """
        depth = 0
        for k in range(opening, closing + 1):
            form = view.tokens[k].form
            depth += form in "«“„" if form else 0
            depth -= form in "»”" if form else 0
        return depth > 0

    def prefixed(self, view: DocView, i: int) -> Found | None:
        """A legal form at token `i` and the quotation after it.

        >>> found("ORG", "Шарт ЖШС «Боран» атына жасалды.")
        ['ЖШС «Боран» (org.legal_form)', 'Шарт ЖШС (org.legal_unquoted)']
        """
        tokens = view.tokens
        if not tokens[i].upper or tokens[i].norm not in self._lexicon.legal:
            return None
        if i and (tokens[i - 1].form in CLOSING_QUOTES or tokens[i - 1].norm in self._lexicon.legal):
            return None
        j = i + 1
        if j >= len(tokens) or tokens[j].form not in OPENING_QUOTES:
            return None
        closing = view.closing(j)
        if closing and closing > j + 1 and tokens[j + 1].title:
            return Found(i, closing + 1, "org.legal_form")
        return None

    def unquoted(self, view: DocView, i: int) -> Found | None:
        """Capitalised words before a legal form at token `i`.

        >>> found("ORG", "Кеше қалада Арман ЖШС шарт жасасты.")
        ['Арман ЖШС (org.legal_unquoted)']
        """
        tokens = view.tokens
        if not tokens[i].upper or not self._lexicon.is_legal(tokens[i].norm) or len(tokens[i].norm) < 2:
            return None
        start = i
        while start and start not in view.starts and i - start < _MAX_UNQUOTED:
            before = tokens[start - 1]
            if not before.title or not before.alpha or (before.upper and self._lexicon.is_legal(before.norm)):
                break
            start -= 1
        if start == i or tokens[start - 1].form in OPENING_QUOTES or start in view.in_place:
            return None
        return Found(start, self._legal_end(view, i) or i + 1, "org.legal_unquoted")

    def known(self, view: DocView, opening: int) -> Found | None:
        """A quoted name of org_names.tsv.

        >>> found("ORG", "Ол «Нұр Отан» партиясына мүше болды.")
        ['Нұр Отан (org.quoted_known)', 'Нұр Отан (org.known)', 'Нұр Отан (org.quoted_descriptor)']
        """
        closing = view.closing(opening)
        if not closing or closing == opening + 1:
            return None
        for hit in self._lexicon.names.at(view.tokens, opening + 1):
            if hit.end == closing:
                return Found(opening + 1, closing, "org.quoted_known")
        return None

    def listed(self, view: DocView, i: int, head: Head) -> list[Found]:
        """The quotations of a list before the head at token `i`, a plural that describes them all.

        >>> found("ORG", "Жаңалықты «Таңғы хабар», «Дала» және «Көкжиек» газеттері басты.")
        ['Көкжиек (org.quoted_list)', 'Дала (org.quoted_list)', 'Таңғы хабар (org.quoted_list)']
        """
        page = head.kind == "descriptor" and view.norm_after(i).startswith(_PAGE)
        if not (head.plural or page):
            return []
        closing = self._last_mark(view, i)
        found: list[Found] = []
        tokens = view.tokens
        while closing >= 0 and i - closing < _MAX_LIST and tokens[closing].form in CLOSING_QUOTES:
            opening = view.opening(closing)
            if opening is None or opening + 1 >= closing or not tokens[opening + 1].title:
                break
            found.append(Found(opening + 1, closing, "org.quoted_list"))
            closing = view.before(opening)
            while closing >= 0 and tokens[closing].norm in self._joins:
                closing = view.before(closing)
        return found

    def _last_mark(self, view: DocView, i: int) -> int:
        """The token before `i` that may close the list, adjectives and `атты` passed over; -1 where other words stand.

        >>> found("ORG", "Жаңалықты «Таңғы хабар» мен «Дала» атты жергілікті газеттер басты.")
        ['Дала (org.quoted_list)', 'Таңғы хабар (org.quoted_list)']
        """
        j = i
        for _ in range(_MAX_DESCRIBING):
            j = view.before(j)
            if j < 0 or view.tokens[j].form in CLOSING_QUOTES:
                break
            norm = view.tokens[j].norm
            if self._lexicon.fit(norm) != "adj" and norm not in self._lexicon.naming:
                return -1
        return j

    def again(self, view: DocView, found: Sequence[Found]) -> list[Found]:
        """Quotations whose name was recognised as an organisation elsewhere in the text.

        >>> found("ORG", "Кеше «Бүркіт» клубы ойнады. Екінші күні «Бүркіт» басым болды.")
        ['Бүркіт (org.quoted_descriptor)', 'Бүркіт (org.quoted_again)']
        """
        names = self._quoted_names(view, found)
        if not names:
            return []
        tokens = view.tokens
        lasts = {name[-1]: "" for name in names if name and name[-1].isalpha()}
        taken = {hit.start for hit in found}
        around = {hit.start for hit in found if hit.end > hit.start + 1}
        result: list[Found] = []
        for i, word in enumerate(tokens):
            if word.form not in OPENING_QUOTES or i - 1 in around or not taken.isdisjoint((i, i + 1)):
                continue
            closing = view.closing(i)
            key = _key(tokens[i + 1 : closing])
            if not key or self._is_other_thing(view, closing):
                continue
            stems = (key[-1], *(analysis.stem for analysis in match(key[-1], lasts)))
            if any((*key[:-1], stem) in names for stem in stems):
                result.append(Found(i + 1, closing, "org.quoted_again"))
        return result

    @staticmethod
    def _quoted_names(view: DocView, found: Sequence[Found]) -> set[tuple[str, ...]]:
        """The NORMs of the quoted names among `found`."""
        names: set[tuple[str, ...]] = set()
        for start, end, rule in found:
            if rule in ("org.quoted_descriptor", "org.quoted_list", "org.team", "org.team_quoted"):
                names.add(_key(view.tokens[start:end]))
            elif rule == "org.legal_form":
                closing = view.closing(start)
                if closing:
                    names.add(_key(view.tokens[start + 1 : closing]))
        return names

    def _is_other_thing(self, view: DocView, closing: int) -> bool:
        """The word after a quotation says that its name is that of another thing: `«Үміт» бағдарламасы`.

        >>> found("ORG", "Кеше «Үміт» қоры ашылды. Бүгін «Үміт» бағдарламасы басталды.")
        ['Үміт (org.quoted_descriptor)']
        """
        if closing + 1 >= len(view.tokens) or self._lexicon.genitive(view.tokens[closing - 1].norm):
            return False
        word = view.tokens[closing + 1]
        if self._lexicon.roles.role(word.norm).owned or self._lexicon.head(word.norm) is not None:
            return True
        if word.norm in self._lexicon.naming or (word.upper and word.alpha):
            return True
        return not word.title and any(a.possessive == "3" for a in analyses(word.norm)[:1])


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.norm for word in words)
