"""Words with damaged letters: read where the text leaves no doubt which word it is.

Fonts of the nineties and wrong code pages put ќ ѕ є ї ў ј ‰ for Kazakh letters; scanners 6 for б and 3 for З; PDFs
leave a gap where ә, ө, ү or ұ was (``Ақт бе``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from atau.script.chunks import Chunk, cased
from atau.script.decoding import Decoder
from atau.script.tables import varieties

_SMALL: Final = "а-яёәғқңөұүһі"
_LETTER: Final = f"А-ЯЁӘҒҚҢӨҰҮҺІ{_SMALL}"
_CONSONANT: Final = "бвгғджзкқлмнңпрстфхһцчшщБВГҒДЖЗКҚЛМНҢПРСТФХҺЦЧШЩ"
_STRANGE: Final = "ќѓєѕїўјґћђЌЃЄЅЇЎЈҐЋЂ"
# Pairs of consonants in which words end.
_FINAL_PAIRS: Final = frozenset(
    "нт ск рт зм рг ст нд нг рд кс нс йн лл тр рс йт сс рк нн кт дж рн лт нк ср йс тт лс нц др вр йм рф дт йк йд фт цк"
    " лд лк мс тс дб фф бс мп кл йр кп хр кк пс пт мм йл тв дс кб пп".split()
)
#: A letter that Kazakh does not have, a digit or a sign inside of a word, or a gap that may be a lost letter: after a
#: consonant alone, after two in which no word ends, two blanks before a small letter. Clean text hardly ever has it.
SUSPECT: Final = re.compile(
    rf"[{_STRANGE}]|[‰‡](?=[{_LETTER}])|[36](?=[{_LETTER}]{{2}})(?<![\w.,:/+-][36])|(?<=[{_SMALL}])[36](?=[{_SMALL}])"
    rf"|[{_CONSONANT}] (?=[{_SMALL}])"
    rf"(?:(?<![\w.'’-]..)|(?<=[{_CONSONANT}]..)(?<!(?:{'|'.join(sorted(_FINAL_PAIRS))}) ))"
    rf"|(?<=[ \n])[ ](?=[{_SMALL}]{{3}})"
)
# What every suspect text has. These begin with a space or a set of few characters, for which a text is searched fast.
_QUICK: Final = (
    re.compile(f"[{_STRANGE}‰‡]"),
    re.compile(f"[36][{_LETTER}]"),
    re.compile(
        rf" (?=[{_SMALL}])(?:(?<=[{_CONSONANT}]{{2}} )(?<!(?:{'|'.join(sorted(_FINAL_PAIRS))}) )"
        rf"|(?<=[{_CONSONANT}] )(?<![{_LETTER}][{_CONSONANT}] ))"
    ),
)
_FONT_WORD: Final = re.compile(rf"[{_LETTER}{_STRANGE}‰‡]*[{_STRANGE}‰‡][{_LETTER}{_STRANGE}‰‡]*")
_SCAN_WORD: Final = re.compile(rf"(?<![\w.,:/+-])(?:[36][{_LETTER}]{{2,}}|[{_LETTER}]+[36][{_SMALL}]+)(?![\w])")
_CLUSTER: Final = re.compile(rf"(?<![\w.'’-])([{_LETTER}]*[{_CONSONANT}]) ([{_SMALL}]+)(?![\w.])")
_START: Final = re.compile(rf"(?:(?<=[ \n]) |^ )([{_SMALL}]{{3,}})(?![\w])")
_LOST: Final = "өәүұ"
# How much cheaper, in nats, the repaired word is than what stands there; a figure glued to a word costs a number.
_MARGIN: Final = 3.0
_NUMBER: Final = 3.0
_SHORTEST: Final = 4
# The cost of a piece that is no word by itself.
_UNKNOWN, _UNKNOWN_LETTER = 10.0, 3.0


def may_be_damaged(text: str) -> bool:
    """The text is suspect.

    >>> may_be_damaged("Ақт бе"), may_be_damaged("Бүгін 36 мектеп ашылды.")
    (True, False)
    """
    blanks = "  " in text or "\n " in text
    return (blanks or any(quick.search(text) for quick in _QUICK)) and SUSPECT.search(text) is not None


class Repairer:
    """Reads damaged words by what is known of whole ones."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._words = decoder.words

    def read(self, text: str) -> list[Chunk]:
        """The damaged words of `text`, in order, not overlapping."""
        found = [*self._decoded(text, _FONT_WORD, "font"), *self._decoded(text, _SCAN_WORD, "scan")]
        found += self._gaps(text)
        found.sort()
        return [chunk for i, chunk in enumerate(found) if not i or chunk.start >= found[i - 1].end]

    def _decoded(self, text: str, pattern: re.Pattern[str], name: str) -> Iterator[Chunk]:
        for match in pattern.finditer(text):
            word = match.group()
            if len(word) < 2:
                continue
            reading = self._decoder.read(word, varieties()[name])
            if reading is None or not (reading.known or (name == "scan" and self._is_one(word))):
                continue
            if name == "scan" and word[0].isdigit() and self._is_amount(word[1:].lower(), reading.form):
                continue
            form = cased(reading, word)
            if word[0] == "3":  # З, which looks like it, not з
                form = form[0].upper() + form[1:]
            yield Chunk(match.start(), match.end(), form, tuple(match.start() + e for e in reading.ends), "cyrillic")

    def _is_one(self, word: str) -> bool:
        """What stands beside the digit is no word, so that it is not an amount with its unit."""
        rest = word[1:].lower() if word[0].isdigit() else ""
        return len(rest) >= _SHORTEST and rest.isalpha() and not self._words.known(rest)

    def _is_amount(self, rest: str, whole: str) -> bool:
        """``6ай``: a number and its unit, glued."""
        return rest in self._words.costs and self._words.cost(rest) + _NUMBER < self._words.cost(whole) + _MARGIN

    def _gaps(self, text: str) -> Iterator[Chunk]:
        for match in _CLUSTER.finditer(text):
            left, right = match.groups()
            if len(left) > 1 and (left[-2] not in _CONSONANT or left[-2:].lower() in _FINAL_PAIRS):
                continue
            whole = self._restored(left.lower(), right)
            if whole:
                yield _joined(match.start(), left, right, whole)
        for match in _START.finditer(text):
            right = match.group(1)
            before = self._words.cost(right)
            best = min((lost + right for lost in _LOST), key=self._words.cost)
            if best in self._words.costs and self._words.cost(best) + _MARGIN < before:
                start, end = match.span(1)
                ends = (start, *range(start + 1, end + 1))
                yield Chunk(start, end, best, (start + 1, *ends[1:]), "cyrillic")

    def _restored(self, left: str, right: str) -> str:
        """The word with the lost letter, empty where the two pieces are words or the whole is none."""
        words = self._words
        if (len(left) > 1 and left in words.costs) or len(left) + len(right) + 1 < _SHORTEST:
            return ""
        if len(left) == 1 and right in words.costs and words.cost(right) < 10.0:
            return ""
        best = min((left + lost + right for lost in _LOST), key=words.cost)
        apart = words.costs.get(right, _UNKNOWN + _UNKNOWN_LETTER * len(right))
        apart += _NUMBER if len(left) == 1 else words.cost(left)
        return best if words.known(best) and words.cost(best) + _MARGIN < apart else ""


def _joined(start: int, left: str, right: str, whole: str) -> Chunk:
    """The two pieces as one word; the lost letter stands for the gap."""
    end = start + len(left) + 1 + len(right)
    form = left + whole[len(left)] + right
    if left.isupper() and len(left) > 1:
        form = form.upper()
    return Chunk(start, end, form, tuple(range(start + 1, end + 1)), "cyrillic")
