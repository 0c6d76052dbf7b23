"""Families of hostile texts: one kind of thing, over and over, in which time must grow with the length alone.

`scripts/benchmark.py --families` times every family at growing lengths with each model, fits the exponent of time over
length and exits with 1 where one is over the limit. tests/scripts/test_benchmark_families.py counts instead of timing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Final

from benchmark_linear import Points, fitted_exponent

if TYPE_CHECKING:
    from spacy.language import Language

#: Lengths in characters.
LENGTHS: Final = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
LIMIT: Final = 1.2
# Tables are read, and the caches of the words of every text filled, before the clock starts.
_WARM_UP: Final = "Алматы қаласы. 5 млн теңге. т ө р а ғ а с ы, т ө р а ғ а с ы; сайлана- лы. Əкімі келді"
# Runs below this are repeated; shorter times say nothing of the text.
_REPEATED_BELOW: Final = 0.05
_NOISE: Final = 0.002
#: A family stops before a length that would take longer, in seconds.
PATIENCE: Final = 60.0

# A piece repeated to the length. Their names say what is hard about them.
_REPEATED: Final[Mapping[str, str]] = {
    "emoji": "😀",
    "flags": "🇰🇿",
    "families of emoji": "👩‍👩‍👧",
    "private use": "\ue000",
    "NULs": "\x00",
    "control characters": "\x01\x1f\x7f",
    "combining marks": "\u0301",
    "one letter with marks": "а\u0301\u0306",
    "zero-width": "\u200b",
    "soft hyphens": "а\u00ad",
    "right to left": "\u202eа",
    "no-break spaces": "\u00a0",
    "blanks": " ",
    "line ends": "\n",
    "words and line ends": "сөз\n",
    "carriage returns": "а\r\n",
    "line separators": "а\u2028",
    "digits": "7",
    "Arabic digits": "٣",
    "full-width digits": "７",
    "superscripts": "м²",
    "groups of digits": "123 ",
    "Arabic groups": "١٢٣ ",
    "groups with points": "123.",
    "groups with commas": "1,",
    "decimals": "1,5 ",
    "fractions": "1/2",
    "dates": "12.03.2015 ",
    "times": "12:30 ",
    "ranges": "5-6-",
    "telephones": "8-701-",
    "percent": "%",
    "currencies": "₸$€",
    "amounts": "5 млн теңге ",
    "million": "миллион ",
    "tens": "он ",
    "numerals": "жүз елу мың ",
    "quotes": "«",
    "closing quotes": "»",
    "pairs of quotes": "«Нұр» ",
    "straight quotes": "\"",
    "quoted words": "\"а\" ",
    "brackets": "(",
    "pairs of brackets": "(а) ",
    "dashes": "– ",
    "hyphens": "-",
    "hyphened words": "а-",
    "broken words": "сайлана- лы ",
    "letters apart": "т ө р а ",
    "letters and line ends": "т\n",
    "dots": ".",
    "dots and letters": "а.",
    "points between words": "сөз. ",
    "ellipses": "… ",
    "commas": "а, ",
    "exclamations": "!?",
    "slashes": "/",
    "backslashes": "\\",
    "markup": "<b>&nbsp;</b>",
    "initials": "Қ.",
    "initials and surnames": "Қ. Е. Сабыров ",
    "addresses of pages": "https://a.kz/б ",
    "one long address": "a.kz/",
    "e-mail": "a@b.",
    "at signs": "a@",
    "long word": "ә",
    "long capital word": "Ә",
    "long Latin word": "a",
    "long word of syllables": "ларының",
    "capital words": "АТЫРАУ ОБЛЫСЫ ",
    "titled words": "Бақыт ",
    "small words": "сөз ",
    "abbreviations": "БҰҰ ",
    "places": "Алматы ",
    "places and commas": "Алматы, ",
    "streets": "көшесі ",
    "descriptors": "облысының ",
    "people": "Асқар Сабыров ",
    "people and commas": "Асқар Сабыров, ",
    "surnames": "Сабыровтың ",
    "patronymics": "Ерланұлы ",
    "offices": "әкімі ",
    "deputies": "министрінің орынбасары ",
    "organisations": "министрлігі ",
    "organisation after organisation": "Қаржы министрлігінің Кірістер комитетінің ",
    "forms of companies": "ЖШС ",
    "named after": "атындағы ",
    "and": "және ",
    "Latin words": "Samsung ",
    "Russian words": "который ",
    "Roman numerals": "XVIII ",
    "Arabic script": "قازاق ",
    "Chinese": "哈萨克",
    "Hangul": "카",
}  # fmt: skip

_SYLLABLES: Final = ("қа", "ра", "бек", "сұл", "тан", "жол", "дас", "ер", "мұ", "хит", "ай", "гүл", "но", "вит")


def _words(seed: int) -> Iterator[str]:
    """Ever new words that look like Kazakh names."""
    rng = random.Random(seed)
    for number in count():
        yield "".join(rng.choices(_SYLLABLES, k=3)) + _SYLLABLES[number % len(_SYLLABLES)]


def _people(seed: int) -> Iterator[str]:
    for first, last in zip(_words(seed), _words(seed + 1), strict=False):
        yield f"{first.title()} {last.title()}ов"


def _joined(pieces: Iterable[str], between: str, length: int) -> str:
    """The first `length` characters of the pieces."""
    found: list[str] = []
    size = 0
    for piece in pieces:
        found.append(piece)
        size += len(piece) + len(between)
        if size > length:
            break
    return between.join(found)[:length]


def _noise(seed: int, first: int, last: int) -> Iterator[str]:
    rng = random.Random(seed)
    while True:
        code = rng.randrange(first, last)
        if not 0xD800 <= code < 0xE000:
            yield chr(code)


_VARIED: Final[Mapping[str, Callable[[int], str]]] = {
    "new words": lambda n: _joined(_words(1), " ", n),
    "new people": lambda n: _joined(_people(2), ", ", n),
    "new people of one surname": lambda n: _joined((f"{w.title()} Сабыров" for w in _words(3)), ", ", n),
    "new people of one given name": lambda n: _joined((f"Асқар {w.title()}ов" for w in _words(4)), ", ", n),
    "new surnames with initials": lambda n: _joined((f"А. {w.title()}ов" for w in _words(5)), ", ", n),
    "new companies": lambda n: _joined((f"«{w.title()}» ЖШС" for w in _words(6)), ", ", n),
    "new amounts": lambda n: _joined((f"{i} мың теңге" for i in count(1)), ", ", n),
    "new numbers": lambda n: _joined(map(str, count(1)), " ", n),
    "list": lambda n: _joined((f"{i}. {w.title()}" for i, w in enumerate(_words(7))), "\n", n),
    "all planes": lambda n: _joined(_noise(8, 1, 0x110000), "", n),
    "Cyrillic noise": lambda n: _joined(_noise(9, 0x400, 0x530), "", n),
    "nested quotes": lambda n: "«а " * (n // 4) + "»" * (n // 4),
    "nested brackets": lambda n: "(а " * (n // 4) + ")" * (n // 4),
    "one long gap": lambda n: "Асқар" + " " * n + "Сабыров",
    "one long number": lambda n: "1" * n + " теңге",
    "one long given name": lambda n: "А" + "а" * n + "болат",
    "capitals, then small": lambda n: "Ә" * (n // 2) + "ә" * (n // 2),
}  # fmt: skip


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


#: What is in the text to the function that makes one of so many characters.
FAMILIES: Final[Mapping[str, Callable[[int], str]]] = {
    **{name: _repeat(piece) for name, piece in _REPEATED.items()},
    **_VARIED,
}


def time_family(
    nlp: Language, make: Callable[[int], str], lengths: Iterable[int] = LENGTHS, patience: float = PATIENCE
) -> Points:
    """(characters, seconds of processor time) at each of `lengths`, the best of up to five runs of short ones.

    Stops before a length that would take longer than `patience` seconds even if time grew with the length alone.
    """
    points: list[tuple[float, float]] = []
    for length in lengths:
        if points and points[-1][1] * length / points[-1][0] > patience:
            break
        best = float("inf")
        for run in range(5):
            # One character more each time: a word as long as the text is in the caches when it comes again.
            text = make(length + run)
            start = time.process_time()
            nlp(text)
            seconds = time.process_time() - start
            best = min(best, seconds)
            if seconds > _REPEATED_BELOW:
                break
        points.append((length, max(best, 1e-6)))
    return points


def steepness(points: Points) -> float:
    """The exponent of time over length, by least squares over the points above the timer's and the caches' noise.

    >>> round(steepness([(1_000, 0.001), (10_000, 0.1), (100_000, 10.0)]), 6)
    2.0
    >>> round(steepness([(1_000, 0.0001), (10_000, 0.0003), (100_000, 0.0004)]), 6)
    0.30103
    """
    clear = [point for point in points if point[1] >= _NOISE]
    found = fitted_exponent(clear if len(clear) > 1 else points)
    if found is None:
        raise ValueError("an exponent needs two lengths: more patience or shorter texts")
    return found


def exponents_of(
    models: Iterable[str], families: Iterable[str], lengths: Iterable[int] = LENGTHS, patience: float = PATIENCE
) -> Iterator[tuple[str, float, Points]]:
    """(model and family, exponent, points) of each family with each model of `atau.load`."""
    import atau

    asked, sizes = list(families), list(lengths)
    for model in models:
        nlp = atau.load(model)
        nlp.max_length = 10**9
        nlp(_WARM_UP)
        for name in asked:
            points = time_family(nlp, FAMILIES[name], sizes, patience)
            yield f"{model}, {name}", steepness(points), points
