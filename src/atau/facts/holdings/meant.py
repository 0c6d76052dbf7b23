"""The organisation or place that a general noun of an office means: мектеп директоры, аудан әкімі."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from atau.facts.cases import without_genitive
from atau.facts.holdings.kinds import OPENING, defined_as, kinds_of, nouns
from atau.facts.holdings.named_before import SHORTEST, Runs, stems_of
from atau.facts.holdings.short_names import short_names
from atau.facts.tables import organisation_words, words_of
from atau.facts.view import FactDoc, Named

_ORG: Final = "ORG"
_PLACE: Final = "LOC"
_WORD: Final = 4  # letters by which a word of a name is looked up
#: Kinds whose names stand alone, without a word that says what they are.
_OF_BARE_NAMES: Final = frozenset(("club", "theatre", "company", "editorial"))

#: Kinds of places that more than one noun is the name of: кент, ауыл.
_MIXED: Final = frozenset(("village",))

_DISTRICT: Final = "округ"
_EDITOR: Final = "редактор"
_PARTICIPLE: Final = re.compile(r".{2,}(?:[ғгқк][ае]н|т[ыі]н)$")


class _Noun(NamedTuple):
    """A word of an office that may be a general noun.

    kinds: of what it stands for, by label; none where no table lists it. modifiers: the words before it that tell it
    from others of its kind.
    """

    word: str
    kinds: dict[str, frozenset[str]]
    modifiers: tuple[str, ...]


class MeantFinder:
    """Looks for the one name before an office that a general noun of the office can mean.

    scenes: first characters of the places of births and deaths, which no noun means.
    """

    def __init__(self, view: FactDoc, scenes: Container[int] = ()) -> None:
        self.view = view
        self._scenes = scenes

    def owner(self, office: Named) -> tuple[Named | None, Named | None]:
        """An organisation (мектеп директоры) or else a place (аудан әкімі)."""
        found = list(self._nouns(office, office.end - 1))
        organisation = next((one for noun in found if (one := self._organisation(noun, office))), None)
        if organisation is not None:
            return organisation, None
        place = next((one for noun in found if (one := self._place(noun, office))), None)
        said = place is not None or any(noun.kinds for noun in found)
        return (None, place) if said else (self._edited(office), None)

    def organisation_before(self, office: Named, end: int) -> Named | None:
        """The organisation that a noun of an office before token `end` means: `компанияның Еуропадағы бас заңгері`."""
        listed = (noun for noun in self._nouns(office, end) if noun.kinds)
        return next((one for noun in listed if (one := self._organisation(noun, office))), None)

    def has_noun(self, office: Named) -> bool:
        """Whether the office names what it is of, if only by a general noun."""
        return any(noun.kinds for noun in self._nouns(office, office.end - 1))

    def _nouns(self, office: Named, end: int) -> Iterator[_Noun]:
        known = nouns()
        modifiers: list[str] = []
        for token in range(office.start, end):
            norm = self.view.norms[token]
            if not norm or norm in words_of()["state"]:
                continue
            if self.view.norm(self.view.after(token + 1)).startswith(_DISTRICT):
                continue  # ауылдық округ: of no village
            word = without_genitive(norm)
            kinds: dict[str, set[str]] = {}
            for kind, label in known.offices.get(norm, frozenset()) | known.offices.get(word, frozenset()):
                kinds.setdefault(label, set()).add(kind)
            if not kinds and modifiers and word in known.owned:  # аудандық білім бөлімінің басшысы
                kinds[_ORG] = set(known.owned[word])
            if kinds or len(word) >= SHORTEST:
                yield _Noun(word, {label: frozenset(of) for label, of in kinds.items()}, tuple(modifiers))
            if norm not in organisation_words()["level"]:
                modifiers.append(word)

    def _organisation(self, noun: _Noun, office: Named) -> Named | None:
        """An organisation of another level is not meant: облыстық мәслихат is none of the аудандық мәслихат."""
        levels = organisation_words()["level"].intersection(self.view.norms[office.start : office.end])
        _, found = self._runs.only([(_ORG, "defined", noun.word)], frozenset(), office.start)
        if found is not None:
            return found
        kinds = noun.kinds.get(_ORG, frozenset())
        if noun.kinds and not kinds:
            return None
        count, found = self._runs.only(_keys(_ORG, noun, kinds), levels, office.start)
        if not noun.modifiers and kinds & _OF_BARE_NAMES:
            found = self._bare(levels, office) if not count else self._unrivalled(found)
        return found if found is not None and self._fits(found, noun.modifiers) else None

    def _bare(self, levels: frozenset[str], office: Named) -> Named | None:
        """The only name without a noun: «Толқын» … клуб директоры; of several, the only one in quotation marks."""
        count, found = self._runs.only([(_ORG, "bare", "")], levels, office.start)
        return self._runs.only([(_ORG, "quoted", "")], levels, office.start)[1] if count > 1 else found

    def _unrivalled(self, found: Named | None) -> Named | None:
        """`found` where its sentence has no other name alone: «Толқын» командасы «Дауылды» жеңді."""
        if found is None:
            return None
        start, end = self.view.sentence_bounds(found.start)
        count, rival = self._runs.only([(_ORG, "quoted", "")], frozenset(), end, start)
        return found if not count or (rival is not None and rival.cluster == found.cluster) else None

    def _edited(self, office: Named) -> Named | None:
        """The only paper of the sentence before an editor's office: `«Арай» газетінде … шығарушы редактор`."""
        if not self.view.norms[office.end - 1].startswith(_EDITOR):
            return None
        start, _ = self.view.sentence_bounds(office.start)
        return self._runs.only([(_ORG, "kind", "editorial")], frozenset(), office.start, start)[1]

    def _place(self, noun: _Noun, office: Named) -> Named | None:
        kinds = noun.kinds.get(_PLACE) or noun.kinds.get(_ORG, frozenset())  # Арал кенішіне … кеніштің бас механигі
        plain = noun._replace(modifiers=())
        count, found = self._runs.only(_keys(_PLACE, plain, kinds), frozenset(), office.start)
        if count > 1 and kinds & _MIXED:  # Арай кенті, Бұлақ ауылы … кент әкімі
            _, found = self._runs.only([(_PLACE, "stem", noun.word)], frozenset(), office.start)
        if count > 1 and found is None:
            found = self._of_sentence(_keys(_PLACE, plain, kinds), office)
        if not count and kinds:  # Арал аудандық мәслихаты … аудан әкімі
            _, found = self._runs.only([(_PLACE, "level", kind) for kind in kinds], frozenset(), office.start)
        return found

    def _of_sentence(self, keys: Sequence[tuple[str, str, str]], office: Named) -> Named | None:
        """The only place that the sentence of an office names before it, as its scene or topic, if not of an event.

        `Бескөлдің жайын қала әкімі айтты`; not `Бескөлде өткен жиында қала әкімі …`.
        """
        start, _ = self.view.sentence_bounds(office.start)
        _, found = self._runs.only(keys, frozenset(), office.start, start)
        if found is None:
            return None
        following = self.view.norm(self.view.after(found.end))
        return found if self.view.case(found) in ("gen", "loc") and not _PARTICIPLE.match(following) else None

    def _fits(self, named: Named, modifiers: Sequence[str]) -> bool:
        """Whether all modifiers of a noun stand in a name or behind it."""
        if not modifiers:
            return True
        words = (*named.normal.lower().split(), *kinds_of(self.view, named).behind)
        return all(any(word.startswith(modifier) for word in words) for modifier in modifiers)

    @cached_property
    def _runs(self) -> Runs:
        """The organisations and places of the text by the kinds and nouns of their names."""
        mentions = [one for flat in self.view.flat for one in (flat, *flat.nested)]
        runs = Runs(short_names(named for named in mentions if named.label == _ORG))
        for named in mentions:
            if named.label not in (_ORG, _PLACE) or named.span.start_char in self._scenes:
                continue
            label = named.label
            of = kinds_of(self.view, named)
            levels = organisation_words()["level"].intersection(self.view.norms[named.start : named.end])
            words = {word[:_WORD] for word in (*named.normal.lower().split(), *of.behind)} if label == _ORG else set()
            for kind in of.kinds:
                runs.add((label, "kind", kind), levels, named, several=of.several)
                for word in words:
                    runs.add((label, kind, word), levels, named, several=of.several)
            for kind in of.level:
                runs.add((label, "level", kind), levels, named)
            for stem in {stem for word in (of.last, *of.behind) for stem in stems_of(word)}:
                runs.add((label, "stem", stem), levels, named)
            if not of.kinds:
                runs.add((label, "bare", ""), levels, named)
                if self.view.norm(named.start - 1) in OPENING or self.view.norms[named.start] in OPENING:
                    runs.add((label, "quoted", ""), levels, named)
            defined = defined_as(self.view, named)
            if defined:
                runs.add((label, "defined", defined), levels, named)
        return runs


def _keys(label: str, noun: _Noun, kinds: frozenset[str]) -> list[tuple[str, str, str]]:
    if not noun.kinds:
        return [(label, "stem", noun.word)]
    if noun.modifiers:
        return [(label, kind, noun.modifiers[-1][:_WORD]) for kind in kinds]
    return [(label, "kind", kind) for kind in kinds]
