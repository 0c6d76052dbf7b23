"""Finds what is written in Latin or Arabic letters in a text and reads it in Cyrillic.

A text is looked at in stretches without Cyrillic letters, a stretch in sentences. A sentence is Kazakh if its words,
read in Cyrillic, are: known ones, with Kazakh letters in them. English, Turkish or Russian in Latin letters does not
come out so. Inside of Cyrillic text, only a whole sentence counts: two or three Latin words are a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from atau.script.capitals import capitalise
from atau.script.chunks import Chunk, cased
from atau.script.decoding import Decoder, Reading, units
from atau.script.foreign import foreign_words
from atau.script.letters import ARABIC_LETTERS, LATIN_LETTERS
from atau.script.sentences import (
    SHORT_STRETCH,
    STRETCH,
    Sentence,
    begins_sentence,
    kazakh_sentences,
    sentences_of,
    stretches,
)
from atau.script.tables import ARABIC, LATIN, Variety, varieties

_ARABIC_WORD: Final = re.compile(f"[{ARABIC_LETTERS}\u0640\u200c\u200d]+")
_LATIN_WORD: Final = re.compile(f"(?:[{LATIN_LETTERS}][\u0300-\u036f\u00ad\u200b]*)+")
_APOSTROPHE: Final = "['\u2019\u02bc\u2018`\u00b4]"
_MARKED_WORD: Final = re.compile(f"(?:[{LATIN_LETTERS}](?:(?<=[AaGgIiNnOoSsCcUuYy]){_APOSTROPHE})?)+")
_ADDRESS: Final = re.compile(r"://|@|www\.|#|_|\.(?:kz|com|org|net|ru|info|gov|edu|io|tv)\b|\\", re.IGNORECASE)
_ROMAN: Final = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SIGNS: Final = str.maketrans("،؛؟٪٫۔٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", ",;?%,.01234567890123456789")
_KAZAKH: Final = frozenset("әғқңөұүі")
_KEPT_CAPITALS: Final = 5
# The gain of reading a word: what a word of strange letters would cost, less what the reading costs, in nats.
_STRANGE, _PER_LETTER = 6.0, 2.6
_MOST, _LEAST = 6.0, -9.0
_FOREIGN: Final = -8.0
_SAMPLE: Final = 40
# An apostrophe that is no letter, in nats.
_MARK: Final = 8.0
_MARKS: Final = frozenset("'’ʼ‘`´")
_LONG: Final = 4


#: A chunk of the text, and what it is read as with the ends of its letters, None where it stays.
_Found = tuple[tuple[int, int], tuple[str, tuple[int, ...]] | None]


class ScriptReader:
    """Reads texts by what is known of Cyrillic words."""

    def __init__(self, decoder: Decoder) -> None:
        self.decoder = decoder
        self._chunk = lru_cache(maxsize=1 << 16)(self._read_chunk)

    def read(self, text: str, *, words: bool = False) -> list[Chunk]:
        """The chunks of `text` that are Kazakh in Latin or Arabic letters, in order.

        words: known words count where there is no sentence.
        """
        found: list[Chunk] = []
        for start, end in stretches(text, SHORT_STRETCH if words else STRETCH):
            for script in ("latin", ARABIC):
                found += self._stretch(text, start, end, script, words=words)
        return sorted(found)

    def _stretch(self, text: str, start: int, end: int, script: str, *, words: bool) -> Iterator[Chunk]:
        pattern = _ARABIC_WORD if script == ARABIC else _LATIN_WORD
        alone = start == 0 and end == len(text)
        sentences = [s for s in sentences_of(text, start, end) if any(pattern.search(text, *c) for c in s.chunks)]
        forms = [m.group() for s in sentences for c in s.chunks for m in pattern.finditer(text, *c)]
        if len(forms) < 2 - words:
            return
        variety = varieties()[ARABIC] if script == ARABIC else self._variety(forms, text, start, end)
        for sentence in sentences:
            self._weigh(text, sentence, variety, script)
        if words:
            chosen = [s for s in sentences if s.mean > 0]
        else:
            chosen = kazakh_sentences(sentences, alone=alone, arabic=script == ARABIC)
        for sentence in chosen:
            found = [(span, self._chunk(text[slice(*span)], variety.name)) for span in sentence.chunks]
            if script != ARABIC:
                found = self._without_foreign_names(text, found, variety)
            forms = [chunk[0] if chunk else text[slice(*span)] for span, chunk in found]
            if script == ARABIC:
                forms = capitalise(forms, self.decoder.words.costs, begins=begins_sentence(text, sentence.chunks[0][0]))
            for ((begin, finish), chunk), form in zip(found, forms, strict=True):
                if chunk is not None:
                    yield Chunk(begin, finish, form, tuple(begin + e for e in chunk[1]), script)

    def _without_foreign_names(self, text: str, found: list[_Found], variety: Variety) -> list[_Found]:
        """A word with a capital beside a foreign one is part of its name: `Wizz Air`; a Kazakh one is not."""
        kept = list(found)
        for i, (span, chunk) in enumerate(found):
            word = text[slice(*span)].strip('«»"“”.,;:()')
            beside = [text[slice(*found[k][0])] for k in (i - 1, i + 1) if 0 <= k < len(found) and not found[k][1]]
            if chunk is None or not word.istitle() or not any(map(str.istitle, beside)):
                continue
            reading = self.decoder.read(word, variety)
            if reading is None or not (reading.known and len(word) >= _LONG):
                kept[i] = span, None
        return kept

    def _variety(self, words: Sequence[str], text: str, start: int, end: int) -> Variety:
        """The alphabet in which the words come out best."""
        sample = [word for word in dict.fromkeys(words) if len(word) > 2 and not word.isupper()][:_SAMPLE]
        best, least = LATIN[0], float("inf")
        marked = dict.fromkeys(m.group() for m in _MARKED_WORD.finditer(text, start, end))
        for name in LATIN:
            variety = varieties()[name]
            tried = [w for w in marked if len(w) > 2 and not w.isupper()][:_SAMPLE] if name == "latin-2017" else sample
            if name == "latin-2017" and not any(map(_has_mark, tried)):
                continue
            total = sum(r.cost if (r := self.decoder.read(word, variety)) else 40.0 for word in tried)
            if name == "latin-ascii":
                total += 0.5 * len(tried)  # it reads anything
            if name != "latin-2017":
                total += _MARK * sum(map(_has_mark, marked))
            if total < least:
                best, least = name, total
        return varieties()[best]

    def _weigh(self, text: str, sentence: Sentence, variety: Variety, script: str) -> None:
        pattern = _pattern(variety)
        for begin, finish in sentence.chunks:
            chunk = text[begin:finish]
            if _ADDRESS.search(chunk):
                continue
            for found in pattern.finditer(chunk):
                word = found.group()
                if len(word) < 2 or (word.isupper() and script != ARABIC):
                    continue
                reading = self.decoder.read(word, variety)
                sentence.count += 1
                sentence.letters += len(word)
                sentence.small += not word[0].isupper()
                sentence.gain += _gain(word, reading)
                sentence.long += len(word) > 2
                if reading is not None and reading.known and len(word) > 2:
                    sentence.known += 1
                    sentence.kazakh += not _KAZAKH.isdisjoint(reading.form)

    def _read_chunk(self, chunk: str, name: str) -> tuple[str, tuple[int, ...]] | None:
        """The chunk in Cyrillic, and the offset after each of its letters; None where nothing of it is read."""
        if _ADDRESS.search(chunk):
            return None
        variety = varieties()[name]
        parts: list[str] = []
        ends: list[int] = []
        position = 0
        for found in _pattern(variety).finditer(chunk):
            start, end = found.span()
            between = chunk[position:start]
            _copy(between, position, parts, ends)
            reading = self._word(found.group(), chunk[:start], variety)
            if reading is None:
                _copy(found.group(), start, parts, ends)
            else:
                form = cased(reading, found.group())
                parts.append(form)
                ends += [start + e for e in reading.ends]
            position = end
        _copy(chunk[position:], position, parts, ends)
        cyrillic = "".join(parts)
        return (cyrillic, tuple(ends)) if cyrillic != chunk else None

    def _word(self, word: str, before: str, variety: Variety) -> Reading | None:
        """The reading of a word of a Kazakh sentence; None where the word is a foreign one."""
        suffix = before[-1:] in ("-", "‑", "%", "»", "”") or before[-1:].isdigit()
        if not suffix and _ROMAN.fullmatch(word):
            return None
        if word[:1].isdigit():
            return None
        reading = self.decoder.read(word, variety, suffix=suffix)
        if reading is None or suffix:
            return reading
        if word.isupper() and len(word) <= _KEPT_CAPITALS and variety.name != ARABIC:
            # BBC stays: an abbreviation has only letters of the alphabet that the text is in.
            return reading if reading.known or all(variety.owns(unit) for unit, _ in units(word)) else None
        return None if not reading.known and _gain(word, reading) <= _FOREIGN else reading


def _has_mark(word: str) -> bool:
    return not _MARKS.isdisjoint(word)


def _gain(word: str, reading: Reading | None) -> float:
    if reading is None:
        return _LEAST
    gain = _STRANGE + _PER_LETTER * len(word) - reading.cost
    if word.lower() in foreign_words() and not (reading.known and len(word) > 3):
        gain = _FOREIGN if not reading.known else min(gain, -2.0)
    return max(_LEAST, min(_MOST, gain))


def _pattern(variety: Variety) -> re.Pattern[str]:
    if variety.name == ARABIC:
        return _ARABIC_WORD
    return _MARKED_WORD if variety.name == "latin-2017" else _LATIN_WORD


def _copy(piece: str, offset: int, parts: list[str], ends: list[int]) -> None:
    parts.append(piece.translate(_SIGNS))
    ends += range(offset + 1, offset + len(piece) + 1)
