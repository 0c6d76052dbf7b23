"""What looks like the name of an organisation and surely is none: laws and measures in capitals, cars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atau.components.common.token_facts import CLOSING_QUOTES
from atau.components.organisation.abbreviations import base_of
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView
from atau.lang.text import normalize

_ARTICLE: Final = re.compile(r"\d+(?:-\d+)?-ба[бп]\w*")
_ARTICLE_STEMS: Final = ("бап", "баб")
_HENCEFORTH: Final = "әрі"
# The code of a model that reads like a product of numbers: BMW X5.
_CODE: Final = re.compile(r"[XxХх]\d{1,3}")
_MAX_SHORT: Final = 8
_MAX_MODEL: Final = 4
#: What a car might be taken for.
_CAR_LABELS: Final = ("ORG", "PERSON", "LOC")

Veto = tuple[int, int, str]


class NoOrganisations:
    """Finds what no organisation may touch."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def all_in(self, view: DocView) -> list[Veto]:
        """(start, end, label) for every stretch that is no mention of the label.

        >>> import atau
        >>> nlp = atau.load("rules")
        >>> nlp("Қылмыстық кодекс (бұдан әрі – ҚКК) өзгерді. ҚКК-нің тармағы мен ЖҚК 5-бабы ескірді.").ents
        ()
        >>> nlp("Ол Honda Civic сатып алды, «Toyota» көлігін сатты, Honda Motor зауытына барды.").ents
        (Honda Motor,)
        >>> nlp("Ол BMW X5 сатты, X7 көлігін алды.").ents
        ()
        """
        vetoes: list[Veto] = []
        laws: set[str] = set()
        for i in view.signs:
            if view.tokens[i].form == "(":
                laws.update(self._defined(view, i))
        for i in view.capitals:
            if view.tokens[i].norm in self._lexicon.cars:
                vetoes += ((i, end, label) for end in self._car(view, i) for label in _CAR_LABELS)
        for i in view.capitals:
            if _CODE.fullmatch(view.tokens[i].form) and self._is_model_code(view, i):
                vetoes.append((i, i + 1, "QUANTITY"))
            word = view.tokens[i]
            if word.form[1:2].isupper():
                norm = normalize(base_of(word))
                if norm in laws or norm in self._lexicon.measures or self._is_before_article(view, i):
                    vetoes.append((i, i + 1, "ORG"))
        return vetoes

    def _defined(self, view: DocView, opening: int) -> Iterator[str]:
        """The NORM of the abbreviation in a bracket after a law, a tax, a programme: `заңы (бұдан әрі – БЗ)`."""
        tokens = view.tokens
        if not self._lexicon.things.forms(view.norm_before(opening)):
            return
        j = opening + 1
        while j < len(tokens) and j < opening + 5 and not tokens[j].title:
            j += 1
        if (
            j + 1 < len(tokens)
            and tokens[j + 1].form == ")"
            and (j == opening + 1 or tokens[j - 2].norm == _HENCEFORTH)
        ):
            short = base_of(tokens[j])
            if 1 < len(short) <= _MAX_SHORT and short[:2].isupper():
                yield normalize(short)

    @staticmethod
    def _is_before_article(view: DocView, i: int) -> bool:
        """The number of an article of a law follows: `ҚІЖК-нің 3-бабы`."""
        j = view.after(i + 1)
        if j >= len(view.tokens) or not view.tokens[j].digit:
            return False
        return bool(_ARTICLE.fullmatch(view.tokens[j].norm)) or view.norm_after(j).startswith(_ARTICLE_STEMS)

    def _is_model_code(self, view: DocView, i: int) -> bool:
        """A brand stands before token `i`, or the word for a car after it."""
        before = view.tokens[i - 1] if i else None
        brand = before is not None and before.title and before.alpha and not view.begins(i)
        return brand or view.norm_after(i).startswith(self._lexicon.car_words)

    def _car(self, view: DocView, i: int) -> Iterator[int]:
        """The end of the name of a car at token `i`: a make with its model, or before the word for a car."""
        tokens = view.tokens
        end = i + 1
        while end < len(tokens) and end - i < _MAX_MODEL and self._is_model(view, end):
            end += 1
        j = end + 1 if end < len(tokens) and tokens[end].form in CLOSING_QUOTES else end
        described = j < len(tokens) and tokens[j].norm.startswith(self._lexicon.car_words)
        if described or (end - i > 1 and not self._is_company(view, i, end, j)):
            yield end

    def _is_model(self, view: DocView, i: int) -> bool:
        word = view.tokens[i]
        code = word.title or word.form[-1:].isdigit()
        return (word.latin and code and "." not in word.form) or (word.digit and len(word.form) < _MAX_MODEL)

    def _is_company(self, view: DocView, start: int, end: int, after: int) -> bool:
        """Words of a company in it (Honda Motor), or the word for one after it."""
        tokens = view.tokens
        if any(word.norm.partition("-")[0] in self._lexicon.company_words for word in tokens[start + 1 : end]):
            return True
        if after >= len(tokens):
            return False
        return self._lexicon.head(tokens[after].norm) is not None or self._lexicon.is_legal(tokens[after].norm)
