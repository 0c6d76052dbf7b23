"""A document as the finders of facts see it: mentions in order, the words between them, sentences and quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from spacy.tokens import Doc

from atau.components.common.candidates import NESTED
from atau.components.common.token_facts import Word, sentence_starts, words
from atau.facts.cases import case_of
from atau.facts.named import Named
from atau.facts.tables import words_of

__all__ = ["BREAK", "DASHES", "LINE", "FactDoc", "Named"]

#: What stands for a line end in the words between two mentions; a blank line is BREAK.
LINE: Final = "\n"
BREAK: Final = "\n\n"
DASHES: Final = frozenset("-–—−")
_OPENING: Final = frozenset("«“„")
_CLOSING: Final = frozenset("»”")


class FactDoc:
    """The mentions and words of `doc`.

    flat: the outermost mentions in order. norms: the words in lower case; white space with a line end is LINE or BREAK,
    other white space is "".
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words: list[Word] = words(doc)
        self.norms = [_norm(word) if word.space else word.norm for word in self.words]
        self.flat = [Named(span, None, i) for i, span in enumerate(doc.ents)]
        #: Index of the outermost mention that each token belongs to, -1 for none.
        self.owner = [-1] * len(self.words)
        for named in self.flat:
            self.owner[named.start : named.end] = [named.index] * (named.end - named.start)
        for span in doc.spans.get(NESTED, ()):
            index = self.owner[span.start] if span.start < len(self.owner) else -1
            if index >= 0 and span.end <= self.flat[index].end:
                holder = self.flat[index]
                holder.nested.append(Named(span, holder, index))
        for named in self.flat:
            if len(named.nested) > 1:
                named.nested.sort(key=lambda inner: (inner.start, -inner.end))

    @cached_property
    def text(self) -> str:
        """The text of the doc, put together once."""
        return self.doc.text

    @cached_property
    def _sentences(self) -> list[int]:
        starts = sorted(sentence_starts(self.doc) | {0}) if len(self.doc) else []
        return starts

    def sentence_bounds(self, token: int) -> tuple[int, int]:
        """The tokens start..end (end excluded) of the sentence of a token."""
        starts = self._sentences
        i = bisect_right(starts, token)
        return starts[i - 1], starts[i] if i < len(starts) else len(self.words)

    def in_sentence(self, start: int, end: int) -> list[Named]:
        """The outermost mentions that begin in tokens start..end."""
        return self.flat[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def person_before(self, index: int) -> Named | None:
        """The last person among the outermost mentions before `index`."""
        return self._last_people[index]

    @cached_property
    def _last_people(self) -> list[Named | None]:
        found: list[Named | None] = []
        last: Named | None = None
        for named in self.flat:
            found.append(last)
            last = named if named.label == "PERSON" else last
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [named.start for named in self.flat]

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each token stands inside quotation marks; straight ones count in pairs, line by line."""
        found: list[bool] = []
        depth = 0
        for word, norm in zip(self.words, self.norms, strict=True):
            if norm == BREAK:
                depth = 0
            if word.form in _CLOSING or (word.form == "“" and depth):
                depth = max(0, depth - 1)
                found.append(depth > 0)
                continue
            found.append(depth > 0)
            depth += word.form in _OPENING
        opened: tuple[int, int] | None = None  # the line and the token of a straight mark
        for token, word in enumerate(self.words):
            if word.form != '"':
                continue
            line = self.line_start(token)
            if opened is None or opened[0] != line:
                opened = line, token
            else:
                inside = range(opened[1] + 1, token)
                found[inside.start : inside.stop] = [True] * len(inside)
                opened = None
        return found

    @cached_property
    def in_dialogue(self) -> list[bool]:
        """Whether each token stands in a line that begins with a dash, before a verb of speech or a question mark.

        So does the line with a dash that answers one with a question.
        """
        say = words_of()["say"]
        found = [False] * len(self.norms)
        said = False
        for token in range(len(self.norms) - 1, -1, -1):
            norm = self.norms[token]
            said = norm not in (LINE, BREAK) and (said or norm in say or norm == "?")
            found[token] = said and self.words[self.line_start(token)].form in ("-", "–", "—")
        asked = answers = False
        for token, norm in enumerate(self.norms):
            if self.line_start(token) == token and norm not in ("", LINE, BREAK):
                answers = asked and self.words[token].form in ("-", "–", "—")
                asked = False
            found[token] = found[token] or (answers and norm not in (LINE, BREAK))
            asked = asked or (norm == "?" and found[token])
        return found

    def gap(self, left: int, right: int) -> tuple[str, ...]:
        """The words in tokens left..right; of white space only line ends."""
        return tuple(norm for norm in self.norms[left:right] if norm)

    def after(self, token: int) -> int:
        """The first token from `token` on that is not white space; the length of the doc where there is none."""
        norms, words = self.norms, self.words
        while token < len(norms) and words[token].space:
            token += 1
        return token

    def before(self, token: int) -> int:
        """The last token before `token` that is not white space, -1 where there is none."""
        token -= 1
        while token >= 0 and self.words[token].space:
            token -= 1
        return token

    def norm(self, token: int) -> str:
        """The word at a token; "" outside the doc."""
        return self.norms[token] if 0 <= token < len(self.norms) else ""

    def opens_line(self, token: int) -> bool:
        """Whether a token is the first of its line."""
        return token <= 0 or self.line_start(token) == token

    def line_start(self, token: int) -> int:
        """The first token of the line of a token, white space apart."""
        return self._line_starts[token]

    @cached_property
    def _line_starts(self) -> list[int]:
        # Looked up, as a text may be one long line with many offices.
        found: list[int] = []
        start, blank = 0, True
        for i, norm in enumerate(self.norms):
            if blank:
                start = i
            found.append(start)
            blank = norm in (LINE, BREAK) or (blank and self.words[i].space)
        return found

    def paragraph_start(self, token: int) -> int:
        """The first token of the paragraph of a token: behind the blank line before it."""
        i = bisect_left(self._breaks, token)
        return self._breaks[i - 1] + 1 if i else 0

    @cached_property
    def _breaks(self) -> list[int]:
        return [token for token, norm in enumerate(self.norms) if norm == BREAK]

    def closes_line(self, token: int) -> bool:
        """Whether nothing but white space stands from a token to the end of its line."""
        while token < len(self.norms) and self.words[token].space:
            if self.norms[token] in (LINE, BREAK):
                return True
            token += 1
        return token >= len(self.norms)

    def case(self, named: Named) -> str:
        """The case of a mention: nom where it stands in its dictionary form, else as its ending has it."""
        if named._case is None:
            normal = named.normal.rpartition(" ")[2]
            named._case = case_of(self.norms[named.end - 1] or self.words[named.end - 1].norm, normal)
        return named._case


def _norm(word: Word) -> str:
    count = word.form.count("\n")
    return "" if not count else LINE if count == 1 else BREAK
