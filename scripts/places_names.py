"""The rows that build_places.py writes, and the names of places as GeoNames has them: which are Kazakh or Russian, and
what they are without the word for what a place is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from atau.facts.places.spelling import spelling_key

# Letters of Kazakh and Russian: a name with another letter is of another language.
_LETTERS: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
_OURS: Final = re.compile(f"[{_LETTERS}{_LETTERS.upper()} '’.-]{{2,}}")
_NOT_RUSSIAN: Final = frozenset("әғқңөұүһі")
_NO_NAME: Final = re.compile(r"[А-Я]{2,}|\d")
_KIND_WORDS: Final = re.compile(
    r" (облысы|өлкесі|Республикасы|штаты|провинциясы|префектурасы|аймағы|автономиял\S+ (ауданы|округі|облысы))$"
)
_REGION_WORDS: Final = re.compile(
    r"\b(область|обл|край|республика|автономный|автономная|округ|район|город|oblast’?|oblysy|region|province|oblisi|"
    r"viloyati|viloyat|state of|republic of|republic|state)\b",
    re.IGNORECASE,
)
_DISTRICT_WORDS: Final = re.compile(r"(?i)\b(aūdany|ауданы|district|rayon|район|imeni|имени)\b")
_CITY_WORDS: Final = re.compile(r"(?i)äkim|әкім|qalasy|қаласы|gorod|город|okrūgi|okrug|округ")
_RUSSIAN_REGION: Final = re.compile(r"область$|край$|^Республика |Республика$| округ$")
_ADJECTIVE: Final = re.compile(r"(ская|ский|цкая|цкий)$")
_OFFICIAL: Final = (
    "Республикасы", "Корольдігі", "Мемлекеті", "Федерациясы", "Сұлтандығы", "Герцогтігі", "Конфедерациясы",
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """A row of the table; `region` is the id of another one, `near` its code in GeoNames."""

    id: str
    kind: str
    name: str
    country: str
    region: str = ""
    kato: str = ""
    latitude: str = ""
    longitude: str = ""
    point: str = ""
    population: int = 0
    names: set[str] = field(default_factory=set)

    def at(self, other: Entry, point: str) -> None:
        """Take the coordinates of `other`, which is its seat, capital or largest city."""
        self.latitude, self.longitude, self.point = other.latitude, other.longitude, point

    def row(self) -> str:
        """The line of the table."""
        names = sorted({name for name in self.names if name and name != self.name})
        cells = (
            self.id, self.kind, self.name, self.country, self.region, self.kato, self.latitude, self.longitude,
            self.point, str(self.population or ""), "|".join(names),
        )  # fmt: skip
        return "\t".join(cells).rstrip("\t")


def names_of(alternates: Iterable[str]) -> set[str]:
    """The names among GeoNames' that are written in Kazakh or Russian letters."""
    return {name.strip() for name in alternates if _OURS.fullmatch(name) and not _NO_NAME.search(name)}


def russian_regions(alternates: Iterable[str]) -> set[str]:
    """The names among them that are those of regions in Russian."""
    return {name for name in names_of(alternates) if _RUSSIAN_REGION.search(name)}


def is_kazakh(name: str) -> bool:
    """Whether a letter shows that a name is not Russian."""
    return not _NOT_RUSSIAN.isdisjoint(name.lower())


def is_official(name: str) -> bool:
    """Whether it is the name of a country in full (Қазақстан Республикасы)."""
    return name.endswith(_OFFICIAL)


def is_city_administration(name: str) -> bool:
    """Whether GeoNames' name of a division is that of a city and its surroundings, and of no district."""
    return _CITY_WORDS.search(name) is not None


def without_kind(name: str) -> str:
    """A Kazakh name of a region without its kind word."""
    return _KIND_WORDS.sub("", name)


def region_key(name: str) -> str:
    """What the names of a region in several languages have in common."""
    plain = _REGION_WORDS.sub("", without_kind(name)).strip(" ’'")
    return spelling_key(_ADJECTIVE.sub("", plain))


def district_keys(names: Iterable[str]) -> Iterator[str]:
    """The keys of the names of a district without the word for it."""
    for name in names:
        plain = _DISTRICT_WORDS.sub("", name).strip()
        if not is_city_administration(plain):
            yield spelling_key(plain)


def drop_bare(entry: Entry) -> None:
    """Drop the bare name of a region, without its kind word: it is mostly that of a city."""
    bare = spelling_key(without_kind(entry.name))
    if entry.kind == "region" and bare != spelling_key(entry.name):
        entry.names = {name for name in entry.names if spelling_key(name) != bare}
