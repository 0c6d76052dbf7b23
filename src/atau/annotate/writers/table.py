"""The table format: what a person reads in the terminal.

Per record: the sentences that hold entities, with coloured marks, and a list per type with
counts and normal forms. Without colours a mark is ``[PERSON …]``.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from atau.annotate.batches import Annotated, Entity, WriterRequirements
from atau.annotate.output import Output
from atau.components.common.display import amount
from atau.labels import NAMES, color

if TYPE_CHECKING:
    from rich.console import Console

_ORDER: Final = {label: place for place, label in enumerate(NAMES)}
Piece = tuple[str, str]  # text to show, and its label ("" for plain text)


class TableWriter:
    """Sentences and lists for the eye; `colored` for a terminal, marks in brackets otherwise."""

    need = WriterRequirements(sentences=True)

    def __init__(self, output: Output, *, colored: bool) -> None:
        self._output = output
        self._colored = colored
        self._records = 0
        self._totals: Counter[str] = Counter()

    def write(self, batch: Sequence[Annotated]) -> None:
        for item in batch:
            self._records += 1
            self._totals.update(ent["label"] for ent in item.annotation.ents)
            text = colored_record(item) if self._colored else plain_record(item)
            self._output.write(text.encode("utf-8", errors="replace"))

    def close(self, *, complete: bool) -> None:
        if complete and self._records > 1:
            totals = ", ".join(f"{label} {self._totals[label]}" for label in _sorted(self._totals))
            line = f"{self._records} records: {totals or 'no entities'}\n"
            self._output.write(line.encode("utf-8", errors="replace"))
        self._output.close(complete=complete)


def wants_color() -> bool:
    """Whether standard output is a terminal that may be coloured (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def marked_sentences(item: Annotated) -> list[list[Piece]]:
    """The sentences with entities, each as pieces in order, white space made single blanks."""
    text = item.record.text
    result = []
    ents = sorted(item.annotation.ents, key=lambda ent: int(ent["start"]))
    place = 0
    for start, end in item.annotation.sentences:
        pieces: list[Piece] = []
        offset = start
        while place < len(ents) and ents[place]["start"] < end:
            ent = ents[place]
            pieces.append((_tidy(text[offset : ent["start"]]), ""))
            pieces.append((_tidy(text[ent["start"] : ent["end"]]).strip(), ent["label"]))
            offset = ent["end"]
            place += 1
        if pieces:
            pieces[0] = (pieces[0][0].lstrip(), "")
            pieces.append((_tidy(text[offset : max(end, offset)]).rstrip(), ""))
            result.append([piece for piece in pieces if piece[0]])
    return result


def type_lists(ents: Sequence[Entity]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """(label, mentions, [(normal form, count)]) by type, forms in the order of their first use."""
    forms: dict[str, Counter[str]] = {}
    for ent in ents:
        form = _tidy(str(ent["normal"] or ent["text"])).strip()
        value = _amount(ent["quantity"])
        if value and value.replace(" ", "") != form.replace(" ", ""):
            form += f" (= {value})"
        forms.setdefault(ent["label"], Counter())[form] += 1
    return [(label, forms[label].total(), list(forms[label].items())) for label in _sorted(forms)]


def plain_record(item: Annotated) -> str:
    """`item` without colours: fit for a file, a pipe, a screen reader."""
    lines = [f"# {_tidy(str(item.record.id))}", ""]
    for pieces in marked_sentences(item):
        marked = (f"[{label} {text}]" if label else text for text, label in pieces)
        lines += ["".join(marked), ""]
    lists = type_lists(item.annotation.ents)
    width = max((len(label) for label, _, _ in lists), default=0)
    for label, count, forms in lists:
        lines.append(f"{label:<{width}}  {count:>3}  {_joined(forms)}")
    lines += [] if lists else ["no entities"]
    return "\n".join(lines) + "\n\n"


def colored_record(item: Annotated) -> str:
    """`item` with the escape sequences of the terminal."""
    from rich.table import Table
    from rich.text import Text

    console = _console()
    title = Text(_tidy(str(item.record.id)), style="bold")
    console.rule(title, align="left", style="dim")
    for pieces in marked_sentences(item):
        sentence = Text()
        for text, label in pieces:
            sentence.append(text, style=_style(label) if label else "")
            if label:
                sentence.append(f" {label}", style="dim italic")
        console.print(sentence)
        console.print()
    lists = type_lists(item.annotation.ents)
    if not lists:
        console.print(Text("no entities", style="dim"))
        return _value(console)
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for label, count, forms in lists:
        name = Text(f" {label} ", style=_style(label))
        table.add_row(name, Text(str(count)), Text(_joined(forms)))
    console.print(table)
    console.print()
    return _value(console)


def _console() -> Console:
    from rich.console import Console

    width = shutil.get_terminal_size().columns
    return Console(file=io.StringIO(), force_terminal=True, width=width, highlight=False)


def _value(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _style(label: str) -> str:
    return f"black on {color(label)}"


def _sorted(labels: Any) -> list[str]:
    return sorted(labels, key=lambda label: (_ORDER.get(label, len(_ORDER)), label))


def _joined(forms: Sequence[tuple[str, int]]) -> str:
    return "; ".join(form if count == 1 else f"{form} ×{count}" for form, count in forms)


def _amount(quantity: Any) -> str:
    """The number and the unit of a quantity, where the pipeline has worked them out."""
    return amount({**quantity, "counted": None}) if isinstance(quantity, dict) else ""


def _tidy(text: str) -> str:
    """`text` on one line; characters that would steer the terminal are shown as a box."""
    single = " ".join(text.split())
    if text[:1].isspace():
        single = " " + single
    if text[-1:].isspace() and single.strip():
        single += " "
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" else c for c in single)
