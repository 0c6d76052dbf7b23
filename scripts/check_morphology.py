"""How well the morphology does on a table of forms: `check_morphology.py SAMPLE.tsv`."""

from pathlib import Path
from typing import Annotated

import typer

from atau.morphology._check import check_sample


def main(
    sample: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="UniMorph TSV")],
    ranks: Annotated[bool, typer.Option(help="List the forms whose first analysis is off")] = False,
) -> None:
    """Print the accuracy of inflection and analysis, and every form that is not as given."""
    report = check_sample(sample)
    typer.echo(f"forms                     {report.total}")
    typer.echo(f"inflected as given        {report.inflected / report.total:.4f}")
    typer.echo(f"lemma among candidates    {report.found / report.total:.4f}")
    typer.echo(f"first candidate's lemma   {report.first_lemma / report.total:.4f}")
    typer.echo(f"first candidate, features {report.first_full / report.total:.4f}")
    typer.echo("lemma\tfeatures\tgiven\tinflected")
    for row in report.differing:
        typer.echo("\t".join(row))
    if ranks:
        typer.echo("lemma\tform\tfirst candidate")
        for row in report.misranked:
            typer.echo("\t".join(row))


if __name__ == "__main__":
    typer.run(main)
