"""The organisation and the place of an office."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from atau.facts.cases import case_by_ending
from atau.facts.holdings.kinds import CLOSING
from atau.facts.holdings.list_owners import ListOwners
from atau.facts.holdings.meant import MeantFinder
from atau.facts.holdings.pairs import Pair, is_possessed, without_possessive
from atau.facts.holdings.shared_offices import coordinated, people_of, respective
from atau.facts.holdings.verbs import verb_form
from atau.facts.tables import organisation_words, words_of
from atau.facts.view import LINE, FactDoc, Named
from atau.morphology.numerals_words import word_class

_LABELS: Final = ("ORG", "LOC")
_OBLIQUE: Final = frozenset(("loc", "dat", "abl", "gen", "attr"))
_OWNING: Final = frozenset(("gen", "attr"))
_ON_BEHALF: Final = "атынан"
#: The class of the participles that join somebody with where they work, by the case of the place.
_FROM: Final = {"abl": "arrive", "loc": "serve"}
#: Offices of those who sit in a body whose meeting the clause names.
_MEMBERS: Final = frozenset(("депутат", "сенатор", "мүше", "мәжілісмен"))
_JOB: Final = "жұмыс"
_NEAR: Final = 3
_MAX_CHAIN: Final = 5


class OwnerFinder:
    """Finds the organisation and the place of each office of a document.

    holders: the clusters of the persons who hold the offices, by the index of the office. scenes: first characters of
    the places of births and deaths, which no general noun of an office means.
    """

    def __init__(self, view: FactDoc, holders: Mapping[int, Container[str]], scenes: Container[int] = ()) -> None:
        self.view = view
        self._holders = holders
        self._meant = MeantFinder(view, scenes)
        self._lists = ListOwners(view)

    def owners(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """(organisation, place) of the office of `pair`; None for what the text does not say."""
        organisation, place = self._nested(pair.office)
        people = people_of(self.view, pair.office)
        if people and (organisation is not None or place is not None):
            return self._of_one(pair, people)
        if organisation is None and place is not None:
            organisation = self._meant.organisation_before(pair.office, place.start)
        if organisation is None and place is None:
            organisation, place = self._before(pair)
        if organisation is None and place is None and pair.verb >= 0:
            organisation = self._where(pair)
        if _is_rank(self.view, pair.office) and not self._meant.has_noun(pair.office):
            return organisation, place  # but қаланың құрметті азаматы
        if organisation is None and place is None:
            organisation, place = self._meant.owner(pair.office)
        if organisation is None and place is None:
            organisation = self._shared(pair)
        if organisation is None and place is None and pair.verb < 0:
            organisation = self._lists.owner(pair)
        return organisation, place

    def _nested(self, office: Named) -> tuple[Named | None, Named | None]:
        last: dict[str, Named] = {}
        for inner in office.nested:
            last[inner.label] = inner
        return last.get("ORG"), last.get("LOC")

    def _of_one(self, pair: Pair, people: Sequence[Named]) -> tuple[Named | None, Named | None]:
        """The organisation and the place inside an office of several people that are those of one of them."""
        organisation, place = (
            respective([inner for inner in pair.office.nested if inner.label == label], people, pair.person)
            for label in _LABELS
        )
        return organisation, place

    def _before(self, pair: Pair) -> tuple[Named | None, Named | None]:
        """An organisation or place directly before the office: `«Тұлпар» компаниясында директор болып`.

        Without a verb in the genitive (`«Тұлпар» компаниясының директоры`), as it is before an office in the
        possessive (`«Тұлпар» ЖШС директоры`), or with `on behalf of`.
        """
        view, office = self.view, pair.office
        if not office.index:
            return None, None
        near = view.flat[office.index - 1]
        if near.label not in _LABELS or near.start < view.sentence_bounds(office.start)[0]:
            return None, None
        between = view.gap(near.end, office.start)
        if near.label == "ORG" and _ON_BEHALF in between:
            return near, None
        words = [word for word in between if word not in CLOSING and word != LINE]
        if pair.verb >= 0:
            words = self._without_time(words)
        if len(words) > _NEAR or not all(word.isalpha() for word in words):
            return None, None
        if near.label == "ORG" and len(words) <= _NEAR and _comes_from(words, view.case(near)):
            return near, None
        if near.label == "ORG" and view.case(near) == "gen" and _is_session(words) and self._is_member(office):
            return near, None  # мәслихаттың сессиясында депутат Серік Омар
        form = verb_form(words[0]) if len(words) == 1 and near.label == "LOC" and view.case(near) == "abl" else None
        if form is not None and form.participle and form.sense == "elected":
            return None, near  # Арал ауданынан сайланған депутат
        case = case_by_ending(words[-1]) if words else view.case(near)
        owned = not words and case == "nom" and near.label == "ORG" and is_possessed(view.norms[office.end - 1])
        owned = owned and not self._meant.has_noun(office)  # «Арай» қоры қала әкімі X-ке хат жазды
        stated = pair.verb >= 0 or pair.source == "facts.carried"  # 1959–62 жж. «Тұлпар» зауытында инженер
        if case not in (_OBLIQUE if stated else _OWNING) and not owned:
            return None, None
        people = people_of(view, office)
        owner = respective(coordinated(view, near), people, pair.person) if people else near
        return (owner, None) if near.label == "ORG" else (None, owner)

    def _is_member(self, office: Named) -> bool:
        last = without_possessive(self.view.norms[office.end - 1])
        return last in _MEMBERS and not office.nested and not self._meant.has_noun(office)

    def _where(self, pair: Pair) -> Named | None:
        """An organisation in the locative before person and office: `«Тұлпар» зауытында Серік Омар директор болып`."""
        view, office = self.view, pair.office
        if not office.index >= 2 or view.flat[office.index - 1] is not pair.person:
            return None
        near = view.flat[office.index - 2]
        if near.label != "ORG" or near.start < view.sentence_bounds(office.start)[0]:
            return None
        words = [word for word in view.gap(near.end, pair.person.start) if word not in CLOSING and word != LINE]
        if not all(word.isalnum() for word in (*words, *view.gap(pair.person.end, office.start))):
            return None
        words = self._without_time(words)
        if len(words) > _NEAR:
            return None
        return near if (case_by_ending(words[-1]) if words else view.case(near)) == "loc" else None

    def _without_time(self, words: list[str]) -> list[str]:
        """Words before an office without those behind them that say since when or how long: `… отыз жыл директор`."""
        last = len(words)
        while last and _tells_time(words[last - 1]):
            last -= 1
        return words[:last]

    def _shared(self, pair: Pair) -> Named | None:
        """The organisation of the first of several offices of one person: `«Тұлпар» ЖШС бас инженері, цех бастығы`.

        The office must be a post in the possessive that says nothing else it is of.
        """
        view, office = self.view, pair.office
        last = view.norms[office.end - 1]
        if not is_possessed(last) or without_possessive(last) not in organisation_words()["post"]:
            return None
        if office.nested or self._meant.has_noun(office):
            return None
        for index in range(office.index - 1, max(office.index - _MAX_CHAIN, -1), -1):
            other = view.flat[index]
            if other.label != "POSITION" or pair.person.cluster not in self._holders.get(index, ()):
                return None
            if not self._are_joined(view.gap(other.end, view.flat[index + 1].start)):
                return None
            organisation, place = self._nested(other)
            if organisation is not None or place is not None:
                return organisation
        return None

    def _are_joined(self, gap: tuple[str, ...]) -> bool:
        coordinators = words_of()["coordinator"]
        return bool(gap) and all(word in (",", LINE) or word in coordinators or _tells_time(word) for word in gap)


def _comes_from(words: list[str], case: str) -> bool:
    """Whether words behind a name in `case` say that somebody is from there or works there: `зауытынан келген`."""
    if not words:
        return False
    *before, participle = words
    if before and before[-1] in (_JOB, *words_of()["work"]):
        before.pop()
    joins = _FROM.get(case_by_ending(before[-1]) if before else case)
    return joins is not None and participle in words_of()[joins]


def _is_session(words: list[str]) -> bool:
    """Whether words behind the name of a body end in one of its meetings: `кезектен тыс сессиясында`."""
    if not words or case_by_ending(words[-1]) != "loc":
        return False
    return any(words[-1].startswith(stem) for stem in organisation_words()["session"])


def _tells_time(word: str) -> bool:
    """Whether a word before an office says since when or how long."""
    known = words_of()
    named = any(word in known[name] for name in ("adverb", "year", "since"))
    return named or word[:1].isdigit() or word_class(word) is not None


def _is_rank(view: FactDoc, office: Named) -> bool:
    """Whether an office is a rank or a degree, which is of no organisation."""
    return without_possessive(view.norms[office.end - 1]) in words_of()["rank"]
