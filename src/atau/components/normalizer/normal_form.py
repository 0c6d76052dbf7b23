"""The dictionary form of a mention, from its tokens alone: `Қ.Көшербаевтың` Қ. Көшербаев, `Атыраудан` Атырау."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from atau.components.normalizer.nominative import Nominatives, nominatives, shared_nominatives
from atau.lang.text import fold
from atau.tables import TableSet

_OPEN, _CLOSE = "«“„‹\"'‘", "»”“›\"'’"
_UPPER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_WORD = r"[^\W\d_]"
# A word broken by a hyphen at the end of a line; a new part of a name begins with a capital and keeps the hyphen.
_BROKEN = re.compile(rf"(?<={_WORD})([-‐‑])[ \t]*\n\s*(?=({_WORD}))")
_INITIAL = re.compile(rf"(?<![^\W\d_])([{_UPPER}][а-яёәғқңөұүһіa-z]?\.)(?=[^\W\d_])")
_ROMAN = re.compile(r"[IVXІХ]+")
_SHORTEST_FOLDED = 4
_MAX_CACHED = 16_384


class NormalForms:
    """Dictionary forms by the words of `nominatives`."""

    def __init__(self, nominatives: Nominatives) -> None:
        self._nominatives = nominatives
        endings = "|".join(sorted(nominatives.case_endings, key=lambda ending: (-len(ending), ending)))
        self._stray_ending = re.compile(rf"(?<={_WORD})\s*\n\s*(?:{endings})$")
        # An ending written apart: «Қазпочта»-ның, БҰҰ -ға, БҰҰ ның; `мен` and `не` alone are words.
        self._apart = re.compile(
            rf"(?:(?<=[»”“›\"’])\s?[-‐‑–]?\s?(?:{endings})|\s[-‐‑–]\s?(?:{endings})|-\s(?:{endings})"
            r"|\s(?:[ндт][ыі]ң|[ғгқк][ае]|[дт][ае]н?))$"
        )
        names = [place.name.split() for place in nominatives.places]
        # Words of place names that are written small: облысы, ауданы.
        self._small = frozenset(nominatives.words["small"]).union(w for name in names for w in name[1:] if w.islower())
        # Other words in capitals may be abbreviations (КСРО).
        self._place_words = frozenset(word.lower() for name in names for word in name if not word.isupper())
        self.of_tokens = lru_cache(maxsize=_MAX_CACHED)(self._of_tokens)

    def _of_tokens(self, forms: Sequence[str], spaced: Sequence[bool], label: str) -> str:
        """The dictionary form of a mention of `label`, from the repaired forms of its tokens.

        spaced: whether a blank follows each token.

        >>> shared_normal_forms().of_tokens(("Қ.", "Сейітов-\\nке"), (False, True), "PERSON")
        'Қ. Сейітов'
        """
        return self.form(self._surface(forms, spaced), label)

    def _surface(self, forms: Sequence[str], spaced: Sequence[bool]) -> str:
        """The repaired forms of the tokens on one line; white space stands as it is."""
        text = "".join(fold(form) + " " * space for form, space in zip(forms, spaced, strict=True))
        text = _BROKEN.sub(lambda found: found[1] if found[2].isupper() else "", text)
        joined = self._stray_ending.search(text)
        if joined:
            text = text[: joined.start()] + text[joined.start() : joined.end()].strip()
        return " ".join(text.split())

    def form(self, text: str, label: str) -> str:
        """See `normal_form`."""
        text = _unquoted(self._apart.sub("", text))
        if label == "PERSON":
            text = _INITIAL.sub(r"\1 ", text)
        text = self._in_nominative(text, label)
        if label == "PERSON":
            return " ".join(_title(word) for word in text.split(" "))
        if label == "LOC" and text.isupper() and len(text) >= _SHORTEST_FOLDED:
            return " ".join(self._place_case(word, first=not i) for i, word in enumerate(text.split(" ")))
        return text

    def _in_nominative(self, text: str, label: str) -> str:
        """`text` with its last word in the nominative, and in the singular where several places share it.

        >>> shared_normal_forms()._in_nominative("Атырау облысында", "LOC")
        'Атырау облысы'
        >>> shared_normal_forms()._in_nominative("Ақтөбе облыстарында", "LOC")
        'Ақтөбе облысы'
        """
        first, blank, last = text.rpartition(" ")
        if not any(c.isalpha() for c in last) or last.endswith("."):
            return text
        shared = self._nominatives.shared_head(last.lower()) if label == "LOC" and first else ""
        if shared and self._nominatives.is_known(shared, "LOC"):
            last = shared.upper() if last.isupper() else shared
        else:
            last = self._word_in_nominative(last, label, alone=not first)
        return first + blank + last

    def _word_in_nominative(self, word: str, label: str, *, alone: bool) -> str:
        """`word`, its letters' case kept, with the quotation marks and brackets around it.

        >>> shared_normal_forms()._word_in_nominative("«ҚАЗАҚСТАННЫҢ»", "LOC", alone=True)
        '«ҚАЗАҚСТАН»'
        """
        head = re.match(r"\W*", word)
        tail = re.search(r"[^\w.]*$", word)
        start, end = head.end() if head else 0, tail.start() if tail else len(word)
        core = word[start:end]
        lower = core.lower()
        if len(lower) != len(core) or self._is_abbreviation(core, lower, label):
            return word
        found = self._nominatives.nominative(lower, label, core[:1].isupper(), alone or label == "PERSON")
        return word[:start] + core[: len(found)] + word[end:]

    def _is_abbreviation(self, core: str, lower: str, label: str) -> bool:
        """The word is an abbreviation without an ending: one with an ending has a hyphen before it.

        >>> forms = shared_normal_forms()
        >>> [forms._is_abbreviation(word, word.lower(), "ORG") for word in ("БҰҰ", "БҰҰ-ға", "МИНИСТРЛІГІ", "Банк")]
        [True, False, False, False]
        """
        if not core.isupper() or "-" in core:
            return False
        if len(core) < _SHORTEST_FOLDED:
            return True
        return label != "PERSON" and not self._nominatives.is_known(lower, label)

    def _place_case(self, word: str, *, first: bool) -> str:
        """A word in capitals of a place name as a dictionary writes it; abbreviations stay.

        >>> forms = shared_normal_forms()
        >>> [forms._place_case(word, first=False) for word in ("АТЫРАУ", "ОБЛЫСЫ", "КСРО")]
        ['Атырау', 'облысы', 'КСРО']
        """
        if len(word) < _SHORTEST_FOLDED:
            return word
        if not first and word.lower() in self._small:
            return word.lower()
        if word.lower() not in self._place_words:
            return word
        return "-".join(part.capitalize() for part in word.split("-"))


def _unquoted(text: str) -> str:
    """`text` without quotation marks that enclose all of it.

    >>> _unquoted("«Қазақмыс»"), _unquoted("«Қазақмыс» ЖШС"), _unquoted("«А» мен «Б»")
    ('Қазақмыс', '«Қазақмыс» ЖШС', '«А» мен «Б»')
    """
    if len(text) > 2 and text[0] in _OPEN and text[-1] in _CLOSE and not any(c in _CLOSE for c in text[1:-1]):
        return text[1:-1].strip()
    return text


def _title(word: str) -> str:
    """A word of a person's name in small letters with a capital: ӘМІРОВА, БАЙ-ОҒЛЫ; initials and numbers stay."""
    if "-" in word:
        return "-".join(_title(part) for part in word.split("-"))
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or "." in word or not all(c.isupper() for c in letters) or _ROMAN.fullmatch(word):
        return word
    return word.capitalize()


def normal_forms(tables: TableSet) -> NormalForms:
    """The dictionary forms of a component with these tables; components without rows of the user share them."""
    found = nominatives(tables)
    return shared_normal_forms() if found is shared_nominatives() else NormalForms(found)


@lru_cache(maxsize=1)
def shared_normal_forms() -> NormalForms:
    """The dictionary forms by the package's tables."""
    return NormalForms(shared_nominatives())


def normal_form(text: str, label: str) -> str:
    """The dictionary form of a repaired mention of `label`.

    The last word is put in the nominative; number and possessive stay, enclosing quotation marks go. Persons: initials
    are separated by a space, capitals folded. Places: capitals folded unless they are an abbreviation; the plural of a
    head that several places share becomes singular.

    >>> normal_form("Қ.Е.КӨШЕРБАЕВТЫҢ", "PERSON"), normal_form("«Қазақмыс» ЖШС-нің", "ORG")
    ('Қ. Е. Көшербаев', '«Қазақмыс» ЖШС')
    """
    return shared_normal_forms().form(text, label)
