"""Markdown: the sentences with their entities, and a table of them, for notes, wikis and issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from atau.annotate.annotation import Annotated, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.table import explanations, left_out, marked_sentences, tidy, title_of, type_lists
from atau.terminal import boxed

# What Markdown (CommonMark, and the tables and formulas of others) or the HTML in it gives a meaning, anywhere.
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|&~$])")
# At the start of a line: a heading, a list, a quotation, a rule.
_START: Final = re.compile(r"^(\s*)(?:([#+=>-])|(\d+)([.)]))")


@register_writer(
    "markdown",
    description="Markdown, sentences with their entities and a table of them",
    suffixes=(".md", ".markdown"),
    needs=WriterRequirements(sentences=True),
    explains=True,
)
class MarkdownWriter:
    """A section for each record; whatever comes from the text is escaped."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output

    def write(self, batch: Sequence[Annotated]) -> None:
        self._output.write("".join(map(markdown_record, batch)).encode("utf-8", errors="replace"))

    def close(self, *, complete: bool) -> None:
        self._output.close(complete=complete)


def markdown_record(item: Annotated) -> str:
    """`item` as Markdown, with an empty line at the end."""
    lines = [f"## {escaped(title_of(item))}", ""]
    sentences = marked_sentences(item)
    for pieces in sentences:
        marked = (f"**{escaped(text)}** `{_code(label)}`" if label else escaped(text) for text, label in pieces)
        lines += [_START.sub(_unmeant, "".join(marked)), ""]
    note = left_out(item, len(sentences))
    if note:
        lines += [f"*({note})*", ""]
    lists = type_lists(item.annotation.ents)
    if lists:
        lines += ["| label | mentions | forms |", "|---|---:|---|"]
    for label, count, forms in lists:
        joined = "; ".join(escaped(form) + (f" ×{number}" if number > 1 else "") for form, number in forms)
        lines.append(f"| `{_code(label)}` | {count} | {joined} |")
    lines += [""] if lists else ["no entities", ""]
    reasons = explanations(item)
    if reasons:
        lines += [*(f"- **{escaped(text)}** `{_code(label)}`: {escaped(words)}" for label, text, words in reasons), ""]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    r"""`text` on one line, as Markdown that shows it as it is.

    >>> escaped("1. [а](b) | *в*")
    '1. \\[а\\](b) \\| \\*в\\*'
    """
    return _SPECIAL.sub(r"\\\1", tidy(text))


def _unmeant(start: re.Match[str]) -> str:
    return f"{start[1]}\\{start[2]}" if start[2] else f"{start[1]}{start[3]}\\{start[4]}"


def _code(label: str) -> str:
    return boxed(label).replace("`", "'").replace("|", "/")
