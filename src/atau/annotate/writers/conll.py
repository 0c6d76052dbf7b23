"""CoNLL: IOB2 tags in two columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.resume import Done, ResumeError, first_damage
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer

_HEADER: Final = b"# id = "


def conll_done(path: Path, text_field: str) -> Done:
    """The records of `path` except the last one, which may be incomplete; what follows a damage does not count."""
    # A token may be a NUL or two.
    damage = first_damage(path, b"\0" * 16)
    end = _last_header(path, None if damage is None else damage[0])

    def keys() -> Iterator[Any]:
        last: str | None = None
        place = 0
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                place += len(line)
                if damage is not None and place > end:
                    break
                if line.startswith(_HEADER) and b"\t" not in line:
                    if last is not None:
                        yield last
                    last = line[len(_HEADER) :].decode("utf-8", errors="replace").rstrip("\n")
                elif last is None:
                    raise ResumeError(f"{path}:{number} was not written by atau annotate --format conll")
        if damage is not None and last is not None:
            yield last

    return Done(end, keys(), lambda record: conll_id(record.id), 0 if damage is None else damage[1])


def _last_header(path: Path, end: int | None) -> int:
    offset = last = 0
    with path.open("rb") as stream:
        for line in stream:
            if end is not None and offset >= end:
                break
            if line.startswith(_HEADER) and b"\t" not in line:
                last = offset
            offset += len(line)
    return last


@register_writer(
    "conll",
    description="CoNLL, a token and its IOB2 tag per line",
    suffixes=(".conll", ".iob", ".iob2"),
    needs=WriterRequirements(tokens=True),
    resume=conll_done,
)
class ConllWriter:
    """IOB2 in two columns: ``# id = …``, a line ``token TAB tag`` for each token that is not white space, an empty line
    after each sentence.

    A token may contain spaces (``т ө р а ғ а с ы``); only tabs separate columns. A backslash, a tab or a line break
    inside a token or an id is escaped.
    """

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        self._output.write("".join(conll_record(item) for item in batch).encode("utf-8"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def conll_id(identity: Any) -> str:
    """An id as it is written in the comment of its record."""
    from atau.corpus.formats.columns import escape

    text = identity if isinstance(identity, str) else json.dumps(identity, ensure_ascii=False)
    return escape(text).encode("utf-8", errors="backslashreplace").decode("utf-8")


def conll_record(item: Annotated) -> str:
    """`item` as lines of CoNLL, with an empty line at the end."""
    from atau.corpus.formats.columns import escape

    lines = [f"# id = {conll_id(item.record.id)}"]
    for sentence in item.annotation.tokens or [[]]:
        lines += [f"{escape(row.text)}\t{row.tag}" for row in sentence]
        lines.append("")
    return "\n".join(lines) + "\n"
