"""A document as the organisation grammar sees it: words, sentence starts, and the places and persons found before.

Positions in the document are token indices throughout: i, j, k.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from spacy.attrs import SPACY
from spacy.tokens import Doc

from atau.components.common.all_caps import all_caps_runs
from atau.components.common.candidates import candidates
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word, glued, sentence_starts, words

_MAX_QUOTED = 24
_MAX_PERSON = 5
_LIST_MARKS = frozenset(("-", "–", "—", "•", "*", "►", ":", "·", "▪", "»", "/"))


class Found(NamedTuple):
    """Tokens `start:end` are an organisation by the rule with this id."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class DocView:
    """tokens: the words. starts: first tokens of sentences. places, people: end -> start of LOC and PERSON candidates.

    in_place, in_person: the tokens inside them. all_caps: the tokens of headlines in capitals. known: end -> start of
    the names that org_names.tsv lists. glued: tokens cut off from the word before them, at the seam of a page.
    spaced: per token, 1 where a space follows. capitals: tokens with a capital. signs: tokens without letters, and
    those that begin with a digit.
    """

    tokens: Sequence[Word]
    starts: AbstractSet[int]
    places: Mapping[int, int]
    people: Mapping[int, int]
    in_place: AbstractSet[int]
    in_person: AbstractSet[int]
    all_caps: AbstractSet[int]
    known: Mapping[int, int] = field(default_factory=dict)
    glued: AbstractSet[int] = frozenset()
    spaced: Sequence[int] = ()
    capitals: Sequence[int] = ()
    signs: Sequence[int] = ()

    def with_known(self, found: Sequence[Found]) -> DocView:
        """The view with these names of the lexicon."""
        return replace(self, known={hit.end: hit.start for hit in found})

    def without_all_caps(self, named_after: AbstractSet[str]) -> DocView:
        """The view as if its headlines in capitals were in lower case.

        The first word of a quotation and the name before a word of `named_after` have a capital in any text: they keep
        it.
        """
        if not self.all_caps:
            return self
        tokens = list(self.tokens)
        for i in self.all_caps:
            word = tokens[i]
            quoted = i > 0 and tokens[i - 1].form in OPENING_QUOTES
            names = any(t.norm in named_after for t in tokens[i + 1 : i + _MAX_PERSON])
            if word.title and not quoted and not names:
                tokens[i] = word._replace(title=False, upper=False)
        return replace(self, tokens=tokens)

    def begins(self, i: int) -> bool:
        """A capital at token `i` says nothing: it begins a sentence, a line or an item of a list."""
        if i in self.starts or i == 0:
            return True
        before = self.tokens[i - 1]
        if before.space:
            return self._begins_line(i)
        if (before.digit and before.form[-1:] in ".)") or (before.form in (".", ")") and self.tokens[i - 2].digit):
            # «5. Департаменттің …», but not «… (2020) Temu …»
            return i < 4 or self.tokens[i - 3].form != "(" or i - 3 in self.starts or self.tokens[i - 4].space
        return (
            before.form in _LIST_MARKS
            and before.form not in CLOSING_QUOTES
            and (i == 1 or i - 1 in self.starts or self.tokens[i - 2].space)
        )

    def _begins_line(self, i: int) -> bool:
        """Token `i`, after white space, begins a line that is not merely wrapped."""
        before = self.tokens[i - 1]
        if before.form.count("\n") != 1 or i < 2:
            return "\n" in before.form
        # A line that is merely wrapped goes on after a word in lower case or a comma.
        last = self.tokens[i - 2]
        return not (last.form == "," or (last.alpha and not last.title))

    def before(self, i: int) -> int:
        """The token before `i`, skipping white space within a line or a single line break; -1 at a border."""
        j = i - 1
        while j >= 0 and self.tokens[j].space:
            if self.tokens[j].form.count("\n") > 1:
                return -1
            j -= 1
        return j

    def norm_before(self, i: int) -> str:
        """The NORM of the token before `i`; empty at a border."""
        j = self.before(i)
        return self.tokens[j].norm if j >= 0 else ""

    def norm_after(self, i: int) -> str:
        """The NORM of token `i + 1`, white space included; empty at the end."""
        return self.tokens[i + 1].norm if i + 1 < len(self.tokens) else ""

    def after(self, i: int) -> int:
        """The first token from `i` on that is not white space; the number of tokens at a border."""
        while i < len(self.tokens) and self.tokens[i].space:
            if self.tokens[i].form.count("\n") > 1:
                return len(self.tokens)
            i += 1
        return i

    def follows_place(self, i: int) -> bool:
        """Token `i` stands directly after a place."""
        k = self.before(i)
        return k >= 0 and k + 1 in self.places

    def opening(self, closing: int) -> int | None:
        """The mark that opens the quotation which token `closing` ends, skipping inner quotations."""
        depth = 0
        tokens = self.tokens
        straight = tokens[closing].form in OPENING_QUOTES
        for i in range(closing - 1, max(-1, closing - _MAX_QUOTED), -1):
            form = tokens[i].form
            if straight:
                if form == tokens[closing].form or form in "“„":
                    return i
            elif form in OPENING_QUOTES:
                if not depth or form != "«":
                    return i
                depth -= 1
            elif form == "»":
                depth += 1
            elif form == "\n" * len(form) and len(form) > 1:
                return None
        return None

    def closing(self, opening: int) -> int:
        """The mark that closes the quotation of token `opening`; 0 where none is near."""
        depth = 0
        tokens = self.tokens
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


def view_of(doc: Doc) -> DocView:
    """The view of a document in which places and persons have been looked for."""
    starts = sentence_starts(doc) | {0}
    tokens = words(doc)
    places: dict[int, int] = {}
    people: dict[int, int] = {}
    in_place: set[int] = set()
    in_person: set[int] = set()
    for start, end, label, _ in candidates(doc):
        if label == "LOC":
            places[end] = min(start, places.get(end, start))
            in_place.update(range(start, end))
        elif label == "PERSON":
            people[end] = min(start, people.get(end, start))
            in_person.update(range(start, end))
    return DocView(
        tokens,
        starts,
        places,
        people,
        in_place,
        in_person,
        all_caps_runs(tokens),
        glued=glued(doc, tokens),
        spaced=doc.to_array(SPACY).tolist(),
        capitals=[i for i, word in enumerate(tokens) if word.title],
        signs=[i for i, word in enumerate(tokens) if word.digit or not word.alpha],
    )
