"""Names in Latin letters, and web sites."""

from __future__ import annotations

import re
from typing import Final

from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found

_SITE: Final = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|org|net|ru|info)", re.IGNORECASE)
_JOINS: Final = frozenset(("&", "of", "and", "for", "the", "de"))
_ADDRESS_MARKS: Final = frozenset(("/", "@", "//"))
_DASHES: Final = frozenset("-–—")
# A shorter name with capitals may be an abbreviation of anything.
_MIN_REPORTER: Final = 3
_MAX_WORDS: Final = 10


def _is_cyrillic(view: DocView, i: int) -> bool:
    return view.tokens[i].alpha and not view.tokens[i].latin


class LatinNames:
    """Finds names in Latin letters."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def at(self, view: DocView, i: int) -> Found | None:
        """The site or name that begins at token `i`."""
        word = view.tokens[i]
        base = word.form.partition("-")[0]
        if _SITE.fullmatch(base) or _SITE.fullmatch(word.form):
            return self._site(view, i, base.lower())
        return self._agency(view, i) or self._name(view, i)

    def _agency(self, view: DocView, i: int) -> Found | None:
        """An agency in a dateline, or a medium that reports.

        >>> found("ORG", "АҚТАУ. TAUPRESS — Қалада дауыл күтіледі.")
        ['TAUPRESS (org.agency)']
        >>> found("ORG", "TauTV хабарлауынша, ойын тең аяқталды.")
        ['TauTV (org.reporter)']
        """
        tokens = view.tokens
        word = tokens[i]
        if not word.title or i + 1 >= len(tokens) or word.form in self._lexicon.not_abbreviations:
            return None
        after = tokens[i + 1].form == ")" and tokens[i - 1].form == "("
        dash = view.after(i + 2 if after else i + 1)
        if dash < len(tokens) and tokens[dash].form in _DASHES and self._follows_town(view, i - 1 if after else i):
            return Found(i, i + 1, "org.agency")
        inner = not word.form[1:].partition("-")[0].islower() and len(word.form) >= _MIN_REPORTER
        return Found(i, i + 1, "org.reporter") if inner and tokens[i + 1].norm in self._lexicon.reports else None

    @staticmethod
    def _follows_town(view: DocView, i: int) -> bool:
        """A place that begins a line stands before token `i`, with a full stop, a comma or nothing between them."""
        k = i - 1
        if k >= 0 and view.tokens[k].form in (".", ","):
            k -= 1
        if k > 1 and view.tokens[k].alpha and view.tokens[k - 1].digit and view.tokens[k - 2].form in (".", ","):
            # «ПАВЛОДАР. 12 мамыр. KAZINFORM –»: the date stands between them.
            k -= 3
        return k + 1 in view.places and view.begins(view.places[k + 1])

    def _site(self, view: DocView, i: int, name: str) -> Found | None:
        """A site that is a news medium, or another one that is no mere address.

        >>> found("ORG", "Бұл туралы inform.kz тілшісі мен Sports.kz жазды.")
        ['inform.kz (org.site)', 'Sports.kz (org.site_title)', 'Sports.kz (org.latin_alone)']
        >>> found("ORG", "Құжаттарды www.mysal-sayt.gov.kz арқылы, өтінімді mysal.kz порталында беріңіз.")
        ['mysal.kz (org.site_other)']
        """
        if name in self._lexicon.sites:
            return Found(i, i + 1, "org.site")
        # A slash after a word in Cyrillic letters joins a name and a site: «Асқар Омаров/tau.kz».
        address = i > 0 and view.tokens[i - 1].form in _ADDRESS_MARKS and not (i > 1 and _is_cyrillic(view, i - 2))
        if name.startswith("www.") or ".gov" in name or address:
            return None
        return Found(i, i + 1, "org.site_title" if view.tokens[i].title else "org.site_other")

    def _name(self, view: DocView, i: int) -> Found | None:
        """A name with a word of kind latin, or before a noun that describes it.

        >>> found("ORG", "Қаржыны Deutsche Bank аударды.")
        ['Deutsche Bank (org.known)', 'Deutsche Bank (org.latin_word)']
        >>> found("ORG", "Жаңа дүкенді Sulpak компаниясы ашты.")
        ['Sulpak (org.latin)', 'Sulpak (org.bare_descriptor)', 'Sulpak (org.latin_alone)']
        """
        tokens = view.tokens
        if not tokens[i].title or (i and tokens[i - 1].latin and tokens[i - 1].title):
            return None
        end = self._end(view, i)
        if end - i > _MAX_WORDS:
            return None
        if end - i > 1 and any(word.norm.partition("-")[0] in self._lexicon.latin for word in tokens[i:end]):
            return Found(i, end, "org.latin_word")
        head = self._lexicon.head(tokens[end].norm) if end < len(tokens) else None
        if head is not None and head.possessed and head.kind in ("company", "descriptor"):
            return Found(i, end, "org.latin")
        return None

    @staticmethod
    def _end(view: DocView, i: int) -> int:
        """The end of the capitalised Latin words from token `i` on, with small words between them, or of too many.

        >>> found("ORG", "Ол Bank of America және Standard and Poors агенттігінде істеді.")
        ['Bank of America (org.latin_word)',
         'Standard and Poors (org.latin)',
         'Poors (org.latin)',
         'Poors (org.bare_descriptor)']
        """
        tokens = view.tokens
        end = i + 1
        # Every word after a small one is read from again: without a limit, a long list would take quadratic time.
        while end < min(len(tokens), i + _MAX_WORDS + 1) and (
            (tokens[end].latin and tokens[end].title)
            or (tokens[end].form in _JOINS and end + 1 < len(tokens) and tokens[end + 1].latin)
        ):
            end += 1
        while i + 1 < end <= i + _MAX_WORDS and tokens[end - 1].form in _JOINS:
            end -= 1
        return end
