"""Validation: every problem of gold files in one run, each with its position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from atau.corpus.align import RecordTokenizer
from atau.corpus.checks.article import Locate, make_article
from atau.corpus.checks.duplicates import Duplicates
from atau.corpus.checks.facts import FactPlace, check_facts
from atau.corpus.checks.guidelines import check_guidelines
from atau.corpus.checks.marks import check_header, check_marks, check_text
from atau.corpus.checks.names import check_names
from atau.corpus.files import files_of, id_of
from atau.corpus.formats import Format, ReadOptions
from atau.corpus.formats.sniff import sniff
from atau.corpus.gold import find_format, whole
from atau.corpus.problems import GoldError, Notes, Problem
from atau.corpus.reading import ARTICLE, TABLE, MarkedSource, marked_files, read_file
from atau.corpus.records import GoldRecord

#: The code of every check, for --ignore.
CODES: Final = frozenset(
    "age answer-ignore answer-reject bad-header bad-iob2 bad-json bad-mark bad-marks bad-offsets bad-record "
    "bad-row bad-tag crossing cut-token depth descriptor discontinuous duplicate duplicate-across-splits "
    "duplicate-id duplicate-mark-id edge-space edge-stop empty empty-mark fact-form fact-mention fact-twice "
    "fact-words generic header hidden honorific id-name label misaligned near-duplicate "
    "near-duplicate-across-splits near-duplicate-article nesting no-gold no-office no-source no-text "
    "not-annotated not-at-commit not-located not-nfc not-utf8 number ordinal other-annotation other-text "
    "paragraph plural-office quotes second-annotation several-labels time unit unmarked unreadable utf16 vague".split()
)
SPLITS: Final = frozenset({"train", "dev", "test"})


@dataclass(slots=True)
class Validation:
    """The problems, ordered by file and position, and counts of what was checked."""

    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    records: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    nested: int = 0

    @property
    def errors(self) -> int:
        """The number of errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return sum(problem.severity == "warning" for problem in self.problems)

    @property
    def summary(self) -> str:
        """A one-line summary."""
        counts = ", ".join(f"{label} {n}" for label, n in sorted(self.marks.items()))
        return (
            f"{self.files} files, {self.records} records, {sum(self.marks.values())} annotations"
            + (f" ({counts}; {self.nested} nested)" if counts else "")
            + f": {self.errors} errors, {self.warnings} warnings"
        )

    def as_json(self, *, excerpt: bool = True) -> dict[str, Any]:
        """JSON-serialisable data."""
        names = ("file", "line", "column", "severity", "code", "message", *(("excerpt",) if excerpt else ()))
        return {
            "problems": [{name: getattr(problem, name) for name in names} for problem in self.problems],
            "errors": self.errors,
            "warnings": self.warnings,
            "files": self.files,
            "records": self.records,
            "marks": dict(self.marks),
            "nested": self.nested,
        }


def validate(
    paths: Iterable[str | Path],
    *,
    format: str | None = None,
    ignore: Iterable[str] = (),
    tokens: RecordTokenizer | None = None,
    max_bytes: int = ReadOptions().max_bytes,
) -> Validation:
    """Check gold files and folders of any format; problems inside files never raise.

    The split of a file is the folder named train, dev or test that it is in. Problems whose code is in `ignore` are
    omitted. max_bytes: see `ReadOptions`. Raises GoldError for a path that does not exist or whose format cannot be
    determined, and for a code to ignore that there is no check of.
    """
    unknown = sorted(set(ignore) - CODES)
    if unknown:
        raise GoldError(f"--ignore: there is no check {unknown[0]!r}; the checks are {', '.join(sorted(CODES))}")
    run = _Run(tokens or RecordTokenizer(), set(ignore), ReadOptions(max_bytes=max_bytes))
    for path in map(Path, paths):
        if not path.exists():
            raise GoldError(f"{path}: no such file or folder")
        entry = find_format(format or (_folder_format(path) if path.is_dir() else sniff(path)))
        files = files_of(path, entry.suffixes) if path.is_dir() and not entry.folder else [path]
        for file in files:
            if entry.name in ("marked", "tsv"):
                run.marked(file, table=entry.name == "tsv")
            else:
                run.file(file, entry)
    return run.finish()


def _folder_format(folder: Path) -> str:
    # Train, dev and test folders of .txt files are marked text even if the first file has neither marks nor header.
    if any(SPLITS & set(path.parts) for path in files_of(folder, (ARTICLE,))) and not any(files_of(folder, (".ann",))):
        return "marked"
    return sniff(folder)


@dataclass(slots=True)
class _Run:
    tokens: RecordTokenizer
    ignore: set[str]
    options: ReadOptions
    found: Validation = field(default_factory=Validation)
    duplicates: Duplicates = field(default_factory=Duplicates)
    order: dict[str, int] = field(default_factory=dict)

    def add(self, problems: Iterable[Problem]) -> None:
        self.found.problems += (problem for problem in problems if problem.code not in self.ignore)

    def start(self, file: Path) -> str:
        self.found.files += 1
        self.order.setdefault(str(file), len(self.order))
        return str(file)

    def finish(self) -> Validation:
        self.add(self.duplicates.problems())
        last = len(self.order)
        self.found.problems.sort(key=lambda p: (self.order.get(p.file, last), p.line, p.column, p.code))
        return self.found

    def marked(self, path: Path, *, table: bool = False) -> None:
        """Marked text: an article, a table, or a folder of them."""
        notes = Notes(self._note)
        folder = path.is_dir()
        for file in marked_files(path, notes) if folder else [path]:
            name = self.start(file)
            root = path if folder else file.parent
            is_table = table or (folder and file.suffix == TABLE)
            try:
                for source in read_file(file, root, notes, named=not folder, table=is_table):
                    self.add(source.errors)
                    if not is_table:
                        self.add(_header_problems(source, file, root, folder))
                    for record in whole([source.record], notes):
                        facts = _fact_place(source)
                        self.record(record, source.position, name, split=_split(file), facts=facts)
            except OSError as error:
                self.add([Problem(name, 0, 0, "error", "unreadable", error.strerror or str(error))])

    def _note(self, problem: Problem) -> None:
        # An empty file can only be an article whose text was lost.
        self.add([replace(problem, severity="error") if problem.code == "empty" else problem])

    def file(self, path: Path, entry: Format) -> None:
        """A file of many records; a problem has the line of its record."""
        name = self.start(path)
        notes = Notes(self._note)
        try:
            for record in whole(entry.read(path, self.options, notes), notes):
                line = _line_place(record.line)
                self.record(record, line, record.file or name, split=_split(path), facts=line)
        except GoldError as error:
            self.add([Problem(name, 0, 0, "error", "unreadable", str(error))])
        except OSError as error:
            self.add([Problem(name, 0, 0, "error", "unreadable", error.strerror or str(error))])

    def record(self, record: GoldRecord, place: Locate, file: str, *, split: str, facts: FactPlace) -> None:
        """The checks of one record; `facts` says where its fact lines are."""
        self.found.records += 1
        self.found.marks.update(mark.label for mark in record.marks)
        self.found.nested += len(record.nested)
        article = make_article(record, self.tokens.doc(record), place, file=file, split=split)
        for check in (check_text, check_marks, check_guidelines, check_names):
            self.add(check(article))
        self.add(check_facts(record, file, facts))
        self.add(self.duplicates.add(article))


def _header_problems(source: MarkedSource, file: Path, root: Path, folder: bool) -> Iterator[Problem]:
    scan = source.scan
    if scan.has_header or folder:
        header = dict(scan.marked.header) | {"id": source.record.id if "id" in scan.header_lines else ""}
        yield from check_header(header, scan.header_lines, str(file), {file.stem, id_of(file, root)})
    if not scan.marked.text.strip():
        yield Problem(str(file), 0, 0, "error", "empty", "there is no text after the front matter")


def _fact_place(source: MarkedSource) -> FactPlace:
    lines = source.scan.fact_lines
    return lambda number: (source.row or (lines[number] if number < len(lines) else 1), 1)


def _line_place(line: int) -> Locate:
    return lambda offset: (line, 0)


def _split(path: Path) -> str:
    return next((part for part in reversed(path.parts[-4:-1]) if part in SPLITS), "")
