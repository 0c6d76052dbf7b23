"""Organisations: quoted names, legal forms, bodies with their noun phrase, abbreviations, known names.

A body is known by its head (``министрлігі``); its name is the noun phrase to the left, from the last capital that can
be reached over words that fit inside a name. Without a capital or a place it is generic and no mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from atau.components.candidates import add_candidates, candidates
from atau.components.gazetteer import Gazetteer
from atau.components.noun_roles import noun_roles
from atau.components.words import CLOSING_QUOTES, OPENING_QUOTES, Word, words
from atau.lang.text import normalize
from atau.lexicon.table import read_table

_DATA = Path(__file__).parent / "data"
_HEAD_KINDS = ("body", "descriptor", "branch", "never")
_WORD_KINDS = ("legal", "capital", "always", "notabbr", "verbal", "generic")
_MAX_QUOTED = 14
_MAX_NAME = 16
_ROMAN = re.compile("[ivxlcdm]+")
_SITE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|com|org|net|ru|info)", re.IGNORECASE)
_ATTRIBUTIVE = ("дағы", "дегі", "тағы", "тегі")
# The first word of a legal form written out: «…» акционерлік қоғамы, «…» жауапкершілігі шектеулі серіктестігі.
_LEGAL_BEGINS = ("акционер", "жауапкершілігі", "мемлекеттік", "коммуналдық")
_GENITIVE = ("ның", "нің", "дың", "дің", "тың", "тің")
_NAME_MARKS = frozenset((".", *OPENING_QUOTES, *CLOSING_QUOTES))
_Found = tuple[int, int, str]


class Organisations:
    """Writes ORG candidates; reads the LOC and PERSON candidates that earlier matchers left."""

    def __init__(self) -> None:
        heads = read_table(_DATA / "org_heads.tsv", ("head", "kind"), unique=("head",), values={"kind": _HEAD_KINDS})
        self._head_kinds = {row[0]: row[1] for row in heads}
        self._heads: Gazetteer[str] = Gazetteer((head, "", head) for head in self._head_kinds)
        names = read_table(_DATA / "org_names.tsv", ("name", "cls"), unique=("name",))
        self._names: Gazetteer[str] = Gazetteer((row[0], row[1], row[0]) for row in names)
        table = read_table(_DATA / "org_words.tsv", ("word", "kind"), values={"kind": _WORD_KINDS})
        kinds: dict[str, set[str]] = {kind: set() for kind in _WORD_KINDS}
        for word, kind in table:
            kinds[kind].add(normalize(word))
        self._legal = frozenset(kinds["legal"])
        self._legal_forms: Gazetteer[str] = Gazetteer((w, "", w) for w in kinds["legal"])
        self._short: Gazetteer[str] = Gazetteer((w, "", w) for w in kinds["capital"] | kinds["always"])
        self._always = frozenset(kinds["always"])
        self._notabbr = frozenset(kinds["notabbr"])
        self._verbal = frozenset(kinds["verbal"])
        self._generic = frozenset(kinds["generic"])
        self._roles = noun_roles()

    def __call__(self, doc: Doc) -> Doc:
        tokens = words(doc)
        starts = {token.i for token in doc if token.is_sent_start}
        names: dict[int, int] = {}
        people: set[int] = set()
        for start, end, label, _ in candidates(doc):
            if label == "LOC":
                names[end] = min(start, names.get(end, start))
            elif label == "PERSON":
                people.update(range(start, end))
        found: list[_Found] = []
        for i, word in enumerate(tokens):
            if word.form in OPENING_QUOTES:
                found.extend(self._quoted(tokens, i, names))
            elif word.title and word.alpha:
                found.extend(self._known(tokens, i, starts))
            if word.alpha and not word.latin:
                found.extend(self._body(tokens, i, names, people, starts))
            elif word.latin and word.alpha:
                found.extend(self._latin(tokens, i))
        if found:
            add_candidates(doc, ((s, e, "ORG", rule) for s, e, rule in dict.fromkeys(found)))
        return doc

    # Quoted names

    @staticmethod
    def _closing(tokens: Sequence[Word], opening: int) -> int:
        """The token of the mark that closes the quotation, nested ones passed over; 0 where none is near."""
        depth = 0
        same = tokens[opening].form not in "«“„‘‹"
        for i in range(opening + 1, min(len(tokens), opening + _MAX_QUOTED)):
            form = tokens[i].form
            if form == "«":
                depth += 1
            elif form in CLOSING_QUOTES or (same and form == tokens[opening].form):
                if not depth:
                    return i
                depth -= 1
            elif form in ".!?" and not depth:
                return 0
        return 0

    def _head_at(self, tokens: Sequence[Word], i: int) -> tuple[str, bool]:
        """(kind, possessed) of a body's head at token `i`; kind is empty where there is none."""
        if i >= len(tokens):
            return "", False
        for analysis in self._heads.forms(tokens[i].norm):
            if analysis.number == "sg" or analysis.stem == "күштер":
                return self._head_kinds[analysis.stem], bool(analysis.possessive)
        return "", False

    def _legal_at(self, tokens: Sequence[Word], i: int) -> int:
        """The end of one or two legal forms that start at token `i`, or 0."""
        end = 0
        limit = min(len(tokens), i + 3)
        while i < limit and tokens[i].title:
            base = tokens[i].norm.partition("-")[0]
            if base not in self._legal and not self._legal_forms.forms(tokens[i].norm):
                break
            i += 1
            end = i
            if end and "-" in tokens[i - 1].norm:
                break
        return end

    def _quoted(self, tokens: Sequence[Word], opening: int, names: dict[int, int]) -> list[_Found]:
        closing = self._closing(tokens, opening)
        if not closing or closing == opening + 1:
            return []
        first = tokens[opening + 1]
        if not (first.title or first.punct or first.digit):
            return []
        after = closing + 1
        while after < len(tokens) and (tokens[after].form in CLOSING_QUOTES or tokens[after].form == "\n"):
            after += 1
        legal = self._legal_at(tokens, after)
        if legal:
            return [(opening, legal, "org.legal_form")]
        found: list[_Found] = []
        # Adjectives between the name and its descriptor: «Айқын» республикалық газеті.
        head = after
        while head < len(tokens) and head - after < 4 and self._roles.role(tokens[head].norm).kind == "adj":
            head += 1
        kind, possessed = self._head_at(tokens, head)
        if head + 1 < len(tokens) and not kind:
            kind, possessed = self._head_at(tokens, head + 1)
            head += 1
        if kind and kind != "never" and possessed:
            found.append((opening + 1, closing, "org.quoted_descriptor"))
            branch = self._branch(tokens, head + 1, names)
            if branch:
                found.append((opening, branch, "org.branch"))
            elif kind == "branch":
                found.append((opening, head + 1, "org.branch"))
        elif after < len(tokens) and tokens[after].norm.startswith(_LEGAL_BEGINS):
            found.append((opening + 1, closing, "org.quoted_descriptor"))
        else:
            hits = [hit for hit in self._names.at(tokens, opening + 1) if hit.end == closing]
            if hits:
                found.append((opening + 1, closing, "org.quoted_known"))
        return found

    def _branch(self, tokens: Sequence[Word], i: int, names: dict[int, int]) -> int:
        """The end of a branch that follows a named parent: «… партиясы Атырау облыстық филиалы»."""
        end = 0
        begins = {start: stop for stop, start in names.items()}
        limit = min(len(tokens), i + 8)
        while i < limit:
            if i in begins:
                i = begins[i]
                continue
            word = tokens[i]
            if word.form == "\n":
                i += 1
                continue
            kind, possessed = self._head_at(tokens, i)
            if kind == "branch" and possessed:
                end = i + 1
            elif not (kind or self._roles.role(word.norm).kind in ("adj", "noun")) or word.punct:
                break
            i += 1
        return end

    # Bodies

    def _body(
        self, tokens: Sequence[Word], i: int, names: dict[int, int], people: set[int], starts: set[int]
    ) -> list[_Found]:
        kind, possessed = self._head_at(tokens, i)
        if kind not in ("body", "branch"):
            return []
        start, solid = self._left_edge(tokens, i, possessed, names, people, starts)
        if start == i or not solid:
            return []
        end = i + 1
        if i + 1 < len(tokens) and tokens[i + 1].form in CLOSING_QUOTES and tokens[start].form not in OPENING_QUOTES:
            opening = start - 1
            if opening >= 0 and tokens[opening].form in OPENING_QUOTES:
                legal = self._legal_at(tokens, i + 2)
                if legal:
                    return [(opening, legal, "org.legal_form")]
        return [(start, end, "org.head" if possessed else "org.head_bare")]

    def _left_edge(
        self,
        tokens: Sequence[Word],
        head: int,
        possessed: bool,
        names: dict[int, int],
        people: set[int],
        starts: set[int],
    ) -> tuple[int, bool]:
        """Where the name that ends at `head` begins, and whether something in it names the body."""
        start = head
        solid = False
        named_after = False
        j = head
        while j > 0 and head - j < _MAX_NAME and j not in starts:
            j -= 1
            word = tokens[j]
            right = tokens[j + 1].norm if j + 1 <= head else ""
            if word.space:
                if word.form.count("\n") > 1:
                    break
                continue
            if word.norm == "атындағы":
                named_after = True
                continue
            if named_after:
                # The person the body is named after: initials, names, quotation marks.
                if word.title or j in people or word.form in _NAME_MARKS:
                    start, solid = j, True
                    continue
                named_after = False
            if j in people:
                break
            end = j + 1
            if end in names and possessed:
                attributive = word.norm.endswith(_ATTRIBUTIVE)
                if self._roles.oblique(word.norm) or (attributive and solid):
                    break
                start = j = names[end]
                solid = True
                # Only a body or a place may stand before a place.
                if j and j not in names and not self._head_at(tokens, j - 1)[0]:
                    break
                continue
            if word.punct:
                if word.form == "," and j > 0 and self._in_list(tokens, j, head) and j not in names:
                    continue
                if word.form in CLOSING_QUOTES and possessed:
                    opening = self._opening(tokens, j)
                    if opening is not None:
                        return opening, True
                break
            if word.form.startswith("№"):
                start, solid = j, True
                continue
            if not self._fits(word, right, tokens, j, names):
                break
            if word.title and (j not in starts or self._roles.listed(word.norm)):
                start = j
                is_head = bool(self._head_at(tokens, j)[0])
                solid = solid or (j not in starts if is_head else word.norm not in self._generic)
            elif word.upper:
                start, solid = j, True
            lower = not word.title and word.norm not in self._generic
            if lower and not possessed and self._roles.role(word.norm).kind != "adj":
                break
        return start, solid

    def _in_list(self, tokens: Sequence[Word], comma: int, head: int) -> bool:
        """The comma stands in a list of fields of work: «мәдениет, ақпарат және спорт министрлігі»."""
        if self._head_at(tokens, comma - 1)[0] or tokens[comma - 1].norm.endswith(_GENITIVE):
            return False
        return any(tokens[k].norm in ("және", "мен", "пен", "бен") for k in range(comma + 1, head)) and (
            self._roles.role(tokens[comma - 1].norm).kind in ("noun", "adj", "unknown")
            and not self._roles.oblique(tokens[comma - 1].norm)
        )

    def _fits(self, word: Word, right: str, tokens: Sequence[Word], j: int, names: dict[int, int]) -> bool:
        """The word may stand inside the name of a body."""
        norm = word.norm
        if norm in self._verbal:
            return True
        if norm == "бойынша":
            return j in names
        role = self._roles.role(norm)
        if role.kind == "stop" or role.case == "verb":
            return False
        if role.kind == "conj":
            before = tokens[j - 1] if j else word
            return (
                norm in ("және", "мен", "пен")
                and not before.punct
                and not self._head_at(tokens, j - 1)[0]
                and not self._legal_forms.forms(before.norm)
                and not before.norm.endswith(_GENITIVE)
            )
        if role.case == "attr" or norm.endswith(_ATTRIBUTIVE):
            return False
        if norm in self._roles.offices:
            return False
        if role.kind == "unknown" and role.case == "other":
            # An object belongs to a verbal noun on its right: «құқықтарын қорғау», «жемқорлыққа қарсы».
            return right in self._verbal or right.endswith(("у", "ю"))
        return True

    @staticmethod
    def _opening(tokens: Sequence[Word], closing: int) -> int | None:
        for i in range(closing - 1, max(-1, closing - _MAX_QUOTED), -1):
            if tokens[i].form in OPENING_QUOTES:
                return i
        return None

    # Known names and short forms

    def _known(self, tokens: Sequence[Word], i: int, starts: set[int]) -> list[_Found]:
        word = tokens[i]
        for hit in self._names.at(tokens, i):
            if hit.analysis.number == "sg" or hit.analysis.stem.endswith("күштер"):
                if hit.end - hit.start == 1 and word.upper != hit.entry.isupper() and hit.entry.isupper():
                    continue
                return [(hit.start, hit.end, "org.known")]
        base = word.form.partition("-")[0]
        letters = len(base)
        if 2 < letters < 8 and base.isupper() and base.isalpha() and self._is_abbreviation(tokens, i, base):
            return [(i, i + 1, "org.abbreviation")]
        if not word.upper:
            for analysis in self._short.forms(word.norm):
                if analysis.number == "sg" and not analysis.possessive:
                    if analysis.stem in self._always or i not in starts:
                        return [(i, i + 1, "org.capital")]
                    break
        return []

    def _is_abbreviation(self, tokens: Sequence[Word], i: int, base: str) -> bool:
        norm = normalize(base)
        if norm in self._notabbr or norm in self._legal or _ROMAN.fullmatch(norm):
            return False
        # A headline in capitals holds no abbreviations.
        near = [tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
        if any(t.upper and len(t.form) > 4 for t in near):
            return False
        vowels = sum(c in "аәеёиоөуұүыіэюя" for c in norm)
        return vowels * 2 <= len(norm)

    # Latin names and sites

    def _latin(self, tokens: Sequence[Word], i: int) -> list[_Found]:
        word = tokens[i]
        if _SITE.fullmatch(word.form.partition("-")[0]) or _SITE.fullmatch(word.form):
            return [(i, i + 1, "org.site")]
        if not word.title or (i and tokens[i - 1].latin and tokens[i - 1].title):
            return []
        end = i + 1
        while end < len(tokens) and tokens[end].latin and tokens[end].title:
            end += 1
        kind, possessed = self._head_at(tokens, end)
        if kind in ("body", "descriptor") and possessed:
            return [(i, end, "org.latin")]
        return []


@Language.factory("kk_organisations", assigns=["doc.spans"])
def make_organisations(nlp: Language, name: str) -> Organisations:
    """The organisation matcher; it needs no settings."""
    return Organisations()
