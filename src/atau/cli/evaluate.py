"""`atau evaluate` and `atau compare`: options and help; the work is in `atau.evaluation`."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atau.cli.gold import FORMAT_NAMES, renames
from atau.cli.options import MaybePath, MaybePaths, MaybeText, MaybeTexts, fail, say, tell, write, write_json

if TYPE_CHECKING:
    from atau.corpus.problems import Problem

_FORMATS = f"One of {', '.join((*FORMAT_NAMES, 'kaznerd', 'kaznerd-core'))}."
_PROBLEMS_SHOWN = 20


class TokensOf(str, enum.Enum):
    """Whose tokens the pipeline works on."""

    model = "model"
    gold = "gold"


class TableFormat(str, enum.Enum):
    """The formats of `compare`."""

    table = "table"
    markdown = "markdown"
    json = "json"


def evaluate(
    model: Annotated[
        str,
        typer.Argument(help="'rules', a model package, a folder, or a file of predictions.", show_default=False),
    ],
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD", help="Files and folders.", exists=True, show_default=False)
    ],
    output: Annotated[
        MaybePath,
        typer.Option("--output", "-o", file_okay=False, help="Folder for report.html, report.md and report.json."),
    ] = None,
    baseline: Annotated[
        MaybeText, typer.Option("--baseline", "-b", help="Another model or file of predictions, for a paired test.")
    ] = None,
    train: Annotated[
        MaybePaths,
        typer.Option(
            "--train", exists=True, help="Training data, to tell seen from unseen mentions; may be given several times."
        ),
    ] = None,
    source: Annotated[
        MaybeText, typer.Option("--from", help=f"Format of the gold; by default recognised by its content. {_FORMATS}")
    ] = None,
    tokens: Annotated[
        TokensOf, typer.Option("--tokens", help="gold: run the pipeline on the tokens of the gold instead of its own.")
    ] = TokensOf.model,
    labels: Annotated[
        MaybeText, typer.Option("--labels", metavar="A,B", help="Score only these labels, in gold and predictions.")
    ] = None,
    rename: Annotated[
        MaybeTexts,
        typer.Option(
            "--rename-label", metavar="OLD=NEW", help="Rename a label of the gold; may be given several times."
        ),
    ] = None,
    by: Annotated[
        MaybeTexts,
        typer.Option(
            "--by", metavar="FIELD", help="Split the scores by a field of the records; may be given several times."
        ),
    ] = None,
    group_by: Annotated[
        MaybeText, typer.Option("--group-by", metavar="FIELD", help="Field that tells which texts belong together.")
    ] = None,
    learning_curve: Annotated[
        MaybePath,
        typer.Option(
            "--learning-curve",
            exists=True,
            dir_okay=False,
            help="TSV file with the columns size and f1, and optionally low, high and series.",
        ),
    ] = None,
    fail_under: Annotated[
        MaybePath,
        typer.Option(
            "--fail-under", exists=True, dir_okay=False, help="JSON file of the lowest scores that are acceptable."
        ),
    ] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", min=100, help="Number of resamples of the bootstrap and the paired test.")
    ] = 2000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same intervals.")] = 0,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Quote the texts of errors (avoid for a frozen test set).")
    ] = True,
) -> None:
    """Score a model against gold: confidence intervals, a paired test, an analysis of errors, a report.

    The exit code is 1 if a score is below its floor (--fail-under) or some texts could not be read or predicted, 2 if
    nothing could be scored.
    """
    from atau.corpus.problems import GoldError, Notes
    from atau.evaluation.floors import failures, read_floors
    from atau.evaluation.gold import EvaluationError
    from atau.evaluation.measure import Settings
    from atau.evaluation.report import as_terminal, write_report
    from atau.evaluation.run import Evaluation
    from atau.evaluation.run import evaluate as run
    from atau.loading import ModelError
    from atau.tables import TableError

    told = _Told()
    notes = Notes(told)
    try:
        floors = read_floors(fail_under) if fail_under else None
        job = Evaluation(
            model,
            tuple(gold),
            baseline=baseline,
            format=source,
            train=tuple(train or ()),
            tokens=tokens.value,
            rename=renames(rename or []),
            group_by=group_by,
            learning_curve=learning_curve,
            settings=Settings(resamples, seed, _names(labels), tuple(by) if by else None, texts),
        )
        report = run(job, notes)
        if output is not None:
            write_report(report, output)
    except (EvaluationError, GoldError, ModelError, TableError, OSError) as error:
        fail(error)
    told.end()
    write(as_terminal(report, _width(), by or ()) + "\n")
    if output is not None:
        say(f"wrote {output / 'report.html'}, report.md and report.json")
    under = failures(report, floors) if floors is not None else []
    for line in under:
        say(f"below the floor: {line}")
    raise typer.Exit(1 if under or notes.errors else 0)


def compare(
    reports: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT", help="report.json files, or folders that contain one.", exists=True,
                       show_default=False),
    ],
    output_format: Annotated[
        TableFormat, typer.Option("--format", "-f", help="Format of the table.")
    ] = TableFormat.table,
) -> None:  # fmt: skip
    """Show reports of `atau evaluate` side by side.

    Models scored on the same gold are tested against the first one (paired, strict micro F1); with several of them the
    p-values are Holm-adjusted.
    """
    from atau.evaluation.compare import as_markdown, cells_of, names_of, read_report
    from atau.evaluation.compare import compare as run
    from atau.evaluation.gold import EvaluationError
    from atau.evaluation.report import terminal_table

    try:
        given = [read_report(path) for path in reports]
        found = run(given, names_of(reports, given))
    except (EvaluationError, OSError) as error:
        fail(error)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, IndexError) as error:
        fail(f"a report lacks a field that is compared ({error!r}); create it again with atau evaluate")
    if output_format is TableFormat.json:
        write_json(found, indent=1)
    elif output_format is TableFormat.markdown:
        write(as_markdown(found).rstrip("\n") + "\n")
    else:
        header, rows = cells_of(found)
        write(terminal_table(header, rows, width=_width()) + "\n")
    if not found["same_gold"]:
        say("warning: the reports were made with different gold; their scores cannot be compared")


class _Told:
    """Problems as lines on standard error: the first ones of each kind, at the end how many there were."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def __call__(self, problem: Problem) -> None:
        if problem.severity == "note":
            return
        self._counts[problem.code] = self._counts.get(problem.code, 0) + 1
        if self._counts[problem.code] <= _PROBLEMS_SHOWN:
            tell(problem.text())

    def end(self) -> None:
        for code, count in sorted(self._counts.items()):
            if count > _PROBLEMS_SHOWN:
                say(f"{code}: {count} problems in total")


def _names(given: str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    names = tuple(sorted({name.strip() for name in given.split(",") if name.strip()}))
    if not names:
        raise typer.BadParameter("expected names of labels separated by commas", param_hint="--labels")
    return names


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 200
