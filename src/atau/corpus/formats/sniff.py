"""Which format a file or folder has, by what stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from atau.corpus.files import files_of
from atau.corpus.problems import GoldError

_HEAD: Final = 1 << 16
_LONG_LINE: Final = 1 << 26
_TAG: Final = re.compile(r"O|[BIESLU]-\S+")
_BINARY: Final = frozenset({".spacy"})
# The first two bytes of zlib's four levels; the first alone is the letter x.
_ZLIB: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
# Fields that only one of the JSONL formats has.
_PRODIGY: Final = ("spans", "answer", "_input_hash", "_task_hash")
_DOCCANO: Final = ("label", "labels", "entities", "annotation_approver", "Comments")


def sniff(path: Path) -> str:
    """The name of the format of a file or of the files of a folder.

    Raises GoldError where nothing tells; FileNotFoundError where there is no such path.
    """
    if path.is_dir():
        return _sniff_folder(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b"\n" not in head.strip():
            head += stream.readline(_LONG_LINE)  # a first text may be long, and its marks stand after it
    if path.suffix in _BINARY or head.startswith(_ZLIB):
        return "spacy"
    if path.suffix == ".ann":
        return "brat"
    text = head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    name = _sniff_text(text)
    if name == "marked" and path.suffix == ".tsv":
        return "tsv"
    if name is None and path.suffix == ".txt" and path.with_suffix(".ann").exists():
        return "brat"
    if name is None:
        first = next((line for line in text.split("\n") if line.strip()), "")
        raise GoldError(
            f"{path}: cannot determine the format" + (f" (it begins with {first[:60]!r})" if first else ": it is empty")
            + "; give it with --from"
        )  # fmt: skip
    return name


def _sniff_folder(folder: Path) -> str:
    from atau.corpus.formats import FORMATS

    if next(files_of(folder, (".ann",)), None) is not None:
        return "brat"
    known = {suffix for entry in FORMATS.values() for suffix in entry.suffixes}
    first = next((path for path in files_of(folder, tuple(known - {".txt", ".tsv"}))), None)
    if first is not None:
        return sniff(first)
    texts = list(files_of(folder, (".txt", ".tsv")))
    for path in texts:
        try:
            name = sniff(path)
        except GoldError:
            continue
        # Articles and tables of marked text may stand side by side; one reader takes both.
        return "marked" if name == "tsv" else name
    if not texts:
        raise GoldError(f"{folder}: no gold in this folder (files ending with {', '.join(sorted(known))})")
    raise GoldError(f"{folder}: none of its texts has marks or a front matter; give their format with --from")


def _sniff_text(text: str) -> str | None:
    start = text.lstrip()
    if start.startswith("{"):
        return _sniff_object(start)
    if start.startswith("["):
        return "label-studio" if re.match(r"\[\s*(\{|\]\s*$)", start) else None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if lines and len(text.encode("utf-8", "ignore")) >= _HEAD - 4:
        lines.pop()  # perhaps cut off
    if lines and re.fullmatch(r"---[ \t]*", lines[0]):
        return "marked"
    filled = [line for line in lines if line.strip()]
    rows = [line for line in filled if not re.match(r"# ?\w+ ?=", line) or "\t" in line]
    columns = _sniff_columns(rows)
    if columns is not None:
        return columns
    if "⟦" in text:
        found = sum(re.match(r"[^\t⟦⟧]+\t", line) is not None for line in filled)
        return "tsv" if found > 0.9 * len(filled) else "marked"
    return None


def _sniff_columns(rows: list[str]) -> str | None:
    if not rows:
        return None
    start = next((row.split() for row in rows[:3] if row.startswith("-DOCSTART-")), None)
    if start is not None:  # the Dutch data of 2002 has it too, with three columns
        return "conll2003" if len(start) > 3 else "conll2002"
    cells = [row.split("\t") if "\t" in row else row.split() for row in rows]
    tagged = sum(len(row) > 1 and _TAG.fullmatch(row[-1].strip()) is not None for row in cells)
    if tagged < 0.9 * len(rows) or tagged < 1:
        return None
    if all("\t" in row for row in rows):
        return "conll2003" if all(len(row) == 4 for row in cells) else "iob"
    return "conll2003" if all(len(row) == 4 for row in cells) else "conll2002"


def _sniff_object(text: str) -> str | None:
    line = text.split("\n", 1)[0]
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        # One object over several lines, or a line longer than what was read.
        return "label-studio" if '"data"' in text and '"annotations"' in text else _sniff_long(line)
    return _sniff_fields(found) if isinstance(found, dict) else None


def _sniff_long(line: str) -> str | None:
    keys = dict.fromkeys(re.findall(r'"(\w+)":', line))
    return _sniff_fields(keys) if "text" in keys and len(line) > _HEAD // 4 else None


def _sniff_fields(found: Mapping[str, Any]) -> str | None:
    if isinstance(found.get("data"), dict):
        return "label-studio"
    if "text" not in found and "data" not in found:
        return None
    if "ents" in found or "nested" in found:
        return "jsonl"
    if any(key in found for key in _PRODIGY):
        return "prodigy"
    if any(key in found for key in _DOCCANO):
        return "doccano"
    return None
