"""Quoted names: with a legal form, before a plural that closes a list, known, or named again later in the text."""

from __future__ import annotations

from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import Scene
from atau.morphology import match

_MAX_LIST = 90
_JOINS = frozenset((",", "және", "мен", "пен", "бен", "\n"))


class Quotes:
    """Finds quoted names."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def legal_end(self, scene: Scene, i: int) -> int:
        """The end of the legal forms that start at token `i`, a closing mark between them allowed; 0 without any."""
        tokens = scene.tokens
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

    def legal(self, scene: Scene, opening: int) -> tuple[int, int, str] | None:
        """«Қазақмыс» ЖШС: the quotation that starts at token `opening`, with its legal form."""
        tokens = scene.tokens
        limit = min(len(tokens), opening + 26)
        inside = True
        for closing in range(opening + 2, limit):
            if closing >= limit:
                break
            form = tokens[closing].form
            if form in CLOSING_QUOTES:
                after = scene.after(closing + 1)
                end = self.legal_end(scene, after)
                if end:
                    return opening, end, "org.legal_form"
                if not inside:
                    break
                if form in "»”" and not self._inner(scene, opening, closing):
                    # «… ЭКСПО-2017» Ұлттық компаниясы» АҚ: a mark too many.
                    inside, limit = False, min(limit, closing + 6)
            elif form in ".!?;(" or form.count("\n") > 1 or (not inside and form in OPENING_QUOTES):
                break
        return None

    @staticmethod
    def _inner(scene: Scene, opening: int, closing: int) -> bool:
        """More quotations are opened than closed between the two marks."""
        depth = 0
        for k in range(opening, closing + 1):
            form = scene.tokens[k].form
            depth += form in "«“„" if form else 0
            depth -= form in "»”" if form else 0
        return depth > 0

    def prefixed(self, scene: Scene, i: int) -> tuple[int, int, str] | None:
        """ЖШС «Қазақмыс», ТОО «Агрофирма»: a legal form at token `i` and the quotation after it."""
        tokens = scene.tokens
        if not tokens[i].upper or tokens[i].norm not in self._lexicon.legal:
            return None
        if i and (tokens[i - 1].form in CLOSING_QUOTES or tokens[i - 1].norm in self._lexicon.legal):
            return None
        j = i + 1
        if j >= len(tokens) or tokens[j].form not in OPENING_QUOTES:
            return None
        closing = scene.closing(j)
        if closing and closing > j + 1 and tokens[j + 1].title:
            return i, closing + 1, "org.legal_form"
        return None

    def unquoted(self, scene: Scene, i: int) -> tuple[int, int, str] | None:
        """Денсаулық РМКК: capitals before a legal form at token `i`."""
        tokens = scene.tokens
        if not tokens[i].upper or not self._lexicon.is_legal(tokens[i].norm) or len(tokens[i].norm) < 2:
            return None
        start = i
        while start and start not in scene.starts and i - start < 3:
            before = tokens[start - 1]
            if not before.title or not before.alpha or (before.upper and self._lexicon.is_legal(before.norm)):
                break
            start -= 1
        if start == i or tokens[start - 1].form in OPENING_QUOTES or start in scene.in_place:
            return None
        return start, self.legal_end(scene, i) or i + 1, "org.legal_unquoted"

    def known(self, scene: Scene, opening: int) -> tuple[int, int, str] | None:
        """A quoted name of the lexicon."""
        closing = scene.closing(opening)
        if not closing or closing == opening + 1:
            return None
        for hit in self._lexicon.names.at(scene.tokens, opening + 1):
            if hit.end == closing:
                return opening + 1, closing, "org.quoted_known"
        return None

    def listed(self, scene: Scene, i: int) -> list[tuple[int, int, str]]:
        """«Айқын», «Ана тілі» және «Егемен» газеттері: the quotations before a plural head at token `i`."""
        found: list[tuple[int, int, str]] = []
        tokens = scene.tokens
        j = i
        for _ in range(4):
            j = scene.before(j)
            if j < 0 or tokens[j].form in CLOSING_QUOTES:
                break
            if self._lexicon.fit(tokens[j].norm) != "adj" and tokens[j].norm not in self._lexicon.naming:
                return []
        while j >= 0 and i - j < _MAX_LIST and tokens[j].form in CLOSING_QUOTES:
            opening = scene.opening(j)
            if opening is None or opening + 1 >= j or not tokens[opening + 1].title:
                break
            found.append((opening + 1, j, "org.quoted_list"))
            j = scene.before(opening)
            while j >= 0 and tokens[j].norm in _JOINS:
                j = scene.before(j)
        return found

    def again(self, scene: Scene, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Quotations whose name was told to be a body elsewhere in the text."""
        tokens = scene.tokens
        names: dict[tuple[str, ...], None] = {}
        taken = {start for start, _, _ in found}
        for start, end, rule in found:
            if rule in ("org.quoted_descriptor", "org.quoted_list"):
                names[tuple(word.norm for word in tokens[start:end])] = None
            elif rule == "org.legal_form":
                closing = scene.closing(start)
                if closing:
                    names[tuple(word.norm for word in tokens[start + 1 : closing])] = None
        if not names:
            return []
        lasts = {name[-1]: "" for name in names if name and name[-1].isalpha()}
        result: list[tuple[int, int, str]] = []
        for i, word in enumerate(tokens):
            if word.form not in OPENING_QUOTES or i + 1 in taken or i in taken:
                continue
            closing = scene.closing(i)
            if not closing:
                continue
            key = tuple(w.norm for w in tokens[i + 1 : closing])
            if not key:
                continue
            stems = [key[-1], *(analysis.stem for analysis in match(key[-1], lasts))]
            after = tokens[closing + 1].norm if closing + 1 < len(tokens) else ""
            if self._lexicon.roles.role(after).owned or self._lexicon.head(after):
                # What the word after it says is another thing: «Үміт» бағдарламасы.
                continue
            if any((*key[:-1], stem) in names for stem in stems):
                result.append((i + 1, closing, "org.quoted_again"))
        return result
