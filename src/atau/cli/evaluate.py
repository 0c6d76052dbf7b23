"""`atau evaluate` and `atau compare`: options and help; the work is in `atau.evaluation`."""

from __future__ import annotations

import enum
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atau.cli.gold import FORMAT_NAMES, _print, _renames, _say
from atau.cli.options import MaybePath, MaybePaths, MaybeText, MaybeTexts

if TYPE_CHECKING:
    from atau.corpus.problems import Problem

_FORMATS = f"One of {', '.join((*FORMAT_NAMES, 'kaznerd', 'kaznerd-core'))}."
_PROBLEMS_SHOWN = 20


class TokensOf(str, enum.Enum):
    """Whose tokens a pipeline gets."""

    model = "model"
    gold = "gold"


class TableFormat(str, enum.Enum):
    """The formats of compare."""

    table = "table"
    markdown = "markdown"
    json = "json"


def evaluate(
    model: Annotated[
        str,
        typer.Argument(help="'rules', a model package, a folder, or a file of predictions.", show_default=False),
    ],
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Files and folders.", exists=True, show_default=False)
    ],
    output: Annotated[
        MaybePath,
        typer.Option("--output", "-o", file_okay=False, help="Folder for report.html, report.md and report.json."),
    ] = None,
    baseline: Annotated[
        MaybeText, typer.Option("--baseline", "-b", help="Another model, or predictions, for a paired test.")
    ] = None,
    train: Annotated[
        MaybePaths,
        typer.Option("--train", exists=True, help="Training data, to tell seen from unseen; may be given again."),
    ] = None,
    source: Annotated[
        MaybeText, typer.Option("--from", help=f"Format of the gold, by default what stands in it. {_FORMATS}")
    ] = None,
    tokens: Annotated[
        TokensOf, typer.Option("--tokens", help="gold: the pipeline gets the tokens of the gold, not its own.")
    ] = TokensOf.model,
    labels: Annotated[
        MaybeText, typer.Option("--labels", metavar="A,B", help="Score these types alone, on both sides.")
    ] = None,
    rename: Annotated[
        MaybeTexts,
        typer.Option("--rename-label", metavar="OLD=NEW", help="Rename a label of the gold; may be given again."),
    ] = None,
    by: Annotated[
        MaybeTexts,
        typer.Option("--by", metavar="FIELD", help="Split scores by a field of the records; may be given again."),
    ] = None,
    group_by: Annotated[
        MaybeText, typer.Option("--group-by", metavar="FIELD", help="Field that says which texts belong together.")
    ] = None,
    learning_curve: Annotated[
        MaybePath,
        typer.Option("--learning-curve", exists=True, dir_okay=False, help="TSV: size, f1 [low, high, series]."),
    ] = None,
    fail_under: Annotated[
        MaybePath,
        typer.Option("--fail-under", exists=True, dir_okay=False, help="JSON file of floors under the scores."),
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=100, help="Of the bootstrap and the test.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed, the same intervals.")] = 0,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Quote the texts in the errors (not of a frozen test set).")
    ] = True,
) -> None:
    """Score a model on gold, with confidence intervals, errors and a report to look at.

    The exit code is 1 where a score is under its floor (--fail-under) or where gold, predictions or the model failed
    on some texts; 2 where nothing could be scored.
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
            rename=_renames(rename or []),
            group_by=group_by,
            learning_curve=learning_curve,
            settings=Settings(resamples, seed, _names(labels), tuple(by) if by else None, texts),
        )
        report = run(job, notes)
        if output is not None:
            write_report(report, output)
    except (EvaluationError, GoldError, ModelError, TableError, OSError) as error:
        _say(f"atau: error: {error}")
        raise typer.Exit(2) from None
    told.end()
    _print(as_terminal(report, width=_width()))
    if output is not None:
        _say(f"atau: wrote {output / 'report.html'}, report.md and report.json")
    under = failures(report, floors) if floors is not None else []
    for line in under:
        _say(f"atau: under the floor: {line}")
    raise typer.Exit(1 if under or notes.errors else 0)


def compare(
    reports: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT...", help="report.json files, or folders with one.", exists=True,
                       show_default=False),
    ],
    output_format: Annotated[TableFormat, typer.Option("--format", "-f", help="How to print.")] = TableFormat.table,
) -> None:  # fmt: skip
    """Print reports of `atau evaluate` side by side.

    Models that were scored on the same gold are tested against the first one (paired, strict micro F1).
    """
    from atau.evaluation.compare import as_markdown, cells_of, names_of, read_report
    from atau.evaluation.compare import compare as run
    from atau.evaluation.gold import EvaluationError
    from atau.evaluation.report import terminal_table

    try:
        given = [read_report(path) for path in reports]
        found = run(given, names_of(reports, given))
    except (EvaluationError, OSError) as error:
        _say(f"atau: error: {error}")
        raise typer.Exit(2) from None
    except (KeyError, TypeError, AttributeError) as error:
        _say(f"atau: error: a report lacks what is compared ({error!r}); make it anew with atau evaluate")
        raise typer.Exit(2) from None
    if output_format is TableFormat.json:
        _print(json.dumps(found, ensure_ascii=False, indent=1))
    elif output_format is TableFormat.markdown:
        _print(as_markdown(found).rstrip("\n"))
    else:
        header, rows = cells_of(found)
        _print(terminal_table(header, rows, width=_width()))
    if not found["same_gold"]:
        _say("atau: warning: the reports are of different gold; their scores cannot be compared")


class _Told:
    """Problems as lines on standard error, the first ones of each kind, then their number."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def __call__(self, problem: Problem) -> None:
        if problem.severity == "note":
            return
        self._counts[problem.code] = self._counts.get(problem.code, 0) + 1
        if self._counts[problem.code] <= _PROBLEMS_SHOWN:
            _say(problem.text())

    def end(self) -> None:
        for code, count in sorted(self._counts.items()):
            if count > _PROBLEMS_SHOWN:
                _say(f"atau: {count} times in all: {code}")


def _names(given: str | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    names = tuple(sorted({name.strip() for name in given.split(",") if name.strip()}))
    if not names:
        raise typer.BadParameter("names of types, parted by commas, are wanted", param_hint="--labels")
    return names


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 200
