"""Persons: initials with a surname, given names with surnames and patronymics, known names alone.

The grammar: words.py and roles.py say what a word can be in a name, name_grammar.py how a name grows, initials.py and
judgement.py whether it is one, and by which rule; foreign.py knows names that no list has, neighbours.py two people
side by side, shared_surname.py those of one family, context.py looks at the tokens round a name. The words are in data/
and in the tables of `atau.lexicon`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.all_caps import all_caps_runs
from atau.components.common.candidates import add_candidates, add_vetoes, candidates
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.token_facts import Word, glued, words
from atau.components.person.apart import tell_apart
from atau.components.person.before_name import is_common_noun
from atau.components.person.context import in_headline, may_begin, only_begins, swallowed
from atau.components.person.foreign import after_syllable, after_trade
from atau.components.person.initials import after_initials
from atau.components.person.judgement import judge
from atau.components.person.name_grammar import read_name
from atau.components.person.neighbours import NEIGHBOUR, split_neighbours
from atau.components.person.nobles import is_dance, noble_after
from atau.components.person.remembered import known_again, remember
from atau.components.person.roles import TABLES, Part, PersonLexicon
from atau.components.person.shared_surname import given_names_before
from atau.components.person.turned import TURNED, turned_round

# The rules of places that a person's name may be part of: Абай ауданы.
_PLACE_RULES = frozenset(
    {
        "place.dateline",
        "place.described",
        "place.descriptor",
        "place.list",
        "place.list_shared",
        "place.quoted",
        "place.relational",
        "place.road",
        "place.street",
        "place.unknown",
        "place.unknown_inside",
        "place.venue",
    }
)
_WITH_UNKNOWN = "person.given_unknown"
_AFTER_TRADE = "person.after_trade"


class Persons(TableComponent):
    """Writes PERSON candidates; reads the LOC candidates that an earlier matcher left."""

    READS = ("LOC candidates",)
    WRITES = ("PERSON candidates",)
    TABLES = TABLES

    def build(self) -> None:
        self._lexicon = PersonLexicon(self.tables)

    def annotate(self, doc: Doc) -> None:
        located = candidates(doc, "LOC")
        # A name in front of a word like ауылы or көшесі is that of the place.
        taken = {i for start, end, _, rule in located if rule in _PLACE_RULES for i in range(start, end)}
        # A name ends before a place of its own: «Серік Ахметов Алматы облысына барды».
        places_from = {start for start, end, _, rule in located if end - start > 1 or rule in _PLACE_RULES}
        tokens = words(doc)
        # Nor does it go on over the seam of a page: «Айгүл ОмароваФото».
        places_from |= glued(doc, tokens)
        found = [name for name in self._find(tokens, places_from) if taken.isdisjoint(range(name[0], name[1]))]
        if any(rule == _WITH_UNKNOWN for _, _, rule in found):
            headline = all_caps_runs(tokens)
            found = [
                (start, end, rule)
                for start, end, rule in found
                if rule != _WITH_UNKNOWN or start not in headline or in_headline(self._lexicon, tokens, start, end)
            ]
        if found:
            found = sorted([*found, *given_names_before(self._lexicon, tokens, found)])
            found = split_neighbours(self._lexicon, tokens, found)
            memory = remember(self._lexicon, tokens, found)
            found = tell_apart(self._lexicon, tokens, found, memory)
            covered = taken.union(*(range(start, end) for start, end, _ in found))
            found = sorted([*found, *known_again(self._lexicon, tokens, covered, memory)])
            add_candidates(doc, ((start, end, "PERSON", rule) for start, end, rule in found))
            add_vetoes(doc, self._vetoes(tokens, found, located))

    def _vetoes(
        self,
        tokens: Sequence[Word],
        found: Sequence[tuple[int, int, str]],
        located: Sequence[tuple[int, int, str, str]],
    ) -> Iterator[tuple[int, int, str]]:
        """A relative or an office before a full name is not part of it; `Төле би` is a person and no place."""
        places = {(start, end) for start, end, _, _ in located}
        for start, end, rule in found:
            full = rule in ("person.full", "person.given_unknown", NEIGHBOUR)
            noun = start and may_begin(tokens, start - 1) and is_common_noun(self._lexicon, tokens[start - 1].norm)
            if noun or (start and ((full and swallowed(self._lexicon, tokens, start - 1)) or rule == _AFTER_TRADE)):
                yield start - 1, start, "PERSON"
            if rule == "person.titled" and (start, end + 1) in places and noble_after(self._lexicon, tokens, end):
                yield end, end + 1, "LOC"
            if end < len(tokens) and is_dance(self._lexicon, tokens[end - 1].norm, tokens[end].norm):
                yield end, end + 1, "POSITION"

    def _find(self, tokens: Sequence[Word], places_from: set[int]) -> list[tuple[int, int, str]]:
        """(first token, end, rule) of every name, from left to right."""
        lexicon = self._lexicon
        found: list[tuple[int, int, str]] = []
        last, count = 0, len(tokens)
        turned = turned_round(lexicon, tokens)
        for i in [i for i, word in enumerate(tokens) if word.title or "-" in word.form]:
            if i < last:
                continue
            if i in turned:
                last = turned[i]
                found.append((i, last, TURNED))
                continue
            if not self._may_start(tokens, i) or self._is_before_name(tokens, i, places_from):
                continue
            end, rule = self._at(tokens, i, places_from)
            if end and end < count and tokens[end].norm in lexicon.named_after:
                # The next line may begin with what an institution is named after: «Асқар Мұратов\nАбай атындағы …».
                # Added and taken out again: a copy per name would take quadratic time.
                lines = _line_starts(tokens, i, end) - places_from
                places_from |= lines
                end, rule = self._at(tokens, i, places_from)
                places_from -= lines
            if end and not self._is_namesake(tokens, end):
                found.append((i, end, rule))
                last = end
        return found

    def _is_namesake(self, tokens: Sequence[Word], end: int) -> bool:
        """Something is named after who ends at `end`: `Абай атындағы`, `Невзоровтар отбасы атындағы`."""
        last = end + self._lexicon.is_family(tokens[end - 1].norm)
        return any(word.norm in self._lexicon.named_after for word in tokens[end : last + 1])

    def _may_start(self, tokens: Sequence[Word], i: int) -> bool:
        """A word with a capital that is not only that of the sentence, or `әл-Масри`."""
        word = tokens[i]
        if word.title and word.alpha:
            return not only_begins(self._lexicon, tokens, i)
        return "-" in word.form and self._lexicon.has_article(word)

    def _is_before_name(self, tokens: Sequence[Word], i: int, places_from: AbstractSet[int]) -> bool:
        """A common noun has the capital of the sentence, and what stands after it is a name without it.

        >>> found("PERSON", "Пікірін Мәдина Жолдыбай айтты. Көрме Әбу Райхан әл-Бируниге арналған.")
        ['Мәдина Жолдыбай (person.full)', 'Әбу Райхан әл-Бируниге (person.full)']
        >>> found("PERSON", "Жеңіс Тоқтаров келді.")
        ['Жеңіс Тоқтаров (person.full)']
        """
        if i + 1 >= len(tokens) or not (tokens[i + 1].title and tokens[i + 1].alpha) or tokens[i].upper:
            return False
        if not may_begin(tokens, i) or not is_common_noun(self._lexicon, tokens[i].norm):
            return False
        given = self._lexicon.role(tokens[i + 1].norm).part is Part.GIVEN
        return given or bool(self._at(tokens, i + 1, places_from)[0])

    def _at(self, tokens: Sequence[Word], i: int, places_from: AbstractSet[int]) -> tuple[int, str]:
        """The end and the rule of the name that starts at token `i`; (0, "") if there is none."""
        lexicon = self._lexicon
        if lexicon.is_initial(tokens[i]):
            end = after_initials(lexicon, tokens, i)
            return (end, "person.initials") if end else (0, "")
        end = after_syllable(lexicon, tokens, i)
        if end:
            return end, "person.full"
        end = after_trade(lexicon, tokens, i)
        if end:
            return end, _AFTER_TRADE
        if tokens[i].norm in lexicon.leading and i + 1 < len(tokens) and tokens[i + 1].title and tokens[i + 1].alpha:
            return read_name(
                lexicon, tokens, i + 1, lexicon.role(tokens[i + 1].norm), places_from
            ).end, "person.particle"
        role = lexicon.role(tokens[i].norm)
        if role.part is Part.NONE or tokens[i].norm in lexicon.never:
            return 0, ""
        name = read_name(lexicon, tokens, i, role, places_from)
        rule = judge(lexicon, tokens, name)
        return (name.end, rule) if rule else (0, "")


def _line_starts(tokens: Sequence[Word], start: int, end: int) -> set[int]:
    return {i for i in range(start + 1, end) if "\n" in tokens[i - 1].form}


@Language.factory("kk_persons", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_persons(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Persons:
    """The person matcher; `tables` and `extra` as in `TableComponent`."""
    return Persons(tables, extra)
