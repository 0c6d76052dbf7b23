"""Write src/atau/lexicon/data/places_cldr.tsv from Unicode CLDR (through Babel).

The rest of the lexicon is written by hand. `--check` writes nothing and says whether the file is
what this script would write (exit code 1 if not).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Annotated

import typer
from babel import Locale
from babel.core import get_cldr_version, get_global

from atau.lexicon.places import PLACES_CLDR
from atau.tables import TableError

DATA = Path(__file__).parents[1] / "src" / "atau" / "lexicon" / "data"
HEAD = f"""\
# Places known to Unicode CLDR. Written by scripts/build_lexicon.py: do not edit.
# source: Unicode CLDR {get_cldr_version()} (locale kk, through Babel)
# licence: Unicode License v3
# name: dictionary form
# kind: what it is:
# kind: country, continent, region, city, district, village, world_city (a city abroad),
# kind: river, lake, sea, mountain, desert, island, area (any other, such as a part of a country)
# cls: inflection class of the last word; poss: it ends in a possessive;
# cls: front, back: the harmony of its endings, where the letters do not tell
# code: ISO 3166-1 (countries), UN M.49 (parts of the world) or the IANA time zone (cities)
# weak: 1 for a name that is also a common word or a personal name
"""
# Pseudo-locales, unions, statistical regions named like a country or a continent.
LEFT_OUT = {"001", "018", "021", "057", "EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
CONTINENTS = {"002", "003", "005", "009", "019", "142", "150"}
POSSESSIVE = (
    "аралы", "аралдары", "аймағы", "аймақтары", "Республикасы", "Штаттары", "Әмірліктері",
    "Америкасы", "Арабиясы", "Гвианасы", "Полинезиясы",
)  # fmt: skip
# Also words of the language or names of persons.
WEAK = {"Адак", "Антигуа", "Восток", "Дарвин", "Кантон", "Кейси", "Киров", "Линдеман", "Маэ",
        "Мерида", "Ном", "Нокс", "Норфолк", "Питкэрн", "София", "Стэнли", "Сальта", "Туле",
        "Уоллис", "Уэйк", "Хобарт", "Чатем", "Юкла"}  # fmt: skip


def clean(name: str) -> str:
    """CLDR's name as it stands in running text: no bracketed remark, plain spaces, NFC."""
    name = re.sub(r"\s*\([^)]*\)", "", name).replace("\u00a0", " ").replace("—", "–")
    return unicodedata.normalize("NFC", name).strip()


def inflection_class(name: str) -> str:
    """`poss` where the last of several words ends in a possessive (Багам аралдары)."""
    return "poss" if " " in name and name.endswith(POSSESSIVE) else ""


def rows() -> list[tuple[str, str, str, str, str]]:
    """Countries, parts of the world and the cities time zones are named after, sorted."""
    locale = Locale("kk")
    found: dict[tuple[str, str], str] = {}
    for code, name in sorted(locale.territories.items()):
        if code in LEFT_OUT or "," in name:
            continue
        kind = "country"
        if code.isdigit():
            kind = "continent" if code in CONTINENTS else "area"
        found.setdefault((clean(name), kind), code)
    countries = {name for name, _ in found}
    aliases, territories = get_global("zone_aliases"), get_global("zone_territories")
    for zone, data in sorted(locale.time_zones.items()):
        city = data.get("city")
        if not city or "," in city or zone.startswith("Etc/") or zone in aliases:
            continue
        name = clean(city)
        if name in countries:
            continue
        kind = "city" if territories.get(zone) == "KZ" else "world_city"
        found.setdefault((name, "island" if name.endswith(POSSESSIVE[:2]) else kind), zone)
    return sorted(
        (name, kind, inflection_class(name), code, "1" if name in WEAK or code.startswith("Antarctica/") else "")
        for (name, kind), code in found.items()
    )


def table() -> str:
    """The whole file."""
    lines = ["\t".join(PLACES_CLDR.columns), *("\t".join(row).rstrip("\t") for row in rows())]
    return HEAD + "\n".join(lines) + "\n"


def main(
    output: Annotated[Path, typer.Option(help="File to write.")] = DATA / "places_cldr.tsv",
    check: Annotated[bool, typer.Option("--check", help="Only compare.")] = False,
) -> None:
    """Write the places known to Unicode CLDR."""
    text = table()
    if check:
        written = output.read_text(encoding="utf-8") if output.exists() else ""
        same = written == text
        typer.echo(f"{output.name} is {'up to date' if same else 'out of date: run me again'}")
        if not same and f"CLDR {get_cldr_version()} " not in written:
            typer.echo(f"(this Babel holds CLDR {get_cldr_version()}; the one of constraints.txt wrote the file)")
        raise typer.Exit(0 if same else 1)
    # What would not load must not take the place of what does.
    draft = output.with_name(output.name + ".draft")
    draft.write_text(text, encoding="utf-8")
    try:
        count = len(PLACES_CLDR.read(draft))
    except TableError as error:
        draft.unlink()
        typer.echo(f"nothing written: {error}", err=True)
        raise typer.Exit(1) from error
    draft.replace(output)
    typer.echo(f"{output.name}: {count} places, CLDR {get_cldr_version()}")


if __name__ == "__main__":
    typer.run(main)
