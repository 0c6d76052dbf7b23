"""brat standoff: pairs of NAME.txt and NAME.ann in a folder (https://brat.nlplab.org/standoff.html).

brat writes a mark that runs over a line break as fragments, one a line: such fragments are joined. Fragments with words
between them are discontinuous spans, which nothing else here can hold; they are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from atau.corpus.files import file_of, id_of, read_text
from atau.corpus.formats.base import Raw, ReadOptions, WriteOptions, build_record, dump, integer, load_json
from atau.corpus.marked import Pairs, read_attributes, write_attributes
from atau.corpus.problems import GoldError, Notes
from atau.corpus.records import GoldRecord

META: Final = ".meta.json"
_LABEL: Final = re.compile(r"[\w<>.+/-]+")
_BOUND: Final = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
_NOTE: Final = re.compile(r"#\S*\tAnnotatorNotes (T\S+)\t(.*)")
_KINDS: Final = {
    "R": "relations", "E": "events", "A": "attributes", "M": "modifications", "N": "normalizations",
    "*": "equivalences", "#": "notes",
}  # fmt: skip


def read_brat(path: Path, options: ReadOptions, notes: Notes) -> Iterator[GoldRecord]:
    """The annotated texts of a folder and its subfolders, in order of their names, or of one .ann or .txt file."""
    if path.is_dir():
        found = sorted({file.with_suffix(".txt") for file in path.rglob("*") if file.suffix in (".txt", ".ann")})
        root = path
    else:
        found, root = [path.with_suffix(".txt")], path.parent
    for file in found:
        annotations = file.with_suffix(".ann")
        if not annotations.exists():
            notes.note(file, 0, "not-annotated", "no .ann file next to it; the text is omitted")
        elif not file.exists():
            notes.error(annotations, 0, "no-text", f"no text file next to it: {file.name}")
        else:
            try:
                yield _read(file, annotations, id_of(file, root), options, notes)
            except GoldError as error:
                notes.error(file, 0, "not-utf8", str(error))


def _read(file: Path, annotations: Path, identity: str, options: ReadOptions, notes: Notes) -> GoldRecord:
    text = read_text(file)
    marks: dict[str, Raw] = {}
    comments: dict[str, Pairs] = {}
    for number, line in enumerate(read_text(annotations).split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        bound, note = _BOUND.fullmatch(line), _NOTE.fullmatch(line)
        if bound:
            mark = _mark(bound, text, annotations, number, notes)
            if mark is not None and bound[1] in marks:
                # Both are kept; the notes on one id belong to the first.
                message = f"{bound[1]} is the id of an annotation before it too"
                notes.warn(annotations, number, "duplicate-mark-id", message, bound[4] or "")
                marks[f"{bound[1]}\t{number}"] = mark
            elif mark is not None:
                marks[bound[1]] = mark
        elif line.startswith("T"):
            notes.error(
                annotations, number, "bad-mark", "an annotation must be `T1<TAB>LABEL start end<TAB>text`", line
            )
        elif note:
            pairs, problem = read_attributes("{" + note[2] + "}")
            comments[note[1]] = (("note", note[2]),) if problem or not pairs else pairs
        else:
            kind = _KINDS.get(line[0], "lines of unknown kind")
            notes.note(annotations, number, "other-annotation", f"{kind} of brat are omitted")
    for key, pairs in comments.items():
        if key in marks:
            marks[key].attributes = pairs
    record = GoldRecord(identity, text, (), _read_meta(file, notes), str(annotations))
    return build_record(list(marks.values()), record, options, notes)


def _read_meta(file: Path, notes: Notes) -> dict[str, Any]:
    """What else is known of a text, from the file that `write_brat` puts beside it."""
    beside = file.with_suffix(META)
    if not beside.is_file():
        return {}
    try:
        found = load_json(read_text(beside))
    except ValueError as error:
        notes.error(beside, 0, "bad-json", f"not JSON: {error}")
        return {}
    if isinstance(found, dict):
        return found
    notes.error(beside, 0, "bad-json", "it does not hold a JSON object")
    return {}


def _mark(bound: re.Match[str], text: str, file: Path, number: int, notes: Notes) -> Raw | None:
    given = bound[4]
    pieces: list[tuple[int, int]] = []
    for piece in bound[3].split(";"):
        first, last = (integer(offset) for offset in piece.split(" "))
        if first is None or last is None:
            notes.error(file, number, "bad-offsets", f"{bound[1]}: no text has offsets of so many digits", given or "")
            return None
        pieces.append((first, last))
    for (_, end), (start, _) in pairwise(pieces):
        between = text[end:start]
        if between.strip() or not between:
            message = f"{bound[1]} is discontinuous ({bound[3]}); it is omitted"
            notes.error(file, number, "discontinuous", message, given or "")
            return None
    return Raw(pieces[0][0], pieces[-1][1], bound[2], (), given)


def write_brat(records: Iterable[GoldRecord], path: Path, options: WriteOptions, notes: Notes) -> None:
    """A pair of files for each record; attributes of a mark are its AnnotatorNotes, ``key=value; key=value``.

    brat has no place for what else is known of a text: it stands in a third file, NAME.meta.json, which brat ignores.

    Raises GoldError for two records with one id and for labels that brat cannot hold.
    """
    path.mkdir(parents=True, exist_ok=True)
    seen: set[Path] = set()
    for record in records:
        file = file_of(record, path, ".txt", seen)
        lines: list[str] = []
        for number, mark in enumerate(record.marks, 1):
            if _LABEL.fullmatch(mark.label) is None:
                raise GoldError(f"{record.id}: brat cannot hold the label {mark.label!r}; rename it (--rename-label)")
            piece = record.text[mark.start : mark.end]
            # brat allows no line break inside a fragment.
            parts = [(mark.start + m.start(), mark.start + m.end()) for m in re.finditer(r"[^\r\n]+", piece)]
            place = ";".join(f"{start} {end}" for start, end in parts) or f"{mark.start} {mark.end}"
            shown = " ".join(record.text[start:end] for start, end in parts)
            lines.append(f"T{number}\t{mark.label} {place}\t{shown}\n")
            if mark.attributes:
                lines.append(f"#{number}\tAnnotatorNotes T{number}\t{write_attributes(mark.attributes)[1:-1]}\n")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(record.text.encode("utf-8"))
        file.with_suffix(".ann").write_bytes("".join(lines).encode("utf-8"))
        if record.meta:
            file.with_suffix(META).write_bytes((dump(dict(record.meta)) + "\n").encode("utf-8"))
