"""Tables: a document for each row. CSV and TSV, and Excel files (openpyxl)."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final

from atau.documents.archive import checked_zip
from atau.documents.decoding import AUTO, Decoded, DecodeError, decode, wide_encoding
from atau.documents.metadata import key_of
from atau.documents.missing import library
from atau.documents.model import Part, PartFailure, Unreadable
from atau.documents.options import MAX_FILE, ReadOptions, read_all
from atau.documents.text_columns import NAMES, SAMPLE, part_of, text_columns

_HEAD: Final = 1 << 16
_WIDE: Final = ("utf-16", "utf-32")
_DELIMITERS: Final = ",;\t|"
_HEADER_LONGEST: Final = 60  # characters of the name of a column
_MAX_COLUMNS: Final = 1000
Found = Iterator[Part | PartFailure]


def read_csv(stream: BinaryIO, options: ReadOptions) -> Found:
    """A document per row. Keys are the numbers of the rows, the header being row 1, as a spreadsheet shows them."""
    head = stream.read(_HEAD)
    if not head.strip():
        raise Unreadable("the file is empty")
    encoding, sample = _encoding(head, options.encoding)
    delimiter = _delimiter(sample)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, newline="")
    # The limit is one for all readers of the process; it is never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    rows = enumerate(csv.reader(text, delimiter=delimiter, strict=False), start=1)
    try:
        yield from _documents(_until_broken(rows, encoding), options, "")
    finally:
        text.detach()


def _until_broken(rows: Iterator[tuple[int, list[str]]], encoding: str) -> Iterator[tuple[int, list[str] | str]]:
    """The rows; in the place of one that cannot be read, a message, after which there are no more."""
    number = 0
    try:
        for number, row in rows:
            yield number, row
    except csv.Error as error:
        yield number + 1, f"{error}; a quote may be open. The rest of the file is not read"
    except UnicodeError as error:
        yield number + 1, f"not {encoding}: {getattr(error, 'reason', error)}; the rest of the file is not read"


def _encoding(head: bytes, stated: str) -> tuple[str, str]:
    """(encoding, first rows) of a table. Raises Unreadable."""
    wide = wide_encoding(head) if stated == AUTO else Decoded("", stated) if stated.startswith(_WIDE) else None
    if wide is not None:
        return wide.encoding, head[: len(head) // 4 * 4].decode(wide.encoding, errors="ignore")
    whole = head[: head.rfind(b"\n") + 1] or head  # no character in two halves
    try:
        decoded = decode(whole, stated)
    except DecodeError as error:
        raise Unreadable(str(error)) from None
    encoding = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
    return (encoding if stated in (AUTO, "utf-8") else stated), decoded.text


def _delimiter(sample: str) -> str:
    """What parts the columns: it gives the most rows of one width, and of these the most columns."""

    def score(delimiter: str) -> tuple[float, int]:
        rows = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 100) if row]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            return 0.0, 0
        width, count = widths.most_common(1)[0]
        return count / len(rows), width

    try:
        scores = {delimiter: score(delimiter) for delimiter in _DELIMITERS}
    except csv.Error:
        return ","
    return max(scores, key=lambda delimiter: scores[delimiter])


def read_xlsx(stream: BinaryIO, options: ReadOptions) -> Found:
    """A document per row of every sheet. Keys: ``:3`` for row 3, ``:NAME!3`` where there are several sheets."""
    data = read_all(stream, MAX_FILE)
    checked_zip(data).close()
    openpyxl = library("openpyxl", "openpyxl")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError) as error:
        raise Unreadable(f"no Excel file inside ({type(error).__name__})", "open and save it anew") from None
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        problems = []
        for sheet in sheets:
            sheet.reset_dimensions()  # the file may state any
            prefix = f"{sheet.title}!" if len(sheets) > 1 else ""
            rows = enumerate(([_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)), start=1)
            try:
                yield from _documents(rows, options, prefix)
            except Unreadable as error:
                problems.append(error)
                if len(sheets) > 1 and str(error) != _NO_ROWS:
                    yield PartFailure(key=f":{sheet.title}", problem=error.problem, remedy=error.remedy)
        if problems and len(sheets) == 1:
            raise problems[0]
    finally:
        book.close()


def _cell(value: Any) -> Any:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat().removesuffix("T00:00:00")
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


_NO_ROWS: Final = "the table has no rows"


def _documents(rows: Iterable[tuple[int, Sequence[Any] | str]], options: ReadOptions, prefix: str) -> Found:
    filled = (item for item in rows if isinstance(item[1], str) or any(_is_filled(value) for value in item[1]))
    sample = list(islice(filled, SAMPLE))
    if not sample:
        raise Unreadable(_NO_ROWS)
    first = sample[0][1]
    if not isinstance(first, str) and is_header(first):
        names = _names(first)
        sample.pop(0)
    else:
        width = max((len(row) for _, row in sample if not isinstance(row, str)), default=0)
        names = [str(number) for number in range(1, min(width, _MAX_COLUMNS) + 1)]
    named = [dict(zip(names, row, strict=False)) for _, row in sample if not isinstance(row, str)]
    columns = text_columns(names, named, options.text_columns) if named or not sample else ()
    found = False
    for number, row in chain(sample, filled):
        key = f":{prefix}{number}"
        if isinstance(row, str):
            yield PartFailure(key=key, problem=row, remedy="save the table as UTF-8 with every quote closed")
            found = True
        elif (part := part_of(dict(zip(names, row, strict=False)), columns, key)) is not None:
            yield part
            found = True
    if not found:
        raise Unreadable(_NO_ROWS if not named else f"no row has a text in the column {', '.join(map(repr, columns))}")


def _is_filled(value: Any) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def is_header(row: Sequence[Any]) -> bool:
    """Whether the first row of a table names its columns: short texts, each another one, no numbers.

    >>> is_header(["id", "мәтін"]), is_header(["1", "Жол ашылды."])
    (True, False)
    """
    cells = [cell for cell in row if _is_filled(cell)]
    if not all(isinstance(cell, str) and len(cell) <= _HEADER_LONGEST and not _is_number(cell) for cell in cells):
        return False
    names = [cell.strip().casefold() for cell in cells]
    if any(name in NAMES or key_of(name) for name in names):
        return True
    return len(set(names)) == len(names) and not any(name.endswith((".", "!", "?", "…")) for name in names)


def _is_number(cell: str) -> bool:
    return cell.strip().replace(",", "").replace(".", "").replace(" ", "").isdecimal()


def _names(row: Sequence[Any]) -> list[str]:
    """The names of the columns; one without a name, or with that of another, gets its number."""
    names: list[str] = []
    for number, cell in enumerate(row[:_MAX_COLUMNS], start=1):
        name = str(cell).strip() if _is_filled(cell) else str(number)
        names.append(name if name not in names else f"{name} ({number})")
    return names
