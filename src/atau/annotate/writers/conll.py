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
    return Done(
        end,
        _keys(path, end),
        lambda record: (conll_id(record.id), _squeezed(record.text)),
        0 if damage is None else damage[1],
    )


def _keys(path: Path, end: int) -> Iterator[tuple[str, str]]:
    """(id, text without white space) of the records before the byte `end`. Raises ResumeError for another file."""
    from atau.corpus.formats.columns_escapes import unescape

    identity: str | None = None
    tokens: list[str] = []
    place = 0
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            is_header = raw.startswith(_HEADER) and b"\t" not in raw
            if identity is None and not is_header and b"\0" not in raw:
                raise ResumeError(f"{path}:{number} was not written by atau annotate --format conll")
            if is_header and identity is not None:
                yield identity, _squeezed("".join(tokens))
                tokens.clear()
            place += len(raw)
            if place > end:
                return
            line = raw.decode("utf-8", errors="replace")
            if is_header:
                identity = line.removeprefix("# id = ").rstrip("\n")
            else:
                tokens.append(unescape(line.rpartition("\t")[0]))


def _squeezed(text: str) -> str:
    """`text` without white space, which the format does not keep."""
    return "".join(text.split())


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
    from atau.corpus.formats.columns_escapes import escape

    text = identity if isinstance(identity, str) else json.dumps(identity, ensure_ascii=False)
    return escape(text).encode("utf-8", errors="backslashreplace").decode("utf-8")


def conll_record(item: Annotated) -> str:
    """`item` as lines of CoNLL, with an empty line at the end."""
    from atau.corpus.formats.columns_escapes import escape

    lines = [f"# id = {conll_id(item.record.id)}"]
    for sentence in item.annotation.tokens or [[]]:
        lines += [f"{escape(row.text)}\t{row.tag}" for row in sentence]
        lines.append("")
    return "\n".join(lines) + "\n"
