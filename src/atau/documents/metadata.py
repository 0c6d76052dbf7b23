"""Metadata in one form, whatever format it comes from: dates in ISO 8601, texts without white space around."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

_LONGEST: Final = 2000  # characters of a title, a name, an address
_ISO: Final = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?", re.ASCII
)
_PDF: Final = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2})?'?(\d{2})?.*", re.ASCII)
_NUMERIC: Final = re.compile(
    r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*(?:ж|г|г\.|ж\.|жыл|года?))?(?:[ ,]+(\d{1,2}):(\d{2}))?", re.ASCII
)


def put(meta: dict[str, Any], key: str, value: object) -> None:
    """Keep `value` under `key` if it says anything; texts are stripped, their white space becomes single spaces."""
    if isinstance(value, str):
        value = " ".join(value.split())[:_LONGEST]
    if value is not None and value != "" and value != [] and value != {}:
        meta.setdefault(key, value)


def iso_date(value: object) -> str | None:
    """A date in ISO 8601, as exact as `value` says it, with the time and its zone where they are said; None for others.

    Read are ISO 8601 itself, the dates of PDF, dates with day, month and year in this order, and datetime objects. What
    can be read in two ways (05/06/2023, as Americans write) is taken as day first only with points between.

    >>> iso_date("2023-10-12T09:30:00+05:00"), iso_date("D:20231012"), iso_date("12.10.2023"), iso_date("кеше")
    ('2023-10-12T09:30:00+05:00', '2023-10-12', '2023-10-12', None)
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = value.strip()
    if found := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
    elif found := _PDF.fullmatch(text):
        year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
        zone = f"{zone}{zone_minutes or '00'}" if zone and zone != "Z" else zone
    elif found := _NUMERIC.fullmatch(text):
        day, month, year, hour, minute = found.groups()
        second = zone = None
        day, month = day.zfill(2), month.zfill(2)
        if "/" in text and int(day) <= 12 and day != month:
            return None
    else:
        return None
    return _valid(year, month, day, hour, minute, second, zone)


def _valid(
    year: str,
    month: str | None,
    day: str | None,
    hour: str | None,
    minute: str | None,
    second: str | None,
    zone: str | None,
) -> str | None:
    """The date, where there is such a day and such a time."""
    text = "-".join(part for part in (year, month, day) if part)
    try:
        date(int(year), int(month or 1), int(day or 1))
        if not (day and hour and minute):
            return text
        clock = f"{hour.zfill(2)}:{minute}:{second or '00'}"
        zone = "" if zone is None else "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
        return datetime.fromisoformat(f"{text}T{clock}{zone}").isoformat(timespec="seconds")
    except ValueError:
        return None


#: How the columns and fields that say something of an article may be called, by the key of `Document.meta`.
NAMES: Final[Mapping[str, frozenset[str]]] = {
    "title": frozenset("title headline heading тақырып тақырыбы атауы заголовок название".split()),
    "date": frozenset("date published pubdate published_at datepublished күні күн дата жарияланған".split()),
    "author": frozenset("author byline автор авторы".split()),
    "site": frozenset("site source_name publisher сайт басылым издание".split()),
    "url": frozenset("url link сілтеме ссылка".split()),
    "language": frozenset("lang language тіл тілі язык".split()),
}
_KEYS: Final = {name: key for key, names in NAMES.items() for name in names}


def key_of(name: str) -> str | None:
    """The key of `Document.meta` that a column or field of this name fills; None for any other."""
    return _KEYS.get(name.strip().casefold())


def from_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata of the columns or fields of a row beside its text; those that have no key of their own are in `fields`.

    >>> from_fields({"Тақырып": "Көпір", "дата": "12.10.2023", "n": 3})
    {'title': 'Көпір', 'date': '2023-10-12', 'fields': {'n': 3}}
    """
    meta: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, value in fields.items():
        key = key_of(name)
        known = iso_date(value) if key == "date" else value if isinstance(value, str) and value.strip() else None
        if key is not None and known is not None and key not in meta:
            put(meta, key, known)
        elif value is not None and value != "":
            others[name] = value
    put(meta, "fields", others)
    return meta
