"""The Kazakh tokenizer: whole words, numbers with their suffixes, initials, abbreviations, letter-spaced words.

``doc.text == text`` for every text: tokens are pieces of it, in order, with nothing between them but single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from atau.lang.abbreviations import abbreviations
from atau.lang.letterspacing import spaced_tokens
from atau.lang.lex_attrs import norm
from atau.lang.readings import store
from atau.lang.scripts import read_scripts
from atau.lang.text import INVISIBLE
from atau.script.chunks import Chunk

# Bounds the memory of a long-running process; the cache is emptied when full.
_MAX_CACHED = 50_000
_LETTER = rf"(?:[^\W\d_]|[\u0300-\u036f{INVISIBLE}])"
_CYRILLIC = "[\u0400-\u052f]"
_CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
_LOWER = "[а-яёәіңғүұқөһ]"
# Symbols of units after a stroke (м/с, г/т): the full stop after one ends the sentence.
_UNDER = "с|т|м|г|л|кг|га|м²|м³|м2|м3"
_TOP_LEVEL = "(?:kz|com|org|net|ru|info|edu|gov|io|tv|uk|eu|int|asia|media|press|news)"
# Pages glue the end of one element to the beginning of the next: «Абай облысыТОП», «Айгүл ОмароваФото». No word begins
# with small letters and goes on with a capital; a name of two capitals (ҚазМұнайГаз) stays whole, unless the first half
# ends like a surname or a patronymic.
_SEAM = "(?=[А-ЯЁӘІҢҒҮҰҚӨҺ](?:[А-ЯЁӘІҢҒҮҰҚӨҺ]|[а-яёәіңғүұқөһ]{2})|[A-Z][A-Za-z]{2})"
_GLUED = rf"{_LOWER}{{3,40}}{_SEAM}|{_CAPITAL}{_LOWER}{{2,40}}(?:[ое]в|[ое]ва|ұлы|қызы){_SEAM}"
_URL_TAIL = r"[^\s«»“”\"<>()\[\]{},;]*[^\s«»“”\"<>()\[\]{},;.:!?…'’]"


def _pattern(listed_forms: Iterable[str]) -> re.Pattern[str]:
    """One alternation, tried in order at every place where the last token ended.

    The parts of addresses are bounded (as RFC 1035 and 5321 bound them): without that a chunk of a thousand dots would
    be read to its end at every place of it.
    """
    listed = "|".join(re.escape(a) for a in sorted(listed_forms, key=len, reverse=True))
    return re.compile(
        rf"""
        (?:https?://|www\.){_URL_TAIL}
      | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+
      | (?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,8}}(?:{_TOP_LEVEL}|{_TOP_LEVEL.upper()})
        (?:\b|(?={_CAPITAL}{_LOWER}))(?:/(?!{_CYRILLIC}){_URL_TAIL}|-{_CYRILLIC}+)?
      | @[A-Za-z0-9_]{{1,40}}(?:\.[A-Za-z0-9_]{{1,40}}){{0,8}}
      | &(?:quot|amp|nbsp|lt|gt|laquo|raquo);
      | \+\d+(?:[.,]\d+)*(?:-(?:\d+|{_LETTER}+))*
      | \d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}(?!\d)
      | \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)
      | №\d+(?:[-/]\w+)*
      | \d{{1,3}}(?:['’]\d{{3}})+(?!\d)(?:-{_LETTER}+)?
      | \d+(?:[.,]\d+)*(?:-(?:\d+(?:[.,]\d+)*|{_LETTER}+))*(?:[A-ZА-Я](?!{_LETTER}))?
      | %-?{_LETTER}+
      | (?<=[°º])[A-ZА-Я](?!{_LETTER})|(?<=[^\W\d_]/)(?:{_UNDER})(?!{_LETTER})
      | (?i:{listed})(?![^\W\d_])
      | (?:{_CAPITAL}|Д[жЖ])\.
      | [аА]/[оО](?!\w)
      | {_GLUED}
      | {_LETTER}(?:{_LETTER}|\d)*(?:[-'’ʼ‑]{_LETTER}(?:{_LETTER}|\d)*|-\d+{_LETTER}*)*
      | \.{{2,}}
      | .
        """,
        re.VERBOSE | re.DOTALL,
    )


class KazakhTokenizer:
    """Callable from text to Doc; holds the vocabulary and a bounded cache, no other state.

    A chunk (what stands between white space) always gives the same tokens, so each is cut once. Letter-spaced runs and
    words broken by a hyphen at a line end are found in the text first and become one token each, spaces and all.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._findall = _pattern(abbreviations()).findall
        # The tokens of a chunk, and whether a space follows each, as if one stood after the chunk.
        self._cache: dict[str, tuple[tuple[str, ...], tuple[bool, ...]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.vocab,)

    def __call__(self, text: str) -> Doc:
        """Tokenize any text.

        Raises ValueError, with the offset, for a lone surrogate: such a string is no Unicode text and cannot be stored.
        """
        words: list[str] = []
        spaces: list[bool] = []
        read: dict[int, str] = {}
        position = 0
        for start, end, chunk in self._special(text):
            self._cut(text[position:start], words, spaces)
            if chunk is None:
                words.append(text[start:end])
                spaces.append(False)
            else:
                self._cut_as_read(text, chunk, words, spaces, read)
            position = end
        self._cut(text[position:], words, spaces)
        try:
            doc = Doc(self.vocab, words=words, spaces=spaces)
        except UnicodeEncodeError as error:
            offset = next(i for i, char in enumerate(text) if "\ud800" <= char <= "\udfff")
            raise ValueError(
                f"character {offset} is a lone surrogate ({text[offset]!r}): the text was decoded wrongly; "
                "decode it with errors='replace'"
            ) from error
        if read:
            store(doc, read)
            for i, form in read.items():
                doc[i].norm_ = norm(form)
        return doc

    @staticmethod
    def _special(text: str) -> list[tuple[int, int, Chunk | None]]:
        """What is not cut as it stands: words in several pieces (None), and what is read in Cyrillic."""
        spaced = spaced_tokens(text)
        read = read_scripts(text)
        if not read:
            return [(start, end, None) for start, end in spaced]
        found: list[tuple[int, int, Chunk | None]] = [(chunk.start, chunk.end, chunk) for chunk in read]
        found += [(start, end, None) for start, end in spaced]
        found.sort(key=lambda special: special[:2])
        apart: list[tuple[int, int, Chunk | None]] = []
        for special in found:
            if not apart or special[0] >= apart[-1][1]:
                apart.append(special)
        return apart

    def _cut_as_read(self, text: str, chunk: Chunk, words: list[str], spaces: list[bool], read: dict[int, str]) -> None:
        """Append the tokens of `chunk`: those that the Cyrillic text has, cut out of the text."""
        start, position = chunk.start, 0
        for piece in self._findall(chunk.cyrillic):
            position += len(piece)
            end = chunk.ends[position - 1]
            if end > start:  # two letters of Cyrillic for one in the text are not parted
                if piece != text[start:end]:
                    read[len(words)] = piece
                words.append(text[start:end])
                spaces.append(False)
                start = end

    def _cut(self, text: str, words: list[str], spaces: list[bool]) -> None:
        """Append the tokens of `text`, a stretch without letter-spaced words."""
        if not text:
            return
        cache = self._cache
        chunks = text.split(" ")
        last = len(chunks) - 1
        gap = 0
        for i, chunk in enumerate(chunks):
            if not chunk:
                # Between two neighbours of an empty chunk stand two spaces: the first ends the word, the others are
                # a token of their own.
                gap += i < last
                continue
            if gap:
                self._gap(gap, words, spaces)
                gap = 0
            found = cache.get(chunk)
            if found is None:
                if len(cache) > _MAX_CACHED:
                    cache.clear()
                tokens = tuple(self._tokens(chunk))
                found = cache[chunk] = tokens, (*[False] * (len(tokens) - 1), True)
            words.extend(found[0])
            spaces.extend(found[1])
        if chunks[last]:
            spaces[-1] = False
        if gap:
            self._gap(gap, words, spaces)

    @staticmethod
    def _gap(width: int, words: list[str], spaces: list[bool]) -> None:
        """Append `width` more spaces."""
        if words and not spaces[-1]:
            spaces[-1] = True
            width -= 1
        if width:
            words.append(" " * width)
            spaces.append(False)

    def _tokens(self, chunk: str) -> Iterator[str]:
        """The tokens of a chunk; other white space than the blank is a token."""
        for piece in re.split(r"(\s+)", chunk):
            if piece.isspace():
                yield piece
            elif piece:
                yield from self._findall(piece)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize a stream of texts one by one."""
        for text in texts:
            yield self(text)

    # The rules are part of the package: there is nothing to store, and loading needs no file.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing: the tokenizer is made of code and package data."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> KazakhTokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        """Write nothing."""

    def from_disk(self, path: Path | str, **kwargs: Any) -> KazakhTokenizer:
        """The tokenizer itself."""
        return self


def make_tokenizer() -> Callable[[Language], KazakhTokenizer]:
    """The factory registered as ``kk_tokenizer`` among spaCy's tokenizers."""

    def create(nlp: Language) -> KazakhTokenizer:
        return KazakhTokenizer(nlp.vocab)

    return create
