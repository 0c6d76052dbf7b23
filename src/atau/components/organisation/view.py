"""A document as the organisation grammar sees it: words, sentence starts, and the places and persons found before."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from spacy.attrs import SENT_START
from spacy.tokens import Doc

from atau.components.common.all_caps import shouted
from atau.components.common.candidates import candidates
from atau.components.common.token_facts import CLOSING_QUOTES, OPENING_QUOTES, Word, words

_MAX_QUOTED = 24
_MAX_PERSON = 5
_LIST_MARKS = frozenset(("-", "–", "—", "•", "*", "►", ":", "·", "▪", "»", "/"))


@dataclass(slots=True)
class Scene:
    """tokens: the words. starts: first tokens of sentences. places, people: end -> start of LOC and PERSON candidates.

    in_place, in_person: the tokens inside of them. known: end -> start of the names of the lexicon, as they are found.
    shouted: the tokens of headlines in capitals.
    """

    tokens: Sequence[Word]
    starts: set[int]
    places: dict[int, int]
    people: dict[int, int]
    in_place: set[int]
    in_person: set[int]
    known: dict[int, int]
    shouted: AbstractSet[int]

    def calm(self) -> Scene:
        """The scene as if its headlines were in small letters, but for the first word of a quotation and the person
        that a body is named after, which have their capitals in any text. What is found in one is known to the other.
        """
        if not self.shouted:
            return self
        tokens = list(self.tokens)
        for i in self.shouted:
            word = tokens[i]
            quoted = i > 0 and tokens[i - 1].form in OPENING_QUOTES
            named_after = any(t.norm == "атындағы" for t in tokens[i + 1 : i + _MAX_PERSON])
            if word.title and not quoted and not named_after:
                tokens[i] = word._replace(title=False, upper=False)
        return replace(self, tokens=tokens)

    def begins(self, i: int) -> bool:
        """A capital at token `i` says nothing: it begins a sentence, a line or an item of a list."""
        if i in self.starts or i == 0:
            return True
        before = self.tokens[i - 1]
        if before.space:
            if before.form.count("\n") != 1 or i < 2:
                return "\n" in before.form
            # A line that is only wrapped goes on after a small word or a comma.
            last = self.tokens[i - 2]
            return not (last.form == "," or (last.alpha and not last.title))
        if (before.digit and before.form[-1:] in ".)") or (before.form in (".", ")") and self.tokens[i - 2].digit):
            # «5. Департаменттің …»
            return True
        return (
            before.form in _LIST_MARKS
            and before.form not in CLOSING_QUOTES
            and (i == 1 or i - 1 in self.starts or self.tokens[i - 2].space)
        )

    def before(self, i: int) -> int:
        """The token before `i`, white space within a line or one line break passed over; -1 at a border."""
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

    def after(self, i: int) -> int:
        """The first token from `i` on that is no white space; the number of tokens at a border."""
        while i < len(self.tokens) and self.tokens[i].space:
            if self.tokens[i].form.count("\n") > 1:
                return len(self.tokens)
            i += 1
        return i

    def opening(self, closing: int) -> int | None:
        """The mark that opens the quotation which token `closing` ends; inner quotations are passed over."""
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


def make_scene(doc: Doc) -> Scene:
    """The scene of a document in which places and persons have been looked for."""
    starts = {i for i, flag in enumerate(doc.to_array(SENT_START).tolist()) if flag == 1}
    starts.add(0)
    tokens = words(doc)
    scene = Scene(tokens, starts, {}, {}, set(), set(), {}, shouted(tokens))
    for start, end, label, _ in candidates(doc):
        if label == "LOC":
            scene.places[end] = min(start, scene.places.get(end, start))
            scene.in_place.update(range(start, end))
        elif label == "PERSON":
            scene.people[end] = min(start, scene.people.get(end, start))
            scene.in_person.update(range(start, end))
    return scene
