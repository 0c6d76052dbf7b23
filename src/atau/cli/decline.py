"""`atau decline`: the forms of a name or a noun phrase as a table."""

from __future__ import annotations

import csv
import enum
import json
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from atau.morphology import Declension

_CASES: Final = {
    "nom": "атау",
    "gen": "ілік",
    "dat": "барыс",
    "acc": "табыс",
    "loc": "жатыс",
    "abl": "шығыс",
    "ins": "көмектес",
}
_OWNERS: Final = {
    "1sg": "менің",
    "2sg": "сенің",
    "2sgf": "сіздің",
    "1pl": "біздің",
    "2pl": "сендердің",
    "2plf": "сіздердің",
    "3": "оның, олардың",
}


class Layout(str, enum.Enum):
    """The layouts of --format."""

    table = "table"
    tsv = "tsv"
    json = "json"


def decline(
    phrase: Annotated[str, typer.Argument(help="A full name, a noun or a noun phrase, in the nominative.")],
    output: Annotated[Layout, typer.Option("--format", "-f", help="How to print the forms.")] = Layout.table,
    cls: Annotated[
        str, typer.Option("--class", help="front, back, plain, link, abbr or poss: see atau.morphology.inflect.")
    ] = "",
    possessives: Annotated[bool, typer.Option(help="Print the forms with an owner too.")] = True,
) -> None:
    """Print the forms of a name or a noun phrase: seven cases, two numbers, and with an owner (my, your, his …).

    Example: atau decline "Айгүл Омарова". What is uncertain is said under the table.
    """
    from atau.morphology import declension
    from atau.terminal import printable, printable_json

    try:
        found = declension(phrase, cls=cls)
    except ValueError as error:
        raise typer.BadParameter(printable(str(error))) from None
    owners = [owner for owner in ("", *_OWNERS) if any(form.possessive == owner for form in found.forms)]
    if not possessives:
        owners = owners[:1]
    if output is Layout.json:
        forms = [form._asdict() for form in found.forms if form.possessive in owners]
        typer.echo(
            printable_json(
                json.dumps({"phrase": found.phrase, "forms": forms, "notes": found.notes}, ensure_ascii=False, indent=1)
            )
        )
        return
    if output is Layout.tsv:
        writer = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
        writer.writerow(("number", "possessive", "case", "form"))
        writer.writerows(map(printable, form) for form in found.forms if form.possessive in owners)
        return
    for owner in owners:
        typer.echo(printable(_block(found, owner), keep="\n"))
    for note in found.notes:
        typer.echo(printable(f"note: {note}"))


def _block(found: Declension, owner: str) -> str:
    """A line a case, singular and plural beside each other, as far as the phrase has both."""
    cells: dict[tuple[str, str], str] = {
        (form.case, form.number): form.text for form in found.forms if form.possessive == owner
    }
    width = max(len(text) for (_, number), text in cells.items() if number == "sg")
    lines = [f"{_OWNERS[owner]} …" if owner else found.phrase]
    for case, name in _CASES.items():
        singular, plural = cells[case, "sg"], cells.get((case, "pl"), "")
        lines.append(f"  {case}  {name:<9} {singular:<{width}}  {plural}".rstrip())
    return "\n".join(lines) + "\n"
