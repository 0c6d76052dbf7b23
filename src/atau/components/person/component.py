"""Persons: initials with a surname, given names with surnames and patronymics, known names alone."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.all_caps import shouted
from atau.components.common.candidates import add_candidates, candidates
from atau.components.common.noun_roles import shared_noun_roles
from atau.components.common.token_facts import Word, words
from atau.components.person.tables import PERSON_WORDS
from atau.lang.text import fold
from atau.lexicon import given_names, is_given_name, name_class, patronymic_like, places, surname_like, surnames
from atau.morphology import Case, inflect
from atau.morphology import analyses as all_analyses

_CASES: Final[tuple[Case, ...]] = ("gen", "dat", "acc", "loc", "abl", "ins")
_MAX_CACHED = 200_000
_GIVEN, _SURNAME, _PATRONYMIC, _UNKNOWN, _NO = "given", "surname", "patronymic", "unknown", ""
_MAX_NAME = 4
_CASE_SUFFIXES = tuple(
    "ның нің дың дің тың тің ға ге қа ке ды ді ты ті ны ні да де та те дан ден тан тен нан нен мен пен бен".split()
)
_PLACE_RULES = frozenset(
    {"place.descriptor", "place.relational", "place.list", "place.street",
     "place.unknown", "place.unknown_inside"}
)  # fmt: skip
# Words after which no office and no common noun stands: Қатира апай, Мьюноди мырза.
_HONORIFICS = frozenset({"мырза", "ханым", "апай", "ағай", "ақсақал", "әже", "тәте"})
_SENTENCE_ENDS = frozenset(".!?…")
# Дж. Браун: the foreign sound that takes two letters.
_TWO_LETTERS = "дж."


class _Role:
    """What a capitalised word can be in a name, and whether it is in the nominative (a name goes on after it)."""

    __slots__ = ("bare", "kind", "weak")

    def __init__(self, kind: str, bare: bool = True, weak: bool = False) -> None:
        self.kind = kind
        self.bare = bare
        self.weak = weak


class Persons:
    """Writes PERSON candidates to ``doc.spans["rules"]``."""

    READS = ("LOC candidates",)
    WRITES = ("PERSON candidates",)

    def __init__(self) -> None:
        table = PERSON_WORDS.read()
        self._after = frozenset(word for word, kind in table if kind == "after")
        self._never = frozenset(word for word, kind in table if kind == "not")
        self._titles = frozenset(word for word, kind in table if kind == "title")
        self._particles = frozenset(word for word, kind in table if kind == "particle")
        self._places = frozenset(p.name.lower() for p in places() if " " not in p.name and not p.weak)
        self._roles: dict[str, _Role] = {}
        self._roles_of_nouns = shared_noun_roles()
        # Read now, not in the middle of the first text.
        given_names()
        surnames()

    def __call__(self, doc: Doc) -> Doc:
        # A name in front of a word like ауылы or көшесі is that of the place.
        taken = {i for start, end, _, rule in candidates(doc, "LOC") if rule in _PLACE_RULES for i in range(start, end)}
        # A name ends before a place of its own: «Серік Ахметов Алматы облысына барды».
        found_places = candidates(doc, "LOC")
        places_from = {start for start, end, _, rule in found_places if end - start > 1 or rule in _PLACE_RULES}
        tokens = words(doc)
        found = [name for name in self._find(tokens, places_from) if not taken.intersection(range(name[0], name[1]))]
        if any(rule == "person.given_unknown" for _, _, rule in found):
            headline = shouted(tokens)
            found = [name for name in found if name[0] not in headline or self._sure(tokens, *name)]
        if found:
            add_candidates(doc, ((start, end, "PERSON", rule) for start, end, rule in found))
        return doc

    def _sure(self, tokens: Sequence[Word], start: int, end: int, rule: str) -> bool:
        """In a headline in capitals, no common word and any other is a name: «КӨМЕК КӨРСЕТІЛДІ»."""
        if rule != "person.given_unknown":
            return True
        last = tokens[end - 1].norm
        verb = self._roles_of_nouns.role(last).case in ("verb", "other")
        return not self._role(tokens[start].norm).weak and self._role(last).bare and not verb

    def _role(self, norm: str) -> _Role:
        role = self._roles.get(norm)
        if role is None:
            if len(self._roles) > _MAX_CACHED:
                self._roles.clear()
            role = self._roles[norm] = self._classify(norm)
        return role

    def _classify(self, norm: str) -> _Role:
        """The best reading of a word: as it stands first, then without its case suffix."""
        if not norm.replace("-", "").isalpha() or len(norm) < 2:
            return _Role(_NO)
        stems = [(norm, True)]
        for analysis in all_analyses(norm):
            plain = analysis.number == "sg" and not analysis.possessive and not analysis.attributive
            if plain and analysis.stem != norm:
                stems.append((analysis.stem, False))
        for cut in range(len(norm) - 1, 3, -1):
            stem = norm[:cut]
            if name_class(stem) == "poss" and any(inflect(stem, "sg", "", case, cls="poss") == norm for case in _CASES):
                stems.insert(1, (stem, False))
        # Surnames in -ов, -ев take the suffixes of either harmony: Шәріповтің and Шәріповтың.
        for suffix in _CASE_SUFFIXES:
            if norm.endswith(suffix) and len(norm) - len(suffix) > 3:
                stems.append((norm[: -len(suffix)], False))
        listed = any(stem in given_names() for stem, _ in stems[:4])
        if not listed and self._roles_of_nouns.listed(norm):
            return _Role(_NO, False)
        for stem, bare in stems:
            if patronymic_like(stem):
                return _Role(_PATRONYMIC, bare)
        for stem, bare in stems:
            if stem in given_names():
                return _Role(_GIVEN, bare, given_names()[stem].weak or stem in self._places)
        for stem, bare in stems:
            if stem in self._places:
                return _Role(_NO, bare)
            if surname_like(stem):
                known = surnames().get(stem)
                return _Role(_SURNAME, bare, known is not None and known.weak)
            if is_given_name(stem):
                return _Role(_GIVEN, bare)
        return _Role(_UNKNOWN, len(stems) == 1)

    def _find(self, tokens: Sequence[Word], places_from: AbstractSet[int]) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        i, count = 0, len(tokens)
        while i < count:
            word = tokens[i]
            if not word.title or not word.alpha:
                i += 1
                continue
            if self._only_begins(tokens, i):
                i += 1
                continue
            end, rule = self._name(tokens, i, places_from)
            if end and (end >= count or tokens[end].norm not in self._after):
                found.append((i, end, rule))
                i = end
            else:
                i += 1
        return found

    def _only_begins(self, tokens: Sequence[Word], i: int) -> bool:
        """The capital of token `i` is that of a sentence, and a full name begins after it: «Хат Гүлнәр Омаровадан»."""
        if not self._begins(tokens, i):
            return False
        if i + 2 >= len(tokens) or not (tokens[i + 1].title and tokens[i + 2].title):
            return False
        norm = tokens[i].norm
        listed = given_names().get(norm)
        if surname_like(norm) or patronymic_like(norm) or (listed is not None and not listed.weak):
            return False
        following = given_names().get(tokens[i + 1].norm)
        return following is not None and not following.weak and self._role(tokens[i + 2].norm).kind == _SURNAME

    @staticmethod
    def _initial(word: Word) -> bool:
        return word.title and ((len(word.form) == 2 and word.form[1] == ".") or word.norm == _TWO_LETTERS)

    @staticmethod
    def _begins(tokens: Sequence[Word], i: int) -> bool:
        """The capital of token `i` may be that of a sentence or a line."""
        return i == 0 or tokens[i - 1].form[-1:] in _SENTENCE_ENDS or tokens[i - 1].space

    def _skip(self, tokens: Sequence[Word], i: int) -> int:
        """The next token that is no white space within a line."""
        while i < len(tokens) and tokens[i].space and tokens[i].form.count("\n") < 2:
            i += 1
        return i

    def _name(self, tokens: Sequence[Word], i: int, places_from: AbstractSet[int]) -> tuple[int, str]:
        """The end and the rule of a name that starts at token `i`; end 0 where none does."""
        if self._initial(tokens[i]):
            return self._after_initials(tokens, i)
        role = self._role(tokens[i].norm)
        if role.kind == _NO or tokens[i].norm in self._never:
            return 0, ""
        kinds = [role.kind]
        weak = role.weak
        end = i + 1
        bare = role.bare
        while bare and len(kinds) < _MAX_NAME:
            j = self._skip(tokens, end)
            if j >= len(tokens) or j in places_from:
                break
            word = tokens[j]
            if word.norm in self._particles and not word.title and j + 1 < len(tokens) and tokens[j + 1].title:
                if word.norm in ("ұлы", "қызы"):
                    end = j + 1
                    kinds.append(_PATRONYMIC)
                    continue
                after = self._skip(tokens, j + 1)
                kind = self._role(tokens[after].norm).kind
                if kind in (_SURNAME, _PATRONYMIC, _UNKNOWN) or (kind == _GIVEN and word.norm == "қажы"):
                    kinds.append(_UNKNOWN)
                    end = j + 1
                    continue
                break
            if word.norm.startswith(("ұлы", "қызы")) and len(kinds) == 1 and kinds[0] == _GIVEN and not word.title:
                kinds.append(_PATRONYMIC)
                end = j + 1
                break
            if not word.title or not word.alpha:
                break
            if self._initial(word):
                after = self._skip(tokens, j + 1)
                inside = kinds == [_GIVEN] and after < len(tokens) and tokens[after].title
                # «Ғалым Ч. Дарвин»: a scholar, and no man of that name.
                inside = inside and not (weak and self._begins(tokens, i))
                if inside and len(tokens[after].norm) > 2 and self._role(tokens[after].norm).kind != _NO:
                    # «Бауыржан Ә. Нұрахмет»
                    return after + 1, "person.initials"
                if self._is_surname_first(tokens, i, j, kinds, weak):
                    while j < len(tokens) and self._initial(tokens[j]):
                        end = j + 1
                        j = self._skip(tokens, end)
                    kinds.append("initials")
                break
            following = self._role(word.norm)
            if kinds == [_SURNAME] and following.kind == _UNKNOWN and following.bare:
                # «Токаев Касымжомарт Кемелевич»: the patronymic vouches for the word between.
                after = self._skip(tokens, j + 1)
                if after < len(tokens) and tokens[after].title and self._role(tokens[after].norm).kind == _PATRONYMIC:
                    kinds.append(_UNKNOWN)
                    end = j + 1
                    continue
            if following.kind == _NO or (following.kind == _UNKNOWN and not self._foreign(kinds, word)):
                break
            if following.kind == kinds[-1] == _SURNAME:
                break
            kinds.append(following.kind)
            bare = following.bare
            weak = weak and following.weak
            end = j + 1
        return self._judge(tokens, i, end, kinds, weak, role)

    @staticmethod
    def _foreign(kinds: list[str], word: Word) -> bool:
        """An unknown capitalised word may end a name that a given name begins, unless it is an abbreviation."""
        if word.upper and len(word.norm) < 5:
            return False
        return kinds == [_GIVEN] or kinds == [_GIVEN, _PATRONYMIC]

    def _is_surname_first(self, tokens: Sequence[Word], i: int, j: int, kinds: list[str], weak: bool) -> bool:
        """`Миронов С.М.`: initials after a surname, unless a capitalised word follows them."""
        end = j
        while end < len(tokens) and self._initial(tokens[end]):
            end += 1
        after = self._skip(tokens, end)
        follows = after < len(tokens) and tokens[after].title
        if kinds[0] == _SURNAME and kinds[-1] in (_SURNAME, _UNKNOWN):
            return not (follows and self._role(tokens[after].norm).kind == _SURNAME)
        if follows:
            return False
        # «Ким Ю.А.»: many a given name is a surname too.
        return kinds == [_GIVEN] and not (weak and self._begins(tokens, i))

    def _after_initials(self, tokens: Sequence[Word], i: int) -> tuple[int, str]:
        j = i
        foreign = False
        while j < len(tokens) and j - i < 3 and self._initial(tokens[j]):
            foreign = foreign or tokens[j].norm == _TWO_LETTERS
            j = self._skip(tokens, j + 1)
            if j + 1 < len(tokens) and tokens[j].form == "-" and self._initial(tokens[j + 1]):
                # «Ж.-П. Бельмондо»
                j += 1
        if j >= len(tokens) or not tokens[j].title or not tokens[j].alpha or len(tokens[j].norm) < 3:
            return 0, ""
        role = self._role(tokens[j].norm)
        if role.kind == _UNKNOWN and tokens[j].upper and len(tokens[j].norm) < 5:
            return 0, ""
        # «Дж. Лондон»: nobody shortens the name of a place so.
        place = foreign and not self._roles_of_nouns.listed(tokens[j].norm)
        if role.kind == _NO and not surname_like(tokens[j].norm) and not place:
            return 0, ""
        end = j + 1
        return end, "person.initials"

    def _judge(
        self, tokens: Sequence[Word], i: int, end: int, kinds: list[str], weak: bool, first: _Role
    ) -> tuple[int, str]:
        """Is it a name: two known parts, or one that is no common word."""
        known = [kind for kind in kinds if kind != _UNKNOWN]
        if "initials" in kinds:
            return end, "person.initials_after"
        if len(known) > 1:
            return end, "person.full"
        if len(kinds) > 1 and kinds[0] == _GIVEN:
            return (end, "person.given_unknown") if not weak else (0, "")
        following = tokens[end].norm if end < len(tokens) else ""
        if kinds == [_UNKNOWN] and first.bare and following in _HONORIFICS and not tokens[i].upper:
            return end, "person.titled"
        if kinds[0] == _UNKNOWN:
            # «Қанайым Бақтығұлова»: an unknown word before a surname, not one that only begins a sentence.
            known_next = kinds[1:] and kinds[1] in (_SURNAME, _PATRONYMIC)
            if known_next and not self._begins(tokens, i) and not tokens[i].upper:
                return end, "person.unknown_given"
            return 0, ""
        after = tokens[end].norm if end < len(tokens) else ""
        if any(after.startswith(title) for title in self._titles):
            return end, "person.titled"
        if kinds[0] == _PATRONYMIC:
            return end, "person.patronymic"
        quoted = i > 0 and tokens[i - 1].form in '«“"„'
        if weak or quoted or first.weak:
            return 0, ""
        if end + 1 < len(tokens) and tokens[end].form == "," and tokens[end + 1].digit:
            # A street in an address: «Алматы, Мақатаев, 34».
            return 0, ""
        if kinds[0] == _SURNAME:
            return (end, "person.surname") if not tokens[i].upper or len(tokens[i].norm) > 5 else (0, "")
        if fold(tokens[i].form) and not tokens[i].upper:
            return (end, "person.given_start") if self._begins(tokens, i) else (end, "person.given")
        return 0, ""


@Language.factory("kk_persons", requires=["doc.spans"], assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The person matcher; it needs no settings."""
    return Persons()
