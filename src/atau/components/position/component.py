"""Offices, posts, ranks and titles of one person: a head from the lexicon and the noun phrase to its left.

Kazakh puts every modifier before its noun, so the office ends at its head and the work lies in finding the left edge.
Reading leftwards, a possessed head (``әкімі``) asks for an owner: a body, a place, a bare noun or a genitive; an owner
that is possessed itself (``облысының``) asks for the next. Adjectives may stand anywhere. Punctuation, verbs, persons
and everything that cannot be owned ends the phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.common.candidates import add_candidates, candidates
from atau.components.common.noun_roles import STOP, noun_roles
from atau.components.common.rule_component import DEFAULTS, TableComponent, TableSettings
from atau.components.common.tables import ENDINGS, NOUN_PHRASE_WORDS, OFFICES
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word, words
from atau.components.position.tables import POSITION_WORDS

# A quoted name longer than this many tokens is taken for quoted speech.
_MAX_QUOTED = 16
# How far a phrase before жөніндегі may reach.
_MAX_PURPOSE = 9
_MAX_LENGTH = 30

_NONE, _NAME, _ANY = 0, 1, 2
# start, end, kind, possessed, in the genitive
_Head = tuple[int, int, str, bool, bool]
# A word that makes the office stand for a class: «әр әкім».
_CLASS_WORDS = frozenset({"әр", "әрбір", "қай", "қандай", "барлық", "бірде"})
_TITLE_WORDS = frozenset({"сіңірген", "халық"})
# «аудан әкімі аппараты», «патша үкіметі»: the office names the body, no person acts.
_BODIES_OF_OFFICES = frozenset({"аппарат", "үкімет", "билік", "орган"})
# A bare post named as a step of a career: «мұғалім болып», «инженер қызметін».
_CAREER = frozenset({"болып", "болған", "болды", "қызметін", "қызметіне", "қызметінен", "лауазымына", "лауазымын"})


class Positions(TableComponent):
    """Writes POSITION candidates; reads the PERSON, LOC and ORG candidates that earlier matchers left."""

    READS = ("LOC candidates", "PERSON candidates", "ORG candidates")
    WRITES = ("POSITION candidates",)

    TABLES = (OFFICES, NOUN_PHRASE_WORDS, POSITION_WORDS, ENDINGS)

    def build(self) -> None:
        roles = noun_roles(self.tables)
        self._kinds = roles.positions
        self._heads = roles.heads
        self._role = roles.role
        self._stem = roles.stem
        self._oblique = roles.oblique

    def annotate(self, doc: Doc) -> None:
        tokens = words(doc)
        heads = self._find_heads(tokens)
        if heads:
            add_candidates(doc, self._phrases(doc, tokens, heads))

    def _find_heads(self, tokens: Sequence[Word]) -> list[_Head]:
        """Every singular head."""
        found: list[_Head] = []
        at = self._heads.at
        taken = 0
        for i, word in enumerate(tokens):
            if i < taken or not word.alpha:
                continue
            for hit in at(tokens, i):
                if hit.analysis.number != "sg" or hit.analysis.attributive:
                    continue
                possessed = bool(hit.analysis.possessive) or tokens[i].norm == "міндетін"
                kind = self._kinds[hit.entry]
                found.append((hit.start, hit.end, kind, possessed, hit.analysis.case == "gen"))
                taken = hit.end
                break
        return found

    def _phrases(self, doc: Doc, tokens: Sequence[Word], heads: list[_Head]) -> list[tuple[int, int, str, str]]:
        names: dict[int, int] = {}
        people_ends: set[int] = set()
        people_starts: set[int] = set()
        for start, end, label, _ in candidates(doc):
            if label in ("ORG", "LOC"):
                names[end] = min(start, names.get(end, start))
            elif label == "PERSON":
                people_ends.add(end)
                people_starts.add(start)
        starts = {token.i for token in doc if token.is_sent_start}
        result: list[tuple[int, int, str, str]] = []
        for start, end, kind, possessed, genitive in heads:
            if kind == "never":
                continue
            left, named = self._left_edge(tokens, start, possessed, names, people_ends, starts)
            rule = self._accept(tokens, left, start, end, kind, genitive, named, people_starts, people_ends, starts)
            if rule:
                result.append((left, end, "POSITION", rule))
        return result

    def _accept(
        self,
        tokens: Sequence[Word],
        left: int,
        start: int,
        end: int,
        kind: str,
        genitive: bool,
        named: bool,
        people_starts: set[int],
        people_ends: set[int],
        starts: set[int],
    ) -> str:
        """The rule under which the phrase is an office of one person, or an empty string."""
        beside = end in people_starts or left in people_ends
        if not beside:
            # «Аты-жөні, директор» and «Аты-жөні – директор»
            back = left - 1
            while back >= 0 and (tokens[back].punct or tokens[back].space) and left - back <= 3:
                back -= 1
            beside = back + 1 in people_ends and back >= 0
            after = end
            while after < len(tokens) and (tokens[after].space or tokens[after].form in "–—-:") and after - end < 2:
                after += 1
            beside = beside or after in people_starts
        follower = self._role(tokens[end].norm) if end < len(tokens) else STOP
        before = tokens[left - 1].norm if left else ""
        if before in _CLASS_WORDS or (before == "келген" and left > 1 and tokens[left - 2].norm == "кез"):
            return ""
        if kind == "title":
            titled = any(tokens[i].norm in _TITLE_WORDS for i in range(left, start))
            return "position.title" if titled else ""
        if not genitive and follower.owned and self._stem(tokens[end].norm) in _BODIES_OF_OFFICES:
            return ""
        if named:
            return "position.named_body"
        if beside:
            return "position.beside_person"
        if left < start and kind != "bound":
            return "position.phrase"
        if kind == "full":
            return "position.head"
        if kind == "bound":
            return ""
        if end < len(tokens) and tokens[end].norm in _CAREER:
            return "position.career"
        # A capital counts inside a sentence, after a word: not in a list, in quotation marks, after a dash.
        inside = start > 0 and start not in starts and tokens[start - 1].alpha and tokens[start - 1].form[-1] != "."
        capital = tokens[start].title and not tokens[start].upper and inside
        return "position.capital" if capital else ""

    def _left_edge(
        self,
        tokens: Sequence[Word],
        head: int,
        possessed: bool,
        names: dict[int, int],
        people_ends: set[int],
        starts: set[int],
    ) -> tuple[int, bool]:
        """Where the phrase before token `head` begins, and whether it holds a named body or place."""
        start = head
        # What may own the leftmost word so far: nothing, a name only, or any noun.
        need = _ANY if possessed else _NONE
        owned = possessed
        named = joined = False
        purpose = 0
        j = head
        while j > 0 and head - j < _MAX_LENGTH and j not in starts:
            j -= 1
            word = tokens[j]
            if word.space:
                if word.form.count("\n") > 1:
                    break
                continue
            end = j + 1
            if end in people_ends and end not in names:
                break
            if end in names and need and not self._oblique(word.norm):
                start = j = names[end]
                named = True
                joined = owned = False
                purpose = 0
                need = _NAME
                continue
            if word.form in CLOSING_QUOTES and (need == _ANY or purpose):
                opening = self._opening(tokens, j)
                if opening is None:
                    break
                start = j = opening
                named = True
                owned = False
                need = _NAME
                purpose = 0
                continue
            if word.form == ")" and need == _ANY and j > 2 and tokens[j - 2].form == "(":
                # A short form in brackets between the body and its head.
                j -= 2
                continue
            if word.punct:
                before = self._role(tokens[j - 1].norm) if j else STOP
                if word.form == "," and joined and before.kind == "noun" and not before.owned:
                    continue
                break
            role = self._role(word.norm)
            if role.kind == "stop":
                break
            if purpose:
                # Everything before жөніндегі is its field of work, up to the owner in the genitive.
                purpose += 1
                if purpose > _MAX_PURPOSE or role.case == "verb":
                    break
                if role.kind != "conj":
                    start = j
                if role.case == "gen" and purpose > 2:
                    need = _ANY if role.owned else _NONE
                    owned = role.owned
                    purpose = 0
                continue
            if role.kind == "post":
                if need != _ANY and start != head and word.norm != "жанындағы":
                    break
                purpose = 1
                need = _ANY
            elif role.kind == "conj":
                if need != _ANY or joined or j + 1 != start or word.norm != "және":
                    break
                joined = True
            elif role.kind == "adj":
                if need == _NAME and named:
                    break
                start = j
            elif role.kind in ("noun", "owner") and role.case == "attr":
                start, owned = j, role.owned
                need = _ANY if role.owned else _NONE
            elif role.kind in ("noun", "owner") and need == _ANY and role.case in ("nom", "gen"):
                start, owned = j, role.owned
                if role.kind == "owner":
                    need = _NAME
                else:
                    need = _ANY if role.owned or role.case == "nom" else _NONE
                joined = joined and role.case == "nom" and not role.owned
            elif role.kind == "unknown" and need == _ANY and (role.case == "gen" or (role.case == "nom" and owned)):
                start, owned = j, role.owned
                need = _ANY if role.owned or role.case == "nom" else _NONE
            else:
                break
        return start, named

    @staticmethod
    def _opening(tokens: Sequence[Word], closing: int) -> int | None:
        """The token of the quotation mark that opens what `closing` closes."""
        for i in range(closing - 1, max(-1, closing - _MAX_QUOTED), -1):
            if tokens[i].form in OPENING_QUOTES:
                return i
        return None


@Language.factory("kk_positions", requires=["doc.spans"], assigns=["doc.spans"], default_config=DEFAULTS)
def make_positions(nlp: Language, name: str, tables: TableSettings | None, extra: TableSettings | None) -> Positions:
    """The position matcher; `tables` and `extra` as in `TableComponent`."""
    return Positions(tables, extra)
