"""The table: for reading in a terminal.

For each record the sentences that contain entities, with the entities highlighted, and a list per label with counts and
normal forms. Without colours an entity is shown as ``[PERSON …]``.
"""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from atau.annotate.annotation import Annotated, Entity, WriterRequirements
from atau.annotate.output import Output
from atau.annotate.writers.registry import DEFAULT_OPTIONS, WriterOptions, register_writer
from atau.annotate.writers.rows import in_words
from atau.labels import color, display_order
from atau.terminal import boxed

if TYPE_CHECKING:
    from rich.console import Console

Piece = tuple[str, str]  # text to show, and its label ("" for plain text)


@register_writer(
    "table",
    description="highlighted sentences and lists of entities, for reading",
    suffixes=(".txt",),
    needs=WriterRequirements(sentences=True),
    explains=True,
)
class TableWriter:
    """Sentences and lists for reading: in colour on a terminal, with brackets otherwise."""

    def __init__(self, output: Output, options: WriterOptions = DEFAULT_OPTIONS) -> None:
        self._output = output
        self._render = colored_record if options.colored else plain_record
        self._records = 0
        self._totals: Counter[str] = Counter()

    def write(self, batch: Sequence[Annotated]) -> None:
        for item in batch:
            self._records += 1
            self._totals.update(ent["label"] for ent in item.annotation.ents)
            self._output.write(self._render(item).encode("utf-8", errors="replace"))

    def close(self, *, complete: bool) -> None:
        if complete and self._records > 1:
            totals = ", ".join(f"{label} {self._totals[label]}" for label in sorted(self._totals, key=display_order))
            line = f"{self._records} records: {totals or 'no entities'}\n"
            self._output.write(line.encode("utf-8", errors="replace"))
        self._output.close(complete=complete)


def marked_sentences(item: Annotated) -> list[list[Piece]]:
    """The sentences with entities, each as pieces in order, runs of white space collapsed to one space."""
    text = item.record.text
    result = []
    ents = sorted(item.annotation.ents, key=lambda ent: int(ent["start"]))
    place = 0
    for start, end in item.annotation.sentences:
        pieces: list[Piece] = []
        offset = start
        while place < len(ents) and ents[place]["start"] < end:
            ent = ents[place]
            pieces.append((tidy(text[offset : ent["start"]]), ""))
            pieces.append((tidy(text[ent["start"] : ent["end"]]).strip(), ent["label"]))
            offset = ent["end"]
            place += 1
        if pieces:
            pieces[0] = (pieces[0][0].lstrip(), "")
            pieces.append((tidy(text[offset : max(end, offset)]).rstrip(), ""))
            result.append([piece for piece in pieces if piece[0]])
    return result


def left_out(item: Annotated, shown: int) -> str:
    """What is said of the sentences of `item` that are not among the `shown` ones; "" where there are none."""
    text = item.record.text
    number = sum(1 for start, end in item.annotation.sentences if text[start:end].strip()) - shown
    if number <= 0:
        return ""
    return (
        "1 sentence without entities is not shown"
        if number == 1
        else f"{number} sentences without entities are not shown"
    )


def type_lists(ents: Sequence[Entity]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """(label, mentions, [(normal form, count)]) for each label, forms in the order of their first mention."""
    forms: dict[str, Counter[str]] = {}
    for ent in ents:
        form = tidy(str(ent["normal"] or ent["text"])).strip()
        value = _amount(ent["quantity"])
        if value and value.replace(" ", "") != form.replace(" ", ""):
            form += f" (= {value})"
        forms.setdefault(ent["label"], Counter())[form] += 1
    return [(label, forms[label].total(), list(forms[label].items())) for label in sorted(forms, key=display_order)]


def explanations(item: Annotated) -> list[tuple[str, str, str]]:
    """(label, mention, explanation in words) of the entities that have an explanation, in the order of the text."""
    found = ((ent, in_words(ent)) for ent in item.annotation.ents)
    return [(ent["label"], tidy(ent["text"]).strip(), tidy(words)) for ent, words in found if words]


def plain_record(item: Annotated) -> str:
    """`item` without colours: fit for a file, a pipe, a screen reader."""
    lines = [f"# {tidy(str(item.record.id))}", ""]
    sentences = marked_sentences(item)
    for pieces in sentences:
        marked = (f"[{label} {text}]" if label else text for text, label in pieces)
        lines += ["".join(marked), ""]
    note = left_out(item, len(sentences))
    if note:
        lines += [f"({note})", ""]
    reasons = explanations(item)
    if reasons:
        lines += [*(f"[{label} {text}] {words}" for label, text, words in reasons), ""]
    lists = type_lists(item.annotation.ents)
    width = max((len(label) for label, _, _ in lists), default=0)
    for label, count, forms in lists:
        lines.append(f"{label:<{width}}  {count:>3}  {_joined(forms)}")
    lines += [] if lists else ["no entities"]
    return "\n".join(lines) + "\n\n"


def colored_record(item: Annotated) -> str:
    """`item` with the escape sequences of the terminal."""
    from rich.text import Text

    console = _console()
    title = Text(tidy(str(item.record.id)), style="bold")
    console.rule(title, align="left", style="dim")
    sentences = marked_sentences(item)
    for pieces in sentences:
        sentence = Text()
        for text, label in pieces:
            sentence.append(text, style=_style(label) if label else "")
            if label:
                sentence.append(f" {label}", style="dim italic")
        console.print(sentence)
        console.print()
    note = left_out(item, len(sentences))
    if note:
        console.print(Text(f"({note})", style="dim"))
        console.print()
    _print_explanations(console, item)
    _print_lists(console, item)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _print_explanations(console: Console, item: Annotated) -> None:
    from rich.text import Text

    reasons = explanations(item)
    for label, text, words in reasons:
        console.print(Text.assemble((text, _style(label)), " ", words))
    if reasons:
        console.print()


def _print_lists(console: Console, item: Annotated) -> None:
    from rich.table import Table
    from rich.text import Text

    lists = type_lists(item.annotation.ents)
    if not lists:
        console.print(Text("no entities", style="dim"))
        return
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for label, count, forms in lists:
        name = Text(f" {label} ", style=_style(label))
        table.add_row(name, Text(str(count)), Text(_joined(forms)))
    console.print(table)
    console.print()


def _console() -> Console:
    from rich.console import Console

    width = shutil.get_terminal_size().columns
    return Console(file=io.StringIO(), force_terminal=True, width=width, highlight=False)


def _style(label: str) -> str:
    return f"black on {color(label)}"


def _joined(forms: Sequence[tuple[str, int]]) -> str:
    return "; ".join(form if count == 1 else f"{form} ×{count}" for form, count in forms)


def _amount(quantity: Any) -> str:
    """The number and the unit of a quantity, where the pipeline has determined them."""
    from atau.components.common.display import amount

    return amount({**quantity, "counted": None}) if isinstance(quantity, dict) else ""


def title_of(item: Annotated) -> str:
    """What a record is called for the eye: the name of its file, otherwise its id."""
    identity = tidy(str(item.record.id))
    # The id of a file that is one record is its path, which is nobody else's business.
    return identity if item.record.line is not None else PurePosixPath(identity).name or identity


def tidy(text: str) -> str:
    """`text` on one line; characters that would control the terminal are shown as a box."""
    single = " ".join(text.split())
    if text[:1].isspace():
        single = " " + single
    if text[-1:].isspace() and single.strip():
        single += " "
    return boxed(single)
