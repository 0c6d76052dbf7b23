"""Known names, and short forms with a capital that stand for an organisation named before."""

from __future__ import annotations

from atau.components.common.gazetteer import Hit
from atau.components.organisation.lexicon import OrgLexicon
from atau.components.organisation.view import DocView, Found


class KnownNames:
    """Finds the names of org_names.tsv and the short forms of org_words.tsv."""

    def __init__(self, lexicon: OrgLexicon) -> None:
        self._lexicon = lexicon

    def all_in(self, view: DocView) -> list[Found]:
        """The longest names of org_names.tsv from left to right, none inside another."""
        long_first = self._lexicon.long_first
        found: list[Found] = []
        end = 0
        for i, word in enumerate(view.tokens):
            if (word.title or word.norm in long_first) and word.alpha and i >= end:
                hit = self.at(view, i)
                if hit is not None:
                    found.append(hit)
                    end = hit.end
        return found

    def at(self, view: DocView, i: int) -> Found | None:
        """The longest name of org_names.tsv at token `i`.

        >>> found("ORG", "Жоба Дүниежүзілік банктің қаржысына салынды.")
        ['Дүниежүзілік банктің (org.known)', 'Дүниежүзілік банктің (org.head_bare)']
        """
        for hit in self._lexicon.names.at(view.tokens, i):
            if self._is_written_so(view, hit) and not self._is_product(view, hit):
                return Found(hit.start, hit.end, "org.known")
        return None

    def _is_written_so(self, view: DocView, hit: Hit[str]) -> bool:
        """The name has its capitals, and is not in the plural.

        >>> found("ORG", "Ол кеше банктерде және дүниежүзілік банкте болды.")
        []
        """
        first = view.tokens[hit.start]
        if hit.analysis.number != "sg" and "plural" not in self._lexicon.traits(hit.analysis.stem):
            return False
        if hit.end - hit.start == 1:
            # An abbreviation is written in capitals, a word that is a name is not.
            if hit.entry.isupper() != first.form.partition("-")[0].isupper():
                return False
            if hit.start in view.in_place and not hit.entry.isupper():
                return False
        # A name of three or more words may begin with a small letter.
        return first.title or hit.entry.count(" ") > 1

    def _is_product(self, view: DocView, hit: Hit[str]) -> bool:
        """A Latin name that goes on is that of a product, unless another name follows.

        >>> found("ORG", "Google Chrome шолғышын жаңарту керек. Бөлісу: Facebook Telegram")
        ['Facebook (org.known)', 'Telegram (org.known)']
        """
        if hit.end >= len(view.tokens) or not view.tokens[hit.end - 1].latin:
            return False
        after = view.tokens[hit.end]
        if not after.latin or not after.title or "." in after.form:
            return False
        return next(iter(self._lexicon.names.at(view.tokens, hit.end)), None) is None

    def capital(self, view: DocView, i: int) -> Found | None:
        """A short form that stands for the organisation it was introduced as.

        >>> found("ORG", "Осыдан кейін Департамент айыппұл салды.")
        ['Департамент (org.capital)']
        >>> found("ORG", "Үкімет жаңа бағдарлама бекітті.")
        ['Үкімет (org.capital_start)']
        """
        word = view.tokens[i]
        headline = i in view.all_caps
        if word.upper and not headline:
            return None
        for analysis in self._lexicon.short.forms(word.norm):
            if analysis.number == "sg" and not analysis.possessive:
                begins = headline or view.begins(i)
                if begins and analysis.stem not in self._lexicon.always:
                    return None
                if self._is_adjective(view, i, analysis.stem):
                    return None
                return Found(i, i + 1, "org.capital_start" if begins else "org.capital")
        return None

    def _is_adjective(self, view: DocView, i: int, stem: str) -> bool:
        """The short form is an adjective here: `Кеңес Одағы`, `Орталық Азия`.

        >>> found("ORG", "Ол кеше Кеңес әскерінде болды, содан Орталық Азияға келді.")
        []
        """
        traits = self._lexicon.traits(stem)
        if "soviet" in traits and view.norm_after(i).startswith(self._lexicon.soviet):
            return True
        return "adjective" in traits and i + 1 < len(view.tokens) and view.tokens[i + 1].title
