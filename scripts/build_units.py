"""Write src/atau/components/quantity/data/currencies_cldr.tsv from Unicode CLDR (through Babel).

The Kazakh names of the world's currencies with their ISO 4217 codes. `--check` writes nothing and says whether the
file is what this script would write (exit code 1 if not).
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated

import typer
from babel import Locale

DATA = Path(__file__).parents[1] / "src" / "atau" / "components" / "quantity" / "data"
HEAD = """\
# Kazakh names of the world's currencies; written by scripts/build_units.py, do not edit.
# source: Unicode CLDR, locale kk, through Babel
# licence: Unicode License v3
# name: lower case, the last word without its possessive, as in units.tsv
# unit: the full name, which is the canonical one
# code: ISO 4217
"""
VOWELS = frozenset("аәеёиоөуұүыіэюя")


def stem(word: str) -> str:
    """A currency's name without the possessive of the third person: доллары -> доллар, песосы -> песо."""
    if word.endswith(("сы", "сі")) and word[-3:-2] in VOWELS:
        return word[:-2]
    return word[:-1] if word[-1] in "ыі" else word


def rows() -> list[tuple[str, str, str]]:
    """Names of two and more words; those of one (еуро) stand in units.tsv. Currencies of the past are left out."""
    found: dict[str, tuple[str, str]] = {}
    for code, full in sorted(Locale("kk").currencies.items()):
        name = unicodedata.normalize("NFC", full.replace("\u00a0", " "))
        if "(" in name or " " not in name or code in ("XXX", "CNH"):
            continue
        *first, last = name.lower().replace(" - ", "-").split()
        found.setdefault(" ".join([*first, stem(last)]), (name, code))
    return [(name, full, code) for name, (full, code) in sorted(found.items())]


def table() -> str:
    """The whole file."""
    return HEAD + "\n".join("\t".join(row) for row in [("name", "unit", "code"), *rows()]) + "\n"


def main(
    output: Annotated[Path, typer.Option(help="File to write.")] = DATA / "currencies_cldr.tsv",
    check: Annotated[bool, typer.Option("--check", help="Only compare.")] = False,
) -> None:
    """Write the currencies known to Unicode CLDR."""
    text = table()
    if check:
        same = output.exists() and output.read_text(encoding="utf-8") == text
        typer.echo(f"{output.name} is {'up to date' if same else 'out of date: run me again'}")
        raise typer.Exit(0 if same else 1)
    output.write_text(text, encoding="utf-8")
    typer.echo(f"{output.name}: {len(rows())} currencies")


if __name__ == "__main__":
    typer.run(main)
