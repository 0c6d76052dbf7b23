"""The articles that the made documents hold. All sentences, people and firms in them are invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Article:
    """title, byline, date (ISO), and paragraphs of sentences."""

    title: str
    author: str
    date: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


BRIDGE: Final = Article(
    "Тасөткел көпірі мерзімінен бұрын ашылды",
    "Гүлнар Әшімова",
    "2023-10-12",
    (
        "Қарасу облысының әкімі Ерлан Бекмұратов Тасөткел өзені арқылы салынған жаңа көпірді пайдалануға берді. "
        "Құрылысқа 2 млрд 340 млн теңге бөлінген, жұмысты «Дала жолы» ЖШС жүргізді.",
        "Көпірдің ұзындығы 412 метр, тәулігіне 6 мыңға жуық көлік өте алады. Облыстық автомобиль жолдары "
        "басқармасының басшысы Сәуле Төлегенованың айтуынша, бұрын ауыл тұрғындары аудан орталығына 58 шақырым "
        "айналып баратын.",
        "Ашылу салтанатына Көлік министрлігінің өкілдері, мәслихат депутаттары мен ардагерлер қатысты. "
        "«Бұл жолды жиырма жыл күттік», – деді Ақжар ауылының тұрғыны Нұрбек Сапаров.",
        "Келесі жылы өзеннің екі жағалауына жаяу жүргіншілерге арналған жол салынбақ. Оған облыс бюджетінен "
        "қосымша қаржы қаралады.",
    ),
)
GRANTS: Final = Article(
    "Жас ғалымдарға грант табыс етілді",
    "Дархан Мұсаев",
    "2023-10-11",
    (
        "Білім және ғылым комитетінің төрағасы Динара Әбілқасымова он екі жас ғалымға мемлекеттік грант табыс етті. "
        "Гранттардың жалпы сомасы 480 миллион теңгені құрайды.",
        "Конкурсқа еліміздің 17 өңірінен 214 жоба түскен. Жеңімпаздардың бірі – Шығыс техникалық университетінің "
        "доценті Мадияр Оспанбеков. Ол топырақтың ылғалдылығын өлшейтін құрылғы жасап, егіншілердің су шығынын "
        "30 пайызға азайтуды ұсынды.",
        "Комитет келер жылы гранттардың санын екі есеге көбейтпек. Ол үшін бюджеттен 900 миллион теңге сұралған.",
        "Марапаттау рәсімі Астанадағы «Ғылым» орталығында өтті. Оған отызға жуық ғылыми мекеменің басшылары мен "
        "студенттер келді.",
    ),
)
LIBRARY: Final = Article(
    "Ауыл кітапханасы жаңа ғимаратқа көшті",
    "Айсұлу Нұрланқызы",
    "2023-10-10",
    (
        "Көктерек ауылының кітапханасы отыз жылдан кейін жаңа ғимаратқа көшті. Мұнда 24 мың кітап пен екі оқу "
        "залы бар.",
        "Кітапхана меңгерушісі Зейнеп Қалиеваның сөзінше, оқырмандар саны бір айда 320 адамға көбейген. Балалар үшін "
        "апта сайын дөңгелек үстел өткізіледі.",
        "Ғимаратты Көктерек ауданының әкімдігі мен «Шаңырақ» қоғамдық қоры бірлесіп салды. Қор төрағасы Қайрат "
        "Ідірісов келер көктемде ауыл ортасынан саябақ ашуға уәде берді.",
    ),
)
ARTICLES: Final = (BRIDGE, GRANTS, LIBRARY)

_VOWELS: Final = "аәеёиоөуұүыіэюя"
_BREAK: Final = re.compile(rf"(?<=[{_VOWELS}])(?=[^\W\d_{_VOWELS}ьъ][{_VOWELS}])", re.IGNORECASE)


def syllable_breaks(word: str) -> list[int]:
    """Where a Kazakh word may be broken, two letters at least on each side: before a consonant and its vowel.

    >>> syllable_breaks("төрағасы")
    [2, 4, 6]
    """
    return [found.start() for found in _BREAK.finditer(word) if 2 <= found.start() <= len(word) - 2 and word.isalpha()]


def hyphenated(text: str, width: float, measure: Callable[[str], float], first: float | None = None) -> list[str]:
    """The lines of `text`, at most `width` wide, words broken with a hyphen where they are too long for their line.

    measure: the width of a string, in the unit of `width`. first: the width of the first line, where it is another.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        rest = word
        while rest:
            room = width if first is None or lines else first
            if measure(f"{line} {rest}".lstrip()) <= room:
                line, rest = f"{line} {rest}".lstrip(), ""
                continue
            places = [n for n in syllable_breaks(rest) if measure(f"{line} {rest[:n]}-".lstrip()) <= room]
            if places:
                lines.append(f"{line} {rest[: places[-1]]}-".lstrip())
                line, rest = "", rest[places[-1] :]
            elif line:
                lines.append(line)
                line = ""
            else:  # wider than a line, and cannot be broken
                line, rest = rest, ""
    return [*lines, line] if line else lines
