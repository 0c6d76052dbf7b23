"""The reference pages of the site that are made from the code: a hook of MkDocs (mkdocs.yml).

The pages exist while the site is built and nowhere else, so that they cannot grow stale: commands and options from the
parser, rules and word tables from the data folders, labels from `atau.labels`, the JSON Schemas from `atau schema`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from typer.testing import CliRunner

from atau.cli.app import app
from atau.facts.store.columns import SCHEMA_VERSION, schema
from atau.labels import HOLDERS, LABELS

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "atau"
RULES: Final = SOURCE / "components" / "common" / "data" / "rules.tsv"
_NOTE: Final = re.compile(r"#\s*(\w+):\s*(.+)")
# A pipe outside of code; inside code Python-Markdown leaves it alone.
_PIPE: Final = re.compile(r"\|(?=(?:[^`]*`[^`]*`)*[^`]*$)")
_EXTERNAL: Final = re.compile(
    r"""<(?:script|img|iframe)\b[^>]*\bsrc=["']?(?:https?:)?//[^>]*>"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preconnect|preload))[^>]*\bhref=["']?(?:https?:)?//[^>]*>"""
)


class DataTable(NamedTuple):
    """A word table: its header comments and its size.

    about: the comments that are no key. columns: name to meaning, "" where the comments do not say.
    """

    path: Path
    sources: tuple[str, ...]
    licence: str
    about: tuple[str, ...]
    columns: dict[str, str]
    rows: int


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_PIPE.sub(r"\|", cell) for cell in line) + " |" for line in lines)


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """(columns, rows) of a table that the package itself has checked."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return cells[0], [row + [""] * (len(cells[0]) - len(row)) for row in cells[1:]]


def read_table_notes(path: Path) -> DataTable:
    """What a table says of itself in its comments."""
    columns, rows = read_rows(path)
    keyed: dict[str, list[str]] = {}
    about: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        note = _NOTE.match(line)
        if note and note[1] in (*columns, "source", "licence"):
            keyed.setdefault(note[1], []).append(note[2].strip())
        elif line.startswith("#"):
            about.append(line.lstrip("#").strip())
    meanings = {column: "<br>".join(keyed.get(column, ())) for column in columns}
    licence = " ".join(keyed.get("licence", ()))
    return DataTable(path, tuple(keyed.get("source", ())), licence, tuple(about), meanings, len(rows))


def labels_page() -> str:
    """The labels with their properties."""
    rows = []
    for label in LABELS:
        swatch = f'<span class="atau-label" style="background:{label.color}">{label.name}</span>'
        inside = ", ".join(other.name for other in LABELS if other.nests) if label.holds else "–"
        rows.append([swatch, str(label.rank + 1), inside, label.prefix or "–", f"`{label.color}`"])
    order = " → ".join(label.name for label in sorted(LABELS, key=lambda label: label.rank))
    header = ("label", "precedence", "may contain", "cluster ids", "colour")
    return "\n\n".join(
        [
            "# Labels",
            "Everything the code knows about a label is one line of `src/atau/labels.py`, shown here as a table. "
            "What each label covers, with examples and decided cases, is in the annotation guidelines "
            "(`corpus/GUIDELINES.md`).",
            table(header, rows),
            f"**Precedence** decides between two rule candidates of the same length when no calibrator is fitted: "
            f"{order}. **May contain**: mentions inside {' and '.join(sorted(HOLDERS))} are kept in "
            '`doc.spans["nested"]`, one level deep. **Cluster ids**: mentions of the same thing within a document '
            "share an id such as `p1` (`ent._.cluster`).",
            "To add a label of your own, see [Add a sixth label](../how-to/add-a-label.md).",
        ]
    )


def rules_page() -> str:
    """The rules by component: meaning, example, measured precision."""
    columns, rows = read_rows(RULES)
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        measured = f"{cells['precision']} ({int(cells['annotations']):,})"
        found = [f"`{cells['rule']}`", cells["meaning"], cells["example"], measured]
        groups.setdefault(cells["rule"].partition(".")[0], []).append(found)
    parts = [
        "# Rules",
        f"The {len(rows)} rules behind `ent._.source`. A rule id is the name of a component, then what was recognised: "
        "`place.gazetteer` belongs to the folder `src/atau/components/place/`, `org.known` to "
        "`src/atau/components/organisation/`. In the examples, the mention the rule finds stands in ⟦brackets⟧.",
        "*Precision* is the share of a rule's mentions that are right on the development gold; in brackets how many it "
        "made there. With the rules alone, it is the score of an entity.",
    ]
    for name, found_rules in groups.items():
        parts += [f"## {name}", table(("rule", "meaning", "example", "precision"), found_rules)]
    return "\n\n".join(parts)


def tables_page() -> str:
    """The word tables by folder, with source, licence and columns."""
    parts = [
        "# Data tables",
        "Word lists and patterns are tab-separated files in the `data` folder of the package that reads them. They are "
        "checked in full when they are read: a mistake is reported with file, line and remedy. How to change one: "
        "[Extend the word tables](../how-to/extend-the-tables.md).",
    ]
    for path in sorted(SOURCE.rglob("*.tsv")):
        found = read_table_notes(path)
        facts = [f"{found.rows:,} rows in `{path.relative_to(ROOT).as_posix()}`."]
        facts += [f"Source: {source.rstrip('.')}." for source in found.sources]
        facts += [f"Licence: {found.licence.rstrip('.')}."] if found.licence else []
        parts += [f"## {path.stem}", " ".join(facts)]
        if found.about and all(found.columns.values()):
            parts.append(" ".join(found.about))
        elif found.about:
            parts.append("```text\n" + "\n".join(found.about) + "\n```")
        columns = [(f"`{name}`", text) for name, text in found.columns.items()]
        parts.append(table(("column", "meaning"), columns))
    return "\n\n".join(parts)


_FACT_STORE: Final = """# The fact store

`atau facts --db news.duckdb` makes a [DuckDB](https://duckdb.org) file with these tables and views, **version
{version}** of the schema. How to use it, with ten questions and their queries: [Facts of a
folder](../how-to/facts.md). The version is in the table `raw.info`; it changes whenever a table or a column changes
its meaning or goes, and a file of another version is refused with a line that says so.

Every row of a fact or a mention has its **evidence**: `document`, the characters `start_char` to `end_char` of its
text (the end excluded), and the `sentence` they stand in, which begins at `sentence_start`. Offsets count characters
(code points) of the text as atau read it. In exports as CSV, JSONL and XLSX, `document_name` stands behind `document`:
the `id` of that document.

A `person` (an `organisation`, a `place`) is the same in all documents; a `cluster` is the same in one document.
Numbers are exact: a `DECIMAL` is never rounded, and what does not fit is empty, with the digits in `exact` and the
words in `text`. Dates are texts in ISO 8601, as exact as they are known (`2020`, `2020-10`, `2020-10-12`), so that
they sort and compare as they stand."""
_RAW: Final = """## What was read

The schema `raw` holds what was read in each document; the views above join it. Its tables are part of the versioned
schema, too, but most queries do not need them."""


def fact_store_page() -> str:
    """The tables and views of a fact store, as `atau.facts.store.columns` has them."""
    parts = [_FACT_STORE.format(version=SCHEMA_VERSION)]
    for name, columns in schema().items():
        if name == "raw.info":
            parts.append(_RAW)
        level = "###" if name.startswith("raw.") else "##"
        rows = [(f"`{column.name}`", f"`{column.type}`", column.meaning) for column in columns]
        parts += [f"{level} {name}", table(("column", "type", "meaning"), rows)]
    parts += ["## In Python", "::: atau.facts.store.fact_store", "::: atau.facts.store.updating"]
    return "\n\n".join(parts)


def schema_page() -> str:
    """The JSON Schemas, as `atau schema` prints them."""
    parts = [
        "# JSON Schema",
        "Machine-readable descriptions (JSON Schema, draft 2020-12) of the two JSON files atau writes. "
        "`atau schema` prints the same text.",
    ]
    for name, title in (("annotation", "A line of annotate --format jsonl"), ("report", "report.json of evaluate")):
        result = CliRunner().invoke(app, ["schema", name])
        if result.exit_code:
            raise PluginError(f"atau schema {name} failed: {result.output}")
        parts += [f"## {title}", f"```json\n{result.stdout.strip()}\n```"]
    return "\n\n".join(parts)


def cli_page() -> str:
    """Every command with its arguments and options."""
    parts = [
        "# Command line",
        "Every command answers `--help`. Exit codes: 0 success, 1 the work was done but something in the data was "
        "wrong, 2 nothing was done (a wrong option, a missing file or model).",
    ]
    group = typer.main.get_command(app)
    for path, command in _commands(group, "atau"):
        context = command.make_context(path, [], resilient_parsing=True)
        usage = " ".join(command.collect_usage_pieces(context))
        parts += [f"## {path}", f"```text\n{path} {usage}\n```", _paragraphs(command.help or "")]
        options = [_option(option, context) for option in command.params if option.name != "help" and not option.hidden]
        if options:
            parts.append(table(("argument or option", "meaning"), options))
    return "\n\n".join(parts)


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """(path, command) of all commands, those of groups in alphabetical order."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name in sorted(children):
        if not children[name].hidden:
            yield from _commands(children[name], f"{path} {name}")


def _paragraphs(text: str) -> str:
    return re.sub(r"[ \t]+", " ", re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip()))


def _option(option: Any, context: Any) -> tuple[str, str]:
    name, meaning = option.get_help_record(context) or (option.name, "")
    if option.param_type_name == "argument":
        name = name.partition(" <")[0]
    return f"`{' '.join(name.split())}`", " ".join(meaning.split())


def api_page(package: str, title: str) -> str:
    """The public modules of a package; mkdocstrings fills them in."""
    folder = SOURCE / package
    found = [path for path in folder.rglob("*.py") if _is_public(path.relative_to(folder))]
    names = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in found]
    modules = sorted(name.removesuffix(".__init__") for name in names)
    return f"# {title}\n\n" + "\n\n".join(f"::: {name}" for name in modules)


def _is_public(path: Path) -> bool:
    return not any(part.startswith("_") and part != "__init__.py" for part in path.parts)


API: Final = {
    "morphology": "Morphology",
    "lexicon": "Lexicon",
    "script": "Scripts",
    "lang": "The language kk",
    "components": "Components",
    "corpus": "Corpus",
    "evaluation": "Evaluation",
    "training": "Training",
    "dates": "Dates",
    "documents": "Documents",
    "annotate": "Annotating many texts",
    "distributed": "Tables and clusters",
    "integrations": "Integrations",
    "serve": "HTTP service",
}

PAGES: Final[dict[str, Callable[[], str]]] = {
    "reference/cli.md": cli_page,
    "reference/fact-store.md": fact_store_page,
    "reference/labels.md": labels_page,
    "reference/rules.md": rules_page,
    "reference/schema.md": schema_page,
    "reference/tables.md": tables_page,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages (an event of MkDocs)."""
    for name, page in PAGES.items():
        files.append(File.generated(config, name, content=page() + "\n"))
    for package, title in API.items():
        if (SOURCE / package).is_dir():
            files.append(File.generated(config, f"reference/api/{package}.md", content=api_page(package, title) + "\n"))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Stop the build where a page would load anything from another machine (an event of MkDocs)."""
    for page in sorted(Path(config.site_dir).rglob("*.html")):
        found = _EXTERNAL.search(page.read_text(encoding="utf-8"))
        if found:
            raise PluginError(f"{page} loads something from elsewhere: {found.group()}")
