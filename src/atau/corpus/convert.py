"""From one format of gold to another, with a report of what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from atau.corpus.align import OnMisaligned, RecordTokenizer, align
from atau.corpus.fact_lines import lines_of, without_lost
from atau.corpus.files import file_of
from atau.corpus.formats import Format, ReadOptions, WriteOptions
from atau.corpus.formats.sniff import sniff
from atau.corpus.gold import find_format, read_gold
from atau.corpus.marked import write_attributes
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord
from atau.corpus.targets import check_target, discard, put_in_place
from atau.partial import part_of

_BY_SUFFIX: Final = {
    ".spacy": "spacy", ".jsonl": "jsonl", ".tsv": "tsv", ".iob": "iob", ".iob2": "iob", ".bio": "iob",
    ".conll": "iob", ".json": "label-studio", ".txt": "marked",
}  # fmt: skip
# What the codes of the notes mean in the count at the end.
_COUNTED: Final = {
    "misaligned": "annotations not on token boundaries",
    "expanded": "of these, expanded to whole tokens",
    "contracted": "of these, contracted to whole tokens",
    "dropped": "of these, dropped",
    "joined": "of these, identical to another annotation, omitted",
    "crossing": "annotations crossing a longer one, omitted",
    "bad-offsets": "annotations outside the text, omitted",
    "bad-mark": "unreadable annotations",
    "bad-record": "unreadable records",
    "bad-json": "lines that are not JSON",
    "bad-marks": "texts with malformed marks, omitted",
    "bad-tag": "invalid tags, read as O",
    "bad-row": "lines without both a token and a tag",
    "discontinuous": "discontinuous annotations, omitted",
    "other-annotation": "annotations of other kinds, omitted",
    "not-annotated": "texts nobody has annotated, omitted",
    "second-annotation": "additional annotation sets of a text, omitted",
    "several-labels": "annotations with several labels",
    "other-text": "annotations whose text does not match their offsets",
    "answer-reject": "rejected records, omitted",
    "answer-ignore": "ignored records, omitted",
    "utf16": "records whose offsets were read as UTF-16 code units",
    "no-text": "records without text, omitted",
    "duplicate-id": "ids used before, numbered",
    "duplicate-mark-id": "annotations with the id of another",
    "fact-mention": "facts that name an annotation that is gone, omitted",
    "no-gold": "files without front matter and marks, passed over",
}


def _rank(item: tuple[str, int]) -> tuple[int, str]:
    known = list(_COUNTED)
    return known.index(item[0]) if item[0] in known else len(known), item[0]


@dataclass(frozen=True, slots=True)
class Conversion:
    """What to convert and how.

    on_misaligned: None is `strict` for formats whose marks must fall on tokens and `keep` for the others. rename:
    labels that get another name. meta: fields for the records that lack them. source_tokens: keep the tokens that the
    source has. overwrite: a folder that is not empty may be written into.
    """

    source: Path
    target: Path
    source_format: str | None = None
    target_format: str | None = None
    on_misaligned: OnMisaligned | None = None
    rename: Mapping[str, str] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    source_tokens: bool = False
    comments: bool | None = None
    overwrite: bool = False
    read: ReadOptions = field(default_factory=ReadOptions)


@dataclass(slots=True)
class Converted:
    """Counts of what was written. `lost` says what the format could not hold."""

    source_format: str
    target_format: str
    records: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    nested: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    def report(self, notes: Notes) -> list[str]:
        """The counts for display, one per line."""
        counts = ", ".join(f"{label} {n}" for label, n in sorted(self.marks.items()))
        marks = f"{sum(self.marks.values())} annotations" + (f" ({counts}; {self.nested} nested)" if counts else "")
        lines = [f"{self.source_format} -> {self.target_format}: {self.records} records, {marks}"]
        lines += [f"{self.target_format} cannot hold {what}: {n} lost" for what, n in self.lost.items() if n]
        lines += [f"{_COUNTED.get(code, code)}: {n}" for code, n in sorted(notes.counts.items(), key=_rank)]
        return lines


def target_format(target: Path, name: str | None) -> Format:
    """The format to write: the one named, otherwise what the ending of `target` says. Raises GoldError."""
    if name is not None:
        return find_format(name)
    found = _BY_SUFFIX.get(target.suffix) or ("marked" if not target.suffix else None)
    if found is None:
        raise GoldError(f"{target}: cannot tell the format from the file name; give it with --to")
    return find_format(found)


def convert(job: Conversion, notes: Notes) -> Converted:
    """Read, align, write, record by record; what is wrong or does not fit goes to `notes`.

    The target takes its name when it is complete, so a conversion that fails leaves nothing behind. Raises GoldError:
    for input that cannot be read, for records that the format cannot hold, and with `strict`, after all were reported,
    for marks that are off token boundaries.
    """
    if not job.source.exists():
        raise GoldError(f"{job.source}: no such file or folder")
    source = find_format(job.source_format or sniff(job.source))
    target = target_format(job.target, job.target_format)
    policy = job.on_misaligned or ("strict" if target.tokens else "keep")
    if policy == "keep" and target.tokens:
        raise GoldError(
            f"{target.name} cannot keep annotations that are not on token boundaries; choose another --on-misaligned"
        )
    folder = target.folder and not (target.name == "marked" and job.target.suffix == ".txt")
    check_target(job.target, job.source, folder=folder, overwrite=job.overwrite)
    tokens = RecordTokenizer(source=job.source_tokens)
    done = Converted(source.name, target.name)
    records = _prepared(job, source, target, policy, tokens, done, notes, folder)
    part = part_of(job.target, suffix=job.target.suffix)
    try:
        target.write(records, part, WriteOptions(tokens, job.comments), notes)
        if policy == "strict" and notes.counts["misaligned"]:
            raise GoldError(
                f"{notes.counts['misaligned']} annotations are not on token boundaries; nothing was written. "
                "Correct them (atau validate shows line and column), or choose what to do with them: "
                "--on-misaligned expand, contract or drop"
            )
        put_in_place(part, job.target, folder=folder)
    finally:
        discard(part)
    return done


def _prepared(
    job: Conversion,
    source: Format,
    target: Format,
    policy: OnMisaligned,
    tokens: RecordTokenizer,
    done: Converted,
    notes: Notes,
    folder: bool,
) -> Iterator[GoldRecord]:
    """The records reduced to what the target format can hold; counts what is lost."""
    keeps = target.meta if target.comments is None else target.comments if job.comments is None else job.comments
    ids = _UniqueIds(notes)
    for record in read_gold(job.source, source.name, options=job.read, notes=notes):
        if target.name == "marked" and not record.text.strip():
            notes.warn(record.file, record.line, "no-text", f"{record.id}: there is no text, so the record is omitted")
            continue
        record = replace(ids(record), meta={**job.meta, **record.meta})
        problem = _cannot_hold(target, record, folder)
        if problem:
            notes.error(record.file, record.line, "bad-record", f"{problem}; the record is omitted", record.id)
            continue
        before = record
        if job.rename:
            marks = tuple(replace(mark, label=job.rename.get(mark.label, mark.label)) for mark in record.marks)
            record = replace(record, marks=marks)
        if not target.nesting:
            record = _flattened(record, done)
        record = align(record, tokens(record).words, policy, notes)
        if not target.nesting:  # a mark that was expanded may hold another now
            record = _flattened(record, done)
        record = without_lost(record, before, notes) if keeps else record
        if not target.attributes:
            done.lost["attributes of annotations"] += sum(len(mark.attributes) for mark in record.marks)
        if not keeps:
            facts = len(lines_of(record))
            done.lost["metadata fields"] += len(record.meta) - (facts > 0)
            done.lost["facts"] += facts
        done.lost["record ids"] += target.comments is False and not keeps
        done.records += 1
        done.marks.update(mark.label for mark in record.marks)
        done.nested += len(record.nested)
        yield record


def _cannot_hold(target: Format, record: GoldRecord, folder: bool) -> str:
    """Why this one record cannot be written, "" if it can. A label that the format cannot hold concerns all of them:
    the writer says how to rename it."""
    try:
        if folder:
            file_of(record, Path(), target.suffixes[0], set())
        if target.name in ("marked", "tsv", "brat"):
            for mark in record.marks:
                write_attributes(mark.attributes)
    except ValueError as error:
        return str(error)
    return ""


class _UniqueIds:
    """Gives a record whose id was used before another one, so that neither file nor record takes the place of it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._used: dict[str, int] = {}

    def __call__(self, record: GoldRecord) -> GoldRecord:
        count = self._used.get(record.id, 0)
        self._used[record.id] = count + 1
        if not count:
            return record
        identity = record.id
        while identity in self._used:
            count += 1
            identity = f"{record.id}-{count}"
        self._used[record.id] = count
        self._used[identity] = 1
        message = f"the id is also that of a record before it; it becomes {identity!r}"
        self._notes.warn(record.file, record.line, "duplicate-id", message, record.id)
        return replace(record, id=identity)


def _flattened(record: GoldRecord, done: Converted) -> GoldRecord:
    if record.nested:
        done.lost["nested annotations"] += len(record.nested)
        return replace(record, marks=record.flat)
    return record
